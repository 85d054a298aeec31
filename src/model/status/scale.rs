//! The lengths of all phases of a maintenance to scale, as they are planned and as they were.

use crate::model::status::maintenance::{MAX_WEIGHT, Maintenance};
use crate::model::time::time_delta::TimeDelta;

/// Lengths of phases in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The sum of the planned or of the actual lengths, whichever is longer.
    pub total: u64,
    /// For each phase its planned bar, and its actual one if it has ended.
    pub bars: Vec<(Bar, Option<Bar>)>,
}

/// The length of a phase as a bar beside those of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The sum of the lengths before it.
    pub start: u64,
    /// Its own length.
    pub length: u64,
}

impl Scale {
    /// Returns the lengths of at least two phases, each of which has an expected length, or a start and an end.
    ///
    /// ```
    /// # use intermission::model::document::wire::Document;
    /// # use intermission::model::i18n::message::language::Language;
    /// # use intermission::model::status::normalize::normalize;
    /// use intermission::model::status::scale::{Bar, Scale};
    /// let scale = |phases: &str| Scale::of(&normalize(&Document::read(format!(
    ///     r#"{{"scheduled_maintenances": [{{"name": "Move", "status": "in_progress", "phases": [{phases}]}}]}}"#
    /// ).as_bytes()).unwrap().0, Language::default(), &[]).0.maintenances[0]);
    /// let done = r#"{"name": "Copy", "status": "done", "expected_secs": 300,
    ///     "started_at": "2026-11-23T10:00:00Z", "ended_at": "2026-11-23T10:10:00Z"}"#;
    /// let pending = r#"{"name": "Check", "status": "pending", "expected_secs": 600}"#;
    /// let Scale { total, bars } = scale(&format!("{done}, {pending}")).unwrap();
    /// assert_eq!(total, 900);
    /// assert_eq!(bars[0], (Bar { start: 0, length: 300 }, Some(Bar { start: 0, length: 600 })));
    /// assert_eq!(bars[1], (Bar { start: 300, length: 600 }, None));
    /// assert_eq!(scale(&format!(r#"{done}, {{"name": "Check", "status": "pending"}}"#)), None, "no length");
    /// assert_eq!(scale(done), None, "one phase");
    /// ```
    pub fn of(maintenance: &Maintenance) -> Option<Self> {
        let seconds = |length: TimeDelta| length.num_seconds().unsigned_abs().min(MAX_WEIGHT);
        let (mut planned_end, mut actual_end) = (0, 0);
        let mut bars = Vec::new();
        for phase in &maintenance.phases {
            let actual = phase.started_at.zip(phase.ended_at);
            let actual = actual.map(|(start, end)| seconds(end - start));
            let planned = phase.expected.map(seconds).filter(|it| *it > 0);
            let planned = planned.or(actual)?;
            let bar = |end: &mut u64, length| {
                let start = *end;
                *end += length;
                Bar { start, length }
            };
            let actual = actual.map(|length| bar(&mut actual_end, length));
            bars.push((bar(&mut planned_end, planned), actual));
        }
        let total = planned_end.max(actual_end);
        (bars.len() > 1 && total > 0).then_some(Self { total, bars })
    }
}
