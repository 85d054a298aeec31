//! The operator's messages, newest first, with those marked that are new to the visitor.

use leptos::html::{div, h2, li, ol, p, section, span};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CustomAttribute as _, ElementChild as _, For, ForProps, Get as _,
    GlobalAttributes as _, IntoAny as _, Memo, With as _,
};

use super::hole::part;
use super::screen::Screen;
use super::when::when;
use crate::model::message::{self, Label};
use crate::model::readout::Readout;
use crate::model::snapshot::{Snapshot, Update};

/// Older messages than these many are in the publisher's own history.
const SHOWN: usize = 20;

pub(super) fn updates(screen: Screen) -> AnyView {
    let updates = Memo::new(move |_| screen.timed(newest).unwrap_or_default());
    let is_there = Memo::new(move |_| updates.with(|updates| !updates.is_empty()));
    part(move || {
        is_there.get().then(|| {
            let items = For(ForProps::builder()
                .each(move || updates.get())
                .key(|(subject, update)| (subject.clone(), update.at, update.body.clone()))
                .children(move |(subject, update)| item(screen, subject, update))
                .build());
            section()
                .class("updates")
                .attr("aria-labelledby", "updates")
                .child((
                    h2().id("updates").child(Label::Updates.text()),
                    ol().child(items),
                ))
                .into_any()
        })
    })
    .into_any()
}

/// Messages of the maintenance that the page is about and of the open incidents, each with its subject
/// where there is more than one.
fn newest(snapshot: &Snapshot, readout: &Readout) -> Vec<(Option<String>, Update)> {
    let maintenance = readout
        .featured
        .and_then(|index| snapshot.maintenances.get(index));
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
    let named = |(name, updates): (&String, &Vec<Update>)| {
        let subject = (!is_one).then(|| name.clone());
        updates
            .iter()
            .map(|update| (subject.clone(), update.clone()))
            .collect::<Vec<_>>()
    };
    let mut updates: Vec<_> = subjects.into_iter().flat_map(named).collect();
    updates.sort_by_key(|(_, update)| std::cmp::Reverse(update.at));
    updates.truncate(SHOWN);
    updates
}

fn item(screen: Screen, subject: Option<String>, update: Update) -> AnyView {
    let at = update.at;
    let is_new = screen
        .last_look
        .get()
        .zip(at)
        .is_some_and(|(look, at)| look < at);
    li().class("update")
        .child((
            div().class("update-head").child((
                when(screen, move || at),
                update.status.map(|word| {
                    span()
                        .class("update-status")
                        .child(message::update_status(&word))
                }),
                is_new.then(|| span().class("new").child(Label::New.text())),
            )),
            subject.map(|subject| p().class("update-subject").child(subject)),
            p().class("update-body").child(update.body),
        ))
        .into_any()
}
