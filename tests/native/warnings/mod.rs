//! `intermission check` warns of what is most likely a mistake, and of nothing else.

mod ends;
mod plans;
mod promises;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use intermission::cli::check::Findings;
use intermission::cli::check::warnings::Warning;
use intermission::cli::locate::Position;
use intermission::feeds::builder::Context;
use intermission::model::time::instant::{Instant, Reading, read};
use serde_json::{Value, json};

fn at(text: &str) -> Instant {
    let Reading::At(at) = read(text) else {
        panic!("{text} is no instant");
    };
    at
}

/// The warnings about a text as of an instant: `LINE:COLUMN KIND PATH: MESSAGE`.
fn told(text: &str, now: Instant) -> Vec<String> {
    let context = Context {
        now: Some(now),
        ..Context::default()
    };
    let findings = Findings::of_feed(&[(None, text.as_bytes())], context);
    let Findings::Usable { warnings, .. } = findings else {
        panic!("{findings:?}");
    };
    let line = |(warning, place): &(Warning, Option<Position>)| {
        let place = place.unwrap();
        let kind = warning.kind.as_str();
        format!(
            "{}:{} {kind} {}: {}",
            place.line, place.column, warning.path, warning.message
        )
    };
    warnings.iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text, at("2026-11-23T10:27:00Z")), expected, "{text}");
}

/// A document with one maintenance from 10:00 to 12:00, of these other members.
fn window(members: &Value, components: &Value) -> String {
    let mut maintenance = json!({
        "name": "Upgrade",
        "scheduled_for": "2026-11-23T10:00:00Z",
        "scheduled_until": "2026-11-23T12:00:00Z",
    });
    let all = maintenance.as_object_mut().unwrap();
    all.extend(members.as_object().unwrap().clone());
    json!({"components": components, "scheduled_maintenances": [maintenance]}).to_string()
}

#[test]
fn misspelt_members_are_named_with_what_was_meant() {
    check(
        "{\"scheduled_maintenances\": [\n {\"name\": \"Upgrade\", \"status\": \"completed\",\n  \
         \"schedule_until\": \"2026-11-23T12:00:00Z\"}],\n \"resume\": {\"spred_secs\": 60}}",
        &[
            "3:21 misspelt_member scheduled_maintenances[0].schedule_until: expected a member of the format, \
             found `schedule_until`; did you mean `scheduled_until`?",
            "4:27 misspelt_member resume.spred_secs: expected a member of the format, found `spred_secs`; \
             did you mean `spread_secs`?",
        ],
    );
}

#[test]
fn every_usual_way_to_misspell_a_member_is_seen() {
    for (object, meant) in [
        (
            json!({"componets": [], "status": {"indicator": "none"}}),
            "components",
        ),
        (json!({"publishedAt": "", "incidents": []}), "published_at"),
        (
            json!({"refresh_seconds": 30, "incidents": []}),
            "refresh_secs",
        ),
        (
            json!({"page": {"timezone": "UTC"}, "incidents": []}),
            "time_zone",
        ),
        (json!({"page": {"nmae": "A"}, "incidents": []}), "name"),
        (
            json!({"components": [{"name": "A", "status": "operational", "region": []}]}),
            "regions",
        ),
        (
            json!({"incidents": [{"name": "A", "state": "investigating"}]}),
            "status",
        ),
        (
            json!({"components": [{"name": "A"}], "status": {"indicater": "none"}}),
            "indicator",
        ),
        (
            json!({"scheduled_maintenances": [{"name": "A", "phases": [{"name": "B", "expectd_secs": 60}]}]}),
            "expected_secs",
        ),
    ] {
        let told = told(&object.to_string(), at("2026-11-23T10:27:00Z"));
        let ending = format!("; did you mean `{meant}`?");
        assert!(
            told.len() == 1 && told[0].ends_with(&ending),
            "{object}: {told:?}"
        );
    }
}

#[test]
fn members_of_others_are_no_misspellings() {
    // What Atlassian's own documents have beyond ours.
    check(
        r#"{"page": {"id": "a", "name": "A", "url": "https://a.example", "time_zone": "Etc/UTC", "updated_at":
        "2026-11-23T10:00:00Z"}, "components": [{"id": "b", "name": "B", "status": "operational", "created_at": "",
        "updated_at": "", "position": 1, "description": null, "showcase": true, "start_date": "2020-01-01",
        "group_id": null, "page_id": "a", "group": false, "only_show_if_degraded": false, "components": []}],
        "incidents": [{"id": "c", "name": "C", "status": "resolved", "created_at": "", "updated_at": "",
        "monitoring_at": null, "resolved_at": null, "impact": "none", "shortlink": "", "started_at": "", "page_id": "a",
        "incident_updates": [{"id": "d", "status": "resolved", "body": "E", "incident_id": "c", "created_at": "",
        "updated_at": "", "display_at": "", "affected_components": [], "deliver_notifications": true,
        "custom_tweet": null, "tweet_id": null}], "components": [], "reminder_intervals": null}],
        "scheduled_maintenances": [], "status": {"indicator": "none", "description": "All"}}"#,
        &[],
    );
    // Languages are no members, and a name that is there as well is no misspelling of it.
    check(
        r#"{"page": {"name": {"en": "A", "nam": "B"}, "nam": 7, "zone": 1}, "x-notes": 1, "incidents": []}"#,
        &[],
    );
}

#[test]
fn a_member_that_stands_twice_is_named_where_it_counts() {
    check(
        "{\"components\": [{\"name\": \"A\",\n \"status\": \"major_outage\",\n \"status\": \"operational\"}]}",
        &[
            "3:12 duplicate_member components[0].status: expected one member `status`, found 2, of which the last counts",
        ],
    );
    check(
        r#"{"page": {}, "x": {"y": [{"z": 1, "z": 2}]}, "status": {"indicator": "none"}}"#,
        &[
            "1:40 duplicate_member x.y[0].z: expected one member `z`, found 2, of which the last counts",
        ],
    );
}

#[test]
fn a_zone_that_is_none_is_named_with_what_was_meant() {
    let start = "1:22 unknown_time_zone page.time_zone: expected an IANA time zone such as `Europe/Berlin`, found ";
    for (zone, told) in [
        (
            "Europe/Berln",
            "`Europe/Berln`; did you mean `Europe/Berlin`?",
        ),
        ("Berlin", "`Berlin`; did you mean `Europe/Berlin`?"),
        ("CEST", "`CEST`"),
        ("+01:00", "`+01:00`"),
        ("Mars/Olympus", "`Mars/Olympus`"),
    ] {
        let text = format!("{{\"page\":{{\"time_zone\":\"{zone}\"}},\"incidents\":[]}}");
        check(&text, &[&[start, told].concat()]);
    }
    for zone in [
        "Europe/Berlin",
        "america/new_york",
        "UTC",
        "Asia/Kolkata",
        "",
        "GMT",
    ] {
        check(
            &json!({"page": {"time_zone": zone}, "incidents": []}).to_string(),
            &[],
        );
    }
}

#[test]
fn a_time_of_publishing_that_has_not_come_is_named() {
    check(
        r#"{"published_at": "2026-11-23T11:27:00Z", "page": {}}"#,
        &[
            "1:18 published_in_future published_at: expected a time that has come, found `2026-11-23T11:27:00Z`",
        ],
    );
    // Clocks differ by some minutes.
    check(
        r#"{"published_at": "2026-11-23T10:31:00Z", "page": {}}"#,
        &[],
    );
    let told = told(
        r#"{"page": {"updated_at": "2027-01-01T00:00:00Z"}, "incidents": []}"#,
        at("2026-11-23T10:27:00Z"),
    );
    assert!(
        told[0].starts_with("1:25 published_in_future page.updated_at: "),
        "{told:?}"
    );
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    let command = command.arg("check").args(arguments).arg("-");
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

#[test]
fn warnings_are_status_0_and_with_strict_1() {
    let text = r#"{"page": {"timezone": "UTC"}, "incidents": []}"#;
    let output = run(&[], text);
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout).unwrap();
    let warning = "-:1:23: warning: `page.timezone`: expected a member of the format, found `timezone`; \
                   did you mean `time_zone`?\n";
    assert!(told.starts_with(warning), "{told}");
    assert!(told.contains("\n-: no problems, 1 warning\n"), "{told}");
    assert_eq!(run(&["--strict"], text).status.code(), Some(1));
    assert_eq!(
        run(&["--strict"], r#"{"page": {}, "incidents": []}"#)
            .status
            .code(),
        Some(0)
    );
    assert_eq!(run(&["--strict"], "{").status.code(), Some(2));
}

#[test]
fn programs_get_warnings_in_a_list_of_their_own() {
    let output = run(
        &["--format", "json"],
        r#"{"page": {"timezone": "UTC"}, "incidents": []}"#,
    );
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["verdict"], "ok");
    assert_eq!(found["problems"], json!([]));
    let message = "expected a member of the format, found `timezone`; did you mean `time_zone`?";
    let warning = json!({
        "path": "page.timezone", "line": 1, "column": 23, "kind": "misspelt_member", "message": message,
    });
    assert_eq!(found["warnings"], json!([warning]));
}

#[test]
fn the_verdict_has_times_in_the_operators_zone_beside_utc() {
    let mut document: Value =
        serde_json::from_str(&window(&json!({"status": "in_progress"}), &json!([]))).unwrap();
    document["page"] = json!({"time_zone": "Asia/Kolkata"});
    document["incidents"] =
        json!([{"name": "B", "status": "identified", "started_at": "2026-11-23T19:00:00Z"}]);
    let output = run(&[], &document.to_string());
    let told = String::from_utf8(output.stdout).unwrap();
    // Lines are wrapped.
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "Upgrade: In progress · not closed by its publisher, 2026-11-23T10:00:00Z (15:30 Asia/Kolkata) to 2026-11-23T12:00:00Z (17:30 Asia/Kolkata)",
        "B: Identified, since 2026-11-23T19:00:00Z (2026-11-24 00:30 Asia/Kolkata)",
    ] {
        assert!(told.contains(expected), "{told}");
    }
}
