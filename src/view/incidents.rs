//! Open incidents, and the maintenances that the page is not about.

use super::element::{Node, el, fixed, part};
use super::screen::Screen;
use super::slice::slice;
use super::symbol::symbol;
use super::when::{self, when};
use super::{apart, theirs};
use crate::model::instant::Instant;
use crate::model::maintenance::{Maintenance, Window};
use crate::model::message::language::spoken;
use crate::model::message::{self, Phrase};
use crate::model::situation::Symbol;
use crate::model::snapshot::Incident;

/// The content of a card. Incidents and maintenances have more, which need be neither kept nor compared for it.
#[derive(Clone, PartialEq)]
struct Card {
    symbol: Symbol,
    name: String,
    url: Option<String>,
    /// The state, in words.
    status: String,
    start: Option<Instant>,
    end: Option<Instant>,
    /// The names of services.
    affected: Option<String>,
}

/// A headed section of cards, built anew when any of them changes and left out when there is none.
fn section(
    name: &'static str,
    label: Phrase,
    screen: Screen,
    cards: impl Fn() -> Option<Vec<Card>> + Send + Sync + 'static,
) -> Node {
    let cards = slice(move || cards().unwrap_or_default());
    part(move || {
        let items: Vec<Node> =
            cards.with(|cards| cards.iter().map(|it| card(screen, it)).collect());
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
    section("incidents", Phrase::Incidents, screen, move || {
        screen.known(|snapshot| snapshot.open_incidents().map(of_incident).collect())
    })
}

fn of_incident(incident: &Incident) -> Card {
    let affected = &incident.affected;
    Card {
        symbol: Symbol::from(incident.impact),
        name: incident.name.clone(),
        url: incident.url.clone(),
        status: message::incident_words(incident).to_owned(),
        start: incident.started_at,
        end: None,
        affected: (!affected.is_empty()).then(|| spoken().locale().list(affected)),
    }
}

/// All but the one in the headline; those that are settled are history and left out.
pub(super) fn other_maintenances(screen: Screen) -> Node {
    section("others", Phrase::AlsoPlanned, screen, move || {
        screen.timed(|snapshot, readout| {
            let others = readout.others_in(snapshot).into_iter();
            others
                .map(|(it, is_unclosed)| of_maintenance(it, is_unclosed))
                .collect()
        })
    })
}

fn of_maintenance(maintenance: &Maintenance, is_unclosed: bool) -> Card {
    Card {
        symbol: Symbol::Maintenance,
        name: maintenance.name.clone(),
        url: maintenance.url.clone(),
        status: message::maintenance_words(maintenance, is_unclosed),
        start: maintenance.window.map(Window::start),
        end: maintenance.window.and_then(Window::end),
        affected: None,
    }
}

fn card(screen: Screen, card: &Card) -> Node {
    let (start, end) = (card.start, card.end);
    let facts = el("p")
        .class("card-facts")
        .child(apart(el("span").class("card-status")).say(&card.status))
        .maybe(
            end.and(start)
                .map(|_| when::start(screen, slice(move || start), slice(move || end))),
        )
        .maybe(end.map(|_| fixed(" \u{2013} ")))
        .child(when(screen, move || end.or(start)));
    let affected = card.affected.as_ref();
    el("li")
        .class("card")
        .child(symbol(card.symbol))
        .child(theirs(screen, el("h3")).child(linked(card)))
        .child(facts)
        .maybe(affected.map(|names| theirs(screen, el("p").class("card-affected")).say(names)))
}

fn linked(card: &Card) -> Node {
    match &card.url {
        Some(url) => el("a").attr("href", url).say(&card.name),
        None => fixed(&card.name),
    }
}
