//! The incidents and maintenances by month, with a search.

use leptos::ev;
use leptos::prelude::{Get as _, RwSignal, Set as _, event_target_value};

use super::event::event;
use super::{HistoryContext, theirs, titled};
use crate::model::history::month::Month;
use crate::model::history::past_event::PastEvent;
use crate::model::history::reader::{MonthState, ReaderEvent};
use crate::model::i18n::message::{Phrase, history};
use crate::view::html::{
    Element, IntoView as _, View, a, button, div, h2, h3, input, label, option, p, section, select,
    span, ul,
};

/// Returns the section of all months.
pub(super) fn records(context: HistoryContext) -> Element {
    let months = move || {
        let months = context.months().into_iter();
        let months: Vec<View> = months
            .map(|it| (move || month(context, it)).into_view())
            .collect();
        months
    };
    titled(context, "records", Phrase::HistoryRecords)
        .child((!context.is_still()).then(|| search(context)))
        .child(months)
        .child(move || no_match(context))
}

/// Returns the fields that choose what is listed.
fn search(context: HistoryContext) -> Element {
    let query = context.query();
    let find = input()
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on(ev::input, move |event| {
            query.set(event_target_value(&event));
            context.send(ReaderEvent::AllWanted);
        });
    let find = label()
        .class("field find")
        .child(span().child(context.text(Phrase::HistorySearch)))
        .child(find);
    div()
        .class("history-search")
        .child(find)
        .child(move || services(context))
}

/// Returns the drop-down of services.
fn services(context: HistoryContext) -> Option<Element> {
    let bars = context.bars()?;
    let all = option()
        .attr("value", "")
        .child(context.text(Phrase::HistoryAllServices));
    let service = |(id, name): (&String, &String)| theirs(option().attr("value", id.clone()), name);
    let rows = bars.iter();
    let services = rows.filter_map(|row| Some(service((row.id.as_ref()?, &row.name))));
    let options: Vec<Element> = std::iter::once(all).chain(services).collect();
    let chosen: RwSignal<String> = context.service();
    let select = select().on(ev::change, move |event| {
        chosen.set(event_target_value(&event));
        context.send(ReaderEvent::AllWanted);
    });
    let field = label()
        .class("field")
        .child(span().child(context.text(Phrase::Service)));
    Some(field.child(select.child(options)))
}

/// Returns whether an event is among those that the visitor looks for.
fn is_wanted(event: &PastEvent, query: &str, service: &str) -> bool {
    (service.is_empty() || event.affects(service)) && event.matches(query)
}

/// Returns the sentence for a search that finds nothing in all months.
fn no_match(context: HistoryContext) -> Option<Element> {
    let (query, service) = (context.query().get(), context.service().get());
    if query.is_empty() && service.is_empty() {
        return None;
    }
    let finds = |month: Month| {
        let state = context.month(month).and_then(|it| it.get());
        state.is_some_and(|state| match &*state {
            MonthState::Read { events, .. } => {
                events.iter().any(|it| is_wanted(it, &query, &service))
            }
            MonthState::Missing => false,
            MonthState::Listed(_) | MonthState::Wanted => true,
        })
    };
    let found = context.months().into_iter().any(finds);
    (!found).then(|| p().child(context.text(Phrase::HistoryNoMatch)))
}

/// Returns a month: what was read of it, or the way to read it.
fn month(context: HistoryContext, month: Month) -> Option<Element> {
    let state = context.month(month)?.get()?;
    let (query, service) = (context.query().get(), context.service().get());
    let is_searching = !query.is_empty() || !service.is_empty();
    let shown = match &*state {
        MonthState::Listed(0) if !context.is_still() => return None,
        MonthState::Listed(_) => to_read(context, month),
        MonthState::Wanted => p().child(context.text(Phrase::HistoryLoading)).into_view(),
        MonthState::Missing => missing(context, month),
        MonthState::Read { events, is_damaged } => {
            let wanted = |it: &&PastEvent| is_wanted(it, &query, &service);
            let events: Vec<&PastEvent> = events.iter().filter(wanted).collect();
            if is_searching && events.is_empty() {
                return None;
            }
            read(context, month, &events, *is_damaged, h3)
        }
    };
    let name = history::month(context.language(), month);
    Some(
        section()
            .class("month")
            .attr("id", month.to_string())
            .child(h3().child(name))
            .child(shown),
    )
}

/// Returns the incidents and maintenances of a month that was read, for a page of their own.
pub(super) fn events_of(context: HistoryContext, month: Month) -> View {
    let state = context.month(month).and_then(|it| it.get());
    let view = state.map(|state| match &*state {
        MonthState::Read { events, is_damaged } => {
            let events: Vec<&PastEvent> = events.iter().collect();
            read(context, month, &events, *is_damaged, h2)
        }
        MonthState::Listed(_) | MonthState::Wanted | MonthState::Missing => missing(context, month),
    });
    view.into_view()
}

fn read(
    context: HistoryContext,
    month: Month,
    events: &[&PastEvent],
    is_damaged: bool,
    heading: fn() -> Element,
) -> View {
    let name = || history::month(context.language(), month);
    let damage = is_damaged.then(|| fault(context, Phrase::HistoryDamaged, &name()));
    let events: Vec<Element> = events
        .iter()
        .map(|it| event(context, it, heading()))
        .collect();
    let list = if events.is_empty() {
        p().child(context.text(Phrase::HistoryNone))
    } else {
        ul().class("cards").child(events)
    };
    vec![damage.into_view(), list.into_view()].into_view()
}

/// Returns the button that asks for a month, or the link to its page where no script runs.
fn to_read(context: HistoryContext, month: Month) -> View {
    let name = history::month(context.language(), month);
    let text = Phrase::HistoryShow.fill(context.language(), &[&name]);
    if context.is_still() {
        let link = a().attr("href", format!("history/{month}.html"));
        return p().child(link.child(text)).into_view();
    }
    asking(context, month).child(text).into_view()
}

fn asking(context: HistoryContext, month: Month) -> Element {
    button()
        .attr("type", "button")
        .on(ev::click, move |_| context.send(ReaderEvent::Wanted(month)))
}

fn missing(context: HistoryContext, month: Month) -> View {
    let again = (!context.is_still())
        .then(|| asking(context, month).child(context.text(Phrase::HistoryTryAgain)));
    vec![not_loaded(context, &[month]).into_view(), again.into_view()].into_view()
}

/// Returns the sentence that months could not be had, or nothing if there are none.
pub(super) fn not_loaded(context: HistoryContext, months: &[Month]) -> Option<Element> {
    let language = context.language();
    let names = months.iter().map(|month| history::month(language, *month));
    let names = language.locale().list(&names.collect::<Vec<_>>());
    (!months.is_empty()).then(|| fault(context, Phrase::HistoryNotLoaded, &names))
}

fn fault(context: HistoryContext, phrase: Phrase, months: &str) -> Element {
    p().class("fault")
        .child(phrase.fill(context.language(), &[months]))
}
