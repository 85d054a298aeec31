//! The phases of the maintenance in order, and the progress of the whole work.

use leptos::prelude::Get as _;

use super::context::ViewContext;
use super::html::{Element, div, h3, li, ol, p, path, progress, span, svg};
use super::when::time;
use super::{apart, headed, theirs};
use crate::model::document::vocabulary::PhaseStatus;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::derived::Derived;
use crate::model::status::maintenance::{Count, Maintenance, Permille, Phase};
use crate::model::status::scale::{Bar, Scale};
use crate::model::time::countdown::Amount;

pub(super) fn phases(context: ViewContext) -> Option<Element> {
    let (snapshot, derived) = (context.snapshot.get()?, context.derived.get()?);
    let maintenance = derived.overview.featured_in(&snapshot)?;
    if maintenance.phases.is_empty() {
        return None;
    }
    let phases = maintenance.phases.iter().enumerate();
    let items: Vec<_> = phases
        .map(|(index, phase)| {
            let is_current =
                maintenance.status.is_running() && maintenance.current_phase() == Some(index);
            let taken = derived.phases.get(index).copied().flatten();
            item(context, phase, is_current, taken)
        })
        .collect();
    // The card beside the headline has the progress if the headline is about this maintenance.
    let is_elsewhere = derived.overview.situation.is_running();
    let progress = (!is_elsewhere).then(|| overall(context, maintenance, &derived));
    Some(
        headed(context, "phases", Phrase::Phases)
            .child(progress)
            .child(to_scale(maintenance))
            .child(ol().class("timeline").child(items)),
    )
}

/// Returns a drawing with a bar for each phase: its planned length above, its actual length below. Assistive technology
/// reads the lengths in the list.
fn to_scale(maintenance: &Maintenance) -> Option<Element> {
    let scale = Scale::of(maintenance)?;
    let bar = |bar: Bar, sides: &str| {
        let start = bar.start.to_string();
        ["M", &start, sides, &bar.length.to_string(), "v6H", &start].concat()
    };
    let bars = maintenance.phases.iter().zip(scale.bars);
    let bars: Vec<_> = bars
        .map(|(phase, (planned, actual))| {
            let actual = actual.map(|it| bar(it, " 8h")).unwrap_or_default();
            path()
                .class(["is-", phase.status.as_str()].concat())
                .attr("d", [bar(planned, " 0h"), actual].concat())
        })
        .collect();
    let drawing = svg()
        .class("scale")
        .attr(
            "viewBox",
            ["0 0 ", &scale.total.to_string(), " 14"].concat(),
        )
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true");
    Some(drawing.child(bars))
}

/// Returns the progress of the work, and the share of the time beside it. Progress is not guessed: without phases there
/// is none.
pub(super) fn overall(
    context: ViewContext,
    maintenance: &Maintenance,
    derived: &Derived,
) -> Option<Element> {
    let work = maintenance.progress();
    let work = work.map(|share| share_bar(context, "bar work", Phrase::ProgressOfWork, share));
    let time = derived.time_passed.map(|share| {
        if context.is_still() {
            div().class("bar time").child("\u{a0}")
        } else {
            share_bar(context, "bar time", Phrase::ProgressOfTime, share)
        }
    });
    (work.is_some() || time.is_some()).then(|| div().class("overall").child(work).child(time))
}

fn share_bar(context: ViewContext, class: &'static str, name: Phrase, share: Permille) -> Element {
    let value = message::percent(context.language(), share);
    bar(class, context.text(name).to_owned(), share, value)
}

/// Returns a bar with its value in words. `<progress>` has a length without a style of its own, which a page without
/// inline styles could not set.
fn bar(class: &'static str, name: String, share: Permille, value: String) -> Element {
    let progress = progress()
        .attr("max", "1000")
        .attr("aria-label", name.clone())
        .attr("value", share.to_string())
        .attr("aria-valuetext", value.clone());
    let words = |class| apart(span().class(class)).attr("aria-hidden", "true");
    div()
        .class(class)
        .child(words("bar-name").child(name))
        .child(progress)
        .child(words("bar-value").child(value))
}

fn item(context: ViewContext, phase: &Phase, is_current: bool, taken: Option<Amount>) -> Element {
    let head = div()
        .class("phase-head")
        .child(theirs(context, h3()).child(phase.name.clone()))
        .child(span().class("phase-status").child(state(context, phase)));
    let body = phase.body.clone();
    li().class(["phase is-", phase.status.as_str()].concat())
        .attr("aria-current", is_current.then_some("step"))
        .child(head)
        .child(body.map(|body| theirs(context, p().class("phase-body")).child(body)))
        .child(own_count(context, phase))
        .child(times(context, phase, taken))
}

fn state(context: ViewContext, phase: &Phase) -> String {
    let word = phase.word.clone();
    word.unwrap_or_else(|| message::phase_status(context.language(), phase.status).to_owned())
}

/// Returns the count of a phase that has begun.
pub(super) fn own_count(context: ViewContext, phase: &Phase) -> Option<Element> {
    let has_begun = phase.status != PhaseStatus::Pending;
    let count = phase.count.as_ref().filter(|_| has_begun)?;
    Some(bar(
        "bar count",
        phase.name.clone(),
        Count::share(count),
        message::count(context.language(), count),
    ))
}

/// Returns the times of a phase: `10:12 (GMT) · 6 min · expected 10 min`.
fn times(context: ViewContext, phase: &Phase, taken: Option<Amount>) -> Element {
    // Where no clock runs, the duration of a phase that has not ended would not stay true.
    let stays = !context.is_still() || phase.ended_at.is_some();
    let label = if phase.ended_at.is_some() {
        Phrase::TookInAll
    } else {
        Phrase::Elapsed
    };
    let taken = taken.filter(|_| stays).map(|it| {
        let label = span().class("spoken").child(context.text(label));
        let length = message::amount(context.language(), it);
        span().child(label).child(" ").child(length)
    });
    let expected = phase
        .expected
        .map(|it| message::expected(context.language(), Amount::of(it)));
    p().class("phase-times")
        .child(time(context, phase.started_at))
        .child(taken)
        .child(span().class("expected").child(expected))
}
