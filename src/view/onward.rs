//! What to do, which is usually nothing, and where else to turn.

use leptos::prelude::{AnyView, Get as _};

use super::element::{el, memo, part, row};
use super::screen::Screen;
use crate::model::message::Label;
use crate::model::snapshot::Link;
use crate::model::words::LinkRel;

pub(super) fn notice(screen: Screen) -> AnyView {
    let notice = memo(move || screen.known(|snapshot| snapshot.notice.clone()).flatten());
    let links = memo(move || screen.known(|it| onward(&it.links)).unwrap_or_default());
    part(move || {
        let (notice, links) = (notice.get(), links.get());
        if notice.is_none() && links.is_empty() {
            return None;
        }
        let notice = notice.map(|text| {
            let heading = el("h2").say(Label::WhatToDo.text());
            row(vec![
                heading.done(),
                el("p").class("prose").say(text).done(),
            ])
        });
        let links = (!links.is_empty()).then(|| {
            let items = links.into_iter().map(link);
            let heading = el("h3").say(Label::Alternatives.text());
            row(vec![heading.done(), el("ul").children(items).done()])
        });
        Some(
            el("section")
                .class("notice")
                .maybe(notice)
                .maybe(links)
                .done(),
        )
    })
}

fn onward(links: &[Link]) -> Vec<Link> {
    let links = links
        .iter()
        .filter(|link| link.rel != LinkRel::Breadcrumb && link.url.is_some());
    links.cloned().collect()
}

fn link(link: Link) -> AnyView {
    let url = link.url.unwrap_or_default();
    el("li")
        .child(el("a").attr("href", url).say(link.label))
        .done()
}
