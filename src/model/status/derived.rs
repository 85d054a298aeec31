//! Everything on the page that depends on the clock, worked out for one instant.

use crate::model::document::vocabulary::{MaintenanceStatus, PhaseStatus};
use crate::model::status::maintenance::{Maintenance, Permille, Phase, Timing, Window};
use crate::model::status::next_update::{NextUpdate, next_update};
use crate::model::status::overall_status::overall_status;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::status::transitions::next_window_transition;
use crate::model::status::update::Update;
use crate::model::time::countdown::{
    Amount, Counter, Eta, Finest, Stopwatch, earlier, eta, since, stopwatch, until,
};
use crate::model::time::instant::Instant;

/// The lag of work behind time up to which a maintenance is on schedule, in thousandths of the window.
const TOLERANCE: i64 = 100;

/// The situation, and the maintenance it is about. They change when a window begins or ends, not every second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The state of everything in one word.
    pub situation: Situation,
    /// Index of the maintenance whose phases and messages the page shows.
    pub featured: Option<usize>,
    /// Whether the headline is about that one, so that its window and figures belong beside it.
    pub is_featured_in_headline: bool,
    /// Indices of the maintenances that their publisher seems to have forgotten.
    pub unclosed: Vec<usize>,
}

/// Everything that depends on the clock, for one snapshot and one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// The situation, and the maintenance it is about.
    pub overview: Overview,
    /// Time since the window's start, while it runs; its whole length once it is over.
    pub elapsed: Option<Stopwatch>,
    /// Time to the next edge of the window that is still ahead: its start, else its end.
    pub remaining: Option<Amount>,
    /// The share of the window's time that has passed, in whole hundredths, while it runs.
    pub time_passed: Option<Permille>,
    /// The progress of the headline's maintenance compared with the clock.
    pub verdict: Option<Verdict>,
    /// The promise of the next update.
    pub next_update: Option<NextUpdate>,
    /// One for each component, in the snapshot's order.
    pub etas: Vec<Eta>,
    /// For each phase of the featured maintenance how long it has been going on, or took.
    pub phases: Vec<Option<Amount>>,
    /// The first instant at which any of the above differs.
    pub until: Option<Instant>,
}

/// The progress of a maintenance compared with the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its start is ahead by this time.
    StartsIn(Amount),
    /// Its start was this long ago, and the publisher has not said that it began.
    StartOverdueBy(Amount),
    /// It began before its window.
    Early,
    /// It runs within its window, and the work keeps up with the time.
    OnSchedule,
    /// It runs within its window, and the work lags behind the time by more than a tenth of the window.
    Behind,
    /// It still runs, and its end was this long ago.
    OverBy(Amount),
    /// The publisher says that it is completed.
    Finished,
    /// The publisher says that it was completed this long before each end that was promised.
    FinishedEarly(Amount),
    /// The publisher says that it is cancelled.
    Cancelled,
}

/// Collects counters, and with them the earliest moment at which one changes.
struct Clock {
    now: Instant,
    until: Option<Instant>,
}

impl Clock {
    fn show<T>(&mut self, counter: Counter<T>) -> T {
        self.until = earlier(self.until, counter.until);
        counter.shows
    }
}

impl Overview {
    /// The maintenance that the page is about, of the snapshot that this is worked out for.
    #[inline(never)]
    pub fn featured_in<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Maintenance> {
        snapshot.maintenances.get(self.featured?)
    }

    /// Returns the featured maintenance if the headline is about it.
    pub fn headlined_in<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Maintenance> {
        let featured = self.featured_in(snapshot);
        featured.filter(|_| self.is_featured_in_headline)
    }

    /// Returns the headline's maintenance while it is under way.
    pub fn running_in<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Maintenance> {
        let headlined = self.headlined_in(snapshot);
        headlined.filter(|_| self.situation.is_running())
    }

    /// Returns the first active phase of that maintenance, with its number from 1.
    pub fn active_phase_in<'a>(&self, snapshot: &'a Snapshot) -> Option<(usize, &'a Phase)> {
        let mut phases = (1..).zip(&self.running_in(snapshot)?.phases);
        phases.find(|(_, phase)| phase.status == PhaseStatus::Active)
    }

    /// Returns the newest message about the incident or maintenance of the headline, unless the data is too old to say
    /// what is going on now.
    pub fn latest_in<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Update> {
        if self.situation.is_doubtful() {
            return None;
        }
        let updates = if self.situation == Situation::Incident {
            &snapshot.worst_open()?.updates
        } else {
            &self.headlined_in(snapshot)?.updates
        };
        // Of several messages of one time the first is the newest, as in the list of all.
        updates.iter().rev().max_by_key(|it| it.at)
    }

    /// All that the headline is not about, each with whether its publisher seems to have forgotten it; those that
    /// are settled are history and left out.
    pub fn others_in<'a>(&self, snapshot: &'a Snapshot) -> Vec<(&'a Maintenance, bool)> {
        let headlined = self.featured.filter(|_| self.is_featured_in_headline);
        let others = snapshot.maintenances.iter().enumerate();
        let others =
            others.filter(|(index, it)| Some(*index) != headlined && !it.status.is_settled());
        others
            .map(|(index, it)| (it, self.unclosed.contains(&index)))
            .collect()
    }
}

/// Computes everything that depends on the clock, for `snapshot` at `now`.
///
/// ```
/// # use intermission::model::document::wire::Document;
/// # use intermission::model::i18n::message::language::Language;
/// # use intermission::model::status::{normalize::normalize, snapshot::Snapshot};
/// # fn read(json: &str) -> Snapshot {
/// #     normalize(&Document::read(json.as_bytes()).unwrap().0, Language::default(), &[]).0
/// # }
/// use intermission::model::status::derived::{Verdict, derived};
/// use intermission::model::time::{countdown::Amount, instant::Instant};
/// let snapshot = read(r#"{"scheduled_maintenances": [{
///     "name": "Move", "status": "in_progress",
///     "scheduled_for": "2026-11-23T10:00:00Z", "scheduled_until": "2026-11-23T12:00:00Z"
/// }]}"#);
/// let at = |time| derived(&snapshot, format!("2026-11-23T{time}Z").parse().unwrap());
/// assert_eq!(at("10:00:00").verdict, Some(Verdict::OnSchedule));
/// assert_eq!(at("11:59:59").remaining, Some(Amount::Minutes(1)), "rounded up");
/// assert_eq!(at("12:00:00").verdict, Some(Verdict::OverBy(Amount::Minutes(0))), "the end is outside the window");
/// ```
pub fn derived(snapshot: &Snapshot, now: Instant) -> Derived {
    let mut clock = Clock {
        now,
        until: next_window_transition(snapshot, now),
    };
    let overall = overall_status(snapshot, now);
    let featured = overall.maintenance;
    let maintenance = featured.and_then(|index| snapshot.maintenances.get(index));
    let is_featured_in_headline = maintenance.is_some() && overall.situation.is_about_maintenance();
    let headlined = maintenance.filter(|_| is_featured_in_headline);
    let window = maintenance.and_then(|maintenance| maintenance.window);
    Derived {
        overview: Overview {
            situation: overall.situation,
            featured,
            is_featured_in_headline,
            unclosed: unclosed(snapshot, now),
        },
        elapsed: headlined.and_then(|maintenance| elapsed(maintenance, &mut clock)),
        remaining: window
            .filter(|_| headlined.is_some_and(Maintenance::is_open))
            .and_then(|window| next_transition(window, now))
            .map(|at| clock.show(until(at, now))),
        time_passed: window
            .filter(|_| maintenance.is_some_and(|it| it.status.is_running()))
            .and_then(|window| time_passed(window, &mut clock)),
        verdict: headlined.and_then(|maintenance| verdict(maintenance, &mut clock)),
        next_update: snapshot
            .promised_update(overall)
            .map(|at| clock.show(next_update(at, now))),
        etas: snapshot
            .components
            .iter()
            .map(|c| clock.show(eta(c.eta, now)))
            .collect(),
        phases: maintenance
            .map(|maintenance| phases(maintenance, &mut clock))
            .unwrap_or_default(),
        until: clock.until,
    }
}

fn unclosed(snapshot: &Snapshot, now: Instant) -> Vec<usize> {
    let all = snapshot.maintenances.iter().enumerate();
    let unclosed = all.filter(|(_, it)| it.is_unclosed(now));
    unclosed.map(|(index, _)| index).collect()
}

fn next_transition(window: Window, now: Instant) -> Option<Instant> {
    Some(window.start())
        .into_iter()
        .chain(window.end())
        .find(|at| now < *at)
}

fn elapsed(maintenance: &Maintenance, clock: &mut Clock) -> Option<Stopwatch> {
    let window = maintenance.window?;
    match maintenance.status {
        MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => {
            Some(clock.show(stopwatch(window.start(), clock.now)))
        }
        MaintenanceStatus::Completed => {
            let ended_at = maintenance.ended_at?;
            Some(Stopwatch::of(ended_at - window.start()))
        }
        MaintenanceStatus::Scheduled
        | MaintenanceStatus::Cancelled
        | MaintenanceStatus::Unknown => None,
    }
}

/// Whole hundredths: the bar and its words then change together.
fn time_passed(window: Window, clock: &mut Clock) -> Option<Permille> {
    let shows = window.share_passed(clock.now)? / 10 * 10;
    let until = if shows < 1000 {
        window.when_passed(shows + 10)
    } else {
        None
    };
    Some(clock.show(Counter { shows, until }))
}

fn verdict(maintenance: &Maintenance, clock: &mut Clock) -> Option<Verdict> {
    let now = clock.now;
    let window = maintenance.window;
    match maintenance.timing(now) {
        Timing::Ahead => {
            let start = window?.start();
            Some(Verdict::StartsIn(clock.show(until(start, now))))
        }
        Timing::Due => {
            let start = window?.start();
            Some(Verdict::StartOverdueBy(clock.show(since(
                start,
                now,
                Finest::Minutes,
            ))))
        }
        Timing::Early => Some(Verdict::Early),
        Timing::Overrunning => {
            let end = window?.end()?;
            Some(Verdict::OverBy(clock.show(since(
                end,
                now,
                Finest::Minutes,
            ))))
        }
        Timing::Within => Some(pace(maintenance, window?, clock)),
        Timing::Settled => match maintenance.status {
            MaintenanceStatus::Completed => Some(match maintenance.ended_early_by() {
                Some(early) => Verdict::FinishedEarly(Amount::of(early)),
                None => Verdict::Finished,
            }),
            MaintenanceStatus::Cancelled => Some(Verdict::Cancelled),
            MaintenanceStatus::Scheduled
            | MaintenanceStatus::InProgress
            | MaintenanceStatus::Verifying
            | MaintenanceStatus::Unknown => None,
        },
    }
}

/// Compares the share of the work with the share of the time, where both exist; within the window a
/// maintenance that does not tell its progress is on schedule.
fn pace(maintenance: &Maintenance, window: Window, clock: &mut Clock) -> Verdict {
    let (Some(work), Some(time)) = (maintenance.progress(), window.share_passed(clock.now)) else {
        return Verdict::OnSchedule;
    };
    let allowed = i64::from(work) + TOLERANCE;
    if allowed < i64::from(time) {
        return Verdict::Behind;
    }
    clock.until = earlier(clock.until, falls_behind(window, allowed));
    Verdict::OnSchedule
}

/// The first instant at which more than `allowed` thousandths of the window have passed, if any.
fn falls_behind(window: Window, allowed: i64) -> Option<Instant> {
    let at = window.when_passed(u16::try_from(allowed + 1).ok()?)?;
    (at < window.end()?).then_some(at)
}

fn phases(maintenance: &Maintenance, clock: &mut Clock) -> Vec<Option<Amount>> {
    let mut lengths = Vec::new();
    for phase in &maintenance.phases {
        lengths.push(match (phase.status, phase.started_at, phase.ended_at) {
            (_, Some(start), Some(end)) => Some(Amount::of(end - start)),
            (PhaseStatus::Active, Some(start), None) => {
                Some(clock.show(since(start, clock.now, Finest::Minutes)))
            }
            _ => None,
        });
    }
    lengths
}
