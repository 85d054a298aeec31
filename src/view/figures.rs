//! The figures: scheduled length, elapsed time and verdict, affected services, access to data.

use leptos::html::{dd, div, dl, dt, h2, section, span};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CustomAttribute as _, ElementChild as _, Get as _,
    GlobalAttributes as _, IntoAny as _, Memo,
};

use super::hole::{attribute, part, text};
use super::screen::Screen;
use super::when::when;
use crate::model::countdown::Amount;
use crate::model::maintenance::{Maintenance, Window};
use crate::model::message::{self, Label};
use crate::model::situation::Situation;

pub(super) fn figures(screen: Screen) -> AnyView {
    section()
        .class("figures")
        .attr("aria-labelledby", "figures")
        .child((
            h2().id("figures")
                .class("spoken")
                .child(Label::Figures.text()),
            dl().child((
                length(screen),
                elapsed(screen),
                affected(screen),
                access(screen),
            )),
        ))
        .into_any()
}

/// One figure: a label, the number that matters, and what it is compared with.
fn figure(name: &'static str, label: Label, number: AnyView, beside: AnyView) -> AnyView {
    div()
        .class(["figure figure-", name].concat())
        .child((
            dt().child(label.text()),
            dd().class("number").child(number),
            dd().class("beside").child(beside),
        ))
        .into_any()
}

fn length(screen: Screen) -> AnyView {
    let window = Memo::new(move |_| screen.featured(|maintenance, _| maintenance.window));
    let extended = Memo::new(move |_| screen.featured(|it, _: &_| Maintenance::extended_by(it)));
    let number = move || match window.get().and_then(Window::length) {
        Some(length) => message::amount(Amount::of(length)),
        None => Label::OpenEnd.text().to_owned(),
    };
    let start = move || window.get().map(Window::start);
    let end = move || window.get().and_then(Window::end);
    let is_there = Memo::new(move |_| window.get().is_some());
    part(move || {
        is_there.get().then(|| {
            let beside = (
                when(screen, start),
                " \u{2013} ",
                when(screen, end),
                span().class("extended").child(text(move || {
                    extended.get().map(message::extended).unwrap_or_default()
                })),
            );
            figure(
                "length",
                Label::Length,
                text(number).into_any(),
                beside.into_any(),
            )
        })
    })
    .into_any()
}

/// The elapsed time of the maintenance; of the incident, where the page is about one.
fn elapsed(screen: Screen) -> AnyView {
    let label = Memo::new(move |_| {
        let situation = screen.timed(|_, readout| readout.situation)?;
        let verdict = screen.featured(|_, readout| readout.verdict);
        match situation {
            Situation::Over => Some(Label::TookInAll),
            _ => verdict.map(|_| Label::Elapsed),
        }
    });
    let watch = Memo::new(move |_| screen.timed(|_, readout| readout.elapsed).flatten());
    let verdict = Memo::new(move |_| screen.timed(|_, readout| readout.verdict).flatten());
    part(move || {
        label.get().map(|label| {
            let number = leptos::html::time()
                .attr("role", "timer")
                .attr(
                    "datetime",
                    attribute(move || watch.get().map(message::stopwatch_datetime)),
                )
                .child(text(move || {
                    watch
                        .get()
                        .map_or_else(|| "\u{2014}".to_owned(), message::stopwatch)
                }));
            let beside = text(move || verdict.get().map(message::verdict).unwrap_or_default());
            figure("elapsed", label, number.into_any(), beside.into_any())
        })
    })
    .into_any()
}

fn affected(screen: Screen) -> AnyView {
    let tally = Memo::new(move |_| {
        screen
            .known(crate::model::snapshot::Snapshot::tally)
            .filter(|tally| tally.total() > 0)
    });
    let is_there = Memo::new(move |_| tally.get().is_some());
    let number = move || screen.locale(|it| it.number(tally.get().unwrap_or_default().affected));
    let beside = move || screen.locale(|it| message::tally(tally.get().unwrap_or_default(), it));
    part(move || {
        is_there.get().then(|| {
            figure(
                "affected",
                Label::Affected,
                text(number).into_any(),
                text(beside).into_any(),
            )
        })
    })
    .into_any()
}

fn access(screen: Screen) -> AnyView {
    let access = Memo::new(move |_| screen.featured(|maintenance, _| maintenance.access.clone()));
    part(move || {
        access.get().map(|access| {
            let number = message::access(access.mode).into_any();
            figure("access", Label::DataAccess, number, access.note.into_any())
        })
    })
    .into_any()
}
