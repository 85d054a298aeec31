//! Finds what is wrong in files of the history that can be read: what nobody but a person or another program has
//! written.

use std::collections::BTreeSet;

use crate::model::document::vocabulary::{ComponentStatus, Indicator};
use crate::model::history::files::{IndexFile, MonthFile, StateEntry};
use crate::model::history::measured::{MeasuredFile, MeasuredService};
use crate::model::history::month::Month;
use crate::model::history::observe::UNKNOWN;
use crate::model::history::stated::thousandths;
use crate::model::time::instant::{Instant, expected};

/// The faults of one file, each with its place.
struct Faults(Vec<String>);

impl Faults {
    fn note(&mut self, path: &str, expected: &str, found: &str) {
        self.0
            .push(format!("`{path}`: expected {expected}, found `{found}`"));
    }

    fn instant(&mut self, path: &str, text: Option<&String>) -> Option<Instant> {
        let text = text.map_or("", String::as_str);
        let read = text.parse().ok();
        if read.is_none() {
            self.note(path, expected(text), text);
        }
        read
    }

    /// Checks that instants do not go back.
    fn order(&mut self, path: &str, before: &mut Option<Instant>, at: Option<Instant>) {
        if let (Some(before), Some(at)) = (&before, at)
            && at < *before
        {
            let message = format!("`{before}` or later");
            self.note(path, &message, &at.to_string());
        }
        *before = (*before).max(at);
    }

    fn id<'a>(&mut self, path: &str, id: Option<&'a String>, ids: &mut BTreeSet<&'a str>) {
        let id = id.map_or("", String::as_str);
        if id.is_empty() || !ids.insert(id) {
            self.note(&format!("{path}.id"), "an id of its own", id);
        }
    }

    fn states(&mut self, states: &[StateEntry], is_known: impl Fn(&str) -> bool, words: &[&str]) {
        let mut before = None;
        for state in states {
            let at = self.instant(&format!("{}.at", state.path), state.at.as_ref());
            self.order(&format!("{}.at", state.path), &mut before, at);
            let word = state.status.as_deref().unwrap_or_default();
            if word != UNKNOWN && !is_known(word) {
                let list = format!("one of `{}`, `{UNKNOWN}`", words.join("`, `"));
                self.note(&format!("{}.status", state.path), &list, word);
            }
        }
    }
}

impl MonthFile {
    /// Returns the faults in the content of the file of a month.
    pub fn faults(&self, month: Month) -> Vec<String> {
        let mut faults = Faults(Vec::new());
        let found = self.month.as_deref().unwrap_or_default();
        if Month::parse(found) != Some(month) {
            faults.note("month", &format!("`{month}`"), found);
        }
        let mut before = None;
        for span in &self.published {
            for (name, text) in [("from", &span.from), ("until", &span.until)] {
                let path = format!("{}.{name}", span.path);
                let at = faults.instant(&path, text.as_ref());
                faults.order(&path, &mut before, at);
            }
        }
        let is_indicator = |word: &str| Indicator::parse(word).is_some();
        faults.states(&self.overall, is_indicator, Indicator::WORDS);
        let mut ids = BTreeSet::new();
        for component in &self.components {
            faults.id(&component.path, component.id.as_ref(), &mut ids);
            let is_status = |word: &str| ComponentStatus::parse(word).is_some();
            faults.states(&component.states, is_status, ComponentStatus::WORDS);
        }
        let mut ids = BTreeSet::new();
        for record in &self.records {
            faults.id(&record.path, record.id.as_ref(), &mut ids);
            if record.incident.is_some() == record.maintenance.is_some() {
                let path = &record.path;
                faults.0.push(format!(
                    "`{path}`: expected either `incident` or `maintenance`"
                ));
            }
        }
        faults.0
    }
}

impl IndexFile {
    /// Returns the faults in the content of the index. `present` are the months that have a file, `measured` those that have
    /// one of what others have measured.
    pub fn faults(&self, present: &BTreeSet<Month>, measured: &BTreeSet<Month>) -> Vec<String> {
        let mut faults = Faults(Vec::new());
        if self.published_at.is_some() {
            faults.instant("published_at", self.published_at.as_ref());
        }
        let mut listed = BTreeSet::new();
        for entry in &self.months {
            let name = entry.month.as_deref().unwrap_or_default();
            let path = format!("{}.month", entry.path);
            match Month::parse(name) {
                Some(month) if !present.contains(&month) => {
                    faults.note(&path, "a month that has a file", name);
                }
                Some(month) if !listed.insert(month) => {
                    faults.note(&path, "each month once", name);
                }
                Some(_) => {}
                None => faults.note(&path, "a month such as `2026-11`", name),
            }
        }
        for month in present.difference(&listed) {
            faults.0.push(format!(
                "`months`: expected `{month}`, which has a file, found none"
            ));
        }
        let listed = self.measured();
        for month in listed.difference(measured) {
            faults.note("measured", "months that have a file", &month.to_string());
        }
        for month in measured.difference(&listed) {
            faults.0.push(format!(
                "`measured`: expected `{month}`, which has a file, found none"
            ));
        }
        faults.0
    }
}

impl MeasuredFile {
    /// Returns the faults in the content of the file of a month.
    pub fn faults(&self, month: Month) -> Vec<String> {
        let mut faults = Faults(Vec::new());
        let found = self.month.as_deref().unwrap_or_default();
        if Month::parse(found) != Some(month) {
            faults.note("month", &format!("`{month}`"), found);
        }
        for source in &self.sources {
            let mut ids = BTreeSet::new();
            if source.read_at.is_some() {
                faults.instant(&format!("{}.read_at", source.path), source.read_at.as_ref());
            }
            for service in &source.components {
                faults.id(&service.path, service.id.as_ref(), &mut ids);
                faults.measured(service, month);
            }
        }
        faults.0
    }
}

impl Faults {
    fn measured(&mut self, service: &MeasuredService, month: Month) {
        let mut before = None;
        for day in &service.days {
            let path = format!("{}.date", day.path);
            let start = day.start();
            if start.map(Month::of) != Some(month) {
                let date = day.date.as_deref().unwrap_or_default();
                self.note(&path, &format!("a day of `{month}`"), date);
            }
            self.order(&path, &mut before, start);
            let word = day.status.as_deref().unwrap_or(UNKNOWN);
            if word != UNKNOWN && ComponentStatus::parse(word).is_none() {
                let words = ComponentStatus::WORDS.join("`, `");
                let path = format!("{}.status", day.path);
                self.note(&path, &format!("one of `{words}`, `{UNKNOWN}`"), word);
            }
        }
        for share in &service.shares {
            let percent = share.percent.as_deref().unwrap_or_default();
            if thousandths(percent).is_none() {
                let path = format!("{}.percent", share.path);
                self.note(&path, "a number from `0` to `100`", percent);
            }
        }
        let mut before = None;
        for check in &service.checks {
            let path = format!("{}.at", check.path);
            let at = self.instant(&path, check.at.as_ref());
            self.order(&path, &mut before, at);
        }
    }
}
