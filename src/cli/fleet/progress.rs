//! The progress of a simulation on standard error: one line that is overwritten on a terminal, otherwise a line for each
//! tenth.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::cli::terminal;

/// A counter of simulated visitors that prints its progress.
#[derive(Debug)]
pub struct Progress {
    total: u32,
    done: AtomicU32,
    /// The number of steps that are printed; 0 prints nothing.
    steps: u32,
    is_terminal: bool,
}

impl Progress {
    /// Starts at 0 of `total`.
    pub fn new(total: u32) -> Self {
        let is_terminal = stderr().is_terminal();
        Self {
            total,
            done: AtomicU32::new(0),
            steps: if is_terminal { 100 } else { 10 },
            is_terminal,
        }
    }

    /// Returns a progress that prints nothing.
    pub fn silent() -> Self {
        Self {
            total: 0,
            done: AtomicU32::new(0),
            steps: 0,
            is_terminal: false,
        }
    }

    /// Adds `count` simulated visitors.
    pub fn advance(&self, count: u32) {
        let before = self.done.fetch_add(count, Ordering::Relaxed);
        let after = before.saturating_add(count);
        if self.step(before) == self.step(after) {
            return;
        }
        if self.is_terminal {
            let end = if after == self.total { "\n" } else { "" };
            let line = format!("\r{}{end}", bar(self.step(after)));
            // An error here means that standard error is closed.
            drop(stderr().write_all(line.as_bytes()));
        } else {
            terminal::print_error(&format!("{after} of {} visitors", self.total));
        }
    }

    fn step(&self, done: u32) -> u32 {
        let step = u64::from(done) * u64::from(self.steps) / u64::from(self.total.max(1));
        u32::try_from(step).unwrap_or(self.steps)
    }
}

/// `[#####...............]  25 %`
pub fn bar(percent: u32) -> String {
    let full = usize::try_from(percent.min(100) / 5).unwrap_or(0);
    format!(
        "[{}{}] {percent:>3} %",
        "#".repeat(full),
        ".".repeat(20 - full)
    )
}
