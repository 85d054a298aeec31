//! The measurements of others: kept apart, as it is stated, and shown as theirs.

use std::fs;

use serde_json::{Value, json};

use super::{Home, document};
use crate::expect::repository;

/// A feed by Better Stack with these days of one service.
fn better_stack(days: &Value, availability: &Value) -> Value {
    json!({
        "data": {"type": "status_page", "attributes": {"company_name": "Example", "aggregate_state": "operational"}},
        "included": [{"type": "status_page_resource", "id": "1", "attributes": {
            "public_name": "Shop <1>", "status": "operational", "availability": availability, "status_history": days}}],
    })
}

fn day(date: &str, status: &str, down: u64) -> Value {
    json!({"day": date, "status": status, "downtime_duration": down, "maintenance_duration": 0})
}

/// A day so many days ago, and the month that it is in. Readings belong to the present month, whatever that is.
fn ago(days: i64) -> String {
    let at = chrono::Utc::now() - chrono::TimeDelta::days(days);
    at.format("%Y-%m-%d").to_string()
}

fn file_of(date: &str) -> String {
    format!("{}-measured.json", &date[..7])
}

/// The entry of a day in the file of its month.
#[track_caller]
fn kept(home: &Home, date: &str) -> Value {
    let file = home.read(&file_of(date));
    let days = file["sources"][0]["components"][0]["days"]
        .as_array()
        .unwrap();
    let found = days.iter().find(|day| day["date"] == date);
    found.cloned().unwrap_or_default()
}

/// Imports, and returns the first line of what is told without the names of files.
#[track_caller]
fn import(home: &Home, feed: &Value) -> (String, bool) {
    let (code, told, warned) = home.import(feed);
    assert_eq!((code, warned.as_str()), (0, ""));
    let (done, files) = told.split_once("; recorded in ").unwrap_or((&told, ""));
    (done.trim().to_owned(), !files.is_empty())
}

#[test]
fn days_of_a_feed_are_imported_once() {
    let home = Home::new();
    let (first, second) = (ago(70), ago(2));
    let days = json!([day(&first, "downtime", 90), day(&second, "operational", 0)]);
    let feed = better_stack(&days, &json!(0.9999));
    let done = "0 new, 0 completed, 0 known already; measured by Better Stack: 1 service, 2 days";
    assert_eq!(import(&home, &feed), (done.to_owned(), true));
    let expected =
        json!({"date": first, "status": "major_outage", "down_secs": 90, "maintenance_secs": 0});
    assert_eq!(kept(&home, &first), expected);
    let month = home.read(&file_of(&first));
    assert_eq!(month["sources"][0]["name"], "Better Stack");
    assert_eq!(month["sources"][0]["page"], "Example");
    assert_eq!(
        month["sources"][0].get("read_at"),
        None,
        "its figures are of now"
    );
    let present = home.read(&file_of(&ago(0)));
    assert_eq!(
        present["sources"][0]["components"][0]["shares"],
        json!([{"percent": "99.99"}])
    );
    let index = home.read("index.json");
    assert_eq!(index["measured"][0], first[..7], "{index}");
    assert_eq!(index.get("current"), None, "nothing was published here");
    // The second time, nothing changes, also not the time of the reading.
    let before = fs::read(home.served().join("history").join(file_of(&ago(0)))).unwrap();
    assert_eq!(import(&home, &feed), (done.to_owned(), false));
    let after = fs::read(home.served().join("history").join(file_of(&ago(0)))).unwrap();
    assert_eq!(before, after);
}

/// A document of unknown age makes no day better, and takes no day away.
#[test]
fn an_import_completes_and_never_improves() {
    let home = Home::new();
    let (one, two, three) = (ago(4), ago(3), ago(2));
    let before = json!([day(&one, "downtime", 90), day(&two, "operational", 0)]);
    import(&home, &better_stack(&before, &json!(0.9)));
    let other = json!([
        day(&one, "operational", 0),
        day(&two, "degraded", 0),
        day(&three, "downtime", 7)
    ]);
    assert!(import(&home, &better_stack(&other, &json!(1))).1);
    assert_eq!(kept(&home, &one)["down_secs"], 90);
    assert_eq!(kept(&home, &two)["status"], "degraded_performance");
    assert_eq!(kept(&home, &three)["down_secs"], 7);
    let present = home.read(&file_of(&ago(0)));
    let shares = &present["sources"][0]["components"][0]["shares"];
    assert_eq!(shares, &json!([{"percent": "90"}]), "the known share stays");
}

/// The newest statement of a publisher counts: it may have found that an alarm was false.
#[test]
fn publishing_keeps_what_the_feed_states_now() {
    let home = Home::new();
    let (one, two) = (ago(4), ago(3));
    let before = json!([day(&one, "downtime", 90), day(&two, "downtime", 8)]);
    import(&home, &better_stack(&before, &json!(0.9)));
    // The last reading was a while ago: the next one is due.
    let file = home.served().join("history").join(file_of(&ago(0)));
    let hours = std::time::Duration::from_secs(2 * 3600);
    let opened = fs::File::options().write(true).open(&file).unwrap();
    let old = opened.metadata().unwrap().modified().unwrap() - hours;
    opened.set_modified(old).unwrap();
    home.publish(&better_stack(
        &json!([day(&one, "operational", 0)]),
        &json!(1),
    ));
    assert_eq!(kept(&home, &one)["status"], "operational");
    assert_eq!(
        kept(&home, &two)["down_secs"],
        8,
        "a day that the feed no longer has stays"
    );
    let month = home.read(&format!("{}.json", &ago(0)[..7]));
    assert_eq!(
        month["components"][0]["name"], "Shop <1>",
        "states are recorded beside it: {month}"
    );
    // Within the hour, another publication changes nothing of it.
    home.publish(&better_stack(&json!([day(&one, "downtime", 5)]), &json!(1)));
    assert_eq!(kept(&home, &one)["status"], "operational");
    let (code, told, _) = home.run(&["check", "served"]);
    assert_eq!(code, 0, "{told}");
}

/// Two feeds do not mix, not even with the same ids.
#[test]
fn each_feed_has_its_own_days() {
    let home = Home::new();
    let date = ago(1);
    import(
        &home,
        &better_stack(&json!([day(&date, "downtime", 90)]), &json!(1)),
    );
    let mut other = better_stack(&json!([day(&date, "operational", 0)]), &json!(1));
    other["data"]["attributes"]["company_name"] = json!("Other");
    import(&home, &other);
    let sources = home.read(&file_of(&date))["sources"].clone();
    let days: Vec<_> = sources
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["page"].clone(),
                it["components"][0]["days"][0]["down_secs"].clone(),
            )
        })
        .collect();
    assert_eq!(
        days,
        [(json!("Example"), json!(90)), (json!("Other"), json!(0))]
    );
}

#[test]
fn a_damaged_file_is_kept_aside_and_the_reading_recorded() {
    let home = Home::new();
    let date = ago(1);
    let feed = better_stack(&json!([day(&date, "downtime", 90)]), &json!(1));
    import(&home, &feed);
    let name = file_of(&date);
    let whole = fs::read_to_string(home.served().join("history").join(&name)).unwrap();
    home.write(&name, &whole[..whole.len() / 2]);
    let (code, told, warned) = home.import(&feed);
    assert_eq!(code, 0, "{told}");
    assert!(
        warned.contains(&format!("history/{name}: expected JSON")),
        "{warned}"
    );
    let aside = home.served().join(format!("history/.{name}.1"));
    assert_eq!(fs::read_to_string(aside).unwrap(), whole[..whole.len() / 2]);
    assert_eq!(kept(&home, &date)["down_secs"], 90);
}

#[test]
fn faults_of_the_file_are_found() {
    let home = Home::new();
    let file = json!({"version": 1, "month": "2026-11", "sources": [{"name": "Better Stack", "read_at": "noon", "components": [
        {"id": "1", "days": [{"date": "2026-11-03"}, {"date": "2026-11-02", "status": "fine"}, {"date": "2026-12-02"}],
            "shares": [{"percent": "101"}], "checks": [{"at": "2026-11-03T00:00:00Z"}, {"at": "2026-11-02T00:00:00Z"}]},
        {"id": "1"}]}]});
    home.publish(&document());
    home.write("2026-11-measured.json", &file.to_string());
    home.write("2026-10-measured.json", "{}");
    let mut index = home.read("index.json");
    index["measured"] = json!(["2026-11", "2026-12"]);
    home.write("index.json", &index.to_string());
    let (code, told, _) = home.run(&["check", "served"]);
    assert_eq!(code, 1);
    let lines: Vec<&str> = told
        .lines()
        .filter_map(|it| it.strip_prefix("served/history/"))
        .collect();
    let service = "2026-11-measured.json: `sources[0].components";
    let words = "`operational`, `queued`, `under_maintenance`, `read_only`, `degraded_performance`, `restarting`, \
        `partial_outage`, `major_outage`, `offline`, `unknown`";
    assert_eq!(
        lines,
        [
            "index.json: `measured`: expected months that have a file, found `2026-12`",
            "index.json: `measured`: expected `2026-10`, which has a file, found none",
            "2026-11-measured.json: `sources[0].read_at`: expected an instant such as `2026-11-23T10:00:00Z`, found `noon`",
            &format!(
                "{service}[0].days[1].date`: expected `2026-11-03T00:00:00Z` or later, found `2026-11-02T00:00:00Z`"
            ),
            &format!("{service}[0].days[1].status`: expected one of {words}, found `fine`"),
            &format!("{service}[0].days[2].date`: expected a day of `2026-11`, found `2026-12-02`"),
            &format!(
                "{service}[0].shares[0].percent`: expected a number from `0` to `100`, found `101`"
            ),
            &format!(
                "{service}[0].checks[1].at`: expected `2026-11-03T00:00:00Z` or later, found `2026-11-02T00:00:00Z`"
            ),
            &format!("{service}[1].id`: expected an id of its own, found `1`"),
        ]
    );
}

#[test]
fn pruning_removes_old_measurements_too() {
    let home = Home::new();
    let (old, new) = (ago(800), ago(1));
    let days = json!([day(&old, "downtime", 90), day(&new, "operational", 0)]);
    import(&home, &better_stack(&days, &json!(1)));
    let arguments = ["history", "prune", "--keep", "1y", "--to", "served"];
    let (code, told, warned) = home.run(&arguments);
    assert_eq!((code, warned.as_str()), (0, ""));
    assert_eq!(told, format!("removed history/{}\n", file_of(&old)));
    assert!(!home.served().join("history").join(file_of(&old)).exists());
    assert_eq!(kept(&home, &new)["status"], "operational");
    let index = home.read("index.json");
    assert!(
        !index["measured"].to_string().contains(&old[..7]),
        "{index}"
    );
}

/// Days of the plan below, as of 4 November 2026.
fn measured_file() -> Value {
    json!({"version": 1, "month": "2026-11", "sources": [{"name": "Better Stack", "page": "Example <b>",
        "read_at": "2026-11-03T22:00:00Z", "components": [
            {"id": "1", "name": "Shop <1>",
                "days": [
                    {"date": "2026-11-01", "status": "operational", "down_secs": 0},
                    {"date": "2026-11-02", "status": "major_outage", "down_secs": 5400, "maintenance_secs": 600},
                    {"date": "2026-11-03", "down_secs": 10800},
                    {"date": "2026-11-04", "status": "unknown"}],
                "shares": [{"hours": 24, "percent": "99.99999"}, {"hours": 168, "percent": "98"}, {"percent": "27.3"}],
                "averages": [{"hours": 720, "millis": 1234}],
                "checks": [
                    {"at": "2026-11-03T21:00:00Z", "millis": 16}, {"at": "2026-11-03T21:01:00Z", "millis": 64},
                    {"at": "2026-11-03T21:02:00Z", "millis": 4000, "failed": true}, {"at": "2026-11-03T21:03:00Z"}]}]}]})
}

#[track_caller]
fn rendered(home: &Home, file: &Value) -> String {
    let built = fs::read_to_string(repository("web/history.html")).unwrap();
    fs::write(home.served().join("history.html"), built).unwrap();
    drop(fs::create_dir(home.served().join("history")));
    home.write("2026-11-measured.json", &file.to_string());
    home.write("index.json", r#"{"version": 1, "measured": ["2026-11"]}"#);
    let arguments = [
        "history",
        "render",
        "served",
        "--at",
        "2026-11-04T00:01:00Z",
    ];
    let (code, _, warned) = home.run(&arguments);
    assert_eq!((code, warned.as_str()), (0, ""));
    fs::read_to_string(home.served().join("history.html")).unwrap()
}

/// Days of which nothing is stated have no mark, so that the style sheet hatches them.
#[test]
fn the_page_shows_them_as_theirs() {
    let home = Home::new();
    let page = rendered(&home, &measured_file());
    for part in [
        "<h2>Measured by others</h2>",
        "<h3>Measured by Better Stack</h3>",
        "Example &lt;b&gt;",
        "Better Stack states these figures. They were not checked here and are not part of any other figure on this page.",
        "Last read: <time datetime=\"2026-11-03T22:00:00Z\">",
        "Shop &lt;1&gt;",
        "Availability: The last 24 hours: 99.999% · The last 7 days: 98% · Period not stated: 27.3%",
        "Average response time: The last 30 days: 1,234\u{a0}ms",
        "<th scope=\"row\">2 Nov 2026</th><td>Outage: 1 h 30 min · Under maintenance: 10 min</td>",
        "<th scope=\"row\">3 Nov 2026</th><td>Outage: 3 h</td>",
        "Response time: Lowest: 16\u{a0}ms · Median: 64\u{a0}ms · Highest: 64\u{a0}ms · Checks: 4 · Failed checks: 1",
        "<td>Check failed · 4,000\u{a0}ms</td>",
        // Three hours of a day are an eighth of it: nothing is known of the rest.
        "<path class=\"is-operational\" d=\"M344 0h3v32h-3z\"></path><path class=\"is-outage\" d=\"M348 0h3v32h-3zM352 28h3v4h-3z\"></path>",
        "<path d=\"M0 24h3v8h-3zM4 0h3v32h-3z\"></path><path class=\"is-outage\" d=\"M8 0h3v32h-3z\"></path>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(
        !page.contains("4 Nov 2026</th>"),
        "an unknown day is not in the table: {page}"
    );
    assert!(
        !page.contains("id=\"uptime\""),
        "no figure is made of theirs: {page}"
    );
}

#[test]
fn without_measurements_there_is_no_section() {
    let home = Home::new();
    let page = rendered(&home, &json!({"version": 1, "month": "2026-11"}));
    assert!(!page.contains("Measured by"), "{page}");
}
