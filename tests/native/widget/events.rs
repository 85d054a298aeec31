//! The events that a widget emits over a whole window, as text, and that their details are JSON.

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

/// The state of a widget and a log of its events. Fails at any effect that only the page may have.
struct Widget {
    state: State,
    tracker: EventTracker,
    log: String,
}

impl Widget {
    fn new() -> Self {
        let mut widget = Self {
            state: State::default(),
            tracker: EventTracker::default(),
            log: String::new(),
        };
        let start = Start {
            guest: Some(super::Guest::of(
                "https://status.example.com/v1/status.json",
            )),
            visible: true,
            ..Start::default()
        };
        widget.send(0, Event::Started(start));
        widget
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
        for event in self.tracker.events(&self.state) {
            let seconds = millis / 1000;
            writeln!(
                self.log,
                "{seconds:>5} {}: {}",
                event.as_str(),
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
fn each_change_over_a_window_is_emitted_once() {
    let mut widget = Widget::new();
    widget.failure(1, FetchError::HttpStatus { code: 502 });
    widget.document(10, &window("in_progress", "offline"));
    widget.document(20, &window("in_progress", "offline"));
    widget.failure(30, FetchError::HttpStatus { code: 503 });
    widget.failure(40, FetchError::HttpStatus { code: 503 });
    widget.document(50, &window("in_progress", "restarting"));
    widget.document(60, &window("verifying", "operational"));
    // The end of the window passes.
    widget.send(16 * 60_000, Event::Woke);
    widget.document(17 * 60, &window("completed", "operational"));
    widget.document(18 * 60, &window("completed", "operational"));
    // No request succeeds any more, for hours.
    widget.failure(19 * 60, FetchError::HttpStatus { code: 500 });
    widget.send(5 * 60 * 60_000, Event::Woke);
    widget.send(6 * 60 * 60_000, Event::Woke);
    expect_file(&repository("tests/fixtures/widget/window.txt"), &widget.log);
}

#[test]
fn a_return_is_emitted_only_after_trouble() {
    let mut widget = Widget::new();
    widget.document(10, &window("completed", "operational"));
    widget.document(20, &window("in_progress", "offline"));
    let returns = |widget: &Widget| widget.log.matches(" return:").count();
    assert_eq!(returns(&widget), 0);
    widget.document(30, &window("completed", "operational"));
    assert_eq!(returns(&widget), 1);
}

/// The names of all members that a detail may have.
pub(super) fn members() -> BTreeSet<String> {
    let mut widget = Widget::new();
    widget.document(10, &window("in_progress", "offline"));
    let detail: Value = serde_json::from_str(&detail(&widget.state)).unwrap();
    detail.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn links_in_a_detail_are_resolved_against_the_document() {
    let mut widget = Widget::new();
    widget.document(10, &window("in_progress", "offline"));
    let detail: Value = serde_json::from_str(&detail(&widget.state)).unwrap();
    assert_eq!(detail["url"], "https://status.example.com/about");
    assert_eq!(detail["name"], "Exa\"mple");
}

#[test]
fn hiding_applies_to_one_stage_of_one_maintenance() {
    let subject_of = |status: &str, component: &str| {
        let mut widget = Widget::new();
        widget.document(10, &window(status, component));
        subject(
            widget.state.snapshot().unwrap(),
            widget.state.derived().unwrap(),
        )
    };
    assert_eq!(subject_of("in_progress", "offline"), "now m1");
    assert_eq!(subject_of("verifying", "operational"), "now m1");
    assert_eq!(subject_of("completed", "operational"), "else m1");
    let later = window("scheduled", "operational").replace("11:45", "12:05");
    let mut widget = Widget::new();
    widget.document(10, &later);
    let ahead = subject(
        widget.state.snapshot().unwrap(),
        widget.state.derived().unwrap(),
    );
    assert_eq!(ahead, "ahead m1");
}

#[test]
fn each_event_has_a_name_of_its_own() {
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
        let mut widget = Widget::new();
        widget.document(when, &document.to_string());
        let detail: Value = serde_json::from_str(&detail(&widget.state)).unwrap();
        let told = detail["name"].as_str().unwrap_or_default();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(words(told), words(&printable(&name)));
    }
}
