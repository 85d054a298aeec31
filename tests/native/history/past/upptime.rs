//! Upptime: closed issues of the repository.

use serde_json::{Value, json};

use super::{entries, import_all, read_past, told, wanted};
use crate::history::Home;

const SUMMARY: &str = "https://raw.githubusercontent.com/example/status/main/history/summary.json";
const ALL: &str = "https://api.github.com/repos/example/status/issues?state=all&per_page=100";

fn summary() -> Value {
    json!([{"name": "Mail", "slug": "mail", "status": "up", "uptime": "99.9%"}])
}

pub(super) fn issue(number: u32, labels: &[&str], closed_at: Option<&str>) -> Value {
    let labels: Vec<Value> = labels.iter().map(|it| json!({"name": it})).collect();
    let state = if closed_at.is_some() {
        "closed"
    } else {
        "open"
    };
    json!({
        "number": number, "title": format!("Issue {number}"), "state": state, "labels": labels,
        "html_url": format!("https://github.com/example/status/issues/{number}"), "body": null,
        "created_at": "2026-11-20T08:00:00Z", "updated_at": "2026-11-20T09:00:00Z", "closed_at": closed_at,
    })
}

#[test]
fn closed_issues_are_incidents_that_are_over() {
    let home = Home::new();
    let issues = json!([
        issue(4, &["status", "mail"], None),
        issue(3, &["status", "mail"], Some("2026-11-20T08:12:00Z")),
        issue(2, &["question"], Some("2026-11-20T08:12:00Z")),
        issue(1, &["status"], Some("soon")),
        issue(3, &["status"], Some("2026-11-20T08:15:00Z")),
    ]);
    let documents = [summary(), issues];
    assert_eq!(
        told(&documents),
        [
            [
                json!("4"),
                Value::Null,
                json!("2026-11-20T08:00:00Z"),
                Value::Null
            ],
            [
                "3",
                "resolved",
                "2026-11-20T08:00:00Z",
                "2026-11-20T08:12:00Z"
            ]
            .map(|it| json!(it)),
            [
                json!("1"),
                json!("resolved"),
                json!("2026-11-20T08:00:00Z"),
                Value::Null
            ],
        ]
    );
    let (code, told, warned) = import_all(&home, &documents);
    assert_eq!(code, 0);
    assert!(told.starts_with("3 new, "), "{told}");
    assert!(
        warned.starts_with("2.json: `[3].closed_at`: expected "),
        "{warned}"
    );
    let (_, told, _) = import_all(&home, &documents);
    assert!(
        told.starts_with("0 new, 0 completed, 3 known already"),
        "{told}"
    );
    let incident = home.read("2026-11.json")["records"][1]["incident"].clone();
    assert_eq!(
        incident["components"],
        json!([{"id": "mail", "name": "Mail"}])
    );
}

/// Without readable labels, an open issue may be an incident, a closed one is none.
#[test]
fn closed_issues_without_labels_are_left_out() {
    let mut closed = issue(1, &[], Some("2026-11-20T08:12:00Z"));
    closed["labels"] = json!(null);
    let mut open = issue(2, &[], None);
    open["labels"] = json!(null);
    let ids: Vec<_> = told(&[json!([closed, open])])
        .into_iter()
        .map(|it| it[0].clone())
        .collect();
    assert_eq!(ids, ["2"]);
}

#[test]
fn a_closed_maintenance_took_place_unless_it_was_closed_before_its_start() {
    let window = "<!--\nstart: 2026-11-20T10:00:00Z\nend: 2026-11-20T12:00:00Z\n-->\nMove";
    for (body, closed_at, status, resolved_at) in [
        (
            window,
            "2026-11-20T12:05:00Z",
            "completed",
            Some("2026-11-20T12:05:00Z"),
        ),
        (
            window,
            "2026-11-20T11:00:00Z",
            "completed",
            Some("2026-11-20T11:00:00Z"),
        ),
        (
            window,
            "2026-11-20T09:00:00Z",
            "cancelled",
            Some("2026-11-20T09:00:00Z"),
        ),
        (window, "soon", "unknown", None),
        (
            "Move",
            "2026-11-20T12:05:00Z",
            "unknown",
            Some("2026-11-20T12:05:00Z"),
        ),
    ] {
        let mut one = issue(5, &["maintenance"], Some(closed_at));
        one["body"] = json!(body);
        let reading = read_past(&[json!([one])], None);
        let maintenance = entries(&reading, "scheduled_maintenances").remove(0);
        assert_eq!(maintenance["status"], status, "{body} {closed_at}");
        let end = maintenance.get("resolved_at").and_then(Value::as_str);
        assert_eq!(end, resolved_at, "{body} {closed_at}");
    }
}

#[test]
fn all_pages_of_issues_are_wanted() {
    let page = |first: u32, count: u32| {
        let issues: Vec<Value> = (first..first + count)
            .map(|it| issue(it, &["status"], None))
            .collect();
        json!(issues)
    };
    let second = [format!("{ALL}&page=2")];
    assert_eq!(wanted(&[summary()], Some(SUMMARY)), [ALL]);
    assert_eq!(wanted(&[summary(), page(1, 100)], Some(SUMMARY)), second);
    assert_eq!(
        wanted(&[summary(), page(1, 100), page(101, 99)], Some(SUMMARY)),
        [""; 0]
    );
    assert_eq!(wanted(&[page(1, 100)], Some(ALL)), second);
    assert_eq!(
        wanted(&[page(1, 100)], Some(&second[0])),
        [format!("{ALL}&page=3")]
    );
    assert_eq!(
        wanted(&[page(1, 100)], Some(&format!("{ALL}&page=x"))),
        [""; 0]
    );
    // Pages of another query have other issues.
    let closed = "https://api.github.com/repos/example/status/issues?state=closed";
    assert_eq!(wanted(&[page(1, 100)], Some(closed)), [""; 0]);
    assert_eq!(wanted(&[page(1, 100)], None), [""; 0]);
}
