//! The phases of the maintenance in order, and how far the work is as a whole.

use leptos::html::{div, h2, h3, li, ol, p, progress, section, span};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CollectView as _, CustomAttribute as _, ElementChild as _,
    Get as _, GlobalAttributes as _, IntoAny as _, Memo, With as _,
};

use super::hole::{attribute, part, text};
use super::screen::Screen;
use super::when::when;
use crate::model::countdown::Amount;
use crate::model::maintenance::{Count, Maintenance, Permille, Phase};
use crate::model::message::{self, Label};
use crate::model::words::PhaseStatus;

pub(super) fn phases(screen: Screen) -> AnyView {
    let count = Memo::new(move |_| {
        screen
            .featured(|maintenance, _| Some(maintenance.phases.len()))
            .unwrap_or_default()
    });
    part(move || {
        (count.get() > 0).then(|| {
            let items = (0..count.get())
                .map(|index| item(screen, index))
                .collect_view();
            section()
                .class("phases")
                .attr("aria-labelledby", "phases")
                .child((
                    h2().id("phases").child(Label::Phases.text()),
                    overall(screen),
                    ol().class("timeline").child(items),
                ))
                .into_any()
        })
    })
    .into_any()
}

/// Progress of the work; never made up: without phases there is none.
fn overall(screen: Screen) -> AnyView {
    let work = Memo::new(move |_| screen.featured(|it, _: &_| Maintenance::progress(it)));
    let is_there = Memo::new(move |_| work.get().is_some());
    part(move || {
        is_there.get().then(|| {
            let share = move || work.get().unwrap_or_default();
            bar(
                "overall",
                Label::ProgressOfWork.text().to_owned(),
                share,
                move || percent(share()),
            )
        })
    })
    .into_any()
}

fn percent(share: Permille) -> String {
    [&(share / 10).to_string(), "\u{a0}%"].concat()
}

/// A bar with its value in words. `<progress>` needs no style of its own to have a length, which a page
/// without inline styles could not give it.
fn bar(
    class: &'static str,
    name: String,
    share: impl Fn() -> Permille + Send + Sync + Copy + 'static,
    value: impl Fn() -> String + Send + Sync + Clone + 'static,
) -> AnyView {
    let spoken = value.clone();
    div()
        .class(["bar ", class].concat())
        .child((
            span()
                .class("bar-name")
                .attr("aria-hidden", "true")
                .child(name.clone()),
            progress()
                .attr("max", "1000")
                .attr("value", attribute(move || Some(share().to_string())))
                .attr("aria-label", name)
                .attr("aria-valuetext", attribute(move || Some(spoken()))),
            span()
                .class("bar-value")
                .attr("aria-hidden", "true")
                .child(text(value)),
        ))
        .into_any()
}

fn item(screen: Screen, index: usize) -> AnyView {
    let phase = Memo::new(move |_| {
        screen
            .featured(|maintenance, _| maintenance.phases.get(index).cloned())
            .unwrap_or_default()
    });
    let is_current = Memo::new(move |_| {
        screen.featured(|it, _| it.current_phase().filter(|_| it.status.is_running()))
            == Some(index)
    });
    let status = Memo::new(move |_| phase.with(|phase| phase.status));
    li().attr(
        "class",
        attribute(move || Some(["phase is-", status.get().word()].concat())),
    )
    .attr(
        "aria-current",
        attribute(move || is_current.get().then(|| "step".to_owned())),
    )
    .child((
        span().class("marker").attr("aria-hidden", "true"),
        div().class("phase-head").child((
            h3().child(text(move || phase.with(|phase| phase.name.clone()))),
            span()
                .class("phase-status")
                .child(text(move || state(&phase.get()))),
        )),
        body(phase),
        own_count(phase),
        times(screen, index, phase),
    ))
    .into_any()
}

fn state(phase: &Phase) -> String {
    phase
        .word
        .clone()
        .unwrap_or_else(|| message::phase_status(phase.status).to_owned())
}

fn body(phase: Memo<Phase>) -> AnyView {
    let body = Memo::new(move |_| phase.with(|phase| phase.body.clone()));
    part(move || {
        body.get()
            .map(|body| p().class("phase-body").child(body).into_any())
    })
    .into_any()
}

fn own_count(phase: Memo<Phase>) -> AnyView {
    let count = Memo::new(move |_| {
        phase.with(|phase| {
            phase
                .count
                .clone()
                .filter(|_| phase.status != PhaseStatus::Pending)
        })
    });
    let is_there = Memo::new(move |_| count.get().is_some());
    let name = move || phase.with(|phase| phase.name.clone());
    part(move || {
        is_there.get().then(|| {
            let share = move || count.with(|count| count.as_ref().map_or(0, Count::share));
            let value =
                move || count.with(|it| it.as_ref().map(message::count).unwrap_or_default());
            bar("own", name(), share, value)
        })
    })
    .into_any()
}

/// `10:12 (GMT) · 6 min · expected 10 min`
fn times(screen: Screen, index: usize, phase: Memo<Phase>) -> AnyView {
    let started = Memo::new(move |_| phase.with(|phase| phase.started_at));
    let has_started = Memo::new(move |_| started.get().is_some());
    let expected = Memo::new(move |_| phase.with(|phase| phase.expected));
    let taken = Memo::new(move |_| {
        screen
            .timed(|_, readout| readout.phases.get(index).copied())
            .flatten()
            .flatten()
    });
    p().class("phase-times")
        .child((
            part(move || {
                has_started
                    .get()
                    .then(|| when(screen, move || started.get()))
            }),
            span().class("taken").child(text(move || {
                taken.get().map(message::amount).unwrap_or_default()
            })),
            part(move || {
                let expected = expected.get()?;
                let words = [
                    Label::Expected.text(),
                    " ",
                    &message::amount(Amount::of(expected)),
                ];
                Some(span().class("expected").child(words.concat()).into_any())
            }),
        ))
        .into_any()
}
