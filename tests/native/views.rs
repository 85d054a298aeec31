//! The views without a browser, rendered to HTML and compared with files.

use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::Answer;
use intermission::model::state::{Arrival, Event, FeedRefusal, Inputs, Start, State};
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use intermission::model::widget::Form;
use intermission::view::context::ViewContext;
use intermission::view::html::Element;
use intermission::view::page;
use intermission::view::widget::widget;
use leptos::prelude::{Owner, RwSignal};

use crate::expect::{expect_file, repository};

fn at(time: &str) -> Instant {
    format!("2026-11-23T{time}Z").parse().unwrap()
}

/// A view half a second after `body` has come at `time`, one tag or text a line.
pub(crate) fn html(
    body: Result<&str, FetchError>,
    time: &str,
    view: impl FnOnce(ViewContext) -> Element,
) -> String {
    let start = Start {
        visible: true,
        arrival: Arrival {
            status: Some(503),
            ..Arrival::default()
        },
        ..Start::default()
    };
    html_of(start, body, time, view)
}

/// The same for a page that starts otherwise.
fn html_of(
    start: Start,
    body: Result<&str, FetchError>,
    time: &str,
    view: impl FnOnce(ViewContext) -> Element,
) -> String {
    let mut state = State::default();
    let inputs = |millis: i64| Inputs {
        local: at(time) + TimeDelta::milliseconds(millis),
        jitter: 0.5,
    };
    state.apply(Event::Started(start), inputs(-500));
    let body = body.map(|text| text.as_bytes().to_vec());
    state.apply(Event::Fetched(Answer::new("/status.json", body)), inputs(0));
    let owner = Owner::new();
    let html = owner.with(|| {
        let screen = ViewContext::new(state.language(), Box::new(|_| {}));
        screen.update(&state);
        view(screen).to_html()
    });
    html.replace('<', "\n<")
        .replace('>', ">\n")
        .replace("\n\n", "\n")
}

pub(crate) fn whole(screen: ViewContext) -> Element {
    page(screen, RwSignal::new(String::new()), "")
}

fn compact(screen: ViewContext) -> Element {
    let (announcement, speaks) = (RwSignal::new(String::new()), RwSignal::new(false));
    widget(screen, Form::Compact, false, announcement, speaks, None)
}

#[track_caller]
fn check(name: &str, body: Result<&str, FetchError>, time: &str) {
    let html = html(body, time, whole);
    for word in [" style=", " onclick", "<script", "javascript:"] {
        assert!(!html.contains(word), "{name} has `{word}`");
    }
    let path = repository("tests/fixtures/views")
        .join(name)
        .with_extension("html");
    expect_file(&path, html.trim_start());
}

fn reference() -> String {
    std::fs::read_to_string(repository("public/status.json")).unwrap()
}

#[test]
fn the_reference_window_runs() {
    check("running", Ok(&reference()), "10:27:00");
}

#[test]
fn the_reference_window_overruns() {
    check("overrunning", Ok(&reference()), "11:12:30");
}

#[test]
fn the_states_around_a_window() {
    let smallest = std::fs::read_to_string(repository("public/examples/minimal.json")).unwrap();
    check(
        "before",
        Ok(&smallest.replace("in_progress", "scheduled")),
        "09:30:00",
    );
    check(
        "over",
        Ok(&smallest.replace("in_progress", "completed")),
        "11:30:00",
    );
    check(
        "cancelled",
        Ok(&smallest.replace("in_progress", "cancelled")),
        "09:30:00",
    );
}

#[test]
fn an_incident_without_a_window() {
    let incident = r#"{"page": {"name": "Example"}, "incidents": [{"name": "Logins fail",
        "status": "investigating", "impact": "major", "started_at": "2026-11-23T09:50:00Z",
        "incident_updates": [{"status": "investigating", "body": "We are on it.",
        "display_at": "2026-11-23T09:55:00Z"}]}]}"#;
    check("incident", Ok(incident), "10:00:00");
}

#[test]
fn a_filter_that_nothing_matches_any_more_keeps_its_option() {
    let body =
        r#"{"components": [{"name": "Search", "status": "operational", "regions": ["eu"]}]}"#;
    let filtered = |query: &str| {
        let mut start = Start::default();
        start.place.query = query.to_owned();
        html_of(start, Ok(body), "10:00:00", whole)
    };
    for (query, value) in [("?im-state=queued", "queued"), ("?im-region=us", "us")] {
        let html = filtered(query);
        let option = format!("value=\"{value}\"");
        assert_eq!(html.matches(&option).count(), 1, "{html}");
        assert!(html.contains("No service matches."), "{html}");
    }
    let html = filtered("?im-state=operational");
    let number = html.matches("value=\"operational\"").count();
    assert_eq!(number, 1, "a state that occurs has one option");
}

#[test]
fn a_number_of_affected_services_needs_a_known_state() {
    let number = |second: &str| {
        let body =
            format!(r#"{{"components": [{{"name": "Search"}}, {{"name": "Mail"{second}}}]}}"#);
        let html = html(Ok(&body), "10:00:00", whole);
        let (_, figure) = html.split_once("figure-affected").unwrap();
        let mut lines = figure.lines().skip_while(|it| !it.contains("number"));
        lines.nth(1).unwrap().to_owned()
    };
    assert_eq!(number(""), "Unknown");
    assert_eq!(number(r#", "status": "operational""#), "0");
    assert_eq!(number(r#", "status": "major_outage""#), "1");
}

/// Figures belong to what the headline is about.
#[test]
fn no_clock_of_a_maintenance_stands_beside_an_incident() {
    let planned = r#"{"incidents": [{"name": "Logins fail", "status": "investigating", "impact": "major"}],
        "scheduled_maintenances": [{"name": "Upgrade", "status": "scheduled",
        "scheduled_for": "2026-11-24T09:00:00Z", "scheduled_until": "2026-11-24T11:00:00Z"}]}"#;
    let running = planned
        .replace(r#""scheduled","#, r#""in_progress","#)
        .replace("11-24T", "11-23T");
    let quiet = running.replace("investigating", "resolved");
    for form in [compact, whole] {
        let shows = |body: &str| html(Ok(body), "10:00:00", form).contains("figure-elapsed");
        assert!(!shows(planned));
        assert!(!shows(&running));
        assert!(shows(&quiet));
    }
}

#[test]
fn a_feed_that_is_not_shown_is_named_as_such_above_the_headline() {
    let shown = |refusal| {
        let start = Start {
            feed_refusal: FeedRefusal::parse(refusal),
            ..Start::default()
        };
        html_of(start, Ok(&reference()), "10:27:00", whole)
    };
    for (refusal, reason) in [
        (
            "not-allowed",
            "it is not on this page's list of allowed feeds. This page's own status follows.",
        ),
        (
            "not-loaded",
            "the part of this page that reads feeds could not be loaded. This page's own status follows.",
        ),
    ] {
        let html = shown(refusal).replace("&#x27;", "'").replace("&#39;", "'");
        let (before, _) = html.split_once("<h1").unwrap();
        assert!(
            before.contains("The status feed in this address is not shown"),
            "{before}"
        );
        assert!(before.contains(reason), "{before}");
    }
    assert!(!shown("").contains("status feed"));
}

#[test]
fn nothing_known() {
    check(
        "silent",
        Ok(r#"{"page": {"name": "Example"}, "incidents": []}"#),
        "10:00:00",
    );
    check(
        "failed",
        Err(FetchError::HttpStatus { code: 404 }),
        "10:00:00",
    );
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = r#"{"page": {"name": "<script>alert(1)</script>"},
        "links": [{"rel": "support", "label": "Help", "url": "javascript:alert(1)"}],
        "components": [{"name": "<img src=x onerror=alert(1)>", "status": "\" onclick=x",
                        "url": "javascript:alert(1)"}]}"#;
    let html = html(Ok(hostile), "10:00:00", whole);
    for word in ["<script", "<img", "javascript:"] {
        assert!(!html.contains(word), "found `{word}` in {html}");
    }
}
