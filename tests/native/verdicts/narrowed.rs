//! A document that is narrowed to one service is never better than the evidence of that service.

use std::sync::Arc;

use intermission::model::document::error::{DocumentError, Problem, ProblemKind};
use intermission::model::document::vocabulary::{ComponentStatus, IncidentStatus, Indicator};
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::narrow::narrow as narrow_to;
use intermission::model::status::normalize::normalize;
use intermission::model::status::overall_status::{OverallStatus, overall_status};
use intermission::model::status::situation::Situation;
use intermission::model::status::snapshot::{Component, Snapshot};
use intermission::model::widget::single_headline;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::{harm, now};

/// Returns the snapshot of one service, and the path of the problem that it is missing.
fn narrow(document: &Value, service: &str) -> (Snapshot, Option<String>) {
    let (document, _) = Document::read(document.to_string().as_bytes()).unwrap();
    let mut snapshot = normalize(&document, Language::default(), &[]).0;
    let missing = narrow_to(&mut snapshot, &document, service);
    if let Some(Problem { kind, .. }) = &missing {
        let expected = "a service";
        assert_eq!(*kind, ProblemKind::Missing { expected });
    }
    (snapshot, missing.map(|it| it.path))
}

fn status(document: &Value, service: &str) -> OverallStatus {
    overall_status(&narrow(document, service).0, now())
}

fn situation(document: &Value, service: &str) -> Situation {
    status(document, service).situation
}

/// Two services in a group, and one that is out.
fn shop() -> Value {
    json!({
        "page": {"name": "Example"},
        "status": {"indicator": "critical", "description": "All is lost"},
        "summary": "The mail is out.",
        "components": [
            {"id": "apps", "name": "Apps", "group": true, "status": "partial_outage"},
            {"id": "api", "name": "API", "group_id": "apps", "status": "operational"},
            {"id": "web", "name": "Web", "group_id": "apps", "status": "partial_outage"},
            {"id": "mail", "name": "Mail", "status": "major_outage"},
        ],
    })
}

#[test]
fn the_states_of_other_services_are_left_out() {
    let (api, missing) = narrow(&shop(), "api");
    assert_eq!(missing, None);
    assert_eq!(
        overall_status(&api, now()).situation,
        Situation::Operational
    );
    assert_eq!((api.description, api.summary), (None, None));
    let names: Vec<&str> = api.components.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["API"]);
    assert_eq!((api.groups.len(), api.groups[0].status), (1, None));
    assert_eq!(situation(&shop(), "web"), Situation::Affected);
    assert_eq!(situation(&shop(), "mail"), Situation::Affected);
}

#[test]
fn a_headline_speaks_of_the_service_alone() {
    let headline = |document: &Value, service: &str| {
        let snapshot = narrow(document, service).0;
        let situation = overall_status(&snapshot, now()).situation;
        single_headline(Language::default(), situation, &snapshot)
    };
    assert_eq!(headline(&shop(), "api"), "API · Operational");
    assert_eq!(headline(&shop(), "mail"), "Mail · Outage");
    assert_eq!(headline(&shop(), "fax"), "fax · Unknown");
    let mut document = shop();
    document["incidents"] = json!([{"name": "Fire", "impact": "major", "status": "identified"}]);
    let found = headline(&document, "api");
    assert_eq!(found, "API · The cause has been found and is being fixed");
}

#[test]
fn a_service_that_the_document_lacks_is_unknown_and_told() {
    for service in ["fax", "API", "apps", "api "] {
        let (snapshot, missing) = narrow(&shop(), service);
        let found = overall_status(&snapshot, now());
        assert_eq!(found.situation, Situation::Silent, "{service}");
        assert_eq!(snapshot.components[0].status, ComponentStatus::Unknown);
        let expected = ["service`: expected the id of a service, found `", service];
        assert_eq!(missing, Some(expected.concat()));
    }
}

#[test]
fn a_service_that_is_shown_only_if_it_is_degraded_is_shown() {
    let mut document = shop();
    document["components"][1]["only_show_if_degraded"] = json!(true);
    let (snapshot, missing) = narrow(&document, "api");
    assert_eq!((snapshot.hidden, missing), (0, None));
    let [api] = snapshot.components.as_slice() else {
        panic!("expected one service, found {:?}", snapshot.components)
    };
    assert_eq!(
        (api.name.as_str(), api.status),
        ("API", ComponentStatus::Operational)
    );
    document["components"][0]["only_show_if_degraded"] = json!(true);
    assert_eq!(
        situation(&document, "apps"),
        Situation::Silent,
        "a group is no service"
    );
}

#[test]
fn of_a_document_with_too_many_entries_nothing_is_left_out() {
    let fire = json!({"name": "Fire", "impact": "minor", "components": [{"id": "mail"}]});
    let mut document = shop();
    document["incidents"] = json!(vec![fire.clone(); 2_001]);
    assert_eq!(situation(&document, "api"), Situation::Incident);
    document["incidents"] = json!([fire]);
    assert_eq!(situation(&document, "api"), Situation::Operational);
}

#[test]
fn incidents_stay_if_they_name_the_service_or_its_group_or_nothing_that_is_known() {
    let staying = [
        json!([]),
        json!(null),
        json!([{"id": "api"}]),
        json!([{"id": "web"}, {"id": "api"}]),
        json!([{"id": "apps"}]),
        json!([{"name": "API"}]),
        json!([{"name": "Web"}]),
        json!([{"id": "old-id", "name": "API"}]),
        json!([{"id": "mail"}, {"id": "elsewhere"}]),
        json!([{}]),
        json!([7]),
    ];
    for named in staying {
        let mut document = shop();
        document["incidents"] = json!([{"name": "Fire", "impact": "major", "components": named}]);
        assert_eq!(situation(&document, "api"), Situation::Incident, "{named}");
    }
    let leaving = [
        json!([{"id": "web"}]),
        json!([{"id": "mail", "name": "API"}]),
        json!([{"id": "mail"}, {"id": "web"}]),
    ];
    for named in leaving {
        let mut document = shop();
        document["incidents"] = json!([{"name": "Fire", "impact": "major", "components": named}]);
        let found = situation(&document, "api");
        assert_eq!(found, Situation::Operational, "{named}");
    }
}

#[test]
fn maintenances_stay_by_the_same_rule() {
    let plan = |named: Value| {
        let mut document = shop();
        document["scheduled_maintenances"] = json!([{"name": "Upgrade", "status": "in_progress",
            "scheduled_for": "2026-11-28T11:00:00Z", "components": named}]);
        document
    };
    for named in [json!([]), json!([{"id": "api"}]), json!([{"id": "apps"}])] {
        assert_eq!(situation(&plan(named), "api"), Situation::Running);
    }
    let elsewhere = plan(json!([{"id": "mail"}]));
    assert_eq!(situation(&elsewhere, "api"), Situation::Operational);
}

#[test]
fn a_roll_up_counts_where_nothing_explains_it() {
    let document = |indicator: Value| {
        json!({"status": {"indicator": indicator}, "components": [
            {"id": "api", "status": "operational"}, {"id": "web", "status": "operational"}]})
    };
    let cases = [
        (json!("none"), Situation::Operational),
        (json!("minor"), Situation::Reported),
        (json!("critical"), Situation::Reported),
        (json!("maintenance"), Situation::Running),
        (json!("ablaze"), Situation::Unsure),
    ];
    for (indicator, expected) in cases {
        assert_eq!(situation(&document(indicator), "api"), expected);
    }
    let mut explained = document(json!("maintenance"));
    explained["components"][1]["status"] = json!("under_maintenance");
    assert_eq!(situation(&explained, "api"), Situation::Operational);
}

#[test]
fn a_group_counts_where_no_other_service_of_it_explains_it() {
    let mut document = shop();
    document["components"][0]["status"] = json!("major_outage");
    assert_eq!(situation(&document, "api"), Situation::Reported);
    document["components"][0]["status"] = json!("ablaze");
    assert_eq!(situation(&document, "api"), Situation::Unsure);
}

/// The entries of a list whose `components` name an id, or none.
fn about<'a>(document: &'a Value, list: &str, id: &str) -> Vec<&'a Value> {
    let entries = document[list].as_array().unwrap().iter();
    let concerns = |entry: &&Value| match entry["components"].as_array() {
        None => true,
        Some(named) => named.is_empty() || named.iter().any(|it| it["id"] == id),
    };
    entries.filter(concerns).collect()
}

fn level(word: &Value) -> u8 {
    let known = word.as_str().and_then(Indicator::parse);
    known.map_or(0, Indicator::level)
}

fn named() -> impl Strategy<Value = Value> {
    let ids = select(vec!["a", "b", "c", "d"]);
    proptest::collection::vec(ids.prop_map(|id| json!({"id": id})), 0..3).prop_map(Value::from)
}

proptest! {
    #[test]
    fn what_is_said_of_a_service_is_never_left_out(
        mut document in harm::document(),
        names in proptest::collection::vec(named(), 3),
        id in select(vec!["a", "b", "c", "d"]),
    ) {
        for (incident, named) in document["incidents"].as_array_mut().unwrap().iter_mut().zip(names) {
            incident["components"] = named;
        }
        if let Err(error) = Document::read(document.to_string().as_bytes()) {
            // Nothing is shown of a document that says nothing.
            prop_assert!(matches!(error, DocumentError::NoState { .. }), "{error}: {document}");
            return Ok(());
        }
        let (snapshot, missing) = narrow(&document, id);
        let found = overall_status(&snapshot, now());
        let entries = document["components"].as_array().unwrap();
        let states: Vec<_> = entries.iter().filter(|it| it["id"] == id && it["group"] != true).collect();
        for entry in &states {
            let state = entry["status"].as_str().and_then(ComponentStatus::parse).unwrap_or_default();
            let is_known = state != ComponentStatus::Unknown;
            prop_assert!(is_known || found.evidence.has_unknown, "{document}");
            prop_assert!(state.indicator().level() <= found.evidence.worst.level(), "{document}");
            let is_healthy = state.indicator() == Indicator::None;
            prop_assert!(is_healthy || !found.situation.is_well(), "{document}");
        }
        for incident in about(&document, "incidents", id) {
            let stage = incident["status"].as_str().and_then(IncidentStatus::parse);
            if !stage.is_some_and(IncidentStatus::is_over) {
                prop_assert!(!found.situation.is_well(), "{document}");
                prop_assert!(level(&incident["impact"]) <= found.evidence.worst.level(), "{document}");
            }
        }
        for plan in about(&document, "scheduled_maintenances", id) {
            if plan["status"] == "in_progress" {
                prop_assert!(!found.situation.is_well(), "{document}");
            }
        }
        if missing.is_some() {
            prop_assert!(found.evidence.has_unknown && !found.situation.is_well(), "{document}");
        }
        let is_it = |it: &&Arc<Component>| it.key == id || it.id.as_deref() == Some(id);
        prop_assert!(snapshot.components.iter().all(|it| is_it(&it)), "{document}");
        // No more is left out than speaks of others: a document about this service alone is as bad.
        let alone = json!({"components": states, "incidents": about(&document, "incidents", id)});
        let alone = status(&alone, id);
        // A second service with the id, which is a group without members, works: then not all is away.
        let is_one = entries.iter().all(|it| it["id"] != id || it["group"] != true);
        prop_assert!(!is_one || alone.evidence.worst.level() <= found.evidence.worst.level(), "{document}");
    }
}
