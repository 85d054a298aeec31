//! The page behind nginx with the configuration of `deploy/`: served with HTTP 503 in place of the site, while nginx itself
//! is down, and until the return to the site.

use serde_json::{Value, json};

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::target::{badge, failure, headline, return_time};
use crate::harness::{Folder, Origin, Site, Visitor, in_every_browser};

in_every_browser!(nginx_carries_a_visitor_through_an_outage_and_back);

/// nginx with the configuration of `deploy/`, in front of a site in maintenance.
struct NginxSite {
    folder: Folder,
    server: Server,
    _origin: Origin,
}

impl NginxSite {
    fn open() -> Self {
        let (folder, origin) = (Folder::new(), Origin::open());
        folder.set_away(true);
        let server = Server::nginx(&folder, origin.port);
        Self {
            folder,
            server,
            _origin: origin,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.server.port)
    }

    /// Publishes the current document of a rehearsal, with a return spread over two seconds.
    fn publish(&self, rehearsal: &Site) {
        let published = ask(rehearsal.port, "GET /status.json", &[]).text();
        let mut document: Value = serde_json::from_str(&published).unwrap();
        document["resume"] = json!({ "spread_secs": 2 });
        let file = self.folder.home().join("document.json");
        std::fs::write(&file, document.to_string()).unwrap();
        self.folder.publish(&file);
    }
}

async fn nginx_carries_a_visitor_through_an_outage_and_back(visitor: Visitor, rehearsal: Site) {
    let mut nginx = NginxSite::open();
    std::fs::remove_file(nginx.folder.served().join("status.json")).unwrap();
    nginx.publish(&rehearsal);
    let wanted = "/orders/7?from=mail#items";
    visitor.open(&nginx.url(wanted)).await;
    let expected = visitor.browser.badge_behind_503("Maintenance");
    // The document that was published does not say how the page is delivered.
    visitor.until_text(badge(), &expected).await;
    assert_eq!(visitor.text(badge()).await, expected);
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    visitor
        .until("return navigator.serviceWorker.controller?.state === 'activated'")
        .await;
    visitor.check_now().await;
    let stored = "const [done] = arguments; caches.match('/status.json').then((it) => done(it !== undefined))";
    visitor.until_it_gives(stored, &json!(true)).await;

    nginx.server.stop();
    visitor.run("localStorage.clear()").await;
    visitor.reload().await;
    visitor
        .until_text(failure(), "Showing the last known status.")
        .await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");

    nginx.server.resume();
    visitor.run("dispatchEvent(new Event('online'))").await;
    visitor.until_absent(failure()).await;
    ask(rehearsal.port, "POST /__rehearsal/at?minute=75", &[]);
    nginx.publish(&rehearsal);
    nginx.folder.set_away(false);
    visitor.check_now().await;
    visitor.until_text(headline(), "Maintenance is over").await;
    visitor
        .until_text(return_time(), "You will be taken back in")
        .await;
    visitor.until_text("h1", "The site is here").await;
    let address = "return location.pathname + location.search + location.hash";
    assert_eq!(visitor.run(address).await, json!(wanted));
}
