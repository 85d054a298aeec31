//! The page shows everything about the reference window.

use serde_json::json;

use crate::harness::target::{Target, badge, figure, headline};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    the_reference_window_is_told_in_full,
    the_badge_tells_how_the_page_was_delivered,
);

const BREADCRUMB: &str = "return aria(aria().one('navigation', 'You are here')).all('listitem')
  .map((it) => it.innerText.trim()).join(' · ')";

const ROWS: &str = "return aria().services().map((row) =>
  [...row.querySelectorAll('.name, .description, .state, .eta, .regions')].map((it) => it.innerText.trim()).join(' | '))";

/// Each phase: its name, its state, its count, and whether it is the current step.
const PHASES: &str =
    "return aria(aria().section('What is being done')).all('listitem').map((phase) =>
  [...phase.querySelectorAll('h3, h3 + span, .bar-value'), phase.ariaCurrent]
    .map((it) => it?.innerText?.trim() ?? it).filter(Boolean).join(' | '))";

async fn the_reference_window_is_told_in_full(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/incident/42?x=1")).await;
    let expected = visitor.browser.badge_behind_503("Maintenance");
    assert_eq!(visitor.text(badge()).await, expected);
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    let title = visitor.driver.title().await.unwrap();
    assert!(title.starts_with("Maintenance · "), "{title}");
    assert_eq!(
        visitor.run(BREADCRUMB).await,
        json!("Home · Status · Maintenance window")
    );
    let rows = visitor.run(ROWS).await;
    assert_eq!(
        rows,
        json!([
            "Web application | www.example.com | Offline | in about 12 min | eu-west, us-east",
            "API gateway | api.example.com | Offline | in about 18 min | eu-west, us-east",
            "Auth service | sso / oauth | Restarting | in about 4 min | global",
            "Webhooks | outbound · v3 | Offline | in about 22 min | eu-west",
            "Static delivery | cdn.example.com | Operational | — | global",
            "Search index | search-v2 | Operational | — | eu-west",
            "Email pipeline | mta · transactional | Still operational | in about 6 min | global",
            "Object storage | files.example.com | Operational | — | global",
            "Analytics | events · v2 | Still operational | in about 10 min | eu-west",
            "Internal admin | admin.internal | Operational | — | eu-west",
            "Background jobs | workers · v4 | Still operational | in about 14 min | global",
            "Notifications | push · email · sms | Operational | — | global",
        ])
    );
    for (label, definition, text) in [
        ("Scheduled length", "dd", "1 h"),
        ("Elapsed so far", "dd + dd", "on schedule"),
        ("Affected services", "dd", "4"),
        ("Affected services", "dd + dd", "of 12 total · 8 working"),
        ("Your data", "dd", "Read-only"),
    ] {
        let definition = Target::from(definition).within(figure(label));
        assert_eq!(visitor.text(definition).await, text, "{label}");
    }
    let phases = json!([
        "Readiness checks | Done",
        "Writes paused | Done",
        "Traffic routed to this page | Done",
        "Schema changes | Active | schema changes: 3 of 7 | step",
        "Acceptance suite | Pending",
        "Gradual ramp-up | Pending",
        "Final checks | Pending",
    ]);
    assert_eq!(visitor.run(PHASES).await, phases);
    let instants = "return [...document.querySelectorAll('time')].every((it) =>
      it.innerText === '—' || it.dateTime !== '')";
    assert_eq!(visitor.run(instants).await, json!(true));
}

async fn the_badge_tells_how_the_page_was_delivered(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    assert_eq!(visitor.text(badge()).await, "Maintenance");
    visitor.open(&site.url("/")).await;
    let expected = visitor.browser.badge_behind_503("Maintenance");
    assert_eq!(visitor.text(badge()).await, expected);
}
