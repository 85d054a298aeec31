//! One incident or maintenance of the past, with its times and messages.

use super::{HistoryContext, at, dated, theirs};
use crate::model::document::vocabulary::IncidentStatus;
use crate::model::history::past_event::{PastEvent, Subject};
use crate::model::i18n::message::{self, Phrase, history};
use crate::model::status::maintenance::{Maintenance, Window};
use crate::model::status::situation::Symbol;
use crate::model::time::instant::Instant;
use crate::view::apart;
use crate::view::html::{
    Element, IntoView as _, View, a, dd, details, div, dl, dt, li, ol, p, span, summary,
};
use crate::view::symbol::symbol;

/// Returns an event as an entry of a list, with its name in `heading`. Its id is that of its record, so that links to it
/// stay right.
pub(super) fn event(context: HistoryContext, event: &PastEvent, heading: Element) -> Element {
    let language = context.language();
    let label = Phrase::HistoryLink.fill(language, &[event.name()]);
    let link = a()
        .attr("href", format!("#{}", event.id))
        .attr("title", label);
    let affected = (!event.affected().is_empty()).then(|| {
        let names = language.locale().list(event.affected());
        theirs(p().class("card-affected"), &names)
    });
    li().class("card event")
        .attr("id", event.id.clone())
        .attr("tabindex", "-1")
        .child(symbol(shape(event)))
        .child(apart(heading).child(link.child(event.name().to_owned())))
        .child(facts(context, event))
        .child(affected)
        .child(promise(context, event))
        .child(messages(context, event))
        .child(more(context, event))
}

fn shape(event: &PastEvent) -> Symbol {
    match &event.subject {
        Subject::Incident(it) => Symbol::from(it.impact),
        Subject::Maintenance(_) => Symbol::Maintenance,
    }
}

/// Returns the state, the times and the length.
fn facts(context: HistoryContext, event: &PastEvent) -> Element {
    let language = context.language();
    let state = apart(span().class("event-state")).child(history::past_state(language, event));
    let separator = || context.text(Phrase::JoinFacts);
    let times = event.began().map(|began| {
        let times = range(context, began, event.ended_at);
        vec![separator().into_view(), times]
    });
    let length = event.length().map(|length| {
        let lasted = history::lasted(language, length);
        vec![separator().into_view(), lasted.into_view()]
    });
    p().class("card-facts event-facts")
        .child(state)
        .child(times)
        .child(length)
}

/// Returns the beginning, and the end if it is known: without its date on the same day, and with the zone.
fn range(context: HistoryContext, began: Instant, ended: Option<Instant>) -> View {
    match ended.filter(|ended| began <= *ended) {
        Some(ended) => vec![
            at(began, context.unzoned(began)).into_view(),
            context.text(Phrase::JoinRange).into_view(),
            at(ended, context.written_after(ended, began)).into_view(),
        ]
        .into_view(),
        None => dated(context, began).into_view(),
    }
}

/// Returns the promised and the actual end of a maintenance.
fn promise(context: HistoryContext, event: &PastEvent) -> Option<Element> {
    let Subject::Maintenance(maintenance) = &event.subject else {
        return None;
    };
    let promised = promised_end(maintenance)?;
    let moved = message::moved_end(context.language(), maintenance);
    let promised = dd()
        .child(dated(context, promised))
        .child(moved.map(|it| span().class("moved").child(it)));
    let actual = event.ended_at.map(|at| {
        pair(
            context,
            Phrase::HistoryActualEnd,
            dd().child(dated(context, at)),
        )
    });
    let list = dl()
        .class("promise")
        .child(pair(context, Phrase::HistoryPromisedEnd, promised))
        .child(actual);
    Some(list)
}

/// Returns the end that was promised first.
fn promised_end(maintenance: &Maintenance) -> Option<Instant> {
    maintenance
        .originally_until
        .or(maintenance.window.and_then(Window::end))
}

fn pair(context: HistoryContext, label: Phrase, value: Element) -> Element {
    div().child(dt().child(context.text(label))).child(value)
}

/// Returns the messages, newest first. They are open at once where the page's address names the event.
fn messages(context: HistoryContext, event: &PastEvent) -> Option<Element> {
    let updates = event.updates();
    if updates.is_empty() {
        return None;
    }
    let language = context.language();
    let items = updates.iter().map(|update| {
        let status = update.status.as_ref().map(|word| {
            apart(span().class("update-status")).child(message::update_status(language, word))
        });
        let at = update.at.map(|at| dated(context, at));
        li().class("update")
            .child(p().class("update-head").child(at).child(status))
            .child(theirs(p().class("update-body"), &update.body))
    });
    let items: Vec<Element> = items.collect();
    let count = summary().child(history::updates(language, updates.len()));
    let list = ol().class("event-updates").child(items);
    Some(
        details()
            .attr("open", context.place().fragment == event.id)
            .child(count)
            .child(list),
    )
}

/// Returns the link to the event's own page, named as a report where one was published.
fn more(context: HistoryContext, event: &PastEvent) -> View {
    let is_report =
        matches!(&event.subject, Subject::Incident(it) if it.status == IncidentStatus::Postmortem);
    let phrase = if is_report {
        Phrase::IncidentPostmortem
    } else {
        Phrase::HistoryMore
    };
    let link = event.url().map(|url| {
        let link = a().attr("href", url.clone());
        p().child(link.child(context.text(phrase)))
    });
    link.into_view()
}
