//! The page, the months, the feeds and the calendar that are made of the history, read back by other programs.

use std::fs;

use serde_json::{Value, json};

use super::{Home, document};
use crate::expect::repository;

/// The built page of the history, as far as publishing needs it.
fn built_page(home: &Home) {
    let built = fs::read_to_string(repository("web/history.html")).unwrap();
    fs::write(home.served().join("history.html"), built).unwrap();
}

fn text(home: &Home, name: &str) -> String {
    fs::read_to_string(home.served().join(name)).unwrap()
}

#[track_caller]
fn feed(home: &Home, name: &str) -> feed_rs::model::Feed {
    feed_rs::parser::parse(text(home, name).as_bytes()).unwrap()
}

/// One incident with two messages, and a maintenance ahead without any.
fn shop() -> Value {
    json!({
        "page": {"name": "Example & Sons", "url": "https://status.example.com/"},
        "components": [
            {"id": "shop", "name": "Shop", "status": "partial_outage"},
            {"id": "API 2", "name": "API <2>", "status": "operational"},
        ],
        "incidents": [{
            "id": "now", "name": "Slow <shop>", "status": "identified", "impact": "minor",
            "started_at": "2026-11-23T09:40:00Z", "shortlink": "https://status.example.com/i/now",
            "components": [{"id": "shop", "name": "Shop"}],
            "incident_updates": [
                {"id": "2", "status": "identified", "body": "It is a disk.\nWe replace it.", "display_at": "2026-11-23T09:55:00Z"},
                {"status": "investigating", "body": "<p>We <b>look</b> &amp; see.</p>", "display_at": "2026-11-23T09:45:00Z"},
            ],
        }],
        "scheduled_maintenances": [{
            "id": "move", "name": "Move, slowly", "status": "scheduled",
            "scheduled_for": "2027-01-05T02:00:00Z", "scheduled_until": "2027-01-05T04:00:00Z",
            "components": [{"id": "API 2"}],
        }],
    })
}

#[test]
fn an_atom_reader_reads_each_message_and_what_is_ahead() {
    let home = Home::new();
    home.publish(&shop());
    let feed = feed(&home, "feed.atom");
    assert_eq!(feed.id, "tag:status.example.com,2026:history");
    assert_eq!(feed.title.unwrap().content, "History · Example & Sons");
    let entries: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            (
                entry.id.as_str(),
                entry.title.as_ref().unwrap().content.as_str(),
            )
        })
        .collect();
    // The maintenance became known with the publication, after the messages.
    let expected = [
        (
            "tag:status.example.com,2026:2027-01-move",
            "Move, slowly: Scheduled",
        ),
        (
            "tag:status.example.com,2026:2026-11-now/2",
            "Slow <shop>: Identified",
        ),
        (
            "tag:status.example.com,2026:2026-11-now/2026-11-23T09:45:00Z",
            "Slow <shop>: Investigating",
        ),
    ];
    assert_eq!(entries, expected);
    let second = &feed.entries[1];
    assert_eq!(
        second.links[0].href,
        "https://status.example.com/history.html#2026-11-now"
    );
    assert_eq!(
        second.updated.unwrap().to_rfc3339(),
        "2026-11-23T09:55:00+00:00"
    );
    assert_eq!(second.categories[0].term, "Shop");
    let content = |at: usize| feed.entries[at].content.clone().unwrap().body.unwrap();
    assert_eq!(
        content(1),
        "<p>It is a disk.<br>We replace it.</p><p>Affected services: Shop</p>"
    );
    assert!(
        content(2).starts_with("<p>We look &amp; see.</p>"),
        "{}",
        content(2)
    );
    assert!(
        content(0).contains("5 Jan 2027, 02:00 (UTC) – 5 Jan 2027, 04:00 (UTC)"),
        "{}",
        content(0)
    );
}

#[test]
fn the_same_entries_are_in_the_json_feed() {
    let home = Home::new();
    home.publish(&shop());
    let (atom, json) = (feed(&home, "feed.atom"), feed(&home, "feed.json"));
    let ids = |feed: &feed_rs::model::Feed| {
        let ids = feed.entries.iter().map(|it| it.id.clone());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(ids(&atom), ids(&json));
    let json: Value = serde_json::from_str(&text(&home, "feed.json")).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://status.example.com/feed.json");
    assert_eq!(
        json["items"][2]["content_text"],
        "We look & see.\n\nAffected services: Shop"
    );
}

/// Between two marks, a value does not change the order of the words around it.
#[test]
fn feeds_in_arabic_keep_the_marks_around_values() {
    let home = Home::new();
    home.publish_with(&shop(), &["--lang", "ar"]);
    let title = |name: &str| feed(&home, name).entries[0].title.clone().unwrap().content;
    let expected = "\u{200f}\u{2068}Move, slowly\u{2069}: \u{2068}مجدولة\u{2069}";
    assert_eq!([title("feed.atom"), title("feed.json")], [expected; 2]);
}

#[test]
fn a_later_message_changes_no_earlier_entry() {
    let home = Home::new();
    let mut document = shop();
    home.publish(&document);
    let before = feed(&home, "feed.atom");
    let message =
        json!({"status": "resolved", "body": "Done.", "display_at": "2026-11-23T10:30:00Z"});
    let updates = document["incidents"][0]["incident_updates"]
        .as_array_mut()
        .unwrap();
    updates.insert(0, message);
    home.publish(&document);
    let after = feed(&home, "feed.atom");
    assert_eq!(after.entries.len(), before.entries.len() + 1);
    for entry in &before.entries {
        let same = after.entries.iter().find(|it| it.id == entry.id).unwrap();
        assert_eq!(same, entry);
    }
}

#[test]
fn each_service_has_a_feed_of_its_own() {
    let home = Home::new();
    home.publish(&shop());
    let ids = |name: &str| {
        let entries = feed(&home, name).entries.into_iter();
        entries.map(|it| it.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("history/service-shop.atom").len(), 2);
    let hashed = intermission::model::history::feed_files::service_feed("API 2");
    assert_eq!(ids(&hashed), ["tag:status.example.com,2026:2027-01-move"]);
    assert_eq!(ids(&hashed.replace(".atom", ".json")), ids(&hashed));
}

#[test]
fn a_calendar_program_reads_past_maintenances_too() {
    let home = Home::new();
    let mut document = shop();
    document["scheduled_maintenances"][0]["status"] = json!("completed");
    document["scheduled_maintenances"].as_array_mut().unwrap().push(json!({
        "id": "off", "name": "Never", "status": "cancelled", "scheduled_for": "2027-01-06T02:00:00Z",
    }));
    home.publish(&document);
    let text = text(&home, "history.ics");
    let calendars: Vec<_> = ical::IcalParser::new(text.as_bytes()).collect();
    let events = &calendars[0].as_ref().unwrap().events;
    let value = |name: &str| {
        let mut properties = events[0].properties.iter();
        properties
            .find(|it| it.name == name)
            .and_then(|it| it.value.clone())
    };
    assert_eq!(events.len(), 1, "a cancelled one is not shown");
    assert_eq!(value("UID").as_deref(), Some("move@status.example.com"));
    assert_eq!(value("DTSTART").as_deref(), Some("20270105T020000Z"));
    assert_eq!(
        value("SUMMARY").as_deref(),
        Some("Example & Sons: Move\\, slowly")
    );
}

#[test]
fn without_incidents_the_feed_is_empty_and_valid() {
    let home = Home::new();
    home.publish(&json!({"components": [{"id": "shop", "name": "Shop", "status": "operational"}]}));
    let feed = feed(&home, "feed.atom");
    assert_eq!(
        (feed.entries.len(), feed.id.as_str()),
        (0, "tag:localhost,2026:history")
    );
    assert!(text(&home, "history.ics").contains("VERSION:2.0"));
}

/// Fills the history with three days: one well, one with an outage of six hours, one without data.
fn three_days(home: &Home) {
    fs::create_dir(home.served().join("history")).unwrap();
    let index = json!({"version": 1, "current": "2026-11", "published_at": "2026-11-04T00:00:00Z",
        "months": [{"month": "2026-11", "incidents": 1}, {"month": "2026-03", "maintenances": 1}]});
    home.write("index.json", &index.to_string());
    let states = json!([
        {"at": "2026-11-01T00:00:00Z", "status": "operational"},
        {"at": "2026-11-02T06:00:00Z", "status": "major_outage"},
        {"at": "2026-11-02T12:00:00Z", "status": "operational"},
    ]);
    let month = json!({"version": 1, "month": "2026-11",
        "published": [{"from": "2026-11-01T00:00:00Z", "until": "2026-11-03T00:00:00Z"},
            {"from": "2026-11-03T18:00:00Z", "until": "2026-11-04T00:00:00Z"}],
        "overall": [{"at": "2026-11-01T00:00:00Z", "status": "none"}],
        "components": [{"id": "shop", "name": "Shop <1>", "states": states}],
        "records": [{"id": "2026-11-old", "first_named_at": "2026-11-02T06:00:00Z", "last_named_at": "2026-11-02T14:00:00Z",
            "incident": {"id": "old", "name": "Shop <b>closed</b>", "status": "resolved", "impact": "major",
                "started_at": "2026-11-02T06:00:00Z", "components": [{"id": "shop", "name": "Shop <1>"}],
                "incident_updates": [
                    {"status": "resolved", "body": "<script>alert(1)</script>Open <i>again</i>.", "display_at": "2026-11-02T12:00:00Z"}]}}],
    });
    home.write("2026-11.json", &month.to_string());
    let march = json!({"version": 1, "month": "2026-03", "records": [{"id": "2026-03-m", "first_named_at": "2026-03-01T00:00:00Z",
        "last_named_at": "2026-03-02T00:00:00Z",
        "maintenance": {"id": "m", "name": "Move", "status": "completed", "scheduled_for": "2026-03-02T00:00:00Z",
            "scheduled_until": "2026-03-02T02:00:00Z", "originally_until": "2026-03-02T01:00:00Z",
            "resolved_at": "2026-03-02T02:30:00Z"}}]});
    home.write("2026-03.json", &march.to_string());
}

#[track_caller]
fn render(home: &Home) {
    let (code, told, warned) = home.run(&[
        "history",
        "render",
        "served",
        "--at",
        "2026-11-04T00:01:00Z",
    ]);
    assert_eq!((code, warned.as_str()), (0, ""));
    assert_eq!(
        told,
        "written: the history page, 2 months, feeds and calendar\n"
    );
}

/// The figures are worked out by hand: of 54 known hours, 48 were up, and 90 days less 54 hours are unknown.
#[test]
fn the_page_shows_days_figures_and_incidents() {
    let home = Home::new();
    built_page(&home);
    three_days(&home);
    render(&home);
    let page = text(&home, "history.html");
    let root = "<html data-intermission=\"history\" lang=\"en\" dir=\"ltr\">";
    assert!(page.contains(root), "{page}");
    let figures = "88.888% without full outages · 88.888% without any disruption · no data for 97.5% of the time";
    assert!(page.contains(figures), "{page}");
    // The day of the outage is the last but one of ninety: the 89th has 18 of its 24 hours less.
    let marks = "<path class=\"is-operational\" d=\"M348 0h3v32h-3zM356 24h3v8h-3z\"></path>\
        <path class=\"is-outage\" d=\"M352 0h3v32h-3z\"></path>";
    assert!(page.contains(marks), "{page}");
    let row = "<th scope=\"row\">2 Nov 2026</th><td>Outage: 6 h · Operational: 18 h</td>";
    assert!(page.contains(row), "{page}");
    assert!(page.contains("Operational: 6 h · No data: 18 h"), "{page}");
    assert!(
        page.contains("id=\"2026-11-old\"") && page.contains("Lasted 6 h"),
        "{page}"
    );
    assert!(page.contains("Shop &lt;1&gt;"), "{page}");
    assert!(
        page.contains("<a href=\"history/2026-03.html\">Show March 2026</a>"),
        "{page}"
    );
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn a_month_has_a_page_of_its_own_that_needs_no_script() {
    let home = Home::new();
    built_page(&home);
    three_days(&home);
    render(&home);
    let page = text(&home, "history/2026-03.html");
    assert!(
        page.contains("<html data-intermission=\"history\" lang=\"en\">")
            && page.contains("<h1>March 2026</h1>")
            && !page.contains("<script"),
        "{page}"
    );
    let promise = "<dt>Promised end</dt><dd><time datetime=\"2026-03-02T01:00:00Z\">2 Mar 2026, 01:00 (UTC)</time>\
        <span class=\"moved\">extended by 1 h</span></dd>";
    assert!(page.contains(promise), "{page}");
    assert!(
        page.contains("<time datetime=\"2026-03-02T02:30:00Z\">2 Mar 2026, 02:30 (UTC)</time>"),
        "{page}"
    );
}

#[test]
fn the_same_history_gives_the_same_files() {
    let home = Home::new();
    built_page(&home);
    three_days(&home);
    render(&home);
    let names = [
        "history.html",
        "history/2026-11.html",
        "feed.atom",
        "feed.json",
        "history.ics",
    ];
    let before = names.map(|name| text(&home, name));
    render(&home);
    assert_eq!(names.map(|name| text(&home, name)), before);
}

#[test]
fn a_damaged_month_costs_nothing_of_the_others_and_is_told() {
    let home = Home::new();
    built_page(&home);
    three_days(&home);
    let whole = fs::read_to_string(home.served().join("history/2026-03.json")).unwrap();
    home.write("2026-03.json", &whole[..whole.len() / 2]);
    let (code, _, warned) = home.run(&[
        "history",
        "render",
        "served",
        "--at",
        "2026-11-04T00:01:00Z",
    ]);
    assert_eq!(code, 0);
    assert!(
        warned.starts_with("history/2026-03.json: expected JSON"),
        "{warned}"
    );
    assert!(text(&home, "history.html").contains("88.888%"));
    let month = text(&home, "history/2026-03.html");
    assert!(
        month.contains("Part of the record for March 2026 is damaged."),
        "{month}"
    );
}

/// Publishing refreshes the page with what it has recorded, and leads to it.
#[test]
fn publishing_writes_the_page_in_its_language() {
    let home = Home::new();
    built_page(&home);
    home.publish_with(&document(), &["--lang", "de"]);
    let page = text(&home, "history.html");
    assert!(
        page.contains(" lang=\"de\" dir=\"ltr\">")
            && page.contains("<title>Verlauf · Example</title>"),
        "{page}"
    );
    assert!(page.contains("id=\"2026-11-now\""), "{page}");
}
