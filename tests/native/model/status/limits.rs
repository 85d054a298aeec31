//! Large documents: the time they take, and which entries of a long list are read.

use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::{MAX_ENTRIES, normalize};
use intermission::model::status::snapshot::Snapshot;
use serde_json::{Value, json};

use crate::model::{snapshot, understood};
use crate::timing::shortest;

/// 5,000 components, and incidents that name the component `id` 50,000 times.
fn crowded(id: &str) -> Document {
    let component = |index| json!({"id": format!("c{index:04}"), "name": "a", "status": "offline"});
    let incident = json!({"name": "b", "components": vec![json!({"id": id}); 200]});
    let document = json!({
        "components": (0..5_000).map(component).collect::<Vec<Value>>(),
        "incidents": vec![incident; 250],
    });
    Document::read(document.to_string().as_bytes()).unwrap().0
}

/// Both documents have the same size, and a search from the beginning of the list would take some 5,000 times
/// as many steps in the second one.
#[test]
fn incidents_name_the_last_component_in_the_time_of_the_first() {
    let time = |id: &str| {
        let document = crowded(id);
        shortest(3, || {
            let (snapshot, problems) = normalize(&document, Language::default(), &[]);
            assert_eq!(snapshot.incidents[249].affected.len(), 200);
            assert_eq!(problems, []);
        })
    };
    let (first, last) = (time("c0000"), time("c4999"));
    assert!(last <= first * 3, "{first:?}, {last:?}");
}

#[test]
fn incidents_name_the_first_of_several_components_with_one_id() {
    let (snapshot, _) = understood(&json!({
        "components": [
            {"name": "Without an id", "status": "offline"},
            {"id": "b", "name": "B", "status": "offline"},
            {"id": "a", "name": "A", "status": "offline"},
            {"id": "a", "name": "Later", "status": "offline"},
        ],
        "incidents": [{"name": "I", "components": [{"id": "a"}, {}, {"id": "b"}, {"id": "c"}]}],
    }));
    assert_eq!(snapshot.incidents[0].affected, ["A", "B"]);
}

#[test]
fn ids_that_look_like_numbered_names_take_no_key_away() {
    let entry = |name: &str| json!({"name": name, "status": "offline"});
    let with_id = |id: &str| json!({"id": id, "name": "b", "status": "offline"});
    let (snapshot, _) = understood(&json!({"components": [
        with_id("a#"), with_id("a#2"), entry("a"), entry("a"), entry("a#"), with_id("a"), with_id("a#1"),
    ]}));
    let keys: Vec<_> = snapshot
        .components
        .iter()
        .map(|it| it.key.as_str())
        .collect();
    assert_eq!(keys, ["a#", "a#2", "a#1", "a#3", "a##1", "a", "b#1"]);
}

/// 2,500 ids stand where the ordinals of 2,500 equal names would; trying each ordinal for each name would take
/// some 6 million steps.
#[test]
fn names_are_numbered_at_once_whatever_ids_look_like() {
    let with_id = |number| json!({"id": format!("a#{number}"), "name": "b", "status": "offline"});
    let entry = json!({"name": "a", "status": "offline"});
    let mut entries: Vec<Value> = (2_501..=5_000).map(with_id).collect();
    entries.extend(vec![entry; 2_500]);
    let snapshot = snapshot(&json!({ "components": entries }));
    assert_eq!(snapshot.components[4_999].key, "a#2500");
}

fn incidents(count: usize, entry: &Value) -> Vec<Value> {
    vec![entry.clone(); count]
}

fn names(snapshot: &Snapshot) -> Vec<&str> {
    let incidents = snapshot.incidents.iter().map(|it| it.name.as_str());
    let maintenances = snapshot.maintenances.iter().map(|it| it.name.as_str());
    incidents.chain(maintenances).collect()
}

#[test]
fn a_full_list_of_incidents_or_maintenances_is_read_whole() {
    let (incident, maintenance) = (
        json!({"name": "a", "status": "resolved"}),
        json!({"name": "b", "status": "completed"}),
    );
    let (snapshot, problems) = understood(&json!({
        "incidents": incidents(MAX_ENTRIES, &incident),
        "scheduled_maintenances": incidents(MAX_ENTRIES, &maintenance),
    }));
    assert_eq!(problems, [""; 0]);
    assert_eq!(names(&snapshot).len(), 2 * MAX_ENTRIES);
}

/// The worst open incident stands last, and is read first.
#[test]
fn of_too_many_incidents_open_and_severe_ones_are_read() {
    let mut entries = incidents(
        60_000,
        &json!({"name": "over", "status": "resolved", "impact": "critical"}),
    );
    entries.extend(incidents(
        1_999,
        &json!({"name": "open", "status": "new word"}),
    ));
    entries.extend(incidents(
        1,
        &json!({"name": "minor", "status": "monitoring", "impact": "minor"}),
    ));
    entries.extend(incidents(
        1,
        &json!({"name": "worst", "impact": " critical "}),
    ));
    let (snapshot, problems) = understood(&json!({ "incidents": entries }));
    let names = names(&snapshot);
    assert_eq!(names.len(), MAX_ENTRIES);
    assert_eq!(names[..1_998], vec!["open"; 1_998]);
    assert_eq!(names[1_998..], ["minor", "worst"]);
    let told = problems.iter().filter(|it| it.starts_with("`incidents`"));
    let expected = "`incidents`: expected at most 2000 entries, found `62001`";
    assert_eq!(told.collect::<Vec<_>>(), [expected]);
}

#[test]
fn of_too_many_maintenances_running_ones_are_read() {
    let entry = |name: &str, status: &str| json!({"name": name, "status": status, "scheduled_for": "2026-11-23T10:00:00Z"});
    let mut entries = incidents(60_000, &entry("over", "completed"));
    entries.extend(incidents(1_999, &entry("to come", "scheduled")));
    entries.push(entry("unknown", "new word"));
    entries.push(entry("running", "in_progress"));
    let (snapshot, problems) = understood(&json!({ "scheduled_maintenances": entries }));
    let names = names(&snapshot);
    assert_eq!(names.len(), MAX_ENTRIES);
    assert_eq!(names[..1_998], vec!["to come"; 1_998]);
    assert_eq!(names[1_998..], ["unknown", "running"]);
    let told = problems
        .iter()
        .filter(|it| it.starts_with("`scheduled_maintenances`"));
    let expected = "`scheduled_maintenances`: expected at most 2000 entries, found `62001`";
    assert_eq!(told.collect::<Vec<_>>(), [expected]);
}

#[test]
fn an_eta_is_in_a_year_of_four_digits() {
    let eta = |minutes: u64| {
        let (snapshot, problems) = understood(&json!({
            "published_at": "9999-12-31T23:00:00Z",
            "components": [{"name": "a", "status": "offline", "eta_minutes": minutes}],
        }));
        (snapshot.components[0].eta.is_some(), problems.len())
    };
    assert_eq!(eta(59), (true, 0));
    assert_eq!(eta(60), (false, 1));
}

/// The end of the text would be within a character of four bytes.
#[test]
fn the_end_of_a_text_that_nobody_can_read_is_left_out() {
    let bodies = |text: &str| {
        let update = json!({ "body": text });
        let (snapshot, problems) = understood(&json!({
            "summary": text, "notice": text,
            "incidents": [{"name": "a", "incident_updates": [update]}],
            "scheduled_maintenances": [{
                "name": "a", "status": "in_progress", "access": {"mode": "full", "note": text},
                "phases": [{"name": "a", "status": "active", "body": text}], "incident_updates": [update],
            }],
        }));
        let maintenance = &snapshot.maintenances[0];
        let bodies = [
            snapshot.summary.clone().unwrap(),
            snapshot.notice.clone().unwrap(),
            snapshot.incidents[0].updates[0].body.clone(),
            maintenance.access.clone().unwrap().note.unwrap(),
            maintenance.phases[0].body.clone().unwrap(),
            maintenance.updates[0].body.clone(),
        ];
        (bodies, problems)
    };
    let longest = "a".repeat(20_000);
    let (whole, problems) = bodies(&longest);
    assert_eq!(problems, [""; 0]);
    assert!(whole.iter().all(|it| *it == longest));
    let pictures = ["a", &"\u{1f600}".repeat(50_000)].concat();
    let (cut, problems) = bodies(&pictures);
    let kept = ["a", &"\u{1f600}".repeat(19_999), "\u{2026}"].concat();
    assert!(cut.iter().all(|it| *it == kept));
    assert_eq!(problems.len(), 6);
    let told = "`summary`: expected a text of at most 20000 characters, found `50001`";
    assert!(problems.iter().any(|it| it == told), "{problems:?}");
}
