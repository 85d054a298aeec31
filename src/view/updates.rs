//! The operator's messages, newest first, with those marked that are new to the visitor.

use std::cmp::Reverse;

use super::element::{Node, el, part};
use super::screen::Screen;
use super::slice::slice;
use super::when::time;
use super::{apart, theirs};
use crate::model::message::{self, Phrase};
use crate::model::order::by_key;
use crate::model::readout::Readout;
use crate::model::situation::Situation;
use crate::model::snapshot::{Snapshot, Update};

/// Older messages than these many are in the publisher's own history.
const SHOWN: usize = 20;

/// The messages, in one of two places: before the services while an incident leads the headline (`is_first`), else
/// after them.
pub(super) fn updates(screen: Screen, is_first: bool) -> Node {
    let updates = slice(move || {
        let updates = screen.timed(|snapshot, readout| {
            let is_here = (readout.situation == Situation::Incident) == is_first;
            if is_here {
                newest(snapshot, readout)
            } else {
                Vec::new()
            }
        });
        updates.unwrap_or_default()
    });
    part(move || {
        let items: Vec<_> = updates
            .get()
            .into_iter()
            .map(|(subject, it)| item(screen, subject, it))
            .collect();
        (!items.is_empty()).then(|| {
            el("section")
                .class("updates")
                .attr("aria-labelledby", "updates")
                .child(el("h2").attr("id", "updates").say(Phrase::Updates.text()))
                .child(el("ol").children(items))
        })
    })
}

/// Messages of the maintenance that the page is about and of the open incidents, each with its subject
/// where there is more than one.
pub(crate) fn newest(snapshot: &Snapshot, readout: &Readout) -> Vec<(Option<String>, Update)> {
    let maintenance = readout.featured_in(snapshot);
    let maintenance = maintenance.map(|it| (&it.name, &it.updates));
    let incidents = snapshot
        .incidents
        .iter()
        .filter(|incident| incident.is_open());
    let subjects: Vec<_> = maintenance
        .into_iter()
        .chain(incidents.map(|it| (&it.name, &it.updates)))
        .collect();
    let is_one = subjects.len() == 1;
    let mut updates = Vec::new();
    for (name, of_subject) in subjects {
        let subject = (!is_one).then(|| name.clone());
        updates.extend(
            of_subject
                .iter()
                .map(|update| (subject.clone(), update.clone())),
        );
    }
    let mut updates = by_key(&updates, |(_, update)| Reverse(update.at));
    updates.truncate(SHOWN);
    updates
}

fn item(screen: Screen, subject: Option<String>, update: Update) -> Node {
    let at = update.at;
    let is_new = screen
        .last_look
        .get()
        .zip(at)
        .is_some_and(|(look, at)| look < at);
    let status = update.status.map(|word| message::update_status(&word));
    el("li")
        .class("update")
        .child(
            el("p")
                .class("update-head")
                .child(time(screen, move || at))
                .maybe(status.map(|status| apart(el("span").class("update-status")).say(&status)))
                .maybe(is_new.then(|| el("span").class("new").say(Phrase::New.text()))),
        )
        .maybe(subject.map(|subject| theirs(screen, el("p").class("update-subject")).say(&subject)))
        .child(theirs(screen, el("p").class("update-body")).say(&update.body))
}
