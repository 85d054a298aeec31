//! Adds to the history what one document says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::document::vocabulary::Indicator;
use crate::model::document::wire::Document;
use crate::model::history::files::{
    ComponentPast, IndexFile, MonthEntry, MonthFile, NamedEntry, SpanEntry, StateEntry, VERSION,
    parsed, says_the_same,
};
use crate::model::history::month::Month;
use crate::model::history::record::{Key, Said};
use crate::model::i18n::message::language::Language;
use crate::model::policy::freshness::{CLOCK_TOLERANCE, stale_at};
use crate::model::status::evidence::Evidence;
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Component;
use crate::model::time::instant::{Instant, write};
use crate::model::time::time_delta::TimeDelta;

/// The word of a state that is not known.
pub const UNKNOWN: &str = "unknown";

/// What one document says at the time of its publication.
#[derive(Clone, Debug)]
pub struct Observation {
    /// When it is published.
    now: Instant,
    /// When it was written.
    written: Instant,
    refresh_secs: u64,
    overall: &'static str,
    components: Vec<Arc<Component>>,
    said: Vec<Said>,
}

impl Observation {
    /// Reads what `document` says when it is published at `now`. Services that are hidden while they work count like the
    /// others. `every` is the interval in seconds at which it is published, if it is published regularly: what is published
    /// holds until some of these intervals have passed, or those that the document prefers if they are longer.
    pub fn of(document: &Document, every: Option<u64>, now: Instant) -> Self {
        let mut all = document.clone();
        for component in &mut all.components {
            component.only_show_if_degraded = None;
        }
        let snapshot = normalize(&all, Language::default(), &[]).0.as_of(now);
        let incidents = document.incidents.iter().cloned();
        let maintenances = document.scheduled_maintenances.iter().cloned();
        Self {
            now,
            written: snapshot.published.instant().unwrap_or(now),
            refresh_secs: snapshot.refresh_secs.max(every.unwrap_or(0)),
            overall: overall(Evidence::of(&snapshot)),
            components: snapshot.components,
            said: incidents
                .map(|it| Said::Incident(Box::new(it)))
                .chain(maintenances.map(|it| Said::Maintenance(Box::new(it))))
                .collect(),
        }
    }
}

/// Returns the state of everything together: nothing is well where some evidence cannot be read.
fn overall(evidence: Evidence) -> &'static str {
    match evidence.worst {
        Indicator::Unknown => UNKNOWN,
        Indicator::None if evidence.has_unknown || !evidence.is_positive => UNKNOWN,
        known => known.as_str(),
    }
}

/// The history, as far as it is in memory.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The index.
    pub index: IndexFile,
    /// The months that were read; one that is needed and missing counts as empty.
    pub months: BTreeMap<Month, MonthFile>,
}

/// What [`History::add`] has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The months whose files are to be written.
    pub months: BTreeSet<Month>,
    /// Whether the index is to be written.
    pub is_index_due: bool,
}

/// The times at which an observation counts.
#[derive(Clone, Copy)]
struct Times {
    /// When it is published, at least the time of the publication before.
    now: Instant,
    /// When states changed: when the document was written, between the last recorded change and `now`.
    changed: Instant,
    /// Whether no publication before is known.
    is_first: bool,
    /// The first instant at which the publication before said nothing any longer; `None` if it still does.
    lapsed: Option<Instant>,
}

impl History {
    /// Returns the months that [`Self::add`] needs.
    pub fn needed(index: &IndexFile, observation: &Observation) -> BTreeSet<Month> {
        let mut needed = BTreeSet::from([Month::of(observation.now)]);
        needed.extend(index.current());
        let named = index.named.iter().filter_map(|it| it.month.as_deref());
        needed.extend(named.filter_map(Month::parse));
        let starts = observation.said.iter().filter_map(|it| it.key().start());
        needed.extend(starts.map(Month::of));
        needed
    }

    /// Adds an observation. The clock of the publisher must not have gone back by more than the tolerance since the last
    /// one: see [`Self::rewind`].
    pub fn add(&mut self, observation: Observation) -> Changes {
        let before = self.index.clone();
        let last = self.index.published();
        let known = self.months.clone();
        let times = self.times(&observation, last);
        self.add_states(&observation, times);
        self.add_records(observation.said, times.now);
        let is_changed = |(month, file): &(&Month, &MonthFile)| {
            known.get(month).is_none_or(|it| !says_the_same(it, *file)) && !file.is_blank()
        };
        let changed = self.months.iter().filter(is_changed);
        let months: BTreeSet<Month> = changed.map(|(month, _)| *month).collect();
        self.count(&months);
        self.index.version = Some(VERSION);
        self.index.current = Some(Month::of(times.now).to_string());
        self.index.refresh_secs = Some(observation.refresh_secs);
        let is_same_but_for_time = says_the_same(&self.index, &before);
        self.index.published_at = Some(write(times.now));
        // Writing the index at each of many runs would be no news to anybody.
        let interval = TimeDelta::seconds(i64::try_from(observation.refresh_secs).unwrap_or(0));
        let is_old = last.is_none_or(|last| times.now - last >= interval);
        Changes {
            is_index_due: is_old || !is_same_but_for_time || !months.is_empty(),
            months,
        }
    }

    fn times(&self, observation: &Observation, last: Option<Instant>) -> Times {
        let now = last.map_or(observation.now, |last| last.max(observation.now));
        let refresh_secs = self.index.refresh_secs.unwrap_or(observation.refresh_secs);
        let lapsed = last.map(|last| stale_at(last, refresh_secs));
        let lapsed = lapsed.filter(|lapsed| *lapsed <= now);
        let current = self.index.current().and_then(|it| self.months.get(&it));
        let recorded = current.and_then(MonthFile::last_change);
        let changed = if lapsed.is_some() {
            now
        } else {
            recorded.map_or(observation.written, |it| it.max(observation.written))
        };
        Times {
            now,
            changed: changed.min(now),
            is_first: last.is_none(),
            lapsed,
        }
    }

    fn add_states(&mut self, observation: &Observation, times: Times) {
        let this = Month::of(times.now);
        let current = self.index.current().unwrap_or(this);
        if let Some(lapsed) = times.lapsed {
            self.month(current)
                .end_span(lapsed.min(current.next().start()));
        }
        let changes_in = Month::of(times.changed);
        let is_continued = !times.is_first && times.lapsed.is_none();
        if current < this && is_continued {
            if changes_in <= current {
                self.month(current).set_states(observation, times.changed);
            }
            let ended = self.month(current);
            ended.end_span(current.next().start());
            let ended = ended.clone();
            self.month(this).carry_over(&ended, this.start());
        }
        let file = self.month(this);
        let is_news = file.set_states(observation, times.changed.max(this.start()));
        if file.published.is_empty() || !is_continued {
            file.published.push(SpanEntry {
                from: Some(write(times.now)),
                until: Some(write(times.now)),
                ..SpanEntry::default()
            });
        } else if is_news {
            file.end_span(times.now);
        }
    }

    fn add_records(&mut self, said: Vec<Said>, now: Instant) {
        let mut named = self.named();
        let before: Vec<Place> = named.iter().map(|(place, _)| place.clone()).collect();
        let mut found = Vec::new();
        for said in said {
            let key = said.key();
            let place = take(&mut named, &key).or_else(|| self.find(&key, now, &found));
            let place = if let Some(place) = place {
                if let Some(record) = self.record(&place) {
                    said.add_to(record, now);
                }
                place
            } else {
                self.add_record(said, now)
            };
            found.push(place);
        }
        for place in before.iter().filter(|it| !found.contains(it)) {
            if let Some(record) = self.record(place) {
                record.last_named_at.get_or_insert_with(|| write(now));
            }
        }
        let entry = |place: Place| NamedEntry {
            id: Some(place.id),
            month: Some(place.month.to_string()),
            ..NamedEntry::default()
        };
        self.index.named = found.into_iter().map(entry).collect();
    }

    /// Returns the records that the last document named.
    fn named(&self) -> Vec<(Place, Key)> {
        let mut named = Vec::new();
        for entry in &self.index.named {
            let month = entry.month.as_deref().and_then(Month::parse);
            let (Some(month), Some(id)) = (month, entry.id.clone()) else {
                continue;
            };
            let place = Place { month, id };
            let file = self.months.get(&month);
            let record = file.and_then(|it| {
                it.records
                    .iter()
                    .find(|it| it.id.as_ref() == Some(&place.id))
            });
            named.extend(record.and_then(Key::of).map(|key| (place, key)));
        }
        named
    }

    /// Finds a record that the last document did not name, in the month in which it began.
    fn find(&self, key: &Key, now: Instant, found: &[Place]) -> Option<Place> {
        let month = Month::of(key.start().unwrap_or(now));
        let records = &self.months.get(&month)?.records;
        let is_about = |key: &Key, other: Option<Key>| other.is_some_and(|it| it.is_about(key));
        let candidates = records.iter().filter(|it| is_about(key, Key::of(it)));
        let mut places = candidates.filter_map(|it| {
            Some(Place {
                month,
                id: it.id.clone()?,
            })
        });
        places.find(|place| !found.contains(place))
    }

    fn add_record(&mut self, said: Said, now: Instant) -> Place {
        let month = Month::of(said.key().start().unwrap_or(now));
        let file = self.month(month);
        let is_taken = |id: &str| file.records.iter().any(|it| it.id.as_deref() == Some(id));
        let record = said.into_record(month, now, is_taken);
        let id = record.id.clone().unwrap_or_default();
        file.records.push(record);
        Place { month, id }
    }

    fn record(&mut self, place: &Place) -> Option<&mut super::files::RecordEntry> {
        let records = &mut self.months.get_mut(&place.month)?.records;
        records
            .iter_mut()
            .find(|it| it.id.as_ref() == Some(&place.id))
    }

    fn month(&mut self, month: Month) -> &mut MonthFile {
        let file = self.months.entry(month);
        file.or_insert_with(|| MonthFile::new(month))
    }

    /// Counts the records of months anew.
    fn count(&mut self, months: &BTreeSet<Month>) {
        for month in months {
            let Some(file) = self.months.get(month) else {
                continue;
            };
            let (incidents, maintenances) = file.counts();
            let name = month.to_string();
            let counted = |count: usize| u64::try_from(count).ok().filter(|it| *it > 0);
            let entry = MonthEntry {
                month: Some(name.clone()),
                incidents: counted(incidents),
                maintenances: counted(maintenances),
                ..MonthEntry::default()
            };
            let entries = &mut self.index.months;
            entries.retain(|it| it.month.as_ref() != Some(&name));
            entries.push(entry);
            entries.sort_by(|a, b| a.month.cmp(&b.month));
        }
    }

    /// Returns whether the clock has gone back since the last publication, by more than clocks differ.
    pub fn is_ahead_of(index: &IndexFile, now: Instant) -> bool {
        index
            .published()
            .is_some_and(|last| last - now > CLOCK_TOLERANCE)
    }
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    month: Month,
    id: String,
}

/// Takes the record that is about the same as `key` out of those that the last document named.
fn take(named: &mut Vec<(Place, Key)>, key: &Key) -> Option<Place> {
    let same = named.iter().position(|(_, it)| it.is_about(key));
    let like = || named.iter().position(|(_, it)| it.is_named_like(key));
    let index = same.or_else(like)?;
    Some(named.remove(index).0)
}

impl History {
    /// Makes an index from all months, which are in memory. The time of the last publication is not known from then on, so
    /// that the time until the next one is unknown. `damaged` is what could be read of the index before.
    pub fn rebuild_index(&mut self, damaged: &IndexFile) {
        let mut named = Vec::new();
        for (month, file) in &self.months {
            let present = file.records.iter().filter(|it| it.last_named_at.is_none());
            named.extend(present.map(|it| NamedEntry {
                id: it.id.clone(),
                month: Some(month.to_string()),
                ..NamedEntry::default()
            }));
        }
        let with_states = self
            .months
            .iter()
            .rev()
            .find(|(_, it)| !it.published.is_empty());
        self.index = IndexFile {
            version: Some(VERSION),
            published_at: None,
            refresh_secs: damaged.refresh_secs,
            current: with_states.map(|(month, _)| month.to_string()),
            named,
            ..IndexFile::default()
        };
        let months: BTreeSet<Month> = self.months.keys().copied().collect();
        self.count(&months);
    }
}

impl MonthFile {
    /// Gives the file the name of its month, by which it was found.
    pub fn name_as(&mut self, month: Month) {
        self.version = Some(VERSION);
        self.month = Some(month.to_string());
    }

    /// Returns whether there is nothing in the file but its name.
    fn is_blank(&self) -> bool {
        self.published.is_empty()
            && self.overall.is_empty()
            && self.components.is_empty()
            && self.records.is_empty()
    }

    /// Returns when a state last changed.
    fn last_change(&self) -> Option<Instant> {
        let components = self.components.iter().flat_map(|it| &it.states);
        let states = components.chain(&self.overall);
        states.filter_map(|it| parsed(it.at.as_ref())).max()
    }

    /// Sets the end of the last span, unless that is later already.
    fn end_span(&mut self, until: Instant) {
        if let Some(span) = self.published.last_mut() {
            let until = parsed(span.until.as_ref()).map_or(until, |known| known.max(until));
            span.until = Some(write(until));
        }
    }

    /// Records the states of an observation that differ from the last ones. Returns whether any does.
    fn set_states(&mut self, observation: &Observation, at: Instant) -> bool {
        let mut is_news = set(&mut self.overall, observation.overall, at);
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (index, component) in self.components.iter().enumerate() {
            known.extend(component.id.clone().map(|id| (id, index)));
        }
        let mut present = BTreeSet::new();
        for component in &observation.components {
            let index = *known.entry(component.key.clone()).or_insert_with(|| {
                self.components.push(ComponentPast {
                    id: Some(component.key.clone()),
                    ..ComponentPast::default()
                });
                self.components.len() - 1
            });
            present.insert(index);
            let word = match component.status.as_str() {
                "" => UNKNOWN,
                word => word,
            };
            if let Some(past) = self.components.get_mut(index) {
                if past.name.as_ref() != Some(&component.name) {
                    past.name = Some(component.name.clone());
                    is_news = true;
                }
                is_news |= set(&mut past.states, word, at);
            }
        }
        for (index, past) in self.components.iter_mut().enumerate() {
            if !present.contains(&index) {
                is_news |= set(&mut past.states, UNKNOWN, at);
            }
        }
        is_news
    }

    /// Begins the states with the last ones of the month before.
    fn carry_over(&mut self, before: &Self, start: Instant) {
        if before.published.is_empty() || !self.published.is_empty() {
            return;
        }
        let carried = |states: &[StateEntry]| {
            let last = states.last().and_then(|it| it.status.clone());
            let last = last.filter(|word| word != UNKNOWN)?;
            let state = StateEntry {
                at: Some(write(start)),
                status: Some(last),
                ..StateEntry::default()
            };
            Some(vec![state])
        };
        self.overall = carried(&before.overall).unwrap_or_default();
        let components = before.components.iter().filter_map(|it| {
            Some(ComponentPast {
                id: it.id.clone(),
                name: it.name.clone(),
                states: carried(&it.states)?,
                ..ComponentPast::default()
            })
        });
        self.components = components.collect();
        self.published.push(SpanEntry {
            from: Some(write(start)),
            until: Some(write(start)),
            ..SpanEntry::default()
        });
    }
}

/// Records a state if it differs from the last one. A service that was never known needs no record of being unknown.
fn set(states: &mut Vec<StateEntry>, word: &str, at: Instant) -> bool {
    let last = states.last().and_then(|it| it.status.as_deref());
    if last.unwrap_or(UNKNOWN) == word {
        return false;
    }
    states.push(StateEntry {
        at: Some(write(at)),
        status: Some(word.to_owned()),
        ..StateEntry::default()
    });
    true
}
