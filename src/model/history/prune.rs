//! Removes months that are older than somebody wants to keep.

use std::collections::BTreeSet;

use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::places::months_of_named;

impl History {
    /// Removes the months before `first` from the index and returns them, with those in `present`, which have a file
    /// but no entry, and with what others have measured in them. The present month and those of records that the published document names stay.
    pub fn prune(&mut self, first: Month, present: &BTreeSet<Month>) -> BTreeSet<Month> {
        let mut kept = months_of_named(&self.index);
        kept.extend(self.index.current());
        let is_old = |month: &Month| *month < first && !kept.contains(month);
        let months = self
            .index
            .months()
            .into_iter()
            .chain(present.iter().copied());
        let removed: BTreeSet<Month> = months.filter(is_old).collect();
        let is_removed = |name: &str| Month::parse(name).is_some_and(|it| removed.contains(&it));
        self.index
            .months
            .retain(|it| !it.month.as_deref().is_some_and(is_removed));
        self.index.measured.retain(|it| !is_removed(it));
        removed
    }
}
