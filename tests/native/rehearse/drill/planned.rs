//! Plans for drills: the built-in one, unplanned changes, and the trouble that an operator's own document gets.

use std::sync::Arc;

use intermission::cli::check::Findings;
use intermission::cli::rehearse::drill::trouble::with_trouble;
use intermission::cli::rehearse::plan::{Minute, Plan};
use intermission::cli::rehearse::planned_document::{Schedule, document};
use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::status::snapshot::Component;

use super::{PLAN, at};

#[test]
fn the_built_in_drill_begins_with_a_document_without_faults() {
    let plan = Plan::drill().unwrap();
    let schedule = Schedule { start: at(0) };
    let text = document(&plan, plan.start_at_min, schedule).to_text(true);
    assert_eq!(Findings::of(text.as_bytes()).status(), 0);
    // Nothing has happened yet, and nothing is said in place of the operator.
    let changes = plan.services.iter().flat_map(|it| &it.timeline);
    assert!(
        changes
            .clone()
            .all(|it| plan.start_at_min < *it.at_min.get_ref())
    );
    assert!(changes.clone().any(|it| it.unplanned));
    assert!(
        plan.updates
            .iter()
            .all(|it| *it.at_min.get_ref() <= plan.start_at_min)
    );
}

/// A service that only breaks is not announced as a part of the maintenance.
#[test]
fn a_maintenance_names_no_service_that_only_breaks() {
    let named = |plan: &str| {
        let plan = Plan::parse("plan.toml", plan).unwrap();
        let document = document(&plan, Minute::ZERO, Schedule { start: at(0) });
        document.scheduled_maintenances[0].components.len()
    };
    assert_eq!(named(PLAN), 0);
    assert_eq!(
        named(&PLAN.replace("unplanned = true", "unplanned = false")),
        1
    );
}

const OWN: &str = r#"
[page]
name = "Example"
[maintenance]
name = "Upgrade"
length_min = 60
verifying_at_min = 59
completed_at_min = 60
[[service]]
name = "Database"
timeline = [{ at_min = 0, status = "read_only", eta_min = 60 }, { at_min = 59, status = "operational" }]
[[service]]
name = "Website"
[[phase]]
name = "Drain"
starts_min = 0
ends_min = 19
expected_min = 19
[[phase]]
name = "Migrate"
starts_min = 19
ends_min = 59
expected_min = 40
"#;

/// Returns the services of the plan, all of which work.
fn operational() -> [Arc<Component>; 2] {
    ["Database", "Website"].map(|name| {
        Arc::new(Component {
            name: name.to_owned(),
            status: ComponentStatus::Operational,
            ..Component::default()
        })
    })
}

#[test]
fn work_takes_a_quarter_longer_and_one_service_breaks() {
    let plan = with_trouble(Plan::parse("own", OWN).unwrap(), &operational());
    assert_eq!(plan.completed_at().to_string(), "75");
    assert_eq!(
        plan.maintenance.verifying_at_min.get_ref().to_string(),
        "74"
    );
    assert_eq!(
        plan.maintenance.length_min.to_string(),
        "60",
        "as announced"
    );
    let ends: Vec<String> = plan
        .phases
        .iter()
        .map(|it| it.ends_min.get_ref().to_string())
        .collect();
    assert_eq!(ends, ["19", "74"]);
    let moved = &plan.extensions[0];
    assert_eq!(
        (
            moved.at_min.get_ref().to_string(),
            moved.until_min.get_ref().to_string()
        ),
        ("39".to_owned(), "75".to_owned())
    );
    let states = |index: usize| -> Vec<(String, ComponentStatus)> {
        let changes = plan.services[index].timeline.iter();
        changes
            .map(|it| (it.at_min.get_ref().to_string(), it.status))
            .collect()
    };
    assert_eq!(
        states(0),
        [
            ("0".to_owned(), ComponentStatus::ReadOnly),
            ("74".to_owned(), ComponentStatus::Operational)
        ]
    );
    assert_eq!(
        states(1),
        [
            ("20".to_owned(), ComponentStatus::MajorOutage),
            ("30".to_owned(), ComponentStatus::Operational)
        ]
    );
}

#[test]
fn no_service_breaks_where_the_work_touches_all() {
    let all = OWN.replace("name = \"Website\"", "name = \"Website\"\ntimeline = [{ at_min = 0, status = \"offline\" }, { at_min = 59, status = \"operational\" }]");
    let plan = with_trouble(Plan::parse("own", &all).unwrap(), &operational());
    assert!(
        plan.services
            .iter()
            .flat_map(|it| &it.timeline)
            .all(|it| !it.unplanned)
    );
}
