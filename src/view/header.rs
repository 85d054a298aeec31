//! Where the visitor is: the breadcrumb, and the badge with the state in words.

use super::element::{Node, el};
use super::screen::Screen;
use super::slice::{Slice, slice};
use super::symbol::symbol;
use super::{apart, in_their_language};
use crate::model::message::{self, Phrase};
use crate::model::situation::Symbol;
use crate::model::snapshot::{Link, Snapshot};
use crate::model::words::LinkRel;

pub(super) fn header(screen: Screen) -> Node {
    el("header")
        .class("masthead")
        .child(breadcrumb(screen))
        .child(badge(screen))
}

fn breadcrumb(screen: Screen) -> Node {
    let links = slice(move || screen.known(breadcrumbs).unwrap_or_default());
    el("nav")
        .class("breadcrumb")
        .attr("aria-label", Phrase::Breadcrumb.text())
        .part(move || {
            let links = links.get();
            let last = links.len().saturating_sub(1);
            let crumbs = links.into_iter().enumerate();
            Some(
                in_their_language(screen, el("ol")).children(
                    crumbs
                        .map(|(index, link)| crumb(link, index == last))
                        .collect(),
                ),
            )
        })
}

/// The document's own links; without any, the name of the page.
fn breadcrumbs(snapshot: &Snapshot) -> Vec<Link> {
    let links = snapshot
        .links
        .iter()
        .filter(|link| link.rel == LinkRel::Breadcrumb);
    let links: Vec<Link> = links.cloned().collect();
    if !links.is_empty() {
        return links;
    }
    let Some(label) = snapshot.page.name.clone() else {
        return links;
    };
    vec![Link {
        rel: LinkRel::Breadcrumb,
        label,
        url: snapshot.page.url.clone(),
    }]
}

fn crumb(link: Link, is_last: bool) -> Node {
    let mut crumb = match link.url {
        Some(url) => el("a").attr("href", &url),
        None => el("span"),
    };
    if is_last {
        crumb = crumb.attr("aria-current", "page");
    }
    apart(el("li")).child(crumb.say(&link.label))
}

/// The shape of the situation.
pub(super) fn shape(screen: Screen) -> Slice<Symbol> {
    slice(move || {
        let shape = screen.timed(|snapshot, readout| readout.situation.symbol(snapshot.worst()));
        shape.unwrap_or(Symbol::Unknown)
    })
}

pub(super) fn badge(screen: Screen) -> Node {
    let shape = shape(screen);
    let words = move || {
        let words = screen.timed(|_, readout| message::badge(readout.situation));
        let words = words.unwrap_or(Phrase::BadgeUnknown.text());
        message::badge_with_status(screen.delivered.get(), words)
    };
    el("p")
        .class("badge")
        .part(move || Some(symbol(shape.get())))
        .child(el("span").text(words))
}
