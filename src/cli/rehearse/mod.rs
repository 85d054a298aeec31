//! `intermission rehearse`: serves the built page over real HTTP while a planned window plays.
//!
//! [`plan`] reads the plan, [`planned_document`] writes the document of any minute, [`clock`] runs at any speed, and
//! [`server`] responds as the site would: with the page, its files and the current document, and with each [`fault`] that
//! `--fault` or a request under `/__rehearsal/` asks for.

pub mod plan;
pub mod planned_document;
pub mod clock;
pub mod fault;
pub mod server;
mod body;
mod connection;
mod controls;
pub mod drill;
mod pending_response;
mod error;
mod files;
mod gallery;
mod guard;
mod legend;
mod rehearsal;
mod requests;
mod site;
mod active_faults;
mod status;

pub use clock::Speed;
pub use error::RehearsalError;
pub use server::{Options, serve};

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use tokio::net::TcpListener;

use super::own_files;
use super::site::PageSource;
use super::terminal;
use crate::model::document::wire::Document;
use crate::model::i18n::message::native;
use crate::model::status::normalize::normalize;
use crate::model::time::instant;
use crate::model::time::time_delta::TimeDelta;
use drill::OwnDocument;
use fault::Faults;
use plan::{Minute, Plan};

/// The time of a drill before the window of the operator's own document.
const LEAD: TimeDelta = TimeDelta::minutes(2);
/// The time that responses in progress get after Ctrl-C.
const GRACE: Duration = Duration::from_secs(2);

/// The arguments of `intermission rehearse`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Play the maintenance of this status document as if all went to plan: that under way, else the next one.
    #[arg(value_name = "DOCUMENT", conflicts_with = "plan")]
    document: Option<PathBuf>,
    /// Play this plan, a TOML file; the reference window by default.
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Play the plan this many times as fast as real time: more than 0, at most 3600.
    #[arg(long, value_name = "N", default_value_t = Speed::REAL)]
    speed: Speed,
    /// Listen on this port of 127.0.0.1, from 0 to 65535; 0 takes any free port.
    #[arg(long, value_name = "N", default_value_t = 8080)]
    port: u16,
    /// Begin at this minute of the plan, from -100000 to 100000, with a fraction or without; the plan's own by default.
    /// Not for a drill of DOCUMENT, which begins two minutes before the window.
    #[arg(long, value_name = "MIN", allow_hyphen_values = true)]
    start_at: Option<Minute>,
    /// Let `/status.json` fail in this way, or the site after `site:`; may be repeated.
    #[arg(long, value_name = "FAULTS", long_help = legend::faults_help())]
    fault: Vec<Faults>,
    /// Keep the site up throughout, with the page at `/index.html` only, as where the page has an address of its own.
    #[arg(long)]
    site_stays: bool,
    /// Serve the built page in this folder; by default the one that this program contains.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// Practise: things happen by plan, you say them by verbs in the folder of the drill, and a report says how long
    /// visitors read something untrue. By default it plays a drill of this program's own.
    #[arg(long, conflicts_with = "fault")]
    drill: bool,
    /// Keep the practice document in this folder, which must be new or empty; by default in a new one in the current
    /// folder, `drill-` with date and time.
    #[arg(long, value_name = "DIR", requires = "drill")]
    folder: Option<PathBuf>,
    /// Print the report of the drill in this format.
    #[arg(long, value_enum, default_value_t, requires = "drill")]
    format: drill::Format,
}

/// Rehearses until Ctrl-C, or plays a drill to its end; a drill that is ended before has exit status 1.
pub fn run(arguments: &Arguments) -> ExitCode {
    let outcome = if arguments.drill {
        practise(arguments)
    } else {
        rehearse(arguments).map(|()| true)
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            terminal::print_error(&error.to_string());
            error.exit_code()
        }
    }
}

fn rehearse(arguments: &Arguments) -> Result<(), RehearsalError> {
    let (plan, _) = read_plan(arguments)?;
    let options = options(arguments, plan)?;
    let runtime = tokio::runtime::Runtime::new().map_err(RehearsalError::Server)?;
    runtime.block_on(play(arguments.port, options))
}

/// Plays a drill. Returns whether it was played to the end.
fn practise(arguments: &Arguments) -> Result<bool, RehearsalError> {
    let (plan, own) = read_plan(arguments)?;
    let drill = drill::Drill {
        options: options(arguments, plan)?,
        own,
        folder: arguments.folder.clone(),
        format: arguments.format,
        port: arguments.port,
    };
    let runtime = tokio::runtime::Runtime::new().map_err(RehearsalError::Server)?;
    runtime.block_on(drill::run(drill))
}

fn options(arguments: &Arguments, plan: Plan) -> Result<Options, RehearsalError> {
    let page = PageSource::find(arguments.dist.as_deref())?;
    Ok(Options {
        start_at: arguments.start_at.unwrap_or(plan.start_at_min),
        speed: arguments.speed,
        faults: arguments.fault.clone(),
        site_stays: arguments.site_stays,
        ..Options::new(plan, page)
    })
}

/// Returns the plan, and for a drill of the operator's own document the document.
fn read_plan(arguments: &Arguments) -> Result<(Plan, Option<OwnDocument>), RehearsalError> {
    let plan = match (&arguments.document, &arguments.plan) {
        (Some(file), _) if arguments.drill => {
            if let Some(start_at) = arguments.start_at {
                return Err(RehearsalError::StartOfOwnDrill { start_at });
            }
            let (plan, own) = drill_of(file)?;
            return Ok((plan, Some(own)));
        }
        (Some(file), _) => plan_of(file)?.0,
        (None, Some(file)) => plan_in(file)?,
        (None, None) if arguments.drill => Plan::drill().map_err(RehearsalError::Bug)?,
        (None, None) => Plan::reference().map_err(RehearsalError::Bug)?,
    };
    Ok((plan, None))
}

fn plan_in(file: &Path) -> Result<Plan, RehearsalError> {
    let text = std::fs::read_to_string(file).map_err(|error| RehearsalError::PlanFile {
        file: file.to_owned(),
        error,
    })?;
    Plan::parse(&file.display().to_string(), &text).map_err(RehearsalError::Plan)
}

/// Returns the plan of a drill of the operator's own document, with trouble, and the document. The drill begins
/// [`LEAD`] before the window, or when the document was published if that is later.
fn drill_of(file: &Path) -> Result<(Plan, OwnDocument), RehearsalError> {
    let (mut plan, own) = plan_of(file)?;
    let published = own.snapshot.published.instant();
    let planned = own.start - LEAD;
    let begins = published.map_or(planned, |it| it.max(planned));
    if own.maintenance.status.is_running() || own.start <= begins {
        return Err(RehearsalError::Begun {
            file: file.to_owned(),
            name: own.maintenance.name,
            start: instant::write(own.start),
        });
    }
    plan.start_at_min = Minute::on_grid(begins - own.start, 1);
    let plan = drill::trouble::with_trouble(plan, &own.snapshot.components);
    Ok((plan, own))
}

/// Returns the plan of the operator's own document, with the document.
fn plan_of(file: &Path) -> Result<(Plan, OwnDocument), RehearsalError> {
    let name = || file.display().to_string();
    let bytes = own_files::read(file).map_err(|error| RehearsalError::DocumentFile {
        file: file.to_owned(),
        error,
    })?;
    let read = Document::read(&bytes).map_err(|error| RehearsalError::Document {
        file: file.to_owned(),
        error,
    })?;
    let (snapshot, _) = normalize(&read.0, native::english(), &[]);
    let own = plan::of_document(&snapshot);
    let own = own.ok_or_else(|| RehearsalError::NoWindow {
        file: file.to_owned(),
    })?;
    let plan = Plan::parse(&name(), &own.text).map_err(RehearsalError::Plan)?;
    let (maintenance, start) = (own.maintenance.clone(), own.start);
    let own = OwnDocument {
        text: bytes,
        snapshot,
        maintenance,
        start,
    };
    Ok((plan, own))
}

async fn play(port: u16, options: Options) -> Result<(), RehearsalError> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await;
    let listener = listener.map_err(|error| RehearsalError::Port { port, error })?;
    let port = listener
        .local_addr()
        .map_err(RehearsalError::Server)?
        .port();
    let legend = legend::legend(&options, port);
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = server::serve_until(listener, options, async {
        // An error means that the sender is gone, which is as good a reason to stop.
        drop(stopped.await);
    })?;
    terminal::print(&format!("{legend}\n"));
    tokio::select! {
        ended = server => ended.map_err(RehearsalError::Server),
        () = interrupted(stop) => Ok(()),
    }
}

/// Waits for Ctrl-C, and then for responses in progress, at most [`GRACE`].
async fn interrupted(stop: tokio::sync::oneshot::Sender<()>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        drop(stop);
        tokio::time::sleep(GRACE).await;
    } else {
        // Without the signal the process can still be ended, only less gently.
        std::future::pending::<()>().await;
    }
}
