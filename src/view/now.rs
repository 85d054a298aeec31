//! The card beside the headline, which shows what is going on now: the current phase of the maintenance that the
//! headline is about, the progress of the whole work, and the latest message.

use leptos::prelude::Get as _;

use super::context::ViewContext;
use super::html::{Element, div, p, section, span, strong};
use super::phases::{overall, own_count};
use super::theirs;
use super::when::time;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::Phase;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::status::update::Update;

/// Returns the card, or nothing if the headline is about neither a running maintenance nor something with messages.
pub(super) fn now(context: ViewContext) -> Option<Element> {
    let (snapshot, derived) = (context.snapshot.get()?, context.derived.get()?);
    let overview = &derived.overview;
    let maintenance = overview.running_in(&snapshot);
    let total = maintenance.map_or(0, |it| it.phases.len());
    let phase = overview.active_phase_in(&snapshot);
    let phase = phase.map(|it| phase_of(context, it, total));
    let progress = maintenance.and_then(|it| overall(context, it, &derived));
    let affected =
        (overview.situation == Situation::Incident).then(|| affected(context, &snapshot));
    let message = overview
        .latest_in(&snapshot)
        .map(|it| message_of(context, it));
    let parts = [phase, progress, affected.flatten(), message];
    let parts: Vec<Element> = parts.into_iter().flatten().collect();
    let card = section()
        .class("now")
        .attr("aria-label", context.text(Phrase::Now));
    (!parts.is_empty()).then(|| card.child(parts))
}

/// Returns the active phase, with its number of `total` and its own progress.
fn phase_of(context: ViewContext, (number, phase): (usize, &Phase), total: usize) -> Element {
    let number = message::step_of(context.language(), number, total);
    let name = theirs(context, strong()).child(phase.name.clone());
    div()
        .class("now-phase")
        .child(span().class("label").child(number))
        .child(name)
        .child(own_count(context, phase))
}

/// Returns the names of the services that the incident of the headline affects.
fn affected(context: ViewContext, snapshot: &Snapshot) -> Option<Element> {
    let names = &snapshot.worst_open()?.affected;
    let label = span().class("label").child(context.text(Phrase::Affected));
    let list = theirs(context, strong()).child(context.language().locale().list(names));
    (!names.is_empty()).then(|| div().class("now-phase").child(label).child(list))
}

fn message_of(context: ViewContext, update: &Update) -> Element {
    p().class("now-message")
        .child(span().class("label").child(time(context, update.at)))
        .child(" ")
        .child(theirs(context, span()).child(update.body.clone()))
}
