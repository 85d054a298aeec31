//! The role and name of every landmark and control, as each browser computes them.

use std::fmt::Write as _;

use serde_json::json;
use thirtyfour::By;

use crate::harness::target::{
    Target, button, cell, figure, named, next_check, only, return_time, row,
};
use crate::harness::{Browser, Site, Visitor, in_every_browser};
use crate::return_flow::end;

in_every_browser!(
    every_part_of_the_page_has_its_role_and_name,
    a_table_laid_out_as_a_list_is_a_table_still,
    the_last_row_of_many_has_its_roles,
    the_way_back_has_its_roles_and_names,
    what_is_written_on_a_control_is_in_its_name,
    the_page_says_what_language_it_is_in,
);

/// A part of the page: how it is found, and the role and name that the browser must compute for it.
pub(crate) struct Expected {
    target: Target,
    role: &'static str,
    name: &'static str,
}

impl Expected {
    /// A counter, which has no name.
    fn timer(target: Target) -> Self {
        let (role, name) = ("timer", "");
        Self { target, role, name }
    }

    /// Looks for it in the element that a script gives.
    pub(crate) fn within_script(self, outer: &str) -> Self {
        let target = self.target.within_script(outer);
        Self { target, ..self }
    }
}

/// A part that its role and name lead to.
pub(crate) fn part(role: &'static str, name: &'static str) -> Expected {
    let target = named(role, name);
    Expected { target, role, name }
}

/// A part without a name, or one whose name is under test.
pub(crate) fn part_at(selector: &str, role: &'static str, name: &'static str) -> Expected {
    let target = selector.into();
    Expected { target, role, name }
}

fn page() -> Vec<Expected> {
    vec![
        part("link", "Skip to content"),
        part_at("header", "banner", ""),
        part("navigation", "You are here"),
        part("link", "Home"),
        part("link", "Status"),
        part_at("main", "main", ""),
        part("heading", "Planned platform upgrade"),
        part("region", "Now"),
        part("region", "Last update"),
        Expected::timer(next_check()),
        part("button", "Check now"),
        part("button", "Pause updates"),
        part("button", "Tell me when it is back"),
        part("search", "Filter and sort"),
        part("button", "Filter and sort"),
        part("searchbox", "Find a service"),
        part("combobox", "Status"),
        part("combobox", "Region"),
        part("checkbox", "Only affected"),
        part("table", "Services"),
        part("button", "Service"),
        part("progressbar", "Time passed"),
        part("progressbar", "Work done"),
        part_at("footer", "contentinfo", ""),
        part("combobox", "Time zone"),
        part("combobox", "Theme"),
        part("combobox", "Language"),
        part("button", "Save a copy"),
        part("button", "Print"),
        part("button", "Add to calendar"),
        part_at("body > div > .page > [role=status]", "status", ""),
    ]
}

/// What WebKit makes of a role and a name. A drop-down is a button that opens a menu to it, with what is chosen in
/// its name; the name of a field for searching has the browser's own button for emptying it.
fn in_browser(browser: Browser, (role, name): (&str, &str)) -> (String, String) {
    let chosen = match name {
        "Status" => " All statuses",
        "Region" => " All regions",
        "Time zone" => " Your local time",
        "Theme" => " System",
        "Language" => " English",
        _ => "",
    };
    let (role, more) = match (browser, role) {
        (Browser::WebKit, "searchbox") => (role, " cancel"),
        (Browser::WebKit, "combobox") => ("button", chosen),
        _ => (role, ""),
    };
    (role.to_owned(), format!("{name}{more}"))
}

/// What is found in place of `expected`, as a table; empty where everything is as it should be.
pub(crate) async fn differences(visitor: &Visitor, expected: &[Expected]) -> String {
    let mut table = String::new();
    for Expected { target, role, name } in expected {
        let found = visitor.role_and_name(target).await;
        let wanted = in_browser(visitor.browser, (role, name));
        if found != wanted {
            writeln!(table, "{target:?}: {wanted:?}, found {found:?}").unwrap();
        }
    }
    table
}

#[track_caller]
fn none(table: &str) {
    assert!(table.is_empty(), "expected\n{table}");
}

async fn every_part_of_the_page_has_its_role_and_name(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.press("Filter and sort").await;
    none(&differences(&visitor, &page()).await);
    // It is read in minutes, which go on.
    let elapsed = only("timer").within(figure("Elapsed so far"));
    let (role, name) = visitor.role_and_name(&elapsed).await;
    assert_eq!(role, "timer");
    assert!(name.ends_with(" min") && name.len() < 8, "{name}");
    visitor.press("Pause updates").await;
    visitor.until_present(button("Resume updates")).await;
    none(&differences(&visitor, &[part("button", "Resume updates")]).await);
}

/// The roles are the elements' own, which a narrow page's layout took from them in older browsers.
async fn a_table_laid_out_as_a_list_is_a_table_still(visitor: Visitor, site: Site) {
    visitor.resize(360, 740).await;
    visitor.open(&site.url("/index.html")).await;
    let layout = "return getComputedStyle(document.querySelector('table')).display";
    assert_eq!(visitor.run(layout).await, "block");
    for (selector, role) in [
        ("table", "table"),
        ("thead tr", "row"),
        ("thead th", "columnheader"),
        ("tbody tr:has(td)", "row"),
        ("tbody th[scope=row]", "rowheader"),
        ("tbody td", "cell"),
    ] {
        let (found, _) = visitor.role_and_name(selector).await;
        assert_eq!(found, role, "{selector}");
    }
}

/// Chromium has no cells in its accessibility tree for rows that it does not lay out.
async fn the_last_row_of_many_has_its_roles(visitor: Visitor, site: Site) {
    let components: Vec<_> = (0..500)
        .map(|number| json!({ "name": format!("Service {number}"), "status": "operational" }))
        .collect();
    let document = json!({ "components": components });
    site.control("POST", "document", &document.to_string());
    visitor.open(&site.url("/index.html")).await;
    visitor.press("Show all").await;
    visitor.until_present(row("Service 0")).await;
    let last = "Service 499";
    for (target, role) in [
        (row(last), "row"),
        (only("rowheader").within(row(last)), "rowheader"),
        (cell(last, "Status"), "cell"),
    ] {
        let (found, _) = visitor.role_and_name(&target).await;
        assert_eq!(found, role, "{target:?}");
    }
}

async fn the_way_back_has_its_roles_and_names(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    visitor.control("POST", "fault?site:away", "").await;
    end(&visitor).await;
    visitor
        .until_text(return_time(), "is not responding yet")
        .await;
    let expected = [
        part("region", "Return to service"),
        Expected::timer(return_time()),
        part("button", "Go now"),
        part("button", "Stay here"),
    ];
    none(&differences(&visitor, &expected).await);
}

/// Whoever speaks to a machine says what is written there.
async fn what_is_written_on_a_control_is_in_its_name(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    let controls = visitor.driver.find_all(By::Css("a, button, select, input"));
    let controls = controls.await.unwrap();
    let mut seen = 0;
    for control in controls {
        let written = "const it = arguments[0]; const words = it.closest('label')?.querySelector('span') ?? it;
            return words.checkVisibility() ? words.textContent.replace(/\\s+/g, ' ').trim() : ''";
        let it = control.to_json().unwrap();
        let written = visitor.driver.execute(written, vec![it]).await.unwrap();
        // What is folded away.
        let written = written.json().as_str().unwrap().to_owned();
        if written.is_empty() {
            continue;
        }
        seen += 1;
        let (role, name) = visitor.computed(&control).await;
        assert!(name.contains(&written), "{role} `{name}` says `{written}`");
    }
    assert!(seen > 15, "{seen}");
}

async fn the_page_says_what_language_it_is_in(visitor: Visitor, site: Site) {
    let language = "return [document.documentElement.lang, document.documentElement.dir, document.title !== '']";
    for path in ["/index.html", "/orders/7"] {
        visitor.open(&site.url(path)).await;
        let found = visitor.run(language).await;
        assert_eq!(found, serde_json::json!(["en", "ltr", true]), "{path}");
    }
}
