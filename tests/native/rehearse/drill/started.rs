//! How a drill begins, and why one does not: its folder, the operator's own document, the arguments.

use std::fs;

use super::played::{Desk, text};
use crate::rehearse::site::get;

/// The operator's own document, in the middle of which nobody can begin.
const TONIGHT: &str = r#"{
  "x_team": {"pager":   7},
  "published_at": "2026-12-04T20:00:00Z",
  "page": { "name": "Example", "time_zone": "Europe/Berlin" },
  "components": [
    { "id": "db", "name": "Database", "status": "operational" },
    { "id": "web", "name": "Website", "status": "operational" }
  ],
  "scheduled_maintenances": [
    { "id": "upgrade", "name": "Upgrade", "status": "scheduled", "components": [{ "id": "db" }],
      "scheduled_for": "2026-12-04T21:00:00Z", "scheduled_until": "2026-12-04T22:00:00Z" }
  ]
}
"#;

#[test]
fn the_operators_own_document_is_copied_and_keeps_its_time() {
    let desk = Desk::new();
    fs::write(desk.path("status.json"), TONIGHT).unwrap();
    let mut drill = desk.drill(&["status.json", "--speed", "0.001", "--folder", "practice"]);
    let first = drill.until("Drill");
    assert_eq!(
        first,
        "Drill `Upgrade`, 0.001 times as fast as real time; it is 21:58:00."
    );
    let copy = desk.path("practice/status.json");
    assert_eq!(fs::read_to_string(&copy).unwrap(), TONIGHT);
    let answer = get(drill.port(), "/status.json");
    assert_eq!((answer.status, answer.text()), (200, TONIGHT));
    let date = answer.header("Date").unwrap();
    assert!(date.starts_with("Fri, 04 Dec 2026 20:58:0"), "{date}");
    // Only the copy changes, in the time of the drill and by the operator's own ids.
    desk.say(&["service", "db", "read_only"]);
    assert!(
        fs::read_to_string(&copy)
            .unwrap()
            .contains("\"published_at\": \"2026-12-04T20:58:0")
    );
    assert_eq!(
        fs::read_to_string(desk.path("status.json")).unwrap(),
        TONIGHT
    );
    // A document that is gone is an error of the server, too.
    fs::remove_file(&copy).unwrap();
    assert_eq!(get(drill.port(), "/status.json").status, 404);
    drill.until("21:58:00  visitors cannot use the document");
}

/// The clock, the document and the answers of a drill belong to the drill and the operator.
#[test]
fn a_drill_has_no_controls_of_a_rehearsal() {
    let desk = Desk::new();
    let mut drill = desk.drill(&["--speed", "0.001", "--folder", "practice"]);
    drill.until("Drill");
    let port = drill.port();
    for path in ["at?minute=3", "document", "fault?html"] {
        let request = format!("POST /__rehearsal/{path}");
        let answer = crate::rehearse::site::ask(port, &request);
        assert_eq!(answer.status, 405, "{path}");
    }
    assert_eq!(get(port, "/__rehearsal/requests").status, 200);
}

#[test]
fn a_drill_that_is_interrupted_at_once_reports_what_there_is() {
    let desk = Desk::new();
    let mut drill = desk.drill(&["--folder", "practice"]);
    drill.until("the document says all");
    let (status, output) = drill.interrupt();
    assert_eq!(status, Some(1), "{output}");
    assert!(
        output.contains("The drill `Database upgrade` was ended before its end: "),
        "{output}"
    );
    assert!(output.contains("\nVerbs\n  none\n"), "{output}");
    let refused = desk.verb(&["service", "api", "outage"]);
    assert_eq!(refused.status.code(), Some(1));
    let error = text(&refused.stderr);
    assert!(
        error.contains("expected a drill that is played, found one that ended at "),
        "{error}"
    );
}

/// Arguments, the exit status, and a part of the message.
type Case<'a> = (&'a [&'a str], i32, &'a str);

const BAD: [Case<'_>; 9] = [
    (
        &["--folder", "full"],
        2,
        "--folder: expected a new or empty folder, found files in `full`",
    ),
    (
        &["--folder", "file/below"],
        1,
        "file/below: expected a folder of a drill that can be read and written, found: ",
    ),
    (
        &["begun.json"],
        2,
        "begun.json: expected a maintenance that is still to come, found `Upgrade`, which begins at 2026-12-04T21:00:00Z",
    ),
    (
        &["late.json"],
        2,
        "late.json: expected a maintenance that is still to come, found `Upgrade`",
    ),
    (
        &["late.json", "--start-at", "-1"],
        2,
        "--start-at: expected none for a drill of a document, which begins two minutes before the window or when the \
         document was published, found `-1`",
    ),
    (&["none.json"], 2, "none.json: expected a readable file"),
    (
        &["--plan", "plan.toml"],
        2,
        "plan.toml:1: expected a number of minutes",
    ),
    (&["--fault", "html"], 2, "cannot be used with"),
    (
        &["--speed", "0"],
        2,
        "expected a number of more than 0 and at most 3600, found `0`",
    ),
];

#[test]
fn drills_that_cannot_begin_are_told() {
    let desk = Desk::new();
    fs::create_dir(desk.path("full")).unwrap();
    for (name, text) in [
        ("full/status.json", "{}"),
        ("file", ""),
        (
            "begun.json",
            &TONIGHT.replace("\"scheduled\"", "\"in_progress\""),
        ),
        ("late.json", &TONIGHT.replace("T20:00:00Z", "T21:30:00Z")),
        ("plan.toml", "start_at_min = nan\n"),
    ] {
        fs::write(desk.path(name), text).unwrap();
    }
    for (arguments, status, expected) in BAD {
        let output = desk.rehearse(arguments).output().unwrap();
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {error}");
        assert!(error.contains(expected), "{arguments:?}: {error}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    // No folder is left behind, and no file was replaced.
    let left = fs::read_dir(&desk.0)
        .unwrap()
        .map(|it| it.unwrap().file_name());
    let mut left: Vec<_> = left.map(|it| it.into_string().unwrap()).collect();
    left.sort();
    assert_eq!(
        left,
        [
            "begun.json",
            "file",
            "full",
            "late.json",
            "page",
            "plan.toml"
        ]
    );
    assert_eq!(
        fs::read_to_string(desk.path("full/status.json")).unwrap(),
        "{}"
    );
}

#[test]
fn options_of_drills_need_a_drill() {
    let desk = Desk::new();
    for option in [["--folder", "x"], ["--format", "json"]] {
        let output = desk
            .command()
            .arg("rehearse")
            .args(option)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{option:?}");
        assert!(text(&output.stderr).contains("--drill"), "{option:?}");
    }
}
