//! Shapes of feeds that the fixtures do not have: empty ones, and neighbours of a format.

use intermission::feeds::builder::Context;
use intermission::feeds::format::Format;
use intermission::feeds::read::{ConvertedFeed, read};
use intermission::model::document::error::DocumentError;
use intermission::model::document::wire::Document;

use intermission::model::document::vocabulary::ComponentStatus;
use intermission::model::status::overall_status::situation;

use super::{context, now, read_all, understood};

pub(super) fn one(text: &str) -> ConvertedFeed {
    read(&[(None, text.as_bytes())], context()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(super) fn states(document: &Document) -> Vec<&str> {
    let components = document.components.iter();
    components.filter_map(|it| it.status.as_deref()).collect()
}

pub(super) fn indicator(document: &Document) -> Option<&str> {
    document.status.as_ref()?.indicator.as_deref()
}

#[test]
fn an_empty_list_is_known_by_its_address_alone() {
    let of = |url| {
        let now = Some(now());
        read(
            &[(None, b"[]")],
            Context {
                now,
                url,
                ..Context::default()
            },
        )
    };
    for (url, format, expected) in [
        (
            "https://health.aws.amazon.com/public/currentevents",
            Format::Aws,
            Some("none"),
        ),
        (
            "https://status.cloud.google.com/incidents.json?x#y",
            Format::Google,
            Some("none"),
        ),
        (
            "https://slack-status.com/api/v2.0.0/history",
            Format::Slack,
            Some("none"),
        ),
        (
            "https://gatus.example.com/api/v1/endpoints/statuses",
            Format::Gatus,
            None,
        ),
        (
            "https://raw.githubusercontent.com/a/b/main/history/summary.json",
            Format::Upptime,
            None,
        ),
    ] {
        let reading = of(Some(url)).unwrap();
        assert_eq!(reading.format, format);
        assert_eq!(indicator(&reading.document), expected, "{url}");
    }
    for url in [None, Some("https://api.example.com/orders")] {
        let found = "an empty list".to_owned();
        assert_eq!(of(url).unwrap_err(), DocumentError::Unrecognised { found });
    }
}

/// Where nothing goes on now, and one entry could not be read, that one may go on.
#[test]
fn aws_is_well_only_when_all_of_it_was_read() {
    let over = r#"{"arn": "a", "status": "0", "summary": "Over"}"#;
    assert_eq!(indicator(&one(&format!("[{over}]")).document), Some("none"));
    let faulty = one(&format!("[{over}, 7]"));
    assert_eq!(indicator(&faulty.document), None);
    assert_eq!(faulty.document.incidents.len(), 1);
    let open = one(r#"[{"arn": "a", "status": "3", "summary": "Now"}]"#);
    assert_eq!(indicator(&open.document), None);
    assert_eq!(open.document.incidents.len(), 1);
}

/// incident.io writes `null` where there is nothing; that is no word that all is well.
#[test]
fn a_widget_of_nulls_says_nothing() {
    let reading = one(
        r#"{"page_title": "P", "page_url": "https://p.example", "ongoing_incidents": null,
            "in_progress_maintenances": null, "scheduled_maintenances": null}"#,
    );
    assert_eq!(reading.format, Format::IncidentIo);
    assert_eq!(indicator(&reading.document), None);
}

#[test]
fn checks_of_health_may_stand_in_a_list() {
    let reading = one(
        r#"{"status": "DOWN", "checks": [{"name": "db", "status": "UP", "data": {}},
            {"name": "queue", "status": "DOWN"}, {"status": "odd"}]}"#,
    );
    assert_eq!(reading.format, Format::Health);
    assert_eq!(indicator(&reading.document), Some("major"));
    let found = states(&reading.document);
    assert_eq!(found, ["operational", "major_outage", "odd"]);
    let named = reading.document.components[0].name.clone();
    assert_eq!(named, Some("db".into()));
}

#[test]
fn the_overall_word_of_flashduty_is_never_made_better() {
    let widget = |overall: &str| {
        format!(
            r#"{{"page": {{"name": "D"}}, {overall} "ongoing_incidents": [],
                "in_progress_maintenances": [], "scheduled_maintenances": []}}"#
        )
    };
    for (overall, expected) in [
        (r#""overall": {"status": "operational"},"#, "none"),
        (r#""overall": {"status": "degraded"},"#, "minor"),
        (r#""overall": {"status": "partial_outage"},"#, "minor"),
        (r#""overall": {"status": "full_outage"},"#, "major"),
        (r#""overall": {"status": "maintenance"},"#, "maintenance"),
        (
            r#""overall": {"status": "under_maintenance"},"#,
            "\u{201c}under_maintenance\u{201d}",
        ),
        (r#""overall": {"status": "on fire"},"#, "on fire"),
        (r#""overall": {"status": ["operational"]},"#, "unknown"),
        (r#""overall": {},"#, "unknown"),
        (r#""overall": "operational","#, "unknown"),
        ("", "unknown"),
    ] {
        let reading = one(&widget(overall));
        assert_eq!(reading.format, Format::Flashduty, "{overall}");
        assert_eq!(indicator(&reading.document), Some(expected), "{overall}");
    }
}

#[test]
fn events_of_flashduty_are_read_by_their_title_phase_and_impact() {
    let reading = one(
        r#"{"page": {"name": "D"}, "overall": {"status": "operational"},
            "ongoing_incidents": [{"title": "T", "phase": "identified", "impact": "full_outage"}, 7],
            "in_progress_maintenances": [{"title": "M", "phase": "ongoing"}, {"title": "L", "phase": "scheduled"},
            {"title": "N"}]}"#,
    );
    let incidents = &reading.document.incidents;
    assert_eq!(incidents[0].name, Some("T".into()));
    assert_eq!(incidents[0].status.as_deref(), Some("identified"));
    assert_eq!(incidents[0].impact.as_deref(), Some("major"));
    assert_eq!(incidents.len(), 2);
    let maintenances = reading.document.scheduled_maintenances.iter();
    let states: Vec<_> = maintenances.filter_map(|it| it.status.as_deref()).collect();
    assert_eq!(states, ["in_progress", "in_progress", "unknown"]);
}

fn kuma(monitors: usize, groups: usize) -> String {
    let monitor = |id| format!(r#"{{"id": {id}, "name": "M{id}"}}"#);
    let monitors: Vec<String> = (0..monitors).map(monitor).collect();
    let group = |id| format!(r#"{{"id": {id}, "name": "G{id}", "monitorList": []}}"#);
    let mut all: Vec<String> = (1..groups).map(group).collect();
    all.push(format!(
        r#"{{"id": 0, "name": "G0", "monitorList": [{}]}}"#,
        monitors.join(",")
    ));
    format!(r#"{{"publicGroupList": [{}]}}"#, all.join(","))
}

/// Nineteen of the headings have nothing under them, and are left out.
#[test]
fn headings_are_not_counted_as_services() {
    let reading = one(&kuma(20_000, 20));
    let (snapshot, _) = understood(&reading);
    assert_eq!(
        (snapshot.components.len(), snapshot.groups.len()),
        (20_000, 1)
    );
    let text = reading.to_text(false);
    let (document, _) = Document::read(text.as_bytes()).unwrap();
    assert_eq!(document.components.len(), 20_001);
    assert_eq!(
        read_all(&[kuma(20_001, 20).as_bytes()]).unwrap_err(),
        DocumentError::TooManyComponents {
            found: 20_001,
            limit: 20_000
        }
    );
}

#[test]
fn groups_of_cachet_2_need_no_collapsed_member() {
    let components = r#"{"meta": {}, "data": [{"id": 1, "name": "API", "status": "1",
        "status_name": "Operational", "group_id": 7}]}"#;
    let groups = r#"{"meta": {"pagination": {"total": 1}}, "data": [{"id": 7, "name": "Web",
        "created_at": "2026-01-01 00:00:00", "updated_at": "2026-01-01 00:00:00", "order": 1}]}"#;
    let reading = read_all(&[components.as_bytes(), groups.as_bytes()]).unwrap();
    assert_eq!(reading.unread, []);
    assert_eq!(reading.document.components[0].name, Some("Web".into()));
    assert_eq!(reading.document.components[0].group, Some(true));
    let alone = one(groups);
    assert_eq!(alone.format, Format::Cachet2);
}

#[test]
fn empty_pages_of_cachet_are_read() {
    let components = r#"{"meta": {}, "data": [{"id": 1, "name": "API", "status": "1",
        "status_name": "Operational"}]}"#;
    let empty = br#"{"meta": {"pagination": {"total": 0}}, "data": []}"#;
    let reading = read_all(&[components.as_bytes(), empty, empty, empty]).unwrap();
    assert_eq!((reading.unread, reading.needs), (vec![], vec![]));
    assert_eq!(reading.document.source.unwrap().missing, [""; 0]);
    let reading = read_all(&[components.as_bytes(), empty]).unwrap();
    let missing = reading.document.source.unwrap().missing;
    assert_eq!(
        missing,
        ["the headings over its services", "its maintenances"]
    );
}

/// The documents of each format that tells when it checked, with a check at `at` that was a success.
fn checked(at: &str) -> Vec<Vec<String>> {
    let time = at.replace('T', " ").replace('Z', ".000");
    vec![
        vec![format!(
            r#"[{{"key": "a", "name": "A", "results": [{{"success": true, "timestamp": "{at}"}}]}}]"#
        )],
        vec![
            r#"{"publicGroupList": [{"id": 1, "name": "G", "monitorList": [{"id": 1, "name": "A"}]}]}"#
                .to_owned(),
            format!(r#"{{"heartbeatList": {{"1": [{{"status": 1, "time": "{time}"}}]}}}}"#),
        ],
        vec![format!(
            r#"{{"up": 1, "down": 0, "updatedAt": "{at}", "monitors": {{"a": {{"up": true}}}}}}"#
        )],
        vec![format!(
            r#"{{"status": "pass", "checks": {{"a": [{{"status": "pass", "time": "{at}"}}]}}}}"#
        )],
    ]
}

#[test]
fn a_service_whose_newest_check_is_too_old_is_unknown() {
    for (at, expected) in [
        ("2026-11-24T11:58:00Z", ComponentStatus::Operational),
        ("2026-11-24T11:45:00Z", ComponentStatus::Unknown),
        ("2026-06-11T12:00:00Z", ComponentStatus::Unknown),
        ("soon", ComponentStatus::Unknown),
    ] {
        for documents in checked(at) {
            let bytes: Vec<&[u8]> = documents.iter().map(String::as_bytes).collect();
            let reading = read_all(&bytes).unwrap();
            let (snapshot, _) = understood(&reading);
            let name = format!("{:?} checked at {at}", reading.format);
            assert_eq!(snapshot.components[0].status, expected, "{name}");
            let is_well = situation(&snapshot, now()).is_well();
            assert_eq!(is_well, expected == ComponentStatus::Operational, "{name}");
        }
    }
}

#[test]
fn a_monitor_that_checks_rarely_is_given_more_time() {
    let gatus = |times: [&str; 2]| {
        let results = times.map(|at| format!(r#"{{"success": true, "timestamp": "{at}"}}"#));
        one(&format!(
            r#"[{{"key": "a", "name": "A", "results": [{}]}}]"#,
            results.join(",")
        ))
    };
    let hourly = gatus(["2026-11-24T05:00:00Z", "2026-11-24T06:00:00Z"]);
    assert_eq!(states(&hourly.document), ["operational"]);
    let by_the_minute = gatus(["2026-11-24T05:59:00Z", "2026-11-24T06:00:00Z"]);
    assert_eq!(states(&by_the_minute.document), ["unknown"]);
}

/// Documents list results oldest first; turned round, an outage is still the newest result.
#[test]
fn the_newest_check_is_the_one_with_the_latest_time() {
    for results in [
        r#"{"success": true, "timestamp": "2026-11-24T11:57:00Z"}, {"success": false, "timestamp": "2026-11-24T11:58:00Z"}"#,
        r#"{"success": false, "timestamp": "2026-11-24T11:58:00Z"}, {"success": true, "timestamp": "2026-11-24T11:57:00Z"}"#,
    ] {
        let reading = one(&format!(
            r#"[{{"key": "a", "name": "A", "results": [{results}]}}]"#
        ));
        assert_eq!(states(&reading.document), ["major_outage"]);
    }
    let timeless = r#"{"success": true, "timestamp": "2026-11-24T11:58:00Z"}, {"success": false, "timestamp": 7}"#;
    let reading = one(&format!(
        r#"[{{"key": "a", "name": "A", "results": [{timeless}]}}]"#
    ));
    assert_eq!(states(&reading.document), ["unknown"]);
}

/// On real pages whole lists of services have it: it says whether a chart of uptime is shown, so it hides none.
#[test]
fn a_statuspage_component_that_is_not_showcased_is_listed() {
    let reading = one(
        r#"{"components": [{"id": "a", "name": "A", "status": "operational", "showcase": false},
            {"id": "b", "name": "B", "status": "major_outage", "showcase": false}]}"#,
    );
    let (snapshot, _) = understood(&reading);
    assert_eq!(snapshot.components.len(), 2);
    assert_eq!(snapshot.components[1].status, ComponentStatus::MajorOutage);
}
