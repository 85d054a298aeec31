//! The advice with which JSON of other products is refused.

use super::commands::{run, text};

/// JSON that is refused, and the beginning of the advice; nothing where the product is not known.
const PRODUCTS: [(&str, &str); 26] = [
    (
        r#"{"status": "DOWN", "components": {"db": {"status": "DOWN"}}}"#,
        "Spring Boot Actuator",
    ),
    (
        r#"{"page": {"name": "A", "state": "degraded"}}"#,
        "another document of Sorry: its page has `/api/v1/status`",
    ),
    (
        r#"{"response": [{"id": 1, "state": "resolved", "timeline_state": "past"}], "count": 1}"#,
        "another document of Sorry",
    ),
    (
        r#"{"status_page": {"name": "A"}, "services": [{"name": "B", "parent_id": null}]}"#,
        "version 1 of Statuspal's API: use `/api/v2/",
    ),
    (
        r#"{"status_page": {"name": "A", "subdomain": "a", "current_incident_type": null}}"#,
        "Statuspal's state of one page or service: `/api/v2/",
    ),
    (
        r#"{"service": {"name": "A", "current_incident_type": null, "children": []}}"#,
        "Statuspal's state of one page or service: `/api/v2/",
    ),
    (
        r#"{"status_page": {"name": "A", "current_status": {"severity": "ok"}}, "services": []}"#,
        "StatusPal Next",
    ),
    (
        r#"{"type": "paged_array", "total_count": 0, "has_more": false, "data": []}"#,
        "Hund: its page has `/feed.atom`",
    ),
    (
        r#"{"state": "degraded", "issues": [{"id": 1, "title": "Slow", "standing": true}]}"#,
        "Hund",
    ),
    (r#"{"object": "list", "data": []}"#, ""),
    (
        r#"{"data": [{"name": "A", "current_milestone": "started"}]}"#,
        "FireHydrant",
    ),
    (
        r#"{"overallStatus": {"name": "Down"}, "statusPage": {"name": "A"}}"#,
        "OneUptime: its page has `/rss`",
    ),
    (
        r#"{"statusPageResources": [], "incidents": [], "incidentPublicNotes": []}"#,
        "OneUptime",
    ),
    (
        r#"{"statusPageResourceUptimes": [], "groupUptimes": []}"#,
        "OneUptime",
    ),
    (r#"{"status": "operational"}"#, "OpenStatus's badge"),
    (r#"{"status": "partial_outage"}"#, "OpenStatus's badge"),
    (r#"{"status": "under_maintenance"}"#, "OpenStatus's badge"),
    (
        r#"{"title": "A", "status": "success", "pageComponents": [], "statusReports": []}"#,
        "OpenStatus's own feed",
    ),
    (
        r#"{"title": "A", "status": "success", "monitors": [], "statusReports": []}"#,
        "OpenStatus's own feed",
    ),
    (
        r#"{"status": "fail", "data": [{"monitorId": 1, "statusClass": "success"}]}"#,
        "another document of UptimeRobot",
    ),
    (
        r#"{"status": true, "results": [{"eventType": "ann", "title": "Down"}], "meta": {}}"#,
        "another document of UptimeRobot: its page lists its services at",
    ),
    (
        r#"{"stat": "ok", "monitors": [{"id": 1, "friendly_name": "A", "status": 2}]}"#,
        "another document of UptimeRobot",
    ),
    (
        r#"{"data": [{"type": "incident", "attributes": {"title": "Down", "started_at": null}}]}"#,
        "another document of Zendesk: its page has `/api/ssp/incidents.json`",
    ),
    (
        r#"{"data": [{"type": "service", "attributes": {"name": "Voice", "slug": "voice"}}]}"#,
        "another document of Zendesk",
    ),
    (
        r#"{"data": [{"type": "incident", "attributes": {"title": "Down"}}]}"#,
        "",
    ),
    (r#"{"foo": 1}"#, ""),
];

#[test]
fn what_is_in_no_known_format_is_told_which_ones_are() {
    for (body, product) in PRODUCTS {
        let file =
            std::env::temp_dir().join(format!("intermission-other-{}.json", std::process::id()));
        std::fs::write(&file, body).unwrap();
        let outputs = ["check", "convert"].map(|command| run(&[command, file.to_str().unwrap()]));
        for output in outputs {
            let told = [text(&output.stdout), text(&output.stderr)].concat();
            let known = "known formats: Statuspage v2 or a superset, incident.io widget, ";
            assert!(
                told.contains(known) && told.contains("docs/feeds.md"),
                "{told}"
            );
            assert_eq!(
                told.contains("it looks like "),
                !product.is_empty(),
                "{told}"
            );
            assert!(told.contains(product), "{told}");
            assert_eq!(output.status.code(), Some(2));
        }
        std::fs::remove_file(&file).unwrap();
    }
}
