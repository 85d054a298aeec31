//! Adds to the history what one document says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::document::vocabulary::Indicator;
use crate::model::document::wire::Document;
use crate::model::history::files::{IndexFile, MonthFile, SpanEntry, says_the_same};
use crate::model::history::measured::MeasuredFile;
use crate::model::history::month::Month;
use crate::model::history::places::months_of_named;
use crate::model::history::record::Said;
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
    /// Reads what `document` says when it is published at `now`. Services that are hidden while they work count like
    /// the others. `every` is the interval in seconds at which it is published, if it is published regularly: what is
    /// published holds until some of these intervals have passed, or those that the document prefers if they are
    /// longer.
    pub fn of(document: &Document, every: Option<u64>, now: Instant) -> Self {
        let mut all = document.clone();
        for component in &mut all.components {
            component.only_show_if_degraded = None;
        }
        let snapshot = normalize(&all, Language::default(), &[]).0.as_of(now);
        Self {
            now,
            written: snapshot.published.instant().unwrap_or(now),
            refresh_secs: snapshot.refresh_secs.max(every.unwrap_or(0)),
            overall: overall(Evidence::of(&snapshot)),
            components: snapshot.components,
            said: Said::all(document),
        }
    }

    /// Returns the word of the state of everything together.
    pub(super) fn overall(&self) -> &'static str {
        self.overall
    }

    /// Returns the services with their states.
    pub(super) fn components(&self) -> &[Arc<Component>] {
        &self.components
    }
}

/// Returns the state of everything together: nothing is well where some evidence cannot be read.
fn overall(evidence: Evidence) -> &'static str {
    let is_well = evidence.worst == Indicator::None;
    if is_well && (evidence.has_unknown || !evidence.is_positive) {
        return UNKNOWN;
    }
    match evidence.worst.as_str() {
        "" => UNKNOWN,
        word => word,
    }
}

/// The history, as far as it is in memory.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The index.
    pub index: IndexFile,
    /// The months that were read; one that is needed and missing counts as empty.
    pub months: BTreeMap<Month, MonthFile>,
    /// The measurements of others, by month, as far as they were read.
    pub measured: BTreeMap<Month, MeasuredFile>,
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
    /// When states became worse, or unknown: when the document was written, between the last recorded change and `now`.
    worse: Instant,
    /// When states became better, or known: likewise, but not before the publication before, which still said
    /// otherwise.
    better: Instant,
    /// Whether the publication before still says something, so that the time since then is known.
    is_continued: bool,
    /// The first instant at which the publication before said nothing any longer; `None` if it still does, or there is
    /// none.
    lapsed: Option<Instant>,
}

impl Times {
    /// Returns when a state has changed.
    fn of(&self, change: Change) -> Instant {
        match change {
            Change::Better => self.better,
            Change::Worse => self.worse,
        }
    }
}

/// How a state has changed. Unknown is worse than what was known before, and anything that is known is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Better,
    Worse,
}

impl History {
    /// Returns the months that [`Self::add`] needs.
    pub fn needed(index: &IndexFile, observation: &Observation) -> BTreeSet<Month> {
        let mut needed = BTreeSet::from([Month::of(observation.now)]);
        needed.extend(index.current());
        needed.extend(months_of_named(index));
        let starts = observation.said.iter().filter_map(Said::began);
        needed.extend(starts.map(Month::of));
        needed
    }

    /// Adds an observation. The clock of the publisher must not have gone back by more than the tolerance since the
    /// last one: see [`Self::rewind`].
    pub fn add(&mut self, observation: Observation) -> Changes {
        let before = self.index.clone();
        let last = self.index.published();
        let times = self.times(&observation, last);
        // Nothing else is touched: a whole history may be in memory.
        let mut touched = Self::needed(&self.index, &observation);
        touched.insert(Month::of(times.now));
        let known: BTreeMap<Month, MonthFile> = touched
            .iter()
            .filter_map(|month| Some((*month, self.months.get(month)?.clone())))
            .collect();
        self.add_states(&observation, times);
        self.add_records(observation.said, times.now);
        let is_changed = |month: &Month| {
            let is_new = |file: &MonthFile| {
                known
                    .get(month)
                    .is_none_or(|known| !says_the_same(known, file))
            };
            let file = self.months.get(month);
            file.is_some_and(|file| !file.is_blank() && is_new(file))
        };
        let months: BTreeSet<Month> = touched.into_iter().filter(is_changed).collect();
        self.count(&months);
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
        let holds = last.map(|last| stale_at(last, refresh_secs));
        let lapsed = holds.filter(|lapsed| *lapsed <= now);
        let is_continued = last.is_some() && lapsed.is_none();
        let current = self.index.current().and_then(|it| self.months.get(&it));
        let recorded = current.and_then(MonthFile::last_change);
        let written = recorded.map_or(observation.written, |it| it.max(observation.written));
        let written = if lapsed.is_some() {
            now
        } else {
            written.min(now)
        };
        Times {
            now,
            worse: written,
            better: if last.is_none_or(|last| last < written) {
                written
            } else {
                now
            },
            is_continued,
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
        if current < this && times.is_continued {
            // What changed before the turn of the month belongs to the month that has ended.
            let end = current.next().start();
            let ended = self.month(current);
            ended.set_states(observation, &|change| {
                let at = times.of(change);
                (at < end).then_some(at)
            });
            ended.end_span(end);
            let ended = ended.clone();
            self.month(this).carry_over(&ended, end);
        }
        let file = self.month(this);
        let is_news = file.set_states(observation, &|change| {
            Some(times.of(change).max(this.start()))
        });
        if file.published.is_empty() || !times.is_continued {
            file.published.push(SpanEntry {
                from: Some(write(times.now)),
                until: Some(write(times.now)),
                ..SpanEntry::default()
            });
        } else if is_news {
            file.end_span(times.now);
        }
    }

    pub(super) fn month(&mut self, month: Month) -> &mut MonthFile {
        let file = self.months.entry(month);
        file.or_insert_with(|| MonthFile::new(month))
    }

    /// Returns whether the clock has gone back since the last publication, by more than clocks differ.
    pub fn is_ahead_of(index: &IndexFile, now: Instant) -> bool {
        index
            .published()
            .is_some_and(|last| last - now > CLOCK_TOLERANCE)
    }
}
