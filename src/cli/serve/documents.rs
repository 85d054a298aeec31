//! The documents: files are watched and hosts are polled, and whatever of them is newest and can be used is served.
//!
//! The last good document stays when a later one is refused, and an older one never replaces it. Reading, rendering and
//! compressing take milliseconds and block, so that a thread does them beside the server.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use super::bundle::{Bundle, Template};
use super::history::HistoryFolder;
use super::server::Shared;
use crate::cli::feed::{Gathered, SourceError, is_url};
use crate::cli::fleet::rng::Rng;
use crate::cli::page_facts::PageFacts;
use crate::cli::publish::order::{Backwards, Dated};
use crate::cli::publish::watch::{Look, Watcher};
use crate::cli::publish::{PictureOptions, Prepared, PublishError};
use crate::cli::rehearse::clock::real_now;
use crate::cli::render::{RenderError, Still};
use crate::cli::terminal::escaped_line;
use crate::model::policy::poll::{Leadership, Poll, PollHints};
use crate::model::status::normalize::DEFAULT_REFRESH_SECS;
use crate::model::status::overall_status::situation;
use crate::model::status::snapshot::Snapshot;
use crate::model::status::transitions::next_transition;
use crate::model::time::instant::{Instant, write};

/// The interval at which files are read, and the clock of polling is looked at.
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);
/// The looks after which a feed that was converted is read again: the clock alone may change it.
const LOOKS_OF_A_FEED: u32 = 240;

/// The document that is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Served {
    /// When it was written, as it states.
    pub(super) written: Option<Instant>,
    /// When it was taken over.
    pub(super) since: Instant,
}

/// The documents that are served or refused.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// The document that is served.
    pub(super) document: Option<Served>,
    /// Why the last attempt at each source brought none.
    pub(super) faults: BTreeMap<String, String>,
}

/// The reason why a document is not served.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error("{document}: {why}")]
    Backwards {
        document: String,
        #[source]
        why: Backwards,
    },
    #[error("index.html: {0}")]
    Page(#[from] RenderError),
}

/// Takes documents over from all sources.
#[derive(Debug)]
pub(super) struct Documents {
    pub(super) template: Template,
    pub(super) shared: Arc<Shared>,
    pub(super) sources: Vec<String>,
    pub(super) languages: Vec<String>,
    pub(super) facts: PageFacts,
    pub(super) despite_problems: bool,
    pub(super) picture: PictureOptions,
    /// The last warning about the picture, so that the log has it once and not for each document.
    pub(super) warning: String,
    /// The bytes of the document that is served, and when it was taken over.
    pub(super) present: Option<(Vec<u8>, Instant)>,
    /// The history beside the first document that is a file; `None` if all are URLs.
    pub(super) history: Option<HistoryFolder>,
    /// Whether the page that is served leads to the history page.
    pub(super) leads_to_history: bool,
    pub(super) rng: Rng,
}

/// The polling of all hosts, which are mirrors of each other.
struct Hosts {
    urls: Vec<String>,
    poll: Poll,
    hints: PollHints,
}

impl Documents {
    /// Reads every file once, so that the server starts with a document if there is one. Hosts may take seconds to
    /// answer, and visitors are answered meanwhile.
    pub(super) fn read_files(&mut self) {
        for source in self.sources.clone().iter().filter(|it| !is_url(it)) {
            // A failure is in the log and in the health; another source may have a document.
            drop(self.read(source, gather(source)));
        }
        // The files are read once two looks have found the same.
        self.look_at_history();
        self.look_at_history();
    }

    /// Serves the files of the history if they have changed.
    fn look_at_history(&mut self) {
        let history = self.history.as_mut();
        if let Some(responses) = history.and_then(|it| it.look(&self.template.headers)) {
            self.shared.replace_history(responses);
        }
    }

    /// Reads files whenever they change and hosts when they are due, until the process ends.
    pub(super) fn watch(mut self) -> ! {
        let (urls, files): (Vec<_>, Vec<_>) =
            self.sources.clone().into_iter().partition(|it| is_url(it));
        let mut files: Vec<_> = files
            .into_iter()
            .map(|file| (file, Watcher::default(), 0))
            .collect();
        let unknown = PollHints {
            refresh_secs: DEFAULT_REFRESH_SECS,
            calm: false,
            next_transition: None,
        };
        let mut hosts = Hosts {
            poll: Poll::start(urls.len(), real_now()),
            urls,
            hints: unknown,
        };
        let mut had_history = self.has_history_page();
        loop {
            let is_history_news = self.has_history_page() != had_history;
            had_history ^= is_history_news;
            for (file, watcher, looks) in &mut files {
                let gathered = gather(file);
                let found = match &gathered {
                    Ok(gathered) => Look::Read(gathered.documents.clone()),
                    Err(error) => Look::Failed(error.to_string()),
                };
                *looks += 1;
                let is_news = watcher.is_news(found);
                if is_news || is_history_news || *looks >= LOOKS_OF_A_FEED {
                    *looks = 0;
                    // A failure is in the log and in the health.
                    drop(self.read(file, gathered));
                    if is_news {
                        watcher.handle();
                    }
                }
            }
            self.look_at_history();
            self.poll(&mut hosts);
            sleep(BETWEEN_LOOKS);
        }
    }

    fn has_history_page(&self) -> bool {
        self.history.as_ref().is_some_and(HistoryFolder::has_page)
    }

    /// Asks the host that is due, if one is.
    fn poll(&mut self, hosts: &mut Hosts) {
        if hosts.urls.is_empty() {
            return;
        }
        let Some(index) = hosts.poll.take(real_now(), Leadership::Leader) else {
            return;
        };
        let url = hosts.urls.get(index).cloned().unwrap_or_default();
        let read = self.read(&url, gather(&url));
        let (now, jitter) = (real_now(), self.rng.next_f64());
        match read {
            Ok(snapshot) => {
                hosts.hints = PollHints {
                    refresh_secs: snapshot.refresh_secs,
                    calm: situation(&snapshot, now).is_well(),
                    next_transition: next_transition(&snapshot, now),
                };
                hosts.poll.succeeded(now, hosts.hints, jitter);
            }
            Err(pause) => hosts.poll.failed(now, hosts.hints, pause, jitter),
        }
    }

    /// Serves the document that was read from a source, if it is the newest.
    ///
    /// # Errors
    /// It brought none; the error is the pause that the host asks for, in milliseconds.
    fn read(
        &mut self,
        source: &str,
        gathered: Result<Gathered, SourceError>,
    ) -> Result<Snapshot, Option<i64>> {
        let gathered = gathered.map_err(PublishError::Unreadable);
        let taken = gathered
            .map_err(Refusal::from)
            .and_then(|gathered| self.take(&gathered));
        match taken {
            Ok(snapshot) => {
                self.shared.clear_fault(source);
                Ok(snapshot)
            }
            Err(refusal) => {
                self.note(source, &refusal);
                Err(match &refusal {
                    Refusal::Publish(error) => error.retry_after_millis(real_now()),
                    Refusal::Backwards { .. } | Refusal::Page(_) => None,
                })
            }
        }
    }

    /// Records why a source brought no document. An older one is no fault where another source has a newer one.
    fn note(&self, source: &str, refusal: &Refusal) {
        self.shared.metrics.refuse();
        if matches!(refusal, Refusal::Backwards { .. }) && self.sources.len() > 1 {
            self.shared.clear_fault(source);
        } else {
            self.shared.note_fault(source, refusal.to_string());
        }
    }

    /// Serves a document, unless it is the present one or older. The present one is rendered once more where the history
    /// page came or went since.
    fn take(&mut self, gathered: &Gathered) -> Result<Snapshot, Refusal> {
        let prepared = Prepared::of(gathered, &self.facts, self.despite_problems)?;
        let now = gathered.now;
        let has_history = self.has_history_page();
        let mut since = now;
        if let Some((bytes, taken)) = &self.present {
            if *bytes == prepared.bytes() {
                if has_history == self.leads_to_history {
                    return Ok(prepared.into_snapshot());
                }
                since = *taken;
            } else {
                let holding_back = Dated::holding_back(bytes, Some(*taken), now);
                if let Some(why) = Backwards::between(holding_back, prepared.dated()) {
                    let document = gathered.names.join(", ");
                    return Err(Refusal::Backwards { document, why });
                }
            }
        }
        let written = prepared.written();
        let still = prepared.still(written.unwrap_or(now), &self.languages)?;
        let still = if has_history {
            still.with_history()
        } else {
            still
        };
        let picture = self.picture(&still);
        let Template { page, error, .. } = &self.template;
        let edition = prepared.edition(still, &page.html, picture, *error)?;
        self.shared.replace(Bundle::of(&self.template, edition));
        self.shared.publish(Served { written, since });
        tracing::info!(document = %gathered.names.join(", "), written = written.map(write), "published");
        self.present = Some((prepared.bytes().to_vec(), since));
        self.leads_to_history = has_history;
        Ok(prepared.into_snapshot())
    }

    /// Draws the picture for previews of links. One that cannot be drawn must not hold back news.
    fn picture(&mut self, still: &Still) -> Option<Vec<u8>> {
        let drawn = self.picture.draw(still);
        let warning = drawn.as_ref().err().map(ToString::to_string);
        let warning = warning.unwrap_or_default();
        if !warning.is_empty() && warning != self.warning {
            tracing::warn!("{}", escaped_line(&warning));
        }
        self.warning = warning;
        drawn.unwrap_or_default()
    }
}

fn gather(source: &str) -> Result<Gathered, SourceError> {
    Gathered::from(&[source.to_owned()], real_now())
}
