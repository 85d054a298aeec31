//! No cell of the gallery has anything that axe-core finds wrong.

use serde_json::Value;

use super::open;
use crate::accessible::accessible;
use crate::harness::{Browser, Site, Visitor, in_every_browser};

in_every_browser!(
    the_page_is_accessible,
    the_page_without_its_script_is_accessible,
    banner_and_compact_are_accessible,
    full_form_and_frame_are_accessible,
);

async fn the_page_is_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["page", "one-file"]).await;
}

async fn the_page_without_its_script_is_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["still", "plain"]).await;
}

async fn banner_and_compact_are_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["banner", "compact"]).await;
}

async fn full_form_and_frame_are_accessible(visitor: Visitor, site: Site) {
    cells(&visitor, &site, &["full", "frame"]).await;
}

/// States that show the most; the browsers but for Chromium look at these, in light colours and dark.
const RICH: [&str; 3] = ["running", "overrunning", "incident"];

/// All cells of some forms. What is wrong with a page is wrong in every browser, but for what browsers tell
/// axe-core of colours and roles.
async fn cells(visitor: &Visitor, site: &Site, forms: &[&str]) {
    open(visitor, site, &format!("{}/running/light", forms[0])).await;
    let list = "const [done] = arguments; fetch('/gallery/cells.json').then((it) => it.json()).then((it) => done(it.cells))";
    let list = visitor.run_async(list).await;
    let mut looked_at = 0;
    for cell in list.as_array().unwrap().iter().filter_map(Value::as_str) {
        let parts: Vec<_> = cell.split('/').collect();
        let is_rich = RICH.contains(&parts[1]) && matches!(parts[2], "light" | "dark");
        if forms.contains(&parts[0]) && (visitor.browser == Browser::Chromium || is_rich) {
            open(visitor, site, cell).await;
            accessible(visitor, cell).await;
            looked_at += 1;
        }
    }
    assert!(looked_at >= RICH.len() * 2 * forms.len(), "{looked_at}");
}
