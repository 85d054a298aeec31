//! The progress of long work: a bar on standard error while the work goes on. Where standard error is no terminal,
//! there is none.

use std::sync::Once;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work goes on before its bar is shown: one that comes and goes at once would only flicker.
const DELAY: Duration = Duration::from_millis(500);
const FORM: &str = "[{bar:30}] {human_pos} of {human_len} {msg}, {eta} left";

/// A bar that is shown after half a second, and removed when this is dropped. Threads may share it.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    shown: Once,
}

impl Progress {
    /// Starts at 0 of `total`; `unit` is what is counted, such as `versions`.
    pub fn new(total: u64, unit: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(FORM);
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        Self {
            bar: bar
                .with_style(style.progress_chars("##."))
                .with_message(unit),
            shown: Once::new(),
        }
    }

    /// Adds `count` that are done.
    pub fn advance(&self, count: u64) {
        self.bar.inc(count);
        if DELAY <= self.bar.elapsed() {
            // This target shows nothing where standard error is no terminal.
            let show = || self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown.call_once(show);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
