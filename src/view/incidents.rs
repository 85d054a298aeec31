//! Open incidents, and the maintenances that the page is not about.

use super::element::{Node, el, fixed, part};
use super::screen::Screen;
use super::slice::slice;
use super::symbol::symbol;
use super::when::{self, when};
use super::{apart, theirs};
use crate::model::maintenance::{Maintenance, Window};
use crate::model::message::language::spoken;
use crate::model::message::{self, Phrase};
use crate::model::situation::Symbol;
use crate::model::snapshot::Incident;

/// A headed section of cards or items, built anew when any of them changes and left out when there is none.
fn section(
    name: &'static str,
    label: Phrase,
    items: impl Fn() -> Vec<Node> + Send + 'static,
) -> Node {
    part(move || {
        let items = items();
        (!items.is_empty()).then(|| {
            el("section")
                .class(name)
                .attr("aria-labelledby", name)
                .child(el("h2").attr("id", name).say(label.text()))
                .child(el("ul").class("cards").children(items))
        })
    })
}

pub(super) fn incidents(screen: Screen) -> Node {
    let open = slice(move || {
        let open = screen.known(|it| it.open_incidents().cloned().collect::<Vec<_>>());
        open.unwrap_or_default()
    });
    section("incidents", Phrase::Incidents, move || {
        open.with(|open| open.iter().map(|incident| card(screen, incident)).collect())
    })
}

fn card(screen: Screen, incident: &Incident) -> Node {
    let started_at = incident.started_at;
    let affected =
        (!incident.affected.is_empty()).then(|| spoken().locale().list(&incident.affected));
    el("li")
        .class("card")
        .child(symbol(Symbol::from(incident.impact)))
        .child(theirs(screen, el("h3")).child(linked(incident.name.clone(), incident.url.clone())))
        .child(
            el("p")
                .class("card-facts")
                .child(
                    apart(el("span").class("card-status")).say(message::incident_words(incident)),
                )
                .child(when(screen, move || started_at)),
        )
        .maybe(affected.map(|names| theirs(screen, el("p").class("card-affected")).say(&names)))
}

fn linked(name: String, url: Option<String>) -> Node {
    match url {
        Some(url) => el("a").attr("href", &url).say(&name),
        None => fixed(&name),
    }
}

/// All but the one in the headline; those that are settled are history and left out.
pub(super) fn other_maintenances(screen: Screen) -> Node {
    let others = slice(move || {
        let others = screen.timed(|snapshot, readout| {
            let others = readout.others_in(snapshot).into_iter();
            others
                .map(|(it, is_unclosed)| (it.clone(), is_unclosed))
                .collect::<Vec<_>>()
        });
        others.unwrap_or_default()
    });
    section("others", Phrase::AlsoPlanned, move || {
        others.with(|others| others.iter().map(|it| other(screen, it)).collect())
    })
}

fn other(screen: Screen, (maintenance, is_unclosed): &(Maintenance, bool)) -> Node {
    let start = maintenance.window.map(Window::start);
    let end = maintenance.window.and_then(Window::end);
    let status = message::maintenance_words(maintenance, *is_unclosed);
    let facts = el("p")
        .class("card-facts")
        .child(apart(el("span").class("card-status")).say(&status))
        .maybe(
            end.and(start)
                .map(|_| when::start(screen, slice(move || start), slice(move || end))),
        )
        .maybe(end.map(|_| fixed(" \u{2013} ")))
        .child(when(screen, move || end.or(start)));
    el("li")
        .class("card")
        .child(symbol(Symbol::Maintenance))
        .child(
            theirs(screen, el("h3"))
                .child(linked(maintenance.name.clone(), maintenance.url.clone())),
        )
        .child(facts)
}
