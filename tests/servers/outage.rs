//! What Varnish does once the server behind it is gone.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use crate::harness::client::{Answer, ask};
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};
use crate::table::Kind;

/// Longer than the document is fresh and then sent while a newer one is fetched would be a minute and a quarter;
/// instead the test shortens the document's time to these, in seconds.
const SHORT: (&str, &str) = (
    "max-age=15, stale-while-revalidate=60",
    "max-age=1, stale-while-revalidate=1",
);

struct Outage {
    folder: Folder,
    origin: Server,
    cache: Server,
    _site: Site,
}

impl Outage {
    fn new() -> Self {
        let (folder, site) = (Folder::new(), Site::open());
        folder.set_away(true);
        let origin = Server::nginx_with(&folder, site.port, &[SHORT]);
        let cache = Server::varnish_with(
            &folder,
            origin.port,
            &[("req.grace = 60s", "req.grace = 1s")],
        );
        Self {
            folder,
            origin,
            cache,
            _site: site,
        }
    }

    #[track_caller]
    fn document(&self) -> (Answer, u64) {
        let answer = ask(
            self.cache.port,
            "GET /status.json",
            &[("Accept-Encoding", "gzip")],
        );
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.header("date").is_some(), "{answer:?}");
        assert_eq!(
            answer.header("access-control-expose-headers"),
            Some("Date, Retry-After, ETag, Age")
        );
        let age = answer.header("age").unwrap().parse().unwrap();
        (answer, age)
    }

    fn publish(&self, at: &str) {
        let next = self.folder.home().join("next.json");
        let text = fs::read_to_string(self.folder.served().join("status.json")).unwrap();
        fs::write(&next, text.replace("10:27:00Z", at)).unwrap();
        self.folder.publish(&next);
    }
}

#[test]
fn documents_and_files_outlive_their_server_and_are_dated() {
    let mut outage = Outage::new();
    let page = ask(outage.cache.port, "GET /orders/7", &[]).text();
    let (first, _) = outage.document();
    let wasm = page
        .split('"')
        .find(|it| it.contains(".wasm"))
        .unwrap()
        .to_owned();
    let asked = format!("GET {wasm}");
    for request in [asked.as_str(), "GET /sw.js"] {
        assert_eq!(ask(outage.cache.port, request, &[]).status, 200);
    }
    outage.origin.stop();
    // At once, before the probe has noticed, and long after.
    let mut last = 0;
    for _ in 0..12 {
        sleep(Duration::from_secs(1));
        let (answer, age) = outage.document();
        assert_eq!(answer.text(), first.text());
        assert!(age >= last, "{age} after {last}: {answer:?}");
        last = age;
        // What the page needs to start, and the page.
        assert_eq!(ask(outage.cache.port, &asked, &[]).status, 200);
        assert_eq!(ask(outage.cache.port, "GET /sw.js", &[]).status, 200);
        for request in [
            "GET /orders/7",
            "GET /page-0000000000000000.js",
            "POST /orders/7",
        ] {
            let answer = ask(outage.cache.port, request, &[]);
            assert_eq!(
                (answer.status, answer.header("retry-after")),
                (503, Some("120"))
            );
            assert_eq!(answer.text(), page, "{request}");
            let method = request.split(' ').next().unwrap();
            for (name, value) in Kind::Away.expected(method) {
                assert_eq!(answer.header(&name), value.as_deref(), "{name}: {request}");
            }
        }
    }
    assert!(last >= 10, "{last}");
    outage.publish("10:28:00Z");
    outage.origin.resume();
    for _ in 0..100 {
        if outage.document().0.text().contains("10:28:00Z") {
            return;
        }
        sleep(Duration::from_millis(200));
    }
    panic!("expected the new document, found {:?}", outage.document());
}

/// A server that answers with errors, or that has lost the document, is no better than none.
#[test]
fn errors_of_the_server_replace_nothing() {
    let outage = Outage::new();
    outage.document();
    let (served, aside) = (outage.folder.served(), outage.folder.home().join("aside"));
    fs::rename(&served, &aside).unwrap();
    assert_eq!(ask(outage.origin.port, "GET /status.json", &[]).status, 404);
    assert_eq!(ask(outage.origin.port, "GET /", &[]).status, 500);
    for _ in 0..4 {
        sleep(Duration::from_secs(2));
        outage.document();
    }
    fs::rename(aside, served).unwrap();
}

#[test]
fn a_newer_document_is_there_once_the_old_one_has_had_its_time() {
    let outage = Outage::new();
    outage.document();
    outage.publish("10:28:00Z");
    sleep(Duration::from_secs(3));
    outage.document();
    sleep(Duration::from_secs(1));
    let (answer, _) = outage.document();
    assert!(answer.text().contains("10:28:00Z"), "{answer:?}");
}
