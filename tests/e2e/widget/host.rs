//! A host: a site that has widgets on its pages.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::harness::{Site, Visitor, free_port, setting};

/// The script that records errors, events and resources; it runs before all others of a host's page.
const HOOKS: &str = include_str!("hooks.js");
/// The tag by which a host's page loads the widget; `STATUS` stands for the status page's origin, see [`Host::open`].
pub(super) const LOADER: &str = r#"<script type="module" async src="STATUS/widget.js"></script>"#;
/// Shorthands for scripts: the widgets of the page, their boxes, and the text in them.
const SHORT: &str = "const all = () => [...document.querySelectorAll('intermission-status')];
    const at = (index) => all()[index];
    const box = (index) => at(index).shadowRoot.querySelector('.box');
    const text = (index) => box(index).innerText.replace(/\\s+/g, ' ').trim();
    const view = (index) => at(index).shadowRoot.querySelector('.view');";

/// The content security policy of a host's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Anything.
    Open,
    /// Files of its own and of the status page, WebAssembly, no inline code or style, trusted types only.
    Strict,
    /// Like `Strict`, without WebAssembly.
    NoWasm,
}

/// Files of a host, by path: their types and contents.
pub(super) type Files = HashMap<String, (&'static str, Bytes)>;

struct Shared {
    files: Files,
    policy: Option<String>,
    /// Whether pages of other origins may read the files.
    is_public: bool,
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
        let mut served = Files::new();
        for (path, kind, content) in files {
            let content = content
                .replace("https://status.example.com", status)
                .replace("STATUS", status);
            served.insert((*path).to_owned(), (*kind, content.into()));
        }
        Self::serving(served, policy.text(status), false)
    }

    /// A host of `files` for pages of all origins.
    pub(super) fn public(files: Files) -> Self {
        Self::serving(files, None, true)
    }

    fn serving(mut files: Files, policy: Option<String>, is_public: bool) -> Self {
        let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into();
        files.insert("/favicon.ico".to_owned(), ("image/svg+xml", icon));
        files.insert("/hooks.js".to_owned(), ("text/javascript", HOOKS.into()));
        let shared = Arc::new(Shared {
            files,
            policy,
            is_public,
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
    if shared.is_public {
        let anybody = HeaderValue::from_static("*");
        response
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
    }
    response
}

async fn report(State(shared): State<Arc<Shared>>, body: Bytes) -> StatusCode {
    let report = String::from_utf8_lossy(&body).into_owned();
    shared.reports.lock().unwrap().push(report);
    StatusCode::NO_CONTENT
}

/// Actions and observations on a host's page.
impl Visitor {
    /// Opens a host's page.
    pub(super) async fn open_host(&self, host: &Host) {
        self.driver.goto(host.url("/")).await.unwrap();
    }

    /// Runs a script that knows `all`, `at`, `box`, `text` and `view`.
    pub(super) async fn ask(&self, script: &str) -> Value {
        self.run(&format!("{SHORT} {script}")).await
    }

    /// Runs a script like [`ask`](Self::ask) that returns its value by calling `done`.
    pub(super) async fn ask_async(&self, script: &str) -> Value {
        self.run_async(&format!("{SHORT} const [done] = arguments; {script}"))
            .await
    }

    /// Waits until such a script returns true.
    pub(super) async fn wait_for(&self, script: &str) {
        self.until(&format!("{SHORT} {script}")).await;
    }

    /// Waits until the widget at `index` shows `words`.
    pub(super) async fn until_shows(&self, index: usize, words: &str) {
        self.wait_for(&format!("return text({index}).includes({words:?})"))
            .await;
    }

    /// Warnings, errors, files that did not load and policy violations on the page so far.
    pub(super) async fn page_errors(&self) -> Vec<String> {
        serde_json::from_value(self.run("return window.pageErrors").await).unwrap()
    }

    /// The number of timers, listeners, channels, requests and locks on the page.
    pub(super) async fn live_resources(&self) -> Value {
        self.ask_async("liveResources().then(done)").await
    }

    /// Waits until [`live_resources`](Self::live_resources) returns `wanted`. A browser takes a moment to pass on a lock,
    /// and to report that a request was aborted, which ends its timer.
    pub(super) async fn until_live_resources(&self, wanted: &Value) {
        let script = format!("{SHORT} const [done] = arguments; liveResources().then(done)");
        self.until_it_gives(&script, wanted).await;
    }

    /// Waits until there are `wanted` resources of one kind.
    pub(super) async fn until_live_count(&self, kind: &str, wanted: u32) {
        let script = format!(
            "{SHORT} const [done] = arguments; liveResources().then((it) => done(it.{kind}))"
        );
        self.until_it_gives(&script, &wanted.into()).await;
    }

    /// The kinds of the events that widgets have emitted so far.
    pub(super) async fn emitted_events(&self) -> Value {
        self.run("return emitted.map((it) => it.kind)").await
    }
}

/// The content of a built file.
pub(super) fn built(name: &str) -> String {
    std::fs::read_to_string(Path::new(&setting("INTERMISSION_DIST")).join(name)).unwrap()
}

/// The number of requests for files of the status page whose names contain `name`, since the rehearsal started or its
/// counts were reset.
pub(super) fn request_count(site: &Site, name: &str) -> u64 {
    let requests = site.requests();
    let counts = requests.as_object().unwrap().iter();
    let counts = counts.filter(|(path, _)| path.contains(name));
    counts.map(|(_, count)| count.as_u64().unwrap()).sum()
}
