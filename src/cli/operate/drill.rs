//! Verbs in a drill: they take the time from its clock, publish nothing, and change nothing once it is over.

use std::path::Path;

use super::Options;
use super::refusal::Refusal;
use crate::cli::rehearse::clock::real_now;
use crate::cli::rehearse::drill::clock_file::DrillClock;
use crate::model::time::instant::{self, Instant};

/// Returns the clock of the drill that the document `file` belongs to; `None` if it belongs to none.
///
/// # Errors
/// There is a clock that cannot be read: without it, a verb would take practice for the real thing.
pub(super) fn clock(file: &Path) -> Result<Option<DrillClock>, Refusal> {
    DrillClock::read(file).map_err(|error| Refusal::File {
        file: DrillClock::path_of(file),
        error,
    })
}

/// Returns whether there is the clock of a drill beside `file`, also one that cannot be read.
pub(super) fn is_beside(file: &Path) -> bool {
    DrillClock::path_of(file).symlink_metadata().is_ok()
}

/// Returns the present of a verb: that of `--at`, else that of the drill, else that of this machine.
///
/// # Errors
/// The errors of [`clock`].
pub(super) fn now(file: &Path, options: &Options) -> Result<Instant, Refusal> {
    let clock = clock(file)?;
    let now = || clock.map_or_else(real_now, |clock| clock.now(real_now()));
    Ok(options.at.unwrap_or_else(now))
}

/// Checks whether a verb may change the document `file`, and returns whether the document belongs to a drill.
///
/// # Errors
/// The errors of [`clock`]; or the document belongs to a drill that is over, or that the options contradict.
pub(super) fn admit(file: &Path, options: &Options) -> Result<bool, Refusal> {
    let Some(clock) = clock(file)? else {
        return Ok(false);
    };
    if let Some(end) = clock.end() {
        return Err(Refusal::Impossible(format!(
            "{}: expected a drill that is played, found one that ended at {}: `intermission rehearse --drill` begins another",
            file.display(),
            instant::write(end)
        )));
    }
    if let Some(at) = options.at {
        return Err(Refusal::Misused(format!(
            "expected no `--at` in a drill, whose clock has the time, found `{}`",
            instant::write(at)
        )));
    }
    if let Some(to) = &options.to {
        return Err(Refusal::Misused(format!(
            "expected no `--to` in a drill, which publishes nothing, found `{}`",
            to.display()
        )));
    }
    Ok(true)
}
