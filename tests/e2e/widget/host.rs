//! A site that has the element on its pages.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::harness::{Site, Visitor, free_port, setting};

/// What a page must have heard of before it says anything.
const HOOKS: &str = include_str!("hooks.js");
/// What a host's page loads; `STATUS` stands for the status page's origin, see [`Host::open`].
pub(super) const LOADER: &str = r#"<script type="module" async src="STATUS/widget.js"></script>"#;
/// Shorthands for scripts: the elements of the page, their boxes, and what stands in them.
const SHORT: &str = "const all = () => [...document.querySelectorAll('intermission-status')];
    const at = (index) => all()[index];
    const box = (index) => at(index).shadowRoot.querySelector('.box');
    const text = (index) => box(index).innerText.replace(/\\s+/g, ' ').trim();
    const view = (index) => at(index).shadowRoot.querySelector('.view');";

/// What a host's page may load and run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Anything.
    Open,
    /// Files of its own and of the status page, WebAssembly, no inline code or style, trusted types only.
    Strict,
    /// The same without WebAssembly.
    NoWasm,
}

struct Shared {
    files: HashMap<String, (&'static str, String)>,
    policy: Option<String>,
    reports: Mutex<Vec<String>>,
}

/// A running host.
pub(super) struct Host {
    port: u16,
    shared: Arc<Shared>,
    /// Taken when it is dropped.
    runtime: Option<Runtime>,
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Host {
    /// A host whose only page has `head` and `body`; `STATUS` in them stands for the origin of `site`.
    pub(super) fn open(site: &Site, policy: Policy, head: &str, body: &str) -> Self {
        let page = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Host</title>\n\
             <script src=\"/hooks.js\"></script>\n{head}\n</head>\n<body>\n<main>\n<h1>Host</h1>\n{body}\n\
             </main>\n</body>\n</html>\n"
        );
        Self::with_files(site, policy, &[("/", "text/html; charset=utf-8", &page)])
    }

    /// A host with files, each by path, type and content; the hooks are among them.
    pub(super) fn with_files(
        site: &Site,
        policy: Policy,
        files: &[(&str, &'static str, &str)],
    ) -> Self {
        Self::beside(&site.url(""), policy, files)
    }

    /// Opens a host's page beside a status page whose origin is `status`, whether or not anybody answers there.
    pub(super) fn beside(
        status: &str,
        policy: Policy,
        files: &[(&str, &'static str, &str)],
    ) -> Self {
        let mut served = HashMap::new();
        for (path, kind, content) in files {
            let content = content
                .replace("https://status.example.com", status)
                .replace("STATUS", status);
            served.insert((*path).to_owned(), (*kind, content));
        }
        let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned();
        served.insert("/favicon.ico".to_owned(), ("image/svg+xml", icon));
        served.insert(
            "/hooks.js".to_owned(),
            ("text/javascript", HOOKS.to_owned()),
        );
        let shared = Arc::new(Shared {
            files: served,
            policy: policy.text(status),
            reports: Mutex::default(),
        });
        let router = Router::new()
            .route("/report", post(report))
            .fallback(file)
            .with_state(Arc::clone(&shared));
        let port = free_port();
        let runtime = Runtime::new().unwrap();
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let guard = runtime.enter();
        let listener = TcpListener::from_std(listener).unwrap();
        runtime.spawn(async move { axum::serve(listener, router).await });
        drop(guard);
        Self {
            port,
            shared,
            runtime: Some(runtime),
        }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Reports of what the host's policy refused, and messages that its scripts post.
    pub(super) fn reports(&self) -> Vec<String> {
        self.shared.reports.lock().unwrap().clone()
    }
}

impl Policy {
    fn text(self, status: &str) -> Option<String> {
        let wasm = match self {
            Self::Open => return None,
            Self::Strict => "'wasm-unsafe-eval'",
            Self::NoWasm => "",
        };
        Some(format!(
            "default-src 'none'; script-src 'self' {status} {wasm}; style-src 'self'; \
             img-src 'self'; connect-src 'self' {status}; frame-src {status}; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'; report-uri /report"
        ))
    }
}

async fn file(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    let Some((kind, content)) = shared.files.get(uri.path()).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = ([(CONTENT_TYPE, kind)], content).into_response();
    if let Some(policy) = &shared.policy {
        let policy = policy.parse().unwrap();
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

async fn report(State(shared): State<Arc<Shared>>, body: Bytes) -> StatusCode {
    let report = String::from_utf8_lossy(&body).into_owned();
    shared.reports.lock().unwrap().push(report);
    StatusCode::NO_CONTENT
}

/// What a visitor sees of the elements on a host's page.
impl Visitor {
    /// Opens a host's page.
    pub(super) async fn meet(&self, host: &Host) {
        self.driver.goto(host.url("/")).await.unwrap();
    }

    /// Runs a script that knows `all`, `at`, `box`, `text` and `view`.
    pub(super) async fn ask(&self, script: &str) -> Value {
        self.run(&format!("{SHORT} {script}")).await
    }

    /// The same for one that calls `done`.
    pub(super) async fn ask_async(&self, script: &str) -> Value {
        self.run_async(&format!("{SHORT} const [done] = arguments; {script}"))
            .await
    }

    /// Waits until such a script returns true.
    pub(super) async fn wait_for(&self, script: &str) {
        self.until(&format!("{SHORT} {script}")).await;
    }

    /// Waits until the element at `index` shows `words`.
    pub(super) async fn until_shows(&self, index: usize, words: &str) {
        self.wait_for(&format!("return text({index}).includes({words:?})"))
            .await;
    }

    /// What went wrong on the page so far.
    pub(super) async fn heard(&self) -> Vec<String> {
        serde_json::from_value(self.run("return window.heard").await).unwrap()
    }

    /// What the element keeps alive on the page.
    pub(super) async fn alive(&self) -> Value {
        self.ask_async("alive().then(done)").await
    }

    /// Waits until the element keeps alive on the page what it did at another time. A browser takes a moment to
    /// hand on a lock, and to say that a request is given up, which ends its timer.
    pub(super) async fn until_alive(&self, wanted: &Value) {
        let alive = format!("{SHORT} const [done] = arguments; alive().then(done)");
        self.until_it_gives(&alive, wanted).await;
    }

    /// Waits until it keeps alive so many of one kind.
    pub(super) async fn until_alive_of(&self, kind: &str, wanted: u32) {
        let alive =
            format!("{SHORT} const [done] = arguments; alive().then((it) => done(it.{kind}))");
        self.until_it_gives(&alive, &wanted.into()).await;
    }

    /// The events so far, each by its kind.
    pub(super) async fn told(&self) -> Value {
        self.run("return told.map((it) => it.kind)").await
    }
}

/// The content of a built file.
pub(super) fn built(name: &str) -> String {
    std::fs::read_to_string(Path::new(&setting("INTERMISSION_DIST")).join(name)).unwrap()
}

/// How often a file of the status page was asked for since it was started or told to forget; `name` may be a
/// part of its name.
pub(super) fn asked_for(site: &Site, name: &str) -> u64 {
    let requests = site.requests();
    let counts = requests.as_object().unwrap().iter();
    let counts = counts.filter(|(path, _)| path.contains(name));
    counts.map(|(_, count)| count.as_u64().unwrap()).sum()
}
