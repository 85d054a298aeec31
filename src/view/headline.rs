//! The headline section: what is happening, when it ends, and what it means for the visitor.

use leptos::prelude::{Get as _, With as _};

use super::context::ViewContext;
use super::html::{Element, div, p, section, span};
use super::when::stated;
use super::{apart, theirs};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::derived::Overview;
use crate::model::status::maintenance::Window;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// Returns the section under a `heading` of the caller's level, which is `h1` on the page.
pub(super) fn headline(context: ViewContext, heading: fn() -> Element) -> Element {
    let name = move || {
        let name = context.with_overview(subject).flatten()?;
        Some(theirs(context, p().class("subject")).child(name))
    };
    section()
        .class("headline")
        .attr("aria-labelledby", "headline")
        .child(name)
        .child(
            heading()
                .attr("id", "headline")
                .child(move || words(context)),
        )
        .child(move || ending(context, p))
        .child(move || lead(context))
        .child(move || publisher_summary(context))
        .child(div().class("reason").child(move || reason(context)))
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
        let has_failed = context.data_status.with(|status| status.failure.is_some());
        if has_failed {
            context.text(Phrase::HeadlineOutOfDate)
        } else {
            context.text(Phrase::Loading)
        }
    })
}

/// Returns the name of the incident or maintenance that the headline is about.
pub(crate) fn subject(snapshot: &Snapshot, overview: &Overview) -> Option<String> {
    match overview.situation {
        Situation::Incident => snapshot.worst_open().map(|incident| incident.name.clone()),
        Situation::Silent
        | Situation::Affected
        | Situation::Reported
        | Situation::Unclosed
        | Situation::Unsure
        | Situation::Operational
        | Situation::Unconfirmed => snapshot.page.name.clone(),
        Situation::Running
        | Situation::Early
        | Situation::Overrunning
        | Situation::Verifying
        | Situation::VerifyingLate
        | Situation::Due
        | Situation::Ahead
        | Situation::Planned
        | Situation::Over
        | Situation::Cancelled
        | Situation::CalledOff
        | Situation::OutOfDate => overview
            .headlined_in(snapshot)
            .map(|maintenance| maintenance.name.clone()),
    }
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
        context.data_status.with(|status| {
            let failure = status.failure.as_ref()?;
            let consequence = message::failure_consequence(context.language(), false);
            Some(
                [
                    message::failure(context.language(), &failure.error),
                    " ",
                    consequence,
                ]
                .concat(),
            )
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
        message::when_lead(
            context.language(),
            it.situation,
            has_ended.unwrap_or_default(),
        )
    });
    let ahead = span().class("ahead").attr("role", "timer");
    Some(
        element()
            .class("ending")
            .child(span().child(lead.unwrap_or_default()))
            .child(" ")
            .child(stated(context, Some(at)))
            .child(" ")
            .child(ahead.child(move || left(context))),
    )
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
        Situation::Running
        | Situation::Verifying
        | Situation::Ahead
        | Situation::Planned
        | Situation::Early => derived.remaining,
        Situation::Silent
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
    Some(p().child(label).child(" ").child(reason))
}
