//! The number of programs that run for the widgets of a page: one for each language.

use super::host::{Host, LOADER, Policy, request_count};
use super::registration::older_build;
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_widget_without_a_language_has_a_program_of_its_own,
    a_shadow_root_has_the_language_of_its_host,
    two_scripts_of_one_build_share_their_programs,
    two_versions_in_two_languages_get_along,
);

const GERMAN: &str = "Eine Wartung ist im Gange";
const ENGLISH: &str = "Maintenance is under way";
const WIDGET: &str =
    r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>"#;

/// A host whose page names no language; its script `/acme.js` is `acme`.
fn host_without_language(site: &Site, head: &str, body: &str, acme: &str) -> Host {
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Host</title>\
         <script src=\"/hooks.js\"></script>{head}</head><body>{body}</body></html>"
    );
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/acme.js", "text/javascript", acme),
        ("/older.js", "text/javascript", &older_build()),
    ];
    Host::with_files(site, Policy::Strict, &files)
}

/// Waits until the first widget with this name speaks English, and the second one German.
async fn until_others_show(visitor: &Visitor, name: &str) {
    visitor
        .until(&format!(
            "const shown = [...document.querySelectorAll({name:?})]
               .map((it) => it.shadowRoot?.querySelector('.box').innerText ?? '');
             return shown[0].includes({ENGLISH:?}) && shown[1].includes({GERMAN:?})"
        ))
        .await;
}

/// The first program is asked for without a language, or with one: in either order, the other must not be the same.
async fn a_widget_without_a_language_has_a_program_of_its_own(visitor: Visitor, site: Site) {
    let german = format!("<div lang=\"de\">{WIDGET}</div>");
    for (body, shown) in [
        (
            format!("{german}{WIDGET}{WIDGET}"),
            [GERMAN, ENGLISH, ENGLISH],
        ),
        (
            format!("{WIDGET}{german}{german}"),
            [ENGLISH, GERMAN, GERMAN],
        ),
    ] {
        let host = host_without_language(&site, LOADER, &body, "");
        visitor.open_host(&host).await;
        for (index, headline) in shown.into_iter().enumerate() {
            visitor.until_shows(index, headline).await;
        }
        // All of them live on, each in its own language: the counters run, and the next document reaches everybody.
        visitor
            .ask("window.before = all().map((_, index) => text(index))")
            .await;
        visitor
            .wait_for("return all().every((_, index) => text(index) !== before[index])")
            .await;
        for (index, headline) in shown.into_iter().enumerate() {
            visitor.until_shows(index, headline).await;
        }
        assert_eq!(visitor.page_errors().await, [""; 0]);
    }
}

async fn a_shadow_root_has_the_language_of_its_host(visitor: Visitor, site: Site) {
    let host = host_without_language(
        &site,
        LOADER,
        &format!("<div lang=\"de\">{WIDGET}<p><span id=\"outer\"></span></p></div>"),
        "",
    );
    visitor.open_host(&host).await;
    // Two roots, one in the other, and neither says anything of a language.
    visitor
        .run(&format!(
            "const root = outer.attachShadow({{ mode: 'closed' }});
             root.append(document.createElement('section'));
             const inner = root.firstChild.attachShadow({{ mode: 'open' }});
             const widget = document.createElement('intermission-status');
             widget.loading = 'eager'; widget.src = '{}';
             inner.append(widget);
             window.inShadow = () => widget.shadowRoot.querySelector('.box').innerText",
            site.url("/status.json")
        ))
        .await;
    visitor.until_shows(0, GERMAN).await;
    visitor
        .until(&format!("return inShadow().includes({GERMAN:?})"))
        .await;
    assert_eq!(request_count(&site, "widget-program"), 1);
    assert_eq!(request_count(&site, ".wasm"), 1);
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

/// `widget.js` and `widget-element.js` each have a class, and both find the programs at the same addresses.
async fn two_scripts_of_one_build_share_their_programs(visitor: Visitor, site: Site) {
    let other = WIDGET.replace("intermission-status", "acme-status");
    let head = format!("{LOADER}<script type=\"module\" src=\"/acme.js\"></script>");
    let body = format!("{WIDGET}{other}<div lang=\"de\">{WIDGET}{other}</div>");
    let define = "import { define } from 'STATUS/widget-element.js'; define('acme-status');";
    let host = host_without_language(&site, &head, &body, define);
    visitor.open_host(&host).await;
    visitor.until_shows(0, ENGLISH).await;
    visitor.until_shows(1, GERMAN).await;
    until_others_show(&visitor, "acme-status").await;
    visitor.until_shows(0, ENGLISH).await;
    visitor.until_shows(1, GERMAN).await;
    // Each program asks for all of its widgets, or takes what the other was answered.
    assert!(request_count(&site, "status.json") <= 2);
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn two_versions_in_two_languages_get_along(visitor: Visitor, site: Site) {
    let older = WIDGET.replace("intermission-status", "older-status");
    let head = format!("{LOADER}<script type=\"module\" src=\"/acme.js\"></script>");
    let body = format!("{WIDGET}{older}<div lang=\"de\">{WIDGET}{older}</div>");
    let define = "import { define } from '/older.js'; define('older-status');";
    let host = host_without_language(&site, &head, &body, define);
    visitor.open_host(&host).await;
    visitor.until_shows(0, ENGLISH).await;
    visitor.until_shows(1, GERMAN).await;
    until_others_show(&visitor, "older-status").await;
    visitor.until_shows(0, ENGLISH).await;
    visitor.until_shows(1, GERMAN).await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}
