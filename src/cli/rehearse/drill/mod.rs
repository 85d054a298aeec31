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

use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::net::TcpListener;

use super::clock::{Clock, real_now};
use super::error::RehearsalError;
use super::planned_document::{Schedule, document};
use super::server::{Options, Practice, serve_until};
use crate::model::time::instant::Instant;
use clock_file::DrillClock;
use play::Play;

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
    /// The operator's own document and the start of its window; without it, the plan makes the document.
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
    /// The start of the window that is played.
    pub window: Instant,
}

/// Plays a drill until it is over or interrupted, and prints the report. Returns whether it was played to the end.
///
/// # Errors
/// The folder cannot be made, the port is in use, or the server fails.
pub async fn run(drill: Drill) -> Result<bool, RehearsalError> {
    let Drill {
        mut options, port, ..
    } = drill;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    let listener = listener.map_err(|error| RehearsalError::Port { port, error })?;
    let address = listener.local_addr().map_err(RehearsalError::Server)?;
    let (real, since_start) = (real_now(), options.start_at.since_start());
    let (schedule, text) = if let Some(own) = drill.own {
        (Schedule { start: own.window }, own.text)
    } else {
        // Documents are written in whole seconds, so the drill starts at one.
        let now = Instant::from_timestamp(real.timestamp()).unwrap_or(real);
        let schedule = Schedule {
            start: now - since_start,
        };
        let planned = document(&options.plan, options.start_at, schedule);
        (schedule, planned.to_text(true).into_bytes())
    };
    let folder = folder::make(drill.folder.as_deref(), real)?;
    let file = folder::write(&folder, &text)?;
    let start = schedule.instant(since_start);
    let kept = DrillClock::new(real, start, options.speed);
    let unwritable = |error| folder::unwritable(&file, error);
    kept.write(&file).map_err(unwritable)?;
    let clock = Clock::at(real_now, real, schedule, since_start, options.speed);
    let clock = Arc::new(clock);
    let mut play = Play::new(&options, schedule, Arc::clone(&clock), file.clone());
    let interruption = interruption().map_err(RehearsalError::Server)?;
    play.introduce(&options, &folder, address.port(), drill.format);
    options.drill = Some(Practice {
        document: file.clone(),
        clock,
    });
    let server = serve_until(listener, options, std::future::pending())?;
    let is_complete = tokio::select! {
        ended = server => return ended.map(|()| false).map_err(RehearsalError::Server),
        () = play.until_over() => true,
        () = interruption => false,
    };
    // Verbs that begin from here on are refused, because the report would not have them.
    kept.ended(play.now()).write(&file).map_err(unwritable)?;
    play.report(is_complete, drill.format).map_err(unwritable)?;
    Ok(is_complete)
}

/// Returns a future that is ready when the process is asked to end. From this call on, the process does not end by itself.
#[cfg(unix)]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn interruption() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
