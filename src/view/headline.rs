//! The headline section: what is happening, when it ends, and what it means for the visitor.

use leptos::prelude::Get as _;

use super::context::ViewContext;
use super::header::shape;
use super::html::{Element, IntoView as _, div, p, section, span, time as time_element};
use super::now::now;
use super::when::{around, stated};
use super::{apart, theirs};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::derived::Overview;
use crate::model::status::maintenance::Window;
use crate::model::status::next_update::{NextUpdate, Promise};
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::{Instant, write};

/// Returns the section under a `heading` of the caller's level, which is `h1` on the page. Its band has the colour of the
/// state.
pub(super) fn headline(context: ViewContext, badge: Element, heading: fn() -> Element) -> Element {
    let band = move || ["headline is-", shape(context).name()].concat();
    let story = div()
        .class("story")
        .child(badge)
        .child(move || titles(context, heading))
        .child(move || ending(context, p))
        .child(move || next_update(context, p))
        .child(move || lead(context))
        .child(move || publisher_summary(context))
        .child(move || reason(context));
    section()
        .class(band)
        .child(story)
        .child(move || now(context))
}

/// Returns the name of the incident or maintenance as the heading, and below it the sentence about the situation. A
/// situation without a name has the sentence as its heading.
fn titles(context: ViewContext, heading: fn() -> Element) -> Vec<Element> {
    let heading = heading();
    match context.with_overview(subject).flatten() {
        Some(name) => vec![
            theirs(context, heading).child(name),
            p().class("sentence").child(words(context)),
        ],
        None => vec![heading.class("sentence").child(words(context))],
    }
}

/// Returns the publisher's roll-up, marked as the publisher's.
fn publisher_summary(context: ViewContext) -> Option<Element> {
    let summary = context.with_overview(|snapshot, it| {
        message::publisher_summary(context.language(), it.situation, snapshot)
    });
    Some(p().class("summary").child(summary.flatten()?))
}

pub(super) fn words(context: ViewContext) -> &'static str {
    let known = context.with_overview(|snapshot, it| {
        message::headline(context.language(), it.situation, snapshot)
    });
    known.unwrap_or_else(|| {
        let has_failed = context.with_data_status(|it| it.failure.is_some());
        if has_failed {
            context.text(Phrase::HeadlineOutOfDate)
        } else {
            context.text(Phrase::Loading)
        }
    })
}

/// Returns the name of the incident or maintenance that the headline is about.
pub(crate) fn subject(snapshot: &Snapshot, overview: &Overview) -> Option<String> {
    if overview.situation == Situation::Incident {
        return snapshot.worst_open().map(|incident| incident.name.clone());
    }
    let maintenance = overview.headlined_in(snapshot);
    let maintenance = maintenance.filter(|_| !overview.situation.is_doubtful());
    maintenance.map(|maintenance| maintenance.name.clone())
}

/// Returns the publisher's summary while it can be relied on.
fn summary(snapshot: &Snapshot, overview: &Overview) -> Option<String> {
    let summary = snapshot.summary.clone();
    summary.filter(|_| !overview.situation.is_doubtful())
}

/// Returns the publisher's summary, or else what the situation means.
fn lead(context: ViewContext) -> Element {
    let known = context.with_overview(|snapshot, it| {
        let meaning = if context.is_still() {
            message::still::meaning(context.language(), it.situation)
        } else {
            message::meaning(context.language(), it.situation)
        };
        match summary(snapshot, it) {
            Some(summary) => (summary, context.foreign()),
            None => (meaning.to_owned(), None),
        }
    });
    let failed = || {
        context.with_data_status(|status| {
            let failure = status.failure.as_ref()?;
            let consequence = message::failure_consequence(context.language(), false);
            let reason = message::failure(context.language(), &failure.error);
            Some(message::sentences(
                context.language(),
                &[reason, consequence],
            ))
        })
    };
    let (words, language) = known.unwrap_or_else(|| (failed().unwrap_or_default(), None));
    apart(p().class("lead")).attr("lang", language).child(words)
}

/// Returns the time under the headline: `Expected to end at 14:30 (GMT+1) in 42 min`.
pub(super) fn ending(context: ViewContext, element: fn() -> Element) -> Option<Element> {
    let at = context.with_overview(edge).flatten()?;
    let has_ended = context.with_headlined(|it| it.ended_at.is_some());
    let lead = context.with_overview(|_, it| {
        message::when(
            context.language(),
            it.situation,
            has_ended.unwrap_or_default(),
            message::SLOT,
        )
    });
    let ahead = span().class("ahead").attr("role", "timer");
    Some(
        element()
            .class("ending")
            .child(around(
                span(),
                &lead.unwrap_or_default(),
                stated(context, Some(at)).into_view(),
            ))
            .child(" ")
            .child(ahead.child(move || left(context))),
    )
}

/// Returns the promise of the next update: `Next update by 14:30 (GMT+1), in 12 min`. A page that is rendered once has
/// no counter.
pub(super) fn next_update(context: ViewContext, element: fn() -> Element) -> Option<Element> {
    let NextUpdate { at, promise } = context.derived.get()?.next_update?;
    let words = if context.is_still() {
        message::next_update(context.language(), Promise::Due, &context.dated(at))
    } else {
        message::next_update(context.language(), promise, &context.when(at))
    };
    let time = time_element().attr("datetime", write(at)).child(words);
    Some(element().class("next-update").child(time))
}

/// Returns the instant that is shown under the headline.
pub(crate) fn edge(snapshot: &Snapshot, overview: &Overview) -> Option<Instant> {
    let maintenance = overview.headlined_in(snapshot);
    let window = maintenance.and_then(|maintenance| maintenance.window);
    match overview.situation {
        Situation::Incident => snapshot.worst_open()?.started_at,
        Situation::Running
        | Situation::Overrunning
        | Situation::Verifying
        | Situation::VerifyingLate => window?.end(),
        Situation::Over => maintenance?.ended_at,
        Situation::Early
        | Situation::Due
        | Situation::Ahead
        | Situation::Planned
        | Situation::Cancelled
        | Situation::CalledOff => window.map(Window::start),
        Situation::Silent
        | Situation::Affected
        | Situation::Reported
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed
        | Situation::OutOfDate => None,
    }
}

fn left(context: ViewContext) -> String {
    if context.is_still() {
        return String::new();
    }
    let Some(derived) = context.derived.get() else {
        return String::new();
    };
    let left = match derived.overview.situation {
        Situation::Running | Situation::Verifying | Situation::Ahead | Situation::Planned => {
            derived.remaining
        }
        Situation::Silent
        | Situation::Early
        | Situation::Incident
        | Situation::Overrunning
        | Situation::VerifyingLate
        | Situation::Affected
        | Situation::Reported
        | Situation::Due
        | Situation::Over
        | Situation::Cancelled
        | Situation::CalledOff
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed
        | Situation::OutOfDate => None,
    };
    left.map(|it| message::ahead(context.language(), it))
        .unwrap_or_default()
}

fn reason(context: ViewContext) -> Option<Element> {
    let reason = context
        .with_headlined(|maintenance| maintenance.reason.clone())
        .flatten()?;
    let label = span().class("label").child(context.text(Phrase::Reason));
    let reason = theirs(context, span()).child(reason);
    let space = context.text(Phrase::JoinSentences);
    Some(p().class("reason").child(label).child(space).child(reason))
}
