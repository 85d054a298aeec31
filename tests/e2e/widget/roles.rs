//! The roles and names of the parts of a widget on the page of its host.

use super::host::{Host, LOADER, Policy};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::roles::{Expected, differences, part, part_at};

in_every_browser!(every_form_has_its_roles_and_names);

const FORMS: [&str; 3] = ["compact", "banner", "full"];

/// Returns the parts of a widget in a form, in their order.
fn parts(form: &str) -> Vec<Expected> {
    let mut parts = vec![
        part("group", "Status page · Example"),
        part("link", "Status page"),
        part_at(".spoken[role=status]", "status", ""),
    ];
    parts.extend(match form {
        "compact" => vec![
            part("heading", "Maintenance is under way"),
            part("list", "Affected services"),
            part("button", "Pause updates"),
        ],
        "full" => vec![
            part("heading", "Planned platform upgrade"),
            part("region", "Now"),
            part("progressbar", "Time passed"),
            part("region", "Last update"),
            part("button", "Check now"),
            part("button", "Pause updates"),
            part("button", "Filter and sort"),
            part("table", "Services"),
        ],
        _ => Vec::new(),
    });
    parts
}

async fn every_form_has_its_roles_and_names(visitor: Visitor, site: Site) {
    let element = |form: &&str| {
        format!(
            "<intermission-status loading=\"eager\" form=\"{form}\" src=\"STATUS/status.json\"></intermission-status>"
        )
    };
    let body: String = FORMS.iter().map(element).collect();
    let host = Host::open(&site, Policy::Open, LOADER, &body);
    visitor.open_host(&host).await;
    for index in 0..FORMS.len() {
        visitor.until_shows(index, "Maintenance").await;
    }
    let mut table = String::new();
    for (index, form) in FORMS.iter().enumerate() {
        let root = format!("document.querySelectorAll('intermission-status')[{index}].shadowRoot");
        for part in parts(form) {
            let part = part.within_script(&root);
            table += &differences(&visitor, &[part]).await;
        }
    }
    assert!(table.is_empty(), "expected\n{table}");
}
