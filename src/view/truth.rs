//! The truth line: the age of the data, what happens next, and the controls of both.

use leptos::prelude::With as _;

use super::html::{Element, IntoView as _, View, noscript, p, section, show, span};
use super::screen::Screen;
use super::symbol::symbol;
use super::telling::telling;
use super::when::{stated, when};
use super::{button, plain_button};
use crate::model::i18n::message::{self, Phrase};
use crate::model::state::Event;
use crate::model::status::situation::Symbol;

/// Nothing stands below the headline until there is something to say: what is not there cannot move.
pub(super) fn truth(screen: Screen) -> View {
    show(
        move || {
            screen
                .truth
                .with(|it| it.age.is_some() || it.failure.is_some())
        },
        move || line(screen),
    )
}

fn line(screen: Screen) -> Element {
    section()
        .class("truth")
        .attr("aria-label", Phrase::Truth.text())
        .child(move || failure(screen))
        .child(
            p().class("truth-line")
                .child(move || age(screen))
                .child(next(screen)),
        )
        .child(screen.is_still().then(without_script))
        .child(controls(screen))
        .child(move || telling(screen))
}

/// Why there is nothing newer, and that what is shown stays. Without data the headline itself says why.
pub(super) fn failure(screen: Screen) -> Option<Element> {
    let failure = screen.truth.with(|it| it.age.and(it.failure.clone()))?;
    let words = message::failed(&failure.error);
    let line = span()
        .child(words)
        .child(" ")
        .child(when(screen, Some(failure.at)));
    Some(
        p().class("failure")
            .child(symbol(Symbol::Unknown))
            .child(line),
    )
}

/// `Published 14:02 (GMT), 12 s ago`
pub(super) fn age(screen: Screen) -> Option<Element> {
    let age = screen.truth.with(|truth| truth.age)?;
    let ago = (!screen.is_still()).then(|| {
        let ago = message::ago(age.amount);
        vec![
            ", ".into_view(),
            span()
                .class("counter")
                .attr("role", "timer")
                .child(ago)
                .into_view(),
        ]
    });
    Some(
        span()
            .class("age")
            .child(message::age_lead(age.basis))
            .child(" ")
            .child(stated(screen, Some(age.at)))
            .child(ago),
    )
}

/// How newer word is had where no script runs, and where one cannot start.
fn without_script() -> Vec<Element> {
    vec![
        noscript().child(p().child(Phrase::StillNoScript.text())),
        p().attr("data-boot", Phrase::StillCannotStart.text()),
    ]
}

/// What happens next; on a page that stays as it is, when that was.
fn next(screen: Screen) -> Element {
    if let Some(at) = screen.as_of() {
        let words = span().class("next").child(Phrase::StillAsOf.text());
        return words.child(" ").child(move || stated(screen, Some(at)));
    }
    let words = move || screen.truth.with(|truth| message::next_check(truth.next));
    span()
        .class("next counter")
        .attr("role", "timer")
        .child(words)
}

/// Stops everything that changes by itself, or starts it again.
pub(super) fn pause(screen: Screen) -> Element {
    let label = move || {
        let is_paused = screen.settings.with(|it| it.paused);
        let label = if is_paused {
            Phrase::Resume
        } else {
            Phrase::Pause
        };
        label.text()
    };
    plain_button(screen, || Event::PauseToggled).child(label)
}

fn controls(screen: Screen) -> Element {
    p().class("controls")
        .child(button(screen, Phrase::CheckNow, || Event::CheckRequested))
        .child(pause(screen))
}
