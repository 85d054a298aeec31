//! Drills of the operator's own document: the truth is that of the document until the plan changes it.

use std::fs;

use intermission::cli::rehearse::drill::OwnDocument;
use intermission::cli::rehearse::drill::compare::{Comparison, compare};
use intermission::cli::rehearse::drill::trouble::with_trouble;
use intermission::cli::rehearse::drill::truth::{Subject, Truth};
use intermission::cli::rehearse::plan::{Plan, of_document};
use intermission::cli::rehearse::planned_document::Schedule;
use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::document::wire::Document;
use intermission::model::i18n::message::native;
use intermission::model::status::normalize::normalize;
use intermission::model::status::snapshot::Snapshot;
use serde_json::Value;

use super::at;
use super::played::{Desk, text};

/// The maintenance of last week stands above that of tonight, as it often does, and two services have had trouble before.
const TONIGHT: &str = r#"{
  "published_at": "2026-12-04T20:59:30Z",
  "page": { "name": "Example", "time_zone": "Europe/Berlin" },
  "components": [
    { "id": "db", "name": "Database", "status": "operational" },
    { "id": "mail", "name": "Mail", "status": "degraded_performance" },
    { "id": "fax", "name": "Fax", "status": "unknown" },
    { "id": "web", "name": "Website", "status": "operational" }
  ],
  "scheduled_maintenances": [
    { "name": "Upgrade", "status": "completed",
      "scheduled_for": "2026-11-27T21:00:00Z", "scheduled_until": "2026-11-27T22:00:00Z" },
    { "name": "Upgrade", "status": "scheduled",
      "scheduled_for": "2026-12-11T21:00:00Z", "scheduled_until": "2026-12-11T22:00:00Z" },
    { "name": "Upgrade", "status": "scheduled", "components": [{ "id": "db" }],
      "scheduled_for": "2026-12-04T21:00:00Z", "scheduled_until": "2026-12-04T21:04:00Z" }
  ]
}
"#;

fn snapshot(text: &str) -> Snapshot {
    let (document, _) = Document::read(text.as_bytes()).unwrap();
    normalize(&document, native::english(), &[]).0
}

/// Returns the plan with trouble and the truth of a drill of this document.
fn drill(text: &str) -> (Plan, Truth) {
    let snapshot = snapshot(text);
    let own = of_document(&snapshot).unwrap();
    let plan = Plan::parse("own", &own.text).unwrap();
    let plan = with_trouble(plan, &snapshot.components);
    let (maintenance, start) = (own.maintenance.clone(), own.start);
    let own = OwnDocument {
        text: text.as_bytes().to_vec(),
        snapshot,
        maintenance,
        start,
    };
    let truth = Truth::of(&plan, Schedule { start }, Some(&own));
    (plan, truth)
}

/// Compares all that a document says with the truth at a second of the window.
fn compared(text: &str, truth: &Truth, second: i64) -> Vec<Comparison> {
    let snapshot = snapshot(text);
    let subjects = 0..truth.subjects.len();
    subjects
        .map(|it| compare(&snapshot, truth, it, at(second)))
        .collect()
}

#[test]
fn the_document_is_true_until_something_happens() {
    let (_, truth) = drill(TONIGHT);
    let named = |name: &str| Subject::Service(name.to_owned());
    let subjects: Vec<Subject> = truth.subjects.iter().map(|(it, _)| it.clone()).collect();
    // The document has no phases, and one service of unknown state.
    assert_eq!(
        subjects,
        [
            Subject::Maintenance,
            Subject::End,
            named("Database"),
            named("Mail"),
            named("Website")
        ]
    );
    assert_eq!(compared(TONIGHT, &truth, -30), [Comparison::True; 5]);
    let begun = compared(TONIGHT, &truth, 0);
    assert_eq!(begun[0], Comparison::Better, "the work has begun");
    // All that names phases that the document does not have is left out.
    let alerts = truth.events.iter().filter_map(|it| it.alert.as_deref());
    assert!(alerts.clone().all(|it| !it.contains("is done")));
    assert!(alerts.clone().any(|it| it == "`Upgrade`: the work begins."));
}

#[test]
fn phases_of_the_document_are_judged() {
    let phases = r#""phases": [{ "name": "Copy", "status": "pending" }], "components""#;
    let with = TONIGHT.replace("\"scheduled\", \"components\"", "\"scheduled\", PHASES");
    let (_, truth) = drill(&with.replace("PHASES", phases));
    assert!(truth.index(&Subject::Phases).is_some());
}

/// Neither an entry of last week nor one of next week stands for that of tonight, also when the first one is removed.
#[test]
fn the_maintenance_that_is_played_is_compared() {
    let (_, truth) = drill(TONIGHT);
    let over = TONIGHT.replace(
        "\"scheduled\", \"components\"",
        "\"completed\", \"components\"",
    );
    assert_ne!(over, TONIGHT);
    // The service that broke is back by then.
    assert_eq!(compared(&over, &truth, 301), [Comparison::True; 5]);
    let other = TONIGHT.replacen("\"scheduled\",", "\"completed\",", 1);
    assert_ne!(other, TONIGHT);
    assert_eq!(compared(&other, &truth, 301)[0], Comparison::Worse);
    let begin = over.find("    { \"name\": \"Upgrade\"").unwrap();
    let end = over
        .find("\n    { \"name\": \"Upgrade\", \"status\": \"scheduled\"")
        .unwrap();
    let removed = [&over[..begin], &over[end + 1..]].concat();
    assert_eq!(compared(&removed, &truth, 301), [Comparison::True; 5]);
    // The key finds a maintenance whose start was moved.
    let moved = over.replace("2026-12-04T21:00:00Z", "2026-12-04T20:59:50Z");
    assert_eq!(compared(&moved, &truth, 301), [Comparison::True; 5]);
}

#[test]
fn only_a_service_that_works_breaks() {
    let (plan, _) = drill(TONIGHT);
    let broken = plan.services.iter().filter(|it| {
        let mut timeline = it.timeline.iter();
        timeline.any(|it| it.status == ComponentStatus::MajorOutage)
    });
    let broken: Vec<&str> = broken.map(|it| it.name.get_ref().as_str()).collect();
    assert_eq!(broken, ["Website"]);
}

/// The window of four minutes takes five, and the drill would last fifteen more if something stayed unknown.
#[test]
fn a_drill_without_phases_ends_when_the_end_is_said() {
    let desk = Desk::new();
    // Only an id tells verbs which of three maintenances of one name is meant.
    let tonight = "\"id\": \"tonight\", \"components\": [{ \"id\": \"db\" }]";
    let tonight = TONIGHT.replace("\"components\": [{ \"id\": \"db\" }]", tonight);
    fs::write(desk.path("status.json"), tonight).unwrap();
    let mut drill = desk.drill(&["status.json", "--speed", "60", "--folder", "practice"]);
    let first = drill.until("Drill");
    assert!(first.ends_with("it is 21:59:30."), "{first}");
    drill.until("the work begins");
    desk.say(&["begin", "tonight", "--yes"]);
    drill.until("the work is over");
    desk.say(&["end", "--yes"]);
    let (status, output) = drill.end();
    assert_eq!(status, Some(0), "{output}");
    let any = output.lines().find(|it| it.contains("any of these"));
    assert!(any.is_some_and(|it| it.ends_with("  0 s")), "{output}");
    assert!(!output.contains("22:20:"), "{output}");
    let document = fs::read_to_string(desk.path("practice/status.json")).unwrap();
    let document: Value = serde_json::from_str(&document).unwrap();
    let state = |index: usize| document["scheduled_maintenances"][index]["status"].clone();
    assert_eq!(
        [state(0), state(1), state(2)],
        ["completed", "scheduled", "completed"]
    );
}

/// A verb that waits for the lock while the drill ends is either in the report or refused.
#[test]
fn no_verb_changes_the_document_after_the_report() {
    let desk = Desk::new();
    let mut drill = desk.drill(&["--folder", "practice"]);
    drill.until("the document says all");
    let file = desk.path("practice/status.json");
    let lock = intermission::cli::operate::desk::Desk::open(&file).unwrap();
    let mut verb = desk.command();
    let verb = verb.current_dir(desk.path("practice"));
    let verb = verb.args(["service", "api", "outage"]);
    verb.stdout(std::process::Stdio::null());
    let mut verb = verb.stderr(std::process::Stdio::piped()).spawn().unwrap();
    // The verb has been admitted once it waits.
    let mut waits = std::io::BufReader::new(verb.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("waiting for another process") {
        line.clear();
        assert_ne!(
            std::io::BufRead::read_line(&mut waits, &mut line).unwrap(),
            0
        );
    }
    drill.ask_to_end();
    std::thread::sleep(std::time::Duration::from_millis(300));
    drop(lock);
    let said = verb.wait().unwrap().success();
    let (status, output) = drill.end();
    assert_eq!(status, Some(1), "{output}");
    assert_eq!(output.contains("  service api outage\n"), said, "{output}");
}

/// The refusal names the clock of the drill, and `run` says only once that it is a drill.
#[test]
fn verbs_name_the_time_of_the_drill() {
    let desk = Desk::new();
    fs::write(desk.path("status.json"), TONIGHT).unwrap();
    let mut drill = desk.drill(&["status.json", "--speed", "0.001", "--folder", "it's"]);
    let line = drill.until("  cd '");
    assert!(line.ends_with(r"/it'\''s'"), "{line}");
    drill.interrupt();
    let mut drill = desk.drill(&["status.json", "--speed", "0.001", "--folder", "practice"]);
    drill.until("the document says all");
    let lines = "echo ::intermission say One; echo ::intermission say Two";
    let run = [
        "run", "--name", "Copy", "--until", "+1h", "--", "sh", "-c", lines,
    ];
    let told = text(&desk.say(&run).stderr);
    assert_eq!(told.matches("nothing is published").count(), 1, "{told}");
    assert!(told.contains("(21:59 Europe/Berlin) there"), "{told}");
    let copy = desk.path("practice/status.json");
    fs::write(
        &copy,
        TONIGHT.replace("2026-12-04T20:59", "2026-12-04T23:59"),
    )
    .unwrap();
    let refused = desk.verb(&["service", "web", "outage"]);
    assert_eq!(refused.status.code(), Some(1));
    let why = text(&refused.stderr);
    assert!(
        why.contains("that is the time of the drill, found"),
        "{why}"
    );
    assert!(why.contains(": correct `published_at`"), "{why}");
    // `new` takes the time of the drill, too.
    fs::remove_file(&copy).unwrap();
    let new = ["new", "--name", "X", "--zone", "UTC", "--service", "A"];
    let refused = desk.verb(&[&new[..], &["--at", "2026-12-04T21:00:00Z"]].concat());
    assert_eq!(refused.status.code(), Some(2));
    desk.say(&new);
    let written = fs::read_to_string(&copy).unwrap();
    assert!(written.contains("\"2026-12-04T20:59:3"), "{written}");
    drill.interrupt();
    fs::remove_file(&copy).unwrap();
    let refused = desk.verb(&new);
    assert_eq!(refused.status.code(), Some(1));
    assert!(!copy.exists());
}
