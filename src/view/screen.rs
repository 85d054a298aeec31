//! The signals that views read: one for each slice of the state, so that a tick reaches only what it changes.

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::{LocalStorage, RwSignal, StoredValue, With as _, WithValue as _};

use super::slice::{Slice, slice};
use crate::model::browse::Browse;
use crate::model::changes::Changes;
use crate::model::comeback::Outlook;
use crate::model::freshness::Standing;
use crate::model::instant::Instant;
use crate::model::locale::{Form, Zone};
use crate::model::maintenance::Maintenance;
use crate::model::message::language::spoken;
use crate::model::readout::Readout;
use crate::model::snapshot::Snapshot;
use crate::model::state::{Event, FeedRefusal, FileNotice, State, Telling, Theme};
use crate::model::text::primary;
use crate::model::truth::Truth;

/// Something that the state keeps as long as it stays the same, so that comparing where it is will do.
pub struct Kept<T>(Arc<T>);

impl<T> Kept<T> {
    fn of(it: &Arc<T>) -> Self {
        Self(Arc::clone(it))
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self::of(&self.0)
    }
}

impl<T> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// What a view needs, as small as a pointer, since every hole of the page carries one.
#[derive(Clone, Copy)]
pub struct Screen(&'static Slices);

impl Deref for Screen {
    type Target = Slices;

    fn deref(&self) -> &Slices {
        self.0
    }
}

/// Slices of the state, and where to send what the visitor does.
pub struct Slices {
    /// The last good document.
    pub snapshot: Slice<Option<Kept<Snapshot>>>,
    /// What the clock makes of it.
    pub readout: Slice<Option<Kept<Readout>>>,
    /// How far it can be trusted.
    pub standing: Slice<Standing>,
    /// Where the way back stands.
    pub outlook: Slice<Outlook>,
    /// The truth line.
    pub truth: Slice<Truth>,
    /// Why the page does not show the feed that its address asks for.
    pub feed_refusal: Slice<Option<FeedRefusal>>,
    /// The language of the document's texts, where it is another one than the page's.
    pub foreign: Slice<Option<String>>,
    /// What has changed, newest first.
    pub changes: Slice<Option<Changes>>,
    /// Which services are shown.
    pub browse: Slice<Browse>,
    /// The zone in which instants are shown; the visitor's own is `None`.
    pub zone: Slice<Option<String>>,
    /// The chosen zone.
    pub zone_choice: Slice<Zone>,
    /// The chosen colours.
    pub theme: Slice<Theme>,
    /// Whether all automatic updating is stopped.
    pub paused: Slice<bool>,
    /// HTTP status the page was delivered with.
    pub delivered: Slice<Option<u16>>,
    /// Whether a newer version of the page waits for the visitor's consent.
    pub newer: Slice<bool>,
    /// What there is to tell of a file that was opened.
    pub file: Slice<Option<FileNotice>>,
    /// Whether the visitor wants to be told when it is over, and how.
    pub telling: Slice<Telling>,
    /// Whether there is anything to wait for.
    pub worth_telling: Slice<bool>,
    /// When the visitor last looked, before this visit.
    pub last_look: Slice<Option<Instant>>,
    /// The time on screen to the quarter of an hour: the finest step at which the date can turn anywhere.
    quarter: Slice<Instant>,
    send: StoredValue<Box<dyn Fn(Event)>, LocalStorage>,
    /// See [`Screen::as_of`].
    #[cfg(not(target_arch = "wasm32"))]
    as_of: Option<Instant>,
}

impl Screen {
    /// Cuts the state into slices. They stay for good, some hundred bytes: what they stand for is the owner's,
    /// and goes with it.
    pub fn new(state: RwSignal<State>, send: Box<dyn Fn(Event)>) -> Self {
        Self(Box::leak(Box::new(Self::slices(state, send))))
    }

    /// The same for a page that is rendered once at `as_of`, and read when no clock runs and no script listens.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn still(state: RwSignal<State>, as_of: Instant) -> Self {
        let slices = Self::slices(state, Box::new(|_| {}));
        Self(Box::leak(Box::new(Slices {
            as_of: Some(as_of),
            ..slices
        })))
    }

    /// When the page was rendered, if it is one that stays as it is: then it shows nothing that counts. In a browser
    /// it is known beforehand that it is not, so that nothing of all that is in the download.
    pub fn as_of(self) -> Option<Instant> {
        #[cfg(target_arch = "wasm32")]
        return None;
        #[cfg(not(target_arch = "wasm32"))]
        return self.as_of;
    }

    /// Whether the page stays as it is; see [`Self::as_of`].
    pub fn is_still(self) -> bool {
        self.as_of().is_some()
    }

    fn slices(state: RwSignal<State>, send: Box<dyn Fn(Event)>) -> Slices {
        let snapshot = slice(move || read(state, |state| state.snapshot().map(Kept::of)));
        let zone_choice = slice(move || read(state, State::zone));
        let operator_zone = move || {
            let zone = snapshot.with(|snapshot| snapshot.as_ref()?.page.time_zone.clone());
            zone.filter(|zone| spoken().locale().knows(zone))
        };
        Slices {
            snapshot,
            readout: slice(move || read(state, |state| state.readout().map(Kept::of))),
            standing: slice(move || read(state, State::standing)),
            outlook: slice(move || read(state, |state| state.outlook().shows)),
            truth: slice(move || read(state, State::truth)),
            changes: slice(move || read(state, |state| state.changes().cloned())),
            feed_refusal: slice(move || read(state, State::feed_refusal)),
            foreign: slice(move || {
                let language = snapshot.with(|snapshot| snapshot.as_ref()?.page.language.clone());
                language.filter(|it| primary(it) != primary(spoken().tag()))
            }),
            browse: slice(move || read(state, |state| state.browse().clone())),
            zone: slice(move || match zone_choice.get() {
                Zone::Visitor => None,
                Zone::Utc => Some("UTC".to_owned()),
                Zone::Operator => operator_zone(),
            }),
            zone_choice,
            theme: slice(move || read(state, State::theme)),
            paused: slice(move || read(state, State::is_paused)),
            delivered: slice(move || read(state, State::delivered)),
            newer: slice(move || read(state, State::has_newer_version)),
            file: slice(move || read(state, State::file_notice)),
            telling: slice(move || read(state, State::telling)),
            worth_telling: slice(move || read(state, State::is_worth_telling)),
            last_look: slice(move || read(state, State::last_look)),
            quarter: slice(move || {
                let seconds = read(state, State::now).timestamp();
                Instant::from_timestamp(seconds - seconds.rem_euclid(900)).unwrap_or_default()
            }),
            send: StoredValue::new_local(send),
            #[cfg(not(target_arch = "wasm32"))]
            as_of: None,
        }
    }

    /// Reports what the visitor did.
    #[inline(never)]
    pub fn send(self, event: Event) {
        self.send.with_value(|send| send(event));
    }

    /// Reads something of the document; nothing while there is none.
    pub fn known<T>(self, read: impl FnOnce(&Snapshot) -> T) -> Option<T> {
        Some(read(&*self.snapshot()?))
    }

    /// Reads something of the document beside what the clock makes of it.
    pub fn timed<T>(self, read: impl FnOnce(&Snapshot, &Readout) -> T) -> Option<T> {
        Some(read(&*self.snapshot()?, &*self.readout()?))
    }

    /// Reads something of the maintenance that the headline is about.
    pub fn headlined<T>(self, read: impl FnOnce(&Maintenance, &Readout) -> Option<T>) -> Option<T> {
        let (snapshot, readout) = (self.snapshot()?, self.readout()?);
        read(readout.headlined_in(&snapshot)?, &readout)
    }

    /// Reads something of the maintenance whose phases are shown.
    pub fn featured<T>(self, read: impl FnOnce(&Maintenance, &Readout) -> Option<T>) -> Option<T> {
        let (snapshot, readout) = (self.snapshot()?, self.readout()?);
        read(readout.featured_in(&snapshot)?, &readout)
    }

    #[inline(never)]
    fn snapshot(self) -> Option<Kept<Snapshot>> {
        self.snapshot.get()
    }

    #[inline(never)]
    fn readout(self) -> Option<Kept<Readout>> {
        self.readout.get()
    }

    /// `14:30 (GMT+1)`, in the chosen zone, with its date unless it is today's.
    pub fn when(self, at: Instant) -> String {
        let (zone, now) = (self.zone.get(), self.quarter.get());
        spoken().locale().when(at, now, zone.as_deref())
    }

    /// The same with its date, whatever day it is.
    pub fn dated(self, at: Instant) -> String {
        let zone = self.zone.get();
        spoken()
            .locale()
            .when(at, Instant::default(), zone.as_deref())
    }

    /// `GMT+1`, in the chosen zone.
    pub fn zone_name(self, at: Option<Instant>) -> Option<String> {
        let zone = self.zone.get();
        let locale = spoken().locale();
        Some(locale.instant(Form::ZoneName, at?, zone.as_deref()))
    }

    /// The same without the zone's name.
    pub fn time(self, at: Instant) -> String {
        let (zone, now) = (self.zone.get(), self.quarter.get());
        spoken().locale().time(at, now, zone.as_deref())
    }
}

/// Reads something of the state. The signal's locks are compiled once, behind a closure of one type.
fn read<T>(state: RwSignal<State>, read: impl Fn(&State) -> T) -> T
where
    T: Default,
{
    let mut value = T::default();
    visit(state, &mut |state| value = read(state));
    value
}

#[inline(never)]
fn visit(state: RwSignal<State>, visit: &mut dyn FnMut(&State)) {
    state.with(visit);
}
