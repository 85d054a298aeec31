//! The values that the views of the history page read: signals in a browser, fixed ones on a page that runs no script.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::{
    Get as _, GetUntracked as _, LocalStorage, Memo, RwSignal, Set as _, StoredValue,
    UpdateValue as _, WithUntracked as _, WithValue as _,
};

use crate::model::history::month::Month;
use crate::model::history::past_event::PastEvent;
use crate::model::history::reader::{IndexState, MonthState, Reader, ReaderEvent};
use crate::model::history::service_days::ServiceDays;
use crate::model::history::stated::StatedSource;
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::{self, Phrase};
use crate::model::time::instant::Instant;
use crate::view::html::{IntoView, View};
use crate::view::ptr_eq::PtrEq;

/// The number of bars whose pictures are drawn with the names and figures of all bars: as many as a tall screen shows.
/// More would delay what visitors see first.
const DRAWN_FIRST: usize = 12;
/// The number of bars that are drawn at a time after that, so that the page answers to visitors in between.
const DRAWN_NEXT: usize = 64;

/// A month, as the page shows it.
pub type MonthSignal = RwSignal<Option<PtrEq<MonthState>>>;

/// Where the page is, and what it leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The address of the page with the present status.
    pub status: String,
    /// The address of the folder that is served, with `/` at its end; empty if it is not known.
    pub base: String,
    /// The address of the history page; empty on that page itself.
    pub history: String,
    /// The part of the page's address behind `#`.
    pub fragment: String,
    /// The zone in which instants are written; `None` for the visitor's own.
    pub zone: Option<String>,
    /// The number of days that bars show.
    pub days: u16,
    /// Whether the page runs no script.
    pub is_still: bool,
}

/// The content of a page that runs no script.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// All days.
    pub bars: Vec<ServiceDays>,
    /// The measurements of others.
    pub stated: Vec<StatedSource>,
    /// Months with their incidents and maintenances, or only their number.
    pub months: Vec<(Month, MonthState)>,
    /// When the state was last published.
    pub recorded_until: Option<Instant>,
}

/// The signals of the history page, its language and its place. A copy is as small as a pointer.
#[derive(Clone, Copy)]
pub struct HistoryContext(&'static Signals);

struct Signals {
    language: Language,
    place: Place,
    /// The days of everything together and of each service, once all of them were read.
    bars: RwSignal<Option<PtrEq<Vec<ServiceDays>>>>,
    /// The months that belong to the days and could not be read.
    lacking_months: RwSignal<Vec<Month>>,
    /// The measurements of others, once all of them were read.
    stated: RwSignal<Option<PtrEq<Vec<StatedSource>>>>,
    /// Whether some of that could not be read.
    lacks_stated: RwSignal<bool>,
    /// The months, newest first.
    months: RwSignal<Vec<Month>>,
    by_month: StoredValue<BTreeMap<Month, MonthSignal>, LocalStorage>,
    recorded_until: RwSignal<Option<Instant>>,
    index: RwSignal<IndexState>,
    query: RwSignal<String>,
    service: RwSignal<String>,
    /// The number of bars, from the top, whose pictures are drawn.
    drawn: RwSignal<usize>,
    /// Whether the page was printed, or is about to be.
    is_printed: RwSignal<bool>,
    send: StoredValue<Box<dyn Fn(ReaderEvent)>, LocalStorage>,
}

impl HistoryContext {
    /// Makes the signals; the current reactive owner disposes of them. The struct that contains them is leaked, some
    /// hundred bytes.
    pub fn new(language: Language, place: Place, send: Box<dyn Fn(ReaderEvent)>) -> Self {
        Self(Box::leak(Box::new(Signals {
            language,
            place,
            bars: RwSignal::default(),
            lacking_months: RwSignal::default(),
            stated: RwSignal::default(),
            lacks_stated: RwSignal::default(),
            months: RwSignal::default(),
            by_month: StoredValue::new_local(BTreeMap::new()),
            recorded_until: RwSignal::default(),
            index: RwSignal::default(),
            query: RwSignal::default(),
            service: RwSignal::default(),
            drawn: RwSignal::new(DRAWN_FIRST),
            is_printed: RwSignal::default(),
            send: StoredValue::new_local(send),
        })))
    }

    /// Makes the signals of a page that runs no script.
    pub fn still(language: Language, place: Place, contents: Contents) -> Self {
        let context = Self::new(language, place, Box::new(|_| {}));
        context.0.index.set(IndexState::Read);
        context.0.recorded_until.set(contents.recorded_until);
        context.0.bars.set(Some(PtrEq(Arc::new(contents.bars))));
        let stated = PtrEq(Arc::new(contents.stated));
        context.0.stated.set(Some(stated));
        for (month, state) in contents.months {
            context.set_month(month, &state);
        }
        context
    }

    /// Sets the signals of what has changed with `month`, or of everything that the index tells.
    pub fn update(self, reader: &Reader, month: Option<Month>, now: Instant) {
        let signals = self.0;
        if signals.index.get_untracked() != reader.index() {
            signals.index.set(reader.index());
            signals
                .recorded_until
                .set(reader.history().index.published());
        }
        match month.and_then(|month| Some((month, reader.month(month)?))) {
            Some((month, state)) => self.set_month(month, state),
            None => reader
                .months()
                .for_each(|(month, state)| self.set_month(month, state)),
        }
        if signals.bars.with_untracked(Option::is_none) && reader.has_days(now) {
            signals.lacking_months.set(reader.lacking_months(now));
            signals.bars.set(Some(PtrEq(Arc::new(reader.days(now)))));
        }
        if signals.stated.with_untracked(Option::is_none)
            && let Some(stated) = reader.stated(now)
        {
            signals.lacks_stated.set(reader.lacks_measured());
            signals.stated.set(Some(PtrEq(Arc::new(stated))));
        }
    }

    /// Draws the pictures of some more bars. Returns whether any are left.
    pub fn draw_more(self) -> bool {
        let drawn = self.0.drawn.get_untracked().saturating_add(DRAWN_NEXT);
        self.0.drawn.set(drawn);
        self.has_more_to_draw()
    }

    /// Returns whether some bars have no pictures yet.
    pub fn has_more_to_draw(self) -> bool {
        let bars = self.0.bars.get_untracked();
        bars.is_some_and(|bars| bars.len() > self.0.drawn.get_untracked())
    }

    /// Completes everything that paper shows: all pictures, and the tables that nobody has opened.
    pub fn print(self) {
        self.0.drawn.set(usize::MAX);
        self.0.is_printed.set(true);
    }

    /// Returns whether the page was printed, or is about to be.
    pub(super) fn is_printed(self) -> bool {
        self.0.is_printed.get()
    }

    /// Returns `content` for the bar at a place, from the top: at once, or when its turn to be drawn has come.
    pub(super) fn drawn<V: IntoView + 'static>(
        self,
        place: usize,
        content: impl Fn() -> V + 'static,
    ) -> View {
        if place < DRAWN_FIRST || self.is_still() {
            return content().into_view();
        }
        let is_drawn = Memo::new(move |_| self.0.drawn.get() > place);
        (move || is_drawn.get().then(&content)).into_view()
    }

    /// Sets the signal of a month if it differs in more than the events that it has.
    fn set_month(self, month: Month, state: &MonthState) {
        let signal = self.month(month).unwrap_or_else(|| self.add_month(month));
        let is_same =
            signal.with_untracked(|known| known.as_ref().is_some_and(|known| known.is_like(state)));
        if !is_same {
            signal.set(Some(PtrEq(Arc::new(state.clone()))));
        }
    }

    fn add_month(self, month: Month) -> MonthSignal {
        let signal = RwSignal::default();
        self.0.by_month.update_value(|months| {
            months.insert(month, signal);
        });
        let mut months = self.0.months.get_untracked();
        months.push(month);
        months.sort_unstable_by(|a, b| b.cmp(a));
        self.0.months.set(months);
        signal
    }

    /// Sends an event about what the visitor wants.
    pub fn send(self, event: ReaderEvent) {
        self.0.send.with_value(|send| send(event));
    }

    pub(super) fn language(self) -> Language {
        self.0.language
    }

    pub(super) fn text(self, phrase: Phrase) -> &'static str {
        phrase.text(self.0.language)
    }

    pub(super) fn place(self) -> &'static Place {
        &self.0.place
    }

    pub(super) fn is_still(self) -> bool {
        self.0.place.is_still
    }

    pub(super) fn bars(self) -> Option<PtrEq<Vec<ServiceDays>>> {
        self.0.bars.get()
    }

    pub(super) fn lacking_months(self) -> Vec<Month> {
        self.0.lacking_months.get()
    }

    pub(super) fn stated(self) -> Option<PtrEq<Vec<StatedSource>>> {
        self.0.stated.get()
    }

    pub(super) fn lacks_stated(self) -> bool {
        self.0.lacks_stated.get()
    }

    pub(super) fn months(self) -> Vec<Month> {
        self.0.months.get()
    }

    pub(super) fn month(self, month: Month) -> Option<MonthSignal> {
        self.0
            .by_month
            .with_value(|months| months.get(&month).copied())
    }

    pub(super) fn recorded_until(self) -> Option<Instant> {
        self.0.recorded_until.get()
    }

    pub(super) fn index(self) -> IndexState {
        self.0.index.get()
    }

    pub(super) fn query(self) -> RwSignal<String> {
        self.0.query
    }

    pub(super) fn service(self) -> RwSignal<String> {
        self.0.service
    }

    /// Writes an instant with its date and zone.
    pub(super) fn written(self, at: Instant) -> String {
        let zone = self.0.place.zone.as_deref();
        message::with_zone(self.0.language, at, Instant::default(), zone)
    }

    /// Writes an instant with its zone, and with its date unless that is the date of `before`.
    pub(super) fn written_after(self, at: Instant, before: Instant) -> String {
        let zone = self.0.place.zone.as_deref();
        message::with_zone(self.0.language, at, before, zone)
    }

    /// Writes an instant with its date, without its zone.
    pub(super) fn unzoned(self, at: Instant) -> String {
        let zone = self.0.place.zone.as_deref();
        let locale = self.0.language.locale();
        locale.time(at, Instant::default(), zone)
    }

    /// Returns the events that were read and were under way between two instants, of one service or of all.
    pub(super) fn events_within(
        self,
        service: Option<&str>,
        from: Instant,
        until: Instant,
    ) -> Vec<(String, String)> {
        let is_there = |event: &&PastEvent| {
            event.was_within(from, until) && service.is_none_or(|id| event.affects(id))
        };
        let mut found = Vec::new();
        self.0.by_month.with_value(|months| {
            for signal in months.values() {
                signal.with_untracked(|state| {
                    let events = state.iter().flat_map(|it| it.events());
                    let events = events.filter(is_there);
                    found.extend(events.map(|it| (it.id.clone(), it.name().to_owned())));
                });
            }
        });
        found
    }
}
