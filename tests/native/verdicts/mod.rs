//! The verdict is never better than the evidence: by examples here, by properties in [`harm`], and of a single
//! service in [`narrowed`].

mod harm;
mod narrowed;

use intermission::model::document::vocabulary::Indicator;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::{OverallStatus, overall_status};
use intermission::model::status::situation::Situation;
use intermission::model::status::snapshot::Snapshot;
use intermission::model::time::instant::Instant;
use serde_json::{Value, json};

pub(crate) fn now() -> Instant {
    "2026-11-28T12:00:00Z".parse().unwrap()
}

/// A document that is refused says nothing, and nothing is known.
fn snapshot(document: &Value) -> Snapshot {
    match Document::read(document.to_string().as_bytes()) {
        Ok((document, _)) => normalize(&document, Language::default(), &[]).0,
        Err(_) => Snapshot {
            is_rollup_unreadable: true,
            ..Snapshot::default()
        },
    }
}

fn status(document: &Value) -> OverallStatus {
    overall_status(&snapshot(document), now())
}

#[track_caller]
fn check(document: &Value, situation: Situation, headline: &str) {
    let snapshot = snapshot(document);
    let found = overall_status(&snapshot, now());
    assert_eq!(found.situation, situation, "{document}");
    assert_eq!(
        message::headline(Language::default(), found.situation, &snapshot),
        headline,
        "{document}"
    );
}

const AFFECTED: &str = "Some services are limited or unavailable";
const INVESTIGATED: &str = "A problem is being investigated";
const UNDER_WAY: &str = "Maintenance is under way";
const WORKING: &str = "Everything is working";

#[test]
fn a_roll_up_of_maintenance_is_maintenance() {
    let status = json!({"indicator": "maintenance", "description": "Service Under Maintenance"});
    let mut document = json!({"page": {"name": "X"}, "status": status});
    check(&document, Situation::Running, UNDER_WAY);
    document["components"] = json!([{"name": "ok", "status": "operational"}]);
    check(&document, Situation::Running, UNDER_WAY);
}

#[test]
fn an_incident_without_a_title_is_called_by_its_message() {
    let document = json!({"components": [{"name": "ok", "status": "operational"}],
        "incidents": [{"status": "investigating", "impact": "critical",
            "incident_updates": [{"body": "All is down\nWe are on it."}]}]});
    check(&document, Situation::Incident, INVESTIGATED);
    assert_eq!(snapshot(&document).incidents[0].name, "All is down");
    let untitled = json!({"incidents": [{"name": " ", "status": "identified"}]});
    assert_eq!(
        snapshot(&untitled).incidents[0].name,
        "Incident without a title"
    );
}

#[test]
fn a_service_without_a_name_counts() {
    for nameless in [
        json!({"name": "", "status": "major_outage"}),
        json!({"id": "b", "status": "major_outage"}),
        json!({"name": null, "status": "major_outage"}),
    ] {
        let working = json!({"name": "ok", "status": "operational"});
        let document = json!({"components": [working, nameless]});
        check(&document, Situation::Affected, AFFECTED);
        assert_eq!(
            snapshot(&document).components[1].name,
            "Service without a name"
        );
    }
}

#[test]
fn groups_in_a_circle_are_as_bad_as_the_services_that_they_would_be() {
    let entry = |id: &str, group: &str, status: &str, is_group: bool| json!({"id": id, "name": id, "status": status, "group_id": group, "group": is_group});
    for is_group in [false, true] {
        let document = json!({"components": [
            entry("b", "d", "major_outage", is_group), entry("d", "b", "operational", true)]});
        let found = status(&document);
        assert_eq!(found.evidence.worst, Indicator::Critical, "{document}");
    }
}

#[test]
fn a_group_in_outage_counts_with_and_without_members() {
    let group = json!({"id": "g", "name": "EU", "status": "major_outage", "group": true});
    let alone = json!({"status": {"indicator": "none"},
        "components": [group, {"id": "z", "name": "US", "status": "operational"}]});
    check(&alone, Situation::Affected, AFFECTED);
    let over = json!({"status": {"indicator": "none"}, "components": [group,
        {"id": "z", "name": "US", "status": "operational", "group_id": "g"}]});
    check(&over, Situation::Reported, "Problems have been reported");
    let told =
        message::publisher_summary(Language::default(), Situation::Reported, &snapshot(&over));
    assert_eq!(told.as_deref(), Some("Publisher’s summary: Operational"));
}

#[test]
fn sentences_of_one_screen_agree() {
    let document = json!({"page": {"name": "G"}, "status": {"indicator": "critical"},
        "components": [{"name": "ok", "status": "operational"},
            {"id": "g", "name": "EU", "status": "major_outage", "group": true}],
        "incidents": [{"status": "investigating", "impact": "critical",
            "incident_updates": [{"body": "All is down"}]}]});
    check(&document, Situation::Incident, INVESTIGATED);
    let tally = snapshot(&document).tally();
    assert_eq!((tally.affected, tally.total()), (1, 2));
    // "Most" is said only where most are.
    let rolled_up = json!({"status": {"indicator": "critical"},
        "components": [{"name": "a", "status": "major_outage"}, {"name": "b", "status": "operational"}]});
    check(&rolled_up, Situation::Affected, AFFECTED);
    let contradicted = json!({"status": {"indicator": "critical"},
        "components": [{"name": "ok", "status": "operational"}]});
    check(
        &contradicted,
        Situation::Reported,
        "Problems have been reported",
    );
    let told = message::publisher_summary(
        Language::default(),
        Situation::Reported,
        &snapshot(&contradicted),
    );
    assert_eq!(told.as_deref(), Some("Publisher’s summary: Outage"));
}

#[test]
fn history_alone_says_nothing_of_now() {
    let resolved = json!({"incidents": [{"name": "a", "status": "resolved"}]});
    check(&resolved, Situation::Silent, "No status available");
    check(
        &json!({"incidents": []}),
        Situation::Silent,
        "No status available",
    );
}

#[test]
fn everything_works_only_with_evidence_and_none_against_it() {
    let working = json!([{"name": "ok", "status": "operational"}]);
    check(
        &json!({"components": working}),
        Situation::Operational,
        WORKING,
    );
    check(
        &json!({"status": {"indicator": "none"}}),
        Situation::Operational,
        WORKING,
    );
    let hidden = json!({"components": [{"name": "ok", "status": "operational",
        "only_show_if_degraded": true}]});
    check(&hidden, Situation::Operational, WORKING);
    let unsure = "No known problems, but some services have no status";
    for against in [
        json!({"components": working, "status": {"indicator": "on fire"}}),
        json!({"components": working, "status": {"description": "All down"}}),
        json!({"components": working, "status": []}),
        json!({"components": [working[0], 7]}),
        json!({"components": [working[0], {"name": "b"}]}),
        json!({"components": working, "scheduled_maintenances": "none"}),
        json!({"components": working, "scheduled_maintenances": [{"name": "m", "status": "paused"}]}),
    ] {
        check(&against, Situation::Unsure, unsure);
    }
    check(
        &json!({"components": working, "incidents": "none"}),
        Situation::Incident,
        INVESTIGATED,
    );
}

/// A maintenance from `start` to `end` on the day, in progress, that names components by id.
fn running(start: &str, end: &str, names: &[&str]) -> Value {
    let components: Vec<Value> = names.iter().map(|id| json!({"id": id})).collect();
    json!({"id": start, "name": "Upgrade", "status": "in_progress", "components": components,
        "scheduled_for": format!("2026-11-{start}:00Z"), "scheduled_until": format!("2026-11-{end}:00Z")})
}

#[test]
fn an_outage_that_no_maintenance_explains_leads() {
    let outage = |id: &str| json!([{"id": id, "name": "DB", "status": "major_outage"}]);
    let document = |named: &[&str], more: Value| {
        let mut document = json!({"components": outage("db"),
            "scheduled_maintenances": [running("28T11:00", "28T13:00", named)]});
        for (name, value) in more.as_object().unwrap() {
            document[name] = value.clone();
        }
        document
    };
    let most = "Major disruption";
    check(&document(&["db"], json!({})), Situation::Running, UNDER_WAY);
    check(&document(&[], json!({})), Situation::Running, UNDER_WAY);
    check(&document(&["other"], json!({})), Situation::Affected, most);
    for indicator in ["major", "critical"] {
        let more = json!({"status": {"indicator": indicator}});
        check(&document(&["db"], more), Situation::Affected, most);
    }
    let minor = json!({"status": {"indicator": "minor"}});
    check(&document(&["db"], minor), Situation::Running, UNDER_WAY);
    let note = |impact: &str| json!({"incidents": [{"name": "x", "status": "identified", "impact": impact}]});
    check(
        &document(&["db"], note("none")),
        Situation::Running,
        UNDER_WAY,
    );
    let identified = "The cause has been found and is being fixed";
    check(
        &document(&[], note("none")),
        Situation::Incident,
        identified,
    );
    check(
        &document(&["db"], note("minor")),
        Situation::Incident,
        identified,
    );
    check(
        &document(&["db"], note("dreadful")),
        Situation::Incident,
        identified,
    );
}

#[test]
fn the_worst_then_the_least_advanced_then_the_newest_incident_leads() {
    let incident = |name: &str, status: &str, impact: &str, day: u32| {
        json!({"name": name, "status": status, "impact": impact,
            "started_at": format!("2026-11-{day}T00:00:00Z")})
    };
    for (incidents, leads, headline) in [
        (
            [
                incident("a", "monitoring", "critical", 1),
                incident("b", "investigating", "minor", 2),
            ],
            "a",
            INVESTIGATED,
        ),
        (
            [
                incident("a", "monitoring", "major", 2),
                incident("b", "identified", "major", 1),
            ],
            "b",
            "The cause has been found and is being fixed",
        ),
        (
            [
                incident("a", "monitoring", "major", 20),
                incident("b", "monitoring", "major", 21),
            ],
            "b",
            "A fix is in place and being monitored",
        ),
    ] {
        let mut reversed = incidents.clone();
        reversed.reverse();
        for incidents in [incidents, reversed] {
            let document = json!({"incidents": incidents});
            check(&document, Situation::Incident, headline);
            assert_eq!(snapshot(&document).worst_open().unwrap().name, leads);
        }
    }
}

#[test]
fn a_window_that_contains_now_leads_over_one_that_should_have_ended() {
    let late = running("28T08:00", "28T09:00", &[]);
    let current = running("28T11:00", "28T13:00", &[]);
    for order in [json!([late, current]), json!([current, late])] {
        let document = json!({"scheduled_maintenances": order});
        let snapshot = snapshot(&document);
        let found = overall_status(&snapshot, now());
        assert_eq!(found.situation, Situation::Running);
        let leads = &snapshot.maintenances[found.maintenance.unwrap()];
        assert_eq!(leads.key, "28T11:00");
    }
}

#[test]
fn a_maintenance_that_nobody_closed_leads_nothing_and_explains_nothing() {
    let forgotten = running("20T08:00", "20T09:00", &[]);
    let document = |state: &str| {
        json!({"components": [{"name": "a", "status": state}, {"name": "b", "status": "operational"}],
            "scheduled_maintenances": [forgotten]})
    };
    let open = "No known problems, but an old maintenance is still open";
    check(&document("operational"), Situation::Unclosed, open);
    check(&document("major_outage"), Situation::Affected, AFFECTED);
    // A day late, to the second, it is still merely late.
    let mut late = document("operational");
    late["scheduled_maintenances"] = json!([running("27T11:00", "27T12:00", &[])]);
    check(
        &late,
        Situation::Overrunning,
        "Maintenance is taking longer than planned",
    );
}

#[test]
fn known_is_better_than_unknown_only_where_it_is_not_worse() {
    let of = |state: &str| status(&json!({"components": [{"name": "a", "status": state}]}));
    let (working, away, unknown) = (of("operational"), of("major_outage"), of("ablaze"));
    assert_eq!(away.evidence.worst, Indicator::Critical);
    assert!(working.is_better_than(&away) && working.is_better_than(&unknown));
    assert!(!unknown.is_better_than(&away) && !away.is_better_than(&unknown));
    assert!(!working.is_better_than(&working));
}
