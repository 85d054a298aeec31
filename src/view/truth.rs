//! The truth line: the age of the data, what happens next, and the controls of both.

use leptos::ev;
use leptos::html::{button, p, section, span};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CustomAttribute as _, ElementChild as _, Get as _, IntoAny as _,
    Memo, OnAttribute as _, With as _,
};

use super::hole::{attribute, part, text};
use super::screen::Screen;
use super::symbol::symbol;
use super::when::when;
use crate::model::message::{self, Label};
use crate::model::situation::Symbol;
use crate::model::state::Event;

pub(super) fn truth(screen: Screen) -> AnyView {
    section()
        .class("truth")
        .attr("aria-label", Label::Truth.text())
        .child((
            failure(screen),
            p().class("truth-line").child((age(screen), next(screen))),
            controls(screen),
        ))
        .into_any()
}

/// Why there is nothing newer, and that what is shown stays.
fn failure(screen: Screen) -> AnyView {
    let failure = Memo::new(move |_| screen.truth.with(|truth| truth.failure.clone()));
    let has_data = Memo::new(move |_| screen.truth.with(|truth| truth.age.is_some()));
    part(move || {
        // Without data the headline itself says why.
        let failure = failure.get().filter(|_| has_data.get())?;
        let words = [
            message::failure(&failure.error),
            " ",
            message::failure_consequence(true),
            " ",
        ];
        let line = p().class("failure").child((
            symbol(Symbol::Unknown),
            span().child((words.concat(), when(screen, move || Some(failure.at)))),
        ));
        Some(line.into_any())
    })
    .into_any()
}

/// `Published 14:02 (GMT), 12 s ago`
fn age(screen: Screen) -> AnyView {
    let age = Memo::new(move |_| screen.truth.with(|truth| truth.age));
    let is_there = Memo::new(move |_| age.get().is_some());
    let lead = move || age.get().map(|age| message::age_lead(age.basis).to_owned());
    part(move || {
        is_there.get().then(|| {
            span()
                .class("age")
                .child((
                    text(move || lead().unwrap_or_default()),
                    " ",
                    when(screen, move || age.get().map(|age| age.at)),
                    ", ",
                    span()
                        .attr("role", "timer")
                        .class("counter")
                        .child(text(move || {
                            age.get()
                                .map(|age| message::ago(age.amount))
                                .unwrap_or_default()
                        })),
                ))
                .into_any()
        })
    })
    .into_any()
}

fn next(screen: Screen) -> AnyView {
    let next = Memo::new(move |_| screen.truth.with(|truth| truth.next));
    span()
        .class("next counter")
        .attr("role", "timer")
        .child(text(move || message::next_check(next.get())))
        .into_any()
}

fn controls(screen: Screen) -> AnyView {
    let pause = move || {
        if screen.paused.get() {
            Label::Resume
        } else {
            Label::Pause
        }
    };
    span()
        .class("controls")
        .child((
            button()
                .attr("type", "button")
                .on(ev::click, move |_| screen.send(Event::CheckRequested))
                .child(Label::CheckNow.text()),
            button()
                .attr("type", "button")
                .attr(
                    "aria-pressed",
                    attribute(move || Some(screen.paused.get().to_string())),
                )
                .on(ev::click, move |_| screen.send(Event::PauseToggled))
                .child(text(move || pause().text().to_owned())),
        ))
        .into_any()
}
