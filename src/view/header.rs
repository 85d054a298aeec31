//! Where the visitor is: the breadcrumb, and the badge with the state in words.

use leptos::html::{a, header as header_element, li, nav, ol, span};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CollectView as _, CustomAttribute as _, ElementChild as _,
    Get as _, IntoAny as _, Memo,
};

use super::hole::{part, text};
use super::screen::Screen;
use super::symbol::symbol;
use crate::model::message::{self, Label};
use crate::model::situation::Symbol;
use crate::model::snapshot::Link;
use crate::model::words::LinkRel;

pub(super) fn header(screen: Screen) -> AnyView {
    header_element()
        .class("masthead")
        .child((breadcrumb(screen), badge(screen)))
        .into_any()
}

fn breadcrumb(screen: Screen) -> AnyView {
    let links = Memo::new(move |_| screen.known(breadcrumbs).unwrap_or_default());
    nav()
        .class("breadcrumb")
        .attr("aria-label", Label::Breadcrumb.text())
        .child(ol().child(part(move || {
            let links = links.get();
            let last = links.len().saturating_sub(1);
            let items = links.into_iter().enumerate();
            Some(
                items
                    .map(|(index, link)| crumb(link, index == last))
                    .collect_view()
                    .into_any(),
            )
        })))
        .into_any()
}

/// The document's own links; without any, the name of the page.
fn breadcrumbs(snapshot: &crate::model::snapshot::Snapshot) -> Vec<Link> {
    let links = snapshot
        .links
        .iter()
        .filter(|link| link.rel == LinkRel::Breadcrumb);
    let links: Vec<Link> = links.cloned().collect();
    if !links.is_empty() {
        return links;
    }
    let page = &snapshot.page;
    let label = page.name.clone();
    label
        .map(|label| Link {
            rel: LinkRel::Breadcrumb,
            label,
            url: page.url.clone(),
        })
        .into_iter()
        .collect()
}

fn crumb(link: Link, is_last: bool) -> AnyView {
    let current = is_last.then_some("page");
    match link.url {
        Some(url) => li().child(
            a().attr("href", url)
                .attr("aria-current", current)
                .child(link.label),
        ),
        None => {
            return li()
                .child(span().attr("aria-current", current).child(link.label))
                .into_any();
        }
    }
    .into_any()
}

fn badge(screen: Screen) -> AnyView {
    let shape = Memo::new(move |_| {
        let symbol = |snapshot: &crate::model::snapshot::Snapshot,
                      readout: &crate::model::readout::Readout| {
            readout.situation.symbol(snapshot.worst())
        };
        screen.timed(symbol).unwrap_or(Symbol::Unknown)
    });
    let words = Memo::new(move |_| {
        let words = screen.timed(|_, readout| message::badge(readout.situation));
        let words = words.unwrap_or(Label::Missing.text());
        message::badge_with_status(screen.delivered.get(), words)
    });
    span()
        .class("badge")
        .child((
            part(move || Some(symbol(shape.get()))),
            span().child(text(move || words.get())),
        ))
        .into_any()
}
