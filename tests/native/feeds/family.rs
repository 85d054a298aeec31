//! Several documents of the Statuspage family, read as one.

use intermission::feeds::builder::Context;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::{OverallStatus, overall_status};
use serde_json::{Value, json};

use crate::verdicts::now;

fn together(documents: &[&Value]) -> ConvertedFeed {
    let texts: Vec<String> = documents.iter().map(ToString::to_string).collect();
    let documents: Vec<_> = texts.iter().map(|text| (None, text.as_bytes())).collect();
    read(&documents, Context::default()).unwrap()
}

fn status(reading: &ConvertedFeed) -> OverallStatus {
    overall_status(
        &normalize(&reading.document, Language::default(), &[]).0,
        now(),
    )
}

fn components(entries: &[(&str, Value)]) -> Value {
    let entry = |(id, status): &(&str, Value)| json!({"id": id, "name": id, "status": status});
    json!({"components": entries.iter().map(entry).collect::<Vec<_>>()})
}

/// Neither of two documents about the same things hides what is bad in the other, in either order.
#[test]
fn two_documents_are_never_better_than_one_of_them() {
    let incident = |status: &str, impact: &str| json!({"incidents": [{"id": "i", "name": "Trouble", "status": status, "impact": impact}]});
    let plan = |status: &str| {
        json!({"scheduled_maintenances": [{"id": "m", "name": "Upgrade", "status": status,
        "scheduled_for": "2026-11-28T11:00:00Z", "scheduled_until": "2026-11-28T13:00:00Z"}]})
    };
    let roll_up = |indicator: &str| json!({"status": {"indicator": indicator}});
    for (well, bad) in [
        (
            components(&[("a", json!("operational"))]),
            components(&[("a", json!("major_outage"))]),
        ),
        (
            components(&[("a", json!("operational"))]),
            components(&[("a", json!("ablaze"))]),
        ),
        (
            components(&[("a", json!("operational"))]),
            components(&[("a", json!(null))]),
        ),
        (
            components(&[("a", json!("major_outage"))]),
            components(&[("a", json!("ablaze"))]),
        ),
        (
            components(&[("a", json!("operational"))]),
            components(&[("b", json!("partial_outage"))]),
        ),
        (
            incident("resolved", "critical"),
            incident("investigating", "critical"),
        ),
        (
            incident("monitoring", "minor"),
            incident("monitoring", "critical"),
        ),
        (incident("monitoring", "minor"), incident("", "critical")),
        (plan("completed"), plan("in_progress")),
        (plan("completed"), plan("postponed")),
        (roll_up("none"), roll_up("major")),
        (roll_up("none"), roll_up("ablaze")),
        (roll_up("minor"), roll_up("critical")),
    ] {
        for order in [[&well, &bad], [&bad, &well]] {
            let both = status(&together(&order));
            for alone in order {
                let alone = status(&together(&[alone]));
                assert!(
                    !both.is_better_than(&alone),
                    "{order:?}\n{both:?}\n{alone:?}"
                );
            }
        }
    }
}

#[test]
fn what_two_documents_both_say_is_said_once() {
    let summary = json!({
        "components": [{"id": "a", "name": "A", "status": "operational"}, {"name": "B", "status": "offline"}],
        "incidents": [{"id": "i", "name": "Trouble", "status": "investigating", "impact": "minor"}],
    });
    let incidents = json!({"incidents": [
        {"id": "i", "name": "Trouble", "status": "investigating", "impact": "minor"},
        {"id": "h", "name": "Before", "status": "resolved", "impact": "minor"},
    ]});
    let reading = together(&[&summary, &incidents, &summary]);
    let ids: Vec<_> = reading
        .document
        .incidents
        .iter()
        .map(|it| it.id.as_deref().unwrap())
        .collect();
    assert_eq!(ids, ["i", "h"]);
    assert_eq!(reading.document.components.len(), 2);
}

#[test]
fn faults_of_a_second_document_have_its_number() {
    let second =
        json!({"incidents": [{"id": 7, "name": "Trouble", "status": "ablaze", "impact": 7}]});
    let reading = together(&[&components(&[("a", json!("operational"))]), &second]);
    let (_, more) = normalize(&reading.document, Language::default(), &[]);
    let paths: Vec<_> = reading
        .problems
        .iter()
        .chain(&more)
        .map(|it| it.path.as_str())
        .collect();
    assert_eq!(paths, ["2:incidents[0].status", "2:incidents[0].impact"]);
}
