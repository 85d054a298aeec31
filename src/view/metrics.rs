//! The metrics: scheduled length, elapsed time and verdict, affected services, access to data.

use leptos::prelude::Get as _;

use super::context::ViewContext;
use super::html::{Element, IntoView, dd, div, dl, dt, h2, section, span, time as time_element};
use super::theirs;
use super::when::{self, clock_time, when};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::{FormerEnd, Window};
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::{Snapshot, Tally};
use crate::model::time::countdown::Amount;

pub(super) fn metrics(context: ViewContext) -> Element {
    let heading = h2().class("spoken");
    section()
        .class("figures")
        .child(heading.child(context.text(Phrase::Figures)))
        .child(
            dl().child(move || length(context))
                .child(move || elapsed(context))
                .child(move || affected(context))
                .child(move || access(context)),
        )
}

/// Returns one figure: a label, the number, and its comparison.
fn figure(
    class: &'static str,
    label: &'static str,
    number: impl IntoView,
    beside: impl IntoView,
) -> Element {
    div()
        .class(class)
        .child(dt().child(label))
        .child(dd().class("number").child(number))
        .child(dd().class("detail").child(beside))
}

fn length(context: ViewContext) -> Option<Element> {
    let (window, moved, former) = context.with_headlined(|it| {
        let moved = message::moved_end(context.language(), it).unwrap_or_default();
        let former_ends = it.former_ends.iter();
        let former: Vec<Element> = former_ends.filter_map(|it| move_of(context, it)).collect();
        (it.window, moved, former)
    })?;
    let (start, end) = (window.map(Window::start)?, window.and_then(Window::end));
    let number = match end {
        Some(end) => message::amount(context.language(), Amount::of(end - start)),
        None => context.text(Phrase::OpenEnd).to_owned(),
    };
    let beside = vec![
        when::start(context, Some(start), end).into_view(),
        context.text(Phrase::JoinRange).into_view(),
        when(context, end).into_view(),
        span().class("extended").child(moved).into_view(),
        former.into_view(),
    ];
    Some(figure(
        "figure figure-length",
        context.text(Phrase::Length),
        number,
        beside,
    ))
}

/// Returns when and why the end moved; `None` if the publisher gives no reason.
fn move_of(context: ViewContext, former: &FormerEnd) -> Option<Element> {
    let reason = theirs(context, span()).child(former.reason.clone()?);
    let at = when::time(context, former.moved_at);
    Some(div().class("moved").child(at).child(" ").child(reason))
}

/// Returns the elapsed time of the maintenance, compared with its window; `None` before it has begun.
pub(super) fn elapsed(context: ViewContext) -> Option<Element> {
    let derived = context.derived.get()?;
    let verdict = derived.verdict?;
    let is_over = derived.overview.situation == Situation::Over;
    if context.is_still() && !is_over {
        return began(context);
    }
    let label = if is_over {
        Phrase::TookInAll
    } else {
        Phrase::Elapsed
    };
    let elapsed = derived.elapsed?;
    let number = time_element()
        .attr("role", "timer")
        .attr("datetime", message::stopwatch_datetime(elapsed))
        .attr(
            "aria-label",
            message::amount(context.language(), elapsed.spoken()),
        )
        .child(message::stopwatch(context.language(), elapsed));
    let beside = message::verdict(context.language(), verdict);
    Some(figure(
        "figure figure-elapsed",
        context.text(label),
        number,
        beside,
    ))
}

/// Returns the figure in place of the elapsed time where no clock runs: the time at which the maintenance began or is
/// to begin.
fn began(context: ViewContext) -> Option<Element> {
    let verdict = context.derived.get()?.verdict;
    let (is_running, window) = context.with_headlined(|it| (it.status.is_running(), it.window))?;
    let label = if is_running {
        Phrase::StillBegan
    } else {
        Phrase::StillBegins
    };
    let start = window.map(Window::start);
    let number = clock_time(context, start);
    let day = start.and_then(|start| context.day_unless_today(start));
    let verdict = verdict.map(|it| message::still::verdict(context.language(), it));
    let beside = [day.as_deref(), verdict].map(Option::unwrap_or_default);
    let beside = message::joined(context.language(), &beside);
    Some(figure(
        "figure figure-elapsed",
        context.text(label),
        number,
        beside,
    ))
}

pub(super) fn affected(context: ViewContext) -> Option<Element> {
    let tally = context.with_document(Snapshot::tally)?;
    // Of services that are all of unknown state, none is known to be unaffected.
    let number = if tally.unknown == tally.total() {
        context.text(Phrase::StatusUnknown).to_owned()
    } else {
        context.language().locale().count(tally.affected)
    };
    (Tally::total(tally) > 0).then(|| {
        figure(
            "figure figure-affected",
            context.text(Phrase::Affected),
            number,
            message::tally(context.language(), tally),
        )
    })
}

fn access(context: ViewContext) -> Option<Element> {
    // Access to data is restricted only while the maintenance runs.
    let access = context.with_headlined(|it| it.access.clone().filter(|_| it.status.is_running()));
    let access = access.flatten()?;
    let note = theirs(context, span()).child(access.note.unwrap_or_default());
    let number = message::access(context.language(), access.mode);
    Some(figure(
        "figure figure-access",
        context.text(Phrase::DataAccess),
        number,
        note,
    ))
}
