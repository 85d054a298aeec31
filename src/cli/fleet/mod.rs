//! `intermission fleet`: the request load of many visitors, simulated with the page's own `State`.
//!
//! [`scenario`] has the responses of the servers, [`visitor`] the assumptions about visitors, [`visit`] one visit with the
//! page's own code and [`pattern`] one with that of other pages. [`crowd`] simulates all visitors, [`tally`] counts requests
//! by the second. [`saturation`] simulates the return to a site that cannot serve everybody at once.

pub mod rng;
pub mod scenario;
pub mod tally;
pub mod visitor;
pub mod visit;
pub mod pattern;
pub mod progress;
pub mod saturation;
pub mod crowd;
pub mod report;
pub mod plot;

use std::path::PathBuf;
use std::process::ExitCode;

use super::terminal;
use crate::model::i18n::message::native;
use crate::model::policy::resume::LONGEST_SPREAD_SECS;
use crate::model::status::normalize::REFRESH_SECS;
use progress::Progress;
use scenario::{Parameters, Scenario};

/// The arguments of `intermission fleet`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Simulate this number of visitors, from 1 to 100000000.
    #[arg(long, value_name = "N", default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    visitors: u32,
    /// Set the document's `resume.spread_secs`, from 1 to 3600 seconds.
    #[arg(long, value_name = "SECS", default_value_t = 300, value_parser = secs(1, LONGEST_SPREAD_SECS))]
    spread_secs: u32,
    /// Simulate only the return, of at most 50,000 visitors, to a site that answers this number of requests a second,
    /// from 1 to 1000000; the document then has no `spread_secs`.
    #[arg(long, value_name = "N", conflicts_with_all = ["spread_secs", "refresh_secs", "svg"], value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    capacity: Option<u32>,
    /// Set the document's `refresh_secs`, from 10 to 600 seconds.
    #[arg(long, value_name = "SECS", default_value_t = 30, value_parser = secs(*REFRESH_SECS.start(), *REFRESH_SECS.end()))]
    refresh_secs: u32,
    /// Seed the random numbers with this whole number; the same seed gives the same figures.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Draw the requests over time to this SVG file, too.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// Returns a parser for seconds within the bounds of the format.
fn secs(least: u64, most: u64) -> clap::builder::RangedI64ValueParser<u32> {
    let bound = |secs: u64| i64::try_from(secs).unwrap_or(i64::MAX);
    clap::value_parser!(u32).range(bound(least)..=bound(most))
}

/// Runs the simulation, prints the table, and draws the plot if one is requested.
pub fn run(arguments: &Arguments) -> ExitCode {
    if let Some(capacity) = arguments.capacity {
        let visitors = arguments.visitors.min(saturation::MOST_VISITORS);
        let outcome = saturation::play(visitors, capacity, arguments.seed);
        terminal::print(&saturation::report(&outcome, capacity));
        return ExitCode::SUCCESS;
    }
    let scenario = Scenario::new(Parameters {
        visitors: arguments.visitors,
        spread_secs: arguments.spread_secs,
        refresh_secs: arguments.refresh_secs,
        seed: arguments.seed,
    });
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let progress = Progress::new(arguments.visitors);
    let tally = crowd::play(&scenario, threads, &progress);
    terminal::print(&report::report(&scenario, &tally));
    let Some(file) = &arguments.svg else {
        return ExitCode::SUCCESS;
    };
    match std::fs::write(file, plot::plot(&scenario, &tally)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let file = file.display();
            terminal::print_error(&format!(
                "--svg: expected a file that can be written, found for `{file}`: {error}"
            ));
            ExitCode::FAILURE
        }
    }
}

/// Returns a number in groups of digits, such as `12,345`.
pub fn grouped(number: u64) -> String {
    native::english()
        .locale()
        .number(i64::try_from(number).unwrap_or(i64::MAX))
}
