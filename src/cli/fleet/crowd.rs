//! The simulation of all visitors. They do not influence one another, so that each is simulated alone, on any thread.

use std::sync::atomic::{AtomicU32, Ordering};

use super::pattern::{Pattern, fixed, meta_refresh};
use super::progress::Progress;
use super::rng::Rng;
use super::scenario::Scenario;
use super::tally::Bins;
use super::visit::visit;
use super::visitor::Visitor;

/// The number of visitors that a thread takes at a time.
const BLOCK: u32 = 500;

/// The requests of the same crowd by each pattern, in the order of [`Pattern::ALL`].
pub type Tally = [Bins; Pattern::ALL.len()];

/// Simulates all visitors with every pattern. The number of threads does not change the counts.
pub fn play(scenario: &Scenario, threads: usize, progress: &Progress) -> Tally {
    let taken = AtomicU32::new(0);
    std::thread::scope(|scope| {
        let work = || play_blocks(scenario, &taken, progress);
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut tally = work();
        for other in others {
            // A thread that panicked has no counts, and its panic is already printed.
            let Ok(other) = other.join() else { continue };
            for (sum, more) in tally.iter_mut().zip(&other) {
                sum.merge(more);
            }
        }
        tally
    })
}

/// Takes blocks of visitors until there are no more.
fn play_blocks(scenario: &Scenario, taken: &AtomicU32, progress: &Progress) -> Tally {
    let visitors = scenario.parameters().visitors;
    let mut tally = Pattern::ALL.map(|_| Bins::new(scenario.secs()));
    let mut visitor = Visitor::default();
    loop {
        let first = taken.fetch_add(BLOCK, Ordering::Relaxed);
        if visitors <= first {
            return tally;
        }
        let block = first..visitors.min(first + BLOCK);
        let count = block.end - block.start;
        for number in block {
            play_one(scenario, number, &mut visitor, &mut tally);
        }
        progress.advance(count);
    }
}

/// Simulates one visitor with every pattern.
fn play_one(scenario: &Scenario, number: u32, visitor: &mut Visitor, tally: &mut Tally) {
    let mut rng = Rng::of(scenario.parameters().seed, u64::from(number));
    visitor.become_another(super::scenario::millis(scenario.secs()), &mut rng);
    for (pattern, bins) in Pattern::ALL.into_iter().zip(tally) {
        match pattern {
            Pattern::Intermission => visit(scenario, visitor, &mut rng, bins),
            Pattern::Fixed { secs } => fixed(visitor, secs * 1000, bins),
            Pattern::MetaRefresh { secs } => meta_refresh(visitor, secs * 1000, bins),
        }
    }
}
