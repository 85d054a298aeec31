//! The days of one service as a picture, in words and as a table, recorded here or stated by others.
//!
//! The picture has one path for each state instead of an element for each day. The day is chosen by a range input over the
//! picture, which every browser lets people move by keyboard, finger and screen reader.

use std::fmt::Write as _;
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::{Get as _, RwSignal, Set as _, Update as _, event_target_value};

use super::{HistoryContext, theirs};
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::history::days::Day;
use crate::model::history::service_days::ServiceDays;
use crate::model::i18n::message::{self, Phrase, history};
use crate::model::status::situation::Symbol;
use crate::model::time::instant::{Instant, write};
use crate::model::time::time_delta::TimeDelta;
use crate::view::html::{
    Element, IntoView as _, View, a, details, div, h3, input, li, p, path, span, summary, svg,
    table, tbody, td, th, thead, time, tr, ul,
};

/// The width of a day and its mark, and the height of the picture, in units of its own.
const PITCH: usize = 4;
const MARK: usize = 3;
pub(super) const HEIGHT: u64 = 32;

/// Returns the bar at a place, from the top, with its name, figures and table.
pub(super) fn bar(context: HistoryContext, place: usize, row: &ServiceDays) -> Element {
    let name = match &row.id {
        Some(_) => row.name.clone(),
        None => context.text(Phrase::HistoryEverything).to_owned(),
    };
    let shown = usize::from(context.place().days);
    let first = row.days.len().saturating_sub(shown);
    let days: Rc<[Day]> = row.days.get(first..).unwrap_or_default().into();
    let figures = history::figures(context.language(), row);
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    div()
        .class("uptime-service")
        .attr("id", row.id.as_deref().map(anchor))
        .child(theirs(h3(), &name))
        .child(
            p().class("uptime-figures")
                .child(message::joined(context.language(), &figures)),
        )
        .child(picture(context, place, row, &name, &days))
        .child(ends(
            context,
            [days.first(), days.last()].map(|it| it.map(|day| day.from)),
        ))
        .child(as_table(context, Rc::clone(&days)))
}

/// Returns the id of the bar of a service, to which links lead.
pub(super) fn anchor(service: &str) -> String {
    ["service-", service].concat()
}

/// The mark of a day: its symbol, and its height out of [`HEIGHT`]; `None` where nothing is known.
pub(super) type Mark = Option<(Symbol, u64)>;

/// Returns the picture of the bar at a place, with the words of each day.
pub(super) fn picture(
    context: HistoryContext,
    place: usize,
    row: &ServiceDays,
    name: &str,
    days: &Rc<[Day]>,
) -> View {
    let marks: Vec<Mark> = days
        .iter()
        .map(|day| mark(day.worst(), day.known(), day.until - day.from))
        .collect();
    let (id, days) = (row.id.clone(), Rc::clone(days));
    let words = move |place: usize| words(context, id.as_deref(), days.get(place));
    walked(context, place, name, marks, Box::new(words))
}

/// Returns the picture of days of the bar at a place; in a browser with the field that chooses a day, and the words of
/// that day, of which `words` gets the place in the picture.
pub(super) fn walked(
    context: HistoryContext,
    place: usize,
    name: &str,
    marks: Vec<Mark>,
    words: Box<dyn Fn(usize) -> Option<DayWords>>,
) -> View {
    if context.is_still() {
        return div().class("uptime-box").child(drawing(&marks)).into_view();
    }
    let count = u16::try_from(marks.len()).unwrap_or(u16::MAX);
    let label = history::days_in(context.language(), Phrase::HistoryLastDays, count);
    let label = history::labelled(context.language(), name, &label);
    let chosen = RwSignal::new(count.to_string());
    let day = move || chosen.get().parse::<usize>().ok()?.checked_sub(1);
    let words = Rc::new(move || words(day()?));
    let spoken = Rc::clone(&words);
    let field = move || {
        let spoken = Rc::clone(&spoken);
        input()
            .attr("type", "range")
            .attr("min", "1")
            .attr("max", count.to_string())
            .attr("aria-label", label.clone())
            .attr("aria-valuetext", move || spoken().map(|it| it.text))
            .prop("value", move || chosen.get())
            .on(ev::input, move |event| {
                chosen.set(event_target_value(&event));
            })
    };
    let contents = move || vec![drawing(&marks), field()];
    vec![
        div()
            .class("uptime-box")
            .child(context.drawn(place, contents))
            .into_view(),
        (move || words().map(|it| it.view(context))).into_view(),
    ]
    .into_view()
}

/// Returns the drawing of days.
fn drawing(marks: &[Mark]) -> Element {
    svg()
        .class("uptime-days")
        .attr("viewBox", viewport(marks.len()))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(paths(marks))
}

/// The words of a day, and the events of the day with their ids.
pub(super) struct DayWords {
    pub(super) text: String,
    pub(super) events: Vec<(String, String)>,
}

fn words(context: HistoryContext, service: Option<&str>, day: Option<&Day>) -> Option<DayWords> {
    let day = day?;
    let language = context.language();
    let date = history::date(language, day.from);
    let states = history::day_states(language, day);
    let events = context.events_within(service, day.from, day.until);
    let names: Vec<String> = events.iter().map(|(_, name)| name.clone()).collect();
    let names = language.locale().list(&names);
    let states = message::joined(language, &[&states, &names]);
    Some(DayWords {
        text: history::labelled(language, &date, &states),
        events,
    })
}

impl DayWords {
    fn view(self, context: HistoryContext) -> Element {
        let links = self.events.into_iter().map(|(id, name)| {
            let link = a().attr("href", [&context.place().history, "#", &id].concat());
            li().child(theirs(link, &name))
        });
        let links: Vec<Element> = links.collect();
        // The field says the same words to screen readers.
        let text = p().attr("aria-hidden", "true").child(self.text);
        let list = (!links.is_empty()).then(|| ul().child(links));
        div().class("uptime-day").child(text).child(list)
    }
}

/// Returns the dates below the two ends of the picture.
pub(super) fn ends(context: HistoryContext, ends: [Option<Instant>; 2]) -> Element {
    let [first, last] = ends.map(|at| {
        at.map(|at| {
            time()
                .attr("datetime", write(at))
                .child(history::date(context.language(), at))
        })
    });
    p().class("uptime-ends")
        .attr("aria-hidden", "true")
        .child(span().child(first))
        .child(span().child(last))
}

pub(super) fn viewport(days: usize) -> String {
    let width = (days * PITCH).saturating_sub(PITCH - MARK).max(1);
    format!("0 0 {width} {HEIGHT}")
}

/// Returns a path for each symbol that some day has. The height of a day is the share of it that is known; the style sheet
/// hatches what is behind.
fn paths(marks: &[Mark]) -> Vec<Element> {
    let mut outlines: Vec<(Symbol, String)> = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        let Some((symbol, height)) = *mark else {
            continue;
        };
        let index = outlines
            .iter()
            .position(|(it, _)| *it == symbol)
            .unwrap_or_else(|| {
                outlines.push((symbol, String::new()));
                outlines.len() - 1
            });
        if let Some((_, outline)) = outlines.get_mut(index) {
            add_mark(outline, place, height);
        }
    }
    let path = |(symbol, outline): (Symbol, String)| {
        path()
            .class(["is-", symbol.name()].concat())
            .attr("d", outline)
    };
    let outlines = outlines.into_iter().map(path);
    outlines.chain([gaps(marks.len())]).collect()
}

/// Returns a dashed line over the gaps between marks, so that only time without data is hatched.
fn gaps(days: usize) -> Element {
    let line = format!("M{MARK} {}h{}", HEIGHT / 2, days * PITCH);
    path().class("gaps").attr("d", line)
}

/// Adds the mark at a place to an outline.
pub(super) fn add_mark(outline: &mut String, place: usize, height: u64) {
    let (x, top) = (place * PITCH, HEIGHT.saturating_sub(height));
    let result = write!(outline, "M{x} {top}h{MARK}v{height}h-{MARK}z");
    debug_assert!(result.is_ok(), "a text takes everything");
}

/// Returns the mark of a day by its worst state. Its height is the known share of the whole, at least an eighth, so that
/// it is seen, and never the whole while a part is not known.
pub(super) fn mark(worst: Option<ComponentStatus>, known: TimeDelta, whole: TimeDelta) -> Mark {
    let symbol = Symbol::from(worst?);
    if known >= whole {
        return Some((symbol, HEIGHT));
    }
    let millis = |it: TimeDelta| u64::try_from(it.num_milliseconds()).unwrap_or(0);
    let share = millis(known) * HEIGHT / millis(whole).max(1);
    Some((symbol, share.clamp(HEIGHT / 8, HEIGHT - HEIGHT / 8)))
}

fn as_table(context: HistoryContext, days: Rc<[Day]>) -> Element {
    let rows = move || {
        let rows = days.chunk_by(is_alike).rev();
        rows.map(|days| table_row(context, days)).collect()
    };
    let heads = [Phrase::HistoryDay, Phrase::State];
    folded(context, heads, Box::new(rows))
}

/// Returns a table that can be opened. In a browser its rows are made when that happens for the first time, or when the
/// page is printed.
pub(super) fn folded(
    context: HistoryContext,
    heads: [Phrase; 2],
    rows: Box<dyn Fn() -> Vec<Element>>,
) -> Element {
    let is_open = RwSignal::new(context.is_still());
    let contents = move || {
        (is_open.get() || context.is_printed()).then(|| {
            let head = |phrase: Phrase| th().attr("scope", "col").child(context.text(phrase));
            let heads: Vec<Element> = heads.into_iter().map(head).collect();
            let heads = tr().child(heads);
            table()
                .child(thead().child(heads))
                .child(tbody().child(rows()))
        })
    };
    details()
        .class("uptime-table")
        .on(ev::toggle, move |_| is_open.update(|it| *it = true))
        .child(summary().child(context.text(Phrase::HistoryTable)))
        .child(contents)
}

/// Returns whether two days were in the same single state all day, so that they need one row.
fn is_alike(one: &Day, next: &Day) -> bool {
    let single = |day: &Day| (day.lengths.len() <= 1).then(|| (day.worst(), is_constant(day)));
    single(one).is_some_and(|it| it.1 && Some(it) == single(next))
}

fn is_constant(day: &Day) -> bool {
    day.unknown().is_zero() || day.lengths.is_empty()
}

fn table_row(context: HistoryContext, days: &[Day]) -> Element {
    let language = context.language();
    let date = |day: Option<&Day>| day.map(|day| history::date(language, day.from));
    let (first, last) = (date(days.first()), date(days.last()));
    let dates = match (first, last) {
        (Some(first), Some(last)) if first != last => {
            [&first, context.text(Phrase::JoinRange), &last].concat()
        }
        (first, _) => first.unwrap_or_default(),
    };
    let states = days.first().map(|day| history::day_states(language, day));
    row_of(dates, states.unwrap_or_default())
}

/// Returns a row of a table: its head and its value.
pub(super) fn row_of(head: String, value: String) -> Element {
    tr().child(th().attr("scope", "row").child(head))
        .child(td().child(value))
}
