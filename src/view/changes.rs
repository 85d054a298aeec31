//! What has changed: between the visitor's last look and this visit, and since then.

use super::apart;
use super::element::{Node, el, part};
use super::screen::Screen;
use super::when::time;
use crate::model::message::Phrase;

/// Nothing until something changes.
pub(super) fn changes(screen: Screen) -> Node {
    part(move || {
        let changes = screen.changes.get()?;
        if changes.is_empty() {
            return None;
        }
        let items = changes.into_iter().map(|(at, line)| {
            let when = match at {
                Some(_) => time(screen, move || at),
                None => el("span").say(Phrase::ChangesSince.text()),
            };
            el("li")
                .child(when)
                .say(" ")
                .child(apart(el("span")).say(&line))
        });
        Some(
            el("section")
                .class("changes")
                .attr("aria-labelledby", "changes")
                .child(el("h2").attr("id", "changes").say(Phrase::Changes.text()))
                .child(el("ul").children(items.collect())),
        )
    })
}
