//! Finds records of incidents and maintenances among the months, adds to them, and keeps the index of them.

use std::collections::BTreeSet;

use crate::model::history::files::{IndexFile, MonthEntry, NamedEntry, RecordEntry, VERSION};
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::record::{Key, Said};
use crate::model::time::instant::{Instant, write};

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) month: Month,
    pub(super) id: String,
}

/// Returns the months of the records that the last document named.
pub(super) fn months_of_named(index: &IndexFile) -> BTreeSet<Month> {
    let names = index.named.iter().filter_map(|it| it.month.as_deref());
    names.filter_map(Month::parse).collect()
}

impl History {
    /// Adds what a published document says, and notes which records it no longer names.
    pub(super) fn add_records(&mut self, said: Vec<Said>, now: Instant) {
        let mut named = self.named();
        let before: Vec<Place> = named.iter().map(|(place, _)| place.clone()).collect();
        let mut found = Vec::new();
        for said in said {
            let key = said.key();
            let month = Month::of(said.began().unwrap_or(now));
            let place = Self::take(&mut named, &key).or_else(|| self.find(&key, month, &found));
            let place = if let Some(place) = place {
                if let Some(record) = self.record(&place) {
                    said.add_to(record, now);
                }
                place
            } else {
                self.add_record(said, month, now)
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
    pub(super) fn named(&self) -> Vec<(Place, Key)> {
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

    /// Takes the record that is about the same as `key` out of those that the last document named.
    pub(super) fn take(named: &mut Vec<(Place, Key)>, key: &Key) -> Option<Place> {
        Self::take_by(named, key, Key::is_about)
    }

    /// Takes a record out of those that the last document named, by a comparison of keys.
    pub(super) fn take_by(
        named: &mut Vec<(Place, Key)>,
        key: &Key,
        is_same: fn(&Key, &Key) -> bool,
    ) -> Option<Place> {
        let same = named.iter().position(|(_, it)| is_same(it, key));
        let like = || named.iter().position(|(_, it)| it.is_named_like(key));
        let index = same.or_else(like)?;
        Some(named.remove(index).0)
    }

    /// Finds a record that the last document did not name, in the month in which it began.
    pub(super) fn find(&self, key: &Key, month: Month, found: &[Place]) -> Option<Place> {
        self.find_by(key, month, found, Key::is_about)
    }

    /// Finds a record in the month in which it began, by a comparison of keys.
    pub(super) fn find_by(
        &self,
        key: &Key,
        month: Month,
        found: &[Place],
        is_same: fn(&Key, &Key) -> bool,
    ) -> Option<Place> {
        let records = &self.months.get(&month)?.records;
        let is_about = |key: &Key, other: Option<Key>| other.is_some_and(|it| is_same(&it, key));
        let candidates = records.iter().filter(|it| is_about(key, Key::of(it)));
        let mut places = candidates.filter_map(|it| {
            Some(Place {
                month,
                id: it.id.clone()?,
            })
        });
        places.find(|place| !found.contains(place))
    }

    pub(super) fn add_record(&mut self, said: Said, month: Month, now: Instant) -> Place {
        let file = self.month(month);
        let is_taken = |id: &str| file.records.iter().any(|it| it.id.as_deref() == Some(id));
        let record = said.into_record(month, now, is_taken);
        let id = record.id.clone().unwrap_or_default();
        file.records.push(record);
        Place { month, id }
    }

    pub(super) fn record(&mut self, place: &Place) -> Option<&mut RecordEntry> {
        let records = &mut self.months.get_mut(&place.month)?.records;
        records
            .iter_mut()
            .find(|it| it.id.as_ref() == Some(&place.id))
    }

    /// Counts the records of months anew.
    pub(super) fn count(&mut self, months: &BTreeSet<Month>) {
        self.index.version = Some(VERSION);
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

    /// Makes an index from all months, which are in memory. The time of the last publication is not known from then on,
    /// so that the time until the next one is unknown. Of what could be read of the index, the interval stays.
    pub fn rebuild_index(&mut self) {
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
            refresh_secs: self.index.refresh_secs,
            current: with_states.map(|(month, _)| month.to_string()),
            named,
            measured: std::mem::take(&mut self.index.measured),
            ..IndexFile::default()
        };
        let months: BTreeSet<Month> = self.months.keys().copied().collect();
        self.count(&months);
    }
}
