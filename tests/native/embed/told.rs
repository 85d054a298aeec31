//! What a host's page is told over a whole window, as text, and that it is JSON.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use intermission::model::document::error::FetchError;
use intermission::model::document::text::printable;
use intermission::model::policy::answer::Answer;
use intermission::model::state::{Effect, Event, HostEffect, Inputs, Start, State};
use intermission::model::time::instant::{self, Reading};
use intermission::model::time::time_delta::TimeDelta;
use intermission::model::widget::{EventTracker, WidgetEvent, detail, subject};
use proptest::prelude::*;
use serde_json::Value;

use crate::expect::{expect_file, repository};

fn at(millis: i64) -> Inputs {
    let Reading::At(noon) = instant::read("2026-11-23T12:00:00Z") else {
        panic!("expected an instant")
    };
    Inputs {
        local: noon + TimeDelta::milliseconds(millis),
        jitter: 0.5,
    }
}

/// A guest from the start on, which asks for nothing of the window's.
struct Guest {
    state: State,
    told: EventTracker,
    log: String,
}

impl Guest {
    fn new() -> Self {
        let mut guest = Self {
            state: State::default(),
            told: EventTracker::default(),
            log: String::new(),
        };
        let start = Start {
            guest: Some(super::Guest::of(
                "https://status.example.com/v1/status.json",
            )),
            visible: true,
            ..Start::default()
        };
        guest.send(0, Event::Started(start));
        guest
    }

    fn send(&mut self, millis: i64, event: Event) {
        for effect in self.state.apply(event, at(millis)).effects {
            let is_forbidden = matches!(
                effect,
                Effect::Host(
                    HostEffect::Leave(_)
                        | HostEffect::Probe(_)
                        | HostEffect::RemoveWorker
                        | HostEffect::Return(_)
                        | HostEffect::StartWorker
                )
            );
            assert!(!is_forbidden, "a widget asked to {effect:?}");
        }
        for news in self.told.events(&self.state) {
            let seconds = millis / 1000;
            writeln!(
                self.log,
                "{seconds:>5} {}: {}",
                news.as_str(),
                detail(&self.state)
            )
            .unwrap();
        }
    }

    fn document(&mut self, seconds: i64, body: &str) {
        let answer = Answer::new("/status.json", Ok(body.as_bytes().to_vec()));
        self.send(seconds * 1000, Event::Fetched(answer));
    }

    fn failure(&mut self, seconds: i64, error: FetchError) {
        let answer = Answer::new("/status.json", Err(error));
        self.send(seconds * 1000, Event::Fetched(answer));
    }
}

fn window(status: &str, component: &str) -> String {
    let ended = if status == "completed" {
        r#", "completed_at": "2026-11-23T12:10:00Z""#
    } else {
        ""
    };
    format!(
        r#"{{"page": {{"name": "Exa\"mple", "url": "/about"}}, "published_at": "2026-11-23T11:59:00Z",
          "components": [{{"name": "Search", "status": "{component}"}}],
          "scheduled_maintenances": [{{"id": "m1", "name": "Upgrade", "status": "{status}"{ended},
            "scheduled_for": "2026-11-23T11:45:00Z", "scheduled_until": "2026-11-23T12:15:00Z"}}]}}"#
    )
}

#[test]
fn a_window_is_told_once_each() {
    let mut guest = Guest::new();
    guest.failure(1, FetchError::HttpStatus { code: 502 });
    guest.document(10, &window("in_progress", "offline"));
    guest.document(20, &window("in_progress", "offline"));
    guest.failure(30, FetchError::HttpStatus { code: 503 });
    guest.failure(40, FetchError::HttpStatus { code: 503 });
    guest.document(50, &window("in_progress", "restarting"));
    guest.document(60, &window("verifying", "operational"));
    // The end of the window passes.
    guest.send(16 * 60_000, Event::Woke);
    guest.document(17 * 60, &window("completed", "operational"));
    guest.document(18 * 60, &window("completed", "operational"));
    // Nobody answers any more, for hours.
    guest.failure(19 * 60, FetchError::HttpStatus { code: 500 });
    guest.send(5 * 60 * 60_000, Event::Woke);
    guest.send(6 * 60 * 60_000, Event::Woke);
    expect_file(&repository("tests/fixtures/embed/window.txt"), &guest.log);
}

#[test]
fn well_from_the_start_is_no_return() {
    let mut guest = Guest::new();
    guest.document(10, &window("completed", "operational"));
    guest.document(20, &window("in_progress", "offline"));
    let returns = |guest: &Guest| guest.log.matches(" return:").count();
    assert_eq!(returns(&guest), 0);
    guest.document(30, &window("completed", "operational"));
    assert_eq!(returns(&guest), 1);
}

/// Names of everything that a detail may have.
pub(super) fn members() -> BTreeSet<String> {
    let mut guest = Guest::new();
    guest.document(10, &window("in_progress", "offline"));
    let detail: Value = serde_json::from_str(&detail(&guest.state)).unwrap();
    detail.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn links_are_told_as_they_read_where_the_document_stands() {
    let mut guest = Guest::new();
    guest.document(10, &window("in_progress", "offline"));
    let detail: Value = serde_json::from_str(&detail(&guest.state)).unwrap();
    assert_eq!(detail["url"], "https://status.example.com/about");
    assert_eq!(detail["name"], "Exa\"mple");
}

#[test]
fn what_is_hidden_is_one_stage_of_one_maintenance() {
    let subject_of = |status: &str, component: &str| {
        let mut guest = Guest::new();
        guest.document(10, &window(status, component));
        subject(
            guest.state.snapshot().unwrap(),
            guest.state.derived().unwrap(),
        )
    };
    assert_eq!(subject_of("in_progress", "offline"), "now m1");
    assert_eq!(subject_of("verifying", "operational"), "now m1");
    assert_eq!(subject_of("completed", "operational"), "else m1");
    let later = window("scheduled", "operational").replace("11:45", "12:05");
    let mut guest = Guest::new();
    guest.document(10, &later);
    let ahead = subject(
        guest.state.snapshot().unwrap(),
        guest.state.derived().unwrap(),
    );
    assert_eq!(ahead, "ahead m1");
}

#[test]
fn news_have_words_of_their_own() {
    let words: BTreeSet<&str> = WidgetEvent::ALL
        .map(WidgetEvent::as_str)
        .into_iter()
        .collect();
    assert_eq!(words.len(), WidgetEvent::ALL.len());
}

proptest! {
    #[test]
    fn a_detail_is_json_whatever_the_names_are(name in "\\PC*|[\\x00-\\x7f]*", when in 0_i64..7200) {
        let mut document: Value = serde_json::from_str(&window("in_progress", "offline")).unwrap();
        document["page"]["name"] = Value::from(name.clone());
        let mut guest = Guest::new();
        guest.document(when, &document.to_string());
        let detail: Value = serde_json::from_str(&detail(&guest.state)).unwrap();
        let told = detail["name"].as_str().unwrap_or_default();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(words(told), words(&printable(&name)));
    }
}
