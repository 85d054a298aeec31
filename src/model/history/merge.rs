//! Joins a history with an earlier one, as that which versions of a document in a repository tell.

use std::collections::BTreeSet;

use crate::model::history::files::{ComponentPast, MonthFile, parsed};
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::policy::freshness::stale_at;
use crate::model::time::instant::Instant;

impl History {
    /// Returns the first instant at which the state was published; `None` if it never was. All months are in memory.
    pub fn begins(&self) -> Option<Instant> {
        let spans = self.months.values().flat_map(|file| &file.published);
        spans.filter_map(|span| parsed(span.from.as_ref())).min()
    }

    /// Puts an earlier history in front of this one, and returns the months that change. `earlier` has only
    /// publications before [`Self::begins`]. Of both, all months are in memory.
    pub fn put_in_front(&mut self, mut earlier: Self, now: Instant) -> BTreeSet<Month> {
        earlier.end(self.begins());
        let mut changed = BTreeSet::new();
        for (month, mut file) in earlier.months {
            let records = std::mem::take(&mut file.records);
            let known = self.month(month);
            let before = known.clone();
            known.put_in_front(file);
            if *known != before {
                changed.insert(month);
            }
            for record in records {
                if self.add_earlier_record(month, record, now) {
                    changed.insert(month);
                }
            }
        }
        self.count(&changed);
        changed
    }

    /// Ends the last span when the last publication no longer holds, at the latest at `limit` or with its month.
    fn end(&mut self, limit: Option<Instant>) {
        let (Some(last), Some(current)) = (self.index.published(), self.index.current()) else {
            return;
        };
        let holds = stale_at(last, self.index.refresh_secs.unwrap_or(0));
        let end = holds.min(current.next().start());
        let end = limit.map_or(end, |limit| end.min(limit.max(last)));
        self.month(current).end_span(end);
    }
}

impl MonthFile {
    fn put_in_front(&mut self, earlier: Self) {
        self.published.splice(0..0, earlier.published);
        self.overall.splice(0..0, earlier.overall);
        for past in earlier.components {
            let known = self.components.iter_mut().find(|it| it.id == past.id);
            if let Some(known) = known {
                known.states.splice(0..0, past.states);
            } else {
                self.components.push(ComponentPast {
                    path: String::new(),
                    ..past
                });
            }
        }
    }
}
