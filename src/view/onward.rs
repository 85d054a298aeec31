//! What to do, which is usually nothing, and where else to turn.

use super::element::{Node, el, part, row};
use super::screen::Screen;
use super::slice::slice;
use super::theirs;
use crate::model::message::Phrase;
use crate::model::snapshot::Link;
use crate::model::words::LinkRel;

pub(super) fn notice(screen: Screen) -> Node {
    let notice = slice(move || screen.known(|snapshot| snapshot.notice.clone()).flatten());
    let links = slice(move || screen.known(|it| onward(&it.links)).unwrap_or_default());
    part(move || {
        let (notice, links) = (notice.get(), links.get());
        if notice.is_none() && links.is_empty() {
            return None;
        }
        let notice = notice.map(|text| {
            let heading = el("h2").say(Phrase::WhatToDo.text());
            row(vec![
                heading,
                theirs(screen, el("p").class("prose")).say(&text),
            ])
        });
        let links = (!links.is_empty()).then(|| {
            let items = links.into_iter().map(link);
            let heading = el("h3").say(Phrase::Alternatives.text());
            row(vec![
                heading,
                theirs(screen, el("ul")).children(items.collect()),
            ])
        });
        Some(el("section").class("notice").maybe(notice).maybe(links))
    })
}

/// What the feed does not tell, as the last line of the page. The sentences are in English, whatever the page is in.
pub(super) fn limits(screen: Screen) -> Node {
    let limits = slice(move || screen.known(|snapshot| snapshot.limits.clone()).flatten());
    part(move || {
        let line = el("p").class("limits").attr("lang", "en");
        Some(line.attr("dir", "ltr").say(&limits.get()?))
    })
}

fn onward(links: &[Link]) -> Vec<Link> {
    let links = links
        .iter()
        .filter(|link| link.rel != LinkRel::Breadcrumb && link.url.is_some());
    links.cloned().collect()
}

fn link(link: Link) -> Node {
    let url = link.url.unwrap_or_default();
    el("li").child(el("a").attr("href", &url).say(&link.label))
}
