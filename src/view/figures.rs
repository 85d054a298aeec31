//! The figures: scheduled length, elapsed time and verdict, affected services, access to data.

use super::element::{Node, el, fixed, part, row, text};
use super::screen::Screen;
use super::slice::slice;
use super::theirs;
use super::when::{self, time, when};
use crate::model::countdown::Amount;
use crate::model::maintenance::{Maintenance, Window};
use crate::model::message::language::spoken;
use crate::model::message::{self, Phrase};
use crate::model::situation::Situation;
use crate::model::snapshot::Snapshot;

pub(super) fn figures(screen: Screen) -> Node {
    el("section")
        .class("figures")
        .attr("aria-labelledby", "figures")
        .child(
            el("h2")
                .attr("id", "figures")
                .class("spoken")
                .say(Phrase::Figures.text()),
        )
        .child(
            el("dl")
                .child(length(screen))
                .child(elapsed(screen))
                .child(affected(screen))
                .child(access(screen)),
        )
}

/// One figure: a label, the number that matters, and what it is compared with.
fn figure(name: &str, label: Phrase, number: Node, beside: Node) -> Node {
    labelled(name, label.text(), number, beside)
}

fn labelled(name: &str, label: &str, number: Node, beside: Node) -> Node {
    el("div")
        .class(&["figure figure-", name].concat())
        .child(el("dt").say(label))
        .child(el("dd").class("number").child(number))
        .child(el("dd").class("beside").child(beside))
}

fn length(screen: Screen) -> Node {
    let start = slice(move || screen.headlined(|it, _| it.window.map(Window::start)));
    let end = slice(move || screen.headlined(|it, _| it.window.and_then(Window::end)));
    let is_there = slice(move || start.get().is_some());
    let number = move || match start.get().zip(end.get()) {
        Some((start, end)) => message::amount(Amount::of(end - start)),
        None => Phrase::OpenEnd.text().to_owned(),
    };
    let extended = move || {
        let by = screen.headlined(|maintenance, _| Maintenance::extended_by(maintenance));
        by.map(message::extended).unwrap_or_default()
    };
    part(move || {
        is_there.get().then(|| {
            let beside = row(vec![
                when::start(screen, start, end),
                fixed(" \u{2013} "),
                when(screen, move || end.get()),
                el("span").class("extended").text(extended),
            ]);
            figure("length", Phrase::Length, text(number), beside)
        })
    })
}

/// The elapsed time of the maintenance, and how that compares with its window.
pub(super) fn elapsed(screen: Screen) -> Node {
    let watch = move || screen.timed(|_, readout| readout.elapsed).flatten();
    let verdict = move || screen.timed(|_, readout| readout.verdict).flatten();
    let is_there = slice(move || verdict().is_some());
    let has_begun = slice(move || watch().is_some());
    let is_over = slice(move || {
        screen
            .timed(|_, readout| readout.situation == Situation::Over)
            .unwrap_or_default()
    });
    part(move || {
        let label = if is_over.get() {
            Phrase::TookInAll
        } else {
            Phrase::Elapsed
        };
        is_there.get().then(|| {
            if screen.is_still() && !is_over.get() {
                return began(screen);
            }
            // Before it begins there is no time, and so no `<time>`.
            let name = if has_begun.get() { "time" } else { "span" };
            let number = el(name)
                .attr("role", "timer")
                .live("datetime", move || watch().map(message::stopwatch_datetime))
                .text(move || watch().map_or_else(|| "\u{2014}".to_owned(), message::stopwatch));
            let beside = text(move || verdict().map(message::verdict).unwrap_or_default());
            figure("elapsed", label, number, beside)
        })
    })
}

/// The same where no clock runs: when it began, or is to begin.
fn began(screen: Screen) -> Node {
    let (label, start, verdict) = screen
        .headlined(|it, readout| {
            let label = if it.status.is_running() {
                Phrase::StillBegan.text()
            } else {
                Phrase::StillBegins.text()
            };
            Some((label, it.window.map(Window::start), readout.verdict))
        })
        .unwrap_or_default();
    let number = time(screen, move || start);
    let beside = fixed(verdict.map(message::still::verdict).unwrap_or_default());
    labelled("elapsed", label, number, beside)
}

pub(super) fn affected(screen: Screen) -> Node {
    let tally = move || screen.known(Snapshot::tally).unwrap_or_default();
    let is_there = slice(move || tally().total() > 0);
    let number = move || spoken().locale().count(tally().affected);
    let beside = move || message::tally(tally());
    part(move || {
        is_there
            .get()
            .then(|| figure("affected", Phrase::Affected, text(number), text(beside)))
    })
}

fn access(screen: Screen) -> Node {
    // Before and after the window nothing is restricted.
    let access = slice(move || {
        screen.headlined(|it, _| it.access.clone().filter(|_| it.status.is_running()))
    });
    part(move || {
        let access = access.get()?;
        let note = theirs(screen, el("span")).say(&access.note.unwrap_or_default());
        Some(figure(
            "access",
            Phrase::DataAccess,
            fixed(message::access(access.mode)),
            note,
        ))
    })
}
