//! The roles and names of the parts of a widget on the page of its host.

use std::fmt::Write as _;

use super::host::{Host, LOADER, Policy};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::roles::in_browser;

in_every_browser!(every_form_has_its_roles_and_names);

/// Selector, role, name.
type Expected = (&'static str, &'static str, &'static str);

const GROUP: Expected = (".widget", "group", "Status page · Example");
const SPOKEN: Expected = (".spoken[role=status]", "status", "");
const LINK: Expected = ("a[part=link]", "link", "Status page");

/// Each form, and what is in it.
const FORMS: [(&str, &[Expected]); 3] = [
    (
        "compact",
        &[
            GROUP,
            ("h2", "heading", "Maintenance is under way"),
            (".affected", "list", "Affected services"),
            ("button", "button", "Pause"),
            LINK,
            SPOKEN,
        ],
    ),
    ("banner", &[GROUP, LINK, SPOKEN]),
    (
        "full",
        &[
            GROUP,
            ("h2", "heading", "Maintenance is under way"),
            (".truth", "region", "How current this is"),
            (".truth button:nth-of-type(1)", "button", "Check now"),
            (".truth button:nth-of-type(2)", "button", "Pause"),
            (".find input", "searchbox", "Find a service"),
            ("table", "table", "Services"),
            (".bar.time progress", "progressbar", "Time passed"),
            LINK,
            SPOKEN,
        ],
    ),
];

async fn every_form_has_its_roles_and_names(visitor: Visitor, site: Site) {
    let element = |(form, _): &(&str, _)| {
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
    for (index, (form, expected)) in FORMS.iter().enumerate() {
        for (selector, role, name) in *expected {
            let within = format!(
                "return document.querySelectorAll('intermission-status')[{index}].shadowRoot.querySelector({selector:?})"
            );
            let it = visitor.driver.execute(&within, Vec::new()).await.unwrap();
            let it = it.element();
            let it = it.unwrap_or_else(|error| panic!("{form} {selector}: {error}"));
            let found = visitor.computed(&it).await;
            let wanted = in_browser(visitor.browser, (role, name));
            if found != wanted {
                writeln!(table, "{form} {selector}: {wanted:?}, found {found:?}").unwrap();
            }
        }
    }
    assert!(table.is_empty(), "expected\n{table}");
}
