//! The return to a site that cannot serve everybody at once.
//!
//! Visitors influence one another here: requests to an overloaded site wait or are refused. Therefore all visits are
//! simulated together, in the order of time, from a minute before the end of the window.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grouped;
use super::rng::Rng;
use super::scenario::{OVER, Parameters, Scenario, millis};
use super::tally::{Bins, Count};
use super::visit::{Site, Visit};
use super::visitor::Visitor;
use crate::model::policy::resume::Resume;

/// The largest number of visitors that are simulated together: each has its own state in memory.
pub const MOST_VISITORS: u32 = 50_000;
/// The time in which all visitors arrive, before the window ends, in seconds.
const ARRIVALS: usize = 60;
/// The longest time for which requests wait before the site refuses more, in milliseconds.
const LONGEST_WAIT: i64 = 10_000;
/// The time that a response takes without a queue, in milliseconds.
const TAKES: i64 = 200;
/// The time that a refusal takes, in milliseconds.
const REFUSES: i64 = 50;
/// The simulated time after the end of the window, in seconds.
const LONGEST_RETURN: usize = 4 * 3600;

/// A site that answers a fixed number of requests a second, one after another.
struct Saturating {
    per_second: u32,
    /// The end of its queue, in thousandths of a millisecond.
    busy_until: i64,
}

impl Site for Saturating {
    fn ask(&mut self, at: i64, _: &mut Rng) -> (i64, bool) {
        let waits = (self.busy_until / 1000 - at).max(0);
        if LONGEST_WAIT < waits {
            return (REFUSES, false);
        }
        self.busy_until =
            self.busy_until.max(at * 1000) + 1_000_000 / i64::from(self.per_second.max(1));
        (waits + TAKES, true)
    }
}

/// The result of a simulation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The number of visitors.
    pub visitors: u32,
    /// The number of visitors who are back on the site.
    pub back: u32,
    /// The time from the end of the window until half of them were back, in seconds.
    pub half_secs: usize,
    /// The time from the end of the window until all were back, or until the end of the simulation, in seconds.
    pub secs: usize,
    /// The time in which the site answers three requests of each visitor without a pause, in seconds.
    pub least_secs: u32,
    /// The number of requests per visitor.
    pub requests: f64,
    /// The requests of the fullest second, as a multiple of the capacity of the site.
    pub peak: f64,
    /// The requests per second from the second minute until nineteen of twenty were back, as such a multiple.
    pub load: f64,
    /// The share of visitors who were taken back to an error of the site.
    pub refused: f64,
}

/// Lets `visitors`, at most [`MOST_VISITORS`], return to a site that answers `per_second` requests a second, by a
/// document without `spread_secs`.
pub fn play(visitors: u32, per_second: u32, seed: u64) -> Outcome {
    let scenario = Scenario::new(Parameters {
        visitors,
        spread_secs: 0,
        refresh_secs: 30,
        seed,
    });
    let people: Vec<Visitor> = (0..visitors).map(|number| visitor(seed, number)).collect();
    let mut rng: Vec<Rng> = (0..visitors)
        .map(|number| Rng::of(seed, u64::from(number)))
        .collect();
    let mut visits: Vec<Visit<'_>> = people.iter().map(|it| Visit::new(&scenario, it)).collect();
    let mut bins = Bins::new(OVER + LONGEST_RETURN);
    let mut site = Saturating {
        per_second,
        busy_until: 0,
    };
    let mut refused = 0;
    let next = |index: usize, visit: &Visit<'_>| visit.next_at().map(|at| Reverse((at, index)));
    let mut queue: BinaryHeap<_> = visits
        .iter()
        .enumerate()
        .filter_map(|(index, it)| next(index, it))
        .collect();
    while let Some(Reverse((at, index))) = queue.pop() {
        let (Some(visit), Some(rng)) = (visits.get_mut(index), rng.get_mut(index)) else {
            continue;
        };
        if millis(OVER + LONGEST_RETURN) <= at {
            break;
        }
        if visit.step(&mut site, rng, &mut bins) {
            // An error page of the site ends the visit as well, as it does not return visitors.
            refused += u32::from(!site.ask(at, rng).1);
            continue;
        }
        queue.extend(next(index, visit));
    }
    outcome(visitors, per_second, refused, &bins)
}

/// Returns a visitor with a correct clock who has the page in view all the time.
fn visitor(seed: u64, number: u32) -> Visitor {
    let mut rng = Rng::of(seed.wrapping_add(1), u64::from(number));
    Visitor {
        arrives: rng.between(millis(OVER - ARRIVALS), millis(OVER)),
        stood_in: true,
        ..Visitor::default()
    }
}

fn outcome(visitors: u32, per_second: u32, refused: u32, bins: &Bins) -> Outcome {
    let back = bins.of(Count::Back).get(OVER..).unwrap_or_default();
    let when = |share: f64| {
        let mut sum = 0;
        let found = back.iter().position(|it| {
            sum += it;
            f64::from(visitors) * share <= f64::from(sum)
        });
        found.map_or(back.len(), |second| second + 1)
    };
    let all = bins.load(Count::Origin, OVER..OVER + LONGEST_RETURN);
    let most = when(0.95).max(61);
    let most_of = bins.load(Count::Origin, OVER + 60..OVER + most);
    let capacity = f64::from(per_second.max(1));
    Outcome {
        visitors,
        back: back.iter().sum(),
        half_secs: when(0.5),
        secs: when(1.0),
        least_secs: u32::try_from(Resume::REQUESTS).unwrap_or(1) * visitors / per_second.max(1),
        requests: all.mean() * f64::from(u32::try_from(all.secs).unwrap_or(0))
            / f64::from(visitors.max(1)),
        peak: all.peak_over(capacity),
        load: most_of.mean() / capacity,
        refused: f64::from(refused) / f64::from(visitors.max(1)),
    }
}

/// Returns an outcome as text.
pub fn report(outcome: &Outcome, per_second: u32) -> String {
    let percent = outcome.refused * 100.0;
    format!(
        "{} visitors return to a site that answers {} requests a second; no spread_secs\n\
         back: {}, half of them within {} s, all within {} s; at least {} s for three requests each\n\
         requests: {:.1} a visitor; the fullest second {:.1} times what the site answers,\n  \
         from the second minute on {:.2} times\n\
         {percent:.1} % of the visitors met an error of the site on their return\n",
        grouped(u64::from(outcome.visitors)),
        grouped(u64::from(per_second)),
        grouped(u64::from(outcome.back)),
        outcome.half_secs,
        outcome.secs,
        outcome.least_secs,
        outcome.requests,
        outcome.peak,
        outcome.load,
    )
}
