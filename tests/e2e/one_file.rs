//! The page in one file, as a CDN's error page and opened from a disk; and the plain page, which has no script.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::StatusCode;
use axum::response::Html;
use serde_json::json;
use tokio::net::TcpListener;

use crate::accessible::accessible;
use crate::harness::hook::HOOK;
use crate::harness::target::{age, badge, failure, headline, next_check};
use crate::harness::{Site, Visitor, in_every_browser, setting};
use crate::rendered_state::still;

in_every_browser!(
    it_stands_in_for_a_site_by_itself,
    it_opens_from_a_disk,
    it_opens_from_a_disk_when_nothing_answers,
    without_a_source_it_is_still,
    the_plain_page_fits_everywhere_and_everybody,
);
in_every_browser!(dark: the_plain_page_is_as_good_in_the_dark);

/// The page in one file that asks at `source`, and tells what goes wrong in it. Its state is a minute older than
/// what is told there.
fn page(source: &str) -> String {
    let dist = PathBuf::from(setting("INTERMISSION_DIST"));
    let html = std::fs::read_to_string(dist.join("intermission.html")).unwrap();
    let html = still(1).one_file(&html, &[source.to_owned()]).unwrap();
    let hook = format!("<head><script nonce=\"hook\">{HOOK}</script>");
    let html = html.replacen("<head>", &hook, 1);
    // Beside its own rule, which stays as it is.
    html.replacen("script-src ", "script-src 'nonce-hook' ", 1)
}

/// The same on the disk, gone when dropped.
struct Saved(PathBuf);

impl Saved {
    fn new(source: &str, port: u16) -> Self {
        Self::holding(&page(source), port)
    }

    fn holding(page: &str, port: u16) -> Self {
        let name = format!("intermission-saved-{port}-{}.html", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, page).unwrap();
        Self(path)
    }

    fn url(&self) -> String {
        format!("file://{}", self.0.display())
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

const PAGE_ERRORS: &str = "return window.pageErrors";

async fn it_stands_in_for_a_site_by_itself(visitor: Visitor, site: Site) {
    let html = page(&site.url("/status.json"));
    let away = move || async move { (StatusCode::SERVICE_UNAVAILABLE, Html(html)) };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().fallback(away);
    let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    visitor.console().await;
    visitor
        .open(&format!("http://127.0.0.1:{port}/orders/7?x=1"))
        .await;
    is_live(&visitor).await;
    let expected = visitor.browser.badge_behind_503("Maintenance");
    assert_eq!(visitor.text(badge()).await, expected);
    assert_eq!(visitor.run(PAGE_ERRORS).await, json!([]));
    server.abort();
}

async fn it_opens_from_a_disk(visitor: Visitor, site: Site) {
    let saved = Saved::new(&site.url("/status.json"), site.port);
    visitor.console().await;
    visitor.open(&saved.url()).await;
    is_live(&visitor).await;
    assert_eq!(visitor.text(badge()).await, "Maintenance");
    visitor.press("Service").await;
    visitor
        .until("return document.querySelector('th[aria-sort]') !== null")
        .await;
    assert_eq!(visitor.run(PAGE_ERRORS).await, json!([]));
    assert_eq!(visitor.console().await, [""; 0]);
}

/// Waits for word from the source, and looks at what it is about.
async fn is_live(visitor: &Visitor) {
    visitor.until_live().await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    visitor.until_text(next_check(), "Next check in").await;
    let rows = "return aria().services().length";
    assert_eq!(visitor.run(rows).await, json!(12));
    let drawn =
        "return getComputedStyle(document.querySelector('.figure')).borderRadius !== undefined
        && document.styleSheets[0].cssRules.length > 50";
    assert_eq!(visitor.run(drawn).await, json!(true));
}

async fn it_opens_from_a_disk_when_nothing_answers(visitor: Visitor, mut site: Site) {
    let saved = Saved::new(&site.url("/status.json"), site.port);
    site.stop();
    visitor.open(&saved.url()).await;
    visitor
        .until_text(failure(), "Showing the last known status.")
        .await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    assert_eq!(visitor.freshness().await, "cached");
    let age = visitor.text(age()).await;
    assert!(age.starts_with("Published "), "{age}");
}

async fn without_a_source_it_is_still(visitor: Visitor, site: Site) {
    let saved = Saved::new("none", site.port);
    visitor.console().await;
    visitor.open(&saved.url()).await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    assert!(visitor.text(next_check()).await.starts_with("As of "));
    let pressable = "return [...document.querySelectorAll('button, select, input, label')]
        .filter((it) => it.checkVisibility()).length";
    assert_eq!(visitor.run(pressable).await, json!(0));
    assert_eq!(visitor.run(PAGE_ERRORS).await, json!([]));
    assert_eq!(visitor.console().await, [""; 0]);
}

async fn the_plain_page_fits_everywhere_and_everybody(visitor: Visitor, site: Site) {
    visitor.resize(320, 640).await;
    the_plain_page(&visitor, &site).await;
}

async fn the_plain_page_is_as_good_in_the_dark(visitor: Visitor, site: Site) {
    the_plain_page(&visitor, &site).await;
    let ink = "return getComputedStyle(document.body).color";
    assert_eq!(visitor.run(ink).await, json!("rgb(236, 234, 228)"));
}

async fn the_plain_page(visitor: &Visitor, site: &Site) {
    let saved = Saved::holding(&still(0).plain(), site.port);
    visitor.driver.goto(&saved.url()).await.unwrap();
    let told = "return [document.querySelector('h1 + p').innerText,
        ...['tbody tr', 'ol > li', 'time:not([datetime])', 'script, button, input']
          .map((it) => document.querySelectorAll(it).length),
        document.documentElement.scrollWidth <= innerWidth]";
    let expected = json!(["Maintenance is under way", 12, 14, 0, 0, true]);
    assert_eq!(visitor.run(told).await, expected);
    accessible(visitor, "plain").await;
}
