//! Adds what another publisher has kept of the past: incidents and maintenances, but no states.

use std::collections::BTreeSet;

use crate::model::document::wire::Document;
use crate::model::history::files::RecordEntry;
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::places::months_of_named;
use crate::model::history::record::{Key, Said};
use crate::model::time::instant::{Instant, write};

/// The result of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The number of records that were new.
    pub new: usize,
    /// The number of records that were there and now say more.
    pub completed: usize,
    /// The number of records that say as much as before.
    pub known: usize,
    /// The months whose files changed.
    pub months: BTreeSet<Month>,
}

impl History {
    /// Returns the months that [`Self::import`] needs.
    pub fn needed_to_import(&self, document: &Document, now: Instant) -> BTreeSet<Month> {
        let mut needed = months_of_named(&self.index);
        let said = Said::all(document);
        needed.extend(said.iter().map(|it| Month::of(it.began().unwrap_or(now))));
        needed
    }

    /// Adds the incidents and maintenances of a document that is not published here. What is known already is
    /// completed, and replaced only where the document has said something later.
    pub fn import(&mut self, document: &Document, now: Instant) -> Imported {
        let mut imported = Imported::default();
        let mut found = Vec::new();
        let mut named = self.named();
        for said in Said::all(document) {
            let key = said.key();
            let month = Month::of(said.began().unwrap_or(now));
            let place = Self::take_by(&mut named, &key, is_same)
                .or_else(|| self.find_by(&key, month, &found, is_same));
            let place = if let Some(place) = place {
                let is_news = self
                    .record(&place)
                    .is_some_and(|record| said.complete(record, now));
                if is_news {
                    imported.completed += 1;
                    imported.months.insert(place.month);
                } else {
                    imported.known += 1;
                }
                place
            } else {
                imported.new += 1;
                imported.months.insert(month);
                let place = self.add_record(said, month, now);
                if let Some(record) = self.record(&place) {
                    record.last_named_at = Some(write(now));
                }
                place
            };
            found.push(place);
        }
        self.count(&imported.months);
        imported
    }

    /// Adds a record of an earlier history to a month, or completes the one that is about the same. Returns whether
    /// that is news.
    pub(super) fn add_earlier_record(
        &mut self,
        month: Month,
        record: RecordEntry,
        now: Instant,
    ) -> bool {
        let (Some(key), Some(said)) = (Key::of(&record), Said::of(&record)) else {
            return false;
        };
        if let Some(place) = self.find(&key, month, &[]) {
            let known = self.record(&place);
            return known.is_some_and(|known| said.complete(known, now));
        }
        let place = self.add_record(said, month, now);
        if let Some(known) = self.record(&place) {
            known.first_named_at = record.first_named_at;
            known.last_named_at = record.last_named_at.or_else(|| Some(write(now)));
        }
        true
    }
}

/// Returns whether both are about the same. An imported document may be of another source than the published one.
fn is_same(known: &Key, key: &Key) -> bool {
    known.is_about(key) && !known.collides_with(key)
}
