//! cState: resolved issues in lists and in documents of their own.

use serde_json::{Value, json};

use super::{entries, import_all, read_past, told};
use crate::history::Home;

pub(super) fn issue(name: &str, is_resolved: bool, resolved_at: &str) -> Value {
    json!({
        "is": "issue", "title": format!("Issue {name}"), "createdAt": "2026-11-20 08:00:00 +0000 UTC",
        "lastMod": "2026-11-20 08:30:00 +0000 UTC", "permalink": format!("https://status.example.com/issues/{name}/"),
        "severity": "down", "resolved": is_resolved, "informational": false, "resolvedAt": resolved_at,
        "affected": ["Shop"], "filename": format!("{name}.md"),
    })
}

pub(super) fn list(issues: &[Value]) -> Value {
    json!({"is": "issues", "title": "Issues", "pages": issues})
}

#[test]
fn resolved_issues_of_a_list_are_imported_once() {
    let home = Home::new();
    let documents = [list(&[
        issue("open", false, "<no value>"),
        issue("over", true, "2026-11-20T09:00:00+01:00"),
    ])];
    let imported = "2 new, 0 completed, 0 known already; recorded in history/2026-11.json\n";
    assert_eq!(import_all(&home, &documents).1, imported);
    let again = "0 new, 0 completed, 2 known already\n".to_owned();
    assert_eq!(import_all(&home, &documents), (0, again, String::new()));
    let records = home.read("2026-11.json")["records"].clone();
    assert_eq!(records[0]["incident"].get("status"), None);
    assert_eq!(records[1]["id"], "2026-11-over-md");
    assert_eq!(
        records[1]["incident"],
        json!({
            "id": "over.md", "name": "Issue over", "status": "resolved", "impact": "major",
            "started_at": "2026-11-20T08:00:00Z", "resolved_at": "2026-11-20T08:00:00Z",
            "updated_at": "2026-11-20T08:30:00Z", "shortlink": "https://status.example.com/issues/over/",
            "components": [{"name": "Shop"}],
        })
    );
}

/// Authors write the end by hand.
#[test]
fn an_end_without_a_time_zone_is_quoted_and_is_no_end() {
    let documents = [issue("over", true, "2026-11-20 09:00:00")];
    let reading = read_past(&documents, None);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let incident = entries(&reading, "incidents").remove(0);
    assert_eq!(incident["status"], "resolved");
    assert_eq!(incident.get("resolved_at"), None);
    let quoted = json!({"status": "resolved", "body": "Resolved at 2026-11-20 09:00:00; the time zone is not stated."});
    assert_eq!(incident["incident_updates"], json!([quoted]));
    for (written, faults) in [
        ("<no value>", 0),
        ("", 0),
        ("soon", 1),
        ("2026-11-31 09:00:00", 1),
    ] {
        let reading = read_past(&[issue("over", true, written)], None);
        let incident = entries(&reading, "incidents").remove(0);
        assert_eq!(reading.problems.len(), faults, "{written}");
        assert_eq!(incident.get("incident_updates"), None, "{written}");
        assert_eq!(incident.get("resolved_at"), None, "{written}");
    }
}

#[test]
fn only_true_resolves_an_issue_and_news_are_no_incidents() {
    for resolved in [json!("yes"), json!(null), json!(7), json!(false)] {
        let mut one = issue("over", true, "2026-11-20 09:00:00 +0000 UTC");
        one["resolved"] = resolved.clone();
        let told = told(&[one]);
        assert_eq!(told[0][1], Value::Null, "{resolved}");
        assert_eq!(told[0][3], Value::Null, "{resolved}");
    }
    let mut news = issue("news", true, "<no value>");
    news["informational"] = json!(true);
    assert!(told(&[news]).is_empty());
}

/// A list has no texts.
#[test]
fn a_document_of_one_issue_counts_before_its_entry_in_a_list() {
    let mut single = issue("over", true, "2026-11-20 09:00:00 +0000 UTC");
    single["body"] =
        json!("<p>Disk <em>full</em>. <a href=\"https://example.com/post\">More</a></p>");
    let listed = list(&[
        issue("over", true, "<no value>"),
        issue("other", true, "<no value>"),
    ]);
    for documents in [[single.clone(), listed.clone()], [listed, single]] {
        let incidents = entries(&read_past(&documents, None), "incidents");
        let ids: Vec<_> = incidents.iter().map(|it| it["id"].clone()).collect();
        assert_eq!(ids, ["over.md", "other.md"]);
        let body = &incidents[0]["incident_updates"][0]["body"];
        assert_eq!(
            body,
            "<p>Disk <em>full</em>. More (https://example.com/post)</p>"
        );
    }
}

/// The number of an equal id would change with each new issue.
#[test]
fn issues_in_folders_of_their_own_have_ids_of_their_own() {
    let in_folder = |name: &str| {
        let mut issue = issue(name, true, "<no value>");
        issue["filename"] = json!("index.md");
        issue
    };
    let told = told(&[list(&[in_folder("one"), in_folder("two")])]);
    let ids: Vec<_> = told.iter().map(|it| it[0].clone()).collect();
    let urls = ["one", "two"].map(|name| format!("https://status.example.com/issues/{name}/"));
    assert_eq!(ids, urls);
}
