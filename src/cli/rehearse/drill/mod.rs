//! `intermission rehearse --drill`: a maintenance in which things happen by plan, and the operator says them by verbs.
//!
//! [`truth`] is what the plan says is the case, [`watched`] what visitors could read, [`compare`] and [`promises`] judge
//! one by the other, [`outcome`] sums up, and [`report`] writes it down. The drill has a clock of its own, which
//! [`clock_file`] puts beside the document, so that the verbs take the time from it. [`trouble`] adds to a plan that was
//! made of the operator's own document.

pub mod clock_file;
pub mod compare;
mod folder;
pub mod outcome;
mod play;
pub mod promises;
pub mod report;
pub mod trouble;
pub mod truth;
pub mod watched;

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;

use super::clock::{Clock, real_now};
use super::error::RehearsalError;
use super::plan::Service;
use super::planned_document::{Schedule, document};
use super::server::{Options, serve_until};
use crate::cli::operate::desk::Desk;
use crate::cli::stop_signal::stop_signal;
use crate::model::document::vocabulary::ComponentStatus;
use crate::model::status::maintenance::Maintenance;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;
use clock_file::DrillClock;
use play::Play;
use truth::Truth;

/// The format of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: one object on standard output; everything else goes to standard error.
    Json,
}

/// The options of a drill.
#[derive(Debug)]
pub struct Drill {
    /// The options of its server.
    pub options: Options,
    /// The operator's own document; without it, the plan makes the document.
    pub own: Option<OwnDocument>,
    /// The folder of the practice document.
    pub folder: Option<PathBuf>,
    /// The format of the report.
    pub format: Format,
    /// The port to listen on.
    pub port: u16,
}

/// The operator's own document.
#[derive(Debug)]
pub struct OwnDocument {
    /// Its content.
    pub text: Vec<u8>,
    /// The status that pages show of it.
    pub snapshot: Snapshot,
    /// The maintenance that is played.
    pub maintenance: Maintenance,
    /// The start of its window.
    pub start: Instant,
}

impl OwnDocument {
    /// Returns the state that the document gives to a service of the plan.
    pub(super) fn state(&self, service: &Service) -> ComponentStatus {
        let mut components = self.snapshot.components.iter();
        let found = components.find(|it| it.name == *service.name.get_ref());
        found.map_or(ComponentStatus::Unknown, |it| it.status)
    }
}

/// Plays a drill until it is over or interrupted, and prints the report. Returns whether it was played to the end.
///
/// # Errors
/// The folder cannot be made, the port is in use, the server fails, or a verb does not release the document.
pub async fn run(drill: Drill) -> Result<bool, RehearsalError> {
    let Drill { options, port, .. } = drill;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    let listener = listener.map_err(|error| RehearsalError::Port { port, error })?;
    let (real, since_start) = (real_now(), options.start_at.since_start());
    let schedule = Schedule {
        // Documents are written in whole seconds, so a drill without a time of its own starts at one.
        start: drill.own.as_ref().map_or_else(
            || Instant::from_timestamp(real.timestamp()).unwrap_or(real) - since_start,
            |own| own.start,
        ),
    };
    let truth = Truth::of(&options.plan, schedule, drill.own.as_ref());
    let text = drill.own.map_or_else(
        || {
            let planned = document(&options.plan, options.start_at, schedule);
            planned.to_text(true).into_bytes()
        },
        |own| own.text,
    );
    let folder = folder::make(drill.folder.as_deref(), real)?;
    let file = folder::write(&folder, &text)?;
    let start = schedule.instant(since_start);
    let kept = DrillClock::new(real, start, options.speed);
    let unwritable = |error| folder::unwritable(&file, error);
    kept.write(&file).map_err(unwritable)?;
    let clock = Clock::at(real_now, real, schedule, since_start, options.speed);
    let mut play = Play::new(&options, truth, Arc::new(clock), file.clone());
    let is_complete = play_on(listener, options, &mut play, &folder, drill.format).await;
    // With the lock, no verb is between its check of the clock and its change. Later ones are refused.
    let desk = Desk::open(&file);
    let end = play.end();
    let ended = kept.ended(end).write(&file);
    let is_complete = is_complete?;
    ended.map_err(unwritable)?;
    let desk = desk?;
    let journal = play.last_look(end).map_err(unwritable)?;
    drop(desk);
    play.report(is_complete, end, &journal, drill.format);
    Ok(is_complete)
}

/// Serves the page and plays until the drill is over or interrupted. Returns whether it is over.
async fn play_on(
    listener: TcpListener,
    mut options: Options,
    play: &mut Play,
    folder: &Path,
    format: Format,
) -> Result<bool, RehearsalError> {
    let address = listener.local_addr().map_err(RehearsalError::Server)?;
    let interruption = stop_signal().map_err(RehearsalError::Server)?;
    play.introduce(&options, folder, address.port(), format);
    options.drill = Some(play.practice());
    let server = serve_until(listener, options, std::future::pending())?;
    tokio::select! {
        ended = server => ended.map(|()| false).map_err(RehearsalError::Server),
        () = play.until_over() => Ok(true),
        () = interruption => Ok(false),
    }
}
