//! The operator's messages, newest first; those that are new to the visitor are marked.

use std::cmp::Reverse;

use leptos::prelude::With as _;

use super::context::ViewContext;
use super::html::{Element, li, ol, p, span};
use super::when::time;
use super::{apart, headed, theirs};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::derived::Overview;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::status::update::Update;

/// The largest number of messages that are shown; older ones are in the publisher's own history.
const SHOWN: usize = 20;

/// Returns the messages, which have two possible places: before the services while an incident leads the headline
/// (`is_first`), else after them.
pub(super) fn updates(context: ViewContext, is_first: bool) -> Option<Element> {
    let updates = context.with_overview(|snapshot, overview| {
        let is_here = (overview.situation == Situation::Incident) == is_first;
        is_here.then(|| newest(snapshot, overview))
    });
    let updates = updates.flatten().filter(|updates| !updates.is_empty())?;
    let updates = updates.into_iter();
    let items: Vec<_> = updates
        .map(|(subject, it)| item(context, subject, it))
        .collect();
    Some(headed(context, "updates", Phrase::Updates).child(ol().child(items)))
}

/// Returns the messages of the maintenance that the page is about and of the open incidents, each with its subject if
/// there is more than one.
pub(crate) fn newest(snapshot: &Snapshot, overview: &Overview) -> Vec<(Option<String>, Update)> {
    let maintenance = overview.featured_in(snapshot);
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
    let mut updates: Vec<(&String, &Update)> = Vec::new();
    for (name, of_subject) in subjects {
        updates.extend(of_subject.iter().map(|update| (name, update)));
    }
    updates.sort_by_key(|(_, update)| Reverse(update.at));
    let newest = updates.into_iter().take(SHOWN);
    newest
        .map(|(name, update)| ((!is_one).then(|| name.clone()), update.clone()))
        .collect()
}

fn item(context: ViewContext, subject: Option<String>, update: Update) -> Element {
    let look = context.settings.with(|it| it.last_look);
    let is_new = look.zip(update.at).is_some_and(|(look, at)| look < at);
    let status = update
        .status
        .map(|word| message::update_status(context.language(), &word));
    li().class("update")
        .child(
            p().class("update-head")
                .child(time(context, update.at))
                .child(status.map(|status| apart(span().class("update-status")).child(status)))
                .child(is_new.then(|| span().class("new").child(context.text(Phrase::New)))),
        )
        .child(subject.map(|subject| theirs(context, p().class("update-subject")).child(subject)))
        .child(theirs(context, p().class("update-body")).child(update.body))
}
