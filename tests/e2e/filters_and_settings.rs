//! Filtering services, choosing time zone and colours, pausing.

use serde_json::{Value, json};

use crate::harness::target::{cell, field, next_check, shown_services};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_view_of_the_services_is_in_the_address,
    many_services_that_work_take_one_line,
    a_row_that_changes_is_marked,
    zone_and_colours_are_chosen_and_kept,
    a_pause_stops_every_counter,
    the_first_tab_stop_skips_to_the_content,
);

const NAMES: &str = "return aria().services().map((it) => it.querySelector('th .name').innerText)";

/// Sets a form field as a visitor would, and lets the page hear of it.
async fn choose(visitor: &Visitor, label: &str, value: &str) {
    let find = field(label).script();
    let taken = visitor
        .run(&format!(
            "const it = {find};
             it.value = {value:?};
             const taken = it.value;
             it.dispatchEvent(new Event(it.matches('select') ? 'change' : 'input', {{ bubbles: true }}));
             return taken"
        ))
        .await;
    assert_eq!(taken, json!(value), "{label} does not offer this");
}

async fn a_view_of_the_services_is_in_the_address(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/?x=1#here")).await;
    visitor.press("Filter and sort").await;
    choose(&visitor, "Find a service", "api").await;
    assert_eq!(visitor.run(NAMES).await, json!(["API gateway"]));
    assert_eq!(visitor.text(shown_services()).await, "1 of 12 services");
    visitor.press("Show all").await;
    visitor.click(field("Only affected")).await;
    visitor.press("Service").await;
    let affected = json!(["API gateway", "Auth service", "Web application", "Webhooks"]);
    assert_eq!(visitor.run(NAMES).await, affected);
    let address = "return location.search + location.hash";
    assert_eq!(
        visitor.run(address).await,
        json!("?x=1&im-affected&im-sort=name#here")
    );
    let sorted = "return aria().one('columnheader', 'Service').ariaSort";
    assert_eq!(visitor.run(sorted).await, json!("ascending"));
    visitor.reload().await;
    assert_eq!(visitor.run(NAMES).await, affected);
}

/// Twenty-four services, of which the first is out and the second waits for its turn.
fn many() -> Value {
    let components = (0..24).map(|number| {
        let status = ["major_outage", "queued"]
            .get(number)
            .unwrap_or(&"operational");
        json!({"name": format!("Service {number}"), "status": status})
    });
    json!({"components": components.collect::<Vec<_>>()})
}

async fn many_services_that_work_take_one_line(visitor: Visitor, site: Site) {
    site.control("POST", "document", &many().to_string());
    visitor.open(&site.url("/index.html")).await;
    assert_eq!(visitor.run(NAMES).await, json!(["Service 0", "Service 1"]));
    // As text on screen they are found by the browser's search, and printed.
    let line = visitor.text("tbody tr:nth-child(3)").await;
    assert!(
        line.starts_with("23 services work Service 2, Service 3,"),
        "{line}"
    );
    assert!(line.ends_with(", Service 23"), "{line}");
    // A filter has no use for it.
    choose(&visitor, "Find a service", "service 2").await;
    assert_eq!(visitor.run(NAMES).await.as_array().unwrap().len(), 5);
    choose(&visitor, "Find a service", "").await;
    assert_eq!(visitor.run(NAMES).await, json!(["Service 0", "Service 1"]));
    visitor
        .run("const all = aria().one('button', 'Show all'); all.focus(); all.click()")
        .await;
    assert_eq!(visitor.run(NAMES).await.as_array().unwrap().len(), 24);
    assert_eq!(
        visitor.text("tbody tr:nth-child(3)").await,
        "23 services work"
    );
    let focus = "return document.activeElement.innerText";
    assert_eq!(visitor.run(focus).await, json!("Show all"));
}

async fn a_row_that_changes_is_marked(visitor: Visitor, site: Site) {
    site.control("POST", "document", &many().to_string());
    visitor.open(&site.url("/index.html")).await;
    let marked = "return aria().services().filter((row) => getComputedStyle(row.cells[0]).animationName !== 'none')
          .map((row) => row.querySelector('.name').innerText)";
    assert_eq!(visitor.run(marked).await, json!([]));
    let mut changed = many();
    changed["components"][1]["status"] = json!("restarting");
    visitor
        .control("POST", "document", &changed.to_string())
        .await;
    visitor.check_now().await;
    visitor
        .until_text(cell("Service 1", "Status"), "Restarting")
        .await;
    assert_eq!(visitor.run(marked).await, json!(["Service 1"]));
}

async fn zone_and_colours_are_chosen_and_kept(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    choose(&visitor, "Time zone", "operator").await;
    visitor.until_text(".ending time", "(GMT+1)").await;
    choose(&visitor, "Theme", "dark").await;
    let theme = "return document.documentElement.dataset.theme === 'dark'";
    visitor.until(theme).await;
    visitor.reload().await;
    visitor.until(theme).await;
    visitor.until_text(".ending time", "(GMT+1)").await;
}

async fn a_pause_stops_every_counter(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.press("Pause updates").await;
    visitor.until_text(next_check(), "Updates paused").await;
    visitor
        .run("window.changes = 0;
              new MutationObserver((it) => { window.changes += it.length })
                .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })")
        .await;
    let quiet = "const [done] = arguments; setTimeout(() => done(window.changes), 2500)";
    assert_eq!(visitor.run_async(quiet).await, json!(0));
    visitor.press("Resume updates").await;
    visitor.until("return window.changes > 0").await;
}

async fn the_first_tab_stop_skips_to_the_content(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let body = visitor
        .driver
        .find(thirtyfour::By::Css("body"))
        .await
        .unwrap();
    body.send_keys(thirtyfour::Key::Tab).await.unwrap();
    visitor
        .until("return document.activeElement.innerText === 'Skip to content'")
        .await;
}
