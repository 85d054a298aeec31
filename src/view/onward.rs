//! What to do, which is usually nothing, and where else to turn.

use leptos::html::{a, h2, h3, li, p, section, ul};
use leptos::prelude::{
    AnyView, ClassAttribute as _, CollectView as _, CustomAttribute as _, ElementChild as _,
    Get as _, GlobalAttributes as _, IntoAny as _, Memo,
};

use super::hole::part;
use super::screen::Screen;
use crate::model::message::Label;
use crate::model::snapshot::Link;
use crate::model::words::LinkRel;

pub(super) fn notice(screen: Screen) -> AnyView {
    let notice = Memo::new(move |_| screen.known(|snapshot| snapshot.notice.clone()).flatten());
    let links = Memo::new(move |_| screen.known(|it| onward(&it.links)).unwrap_or_default());
    part(move || {
        let (notice, links) = (notice.get(), links.get());
        if notice.is_none() && links.is_empty() {
            return None;
        }
        let notice = notice.map(|text| {
            (
                h2().id("notice").child(Label::WhatToDo.text()),
                p().class("prose").child(text),
            )
        });
        let links = (!links.is_empty()).then(|| {
            let items = links.into_iter().map(link).collect_view();
            (h3().child(Label::Alternatives.text()), ul().child(items))
        });
        Some(section().class("notice").child((notice, links)).into_any())
    })
    .into_any()
}

fn onward(links: &[Link]) -> Vec<Link> {
    let links = links
        .iter()
        .filter(|link| link.rel != LinkRel::Breadcrumb && link.url.is_some());
    links.cloned().collect()
}

fn link(link: Link) -> AnyView {
    li().child(a().attr("href", link.url).child(link.label))
        .into_any()
}
