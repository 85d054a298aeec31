//! The section *What changed*: changes between the visitor's last look and this visit, and since then.

use leptos::prelude::With as _;

use super::context::ViewContext;
use super::html::{Element, li, span, ul};
use super::when::time;
use super::{apart, headed};
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
    Some(headed(context, "changes", Phrase::Changes).child(ul().child(items.collect::<Vec<_>>())))
}
