//! A whole evening by verbs alone: what each of them writes, and what it leaves as a person wrote it.

use serde_json::{Value, json};

use super::{Desk, WRITTEN, at};

/// Returns the states of the services: the finer word where there is one.
fn states(desk: &Desk) -> Vec<String> {
    let services = desk.document()["components"].as_array().unwrap().clone();
    let state = |it: &Value| {
        let word = it.get("state").unwrap_or(&it["status"]);
        word.as_str().unwrap().to_owned()
    };
    services.iter().map(state).collect()
}

const BEGIN: [&str; 10] = [
    "begin",
    "Platform upgrade",
    "--until",
    "+2h",
    "--phase",
    "Drain=20m",
    "--phase",
    "Migrate=1h",
    "--service",
    "db,Checkout",
];

#[test]
fn a_maintenance_runs_from_its_beginning_to_its_end() {
    let desk = Desk::new();
    let told = desk.say("22:00", &[&BEGIN[..], &["--read-only"]].concat());
    assert!(
        told.contains("2026-12-04T21:00:00Z (22:00 Europe/Berlin) to 2026-12-04T23:00:00Z"),
        "{told}"
    );
    assert!(told.contains("visitors will see:\n  Example\n"), "{told}");
    assert_eq!(desk.phases(), ["active", "pending"]);
    assert_eq!(
        states(&desk),
        ["read_only", "operational", "operational", "read_only"]
    );
    assert_eq!(
        desk.document()["components"][0]["status"],
        "under_maintenance"
    );
    assert_eq!(desk.window()["access"], json!({ "mode": "read_only" }));
    assert_eq!(desk.document()["published_at"], at("22:00"));

    desk.say(
        "22:20",
        &[
            "phase",
            "next",
            "--say",
            "The data moves.",
            "--lang",
            "de",
            "Die Daten ziehen um.",
        ],
    );
    assert_eq!(desk.phases(), ["done", "active"]);
    let update = &desk.window()["incident_updates"][0];
    assert_eq!(
        update["body"],
        json!({ "en": "The data moves.", "de": "Die Daten ziehen um." })
    );
    assert_eq!(desk.window()["phases"][0]["ended_at"], at("22:20"));

    let told = desk.say("22:30", &["progress", "3/7", "--unit", "shards"]);
    assert!(told.contains("Migrate"), "{told}");
    let phase = &desk.window()["phases"][1];
    assert_eq!(
        [&phase["done"], &phase["total"], &phase["unit"]],
        [&json!(3), &json!(7), &json!("shards")]
    );
    assert_eq!(desk.problems(), "");
}

#[test]
fn an_end_moves_and_comes() {
    let desk = Desk::new();
    desk.say("22:00", &BEGIN);
    desk.say("22:20", &["phase", "next", "--say", "The data moves."]);
    desk.say(
        "23:00",
        &["eta", "end+30m", "--because", "The index takes longer."],
    );
    assert_eq!(desk.window()["scheduled_until"], at("0:30"));
    let former = json!([{ "until": at("0:00"), "moved_at": at("23:00"), "reason": "The index takes longer." }]);
    assert_eq!(desk.window()["former_ends"], former);

    desk.say("23:05", &["say", "Half of it is done.", "--next", "23:30"]);
    assert_eq!(desk.window()["next_update_at"], at("23:30"));
    let updates = desk.window()["incident_updates"]
        .as_array()
        .unwrap()
        .clone();
    let times: Vec<&Value> = updates.iter().map(|it| &it["display_at"]).collect();
    assert_eq!(times, [&json!(at("23:05")), &json!(at("22:20"))]);

    let told = desk.say("0:20", &["end", "--say", "All is done."]);
    assert!(told.contains("in_progress → completed"), "{told}");
    assert_eq!(desk.phases(), ["done", "done"]);
    assert_eq!(states(&desk), ["operational"; 4]);
    assert_eq!(desk.window()["status"], "completed");
    assert_eq!(desk.window()["resolved_at"], at("0:20"));
    assert_eq!(desk.window().get("next_update_at"), None);
    assert_eq!(desk.problems(), "");
}

/// The members and the spacing that no verb is about are the same bytes afterwards.
#[test]
fn what_a_person_wrote_stays() {
    let desk = Desk::new();
    desk.say("22:00", &BEGIN);
    desk.say(
        "22:10",
        &["service", "api", "degraded", "--note", "Slow \"for\" now"],
    );
    let text = desk.text();
    for line in WRITTEN.lines().filter(|line| {
        let is_changed = ["\"db\"", "\"shop\"", "\"api\","];
        !is_changed.iter().any(|it| line.contains(it)) && *line != "}"
    }) {
        let line = line.strip_suffix(']').unwrap_or(line);
        assert!(text.contains(line), "{line} is not in {text}");
    }
    assert_eq!(
        desk.document()["x_team"],
        json!({ "pager": 7.5, "who": ["b", "a"] })
    );
}

#[test]
fn a_planned_maintenance_begins_by_its_name() {
    let desk = Desk::new();
    desk.say(
        "20:00",
        &[
            "plan",
            "Index rebuild",
            "--from",
            "2026-12-04 22:00",
            "--for",
            "90m",
            "--service",
            "api-eu",
        ],
    );
    assert_eq!(desk.window()["status"], "scheduled");
    assert_eq!(desk.window()["scheduled_for"], at("22:00"));
    assert_eq!(desk.window()["scheduled_until"], at("23:30"));
    assert_eq!(states(&desk), ["operational"; 4]);
    desk.say("22:01", &["begin", "index"]);
    assert_eq!(desk.window()["status"], "in_progress");
    assert_eq!(
        states(&desk),
        [
            "operational",
            "operational",
            "under_maintenance",
            "operational"
        ]
    );
    assert_eq!(
        desk.document()["scheduled_maintenances"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    desk.say("22:30", &["cancel", "--say", "Not tonight."]);
    assert_eq!(desk.window()["status"], "cancelled");
    assert_eq!(states(&desk), ["operational"; 4]);
    assert_eq!(desk.problems(), "");
}

/// The end of a maintenance does not improve what it does not account for.
#[test]
fn the_end_of_a_maintenance_ends_no_outage() {
    let desk = Desk::new();
    desk.say("22:00", &BEGIN);
    desk.say("22:10", &["service", "db", "outage", "--eta", "+20m"]);
    desk.say(
        "22:20",
        &[
            "incident",
            "open",
            "Checkout fails",
            "--impact",
            "major",
            "--service",
            "shop",
        ],
    );
    assert_eq!(states(&desk)[3], "partial_outage");
    let told = desk.say("22:30", &["end", "--yes"]);
    assert!(told.contains("Database: stays major_outage"), "{told}");
    assert_eq!(
        states(&desk),
        [
            "major_outage",
            "operational",
            "operational",
            "partial_outage"
        ]
    );
    assert_eq!(desk.phases(), ["done", "skipped"]);
    desk.say(
        "22:40",
        &["incident", "resolve", "--say", "It works again."],
    );
    assert_eq!(states(&desk)[3], "operational");
    assert_eq!(desk.document()["incidents"][0]["status"], "resolved");
    desk.say("22:50", &["service", "db", "operational"]);
    let database = &desk.document()["components"][0];
    assert_eq!([database.get("eta"), database.get("state")], [None, None]);
    assert_eq!(desk.problems(), "");
}

/// A service that two things name works again when both are over.
#[test]
fn a_service_waits_for_all_that_names_it() {
    let desk = Desk::new();
    desk.say(
        "22:00",
        &["begin", "Upgrade", "--for", "1h", "--service", "api"],
    );
    desk.say(
        "22:05",
        &[
            "incident",
            "open",
            "API slow",
            "--service",
            "api",
            "--state",
            "read-only",
        ],
    );
    let told = desk.say("22:10", &["end"]);
    assert!(told.contains("API: stays read_only"), "{told}");
    desk.say("22:20", &["incident", "resolve"]);
    assert_eq!(states(&desk), ["operational"; 4]);
}

/// An expected return in minutes counts from the publication, which each verb renews.
#[test]
fn expected_returns_in_minutes_do_not_move() {
    let document = r#"{ "published_at": "2026-12-04T20:50:00Z", "components": [
        { "id": "db", "name": "Database", "status": "major_outage", "eta_minutes": 30 },
        { "id": "api", "name": "API", "status": "operational" } ] }"#;
    let desk = Desk::with(document);
    desk.say("22:05", &["service", "api", "degraded"]);
    let database = desk.document()["components"][0].clone();
    assert_eq!(database["eta"], at("22:20"));
    assert_eq!(database.get("eta_minutes"), None);
}

/// The publisher's roll-up follows what the document says, and its sentence goes with it.
#[test]
fn the_roll_up_follows() {
    let document = r#"{ "status": { "indicator": "none", "description": "All is well" }, "components": [
        { "id": "db", "name": "Database", "status": "operational" },
        { "id": "api", "name": "API", "status": "operational" } ] }"#;
    let desk = Desk::with(document);
    let indicator = |desk: &Desk| desk.document()["status"].clone();
    desk.say("22:00", &["service", "db", "outage"]);
    assert_eq!(indicator(&desk), json!({ "indicator": "major" }));
    desk.say("22:10", &["service", "db", "unknown"]);
    assert_eq!(indicator(&desk), json!({ "indicator": "unknown" }));
    desk.say("22:20", &["service", "db", "operational"]);
    assert_eq!(indicator(&desk), json!({ "indicator": "none" }));
}

#[test]
fn a_trial_writes_nothing_and_shows_the_lines() {
    let desk = Desk::new();
    let before = desk.text();
    let told = desk.say("22:00", &["service", "会", "offline", "--dry-run"]);
    assert!(told.contains("+      \"state\": \"offline\""), "{told}");
    assert!(told.contains("-    { \"id\": \"shop\""), "{told}");
    assert!(told.contains("Checkout: Offline"), "{told}");
    assert!(told.ends_with("nothing was written\n"), "{told}");
    assert_eq!(desk.text(), before);
    assert_eq!(desk.say("22:00", &["log"]), "nothing was said yet\n");
}

#[test]
fn programs_read_the_outcome() {
    let desk = Desk::new();
    let told = desk.say("22:00", &["service", "db", "outage", "--format", "json"]);
    let outcome: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        outcome["changes"],
        json!(["Database: operational → major_outage"])
    );
    assert_eq!(outcome["written"], true);
    assert_eq!(outcome["published"], false);
    assert_eq!(outcome["shown"]["affected"], 1);
}

#[test]
fn a_maintenance_past_its_end_is_reminded_of() {
    let desk = Desk::new();
    desk.say("22:00", &["begin", "Upgrade", "--for", "1h"]);
    let output = desk.run(&["say", "Still busy.", "--at", &at("23:10")]);
    let reminder = super::text(&output.stderr);
    assert!(
        reminder.starts_with(
            "reminder: `Upgrade` was to end at 2026-12-04T22:00:00Z (23:00 Europe/Berlin)"
        ),
        "{reminder}"
    );
}

#[test]
fn what_is_said_is_published_where_the_settings_say() {
    let desk = Desk::new();
    for folder in ["served", "built"] {
        std::fs::create_dir(desk.0.join(folder)).unwrap();
    }
    std::fs::write(
        desk.0.join("built/index.html"),
        "<html><head><title>Built</title></head><body>\n<div id=\"intermission\">\n</div>\n</body></html>\n",
    )
    .unwrap();
    std::fs::write(
        desk.0.join("intermission.toml"),
        "[publish]\ndocument = \"status.json\"\nto = \"served\"\ndist = \"built\"\n",
    )
    .unwrap();
    let told = desk.run(&["service", "db", "outage", "--dist", "x"]);
    assert_eq!(told.status.code(), Some(2), "{told:?}");
    let said = desk.run(&["service", "db", "outage"]);
    assert_eq!(said.status.code(), Some(0), "{said:?}");
    assert!(
        super::text(&said.stdout).contains("\npublished "),
        "{said:?}"
    );
    let served = std::fs::read_to_string(desk.0.join("served/status.json")).unwrap();
    assert_eq!(served, desk.text());
    let page = std::fs::read_to_string(desk.0.join("served/index.html")).unwrap();
    assert!(
        page.contains("Some services are limited or unavailable"),
        "{page}"
    );
    let unpublished = desk.run(&["service", "db", "operational", "--to", "nowhere"]);
    assert_eq!(unpublished.status.code(), Some(1));
    let error = super::text(&unpublished.stderr);
    assert!(
        error.starts_with("status.json: written, but not published: nowhere: "),
        "{error}"
    );
}
