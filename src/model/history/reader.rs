//! The state of the history page: the files that it has read, and the one that it reads next. It is pure: the page sends
//! it what arrives.
//!
//! The index comes first, then the months of the last ninety days, the newest before the others, then what others have
//! measured in them, then what the visitor asks for. One file is requested at a time, so that a search through all months is no burst of requests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::document::json::Json;
use crate::model::document::parse::parse;
use crate::model::document::reader::FromEntry;
use crate::model::history::files::{Damage, IndexFile, MonthFile, read};
use crate::model::history::measured::MeasuredFile;
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::past_event::{PastEvent, past_events};
use crate::model::history::service_days::ServiceDays;
use crate::model::history::stated::{StatedSource, shown_measured};
use crate::model::i18n::message::language::Language;
use crate::model::time::instant::Instant;
use crate::model::time::time_delta::TimeDelta;

/// The number of days whose states are shown.
pub const DAYS: u16 = 90;
/// The number of days whose states are shown where there is little room.
pub const FEW_DAYS: u16 = 30;
/// The largest file that is read, in bytes: as large as `publish` writes.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;

/// A file of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HistoryFile {
    /// The list of months.
    Index,
    /// The file of a month.
    Month(Month),
    /// The file of what others have measured in a month.
    Measured(Month),
}

impl HistoryFile {
    /// Returns the address below the folder that is served.
    ///
    /// ```
    /// use intermission::model::history::reader::HistoryFile;
    /// assert_eq!(HistoryFile::Index.path(), "history/index.json");
    /// ```
    pub fn path(self) -> String {
        match self {
            Self::Index => "history/index.json".to_owned(),
            Self::Month(month) => format!("history/{month}.json"),
            Self::Measured(month) => format!("history/{month}-measured.json"),
        }
    }
}

/// The reason why there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The host has none.
    Missing,
    /// It could not be fetched, or was too large.
    Failed,
}

/// Whether the list of months was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IndexState {
    /// It has not come yet.
    #[default]
    Pending,
    /// It was read.
    Read,
    /// There is none: nothing has been recorded.
    Missing,
    /// It could not be fetched or read.
    Failed,
}

/// A month on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MonthState {
    /// It is known that there is such a month, and how many incidents and maintenances it has.
    Listed(u64),
    /// It is wanted, and will be requested.
    Wanted,
    /// It was read.
    Read {
        /// Its incidents and maintenances, the latest first.
        events: Arc<Vec<PastEvent>>,
        /// Whether a part of it could not be read.
        is_damaged: bool,
    },
    /// It could not be had.
    Missing,
}

impl MonthState {
    /// Returns the incidents and maintenances that were read.
    pub fn events(&self) -> &[PastEvent] {
        match self {
            Self::Read { events, .. } => events,
            Self::Listed(_) | Self::Wanted | Self::Missing => &[],
        }
    }

    /// Returns whether both are the same state; of a month that was read, whether it was read once.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Read { events: one, .. }, Self::Read { events: other, .. }) => {
                Arc::ptr_eq(one, other)
            }
            _ => self == other,
        }
    }
}

/// An event of the history page.
#[derive(Debug)]
pub enum ReaderEvent {
    /// A file has arrived, or did not come.
    Arrived(HistoryFile, Result<Vec<u8>, Lack>),
    /// The visitor asks for a month.
    Wanted(Month),
    /// The visitor searches, which needs all months.
    AllWanted,
    /// The visitor asks once more for the list of months.
    Retried,
}

/// The services whose days are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The last [`DAYS`] of everything together and of each service.
    #[default]
    Each,
    /// The last [`FEW_DAYS`] of everything together.
    Together,
    /// The last [`FEW_DAYS`] of the service with this id.
    Only(String),
}

impl Scope {
    /// Returns the number of days.
    pub fn days(&self) -> u16 {
        match self {
            Self::Each => DAYS,
            Self::Together | Self::Only(_) => FEW_DAYS,
        }
    }
}

/// The history as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    language: Language,
    scope: Scope,
    languages: Vec<String>,
    history: History,
    months: BTreeMap<Month, MonthState>,
    /// The months of which measurements are wanted and were not read.
    measured: BTreeSet<Month>,
    /// Whether measurements could not be had, or not in full.
    lacks_measured: bool,
    /// The file that was requested and has not come.
    pending: Option<HistoryFile>,
    index: IndexState,
}

impl Reader {
    /// Returns a page that has read nothing. `fragment` is the part of its address behind `#`, which may name a record.
    pub fn new(language: Language, languages: Vec<String>, fragment: &str) -> Self {
        let mut reader = Self {
            language,
            languages,
            pending: Some(HistoryFile::Index),
            ..Self::default()
        };
        if let Some(month) = month_of(fragment) {
            reader.months.insert(month, MonthState::Wanted);
        }
        reader
    }

    /// Returns a reader of the months that belong to the last days of a scope, which has read nothing.
    pub fn of(scope: Scope, language: Language, languages: Vec<String>) -> Self {
        Self {
            scope,
            ..Self::new(language, languages, "")
        }
    }

    /// Returns the file that is to be requested now.
    pub fn pending(&self) -> Option<HistoryFile> {
        self.pending
    }

    /// Returns whether the list of months was read.
    pub fn index(&self) -> IndexState {
        self.index
    }

    /// Returns the months, the newest first.
    pub fn months(&self) -> impl Iterator<Item = (Month, &MonthState)> {
        self.months
            .iter()
            .rev()
            .map(|(month, state)| (*month, state))
    }

    /// Returns a month.
    pub fn month(&self, month: Month) -> Option<&MonthState> {
        self.months.get(&month)
    }

    /// Returns what was read, for bars and figures.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns the last days of what is shown; nothing where no state is recorded.
    pub fn days(&self, now: Instant) -> Vec<ServiceDays> {
        let number = self.scope.days();
        match &self.scope {
            Scope::Each => self.history.recent_days(number, now),
            Scope::Together => self.history.recent_days_of(None, number, now),
            Scope::Only(id) => self.history.recent_days_of(Some(id), number, now),
        }
    }

    /// Returns whether all months of the last days before `now` were read or could not be had.
    pub fn has_days(&self, now: Instant) -> bool {
        let recent = self.months.range(first_month(now, self.scope.days())..);
        let mut states = recent.map(|(_, state)| state);
        self.index == IndexState::Read
            && !states.any(|it| matches!(it, MonthState::Wanted | MonthState::Listed(_)))
    }

    /// Returns the months of the last days before `now` that could not be had, the oldest first.
    pub fn lacking_months(&self, now: Instant) -> Vec<Month> {
        let recent = self.months.range(first_month(now, self.scope.days())..);
        let lacking = recent.filter(|(_, state)| **state == MonthState::Missing);
        lacking.map(|(month, _)| *month).collect()
    }

    /// Returns what others state about the last [`DAYS`], once all that is wanted of it was read or could not be had.
    pub fn stated(&self, now: Instant) -> Option<Vec<StatedSource>> {
        let is_read = self.index == IndexState::Read && self.measured.is_empty();
        is_read.then(|| self.history.stated(DAYS, now))
    }

    /// Returns whether measurements of others could not be had, or not in full.
    pub fn lacks_measured(&self) -> bool {
        self.lacks_measured
    }

    /// Takes in what has happened at `now`, and decides which file is requested next.
    pub fn apply(&mut self, event: ReaderEvent, now: Instant) {
        match event {
            ReaderEvent::Arrived(HistoryFile::Index, found) => self.take_index(found, now),
            ReaderEvent::Retried => self.pending = Some(HistoryFile::Index),
            ReaderEvent::Arrived(HistoryFile::Month(month), found) => self.take_month(month, found),
            ReaderEvent::Arrived(HistoryFile::Measured(month), found) => {
                self.take_measured(month, found);
            }
            ReaderEvent::Wanted(month) => self.want(month),
            ReaderEvent::AllWanted => {
                let all: Vec<Month> = self.months.keys().copied().collect();
                for month in all {
                    self.want(month);
                }
            }
        }
        if self.pending.is_none() && self.index == IndexState::Read {
            let mut newest_first = self.months.iter().rev();
            let wanted = newest_first.find(|(_, state)| **state == MonthState::Wanted);
            let wanted = wanted.map(|(month, _)| HistoryFile::Month(*month));
            let measured = self.measured.last().copied().map(HistoryFile::Measured);
            self.pending = wanted.or(measured);
        }
    }

    /// Asks for a month that was not read, also once more after a failure.
    fn want(&mut self, month: Month) {
        if let Some(state) = self.months.get_mut(&month)
            && matches!(state, MonthState::Listed(_) | MonthState::Missing)
        {
            *state = MonthState::Wanted;
        }
    }

    fn take_index(&mut self, found: Result<Vec<u8>, Lack>, now: Instant) {
        self.pending = None;
        let index = match found {
            Ok(bytes) => read_file::<IndexFile>(&bytes),
            Err(Lack::Missing) => {
                self.index = IndexState::Missing;
                return;
            }
            Err(Lack::Failed) => None,
        };
        let Some((index, _)) = index else {
            self.index = IndexState::Failed;
            return;
        };
        self.index = IndexState::Read;
        let wanted: BTreeSet<Month> = std::mem::take(&mut self.months).into_keys().collect();
        for entry in &index.months {
            let Some(month) = entry.month.as_deref().and_then(Month::parse) else {
                continue;
            };
            let number = entry.incidents.unwrap_or(0) + entry.maintenances.unwrap_or(0);
            let is_wanted = month >= first_month(now, self.scope.days()) || wanted.contains(&month);
            let state = if is_wanted {
                MonthState::Wanted
            } else {
                MonthState::Listed(number)
            };
            self.months.insert(month, state);
        }
        // The bars of a widget show no measurements of others.
        self.measured = if self.scope == Scope::Each {
            shown_measured(&index.measured(), now)
        } else {
            BTreeSet::new()
        };
        self.lacks_measured = false;
        self.history.index = index;
    }

    fn take_measured(&mut self, month: Month, found: Result<Vec<u8>, Lack>) {
        self.pending = None;
        self.measured.remove(&month);
        let file = found
            .ok()
            .and_then(|bytes| read_file::<MeasuredFile>(&bytes));
        self.lacks_measured |= file.as_ref().is_none_or(|(_, damage)| damage.is_some());
        if let Some((file, _)) = file {
            self.history.measured.insert(month, file);
        }
    }

    fn take_month(&mut self, month: Month, found: Result<Vec<u8>, Lack>) {
        self.pending = None;
        let file = found.ok().and_then(|bytes| read_file::<MonthFile>(&bytes));
        let state = match file {
            Some((mut file, damage)) => {
                file.name_as(month);
                let events = Arc::new(past_events(&file, self.language, &self.languages));
                self.history.months.insert(month, file);
                MonthState::Read {
                    events,
                    is_damaged: damage.is_some(),
                }
            }
            None => MonthState::Missing,
        };
        self.months.insert(month, state);
    }
}

/// Returns the month of the first of the last days.
pub fn first_month(now: Instant, days: u16) -> Month {
    let days = TimeDelta::days(i64::from(days) - 1);
    Month::of(now.checked_sub_signed(days).unwrap_or(now))
}

/// Returns the month with which the id of a record begins.
///
/// ```
/// use intermission::model::history::reader::month_of;
/// assert_eq!(month_of("2026-11-slow-log-ins").map(|it| it.to_string()).as_deref(), Some("2026-11"));
/// assert_eq!(month_of("subscribe"), None);
/// ```
pub fn month_of(id: &str) -> Option<Month> {
    id.get(..7).and_then(Month::parse)
}

/// Reads a file of the history, as far as it can be read; `None` if it is no JSON.
fn read_file<T: FromEntry>(bytes: &[u8]) -> Option<(T, Option<Damage>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let json = parse(text).ok()?;
    matches!(json, Json::Object(_)).then(|| read(&json))
}
