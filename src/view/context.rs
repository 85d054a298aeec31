//! The signals that views read, each set only when its part of the state differs.

use std::ops::Deref;

use leptos::prelude::{
    ArcRwSignal, Get as _, LocalStorage, RwSignal, Set as _, StoredValue, UpdateValue as _,
    With as _, WithUntracked as _, WithValue as _,
};

use super::html::Key;
use super::parts::Parts;
use super::ptr_eq::PtrEq;
use super::rows::{Content, Rows};
use crate::model::document::text::primary;
use crate::model::i18n::locale::{Format, Zone};
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::{self, Phrase};
use crate::model::policy::freshness::Freshness;
use crate::model::policy::return_flow::ReturnNotice;
use crate::model::state::{
    Event, FeedRefusal, FileNotice, FilterFields, NotificationPrefs, State, Theme,
};
use crate::model::status::browse::Browse;
use crate::model::status::changes::Changes;
use crate::model::status::data_status::DataStatus;
use crate::model::status::derived::{Derived, Overview};
use crate::model::status::maintenance::Maintenance;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The signals of the page and its language, for views. A copy is as small as a pointer, because most closures of the
/// page have one.
#[derive(Clone, Copy)]
pub struct ViewContext(&'static Signals);

impl Deref for ViewContext {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// One signal for each part of the state that changes independently, and the function that sends events.
#[derive(Clone)]
pub struct Signals {
    /// The parts that the page has.
    pub parts: RwSignal<Parts>,
    /// The last good document.
    pub snapshot: RwSignal<Option<PtrEq<Snapshot>>>,
    /// The situation, and the maintenance that it is about. They stay equal while only counters change.
    pub overview: RwSignal<Option<Overview>>,
    /// The counters, which change every second while one of them shows seconds.
    pub derived: RwSignal<Option<PtrEq<Derived>>>,
    /// The age of the data, the next check and the visitor's return.
    pub countdowns: RwSignal<Countdowns>,
    /// The filter and order of the services.
    pub browse: RwSignal<Browse>,
    /// The parts that rarely change.
    pub settings: RwSignal<Settings>,
    /// The language of the page. It is no signal, because the whole page is built again when it changes.
    language: Language,
    /// The rows of the table.
    rows: StoredValue<Rows, LocalStorage>,
    send: StoredValue<Box<dyn Fn(Event)>, LocalStorage>,
    /// The time of rendering; see [`ViewContext::as_of`].
    #[cfg(not(target_arch = "wasm32"))]
    as_of: Option<Instant>,
}

/// The countdowns that do not depend on the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Countdowns {
    /// The age of the data, and the time of the next check.
    pub data_status: DataStatus,
    /// The notice about the visitor's return.
    pub return_notice: ReturnNotice,
}

/// The zone and the day for writing times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Dates {
    /// The zone in which instants are shown; `None` for the visitor's own.
    zone: Option<String>,
    /// The time on screen, rounded down to a quarter of an hour: dates change only at quarters, in every zone.
    quarter: Instant,
}

/// The parts of the state that change on the visitor's action, or a few times in a visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The degree to which the shown data can be trusted.
    pub freshness: Freshness,
    /// The reason why the page does not show the feed that its address asks for.
    pub feed_refusal: Option<FeedRefusal>,
    /// The language of the document's texts, if it is not the page's.
    pub foreign: Option<String>,
    /// The changes since the last visit and in this one, newest first.
    pub changes: Option<Changes>,
    /// The chosen zone.
    pub zone: Zone,
    dates: Dates,
    /// Whether the fields of the filter are shown where the page would hide them.
    pub filter_fields: FilterFields,
    /// The chosen theme.
    pub theme: Theme,
    /// Whether all automatic updating is stopped.
    pub paused: bool,
    /// The HTTP status with which the page was delivered.
    pub delivered: Option<u16>,
    /// Whether a newer version of the page waits for the visitor's consent.
    pub has_newer_version: bool,
    /// The notice about a file that was opened.
    pub file: Option<FileNotice>,
    /// The visitor's settings for notifications.
    pub notification_prefs: NotificationPrefs,
    /// Whether there is an outage or a maintenance whose end the visitor can wait for.
    pub can_notify: bool,
    /// When the visitor last looked, before this visit.
    pub last_look: Option<Instant>,
}

impl ViewContext {
    /// Makes the signals for views in a language; the current reactive owner disposes of them. The struct that contains
    /// them is leaked, some hundred bytes.
    pub fn new(language: Language, send: Box<dyn Fn(Event)>) -> Self {
        Self(Box::leak(Box::new(Signals::new(language, send))))
    }

    /// Makes the signals of a page that is rendered once, at `as_of`, and read where no clock and no script runs.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn still(state: &State, as_of: Instant) -> Self {
        let signals = Signals {
            as_of: Some(as_of),
            ..Signals::new(state.language(), Box::new(|_| {}))
        };
        let context = Self(Box::leak(Box::new(signals)));
        context.update(state);
        context
    }

    /// Returns the time of rendering, if the page is rendered once: such a page shows no counters. In a browser this is
    /// always `None`, known at compile time, so that the download contains no code for such pages.
    pub fn as_of(self) -> Option<Instant> {
        #[cfg(target_arch = "wasm32")]
        return None;
        #[cfg(not(target_arch = "wasm32"))]
        return self.as_of;
    }

    /// Returns whether the page is rendered once; see [`Self::as_of`].
    pub fn is_still(self) -> bool {
        self.as_of().is_some()
    }

    /// Returns a context with the same signals for views in another language. The struct that contains them is leaked,
    /// some hundred bytes.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        let signals = Signals {
            language,
            ..self.0.clone()
        };
        Self(Box::leak(Box::new(signals)))
    }

    /// Sets every signal whose part of `state` differs.
    pub fn update(self, state: &State) {
        let snapshot = state.snapshot().cloned().map(PtrEq);
        let derived = state.derived().cloned().map(PtrEq);
        let settings = settings(state, snapshot.as_deref());
        self.rows.update_value(|rows| {
            rows.update(
                snapshot.as_ref(),
                derived.as_ref(),
                state.language(),
                settings.foreign.as_deref(),
            );
        });
        put(
            self.overview,
            derived.as_ref().map(|it| it.overview.clone()),
        );
        put(self.snapshot, snapshot);
        put(self.derived, derived);
        let countdowns = Countdowns {
            data_status: state.data_status(),
            return_notice: state.return_notice().shows,
        };
        put(self.parts, Parts::of(state, &countdowns.data_status));
        put(self.countdowns, countdowns);
        put(self.browse, state.browse().clone());
        put(self.settings, settings);
    }

    /// Sends an event about the visitor's action.
    #[inline(never)]
    pub fn send(self, event: Event) {
        self.send.with_value(|send| send(event));
    }

    /// Reads from the document; `None` while there is none.
    pub fn with_document<T>(self, read: impl FnOnce(&Snapshot) -> T) -> Option<T> {
        Some(read(&*self.document()?))
    }

    /// Reads from the document and the overview; `None` while there is none.
    pub fn with_overview<T>(self, read: impl FnOnce(&Snapshot, &Overview) -> T) -> Option<T> {
        Some(read(&*self.document()?, &self.overview.get()?))
    }

    /// Reads from the age of the data and the time of the next check.
    pub fn with_data_status<T>(self, read: impl FnOnce(&DataStatus) -> T) -> T {
        self.countdowns.with(|it| read(&it.data_status))
    }

    /// Reads from the maintenance that the headline is about; `None` if there is none.
    pub fn with_headlined<T>(self, read: impl FnOnce(&Maintenance) -> T) -> Option<T> {
        let (snapshot, overview) = (self.document()?, self.overview.get()?);
        overview.headlined_in(&snapshot).map(read)
    }

    #[inline(never)]
    fn document(self) -> Option<PtrEq<Snapshot>> {
        self.snapshot.get()
    }

    /// Returns all rows of the table, and whether each is shown. The shown ones come first, in their order.
    pub fn lines(self) -> Vec<(Key, bool)> {
        let Some(snapshot) = self.document() else {
            return Vec::new();
        };
        let browse = self.browse.get();
        self.rows.with_value(|rows| rows.lines(&browse, &snapshot))
    }

    /// Returns the signal of the row with this key.
    pub fn line(self, key: Key) -> Option<ArcRwSignal<Content>> {
        self.rows.with_value(|rows| rows.line(key))
    }

    /// Returns the signal of the component with this index in the document.
    pub fn component(self, index: usize) -> Option<ArcRwSignal<Content>> {
        self.rows.with_value(|rows| rows.component(index))
    }

    /// Returns the language of the page.
    pub fn language(self) -> Language {
        self.language
    }

    /// Returns a text in the language of the page.
    #[inline(never)]
    pub fn text(self, phrase: Phrase) -> &'static str {
        phrase.text(self.language())
    }

    /// Returns the language of the document's texts, if it is not the page's.
    pub fn foreign(self) -> Option<String> {
        self.settings.with(|it| it.foreign.clone())
    }

    fn dates(self) -> Dates {
        self.settings.with(|it| it.dates.clone())
    }

    /// Writes an instant in the chosen zone, with its date unless it is today's: `14:30 (GMT+1)`.
    pub fn when(self, at: Instant) -> String {
        let Dates { zone, quarter } = self.dates();
        message::with_zone(self.language(), at, quarter, zone.as_deref())
    }

    /// Writes an instant in the chosen zone, always with its date: `Mon, Nov 23, 14:30 (GMT+1)`.
    pub fn dated(self, at: Instant) -> String {
        let Dates { zone, .. } = self.dates();
        message::with_zone(self.language(), at, Instant::default(), zone.as_deref())
    }

    /// Writes the name of the chosen zone: `GMT+1`.
    pub fn zone_name(self, at: Option<Instant>) -> Option<String> {
        let Dates { zone, .. } = self.dates();
        let locale = self.language().locale();
        Some(locale.instant(Format::ZoneName, at?, zone.as_deref()))
    }

    /// Writes an instant in the chosen zone without its name, with the date unless it is today's: `14:30`.
    pub fn time(self, at: Instant) -> String {
        let Dates { zone, quarter } = self.dates();
        self.language().locale().time(at, quarter, zone.as_deref())
    }

    /// Writes the time of day in the chosen zone: `14:30`.
    pub fn clock_time(self, at: Instant) -> String {
        let Dates { zone, .. } = self.dates();
        let locale = self.language().locale();
        locale.instant(Format::Time, at, zone.as_deref())
    }

    /// Writes the date in the chosen zone: `Mon, Nov 23`. `None` if it is today's.
    pub fn day_unless_today(self, at: Instant) -> Option<String> {
        let Dates { zone, quarter } = self.dates();
        self.language().locale().day(at, quarter, zone.as_deref())
    }
}

impl Signals {
    fn new(language: Language, send: Box<dyn Fn(Event)>) -> Self {
        Self {
            parts: RwSignal::default(),
            snapshot: RwSignal::default(),
            overview: RwSignal::default(),
            derived: RwSignal::default(),
            countdowns: RwSignal::default(),
            browse: RwSignal::default(),
            settings: RwSignal::default(),
            language,
            rows: StoredValue::new_local(Rows::default()),
            send: StoredValue::new_local(send),
            #[cfg(not(target_arch = "wasm32"))]
            as_of: None,
        }
    }
}

/// Sets a signal if the value differs.
fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|it| *it != value) {
        signal.set(value);
    }
}

fn settings(state: &State, snapshot: Option<&Snapshot>) -> Settings {
    let language = snapshot.and_then(|it| it.page.language.as_ref());
    let foreign = language.filter(|it| primary(it) != primary(state.language().tag()));
    Settings {
        freshness: state.freshness(),
        feed_refusal: state.feed_refusal(),
        foreign: foreign.cloned(),
        changes: state.changes().cloned(),
        zone: state.zone(),
        dates: dates(state),
        filter_fields: state.filter_fields(),
        theme: state.theme(),
        paused: state.is_paused(),
        delivered: state.delivered(),
        has_newer_version: state.has_newer_version(),
        file: state.file_notice(),
        notification_prefs: state.notification_prefs(),
        can_notify: state.can_notify(),
        last_look: state.last_look(),
    }
}

fn dates(state: &State) -> Dates {
    let seconds = state.now().timestamp();
    let quarter = Instant::from_timestamp(seconds - seconds.rem_euclid(900));
    Dates {
        zone: state.time_zone(),
        quarter: quarter.unwrap_or_default(),
    }
}
