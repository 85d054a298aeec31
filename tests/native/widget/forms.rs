//! The forms of the widget, rendered to HTML without a browser and compared with files; and when a widget is shown.

use intermission::model::policy::answer::Answer;
use intermission::model::state::{Event, Inputs, Start, State};
use intermission::model::status::situation::Situation;
use intermission::model::time::instant::Instant;
use intermission::model::time::time_delta::TimeDelta;
use intermission::model::widget::{Form, When};
use intermission::view::context::ViewContext;
use intermission::view::widget::widget;
use leptos::prelude::{Owner, RwSignal};

use crate::expect::{expect_file, repository};

fn at(time: &str) -> Instant {
    let time = format!("2026-11-23T{time}Z");
    time.parse().unwrap()
}

fn html(form: Form, service: Option<&str>, hide: bool) -> String {
    let body = std::fs::read(repository("public/status.json")).unwrap();
    let inputs = |millis: i64| Inputs {
        local: at("10:27:00") + TimeDelta::milliseconds(millis),
        jitter: 0.5,
    };
    let mut state = State::default();
    let guest = super::Guest::of("https://status.example.com/status.json");
    let start = Start {
        guest: Some(guest.about(service.unwrap_or_default())),
        visible: true,
        ..Start::default()
    };
    state.apply(Event::Started(start), inputs(-500));
    state.apply(
        Event::Fetched(Answer::new("/status.json", Ok(body))),
        inputs(0),
    );
    let hide: Option<Box<dyn Fn()>> = if hide { Some(Box::new(|| {})) } else { None };
    let html = Owner::new().with(|| {
        let screen = ViewContext::new(state.language(), Box::new(|_| {}));
        screen.update(&state);
        let announcement = RwSignal::new("Said aloud".to_owned());
        let speaks = RwSignal::new(true);
        widget(screen, form, service.is_some(), announcement, speaks, hide).to_html()
    });
    html.replace('<', "\n<")
        .replace('>', ">\n")
        .replace("\n\n", "\n")
}

#[test]
fn each_form_of_the_reference_window() {
    for form in Form::ALL {
        let html = html(form, None, form == Form::Banner);
        for word in [" style=", " onclick", "<script", "javascript:"] {
            assert!(!html.contains(word), "{form:?} has `{word}`");
        }
        // Notifications, printing and calendars belong to the host's page.
        for word in ["Tell me", "Print", "Add to calendar", "Skip to"] {
            assert!(!html.contains(word), "{form:?} has `{word}`");
        }
        let path = format!("tests/fixtures/widget/{}.html", form.as_str());
        expect_file(&repository(&path), html.trim_start());
    }
}

#[test]
fn each_form_of_one_service() {
    for form in Form::ALL {
        let html = html(form, Some("service-2"), false);
        let path = format!("tests/fixtures/widget/{}-service.html", form.as_str());
        expect_file(&repository(&path), html.trim_start());
        for word in ["Everything is working", "Said aloud"] {
            assert!(!html.contains(word), "{form:?} speaks of all services");
        }
    }
}

#[test]
fn the_attribute_when_decides_in_which_situations_a_widget_is_shown() {
    let cases = [
        (Situation::Silent, false, false),
        (Situation::Incident, true, true),
        (Situation::Running, true, true),
        (Situation::Early, true, true),
        (Situation::Overrunning, true, true),
        (Situation::Verifying, true, true),
        (Situation::VerifyingLate, true, true),
        (Situation::Affected, true, true),
        (Situation::Due, true, true),
        (Situation::Ahead, false, true),
        (Situation::Over, false, false),
        (Situation::Cancelled, false, false),
        (Situation::Unsure, false, false),
        (Situation::Operational, false, false),
        (Situation::Unconfirmed, false, false),
        (Situation::OutOfDate, false, false),
    ];
    for (situation, trouble, upcoming) in cases {
        assert!(When::Always.shows(situation));
        assert_eq!(When::Trouble.shows(situation), trouble, "{situation:?}");
        assert_eq!(When::Upcoming.shows(situation), upcoming, "{situation:?}");
    }
}
