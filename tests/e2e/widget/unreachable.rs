//! Every snippet of the documentation on a shop's page while the status page is down, or accepts connections and never
//! responds: the shop's page loads all the same.

use std::net::{Ipv4Addr, TcpListener};
use std::time::Duration;

use super::host::{Host, LOADER, Policy};
use super::libraries::{bundled, react, snippets, vue};
use crate::harness::{Site, Visitor, free_port, in_every_browser};

in_every_browser!(
    a_shop_opens_beside_every_snippet_of_html,
    a_shop_opens_beside_every_snippet_of_javascript,
    a_shop_by_react_opens,
    a_shop_by_vue_opens,
);

/// Posts what the shop shows once it is painted and its document is ready, and again whenever that changes.
const REPORTER: &str = "let isPainted = false, isReady = false, reported;
    new PerformanceObserver(() => { isPainted = true }).observe({ type: 'paint', buffered: true });
    document.addEventListener('DOMContentLoaded', () => { isReady = true });
    setInterval(() => {
      const shown = document.body?.innerText;
      if (!isPainted || !isReady || shown === reported) return;
      reported = shown;
      fetch('/report', { method: 'POST', body: `shown: ${shown}` });
    }, 50);
    addEventListener('unhandledrejection', (it) => fetch('/report', { method: 'POST', body: `unhandled: ${it.reason}` }));";

/// A shop's own program, after the snippet and in scripts of every kind.
const OPEN: &str = "document.querySelector('#shop').append('Open for business. ');";

/// How a status page is away.
#[derive(Clone, Copy, Debug)]
enum Absence {
    /// No server listens there.
    Dead,
    /// Connections are taken, and nothing ever comes.
    Hanging,
}

impl Absence {
    /// The origin of a status page that is away, for as long as the listener lives.
    fn begin(self) -> (String, Option<TcpListener>) {
        let port = free_port();
        let listener = match self {
            Self::Dead => None,
            Self::Hanging => Some(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap()),
        };
        (format!("http://127.0.0.1:{port}"), listener)
    }
}

/// Opens a shop beside a status page that is away in either way, and waits until it shows each of `words`.
async fn opens(visitor: &Visitor, head: &str, body: &str, program: &str, words: &[&str]) {
    for absence in [Absence::Dead, Absence::Hanging] {
        let (status, listener) = absence.begin();
        let page = format!(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Shop</title>\
             <script src=\"/reporter.js\"></script>{head}<script defer src=\"/open.js\"></script>\
             <script type=\"module\" src=\"/program.js\"></script></head>\
             <body><h1>Shop</h1><p id=\"shop\"></p><div id=\"root\"></div>{body}</body></html>"
        );
        let files = [
            ("/", "text/html; charset=utf-8", page.as_str()),
            ("/reporter.js", "text/javascript", REPORTER),
            ("/open.js", "text/javascript", OPEN),
            ("/program.js", "text/javascript", program),
        ];
        let host = Host::beside(&status, Policy::Open, &files);
        // The window's `load` event may wait for the status page, and the driver with it.
        let meeting = visitor.open_host(&host);
        let showing = async {
            until_shown(&host, words, &format!("{absence:?}: {head}{body}")).await;
            drop(listener);
        };
        tokio::join!(meeting, showing);
        let thrown = |it: &String| it.starts_with("unhandled");
        let reports = host.reports();
        assert!(!reports.iter().any(thrown), "{absence:?}: {reports:?}");
    }
}

async fn until_shown(host: &Host, words: &[&str], case: &str) {
    for _ in 0..300 {
        let reports = host.reports();
        let shown = |report: &String| words.iter().all(|it| report.contains(it));
        if reports.iter().any(shown) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!(
        "waited in vain for {words:?} beside {case}, found {:?}",
        host.reports()
    );
}

/// The program and a classic script have both run.
const BOTH: &str = "Open for business. Open for business.";

async fn a_shop_opens_beside_every_snippet_of_html(visitor: Visitor, _: Site) {
    let snippets = snippets("html");
    assert!(snippets[0].starts_with(&LOADER.replace("STATUS", "https://status.example.com")));
    for snippet in snippets {
        let head = if snippet.contains("<intermission-status") {
            LOADER
        } else {
            ""
        };
        let own_words = snippet.contains("Is it us?").then_some("Is it us?");
        let words: Vec<&str> = [BOTH].into_iter().chain(own_words).collect();
        opens(&visitor, head, &snippet, OPEN, &words).await;
    }
}

async fn a_shop_opens_beside_every_snippet_of_javascript(visitor: Visitor, _: Site) {
    let snippets = snippets("js");
    let snippets = snippets.iter().filter(|it| !it.contains("'vue'"));
    for snippet in snippets {
        opens(&visitor, "", "", &format!("{snippet}\n{OPEN}"), &[BOTH]).await;
    }
}

async fn a_shop_by_react_opens(visitor: Visitor, _: Site) {
    let program = bundled("react", &format!("{}\n{OPEN}", react()));
    let words = [BOTH, "The service is: unknown", "One moment."];
    opens(&visitor, "", "", &program, &words).await;
}

async fn a_shop_by_vue_opens(visitor: Visitor, _: Site) {
    let program = bundled("vue", &format!("{}\n{OPEN}", vue()));
    let words = [BOTH, "The service is: unknown", "One moment."];
    opens(&visitor, "", "", &program, &words).await;
}
