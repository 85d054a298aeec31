//! No cell of the gallery has anything that axe-core finds wrong.

use serde_json::Value;

use super::open;
use crate::harness::{Browser, Site, Visitor, in_every_browser, setting};

in_every_browser!(
    the_page_is_accessible,
    the_page_without_its_script_is_accessible,
    banner_and_compact_are_accessible,
    full_form_and_frame_are_accessible,
    the_history_page_is_accessible,
);

async fn the_page_is_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["page", "one-file"], 12).await;
}

async fn the_page_without_its_script_is_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["still", "plain"], 12).await;
}

async fn banner_and_compact_are_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["banner", "compact"], 12).await;
}

async fn full_form_and_frame_are_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["full", "frame"], 12).await;
}

async fn the_history_page_is_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["history", "still-history"], 6).await;
}

/// States that show the most: in these the browsers but for Chromium look at the page's own colours, and Chromium at
/// brands as well.
const RICH: [&str; 5] = ["running", "overrunning", "incident", "past", "past-damaged"];

/// All cells of some forms. What is wrong with a page is wrong in every browser, but for what browsers tell
/// axe-core of colours and roles. `least` cells are looked at: those of rich states in light and dark colours.
async fn cells(visitor: &Visitor, site: &Site, forms: &[&str], least: usize) {
    let gallery = site.url("/gallery.html");
    visitor.driver.goto(gallery).await.unwrap();
    let list = "const [done] = arguments;
        fetch('/gallery/cells.json').then((it) => it.json()).then((it) => done(it.cells))";
    let list = visitor.run_async(list).await;
    let axe = std::fs::read_to_string(setting("INTERMISSION_AXE")).unwrap();
    let (mut looked_at, mut found) = (0, Vec::new());
    for cell in list.as_array().unwrap().iter().filter_map(Value::as_str) {
        let parts: Vec<_> = cell.split('/').collect();
        let is_rich = RICH.contains(&parts[1]);
        let is_own = matches!(parts[2], "light" | "dark");
        let wanted = match visitor.browser {
            Browser::Chromium => is_rich || is_own,
            Browser::Firefox | Browser::WebKit => is_rich && is_own,
        };
        if wanted && forms.contains(&parts[0]) {
            open(visitor, site, cell).await;
            found.extend(
                violations(visitor, &axe, parts[2] == "light")
                    .await
                    .map(|it| format!("{cell}: {it}")),
            );
            looked_at += 1;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(looked_at >= least, "{looked_at}");
}

/// What axe-core finds wrong with what is on screen, by all its rules or by those about colours: other colours change
/// nothing else. Text has a contrast of 7:1 everywhere.
async fn violations(visitor: &Visitor, axe: &str, all_rules: bool) -> Option<String> {
    let rules = if all_rules {
        "rules: { 'color-contrast-enhanced': { enabled: true } }"
    } else {
        "runOnly: ['cat.color']"
    };
    let script = format!(
        "{axe}; const done = arguments[arguments.length - 1];
         axe.run({{ {rules}, resultTypes: ['violations'] }}).then((it) => done([it.violations.flatMap((v) =>
           v.nodes.map((n) => `${{v.id}} ${{n.html}} ${{n.failureSummary}}`)).join(' // '),
           it.passes.length]))"
    );
    let found = visitor.run_async(&script).await;
    // Axe-core that has found nothing to look at has not looked.
    assert!(!all_rules || found[1] != 0, "nothing was looked at");
    found[0]
        .as_str()
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
}
