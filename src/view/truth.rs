//! The truth line: the age of the data, what happens next, and the controls of both.

use super::element::{Node, el, fixed, part, row};
use super::screen::Screen;
use super::slice::slice;
use super::symbol::symbol;
use super::telling::telling;
use super::when::{stated, when};
use super::{button, plain_button};
use crate::model::message::{self, Phrase};
use crate::model::situation::Symbol;
use crate::model::state::Event;

/// Nothing stands below the headline until there is something to say: what is not there cannot move.
pub(super) fn truth(screen: Screen) -> Node {
    let is_there = slice(move || {
        screen
            .truth
            .with(|truth| truth.age.is_some() || truth.failure.is_some())
    });
    part(move || is_there.get().then(|| line(screen)))
}

fn line(screen: Screen) -> Node {
    el("section")
        .class("truth")
        .attr("aria-label", Phrase::Truth.text())
        .child(failure(screen))
        .child(
            el("p")
                .class("truth-line")
                .child(age(screen))
                .child(next(screen)),
        )
        .maybe(screen.is_still().then(without_script))
        .child(controls(screen))
        .child(telling(screen))
}

/// Why there is nothing newer, and that what is shown stays. Without data the headline itself says why.
pub(super) fn failure(screen: Screen) -> Node {
    let failure = slice(move || {
        let failure = |it: &crate::model::truth::Truth| it.age.and(it.failure.clone());
        screen.truth.with(failure)
    });
    part(move || {
        let failure = failure.get()?;
        let words = message::failed(&failure.error);
        let line = el("span")
            .say(&words)
            .say(" ")
            .child(when(screen, move || Some(failure.at)));
        Some(
            el("p")
                .class("failure")
                .child(symbol(Symbol::Unknown))
                .child(line),
        )
    })
}

/// `Published 14:02 (GMT), 12 s ago`
pub(super) fn age(screen: Screen) -> Node {
    let age = move || screen.truth.with(|truth| truth.age);
    let is_there = slice(move || age().is_some());
    let at = slice(move || age().map(|age| age.at));
    let lead = move || {
        age()
            .map(|age| message::age_lead(age.basis))
            .unwrap_or_default()
            .to_owned()
    };
    let ago = move || {
        age()
            .map(|age| message::ago(age.amount))
            .unwrap_or_default()
    };
    part(move || {
        is_there.get().then(|| {
            el("span")
                .class("age")
                .text(lead)
                .child(fixed(" "))
                .child(stated(screen, move || at.get()))
                .maybe((!screen.is_still()).then(|| fixed(", ")))
                .maybe(
                    (!screen.is_still())
                        .then(|| el("span").class("counter").attr("role", "timer").text(ago)),
                )
        })
    })
}

/// How newer word is had where no script runs, and where one cannot start.
fn without_script() -> Node {
    row(vec![
        el("noscript").child(el("p").say(Phrase::StillNoScript.text())),
        el("p").attr("data-boot", Phrase::StillCannotStart.text()),
    ])
}

/// What happens next; on a page that stays as it is, when that was.
fn next(screen: Screen) -> Node {
    if let Some(at) = screen.as_of() {
        let at = stated(screen, move || Some(at));
        let words = el("span").class("next").say(Phrase::StillAsOf.text());
        return words.say(" ").child(at);
    }
    let words = move || screen.truth.with(|truth| message::next_check(truth.next));
    el("span")
        .class("next counter")
        .attr("role", "timer")
        .text(words)
}

/// Stops everything that changes by itself, or starts it again.
pub(super) fn pause(screen: Screen) -> Node {
    let label = move || {
        let label = if screen.paused.get() {
            Phrase::Resume
        } else {
            Phrase::Pause
        };
        label.text().to_owned()
    };
    plain_button(screen, || Event::PauseToggled).text(label)
}

fn controls(screen: Screen) -> Node {
    el("p")
        .class("controls")
        .child(button(screen, Phrase::CheckNow, || Event::CheckRequested))
        .child(pause(screen))
}
