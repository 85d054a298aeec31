//! Records of incidents and maintenances.

use intermission::model::history::files::RecordEntry;
use serde_json::{Value, json};

use super::Disk;

fn with(incidents: Value) -> Value {
    json!({"components": [], "incidents": incidents})
}

fn bodies(record: &RecordEntry) -> Vec<String> {
    let incident = record.incident.as_ref().unwrap();
    let updates = incident.incident_updates.iter();
    updates
        .map(|it| it.body.as_ref().unwrap().choose(&[]).1.to_owned())
        .collect()
}

#[test]
fn updates_stay_although_later_documents_leave_them_out() {
    let mut disk = Disk::default();
    let incident = |status: &str, updates: Value| {
        with(json!([{
            "id": "P31", "name": "Slow log-ins", "status": status, "impact": "minor",
            "started_at": "2026-11-23T09:40:00Z", "incident_updates": updates,
        }]))
    };
    let update = |id: &str, body: &str| json!({"id": id, "body": body});
    disk.publish(
        &incident("investigating", json!([update("1", "We look.")])),
        "2026-11-23T10:00:00Z",
    );
    let edited = json!([
        update("2", "It was a disk."),
        update("1", "We are looking.")
    ]);
    disk.publish(&incident("monitoring", edited), "2026-11-23T10:05:00Z");
    let last = json!([update("3", "All is well.")]);
    disk.publish(&incident("resolved", last), "2026-11-23T10:09:00Z");
    let records = disk.records();
    let record = &records["2026-11-p31"];
    assert_eq!(
        bodies(record),
        ["All is well.", "It was a disk.", "We are looking."]
    );
    assert_eq!(
        record.first_named_at.as_deref(),
        Some("2026-11-23T10:00:00Z")
    );
    assert_eq!(record.last_named_at, None);
    assert_eq!(
        record.incident.as_ref().unwrap().status.as_deref(),
        Some("resolved")
    );
    assert_eq!(disk.names(), ["2026-11"]);
}

/// Without ids, only the time and the text can tell two messages apart.
#[test]
fn updates_without_ids_are_the_same_by_time_and_text() {
    let mut disk = Disk::default();
    let incident = |updates: Value| {
        with(json!([{"name": "Slow", "status": "identified", "incident_updates": updates}]))
    };
    let update =
        |time: &str, body: &str| json!({"display_at": format!("2026-11-23T{time}Z"), "body": body});
    disk.publish(
        &incident(json!([update("10:00:00", "One.")])),
        "2026-11-23T10:00:00Z",
    );
    disk.publish(
        &incident(json!([
            update("10:01:00", "Two."),
            update("10:00:00", "One.")
        ])),
        "2026-11-23T10:01:00Z",
    );
    let records = disk.records();
    assert_eq!(bodies(&records["2026-11-slow"]), ["Two.", "One."]);
}

#[test]
fn a_record_that_is_no_longer_named_is_not_thereby_resolved() {
    let mut disk = Disk::default();
    let incident = json!([{"id": "x", "name": "Slow", "status": "investigating", "started_at": "2026-11-23T09:00:00Z"}]);
    disk.publish(&with(incident.clone()), "2026-11-23T10:00:00Z");
    disk.publish(&with(json!([])), "2026-11-23T10:05:00Z");
    disk.publish(&with(json!([])), "2026-11-23T10:08:00Z");
    let gone = disk.records().remove("2026-11-x").unwrap();
    assert_eq!(gone.last_named_at.as_deref(), Some("2026-11-23T10:05:00Z"));
    let known = gone.incident.unwrap();
    assert_eq!(
        (known.status.as_deref(), known.resolved_at),
        (Some("investigating"), None)
    );
    // It may come back.
    disk.publish(&with(incident), "2026-11-23T10:12:00Z");
    let records = disk.records();
    assert_eq!(
        (records.len(), &records["2026-11-x"].last_named_at),
        (1, &None)
    );
}

/// An incident that is open again has not ended.
#[test]
fn an_end_that_is_taken_back_is_gone() {
    let mut disk = Disk::default();
    let over = json!([{"id": "x", "name": "Slow", "status": "resolved", "started_at": "2026-11-23T09:00:00Z",
        "resolved_at": "2026-11-23T10:00:00Z", "components": [{"id": "a"}]}]);
    let open = json!([{"id": "x", "status": "investigating", "components": [{"id": "b"}]}]);
    disk.publish(&with(over), "2026-11-23T10:00:00Z");
    disk.publish(&with(open), "2026-11-23T10:05:00Z");
    let incident = disk
        .records()
        .remove("2026-11-x")
        .unwrap()
        .incident
        .unwrap();
    assert_eq!(
        (incident.status.as_deref(), &incident.resolved_at),
        (Some("investigating"), &None)
    );
    // What does not change with the state stays, and so do the services that were affected.
    assert_eq!(incident.started_at.as_deref(), Some("2026-11-23T09:00:00Z"));
    let affected: Vec<_> = incident
        .components
        .iter()
        .map(|it| it.id.as_deref().unwrap())
        .collect();
    assert_eq!(affected, ["b", "a"]);
}

#[test]
fn ids_never_change_although_names_and_starts_do() {
    let mut disk = Disk::default();
    let given = |name: &str, start: &str| {
        with(json!([{"id": "x", "name": name, "status": "identified", "started_at": start}]))
    };
    disk.publish(
        &given("Slow", "2026-11-30T23:50:00Z"),
        "2026-12-01T00:00:00Z",
    );
    disk.publish(
        &given("Very slow", "2026-12-01T00:01:00Z"),
        "2026-12-01T00:05:00Z",
    );
    let unnamed =
        |start: &str| with(json!([{"name": "Slow", "status": "identified", "started_at": start}]));
    disk.publish(&unnamed("2026-12-02T10:00:00Z"), "2026-12-02T10:00:00Z");
    disk.publish(&unnamed("2026-12-02T09:00:00Z"), "2026-12-02T10:01:00Z");
    let ids: Vec<String> = disk.records().into_keys().collect();
    assert_eq!(ids, ["2026-11-x", "2026-12-slow"]);
}

#[test]
fn ids_that_collide_are_told_apart() {
    let mut disk = Disk::default();
    let twice = |second: &str| {
        json!({"components": [], "incidents": [
            {"id": "x", "name": "One", "status": "identified", "started_at": "2026-11-23T09:00:00Z"},
            {"id": "x", "name": second, "status": "identified", "started_at": "2026-11-23T09:00:00Z"},
        ], "scheduled_maintenances": [
            {"id": "x", "name": "Three", "status": "scheduled", "scheduled_for": "2026-11-25T09:00:00Z"},
        ]})
    };
    disk.publish(&twice("Two"), "2026-11-23T10:00:00Z");
    disk.publish(&twice("Two and more"), "2026-11-23T10:01:00Z");
    let records = disk.records();
    let name = |id: &str| {
        let record: &RecordEntry = &records[id];
        let incident = record.incident.as_ref().and_then(|it| it.name.clone());
        let name = incident.or_else(|| record.maintenance.as_ref()?.name.clone());
        name.unwrap().choose(&[]).1.to_owned()
    };
    let named: Vec<_> = records.keys().map(|id| (id.as_str(), name(id))).collect();
    let expected = [
        ("2026-11-x", "One"),
        ("2026-11-x-2", "Two and more"),
        ("2026-11-x-3", "Three"),
    ];
    assert_eq!(named, expected.map(|(id, name)| (id, name.to_owned())));
}

/// A maintenance of next month stands in the file of next month, before anything else of it is known.
#[test]
fn a_planned_maintenance_stands_in_the_month_of_its_start_and_keeps_its_ends() {
    let mut disk = Disk::default();
    let planned = |until: &str| {
        json!({"components": [], "scheduled_maintenances": [{
            "id": "m", "name": "Upgrade", "status": "scheduled",
            "scheduled_for": "2026-12-05T10:00:00Z", "scheduled_until": until,
        }]})
    };
    disk.publish(&planned("2026-12-05T12:00:00Z"), "2026-11-23T10:00:00Z");
    disk.publish(
        &planned("2026-12-05T12:00:00+00:00"),
        "2026-11-23T10:01:00Z",
    );
    disk.publish(&planned("2026-12-05T13:00:00Z"), "2026-11-23T10:02:00Z");
    disk.publish(&planned("2026-12-05T14:00:00Z"), "2026-11-23T10:03:00Z");
    assert_eq!(disk.names(), ["2026-11", "2026-12"]);
    let maintenance = disk
        .records()
        .remove("2026-12-m")
        .unwrap()
        .maintenance
        .unwrap();
    let ends = maintenance.former_ends.iter();
    let ends: Vec<_> = ends
        .map(|it| {
            (
                it.until.as_deref().unwrap(),
                it.moved_at.as_deref().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        ends,
        [
            ("2026-12-05T13:00:00Z", "2026-11-23T10:03:00Z"),
            ("2026-12-05T12:00:00+00:00", "2026-11-23T10:02:00Z"),
        ]
    );
    let index = disk.index();
    let counts: Vec<_> = index
        .months
        .iter()
        .map(|it| (it.month.as_deref().unwrap(), it.maintenances))
        .collect();
    assert_eq!(counts, [("2026-11", None), ("2026-12", Some(1))]);
    // December begins: the states join what is there.
    disk.publish(&planned("2026-12-05T14:00:00Z"), "2026-12-01T00:00:00Z");
    let december = disk.month("2026-12");
    assert_eq!((december.records.len(), december.published.len()), (1, 1));
}

#[test]
fn a_record_without_an_end_of_its_own_has_an_id_fit_for_an_address() {
    let mut disk = Disk::default();
    let odd = json!([
        {"id": "a/b?c#d \"e\"", "status": "identified", "started_at": "2026-11-01T00:00:00Z"},
        {"name": "—", "status": "identified"},
        {"name": "x".repeat(500), "status": "identified"},
    ]);
    disk.publish(&with(odd), "2026-11-23T10:00:00Z");
    let ids: Vec<String> = disk.records().into_keys().collect();
    let long = format!("2026-11-{}", "x".repeat(64));
    assert_eq!(
        ids,
        ["2026-11-a-b-c-d-e", "2026-11-incident", long.as_str()]
    );
}
