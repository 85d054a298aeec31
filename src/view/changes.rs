//! What has changed: between the visitor's last look and this visit, and since then.

use super::element::{Node, el, fixed, part};
use super::screen::Screen;
use super::when::{dated, time};
use crate::model::changes::Change;
use crate::model::message::{self, Phrase};

/// Nothing for whoever looks for the first time, until something changes.
pub(super) fn changes(screen: Screen) -> Node {
    part(move || {
        let changes = screen.changes.get()?;
        let looked = screen.last_look.get();
        if changes.is_empty() && looked.is_none() {
            return None;
        }
        let (lately, before) = changes
            .iter()
            .partition::<Vec<&Change>, _>(|it| it.at.is_some());
        let since = el("h3")
            .say(Phrase::ChangesSince.text())
            .child(fixed(" "))
            .child(dated(screen, looked));
        let nothing = changes
            .is_empty()
            .then(|| el("p").say(Phrase::ChangesNone.text()));
        Some(
            el("section")
                .class("changes")
                .attr("aria-labelledby", "changes")
                .child(el("h2").attr("id", "changes").say(Phrase::Changes.text()))
                .maybe(list(
                    screen,
                    el("h3").say(Phrase::ChangesWhileOpen.text()),
                    &lately,
                ))
                .maybe(list(screen, since, &before))
                .maybe(nothing),
        )
    })
}

fn list(screen: Screen, heading: Node, changes: &[&Change]) -> Option<Node> {
    let items = changes.iter().map(|change| {
        let at = change.at;
        let words = message::change(&change.what, |at| screen.when(at));
        el("li")
            .maybe(at.map(|_| time(screen, move || at)))
            .child(el("span").say(&words))
    });
    let items = items.collect();
    (!changes.is_empty()).then(|| super::element::row(vec![heading, el("ul").children(items)]))
}
