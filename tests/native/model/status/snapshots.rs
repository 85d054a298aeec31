//! Snapshots: counts, the headline's worst, and documents that say nothing.

use intermission::model::document::vocabulary::{ComponentStatus, IncidentStatus, Indicator};
use intermission::model::status::evidence::Evidence;
use intermission::model::status::snapshot::{Incident, Tally};
use serde_json::{Value, json};

use crate::model::{snapshot, understood};

fn components(statuses: &str) -> Value {
    let component = |status: &str| json!({"name": status, "status": status});
    statuses.split_whitespace().map(component).collect()
}

/// Incidents as `STATUS/IMPACT`.
fn incidents(texts: &str) -> Value {
    let incident = |text: &str| {
        let (status, impact) = text.split_once('/').unwrap();
        json!({"name": text, "status": status, "impact": impact})
    };
    texts.split_whitespace().map(incident).collect()
}

fn maintenances(statuses: &str) -> Value {
    let start = "2026-11-23T10:00:00Z";
    let maintenance = |status| json!({"name": status, "status": status, "scheduled_for": start});
    statuses.split_whitespace().map(maintenance).collect()
}

#[test]
fn components_are_counted_by_health() {
    for (statuses, affected, healthy, unknown) in [
        ("", 0, 0, 0),
        ("operational queued", 0, 2, 0),
        (
            "under_maintenance read_only degraded_performance restarting",
            4,
            0,
            0,
        ),
        ("partial_outage major_outage offline", 3, 0, 0),
        ("operational offline ablaze", 1, 1, 1),
    ] {
        let (snapshot, _) = understood(&json!({"components": components(statuses)}));
        let tally = snapshot.tally();
        assert_eq!(
            tally,
            Tally {
                affected,
                healthy,
                unknown
            },
            "{statuses}"
        );
        assert_eq!(tally.total(), statuses.split_whitespace().count());
    }
}

#[test]
fn states_are_listed_worst_first_and_regions_as_they_come() {
    let (snapshot, _) = understood(&json!({"components": [
        {"name": "a", "status": "queued", "regions": ["us", "eu"]},
        {"name": "b", "status": "offline", "regions": ["eu", "ap"]},
        {"name": "c", "status": "ablaze"},
        {"name": "d", "status": "queued"},
    ]}));
    assert_eq!(
        snapshot.statuses(),
        [ComponentStatus::Offline, ComponentStatus::Queued]
    );
    assert_eq!(snapshot.regions(), ["us", "eu", "ap"]);
}

/// The headline for an indicator (`-` for none published), components, incidents and maintenances.
#[track_caller]
fn check_worst(told: [&str; 4], expected: Indicator) {
    let [indicator, services, troubles, windows] = told;
    let mut document = json!({
        "page": {},
        "components": components(services),
        "incidents": incidents(troubles),
        "scheduled_maintenances": maintenances(windows),
    });
    if indicator != "-" {
        document["status"] = json!({"indicator": indicator});
    }
    let (snapshot, _) = understood(&document);
    assert_eq!(snapshot.worst(), expected, "{told:?}");
}

#[test]
fn the_headline_is_the_worst_of_what_is_said() {
    use Indicator::{Critical, Maintenance, Major, Minor, None, Unknown};
    // The publisher's indicator alone.
    check_worst(["-", "", "", ""], Unknown);
    check_worst(["none", "", "", ""], None);
    check_worst(["critical", "", "", ""], Critical);
    check_worst(["dreadful", "", "", ""], Unknown);
    // Services.
    check_worst(["-", "operational queued", "", ""], None);
    check_worst(["none", "operational read_only", "", ""], Maintenance);
    check_worst(["none", "operational restarting", "", ""], Minor);
    check_worst(
        ["none", "operational partial_outage partial_outage", "", ""],
        Minor,
    );
    check_worst(["none", "operational offline", "", ""], Major);
    check_worst(["major", "operational", "", ""], Major);
    check_worst(["none", "operational ablaze", "", ""], None);
    check_worst(["-", "ablaze", "", ""], Unknown);
    // Every service at once.
    check_worst(["none", "offline", "", ""], Critical);
    check_worst(["none", "offline major_outage", "", ""], Critical);
    check_worst(["none", "offline ablaze", "", ""], Major);
    check_worst(["none", "offline queued", "", ""], Major);
    // Open incidents.
    check_worst(
        ["none", "operational", "investigating/critical", ""],
        Critical,
    );
    check_worst(
        [
            "none",
            "operational",
            "monitoring/minor identified/major",
            "",
        ],
        Major,
    );
    check_worst(
        [
            "none",
            "operational",
            "resolved/critical postmortem/major",
            "",
        ],
        None,
    );
    check_worst(["none", "operational", "mysterious/major", ""], Major);
    check_worst(["none", "operational", "investigating/none", ""], None);
    check_worst(
        ["none", "operational", "investigating/maintenance", ""],
        Maintenance,
    );
    // Maintenances: only those that run.
    check_worst(["none", "operational", "", "in_progress"], Maintenance);
    check_worst(
        ["none", "operational", "", "scheduled verifying"],
        Maintenance,
    );
    check_worst(
        ["none", "operational", "", "scheduled completed cancelled"],
        None,
    );
    check_worst(["-", "", "", "in_progress"], Maintenance);
    check_worst(["minor", "operational", "", "in_progress"], Minor);
    check_worst(["none", "offline offline", "", "in_progress"], Critical);
}

#[test]
fn the_least_advanced_open_incident_decides_the_sentence() {
    for (troubles, expected) in [
        ("", None),
        ("resolved/critical", None),
        ("monitoring/minor", Some(IncidentStatus::Monitoring)),
        (
            "investigating/minor monitoring/critical",
            Some(IncidentStatus::Investigating),
        ),
        (
            "resolved/critical identified/none",
            Some(IncidentStatus::Identified),
        ),
        (
            "identified/none investigating/huge",
            Some(IncidentStatus::Investigating),
        ),
    ] {
        let (snapshot, _) = understood(&json!({"incidents": incidents(troubles)}));
        assert_eq!(snapshot.incident_status(), expected, "{troubles}");
    }
}

#[test]
fn incidents_are_open_until_they_are_resolved() {
    let all =
        "investigating/minor identified/minor monitoring/minor resolved/minor postmortem/minor";
    let snapshot = snapshot(&json!({"incidents": incidents(all)}));
    let open: Vec<bool> = snapshot.incidents.iter().map(Incident::is_open).collect();
    assert_eq!(open, [true, true, true, false, false]);
}

#[test]
fn documents_that_say_nothing_are_silent() {
    for (document, silent) in [
        (json!({"page": {"name": "Example"}, "incidents": []}), true),
        (
            json!({"page": {}, "components": [], "incidents": null}),
            true,
        ),
        (
            json!({"components": [{"name": "a", "status": "ablaze"}]}),
            true,
        ),
        (json!({"status": {"indicator": "dreadful"}}), true),
        (json!({"status": {"indicator": "none"}}), false),
        (
            json!({"components": [{"name": "a", "status": "operational"}]}),
            false,
        ),
        (json!({"incidents": incidents("resolved/minor")}), true),
        (
            json!({"scheduled_maintenances": maintenances("completed")}),
            false,
        ),
    ] {
        let snapshot = understood(&document).0;
        let is_silent = snapshot.is_silent(Evidence::of(&snapshot));
        assert_eq!(is_silent, silent, "{document}");
    }
}
