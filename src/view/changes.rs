//! The section *What changed*: changes between the visitor's last look and this visit, and since then.

use leptos::prelude::With as _;

use super::apart;
use super::context::ViewContext;
use super::html::{Element, h2, li, section, span, ul};
use super::when::time;
use crate::model::i18n::message::Phrase;

/// Returns the section; `None` until something changes.
pub(super) fn changes(context: ViewContext) -> Option<Element> {
    let changes = context.settings.with(|it| it.changes.clone())?;
    if changes.is_empty() {
        return None;
    }
    let items = changes.into_iter().map(|(at, line)| {
        let when = time(context, at);
        li().child(when.unwrap_or_else(|| span().child(context.text(Phrase::ChangesSince))))
            .child(" ")
            .child(apart(span()).child(line))
    });
    Some(
        section()
            .class("changes")
            .attr("aria-labelledby", "changes")
            .child(
                h2().attr("id", "changes")
                    .child(context.text(Phrase::Changes)),
            )
            .child(ul().child(items.collect::<Vec<_>>())),
    )
}
