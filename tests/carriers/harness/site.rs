//! The site that the page stands in for.

use std::net::Ipv4Addr;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
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
        // Without waiting: journeys open it from within a runtime of their own.
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

async fn answer(request: Request) -> ([(HeaderName, &'static str); 1], String) {
    let asked = format!("<p>{} {}</p>\n", request.method(), request.uri());
    // A connection whose request was not read to its end is closed, perhaps just as a proxy uses it again.
    drop(axum::body::to_bytes(request.into_body(), 1 << 20).await);
    (
        [(CONTENT_TYPE, "text/html; charset=utf-8")],
        [HERE, &asked].concat(),
    )
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
