//! The advice to visitors, and links to other pages.

use super::context::ViewContext;
use super::html::{Element, a, h2, h3, li, p, section, ul};
use super::theirs;
use crate::model::document::vocabulary::LinkRel;
use crate::model::i18n::message::Phrase;
use crate::model::status::snapshot::{Link, Snapshot};

pub(super) fn notice(context: ViewContext) -> Option<Element> {
    let (notice, links) = context.with_document(|it| (it.notice.clone(), links(it)))?;
    if notice.is_none() && links.is_empty() {
        return None;
    }
    let notice = notice.map(|text| {
        let heading = h2().child(context.text(Phrase::WhatToDo));
        vec![heading, theirs(context, p().class("prose")).child(text)]
    });
    let links = (!links.is_empty()).then(|| {
        let items: Vec<_> = links.into_iter().map(link).collect();
        let heading = h3().child(context.text(Phrase::Links));
        vec![heading, theirs(context, ul()).child(items)]
    });
    Some(section().class("notice").child(notice).child(links))
}

/// Returns the last line of the page, about information that the feed does not contain. It is in English in all
/// languages.
pub(super) fn limits(context: ViewContext) -> Option<Element> {
    let limits = context.with_document(|it| it.limits.clone()).flatten()?;
    let line = p().class("limits").attr("lang", "en");
    Some(line.attr("dir", "ltr").child(limits))
}

fn links(snapshot: &Snapshot) -> Vec<Link> {
    let links = snapshot
        .links
        .iter()
        .filter(|link| link.rel != LinkRel::Breadcrumb && link.url.is_some());
    links.cloned().collect()
}

fn link(link: Link) -> Element {
    let url = link.url.unwrap_or_default();
    li().child(a().attr("href", url).child(link.label))
}
