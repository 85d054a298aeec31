//! The open incidents, and the maintenances other than the one in the headline.

use super::context::ViewContext;
use super::html::{Element, IntoView as _, View, a, h3, li, p, span, ul};
use super::symbol::symbol;
use super::when::{self, when};
use super::{apart, headed, theirs};
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::situation::Symbol;
use crate::model::status::snapshot::Incident;
use crate::model::time::instant::Instant;

/// The content of a card.
struct Card {
    symbol: Symbol,
    name: String,
    url: Option<String>,
    /// The state in words.
    status: String,
    start: Option<Instant>,
    end: Option<Instant>,
    /// The names of the affected services.
    affected: Vec<String>,
}

/// Returns a section of cards under a heading, or nothing without cards.
fn section_of(
    name: &'static str,
    label: Phrase,
    context: ViewContext,
    cards: Option<Vec<Card>>,
) -> Option<Element> {
    let cards = cards.filter(|cards| !cards.is_empty())?;
    let cards: Vec<_> = cards.into_iter().map(|it| card(context, it)).collect();
    Some(headed(context, name, label).child(ul().class("cards").child(cards)))
}

pub(super) fn incidents(context: ViewContext) -> Option<Element> {
    let cards = context.with_document(|snapshot| {
        snapshot
            .open_incidents()
            .map(|it| of_incident(context, it))
            .collect()
    });
    section_of("incidents", Phrase::Incidents, context, cards)
}

fn of_incident(context: ViewContext, incident: &Incident) -> Card {
    Card {
        symbol: Symbol::from(incident.impact),
        name: incident.name.clone(),
        url: incident.url.clone(),
        status: message::incident_words(context.language(), incident).to_owned(),
        start: incident.started_at,
        end: None,
        affected: incident.affected.clone(),
    }
}

/// Returns the section of all maintenances but the one in the headline, without completed and cancelled ones.
pub(super) fn other_maintenances(context: ViewContext) -> Option<Element> {
    let cards = context.with_overview(|snapshot, overview| {
        let others = overview.others_in(snapshot).into_iter();
        others
            .map(|(it, is_unclosed)| of_maintenance(context, it, is_unclosed))
            .collect()
    });
    section_of("others", Phrase::AlsoPlanned, context, cards)
}

fn of_maintenance(context: ViewContext, maintenance: &Maintenance, is_unclosed: bool) -> Card {
    Card {
        symbol: Symbol::Maintenance,
        name: maintenance.name.clone(),
        url: maintenance.url.clone(),
        status: message::maintenance_words(context.language(), maintenance, is_unclosed),
        start: maintenance.window.map(Window::start),
        end: maintenance.window.and_then(Window::end),
        affected: maintenance.affected.clone(),
    }
}

fn card(context: ViewContext, card: Card) -> Element {
    let (start, end) = (card.start, card.end);
    let range = end
        .and(start)
        .and_then(|_| when::start(context, start, end));
    let facts = p()
        .class("card-facts")
        .child(apart(span().class("card-status")).child(card.status))
        .child(range)
        .child(end.map(|_| context.text(Phrase::JoinRange)))
        .child(when(context, end.or(start)));
    let affected = (!card.affected.is_empty()).then(|| {
        let names = context.language().locale().list(&card.affected);
        theirs(context, p().class("card-affected")).child(names)
    });
    li().class("card")
        .child(symbol(card.symbol))
        .child(theirs(context, h3()).child(linked(card.name, card.url)))
        .child(facts)
        .child(affected)
}

/// Returns a name, as a link if it has a URL.
pub(super) fn linked(name: String, url: Option<String>) -> View {
    match url {
        Some(url) => a().attr("href", url).child(name).into_view(),
        None => name.into_view(),
    }
}
