//! The site that the page stands in for.

use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::port;

/// What the site answers, whatever is asked for.
pub(crate) const HERE: &str =
    "<!DOCTYPE html>\n<title>Example</title>\n<h1>The site is here</h1>\n";

/// A site that is there as long as this is.
pub(crate) struct Site {
    pub(crate) port: u16,
    runtime: Option<Runtime>,
}

impl Site {
    pub(crate) fn open() -> Self {
        let runtime = Runtime::new().unwrap();
        let port = port::free();
        // Without waiting: end-to-end tests open it from within a runtime of their own.
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let guard = runtime.enter();
        let listener = TcpListener::from_std(listener).unwrap();
        drop(guard);
        let routes = Router::new().fallback(answer);
        runtime.spawn(async move { axum::serve(listener, routes).await });
        Self {
            port,
            runtime: Some(runtime),
        }
    }
}

/// The header of a request that asks the site for a session: its value is the `Cache-Control` of the answer.
pub(crate) const SESSION: &str = "x-wanted-caching";

static SESSIONS: AtomicU32 = AtomicU32::new(1);

async fn answer(request: Request) -> (HeaderMap, String) {
    let cookie = request.headers().get(COOKIE).cloned();
    let cookie = cookie.and_then(|it| it.to_str().map(str::to_owned).ok());
    let cookie = cookie.unwrap_or_default();
    let asked = format!("<p>{} {}</p>\n", request.method(), request.uri());
    let asked = format!("{asked}<p>{cookie}</p>\n");
    let mut headers = HeaderMap::new();
    let page = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, page);
    if let Some(caching) = request.headers().get(SESSION) {
        let number = SESSIONS.fetch_add(1, Ordering::Relaxed);
        let session = HeaderValue::from_str(&format!("session={number}")).unwrap();
        headers.insert(SET_COOKIE, session);
        headers.insert(CACHE_CONTROL, caching.clone());
        // A site behind another server of this project's own would say so; this one only pretends.
        headers.insert("x-intermission", HeaderValue::from_static("file"));
    }
    // A connection whose request was not read to its end is closed, perhaps just as a proxy uses it again.
    drop(axum::body::to_bytes(request.into_body(), 1 << 20).await);
    (headers, [HERE, &asked].concat())
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
