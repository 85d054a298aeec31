//! The header with the breadcrumb, and the badge with the state in words, which the headline begins with.

use super::context::ViewContext;
use super::html::{Element, a, header as header_element, li, nav, ol, p, span};
use super::symbol::symbol;
use super::{apart, in_their_language};
use leptos::prelude::With as _;

use crate::model::document::vocabulary::LinkRel;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::situation::Symbol;
use crate::model::status::snapshot::{Link, Snapshot};

pub(super) fn header(context: ViewContext) -> Element {
    header_element()
        .class("masthead")
        .child(breadcrumb(context))
}

fn breadcrumb(context: ViewContext) -> Element {
    let trail = move || {
        let links = context.with_document(breadcrumbs).unwrap_or_default();
        let last = links.len().saturating_sub(1);
        let crumbs = links.into_iter().enumerate();
        let crumbs: Vec<_> = crumbs
            .map(|(index, link)| crumb(link, index == last))
            .collect();
        in_their_language(context, ol()).child(crumbs)
    };
    nav()
        .class("breadcrumb")
        .attr("aria-label", context.text(Phrase::Breadcrumb))
        .child(trail)
}

/// Returns the document's own links, or the name of the page if there are none.
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

fn crumb(link: Link, is_last: bool) -> Element {
    let crumb = match link.url {
        Some(url) => a().attr("href", url),
        None => span(),
    };
    let current = is_last.then_some("page");
    apart(li()).child(crumb.attr("aria-current", current).child(link.label))
}

/// Returns the symbol of the situation.
pub(super) fn shape(context: ViewContext) -> Symbol {
    let shape = context.with_overview(|snapshot, it| it.situation.symbol(snapshot.worst()));
    shape.unwrap_or(Symbol::Unknown)
}

pub(super) fn badge(context: ViewContext) -> Element {
    let words = move || {
        let words = context.with_overview(|_, it| message::badge(context.language(), it.situation));
        let delivered = context.settings.with(|it| it.delivered);
        message::badge_with_status(
            context.language(),
            delivered,
            words.unwrap_or(context.text(Phrase::BadgeUnknown)),
        )
    };
    p().class("badge")
        .child(move || symbol(shape(context)))
        .child(span().child(words))
}
