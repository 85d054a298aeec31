//! The page in response to a submitted form: the form is never submitted again.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::harness::target::{headline, return_time};
use crate::harness::{Site, Visitor, in_every_browser, setting};

in_every_browser!(
    a_form_is_not_sent_again_under_the_pages_policy,
    a_form_is_not_sent_again_without_a_policy,
    whoever_has_sent_a_form_leaves_only_when_asked,
    a_newer_version_does_not_send_a_form_again,
);

/// The policy that docs/deploy.md recommends, as far as it concerns forms and scripts.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'";

const FORM: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<title>Shop</title>\n<h1>The shop</h1>\n\
    <form method=\"post\" action=\"/orders/7?from=cart#paid\"><button>Order</button></form>\n</html>\n";

const AWAY: &str = r#"{"refresh_secs": 10, "scheduled_maintenances": [{"name": "Upgrade",
    "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z"}]}"#;
const OVER: &str = r#"{"refresh_secs": 10, "status": {"indicator": "none"}, "resume": {"spread_secs": 1},
    "scheduled_maintenances": [{"name": "Upgrade", "status": "completed",
    "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T11:00:00Z"}]}"#;

/// How a shop answers while it is away.
#[derive(Clone, Copy)]
struct Manner {
    /// Whether the page comes with its policy.
    has_policy: bool,
    /// Whether the server says by `Server-Timing` which method the visitor's request had.
    tells_method: bool,
}

struct Facts {
    manner: Manner,
    is_away: bool,
    /// Methods and addresses of all requests that were for no file of the page.
    requests: Vec<String>,
}

/// A shop that takes orders, with the page in its place while it is away.
struct Shop {
    port: u16,
    facts: Arc<Mutex<Facts>>,
    server: JoinHandle<()>,
}

impl Shop {
    async fn open(manner: Manner) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let facts = Arc::new(Mutex::new(Facts {
            manner,
            is_away: false,
            requests: Vec::new(),
        }));
        let routes = Router::new().fallback(answer).with_state(facts.clone());
        let server = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self {
            port,
            facts,
            server,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn set_away(&self, is_away: bool) {
        self.facts.lock().unwrap().is_away = is_away;
    }

    fn requests(&self, beginning: &str) -> Vec<String> {
        let facts = self.facts.lock().unwrap();
        let requests = facts.requests.iter();
        let found = requests.filter(|it| it.starts_with(beginning));
        found.cloned().collect()
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn answer(State(facts): State<Arc<Mutex<Facts>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    drop(axum::body::to_bytes(body, 1 << 20).await);
    let mut facts = facts.lock().unwrap();
    let path = parts.uri.path();
    if path == "/status.json" {
        let document = if facts.is_away { AWAY } else { OVER };
        return sent(StatusCode::OK, "application/json", document.into());
    }
    let dist = PathBuf::from(setting("INTERMISSION_DIST"));
    let file = dist.join(path.trim_start_matches('/'));
    if file.is_file() {
        return sent(
            StatusCode::OK,
            media_type(path),
            std::fs::read(file).unwrap(),
        );
    }
    facts
        .requests
        .push(format!("{} {}", parts.method, parts.uri));
    if !facts.is_away {
        return sent(StatusCode::OK, "text/html", FORM.into());
    }
    let page = std::fs::read(dist.join("index.html")).unwrap();
    let mut response = sent(StatusCode::SERVICE_UNAVAILABLE, "text/html", page);
    let headers = response.headers_mut();
    if facts.manner.has_policy {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    if facts.manner.tells_method {
        let timing = format!("method;desc={}", parts.method);
        headers.insert("server-timing", HeaderValue::try_from(timing).unwrap());
    }
    response
}

fn sent(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Response {
    let response = Response::builder().status(status);
    let response = response.header(CONTENT_TYPE, media_type);
    let response = response.header(CACHE_CONTROL, "no-store");
    response.body(Body::from(body)).unwrap()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.') {
        Some((_, "js")) => "text/javascript",
        Some((_, "css")) => "text/css",
        Some((_, "wasm")) => "application/wasm",
        Some((_, "svg")) => "image/svg+xml",
        _ => "text/html",
    }
}

/// Sends the form of the shop while it is away, and waits for the page that comes in place of an answer.
async fn order(visitor: &Visitor, shop: &Shop) {
    visitor.driver.goto(&shop.url("/cart")).await.unwrap();
    shop.set_away(true);
    visitor
        .run("const it = document.querySelector('button'); setTimeout(() => it.click())")
        .await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
    assert_eq!(shop.requests("POST").len(), 1);
}

/// Waits until the shop itself is on screen, and checks how the visitor came there.
async fn arrive(visitor: &Visitor, shop: &Shop) {
    visitor.until_text("h1", "The shop").await;
    assert_eq!(shop.requests("POST"), ["POST /orders/7?from=cart"]);
    let navigations = shop.requests("GET /orders/7?from=cart");
    assert_eq!(navigations, ["GET /orders/7?from=cart"]);
    let address = "return location.pathname + location.search + location.hash";
    assert_eq!(
        visitor.run(address).await,
        json!("/orders/7?from=cart#paid")
    );
    // The page itself is no longer in the history: the visitor goes back to where the form was.
    // Chromium's driver runs a script again whose page goes away, and would go back twice.
    visitor
        .run("if (location.pathname !== '/cart') setTimeout(() => history.back())")
        .await;
    visitor.until("return location.pathname === '/cart'").await;
    assert_eq!(shop.requests("POST").len(), 1);
}

/// Ends the maintenance. Where nothing keeps it, the page is gone a second later, which may be too short to look at it.
async fn end(visitor: &Visitor, shop: &Shop) {
    shop.set_away(false);
    visitor.check_now().await;
}

async fn returned(visitor: &Visitor, has_policy: bool) {
    let manner = Manner {
        has_policy,
        tells_method: false,
    };
    let shop = Shop::open(manner).await;
    order(visitor, &shop).await;
    end(visitor, &shop).await;
    arrive(visitor, &shop).await;
}

async fn a_form_is_not_sent_again_under_the_pages_policy(visitor: Visitor, _: Site) {
    returned(&visitor, true).await;
}

async fn a_form_is_not_sent_again_without_a_policy(visitor: Visitor, _: Site) {
    returned(&visitor, false).await;
}

/// Browsers tell a page nothing of the request that it answers but what its server says by `Server-Timing`.
async fn whoever_has_sent_a_form_leaves_only_when_asked(visitor: Visitor, _: Site) {
    let manner = Manner {
        has_policy: true,
        tells_method: true,
    };
    let shop = Shop::open(manner).await;
    order(&visitor, &shop).await;
    end(&visitor, &shop).await;
    visitor
        .until_text(return_time(), "You stay on this page.")
        .await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is over");
    visitor.leave_by("Go now").await;
    arrive(&visitor, &shop).await;
}

async fn a_newer_version_does_not_send_a_form_again(visitor: Visitor, _: Site) {
    let manner = Manner {
        has_policy: true,
        tells_method: false,
    };
    let shop = Shop::open(manner).await;
    order(&visitor, &shop).await;
    // As web/offline.js does when a newer version waits.
    visitor
        .run(
            "window.before = true;
              dispatchEvent(new CustomEvent('intermission-version', { detail: 'newer' }))",
        )
        .await;
    visitor.leave_by("Reload").await;
    visitor
        .until("return window.before === undefined && document.querySelector('.age') !== null")
        .await;
    assert_eq!(shop.requests("POST").len(), 1);
}
