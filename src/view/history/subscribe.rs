//! The feeds and the calendar, and what one can make of them.

use super::{HistoryContext, theirs, titled};
use crate::model::history::feed_files::{ATOM, CALENDAR, JSON, service_feed};
use crate::model::i18n::message::Phrase;
use crate::view::html::{Element, a, code, details, li, p, summary, ul};

/// Returns the section that explains in one screen how to be told about what happens.
pub(super) fn subscribe(context: HistoryContext) -> Element {
    let ways = [
        Phrase::HistorySubscribeMail,
        Phrase::HistorySubscribeSlack,
        Phrase::HistorySubscribeTeams,
        Phrase::HistorySubscribePhone,
    ];
    let ways = ways.map(|way| li().child(context.text(way)));
    let feeds = [("Atom", ATOM), ("JSON Feed", JSON)].map(|(name, file)| {
        li().child(link(context, file).child(name))
            .child(address(context, file))
    });
    let calendar = p()
        .child(context.text(Phrase::HistorySubscribeCalendar))
        .child(address(context, CALENDAR));
    titled(context, "subscribe", Phrase::HistorySubscribe)
        .child(p().child(context.text(Phrase::HistorySubscribeLead)))
        .child(
            ul().class("feeds")
                .child(feeds.into_iter().collect::<Vec<_>>()),
        )
        .child(
            ul().class("ways")
                .child(ways.into_iter().collect::<Vec<_>>()),
        )
        .child(calendar)
        .child(move || by_service(context))
}

fn link(context: HistoryContext, file: &str) -> Element {
    a().attr("href", [&context.place().base, file].concat())
}

/// Returns the address of a file as a text to copy, which is a link as well.
fn address(context: HistoryContext, file: &str) -> Element {
    let text = [&context.place().base, file].concat();
    link(context, file)
        .class("address")
        .child(code().attr("dir", "ltr").child(text))
}

/// Returns the feeds of single services.
fn by_service(context: HistoryContext) -> Option<Element> {
    let bars = context.bars()?;
    let services = bars.iter().filter_map(|row| {
        let file = service_feed(row.id.as_deref()?);
        Some(li().child(theirs(link(context, &file), &row.name)))
    });
    let services: Vec<Element> = services.collect();
    (!services.is_empty()).then(|| {
        details()
            .child(summary().child(context.text(Phrase::HistorySubscribeService)))
            .child(ul().child(services))
    })
}
