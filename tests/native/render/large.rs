//! The plain page of documents that are too large for it: a part is told, and how much is not.

use intermission::cli::render::PLAIN_LIMIT;
use serde_json::{Value, json};

use super::{reference, still};
use crate::render::command::run;

fn services(range: std::ops::Range<usize>, status: &str) -> Vec<Value> {
    let service = |index| json!({"name": format!("Service number {index}"), "status": status});
    range.map(service).collect()
}

fn numbers_in(page: &str) -> Vec<usize> {
    let names = page.split("Service number ").skip(1);
    let number = |rest: &str| rest.split('<').next().unwrap().parse().unwrap();
    names.map(number).collect()
}

/// Affected services alone of some 11, 22 and 400 KB.
#[test]
fn services_that_are_too_many_are_told_in_part() {
    for count in [110, 220, 4_000] {
        let document = json!({"page": {"name": "A"}, "components": services(0..count, "offline")});
        let page = still(&document.to_string(), "10:28:00").plain();
        assert!(page.len() <= PLAIN_LIMIT, "{count}: {} bytes", page.len());
        let told = numbers_in(&page);
        assert!(told.len() >= 40, "{count}: {} services", told.len());
        let more = intermission::model::i18n::message::native::english()
            .locale()
            .count(count - told.len());
        assert!(
            page.contains(&format!("<p class=\"s\">and {more} more</p>")),
            "{page}"
        );
        let affected = format!(
            "<dd>{}<dd>",
            intermission::cli::fleet::grouped(count as u64)
        );
        assert!(
            page.contains(&affected),
            "{count}: the figure counts all of them: {page}"
        );
    }
}

#[test]
fn the_worst_services_are_told_first_in_the_order_of_the_document() {
    let mut components = services(0..1_000, "degraded_performance");
    components.extend(services(1_000..1_010, "major_outage"));
    components.extend(services(1_010..2_000, "never heard of"));
    let document = json!({ "components": components });
    let told = numbers_in(&still(&document.to_string(), "10:28:00").plain());
    let (rest, outages) = told.split_at(told.len() - 10);
    assert_eq!(outages, (1_000..1_010).collect::<Vec<_>>());
    assert_eq!(rest, (0..rest.len()).collect::<Vec<_>>());
}

/// Everything at once: long texts of characters that are escaped, in long lists.
fn largest() -> String {
    let text = "\"&\u{1f600}".repeat(150);
    let entry = json!({
        "name": text, "description": text, "note": text, "status": text, "regions": [text, text],
        "group_id": "g",
    });
    let mut components = vec![entry; 200];
    components.push(json!({"id": "g", "name": text, "group": true}));
    let update = json!({"status": text, "body": text});
    let incident = json!({
        "name": text, "status": text, "impact": "critical", "incident_updates": [update],
        "components": vec![json!({"name": text}); 20],
    });
    let phase =
        json!({"name": text, "body": text, "status": text, "done": 1, "total": 2, "unit": text});
    let maintenance = json!({
        "name": text, "status": "in_progress", "scheduled_for": "2026-11-23T10:00:00Z",
        "reason": text, "access": {"mode": "none", "note": text}, "phases": vec![phase; 30],
        "incident_updates": [update],
    });
    json!({
        "page": {"name": text, "url": format!("https://{text}")},
        "status": {"indicator": "critical", "description": text}, "summary": text, "notice": text,
        "links": vec![json!({"label": text, "url": format!("/{}", "a".repeat(9_000))}); 9],
        "components": components, "incidents": vec![incident; 30],
        "scheduled_maintenances": vec![maintenance; 30],
    })
    .to_string()
}

#[test]
fn every_document_has_a_plain_page_of_at_most_10_kb() {
    let document = largest();
    for tag in ["en", "ar", "ja", "ru"] {
        let tags = [tag.to_owned()];
        let at = super::at("10:28:00");
        let still = intermission::cli::render::Still::read(document.as_bytes(), at, &tags).unwrap();
        let page = still.plain();
        assert!(page.len() <= PLAIN_LIMIT, "{tag}: {} bytes", page.len());
        assert!(
            page.contains("<h1>") && page.ends_with("</html>\n"),
            "{tag}"
        );
    }
    let output = run(&["--plain", "--at=2026-11-23T10:28:00Z", "-"], &document);
    assert_eq!(output.status.code(), Some(0));
}

/// What is told in part keeps the headline and the badge of the whole.
#[test]
fn a_page_told_in_part_has_the_headline_of_the_whole() {
    let mut document: Value = serde_json::from_str(&reference()).unwrap();
    let headline = |document: &Value| {
        let page = still(&document.to_string(), "10:28:00").plain();
        let (_, rest) = page.split_once("<h1>").unwrap();
        rest.split_once("</p>").unwrap().0.to_owned()
    };
    let whole = headline(&document);
    document["notice"] = json!("word ".repeat(5_000));
    let page = still(&document.to_string(), "10:28:00").plain();
    assert!(
        page.contains("word word") && page.contains("\u{2026}"),
        "{page}"
    );
    assert_eq!(headline(&document), whole);
}
