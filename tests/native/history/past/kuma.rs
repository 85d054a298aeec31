//! Uptime Kuma: `/api/status-page/SLUG/incident-history`.

use serde_json::{Value, json};

use super::{entries, import_all, read_past, told, wanted};
use crate::history::Home;
use crate::publish::host::Host;

pub(super) fn incident(id: u32, created: &str, is_active: bool) -> Value {
    json!({
        "id": id, "style": "danger", "title": format!("Incident <i>{id}</i>"),
        "content": "Disk **full**\n\n<script>x</script>- one", "pin": is_active, "active": is_active,
        "createdDate": created, "lastUpdatedDate": "2026-11-22 10:00:00", "status_page_id": 1,
    })
}

pub(super) fn history(incidents: &Value, cursor: Option<&str>) -> Value {
    let total = incidents.as_array().map(Vec::len);
    json!({
        "ok": true, "incidents": incidents, "total": total, "nextCursor": cursor,
        "hasMore": cursor.is_some(),
    })
}

fn page(incidents: &Value) -> Value {
    json!({
        "config": {"slug": "demo", "title": "Example"}, "incidents": incidents, "maintenanceList": [],
        "publicGroupList": [{"id": 1, "name": "Web", "monitorList": [{"id": 7, "name": "API"}]}],
    })
}

const HISTORY: &str = "/api/status-page/demo/incident-history";
const SECOND: &str = "/api/status-page/demo/incident-history?cursor=2026-11-21%2008%3A00%3A00";

/// The last change of an incident may be a correction long after its end.
#[test]
fn an_incident_is_over_if_it_is_not_active_and_its_end_is_not_known() {
    let now = incident(2, "2026-11-23 08:00:00", true);
    let over = incident(1, "2026-11-20 08:00:00", false);
    let reading = read_past(&[history(&json!([now, over]), None)], None);
    assert_eq!(
        entries(&reading, "incidents"),
        [
            json!({
                "id": "2", "name": "Incident <i>2</i>", "started_at": "2026-11-23T08:00:00Z",
                "updated_at": "2026-11-22T10:00:00Z",
                "incident_updates": [{"body": "Disk full\n\n<script>x</script>- one", "display_at": "2026-11-23T08:00:00Z"}],
            }),
            json!({
                "id": "1", "name": "Incident <i>1</i>", "status": "resolved", "started_at": "2026-11-20T08:00:00Z",
                "updated_at": "2026-11-22T10:00:00Z",
                "incident_updates": [{"body": "Disk full\n\n<script>x</script>- one", "display_at": "2026-11-20T08:00:00Z"}],
            }),
        ]
    );
}

#[test]
fn only_false_ends_an_incident() {
    for active in [json!(null), json!("no"), json!(2), json!([]), json!(true)] {
        let mut one = incident(1, "2026-11-20 08:00:00", false);
        one["active"] = active.clone();
        // Version 2 only takes it off the page then.
        one["pin"] = json!(false);
        let told = told(&[history(&json!([one]), None)]);
        assert_eq!(told[0][1], Value::Null, "{active}");
    }
    let mut one = incident(1, "yesterday", false);
    one["active"] = json!(0);
    let told = told(&[history(&json!([one]), None)]);
    assert_eq!(told[0][1..3], [json!("resolved"), Value::Null]);
}

#[test]
fn the_history_says_more_than_the_page_and_an_id_counts_once() {
    let on_page = json!([
        incident(1, "2026-11-20 08:00:00", true),
        incident(3, "2026-11-24 08:00:00", true),
    ]);
    let listed = history(&json!([incident(1, "2026-11-20 08:00:00", false)]), None);
    for documents in [
        [page(&on_page), listed.clone()],
        [listed.clone(), page(&on_page)],
        [listed.clone(), listed.clone()],
    ] {
        let told = told(&documents);
        assert_eq!(told[0][..2], [json!("1"), json!("resolved")]);
        let others: Vec<_> = told[1..].iter().map(|it| it[..2].to_vec()).collect();
        assert!(
            others.is_empty() || others == [[json!("3"), Value::Null]],
            "{others:?}"
        );
    }
}

#[test]
fn all_documents_of_the_history_are_fetched_from_the_page_or_from_the_first() {
    let host = Host::start();
    let newer = json!([
        incident(3, "2026-11-23 08:00:00", true),
        incident(2, "2026-11-21 08:00:00", false),
    ]);
    let older = json!([incident(1, "2026-11-20 08:00:00", false)]);
    let mut first = history(&newer, Some("2026-11-21 08:00:00"));
    let mut second = history(&older, None);
    (first["total"], second["total"]) = (json!(3), json!(3));
    host.put(HISTORY, 200, &first.to_string());
    host.put(SECOND, 200, &second.to_string());
    let of_page = page(&json!([incident(3, "2026-11-23 08:00:00", true)]));
    host.put("/api/status-page/demo", 200, &of_page.to_string());
    let beats = json!({"heartbeatList": {}, "uptimeList": {}}).to_string();
    host.put("/api/status-page/heartbeat/demo", 200, &beats);
    for path in [
        HISTORY,
        "/api/status-page/demo",
        "/api/status-page/heartbeat/demo",
    ] {
        let home = Home::new();
        let import = || home.run(&["history", "import", &host.url(path), "--to", "served"]);
        let told = "3 new, 0 completed, 0 known already; recorded in history/2026-11.json\n";
        assert_eq!(import(), (0, told.to_owned(), String::new()), "{path}");
        let again = "0 new, 0 completed, 3 known already\n";
        assert_eq!(import(), (0, again.to_owned(), String::new()), "{path}");
    }
}

#[test]
fn a_history_that_cannot_be_fetched_costs_nothing_else() {
    let host = Host::start();
    let of_page = page(&json!([incident(3, "2026-11-23 08:00:00", true)]));
    host.put("/api/status-page/demo", 200, &of_page.to_string());
    let home = Home::new();
    let url = host.url("/api/status-page/demo");
    let (code, told, warned) = home.run(&["history", "import", &url, "--to", "served"]);
    assert_eq!(code, 0);
    assert!(told.starts_with("1 new, "), "{told}");
    let failure = "incident-history: expected HTTP status 200 from the server, found 404\n";
    assert_eq!(warned.matches(HISTORY).count(), 1, "{warned}");
    assert!(warned.contains(failure), "{warned}");
}

#[test]
fn what_is_missing_of_the_history_is_told() {
    let home = Home::new();
    let listed = json!([incident(2, "2026-11-21 08:00:00", false)]);
    let first = history(&listed, Some("2026-11-21 08:00:00"));
    let (code, _, warned) = import_all(&home, std::slice::from_ref(&first));
    let line = "not imported: its earlier incidents, in `incident-history?cursor=2026-11-21%2008%3A00%3A00`\n";
    assert_eq!((code, warned.as_str()), (0, line));
    // The order of files does not matter.
    let older = history(&json!([incident(1, "2026-11-20 08:00:00", false)]), None);
    assert_eq!(wanted(&[older.clone(), first.clone()], None), [""; 0]);
    let first_page = first.clone();
    assert_eq!(wanted(&[first, older.clone()], None), [""; 0]);
    let mut short = older;
    short["total"] = json!(2);
    let (code, _, warned) = import_all(&home, &[short]);
    let line = "1.json: `total`: expected at most the number of listed incidents, because all are listed, found `2`\n";
    assert_eq!((code, warned.as_str()), (0, line));
    let mut lost = first_page;
    lost["nextCursor"] = json!(null);
    let (code, _, warned) = import_all(&home, &[lost]);
    let line = "1.json: `nextCursor`: expected a cursor, because there are more incidents, found nothing\n";
    assert_eq!((code, warned.as_str()), (0, line));
    // An import that goes on at a cursor has read the newer ones before.
    let url = Some("https://kuma.example.com/api/status-page/demo/incident-history?cursor=2027");
    let mut rest = history(&json!([incident(1, "2026-11-20 08:00:00", false)]), None);
    rest["total"] = json!(12);
    assert!(read_past(&[rest], url).problems.is_empty());
    let spoiled = history(&json!([incident(1, "yesterday", false)]), None);
    let faults = read_past(&[spoiled], None).problems;
    assert_eq!(faults.len(), 1, "{faults:?}");
}

#[test]
fn an_empty_history_is_no_error_and_version_1_has_none() {
    let home = Home::new();
    let (code, told, warned) = import_all(&home, &[history(&json!([]), None)]);
    let nothing = "0 new, 0 completed, 0 known already\n";
    assert_eq!((code, told.as_str(), warned.as_str()), (0, nothing, ""));
    let mut of_version_1 = page(&json!([]));
    of_version_1["incidents"] = json!(null);
    of_version_1["incident"] = incident(1, "2026-11-20 08:00:00", true);
    let url = Some("https://kuma.example.com/api/status-page/demo");
    let heartbeats = "https://kuma.example.com/api/status-page/heartbeat/demo";
    assert_eq!(wanted(&[of_version_1], url), [heartbeats]);
}

#[test]
fn neither_slug_nor_cursor_leads_to_another_host() {
    let mut page = page(&json!([]));
    page["config"]["slug"] = json!("https://other.test/x");
    for url in [
        "https://kuma.example.com/api/status-page/demo",
        "https://kuma.example.com/copies/page.json",
    ] {
        for need in read_past(std::slice::from_ref(&page), Some(url)).needs {
            assert!(
                need.url.starts_with("https://kuma.example.com/"),
                "{need:?}"
            );
        }
    }
    let listed = json!([incident(2, "2026-11-21 08:00:00", false)]);
    let first = history(&listed, Some("https://other.test/?a&b#c"));
    let url =
        Some("https://kuma.example.com/kuma/api/status-page/demo/incident-history?cursor=2027");
    assert_eq!(
        wanted(&[first], url),
        [
            "https://kuma.example.com/kuma/api/status-page/demo/incident-history?cursor=https%3A%2F%2Fother.test%2F%3Fa%26b%23c"
        ]
    );
}

/// Each Uptime Kuma counts its incidents from 1.
#[test]
fn incidents_of_two_hosts_with_one_number_are_two() {
    let home = Home::new();
    let one = incident(1, "2026-11-20 08:00:00", false);
    let mut other = incident(1, "2026-11-22 08:00:00", true);
    other["title"] = json!("Slow mail");
    let mut edited = one.clone();
    edited["title"] = json!("Disk full");
    let import = |it: &Value| import_all(&home, &[history(&json!([it]), None)]).1;
    let recorded = "recorded in history/2026-11.json\n";
    let known = "0 new, 0 completed, 1 known already\n";
    assert_eq!(
        import(&one),
        format!("1 new, 0 completed, 0 known already; {recorded}")
    );
    assert_eq!(
        import(&other),
        format!("1 new, 0 completed, 0 known already; {recorded}")
    );
    assert_eq!(
        (import(&one), import(&other)),
        (known.to_owned(), known.to_owned())
    );
    // A title may be edited.
    assert_eq!(import(&edited), known);
    let records = home.read("2026-11.json")["records"].clone();
    let name = |index: usize| records[index]["incident"]["name"].clone();
    assert_eq!(
        [
            records[0]["id"].clone(),
            name(0),
            records[1]["id"].clone(),
            name(1)
        ],
        ["2026-11-1", "Incident <i>1</i>", "2026-11-1-2", "Slow mail"]
    );
    assert_eq!(records.as_array().map(Vec::len), Some(2));
}
