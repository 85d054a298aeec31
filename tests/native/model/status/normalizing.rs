//! Normalising: which of two members wins, what is resolved, what is told.

use intermission::model::document::wire::Document;
use intermission::model::i18n::message::language::Language;
use intermission::model::status::normalize::normalize;
use intermission::model::status::snapshot::Published;
use intermission::model::time::instant::write;
use serde_json::{Value, json};

use crate::model::{at, snapshot, understood};

/// What is told of `document`, path and all.
#[track_caller]
fn check_told(document: Value, expected: &[&str]) {
    assert_eq!(understood(&document).1, expected, "{document}");
}

#[test]
fn the_age_of_data_counts_from_what_the_publisher_says() {
    let (ten, nine) = ("2026-11-23T10:00:00Z", "2026-11-23T09:00:00Z");
    for (document, expected) in [
        (json!({"page": {}, "incidents": []}), Published::Unstated),
        (
            json!({"page": {"updated_at": nine}, "incidents": []}),
            Published::NotBefore(at("09:00")),
        ),
        (
            json!({"page": {"updated_at": nine}, "published_at": ten}),
            Published::At(at("10:00")),
        ),
        (
            json!({"page": {"updated_at": nine}, "published_at": ""}),
            Published::NotBefore(at("09:00")),
        ),
    ] {
        assert_eq!(snapshot(&document).published, expected, "{document}");
    }
}

#[test]
fn publishers_are_asked_between_10_and_600_seconds() {
    for (asked, kept, told) in [
        (json!(null), 60, false),
        (json!(0), 10, true),
        (json!(9), 10, true),
        (json!(10), 10, false),
        (json!("30"), 30, false),
        (json!(600), 600, false),
        (json!(601), 600, true),
        (json!(u64::MAX), 600, true),
        (json!(-1), 60, true),
        (json!(15.5), 60, true),
    ] {
        let (snapshot, problems) = understood(&json!({"incidents": [], "refresh_secs": asked}));
        assert_eq!(snapshot.refresh_secs, kept, "{asked}");
        assert_eq!(!problems.is_empty(), told, "{asked}: {problems:?}");
    }
}

#[test]
fn etas_are_instants_or_minutes_from_publishing() {
    let component = |more: Value| {
        let mut component = json!({"name": "Search", "status": "offline"});
        component
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"published_at": "2026-11-23T10:00:00Z", "components": [component]})
    };
    let later = "2026-11-23T11:00:00+00:00";
    for (more, expected) in [
        (json!({}), None),
        (json!({"eta": later}), Some("2026-11-23T11:00:00Z")),
        (json!({"eta_minutes": 12}), Some("2026-11-23T10:12:00Z")),
        (json!({"eta_minutes": 0}), Some("2026-11-23T10:00:00Z")),
        // The instant is the exact one.
        (
            json!({"eta": later, "eta_minutes": 12}),
            Some("2026-11-23T11:00:00Z"),
        ),
        (
            json!({"eta": "", "eta_minutes": 12}),
            Some("2026-11-23T10:12:00Z"),
        ),
        // What works has nothing to come back from; what is queued has its turn to come to.
        (json!({"eta": later, "status": "operational"}), None),
        (
            json!({"eta": later, "status": "queued"}),
            Some("2026-11-23T11:00:00Z"),
        ),
        (
            json!({"eta": later, "status": "offline", "state": "operational"}),
            None,
        ),
    ] {
        let snapshot = snapshot(&component(more.clone()));
        assert_eq!(
            snapshot.components[0].eta.map(write).as_deref(),
            expected,
            "{more}"
        );
    }
    check_told(
        component(json!({"eta_minutes": u64::MAX})),
        &[
            "`components[0].eta_minutes`: expected a number of minutes, found `18446744073709551615`",
        ],
    );
    check_told(
        json!({"page": {"updated_at": later}, "components": [
            {"name": "Search", "status": "offline", "eta_minutes": 5},
        ]}),
        &[
            "`components[0].eta_minutes`: expected `published_at`, from which the minutes are counted, \
           found nothing",
        ],
    );
}

#[test]
fn the_finer_word_wins() {
    for (status, state, expected) in [
        (json!("major_outage"), json!("restarting"), "restarting"),
        (json!("major_outage"), json!(null), "major_outage"),
        (json!("major_outage"), json!(" "), "major_outage"),
        (json!(null), json!("queued"), "queued"),
        (json!(" offline "), json!(null), "offline"),
    ] {
        let component = json!({"name": "Search", "status": status, "state": state});
        let snapshot = snapshot(&json!({"components": [component]}));
        assert_eq!(
            snapshot.components[0].status.as_str(),
            expected,
            "{status} {state}"
        );
    }
    // A finer word that nobody knows is not covered up by the coarse one.
    let component = json!({"name": "Search", "status": "operational", "state": "ablaze"});
    let (snapshot, _) = understood(&json!({"components": [component]}));
    assert_eq!(snapshot.tally().unknown, 1);
    assert_eq!(snapshot.components[0].word.as_deref(), Some("ablaze"));
}

#[test]
fn keys_are_unique_and_stay_with_their_entries() {
    let component = |id: Value, name: &str| json!({"id": id, "name": name, "status": "offline"});
    let document = json!({"components": [
        component(json!("x"), "a"), component(json!("x"), "a"), component(json!(null), "a"),
        component(json!("a#3"), "b"), component(json!(null), "a"), component(json!(7), "c"),
        component(json!(null), "a#"), component(json!(null), ""),
    ]});
    let (snapshot, problems) = understood(&document);
    let keys: Vec<&str> = snapshot
        .components
        .iter()
        .map(|it| it.key.as_str())
        .collect();
    assert_eq!(keys, ["x", "a#1", "a#2", "a#3", "a#4", "7", "a##1", "#1"]);
    let told = [
        "`components[1].id`: expected an id of its own, found `x` a second time",
        "`components[7].name`: expected a name, found nothing",
    ];
    assert_eq!(problems, told);
}

#[test]
fn only_what_is_degraded_is_shown_where_that_is_asked() {
    for (status, is_shown) in [
        ("operational", false),
        ("queued", true),
        ("offline", true),
        ("ablaze", true),
    ] {
        let component = json!({"name": "a", "status": status, "only_show_if_degraded": true});
        let (snapshot, _) = understood(&json!({"components": [component]}));
        assert_eq!(!snapshot.components.is_empty(), is_shown, "{status}");
    }
}

#[test]
fn rows_of_one_heading_stand_together() {
    let row =
        |name: &str, group: Value| json!({"name": name, "status": "offline", "group_id": group});
    let heading = |id: &str| json!({"id": id, "name": id.to_uppercase(), "group": true});
    let snapshot = snapshot(&json!({"components": [
        row("1", json!("h")), heading("g"), row("2", json!("g")), row("3", json!(null)),
        heading("h"), row("4", json!("gone")), row("5", json!("g")), row("6", json!("h")),
    ]}));
    let rows: Vec<_> = snapshot
        .components
        .iter()
        .map(|it| (it.name.as_str(), it.group))
        .collect();
    let expected = [
        ("3", None),
        ("4", None),
        ("2", Some(0)),
        ("5", Some(0)),
        ("1", Some(1)),
        ("6", Some(1)),
    ];
    assert_eq!(rows, expected);
    let headings: Vec<_> = snapshot.groups.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(headings, ["G", "H"]);
}

#[test]
fn what_is_affected_has_the_name_that_is_said_or_known() {
    let (snapshot, problems) = understood(&json!({
        "components": [
            {"name": "No id", "status": "offline"},
            {"id": "s", "name": "Search", "status": "offline"},
        ],
        "incidents": [{"name": "Fire", "components": [
            {"id": "s"}, {"id": "s", "name": "Search (eu)"}, {"name": "Elsewhere"}, {"id": "zz"}, {},
        ]}],
    }));
    assert_eq!(
        snapshot.incidents[0].affected,
        ["Search", "Search (eu)", "Elsewhere"]
    );
    let told = ["`incidents[0].components[3].id`: expected the id of a component, found `zz`"];
    assert_eq!(problems, told);
    // Without a list of components there is nothing to compare with.
    check_told(
        json!({"incidents": [{"name": "Fire", "components": [{"id": "zz"}]}]}),
        &[],
    );
}

#[test]
fn updates_stand_newest_first() {
    let update = |body: &str, display: Value, created: Value| json!({"body": body, "display_at": display, "created_at": created});
    let (nine, ten, eleven) = (
        json!("2026-11-23T09:00:00Z"),
        json!("2026-11-23T10:00:00Z"),
        json!("2026-11-23T11:00:00Z"),
    );
    let snapshot = snapshot(&json!({"incidents": [{"name": "Fire", "incident_updates": [
        update("undated 1", json!(null), json!(null)),
        update("old", nine.clone(), eleven.clone()),
        update("new", json!(""), eleven),
        update("undated 2", json!(null), json!(null)),
        update("same time 1", json!(null), ten.clone()),
        update("same time 2", ten, nine),
    ]}]}));
    let bodies: Vec<_> = snapshot.incidents[0]
        .updates
        .iter()
        .map(|it| it.body.as_str())
        .collect();
    assert_eq!(
        bodies,
        [
            "new",
            "same time 1",
            "same time 2",
            "old",
            "undated 1",
            "undated 2"
        ]
    );
}

#[test]
fn incidents_begin_when_they_did_rather_than_when_they_were_entered() {
    let (nine, ten) = ("2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z");
    for (incident, expected) in [
        (
            json!({"name": "Fire", "created_at": ten}),
            Some(at("10:00")),
        ),
        (
            json!({"name": "Fire", "created_at": ten, "started_at": nine}),
            Some(at("09:00")),
        ),
        (json!({"name": "Fire"}), None),
    ] {
        assert_eq!(
            snapshot(&json!({"incidents": [incident]})).incidents[0].started_at,
            expected
        );
    }
}

#[test]
fn links_need_something_to_say() {
    let (snapshot, problems) = understood(&json!({"incidents": [], "links": [
        {"rel": "breadcrumb", "label": "Example"},
        {"rel": "support", "url": "/help"},
        {"label": "History", "url": "javascript:alert(1)"},
        {"rel": "support"},
    ]}));
    let links: Vec<_> = snapshot
        .links
        .iter()
        .map(|it| (it.label.as_str(), it.url.as_deref()))
        .collect();
    assert_eq!(
        links,
        [
            ("Example", None),
            ("/help", Some("/help")),
            ("History", None)
        ]
    );
    let told = [
        "`links[2].url`: expected an `https:`, `http:` or relative URL, found `javascript:alert(1)`",
        "`links[3].label`: expected what the link says, found nothing",
    ];
    assert_eq!(problems, told);
}

#[test]
fn lines_are_one_line_and_bodies_are_many() {
    let snapshot = snapshot(&json!({
        "page": {"name": " Example\n\tInc. "},
        "summary": "<p>One</p><p>Two</p>",
        "notice": " ",
    }));
    assert_eq!(snapshot.page.name.as_deref(), Some("Example Inc."));
    assert_eq!(snapshot.summary.as_deref(), Some("One\nTwo"));
    assert_eq!(snapshot.notice, None);
}

#[test]
fn texts_come_in_the_visitors_language() {
    let text = r#"{"page": {"name": {"en": "Example", "de": "Beispiel"}}, "summary": {"en": "Away", "de": 7.5}}"#;
    let (document, problems) = Document::read(text.as_bytes()).unwrap();
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["`summary.de`: expected a string, found a number"]);
    let (snapshot, _) = normalize(&document, Language::default(), &["de-CH".to_owned()]);
    assert_eq!(snapshot.page.name.as_deref(), Some("Beispiel"));
    assert_eq!(snapshot.summary.as_deref(), Some("Away"));
}
