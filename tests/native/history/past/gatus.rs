//! Gatus: archived announcements, and the events of single endpoints.

use serde_json::{Value, json};

use super::{entries, import_all, read_past, told};
use crate::history::Home;

pub(super) fn endpoint(events: &[(&str, &str)]) -> Value {
    let events: Vec<Value> = events
        .iter()
        .map(|(kind, at)| json!({"type": kind, "timestamp": at}))
        .collect();
    json!({"name": "API", "group": "core", "key": "core_api", "results": [], "events": events})
}

/// Returns start, status and end of each incident of an endpoint.
fn failures(events: &[(&str, &str)]) -> Vec<[String; 3]> {
    let text = |it: &Value| it.as_str().unwrap_or("-").to_owned();
    let told = told(&[endpoint(events)]);
    told.iter()
        .map(|[_, status, start, end]| [start, status, end].map(text))
        .collect()
}

/// Archiving moves an announcement to the end of the page; it says nothing about an end.
#[test]
fn archived_announcements_of_trouble_are_not_ended() {
    let home = Home::new();
    let config = json!({"oidc": false, "authenticated": true, "announcements": [
        {"timestamp": "2026-11-20T08:00:00Z", "type": "outage", "message": "Mail is **away**\nWe look.", "archived": true},
        {"timestamp": "2026-11-20T09:00:00Z", "type": "operational", "message": "Mail is back", "archived": true},
    ]});
    let documents = [config];
    let reading = read_past(&documents, None);
    assert_eq!(
        entries(&reading, "incidents"),
        [json!({
            "name": "Mail is away", "impact": "major", "started_at": "2026-11-20T08:00:00Z",
            "incident_updates": [{"body": "Mail is away\nWe look.", "display_at": "2026-11-20T08:00:00Z"}],
        })]
    );
    assert!(import_all(&home, &documents).1.starts_with("1 new, "));
    let again = "0 new, 0 completed, 1 known already\n".to_owned();
    assert_eq!(import_all(&home, &documents), (0, again, String::new()));
}

#[test]
fn events_of_an_endpoint_are_incidents_with_start_and_end() {
    let home = Home::new();
    let elsewhere = "not imported: its announcements, in `/api/v1/config`\n".to_owned();
    let first = ("START", "2026-11-01T08:00:00Z");
    let down = ("UNHEALTHY", "2026-11-20T08:00:00.5Z");
    let up = ("HEALTHY", "2026-11-20T08:05:00Z");
    let import = |events: &[(&str, &str)]| import_all(&home, &[endpoint(events)]);
    let done = "1 new, 0 completed, 0 known already; recorded in history/2026-11.json\n";
    assert_eq!(
        import(&[first, down]),
        (0, done.to_owned(), elsewhere.clone())
    );
    assert_eq!(
        home.read("2026-11.json")["records"][0]["incident"].get("status"),
        None
    );
    let done = "0 new, 1 completed, 0 known already; recorded in history/2026-11.json\n";
    assert_eq!(
        import(&[first, down, up]),
        (0, done.to_owned(), elsewhere.clone())
    );
    let record = home.read("2026-11.json")["records"][0]["incident"].clone();
    assert_eq!(
        record,
        json!({
            "id": "core_api 2026-11-20T08:00:00Z", "name": "API: checks fail", "status": "resolved",
            "started_at": "2026-11-20T08:00:00Z", "resolved_at": "2026-11-20T08:05:00Z",
            "components": [{"id": "core_api", "name": "API"}],
        })
    );
    // The newest fifty events are kept.
    let known = "0 new, 0 completed, 1 known already\n".to_owned();
    assert_eq!(import(&[down, up]), (0, known, elsewhere.clone()));
    let nothing = "0 new, 0 completed, 0 known already\n".to_owned();
    assert_eq!(import(&[up]), (0, nothing, elsewhere.clone()));
}

#[test]
fn what_the_events_do_not_say_is_not_ended() {
    let (one, two, three) = (
        "2026-11-20T08:00:00Z",
        "2026-11-20T09:00:00Z",
        "2026-11-20T10:00:00Z",
    );
    let row = |start: &str, status: &str, end: &str| [start, status, end].map(str::to_owned);
    // In any order.
    assert_eq!(
        failures(&[("HEALTHY", two), ("UNHEALTHY", one)]),
        [row(one, "resolved", two)]
    );
    assert_eq!(
        failures(&[("UNHEALTHY", one), ("UNHEALTHY", two), ("HEALTHY", three)]),
        [row(one, "resolved", three)]
    );
    // Gatus was started anew, or has a new word.
    for word in ["START", "SLOW"] {
        assert_eq!(
            failures(&[("UNHEALTHY", one), (word, two), ("HEALTHY", three)]),
            [row(one, "-", "-")],
            "{word}"
        );
    }
    assert_eq!(
        failures(&[
            ("UNHEALTHY", one),
            ("HEALTHY", "soon"),
            ("UNHEALTHY", three)
        ]),
        [row(one, "-", "-"), row(three, "-", "-")]
    );
    assert_eq!(
        failures(&[("UNHEALTHY", "soon"), ("HEALTHY", two)]),
        [""; 0].map(|it| row(it, it, it))
    );
}
