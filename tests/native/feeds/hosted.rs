//! Shapes of the feeds of hosted status pages that the fixtures do not have: Statuspal, `UptimeRobot`, Sorry,
//! Zendesk.

use intermission::feeds::format::Format;

use intermission::feeds::builder::Context;
use intermission::feeds::read::read;
use intermission::model::status::overall_status::situation;
use intermission::model::status::situation::Situation;

use super::variants::{indicator, one, states};
use super::{now, read_all, understood};

#[test]
fn of_two_words_for_the_page_of_statuspal_the_worse_counts() {
    let summary = |state: &str, coarse: &str| {
        format!(
            r#"{{"status_page": {{"name": "S", "subdomain": "s", "current_incident_type": {state}}}, {coarse}
                "services": [], "incidents": [], "maintenances": [], "upcoming_maintenances": []}}"#
        )
    };
    for (state, coarse, expected) in [
        ("null", "", "none"),
        ("null", r#""current_status_type": null,"#, "none"),
        ("null", r#""current_status_type": "minor","#, "minor"),
        ("null", r#""current_status_type": "odd","#, "odd"),
        (r#""major""#, r#""current_status_type": null,"#, "major"),
        (r#""major""#, r#""current_status_type": "minor","#, "major"),
        (
            r#""emergency-maintenance""#,
            r#""current_status_type": "scheduled","#,
            "maintenance",
        ),
        (r#""info""#, r#""current_status_type": "minor","#, "unknown"),
        (r#""none""#, "", "\u{201c}none\u{201d}"),
        (r#"" ""#, "", "unknown"),
        ("[null]", "", "unknown"),
    ] {
        let reading = one(&summary(state, coarse));
        assert_eq!(reading.format, Format::Statuspal, "{state} {coarse}");
        assert_eq!(
            indicator(&reading.document),
            Some(expected),
            "{state} {coarse}"
        );
    }
}

/// The page of a list of two, with one monitor in state `state`.
fn robot(id: u8, state: &str, counts: &str) -> String {
    format!(
        r#"{{"status": "ok", "psp": {{"perPage": 1, "totalMonitors": 2}}, "data": [{{"monitorId": {id},
            "name": "M{id}", "statusClass": "{state}"}}], "statistics": {{"counts": {counts}}}}}"#
    )
}

#[test]
fn uptimerobot_is_well_only_when_its_whole_list_was_read() {
    let up = r#"{"up": 2, "down": 0, "paused": 0}"#;
    let down = r#"{"up": 1, "down": 1, "paused": 0}"#;
    let none = r#"{"up": 2, "paused": 0}"#;
    for (pages, expected, needs) in [
        (vec![robot(1, "success", up)], "unknown", 1),
        (vec![robot(1, "success", down)], "major", 1),
        (
            vec![robot(1, "success", up), robot(2, "success", up)],
            "none",
            0,
        ),
        (
            vec![robot(1, "success", up), robot(1, "success", up)],
            "unknown",
            1,
        ),
        (
            vec![robot(1, "success", up), robot(2, "success", none)],
            "unknown",
            0,
        ),
        (
            vec![robot(1, "success", up), robot(2, "success", down)],
            "major",
            0,
        ),
    ] {
        let bytes: Vec<&[u8]> = pages.iter().map(String::as_bytes).collect();
        let reading = read_all(&bytes).unwrap();
        assert_eq!(reading.format, Format::UptimeRobot);
        assert_eq!(indicator(&reading.document), Some(expected), "{pages:?}");
        assert_eq!(reading.needs.len(), needs, "{pages:?}");
    }
}

/// A monitor that two pages list is shown once, unless they contradict each other.
#[test]
fn a_monitor_of_uptimerobot_that_moves_to_another_page_keeps_each_of_its_states() {
    let up = r#"{"up": 2, "down": 0, "paused": 0}"#;
    let pages = [
        robot(1, "success", up),
        robot(1, "success", up),
        robot(1, "danger", up),
    ];
    let bytes: Vec<&[u8]> = pages.iter().map(String::as_bytes).collect();
    let reading = read_all(&bytes).unwrap();
    assert_eq!(states(&reading.document), ["operational", "major_outage"]);
}

#[test]
fn lists_of_sorry_are_wanted_until_all_that_is_not_over_was_read() {
    let notices = |states: &[&str], next: &str| {
        let entry =
            |state: &&str| format!(r#"{{"type": "unplanned", "timeline_state": "{state}"}}"#);
        let entries: Vec<String> = states.iter().map(entry).collect();
        let entries = entries.join(",");
        format!(r#"{{"notices": [{entries}], "meta": {{"total_count": 9, "next_page": {next}}}}}"#)
    };
    let last = |states: &[&str]| notices(states, "null");
    let first = |states: &[&str]| notices(states, r#""/api/v1/notices?page=2""#);
    let (present, future) = ("eq]=present", "eq]=future");
    for (lists, wanted) in [
        (vec![last(&[])], vec![present, future]),
        (vec![last(&[]), last(&[])], vec![]),
        (vec![last(&["present"])], vec![future]),
        (vec![last(&["future"])], vec![present]),
        (vec![last(&["present"]), last(&[])], vec![]),
        (vec![last(&["present", "past_distant"])], vec![]),
        (vec![last(&["past_distant"])], vec![]),
        (
            vec![first(&["present", "past_distant"])],
            vec![present, future],
        ),
        (
            vec![first(&["present"]), last(&[])],
            vec!["?page=2", future],
        ),
        (
            vec![first(&["present"]), last(&["present"]), last(&[])],
            vec![],
        ),
        (vec![last(&["present", "later"])], vec![]),
        (
            vec![r#"{"notices": [7], "meta": {"total_count": 1}}"#.to_owned()],
            vec![present, future],
        ),
    ] {
        let bytes: Vec<&[u8]> = lists.iter().map(String::as_bytes).collect();
        let reading = read_all(&bytes).unwrap();
        assert_eq!(reading.format, Format::Sorry);
        assert_eq!(indicator(&reading.document), Some("unknown"));
        let mut needs = reading.needs.iter().map(|it| it.url.as_str());
        let others = [needs.next(), needs.next()];
        assert_eq!(others, [Some("/api/v1/status"), Some("/api/v1/components")]);
        let needs: Vec<&str> = needs.collect();
        let is_as_wanted = needs.iter().zip(&wanted).all(|(it, end)| it.ends_with(end));
        assert!(
            is_as_wanted && needs.len() == wanted.len(),
            "{lists:?}: {needs:?}"
        );
    }
}

#[test]
fn the_words_of_a_notice_of_sorry_do_not_end_it() {
    for (kind, timeline, state, open) in [
        ("unplanned", "present", "resolved", true),
        ("unplanned", "soon", "false_alarm", true),
        ("unplanned", "past_recent", "investigating", false),
        ("odd", "present", "resolved", true),
        ("odd", "past_distant", "investigating", false),
    ] {
        let notice = format!(
            r#"{{"notice": {{"id": 1, "type": "{kind}", "timeline_state": "{timeline}", "state": "{state}"}}}}"#
        );
        let (snapshot, _) = understood(&one(&notice));
        assert_eq!(snapshot.open_incidents().count() == 1, open, "{notice}");
    }
    for (timeline, state, expected) in [
        ("present", "underway", "in_progress"),
        ("present", "complete", "unknown"),
        ("present", "cancelled", "unknown"),
        ("future", "cancelled", "cancelled"),
        ("future", "complete", "unknown"),
    ] {
        let notice = format!(
            r#"{{"notice": {{"id": 1, "type": "planned", "timeline_state": "{timeline}", "state": "{state}"}}}}"#
        );
        let maintenances = one(&notice).document.scheduled_maintenances;
        assert_eq!(
            maintenances[0].status.as_deref(),
            Some(expected),
            "{notice}"
        );
    }
}

#[test]
fn no_list_of_zendesk_means_that_all_is_well() {
    let incident = |status: &str, end: &str| {
        format!(
            r#"{{"data": [{{"id": "1", "type": "incident", "attributes": {{"name": "Down", "impact": "major",
                "status": "{status}", "startedAt": "2026-11-24T10:00:00Z", "resolvedAt": {end}}}}}]}}"#
        )
    };
    let context = Context {
        now: Some(now()),
        url: Some("https://status.zendesk.com/api/ssp/incidents.json"),
        ..Context::default()
    };
    for (feed, expected) in [
        (
            r#"{"data": [], "included": []}"#.to_owned(),
            Situation::Silent,
        ),
        (
            incident("monitoring", r#""2026-11-24T11:00:00Z""#),
            Situation::Silent,
        ),
        (incident("resolved", "null"), Situation::Incident),
        (incident("resolved", r#""soon""#), Situation::Incident),
    ] {
        let reading = read(&[(None, feed.as_bytes())], context).unwrap();
        assert_eq!(reading.format, Format::Zendesk);
        assert!(reading.clone().checked().is_ok());
        let (snapshot, _) = understood(&reading);
        assert_eq!(situation(&snapshot, now()), expected, "{feed}");
    }
}
