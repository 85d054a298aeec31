//! What visitors see of a feed's limits and of the age of its checks: on the page, as text, without script.

use intermission::cli::render::Still;
use intermission::feeds::builder::Context;
use intermission::feeds::read::read;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::freshness::Freshness;
use intermission::model::state::{Event, Inputs, Start, State};
use intermission::model::time::instant::Instant;
use intermission::view::context::ViewContext;
use intermission::view::page;
use leptos::prelude::{Owner, RwSignal};

use super::now;

const LIMITS: &str = "This feed does not announce maintenance or describe incidents. Missing so far: its suites, its announcements.";

fn minutes(minutes: i64) -> Instant {
    now() + intermission::model::time::time_delta::TimeDelta::minutes(minutes)
}

/// A Gatus without its further documents that checked three minutes ago, as a converted document. Its notice is not
/// of Gatus.
fn converted() -> String {
    let feed = br#"[{"key": "a", "name": "Shop", "results": [
        {"success": true, "timestamp": "2026-11-24T11:56:00Z"},
        {"success": true, "timestamp": "2026-11-24T11:57:00Z"}]}]"#;
    let context = Context {
        now: Some(now()),
        ..Context::default()
    };
    let mut reading = read(&[(None, feed)], context).unwrap();
    assert_eq!(reading.document.notice, None);
    reading.document.notice = Some("Shop elsewhere".into());
    reading.to_text(false)
}

/// The page's state when a document has come at `at`.
fn state(document: &str, at: Instant) -> State {
    let inputs = Inputs {
        local: at,
        jitter: 0.5,
    };
    let mut state = State::default();
    let start = Start {
        visible: true,
        ..Start::default()
    };
    state.apply(Event::Started(start), inputs);
    let body = Ok(document.as_bytes().to_vec());
    state.apply(Event::Fetched(Answer::new("/status.json", body)), inputs);
    state
}

fn html(state: State) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let screen = ViewContext::new(state.language(), Box::new(|_| {}));
        screen.update(&state);
        page(screen, RwSignal::new(String::new()), "").to_html()
    })
}

/// Whether `first` stands before `second`, and nothing but markup, or nothing at all, between `second` and `end`.
#[track_caller]
fn check_last(text: &str, first: &str, end: &str) {
    let (before, after) = text.split_once(LIMITS).unwrap_or_else(|| panic!("{text}"));
    assert!(before.contains(first), "{before}");
    let rest = after.split(end).next().unwrap();
    let is_markup = |text: &str| {
        text.split('<')
            .all(|it| it.is_empty() || it.trim_end().ends_with('>'))
    };
    assert!(is_markup(rest.trim()), "{rest}");
    assert!(!after.contains(LIMITS), "{after}");
}

#[test]
fn the_limits_of_a_feed_are_the_last_line_of_the_page() {
    let html = html(state(&converted(), now()));
    check_last(&html, "Shop elsewhere", "</main>");
    let line = html
        .split(LIMITS)
        .next()
        .unwrap()
        .rsplit('<')
        .next()
        .unwrap();
    assert!(line.contains(r#"lang="en""#), "{line}");
}

#[test]
fn the_limits_of_a_feed_are_the_last_line_of_text_and_plain_page() {
    let still = Still::read(converted().as_bytes(), now(), &[]).unwrap();
    let text = still
        .text()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(
        text.ends_with(LIMITS) && text.contains("Shop elsewhere"),
        "{text}"
    );
    let plain = still.plain();
    check_last(&plain, "Shop elsewhere", "</main>");
}

#[test]
fn the_time_of_the_newest_check_is_called_so() {
    let html = html(state(&converted(), now()));
    assert!(html.contains("Last checked"), "{html}");
    assert!(!html.contains("Page last edited"), "{html}");
}

/// A copy of a feed says nothing of now once its checks are old, however often it is handed out.
#[test]
fn services_are_unknown_when_the_newest_check_is_too_old() {
    for (at, freshness, word) in [
        (minutes(6), Freshness::Live, "Operational"),
        (minutes(7), Freshness::Stale, "Unknown"),
    ] {
        let state = state(&converted(), at);
        assert_eq!(state.freshness(), freshness, "{at}");
        let components = &state.snapshot().unwrap().components;
        assert_eq!(
            components[0].status.as_str() == "operational",
            word == "Operational"
        );
        let still = Still::read(converted().as_bytes(), at, &[]).unwrap();
        assert!(still.text().contains(word), "{}", still.text());
    }
}

#[test]
fn a_page_that_sleeps_wakes_when_the_newest_check_becomes_too_old() {
    let mut state = state(&converted(), now());
    assert_eq!(state.freshness(), Freshness::Live);
    let inputs = Inputs {
        local: minutes(7),
        jitter: 0.5,
    };
    state.apply(Event::Woke, inputs);
    assert_eq!(state.freshness(), Freshness::Stale);
}
