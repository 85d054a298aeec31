//! How long something takes, for bounds that compare it with something else in the same run.

use std::time::{Duration, Instant};

/// The shortest of several runs: what the machine does beside only makes one longer.
pub(crate) fn shortest(runs: u32, mut work: impl FnMut()) -> Duration {
    #[expect(
        clippy::disallowed_methods,
        reason = "this measures how long something takes"
    )]
    let run = |_| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..runs).map(run).min().unwrap()
}
