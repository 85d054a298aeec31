//! A clock that has gone back: what was recorded for later times did not happen then.

use std::collections::BTreeSet;

use crate::model::history::files::{IndexFile, MonthFile, StateEntry, parsed};
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::time::instant::{Instant, write};

impl History {
    /// Returns the months that [`Self::rewind`] needs.
    pub fn needed_to_rewind(index: &IndexFile, now: Instant) -> BTreeSet<Month> {
        let months = index.months().into_iter().chain(index.current());
        months.filter(|month| *month >= Month::of(now)).collect()
    }

    /// Gives states that were recorded for times after `now` the time `now`, and removes those of later months; the
    /// time until the next publication is unknown. Records stay as they are.
    pub fn rewind(&mut self, now: Instant) {
        let this = Month::of(now);
        for (month, file) in &mut self.months {
            if *month > this {
                file.published.clear();
                file.overall.clear();
                file.components.clear();
            } else if *month == this {
                file.rewind(now);
            }
        }
        self.index.current = Some(this.to_string());
        self.index.published_at = None;
    }
}

impl MonthFile {
    fn rewind(&mut self, now: Instant) {
        let is_after = |text: Option<&String>| parsed(text).is_some_and(|it| it > now);
        self.published.retain(|span| !is_after(span.from.as_ref()));
        for span in &mut self.published {
            if is_after(span.until.as_ref()) {
                span.until = Some(write(now));
            }
        }
        let clamp = |states: &mut Vec<StateEntry>| {
            for state in states {
                if is_after(state.at.as_ref()) {
                    state.at = Some(write(now));
                }
            }
        };
        clamp(&mut self.overall);
        for component in &mut self.components {
            clamp(&mut component.states);
        }
    }
}
