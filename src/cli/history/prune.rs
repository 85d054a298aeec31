//! `intermission history prune`: removes old months.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::age::Age;
use super::render::refresh;
use super::{HistoryError, lock, report, require_history, unusable_folder};
use crate::cli::publish::history::{Store, file_name};
use crate::cli::publish::measured::{measured_months, measured_name};
use crate::cli::rehearse::clock::real_now;
use crate::model::history::month::Month;

/// The arguments of `intermission history prune`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The present month stays, and so does each month with an incident or maintenance that the published \
    document names.\n\nExit status: 0 if the months before are gone, 1 if the history cannot be read or written, 2 if the \
    arguments are wrong"
)]
pub(super) struct Arguments {
    /// Prune the history in this folder, to which `publish` publishes.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Keep so many years or months, such as `2y` or `18mo`; the present month counts.
    #[arg(long, value_name = "AGE")]
    keep: Age,
    /// Only print what would be removed.
    #[arg(long)]
    dry_run: bool,
}

/// Prunes, and returns a text about what was removed.
pub(super) fn run(arguments: &Arguments) -> Result<String, HistoryError> {
    let unusable = unusable_folder(&arguments.to);
    require_history(&arguments.to)?;
    let folder = lock(&arguments.to)?;
    let mut store = Store::open(&folder).map_err(&unusable)?;
    let first = arguments.keep.first_kept(real_now());
    let months = store.present().map_err(&unusable)?;
    let measured = measured_months(&arguments.to).map_err(&unusable)?;
    let present: BTreeSet<Month> = months.union(&measured).copied().collect();
    let removed = store.history.prune(first, &present);
    if !arguments.dry_run && !removed.is_empty() {
        // The index first: after a kill in between, the files are found by their names.
        store.write(&[].into(), true).map_err(&unusable)?;
        store.remove(&removed).map_err(&unusable)?;
        refresh(&folder, BTreeSet::new(), &[], real_now()).map_err(&unusable)?;
    }
    let mut names = Vec::new();
    for month in removed {
        // A month of the index whose file is gone is named, too.
        let is_only_measured = measured.contains(&month) && !months.contains(&month);
        names.extend((!is_only_measured).then(|| file_name(month)));
        names.extend(measured.contains(&month).then(|| measured_name(month)));
    }
    let verb = if arguments.dry_run {
        "would remove"
    } else {
        "removed"
    };
    let names = match names.as_slice() {
        [] => format!("nothing, there is no month before {first}"),
        names => names.join(", "),
    };
    Ok(report(&store, &format!("{verb} {names}"), &[]))
}
