//! Maintenances: the window, the phases, and what the clock adds to what the publisher says.

use crate::model::time::time_delta::TimeDelta;

use crate::model::document::vocabulary::{AccessMode, MaintenanceStatus, PhaseStatus};
use crate::model::status::update::Update;
use crate::model::time::instant::Instant;

/// A planned interval, half-open: the start belongs to it, the end does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    start: Instant,
    end: Option<Instant>,
}

impl Window {
    /// Returns a window, unless its end is at or before its start.
    ///
    /// ```
    /// use intermission::model::status::maintenance::Window;
    /// use intermission::model::time::instant::{Instant, SHORTEST};
    /// let start = Instant::UNIX_EPOCH;
    /// assert!(Window::new(start, None).is_some());
    /// assert!(Window::new(start, Some(start + SHORTEST)).is_some());
    /// assert_eq!(Window::new(start, Some(start)), None, "an empty window");
    /// ```
    pub fn new(start: Instant, end: Option<Instant>) -> Option<Self> {
        end.is_none_or(|end| start < end)
            .then_some(Self { start, end })
    }

    /// Returns the first instant of the window.
    pub fn start(self) -> Instant {
        self.start
    }

    /// Returns the first instant after the window; `None` when no end was promised.
    pub fn end(self) -> Option<Instant> {
        self.end
    }

    /// Returns the length of the window, at least a millisecond; `None` when no end was promised.
    pub fn length(self) -> Option<TimeDelta> {
        Some(self.end? - self.start)
    }

    /// Returns the share of the window that has passed at `now`, in thousandths from 0 to 1000, rounded down. `None`
    /// when no end was promised.
    ///
    /// ```
    /// use intermission::model::status::maintenance::Window;
    /// use intermission::model::time::{instant::Instant, time_delta::TimeDelta};
    /// let start = Instant::UNIX_EPOCH;
    /// let window = Window::new(start, Some(start + TimeDelta::hours(2))).unwrap();
    /// assert_eq!(window.share_passed(start - TimeDelta::hours(1)), Some(0));
    /// assert_eq!(window.share_passed(start + TimeDelta::minutes(30)), Some(250));
    /// assert_eq!(window.share_passed(start + TimeDelta::hours(2)), Some(1000));
    /// assert_eq!(window.when_passed(250), Some(start + TimeDelta::minutes(30)));
    /// assert_eq!(Window::new(start, None).unwrap().share_passed(start), None);
    /// ```
    pub fn share_passed(self, now: Instant) -> Option<Permille> {
        if self.end? <= now {
            return Some(1000);
        }
        // An end is never at the start; but nothing may be divided by zero.
        let length = millis(self.length()?).max(1);
        let passed = millis(now - self.start).min(length);
        u16::try_from(passed * 1000 / length).ok()
    }
}

impl Window {
    /// Returns the first instant at which this share of the window has passed; `None` when no end was promised.
    pub fn when_passed(self, share: Permille) -> Option<Instant> {
        let passed = (millis(self.length()?) * u64::from(share)).div_ceil(1000);
        let passed = TimeDelta::milliseconds(i64::try_from(passed).ok()?);
        self.start.checked_add_signed(passed)
    }
}

/// A length in milliseconds; 0 when it is negative. A thousand times the longest there can be is below 2^64.
fn millis(length: TimeDelta) -> u64 {
    u64::try_from(length.num_milliseconds()).unwrap_or(0)
}

/// Thousandths, 0 to 1000: fine enough for any bar, and exact to compare.
pub type Permille = u16;

/// A planned piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maintenance {
    /// Unique within the snapshot.
    pub key: String,
    /// Title.
    pub name: String,
    /// The publisher's status.
    pub status: MaintenanceStatus,
    /// The publisher's word when it is not in the vocabulary.
    pub word: Option<String>,
    /// When it is planned.
    pub window: Option<Window>,
    /// The first promised end, when it differs from the window's.
    pub originally_until: Option<Instant>,
    /// The ends that were promised before the window's, oldest first.
    pub former_ends: Vec<FormerEnd>,
    /// When it ended, where the publisher says so.
    pub ended_at: Option<Instant>,
    /// When the publisher promises to say more about it; `None` if this is not promised, if the publisher has said
    /// something since, or if the maintenance is settled.
    pub next_update_at: Option<Instant>,
    /// Completes "because of …".
    pub reason: Option<String>,
    /// The access that visitors have to their data.
    pub access: Option<Access>,
    /// The work in order.
    pub phases: Vec<Phase>,
    /// Link to its own page.
    pub url: Option<String>,
    /// Ids of the components and groups that it says it touches.
    pub named_ids: Vec<String>,
    /// Names of the components that it says it touches without an id that the document has.
    pub named_names: Vec<String>,
    /// Whether the maintenance lists no components.
    pub names_none: bool,
    /// The names of the components that it touches, for visitors.
    pub affected: Vec<String>,
    /// The operator's messages, newest first.
    pub updates: Vec<Update>,
}

/// An end of a maintenance that was promised, and that another end replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerEnd {
    /// The promised end; `None` if it cannot be read.
    pub until: Option<Instant>,
    /// When another end took its place.
    pub moved_at: Option<Instant>,
    /// Why the end moved.
    pub reason: Option<String>,
}

/// The access that visitors have to their data during a maintenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// The mode of access.
    pub mode: AccessMode,
    /// The practical meaning of the mode.
    pub note: Option<String>,
}

/// One step of a maintenance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phase {
    /// Title.
    pub name: String,
    /// A description of the work.
    pub body: Option<String>,
    /// Where it stands.
    pub status: PhaseStatus,
    /// The publisher's word when it is not in the vocabulary.
    pub word: Option<String>,
    /// When it began.
    pub started_at: Option<Instant>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// The expected duration; zero counts as not stated when the progress is weighted.
    pub expected: Option<TimeDelta>,
    /// Its own count, where the publisher counts.
    pub count: Option<Count>,
}

/// `3 of 7 schema changes`; `done` never exceeds `total`, and `total` is at least 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number of finished units.
    pub done: u64,
    /// The number of all units.
    pub total: u64,
    /// The name of the counted units.
    pub unit: Option<String>,
}

/// The publisher's status of a maintenance compared with the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Scheduled, and its start is still to come.
    Ahead,
    /// Scheduled, its start has come, and nobody has said that it began.
    Due,
    /// Running before its start.
    Early,
    /// Running within its window, or with no window to compare.
    Within,
    /// Running at or past its end.
    Overrunning,
    /// Completed, cancelled or unknown: the clock has nothing to add.
    Settled,
}

impl Maintenance {
    /// Compares what the publisher says with the clock. Windows are half-open: at the very start a
    /// scheduled maintenance is due, at the very end a running one is overrunning.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
    /// # fn read(json: &str) -> Snapshot {
    /// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
    /// # }
    /// use intermission::model::status::maintenance::Timing;
    /// use intermission::model::time::instant::{Instant, SHORTEST};
    /// let start: Instant = "2026-11-23T10:00:00Z".parse().unwrap();
    /// let end: Instant = "2026-11-23T12:00:00Z".parse().unwrap();
    /// let timing = |status, now| read(&format!(r#"{{"scheduled_maintenances": [{{
    ///     "name": "Move", "status": "{status}", "scheduled_for": "{start}", "scheduled_until": "{end}"
    /// }}]}}"#)).maintenances[0].timing(now);
    /// assert_eq!(timing("scheduled", start - SHORTEST), Timing::Ahead);
    /// assert_eq!(timing("scheduled", start), Timing::Due);
    /// assert_eq!(timing("in_progress", start - SHORTEST), Timing::Early);
    /// assert_eq!(timing("in_progress", end - SHORTEST), Timing::Within);
    /// assert_eq!(timing("in_progress", end), Timing::Overrunning);
    /// assert_eq!(timing("completed", end), Timing::Settled);
    /// ```
    pub fn timing(&self, now: Instant) -> Timing {
        let start = self.window.map(Window::start);
        let end = self.window.and_then(Window::end);
        match self.status {
            MaintenanceStatus::Scheduled if start.is_some_and(|start| start <= now) => Timing::Due,
            MaintenanceStatus::Scheduled => Timing::Ahead,
            MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => {
                if end.is_some_and(|end| end <= now) {
                    Timing::Overrunning
                } else if start.is_some_and(|start| now < start) {
                    Timing::Early
                } else {
                    Timing::Within
                }
            }
            MaintenanceStatus::Completed
            | MaintenanceStatus::Cancelled
            | MaintenanceStatus::Unknown => Timing::Settled,
        }
    }

    /// Returns whether the publisher seems to have forgotten the maintenance: it is still planned or running although
    /// its end was longer ago than the window is long, and more than a day. At exactly that time it is merely late.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
    /// # fn read(json: &str) -> Snapshot {
    /// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
    /// # }
    /// use intermission::model::time::instant::{Instant, SHORTEST};
    /// let maintenance = read(r#"{"scheduled_maintenances": [{"name": "Move", "status": "in_progress",
    ///     "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T12:00:00Z"
    /// }]}"#).maintenances.remove(0);
    /// let a_day_after: Instant = "2026-11-24T12:00:00Z".parse().unwrap();
    /// assert!(!maintenance.is_unclosed(a_day_after), "exactly a day");
    /// assert!(maintenance.is_unclosed(a_day_after + SHORTEST));
    /// ```
    pub fn is_unclosed(&self, now: Instant) -> bool {
        self.unclosed_at().is_some_and(|at| at < now)
    }

    /// Returns the last instant at which the maintenance is merely late; see [`Self::is_unclosed`]. `None` if it is
    /// settled or has no planned end.
    pub fn unclosed_at(&self) -> Option<Instant> {
        let window = self.window.filter(|_| self.is_open())?;
        let grace = window.length()?.max(TimeDelta::days(1));
        window.end()?.checked_add_signed(grace)
    }

    /// Returns whether the publisher says that the maintenance is scheduled, in progress or being verified.
    pub fn is_open(&self) -> bool {
        matches!(
            self.status,
            MaintenanceStatus::Scheduled
                | MaintenanceStatus::InProgress
                | MaintenanceStatus::Verifying
        )
    }

    /// Returns the progress of the *work*: done phases and the counted share of active ones, weighted by their
    /// expected length where every phase has one, equally otherwise. Skipped phases do not count at all.
    /// `None` when no phase counts.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
    /// # fn read(json: &str) -> Snapshot {
    /// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
    /// # }
    /// let progress = |phases: &str| read(&format!(
    ///     r#"{{"scheduled_maintenances": [{{"name": "Move", "status": "in_progress", "phases": [{phases}]}}]}}"#
    /// )).maintenances[0].progress();
    /// let (done, half) = (r#"{"status": "done"}"#, r#"{"status": "active", "done": 1, "total": 2}"#);
    /// assert_eq!(progress(&format!("{done}, {half}")), Some(750));
    /// assert_eq!(progress(&format!(r#"{done}, {{"status": "skipped"}}"#)), Some(1000));
    /// assert_eq!(progress(r#"{"status": "skipped"}"#), None);
    /// ```
    pub fn progress(&self) -> Option<Permille> {
        let phases = || {
            self.phases
                .iter()
                .filter(|phase| phase.status != PhaseStatus::Skipped)
        };
        let weighted = phases().all(|phase| phase.expected.is_some_and(|length| !length.is_zero()));
        let (mut done, mut total) = (0_u64, 0_u64);
        for phase in phases() {
            let weight = phase
                .expected
                .filter(|_| weighted)
                .map_or(1, TimeDelta::num_seconds);
            let weight = weight.unsigned_abs().min(MAX_WEIGHT);
            total += weight * 1000;
            done += weight * u64::from(phase.share());
        }
        (total > 0).then(|| u16::try_from(done * 1000 / total).unwrap_or(1000))
    }

    /// Returns by how much the end has moved since it was first promised; negative when it came nearer. `None` if it
    /// has not moved.
    pub fn extended_by(&self) -> Option<TimeDelta> {
        let moved = self.window?.end()? - self.originally_until?;
        (!moved.is_zero()).then_some(moved)
    }

    /// Returns how often the end has moved, as far as the document lists its former ends. A former end that cannot be
    /// read counts, and one that is followed by an equal end does not.
    pub fn moves(&self) -> usize {
        let ends = self.former_ends.iter().map(|it| it.until);
        let present = self.window.and_then(Window::end);
        let next = ends.clone().skip(1).chain([present]);
        let pairs = ends.zip(next);
        pairs
            .filter(|(end, next)| end.is_none() || end != next)
            .count()
    }

    /// Returns by how much earlier than its end the maintenance ended, at least a minute. Of the first promised end and
    /// the present one the earlier counts: work that took longer than first promised was not early.
    pub fn ended_early_by(&self) -> Option<TimeDelta> {
        let end = self.window?.end()?;
        let promised = self.originally_until.map_or(end, |first| first.min(end));
        let early = promised - self.ended_at?;
        (early >= TimeDelta::minutes(1)).then_some(early)
    }

    /// Returns the index of the first active phase, else of the first pending one.
    pub fn current_phase(&self) -> Option<usize> {
        let first = |status| self.phases.iter().position(|phase| phase.status == status);
        first(PhaseStatus::Active).or_else(|| first(PhaseStatus::Pending))
    }
}

/// The largest weight of a phase, in seconds: 115 days. The sum over as many phases as fit into a document is then
/// below 2^64, even times 1,000,000.
pub(super) const MAX_WEIGHT: u64 = 10_000_000;

impl Phase {
    /// The share of this phase that is finished, in thousandths.
    fn share(&self) -> Permille {
        match (self.status, &self.count) {
            (PhaseStatus::Done, _) => 1000,
            (PhaseStatus::Active, Some(count)) => count.share(),
            _ => 0,
        }
    }
}

impl Count {
    /// Returns the share that is done, in thousandths, rounded down: 1000 only when all of it is done, and 0 if `total`
    /// is 0.
    ///
    /// ```
    /// use intermission::model::status::maintenance::Count;
    /// let share = |done, total| Count { done, total, unit: None }.share();
    /// assert_eq!(share(1, 3), 333);
    /// assert_eq!(share(999_999, 1_000_000), 999, "not all of it");
    /// assert_eq!((share(7, 7), share(0, 0)), (1000, 0));
    /// ```
    pub fn share(&self) -> Permille {
        if self.done >= self.total {
            return if self.total == 0 { 0 } else { 1000 };
        }
        let share = match self.done.checked_mul(1000) {
            Some(done) => done / self.total,
            // Of so many, a thousandth is exact enough in whole ones.
            None => self.done / (self.total / 1000),
        };
        u16::try_from(share).unwrap_or(999).min(999)
    }
}
