//! The states of services in the file of one month, and the times in which they were published.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::document::vocabulary::{ComponentStatus, Indicator};
use crate::model::history::files::{
    ComponentPast, MonthFile, SpanEntry, StateEntry, VERSION, parsed,
};
use crate::model::history::month::Month;
use crate::model::history::observe::{Change, Observation, UNKNOWN};
use crate::model::time::instant::{Instant, write};

impl MonthFile {
    /// Gives the file the name of its month, by which it was found.
    pub fn name_as(&mut self, month: Month) {
        self.version = Some(VERSION);
        self.month = Some(month.to_string());
    }

    /// Returns whether there is nothing in the file but its name.
    pub(super) fn is_blank(&self) -> bool {
        self.published.is_empty()
            && self.overall.is_empty()
            && self.components.is_empty()
            && self.records.is_empty()
    }

    /// Returns when a state last changed.
    pub(super) fn last_change(&self) -> Option<Instant> {
        let components = self.components.iter().flat_map(|it| &it.states);
        let states = components.chain(&self.overall);
        states.filter_map(|it| parsed(it.at.as_ref())).max()
    }

    /// Sets the end of the last span, unless that is later already.
    pub(super) fn end_span(&mut self, until: Instant) {
        if let Some(span) = self.published.last_mut() {
            let until = parsed(span.until.as_ref()).map_or(until, |known| known.max(until));
            span.until = Some(write(until));
        }
    }

    /// Records the states of an observation that differ from the last ones, at the time that `when` gives for the kind
    /// of change; `None` leaves it out. Returns whether there is any.
    pub(super) fn set_states(&mut self, observation: &Observation, when: &When<'_>) -> bool {
        let severity = |word: &str| Indicator::parse(word).map(|it| usize::from(it.level()));
        let mut is_news = set(&mut self.overall, observation.overall(), &severity, when);
        let severity = |word: &str| ComponentStatus::parse(word).map(|it| it as usize);
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (index, component) in self.components.iter().enumerate() {
            known.extend(component.id.clone().map(|id| (id, index)));
        }
        let mut present = BTreeSet::new();
        for component in observation.components() {
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
                is_news |= set(&mut past.states, word, &severity, when);
            }
        }
        for (index, past) in self.components.iter_mut().enumerate() {
            if !present.contains(&index) {
                is_news |= set(&mut past.states, UNKNOWN, &severity, when);
            }
        }
        is_news
    }

    /// Begins the states with the last ones of the month before.
    pub(super) fn carry_over(&mut self, before: &Self, start: Instant) {
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

/// When a change of a kind happened; `None` if it is not to be recorded.
type When<'a> = dyn Fn(Change) -> Option<Instant> + 'a;

/// Records a state if it differs from the last one. A service that was never known needs no record of being unknown.
/// `severity` returns the place of a known state from the best to the worst.
fn set(
    states: &mut Vec<StateEntry>,
    word: &str,
    severity: &dyn Fn(&str) -> Option<usize>,
    when: &When<'_>,
) -> bool {
    let last = states.last().and_then(|it| it.status.as_deref());
    let last = last.unwrap_or(UNKNOWN);
    if last == word {
        return false;
    }
    let change = match (severity(last), severity(word)) {
        (Some(last), Some(next)) if last < next => Change::Worse,
        (Some(_), None) => Change::Worse,
        (None | Some(_), Some(_)) | (None, None) => Change::Better,
    };
    let Some(at) = when(change) else {
        return false;
    };
    states.push(StateEntry {
        at: Some(write(at)),
        status: Some(word.to_owned()),
        ..StateEntry::default()
    });
    true
}
