//! The names under which the widget's class is registered, twice, by several versions, or by somebody else.

use serde_json::json;

use super::host::{Host, LOADER, Policy, built};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    the_same_script_twice_defines_once,
    importing_the_class_defines_nothing,
    two_versions_get_along,
    a_name_that_is_taken_stays_whose_it_is,
);

const ONE: &str =
    r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>"#;

async fn the_same_script_twice_defines_once(visitor: Visitor, site: Site) {
    let twice = format!("{LOADER}<script type=\"module\" src=\"STATUS/widget.js?again\"></script>");
    let host = Host::open(&site, Policy::Strict, &twice, ONE);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn importing_the_class_defines_nothing(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, "", ONE);
    visitor.open_host(&host).await;
    let script = site.url("/widget-element.js");
    let defined = visitor
        .ask_async(&format!(
            "import({script:?}).then((it) => {{
               window.element = it;
               done([customElements.get('intermission-status') === undefined, Object.keys(it).sort()]);
             }})"
        ))
        .await;
    let exports = ["IntermissionStatus", "TAG", "VERSION", "define"];
    assert_eq!(defined, json!([true, exports]));
    let source = site.url("/status.json");
    let named = format!(
        "const made = element.define('acme-status');
         const it = document.createElement('acme-status');
         it.loading = 'eager'; it.src = {source:?}; document.body.append(it);
         return made === customElements.get('acme-status')"
    );
    assert_eq!(visitor.run(&named).await, json!(true));
    visitor
        .until(
            "return document.querySelector('acme-status').shadowRoot.querySelector('.box')
                .innerText.includes('Maintenance is under way')",
        )
        .await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

/// An older build of the same, as a host may have kept it: another version, and a program of its own.
pub(super) fn older_build() -> String {
    let element = built("widget-element.js");
    let (_, rest) = element.split_once("./widget-program-").unwrap();
    let (program, _) = rest.split_once(".js").unwrap();
    let version = element
        .split('"')
        .find(|it| it.len() == 8 && it.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let name = format!("./widget-program-{program}.js");
    element
        .replace(version.unwrap(), "00000000")
        .replace(&name, &format!("STATUS/{}?older", &name[2..]))
}

async fn two_versions_get_along(visitor: Visitor, site: Site) {
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Host</title><script src=\"/hooks.js\"></script>{LOADER}\
         <script type=\"module\" src=\"/older.js\"></script></head><body>{ONE}{}</body></html>",
        ONE.replace("intermission-status", "older-status"),
    );
    // After the other: with `async`, either script may be the first.
    let older = "import { define } from '/element.js'; await customElements.whenDefined('intermission-status');
        define('older-status'); define();";
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/older.js", "text/javascript", older),
        ("/element.js", "text/javascript", &older_build()),
    ];
    let host = Host::with_files(&site, Policy::Strict, &files);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor
        .until(
            "return document.querySelector('older-status').shadowRoot.querySelector('.box')
                .innerText.includes('Maintenance is under way')",
        )
        .await;
    let errors = visitor.page_errors().await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains("<intermission-status> is already defined, by version"));
    // Both are one poll: the browser's lock is for all that show the same document.
    visitor.until_live_count("locks", 2).await;
}

async fn a_name_that_is_taken_stays_whose_it_is(visitor: Visitor, site: Site) {
    let scripts = format!(
        "<script>customElements.define('intermission-status', class extends HTMLElement {{}})</script>{LOADER}"
    );
    let host = Host::open(&site, Policy::Open, &scripts, ONE);
    visitor.open_host(&host).await;
    visitor.until("return pageErrors.length > 0").await;
    let errors = visitor.page_errors().await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(
        errors[0].contains("is already defined, by something else"),
        "{errors:?}"
    );
    assert_eq!(visitor.ask("return at(0).shadowRoot").await, json!(null));
}
