//! What is happening, when it ends, and what it means for the visitor.

use super::element::{Node, el, fixed, part};
use super::screen::Screen;
use super::slice::slice;
use super::when::stated;
use super::{apart, theirs};
use crate::model::instant::Instant;
use crate::model::maintenance::Window;
use crate::model::message::{self, Phrase};
use crate::model::readout::Readout;
use crate::model::situation::Situation;
use crate::model::snapshot::Snapshot;

/// Under a heading of this level: `h1` on a page of its own.
pub(super) fn headline(screen: Screen, heading: &'static str) -> Node {
    let subject = slice(move || screen.timed(subject).flatten());
    el("section")
        .class("headline")
        .attr("aria-labelledby", "headline")
        .part(move || {
            subject
                .get()
                .map(|name| theirs(screen, el("p").class("subject")).say(&name))
        })
        .child(
            el(heading)
                .attr("id", "headline")
                .text(move || words(screen).to_owned()),
        )
        .child(ending(screen, "p"))
        .child(
            apart(el("p").class("lead"))
                .live("lang", move || {
                    screen.timed(summary).flatten().and(screen.foreign.get())
                })
                .text(move || lead(screen)),
        )
        .child(publisher_summary(screen))
        .child(reason(screen))
}

/// The publisher's own roll-up, said to be the publisher's.
fn publisher_summary(screen: Screen) -> Node {
    let summary = slice(move || {
        let summary = screen
            .timed(|snapshot, readout| message::publisher_summary(readout.situation, snapshot));
        summary.flatten()
    });
    part(move || {
        let summary = summary.get()?;
        Some(el("p").class("publisher-summary").say(&summary))
    })
}

pub(super) fn words(screen: Screen) -> &'static str {
    let known = screen.timed(|snapshot, readout| message::headline(readout.situation, snapshot));
    known.unwrap_or_else(|| {
        let has_failed = screen.truth.with(|truth| truth.failure.is_some());
        if has_failed {
            Phrase::HeadlineOutOfDate.text()
        } else {
            Phrase::Loading.text()
        }
    })
}

/// The name of what the headline is about.
pub(crate) fn subject(snapshot: &Snapshot, readout: &Readout) -> Option<String> {
    match readout.situation {
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
        | Situation::OutOfDate => readout
            .headlined_in(snapshot)
            .map(|maintenance| maintenance.name.clone()),
    }
}

/// The publisher's own summary while it can be relied on.
fn summary(snapshot: &Snapshot, readout: &Readout) -> Option<String> {
    let summary = snapshot.summary.clone();
    summary.filter(|_| !readout.situation.is_doubtful())
}

/// The publisher's own summary, else what the situation means.
fn lead(screen: Screen) -> String {
    let known = screen.timed(|snapshot, readout| {
        let meaning = if screen.is_still() {
            message::still::meaning(readout.situation)
        } else {
            message::meaning(readout.situation)
        };
        summary(snapshot, readout).unwrap_or_else(|| meaning.to_owned())
    });
    let failed = || {
        screen.truth.with(|truth| {
            let failure = truth.failure.as_ref()?;
            let consequence = message::failure_consequence(false);
            Some([message::failure(&failure.error), " ", consequence].concat())
        })
    };
    known.or_else(failed).unwrap_or_default()
}

/// `Expected to end at 14:30 (GMT+1) in 42 min`
pub(super) fn ending(screen: Screen, tag: &'static str) -> Node {
    let at = slice(move || screen.timed(edge).flatten());
    let is_there = slice(move || at.get().is_some());
    let lead = move || {
        let ended = screen
            .headlined(|maintenance, _| maintenance.ended_at)
            .is_some();
        let lead = screen.timed(|_, readout| message::when_lead(readout.situation, ended));
        lead.unwrap_or_default().to_owned()
    };
    part(move || {
        is_there.get().then(|| {
            el(tag)
                .class("ending")
                .child(el("span").text(lead))
                .child(fixed(" "))
                .child(stated(screen, move || at.get()))
                .child(fixed(" "))
                .child(
                    el("span")
                        .class("ahead")
                        .attr("role", "timer")
                        .text(move || left(screen)),
                )
        })
    })
}

/// The instant that the headline is about.
pub(crate) fn edge(snapshot: &Snapshot, readout: &Readout) -> Option<Instant> {
    let maintenance = readout.headlined_in(snapshot);
    let window = maintenance.and_then(|maintenance| maintenance.window);
    match readout.situation {
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

fn left(screen: Screen) -> String {
    if screen.is_still() {
        return String::new();
    }
    let left = screen.timed(|_, readout| match readout.situation {
        Situation::Running
        | Situation::Verifying
        | Situation::Ahead
        | Situation::Planned
        | Situation::Early => readout.remaining,
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
    });
    left.flatten().map(message::ahead).unwrap_or_default()
}

fn reason(screen: Screen) -> Node {
    let reason = slice(move || screen.headlined(|maintenance, _| maintenance.reason.clone()));
    el("div").class("reason").part(move || {
        let label = el("span").class("label").say(Phrase::Reason.text());
        reason.get().map(|reason| {
            let reason = theirs(screen, el("span")).say(&reason);
            el("p").child(label).say(" ").child(reason)
        })
    })
}
