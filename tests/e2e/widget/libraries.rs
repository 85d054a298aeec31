//! The snippets of docs/widget.md on the pages of a host: plain HTML, React, Preact, Vue.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::host::{Host, LOADER, Policy};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    every_snippet_of_html_shows_the_status,
    a_page_by_react_shows_and_hears_it,
    a_page_by_preact_shows_and_hears_it,
    a_page_by_vue_shows_and_hears_it,
    the_snippet_for_frames_fits_the_frame,
);

/// The blocks of docs/widget.md in one language.
pub(super) fn snippets(language: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/widget.md");
    let text = std::fs::read_to_string(path).unwrap();
    let blocks = text.split("\n```").skip(1).step_by(2);
    let blocks = blocks.filter_map(|block| block.split_once('\n'));
    let found = blocks.filter(|(first, _)| *first == language);
    found.map(|(_, code)| code.to_owned()).collect()
}

async fn every_snippet_of_html_shows_the_status(visitor: Visitor, site: Site) {
    let snippets: Vec<String> = snippets("html")
        .into_iter()
        .filter(|it| it.contains("<intermission-status"))
        .collect();
    assert_eq!(snippets.len(), 4);
    for snippet in snippets {
        let host = Host::open(&site, Policy::Strict, LOADER, &snippet);
        visitor.open_host(&host).await;
        let shown =
            "return all().every((_, index) => text(index).includes('Maintenance is under way'))";
        visitor.wait_for(shown).await;
        assert_eq!(visitor.page_errors().await, [""; 0], "{snippet}");
    }
}

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(".tools")
}

/// One script of `code` and what it imports, but for the status page's own.
pub(super) fn bundled(name: &str, code: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snippets");
    std::fs::create_dir_all(&folder).unwrap();
    let unique = format!("{name}-{:?}.jsx", std::thread::current().id());
    let file = folder.join(unique.replace(['(', ')'], ""));
    std::fs::write(&file, code).unwrap();
    let built = Command::new(tools().join("bin/esbuild"))
        .arg(&file)
        .args([
            "--bundle",
            "--format=esm",
            "--jsx=automatic",
            "--log-level=warning",
        ])
        .args([
            "--define:process.env.NODE_ENV=\"production\"",
            "--define:__VUE_OPTIONS_API__=true",
            "--define:__VUE_PROD_DEVTOOLS__=false",
            "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
        ])
        .env("NODE_PATH", tools().join("hosts/node_modules"))
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    String::from_utf8(built.stdout).unwrap()
}

/// Mounts `code` in `#root`, and waits until it has received the status and its change.
async fn shows_and_hears(visitor: &Visitor, site: &Site, name: &str, code: &str) {
    let script = bundled(name, code);
    let page = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title>
        <script src=\"/hooks.js\"></script><script type=\"module\" src=\"/app.js\"></script></head>
        <body><div id=\"root\"></div></body></html>";
    let files = [
        ("/", "text/html; charset=utf-8", page),
        ("/app.js", "text/javascript", script.as_str()),
    ];
    let host = Host::with_files(site, Policy::Strict, &files);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.until_text("p", "The service is: maintenance").await;
    site.control("POST", "at?minute=75", "");
    visitor.ask("at(0).refresh()").await;
    visitor.until_text("p", "The service is: operational").await;
    // The library has its own root; taking it away takes the element with it.
    visitor.run("window.unmount()").await;
    visitor.wait_for("return all().length === 0").await;
    visitor.until_live_count("channels", 0).await;
    // Vue makes a policy of its own for its templates, which this host refuses; that is none of ours.
    let errors = visitor.page_errors().await;
    let refused = "securitypolicyviolation: trusted-types trusted-types-policy";
    let ours = errors.iter().filter(|it| name != "vue" || *it != refused);
    assert_eq!(ours.collect::<Vec<_>>(), [""; 0]);
}

/// A page by React that has the snippet as its only part.
pub(super) fn react() -> String {
    let snippet = snippets("jsx").remove(0);
    let mount = "import { createRoot } from 'react-dom/client';
        const root = createRoot(document.querySelector('#root'));
        root.render(<Status />);
        window.unmount = () => root.unmount();";
    format!("{snippet}\n{mount}")
}

/// The documented snippet for React as a page by Preact, whose hooks are a module of their own.
fn preact() -> String {
    let snippet = snippets("jsx").remove(0);
    let snippet = snippet.replace("'react'", "'preact/hooks'");
    let mount = "import { render } from 'preact';
        const root = document.querySelector('#root');
        render(<Status />, root);
        window.unmount = () => render(null, root);";
    format!("/** @jsxImportSource preact */\n{snippet}\n{mount}")
}

/// A page by Vue that has the snippet as its only part.
pub(super) fn vue() -> String {
    let is_vue = |it: &String| it.contains("'vue'");
    let snippet = snippets("js").into_iter().find(is_vue).unwrap();
    let mount = "import { createApp } from 'vue';
        const app = createApp(Status);
        app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('intermission-');
        app.mount('#root');
        window.unmount = () => app.unmount();";
    format!("{snippet}\n{mount}")
}

async fn a_page_by_react_shows_and_hears_it(visitor: Visitor, site: Site) {
    shows_and_hears(&visitor, &site, "react", &react()).await;
}

async fn a_page_by_preact_shows_and_hears_it(visitor: Visitor, site: Site) {
    shows_and_hears(&visitor, &site, "preact", &preact()).await;
}

async fn a_page_by_vue_shows_and_hears_it(visitor: Visitor, site: Site) {
    shows_and_hears(&visitor, &site, "vue", &vue()).await;
}

async fn the_snippet_for_frames_fits_the_frame(visitor: Visitor, site: Site) {
    let is_fitting = |it: &String| it.contains("intermission-measure");
    let snippet = snippets("html").into_iter().find(is_fitting).unwrap();
    let host = Host::open(&site, Policy::Open, "", &snippet);
    visitor.open_host(&host).await;
    visitor.driver.enter_frame(0).await.unwrap();
    visitor.until_shows(0, "Maintenance is under way").await;
    // Its room follows what it shows, a frame later.
    visitor
        .wait_for("return box(0).style.blockSize.endsWith('px))')")
        .await;
    // A counter that becomes longer may need another line, so both are measured until they agree.
    let mut heights = (Value::Null, Value::Null);
    for _ in 0..100 {
        let shown = "return Math.ceil(at(0).getBoundingClientRect().height)";
        let shown = visitor.ask(shown).await;
        visitor.driver.enter_default_frame().await.unwrap();
        let given = "return Number(document.querySelector('iframe').height)";
        heights = (shown, visitor.run(given).await);
        if heights.0 == heights.1 {
            return;
        }
        visitor.driver.enter_frame(0).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("expected a frame as high as what it shows, found {heights:?}");
}
