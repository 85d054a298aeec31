//! The npm package in projects of its users, which scripts/check/npm-projects.mjs has built: with Vite, with webpack, and
//! without a bundler from a host of another origin.

use std::path::{Path, PathBuf};

use super::feeds::fixture;
use super::host::{Files, Host};
use crate::harness::{Site, Visitor, in_every_browser, setting};

in_every_browser!(
    a_project_with_vite_shows_the_status,
    a_project_with_webpack_shows_the_status,
    a_page_without_a_bundler_shows_the_status,
    a_pinned_page_shows_the_status,
    a_pinned_page_runs_no_other_files,
);

/// A feed of Gatus, which the package's readers convert.
const FEED: &str = "gatus/1-endpoints.json";

/// Whether the page shows the content of its own element, and no status.
const FALLBACK: &str =
    "return document.body.innerText.includes('Is it us?') && all().every((it) => it.data === null)";

fn built(project: &str) -> PathBuf {
    Path::new(&setting("INTERMISSION_PROJECTS")).join(project)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

/// All files below `folder`, with paths that begin with `at`.
fn files(folder: &Path, at: &str) -> Files {
    let mut found = Files::new();
    let entries = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}: make npm-package", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            found.extend(files(&path, &format!("{at}{name}/")));
        } else {
            let content = std::fs::read(&path).unwrap();
            found.insert(format!("{at}{name}"), (content_type(&path), content.into()));
        }
    }
    found
}

/// The origin of `host`.
fn origin(host: &Host) -> String {
    host.url("")
}

/// Opens the project in `folder` on a host of its own. Its own page and script name the status page, and `package`, the
/// host of the package's files.
async fn opened(visitor: &Visitor, site: &Site, folder: &str, package: &str) -> Host {
    let mut served = files(&built(folder), "/");
    let named = |content: &[u8]| {
        let text = String::from_utf8(content.to_vec()).unwrap();
        text.replace("https://status.example.com", &site.url(""))
            .replace("https://static.example.com", package)
    };
    for path in ["/index.html", "/main.js"] {
        if let Some((_, content)) = served.get_mut(path) {
            *content = named(content).into();
        }
    }
    if let Some((_, page)) = served.remove("/index.html") {
        served.insert("/".to_owned(), ("text/html; charset=utf-8", page));
    }
    let feed = ("application/json", fixture(FEED).into());
    served.insert("/feed.json".to_owned(), feed);
    let host = Host::public(served);
    visitor.open_host(&host).await;
    host
}

/// Waits until the page shows the status in two languages, a feed, and an element of another name.
async fn shows_all(visitor: &Visitor) {
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.until_shows(1, "Eine Wartung ist im Gange").await;
    visitor.until_shows(2, "Mail").await;
    let renamed =
        "const it = document.querySelector('acme-status').shadowRoot.querySelector('.box');
        return it.innerText.includes('Maintenance is under way')";
    visitor.wait_for(renamed).await;
    // The feed has a result that cannot be read.
    let errors = visitor.page_errors().await;
    let others = errors
        .iter()
        .filter(|it| !it.contains("faults in the status document"));
    assert_eq!(others.collect::<Vec<_>>(), [""; 0]);
}

async fn a_project_with_vite_shows_the_status(visitor: Visitor, site: Site) {
    let host = opened(&visitor, &site, "vite/built", "").await;
    shows_all(&visitor).await;
    // The package's style sheet is among those of the project.
    let rules = "return [...document.styleSheets].some((it) => [...it.cssRules]
        .some((rule) => rule.cssText.includes('intermission-status')))";
    visitor.wait_for(rules).await;
    drop(host);
}

async fn a_project_with_webpack_shows_the_status(visitor: Visitor, site: Site) {
    let host = opened(&visitor, &site, "webpack/built", "").await;
    shows_all(&visitor).await;
    drop(host);
}

/// The package's files on a host of their own.
fn package_host() -> Host {
    Host::public(files(&built("plain/static"), "/"))
}

async fn a_page_without_a_bundler_shows_the_status(visitor: Visitor, site: Site) {
    let package = package_host();
    let host = opened(&visitor, &site, "plain/built/open", &origin(&package)).await;
    shows_all(&visitor).await;
    drop(host);
}

async fn a_pinned_page_shows_the_status(visitor: Visitor, site: Site) {
    let package = package_host();
    let host = opened(&visitor, &site, "plain/built/pinned", &origin(&package)).await;
    shows_all(&visitor).await;
    drop(host);
}

/// The hash of the program in the page's import map is another one. A module with other bytes is refused without a map.
async fn a_pinned_page_runs_no_other_files(visitor: Visitor, site: Site) {
    let package = package_host();
    let folder = "plain/built/changed";
    let host = opened(&visitor, &site, folder, &origin(&package)).await;
    let refused = "return window.pageErrors.some((it) => it.includes('cannot be shown here'))";
    visitor.wait_for(refused).await;
    visitor.wait_for(FALLBACK).await;
    drop(host);

    let mut altered = files(&built("plain/static"), "/");
    let is_module = |path: &&String| path.contains("widget_bg");
    let path = altered.keys().find(is_module).unwrap().clone();
    let (_, module) = altered.get_mut(&path).unwrap();
    let mut bytes = module.to_vec();
    // An empty custom section, which changes nothing but the hash.
    bytes.extend([0, 1, 0]);
    *module = bytes.into();
    let package = Host::public(altered);
    let folder = "plain/built/open";
    let host = opened(&visitor, &site, folder, &origin(&package)).await;
    visitor.wait_for(refused).await;
    visitor.wait_for(FALLBACK).await;
    drop(host);
}
