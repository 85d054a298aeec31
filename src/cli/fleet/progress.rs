//! The progress of a simulation on standard error: a bar on a terminal, otherwise a line for each tenth.

use std::io::{IsTerminal as _, stderr};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::cli::progress::Progress as Bar;
use crate::cli::terminal;

/// The number of lines where there is no terminal.
const LINES: u32 = 10;

/// A counter of simulated visitors that prints its progress.
#[derive(Debug)]
pub struct Progress(Kind);

#[derive(Debug)]
enum Kind {
    Bar(Bar),
    Lines { total: u32, done: AtomicU32 },
    Silent,
}

impl Progress {
    /// Starts at 0 of `total`.
    pub fn new(total: u32) -> Self {
        Self(if stderr().is_terminal() {
            Kind::Bar(Bar::new(u64::from(total), "visitors"))
        } else {
            let done = AtomicU32::new(0);
            Kind::Lines { total, done }
        })
    }

    /// Returns a progress that prints nothing.
    pub fn silent() -> Self {
        Self(Kind::Silent)
    }

    /// Adds `count` simulated visitors.
    pub fn advance(&self, count: u32) {
        match &self.0 {
            Kind::Bar(bar) => bar.advance(u64::from(count)),
            Kind::Lines { total, done } => {
                let before = done.fetch_add(count, Ordering::Relaxed);
                let after = before.saturating_add(count);
                if line(before, *total) != line(after, *total) {
                    terminal::print_error(&format!("{after} of {total} visitors"));
                }
            }
            Kind::Silent => {}
        }
    }
}

/// Returns the number of lines that are due.
fn line(done: u32, total: u32) -> u32 {
    let line = u64::from(done) * u64::from(LINES) / u64::from(total.max(1));
    u32::try_from(line).unwrap_or(LINES)
}
