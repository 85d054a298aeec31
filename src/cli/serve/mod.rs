//! `intermission serve`: answers every request with the page, for clusters, containers and hosts without a web server.
//!
//! `documents` reads files and hosts on a thread of its own and makes a `bundle` of all responses from each new
//! document, and `history` those with the files of the history beside it. `server` takes `connections` from what `listen`
//! opens, and `answer` is a pure function of a request and these, with the kinds of `kind` and the choices of
//! `negotiate`. `health` and `metrics` are on a port of their own. The page, the operator's settings and the headers are
//! those of `cli::site`, as for `publish`.

mod answer;
mod bundle;
mod connections;
mod documents;
mod health;
mod history;
mod kind;
mod listen;
mod log;
mod metrics;
mod negotiate;
mod response_options;
mod server;

use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::config::{ConfigError, ConfigOption, Settings};
use super::feed::is_url;
use super::fleet::rng::Rng;
use super::page_facts::PageFacts;
use super::publish::PictureOptions;
use super::rehearse::clock::real_now;
use super::render::{ErrorResponse, RenderError, Still};
use super::site::{Headers, Page, PageError, PageFiles, SiteError};
use super::stop_signal::stop_signal;
use super::terminal;
use bundle::{Bundle, Template};
use connections::{Connections, Limits};
use documents::Documents;
use history::HistoryFolder;
use listen::Listener;
pub use listen::{Address, ListenError};
pub use log::LogFormat;
use response_options::ResponseOptions;
use server::{Port, Shared};

/// The address that is listened on by default: the own machine only.
const LISTEN: &str = "127.0.0.1:8080";

/// The largest head of a request, in bytes.
const HEAD_BYTES: usize = 16 * 1024;
/// The largest body of a request that is read, in bytes.
const BODY_BYTES: usize = 1024 * 1024;

/// The arguments of `intermission serve`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit status: 0 after SIGTERM, SIGINT or Ctrl-C, 1 if it cannot start, 2 if the settings or the \
    arguments are wrong"
)]
pub struct Arguments {
    /// The status document or a feed: a file, which is watched, or a URL, which is polled as the page does. Several are
    /// mirrors, of which the newest document is served. By default, the URLs of `document.sources` in the settings.
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    #[command(flatten)]
    config: ConfigOption,
    /// Serve the built page in this folder; by default the one that this program contains.
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    /// Listen on this address, such as `0.0.0.0:8080`, or on a Unix socket, such as `unix:/run/intermission.sock`; may
    /// be repeated. By default, the sockets of `LISTEN_FDS` (systemd), else 127.0.0.1:8080.
    #[arg(long, value_name = "ADDRESS")]
    listen: Vec<Address>,
    /// Answer `/healthz` and `/metrics` on this address.
    #[arg(long, value_name = "ADDRESS")]
    health_listen: Option<Address>,
    /// Answer in place of the site with this status, from 400 to 599.
    #[arg(long, value_name = "CODE", default_value_t = ErrorResponse::STATUS, value_parser = clap::value_parser!(u16).range(400..=599))]
    status: u16,
    /// Ask clients to return after this time, from 1 to 86400 seconds; `http.retry_after` of the settings by default.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    retry_after: Option<u32>,
    /// Have the page at `/` and `/index.html` only, with status 200, as where it has a host of its own.
    #[arg(long)]
    site_stays: bool,
    /// Render in this language, such as `de`, also texts that the document has in several languages; may be repeated,
    /// preferred first; by default in those of the settings, else in English.
    #[arg(long, value_name = "TAG")]
    lang: Vec<String>,
    /// Serve a document that has problems, or a part of which could not be fetched; without this, the last good one
    /// stays.
    #[arg(long)]
    despite_problems: bool,
    #[command(flatten)]
    picture: PictureOptions,
    #[command(flatten)]
    facts: PageFacts,
    /// Write the log in this form, to standard error.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    log: LogFormat,
    /// Hold at most this many connections, from 16 to 1000000; beyond it, those that have waited longest are ended.
    #[arg(long, value_name = "N", default_value_t = 4096, value_parser = clap::value_parser!(u32).range(16..=1_000_000))]
    max_connections: u32,
    /// End a connection that makes no progress for this time, from 1 to 3600 seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=3600))]
    idle_timeout: u64,
    /// End a response that is not complete within this time, from 1 to 86400 seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    request_timeout: u64,
    /// Give responses in progress this time when the server is to stop, from 0 to 3600 seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(0..=3600))]
    grace: u64,
}

/// The reason why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The operator: the settings have faults.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The operator: neither the arguments nor the settings say where a document is.
    #[error(
        "expected a file or URL of a status document, or a URL in `document.sources` of the settings, found only \
         `{found}`, which this server answers itself"
    )]
    NoSource {
        /// The sources of the settings.
        found: String,
    },
    /// The operator: there is no page to serve.
    #[error(transparent)]
    NoPage(#[from] PageError),
    /// The operator: the folder of `--dist` has another page.
    #[error(transparent)]
    OtherPage(#[from] SiteError),
    /// The operator: the `index.html` in the folder is not the built page.
    #[error("index.html: {0}")]
    Page(#[from] RenderError),
    /// The operator or the machine: an address cannot be listened on.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The operator: standard input cannot be watched.
    #[error("expected files or URLs, found standard input (`-`)")]
    StandardInput,
    /// The machine: the server cannot run.
    #[error("expected to start threads and handle signals, found: {0}")]
    Machine(#[from] io::Error),
}

/// Serves until a signal ends the process.
pub fn run(arguments: &Arguments) -> ExitCode {
    let log = log::start(arguments.log);
    let served = serve(arguments);
    drop(log);
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::print_error(&error.to_string());
            error.exit_code()
        }
    }
}

impl ServeError {
    /// Returns exit status 2 if the settings or the arguments are at fault; 1 otherwise.
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_) | Self::NoSource { .. } => ExitCode::from(2),
            Self::NoPage(_)
            | Self::OtherPage(_)
            | Self::Page(_)
            | Self::Listen(_)
            | Self::StandardInput
            | Self::Machine(_) => ExitCode::FAILURE,
        }
    }
}

impl Arguments {
    /// Returns where documents are: the arguments, else the URLs of the settings. A path in the settings is an address of
    /// this server, which cannot ask itself.
    fn sources(&self, settings: &Settings) -> Result<Vec<String>, ServeError> {
        if self.sources.iter().any(|it| it == "-") {
            return Err(ServeError::StandardInput);
        }
        if !self.sources.is_empty() {
            return Ok(self.sources.clone());
        }
        let urls = settings.sources.iter().filter(|it| is_url(it)).cloned();
        let urls: Vec<String> = urls.collect();
        if urls.is_empty() {
            let found = settings.sources.join(" ");
            return Err(ServeError::NoSource { found });
        }
        Ok(urls)
    }

    fn limits(&self) -> Limits {
        Limits {
            connections: usize::try_from(self.max_connections).unwrap_or(usize::MAX),
            idle: Duration::from_secs(self.idle_timeout),
            request: Duration::from_secs(self.request_timeout),
            head_bytes: HEAD_BYTES,
            body_bytes: BODY_BYTES,
        }
    }
}

fn serve(arguments: &Arguments) -> Result<(), ServeError> {
    let mut settings = arguments.config.settings()?;
    let sources = arguments.sources(&settings)?;
    let page = Page::of(&PageFiles::read(arguments.dist.as_deref())?, &settings)?;
    if let Some(secs) = arguments.retry_after {
        settings.retry_after_secs = secs;
    }
    let error = ErrorResponse {
        status: arguments.status,
        retry_after_secs: settings.retry_after_secs,
    };
    let headers = Headers::of(&settings);
    let template = Template {
        page,
        headers,
        error,
    };
    let options = ResponseOptions {
        error,
        site_stays: arguments.site_stays,
        logs_requests: arguments.log != LogFormat::Quiet,
    };
    let languages = settings.languages(&arguments.lang);
    let page = Still::missing_in_page(&template.page.html, languages, real_now())?;
    let bundle = Bundle::without_document(&template, page);
    let connections = Connections::new(arguments.limits());
    let shared = Arc::new(Shared::new(options, connections, bundle));
    let mut documents = Documents {
        template,
        shared: Arc::clone(&shared),
        history: HistoryFolder::of(&sources),
        leads_to_history: false,
        sources,
        languages: languages.to_vec(),
        facts: arguments.facts.clone(),
        despite_problems: arguments.despite_problems,
        picture: arguments.picture.clone(),
        warning: String::new(),
        present: None,
        rng: Rng::of(RandomState::new().hash_one(std::process::id()), 0),
    };
    documents.read_files();
    let runtime = tokio::runtime::Runtime::new()?;
    let listeners = runtime.block_on(listen(arguments))?;
    std::thread::Builder::new()
        .name("documents".to_owned())
        .spawn(move || documents.watch())?;
    let grace = Duration::from_secs(arguments.grace);
    runtime.block_on(until_stopped(listeners, shared, grace))?;
    runtime.shutdown_background();
    Ok(())
}

/// Opens all addresses, so that an error ends the command before anything is served.
async fn listen(arguments: &Arguments) -> Result<Vec<(Listener, Port)>, ListenError> {
    let mut listeners = Vec::new();
    for address in &arguments.listen {
        listeners.push((Listener::bind(address).await?, Port::Visitors));
    }
    if listeners.is_empty() {
        let passed = Listener::passed()?.into_iter();
        listeners.extend(passed.map(|listener| (listener, Port::Visitors)));
    }
    if listeners.is_empty()
        && let Ok(address) = LISTEN.parse()
    {
        listeners.push((Listener::bind(&address).await?, Port::Visitors));
    }
    if let Some(address) = &arguments.health_listen {
        listeners.push((Listener::bind(address).await?, Port::Operator));
    }
    Ok(listeners)
}

/// Serves until SIGTERM or SIGINT, then lets responses in progress end, for at most `grace`.
async fn until_stopped(
    listeners: Vec<(Listener, Port)>,
    shared: Arc<Shared>,
    grace: Duration,
) -> io::Result<()> {
    let asked = stop_signal()?;
    let (stop, stopped) = watch::channel(false);
    let mut accepting = JoinSet::new();
    for (listener, port) in listeners {
        tracing::info!(address = %listener, ?port, "listening");
        let (shared, stopped) = (Arc::clone(&shared), stopped.clone());
        accepting.spawn(server::accept(listener, port, shared, stopped));
    }
    let timing = tokio::spawn(Arc::clone(&shared.connections).watch());
    asked.await;
    tracing::info!(connections = shared.connections.count(), "stopping");
    stop.send_replace(true);
    let all = async { while accepting.join_next().await.is_some() {} };
    if tokio::time::timeout(grace, all).await.is_err() {
        tracing::warn!(
            connections = shared.connections.count(),
            "responses were cut off"
        );
    }
    timing.abort();
    Ok(())
}
