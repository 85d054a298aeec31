//! axe-core finds no accessibility violations in any state of the page, in light or dark colours, and the content security
//! policy is never violated.

use serde_json::{Value, json};

use crate::harness::target::{failure, headline};
use crate::harness::{Site, Visitor, in_every_browser, setting};

in_every_browser!(every_state_is_accessible_in_light_colours);
in_every_browser!(dark: every_state_is_accessible_in_dark_colours);

async fn every_state_is_accessible_in_light_colours(visitor: Visitor, site: Site) {
    every_state(&visitor, &site, false).await;
}

async fn every_state_is_accessible_in_dark_colours(visitor: Visitor, site: Site) {
    every_state(&visitor, &site, true).await;
}

async fn every_state(visitor: &Visitor, site: &Site, dark: bool) {
    let page = site.url("/index.html");
    visitor.open(&page).await;
    let is_dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    assert_eq!(visitor.run(is_dark).await, json!(dark));
    accessible(visitor, "running").await;
    for (minute, wanted) in [("-10", "planned"), ("62", "checked"), ("75", "over")] {
        let path = format!("at?minute={minute}");
        visitor.control("POST", &path, "").await;
        visitor.open(&page).await;
        visitor.until_text(headline(), wanted).await;
        accessible(visitor, wanted).await;
    }
    let incident = r#"{"incidents": [{"name": "Logins fail", "status": "investigating",
        "impact": "major", "incident_updates": [{"status": "investigating", "body": "Looking."}]}]}"#;
    for (document, wanted) in [
        (incident, "being investigated"),
        (r#"{"page": {"name": "X"}, "incidents": []}"#, "No status"),
    ] {
        visitor.control("POST", "document", document).await;
        visitor.open(&page).await;
        visitor.until_text(headline(), wanted).await;
        accessible(visitor, wanted).await;
    }
    visitor.control("POST", "document", "<p>").await;
    visitor.check_now().await;
    visitor.until_text(failure(), "a web page instead").await;
    accessible(visitor, "failed").await;
    assert_eq!(visitor.policy_reports().await, json!([]));
}

/// Fails unless axe-core finds nothing wrong with what is on screen.
pub(crate) async fn accessible(visitor: &Visitor, state: &str) {
    assert_eq!(axe(visitor).await[0], json!([]), "{state}");
}

/// What axe-core finds wrong with what is on screen, and whether it has looked into any shadow root.
pub(crate) async fn axe(visitor: &Visitor) -> Value {
    let axe = std::fs::read_to_string(setting("INTERMISSION_AXE")).unwrap();
    let script = format!(
        "{axe}; const done = arguments[arguments.length - 1];
         axe.run().then((it) => done([
           it.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).slice(0, 3).join(' // ')),
           it.passes.some((pass) => pass.nodes.some((node) => Array.isArray(node.target[0])))]))"
    );
    visitor.run_async(&script).await
}
