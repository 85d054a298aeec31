//! The role and name of every landmark and control, as each browser computes them.

use std::fmt::Write as _;

use serde_json::json;
use thirtyfour::By;

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

/// Selector, role, name.
type Expected = (&'static str, &'static str, &'static str);

const PAGE: [Expected; 30] = [
    (".skip", "link", "Skip to the content"),
    ("header", "banner", ""),
    ("nav.breadcrumb", "navigation", "You are here"),
    ("nav.breadcrumb a", "link", "Example"),
    ("main", "main", ""),
    ("h1", "heading", "Maintenance is under way"),
    (".truth", "region", "How current this is"),
    (".truth .next", "timer", ""),
    (".truth button:nth-of-type(1)", "button", "Check now"),
    (".truth button:nth-of-type(2)", "button", "Pause"),
    (".telling button", "button", "Tell me when it is back"),
    (".figure-elapsed time", "timer", ""),
    ("[role=search]", "search", "Filter and sort"),
    (".find input", "searchbox", "Find a service"),
    (
        "[role=search] label:nth-of-type(2) select",
        "combobox",
        "State",
    ),
    (
        "[role=search] label:nth-of-type(3) select",
        "combobox",
        "Region",
    ),
    (".check input", "checkbox", "Only affected"),
    (".found [role=status]", "status", ""),
    ("table", "table", "Services"),
    ("thead th button", "button", "Service"),
    (".bar.time progress", "progressbar", "Time passed"),
    (".bar.work progress", "progressbar", "Work done"),
    ("footer", "contentinfo", ""),
    (
        ".settings label:nth-of-type(1) select",
        "combobox",
        "Times in",
    ),
    (
        ".settings label:nth-of-type(2) select",
        "combobox",
        "Colours",
    ),
    ("#language", "combobox", "Language"),
    (".settings > button:nth-of-type(1)", "button", "Save a copy"),
    (".settings > button:nth-of-type(2)", "button", "Print"),
    (
        ".settings > button:nth-of-type(3)",
        "button",
        "Add to calendar",
    ),
    ("body > div > .page > [role=status]", "status", ""),
];

/// What WebKit makes of a role and a name. A drop-down is a button that opens a menu to it, with what is chosen in
/// its name; the name of a field for searching has the browser's own button for emptying it.
pub(crate) fn in_browser(browser: Browser, (role, name): (&str, &str)) -> (String, String) {
    let chosen = match name {
        "State" => " All states",
        "Region" => " All regions",
        "Times in" => " Your time",
        "Colours" => " System",
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
async fn differences(visitor: &Visitor, expected: &[Expected]) -> String {
    let mut table = String::new();
    for (selector, role, name) in expected {
        let found = visitor.role_and_name(selector).await;
        let wanted = in_browser(visitor.browser, (role, name));
        if found != wanted {
            writeln!(table, "{selector}: {wanted:?}, found {found:?}").unwrap();
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
    none(&differences(&visitor, &PAGE).await);
    visitor.press("Pause").await;
    visitor.until_text(".truth .controls", "Resume").await;
    let resume: [Expected; 1] = [(".truth button:nth-of-type(2)", "button", "Resume")];
    none(&differences(&visitor, &resume).await);
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
        ("tr.service", "row"),
        ("tr.service th", "rowheader"),
        ("tr.service td", "cell"),
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
    visitor.until_text("tr.service .name", "Service 0").await;
    for (selector, role) in [
        ("tr.service:last-child", "row"),
        ("tr.service:last-child th", "rowheader"),
        ("tr.service:last-child td", "cell"),
    ] {
        let (found, _) = visitor.role_and_name(selector).await;
        assert_eq!(found, role, "{selector}");
    }
}

async fn the_way_back_has_its_roles_and_names(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    visitor.control("POST", "fault?site:away", "").await;
    end(&visitor).await;
    visitor.until_text(".outlook", "does not answer yet").await;
    let expected: [Expected; 4] = [
        (".comeback", "region", "The way back"),
        (".comeback .outlook", "timer", ""),
        (".comeback button:nth-of-type(1)", "button", "Go now"),
        (".comeback button:nth-of-type(2)", "button", "Stay here"),
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
