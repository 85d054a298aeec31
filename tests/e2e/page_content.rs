//! The page shows everything about the reference window.

use serde_json::json;

use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    the_reference_window_is_told_in_full,
    the_badge_tells_how_the_page_was_delivered,
);

const ROWS: &str = "return [...document.querySelectorAll('tr.service')].map((row) =>
  [...row.querySelectorAll('.name, .description, .state, .eta, .regions')].map((it) => it.innerText.trim()).join(' | '))";

async fn the_reference_window_is_told_in_full(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/incident/42?x=1")).await;
    let badge = visitor.browser.badge_behind_503("Maintenance");
    assert_eq!(visitor.text(".badge").await, badge);
    assert_eq!(visitor.text("h1").await, "Maintenance is under way");
    let title = visitor.driver.title().await.unwrap();
    assert!(title.starts_with("Maintenance · "), "{title}");
    let rows = visitor.run(ROWS).await;
    assert_eq!(
        rows,
        json!([
            "Web application | www.example.com | Offline | ~ 12 min | eu-west, us-east",
            "API gateway | api.example.com | Offline | ~ 18 min | eu-west, us-east",
            "Auth service | sso / oauth | Restarting | ~ 4 min | global",
            "Static delivery | cdn.example.com | Operational | — | global",
            "Search index | search-v2 | Operational | — | eu-west",
            "Email pipeline | mta · transactional | Queued | ~ 6 min | global",
            "Webhooks | outbound · v3 | Offline | ~ 22 min | eu-west",
            "Object storage | files.example.com | Operational | — | global",
            "Analytics | events · v2 | Queued | ~ 10 min | eu-west",
            "Internal admin | admin.internal | Operational | — | eu-west",
            "Background jobs | workers · v4 | Queued | ~ 14 min | global",
            "Notifications | push · email · sms | Operational | — | global",
        ])
    );
    assert_eq!(visitor.text(".figure-length .number").await, "1 h");
    assert_eq!(visitor.text(".figure-elapsed .beside").await, "on schedule");
    assert_eq!(
        visitor.text(".figure-affected").await,
        "Affected services 4 of 12 total · 8 healthy"
    );
    assert_eq!(visitor.text(".figure-access .number").await, "Read-only");
    let phases = visitor
        .run("return [...document.querySelectorAll('.phase')].map((it) => it.className + (it.ariaCurrent ?? ''))")
        .await;
    assert_eq!(
        phases,
        json!([
            "phase is-done",
            "phase is-done",
            "phase is-done",
            "phase is-activestep",
            "phase is-pending",
            "phase is-pending",
            "phase is-pending",
        ])
    );
    assert_eq!(
        visitor.text("[aria-current=step] .bar-value").await,
        "3 of 7 schema changes"
    );
    let instants = "return [...document.querySelectorAll('time')].every((it) =>
      it.innerText === '—' || it.dateTime !== '')";
    assert_eq!(visitor.run(instants).await, json!(true));
}

async fn the_badge_tells_how_the_page_was_delivered(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    assert_eq!(visitor.text(".badge").await, "Maintenance");
    visitor.open(&site.url("/")).await;
    let badge = visitor.browser.badge_behind_503("Maintenance");
    assert_eq!(visitor.text(".badge").await, badge);
}
