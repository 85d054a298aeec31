//! The versions of the document that visitors could read, and since when: by the journal for those of verbs, by
//! observation for all others.

use std::path::Path;

use super::compare::{Comparison, compare};
use super::truth::Truth;
use crate::cli::operate::journal::{Journal, Line};
use crate::cli::own_files;
use crate::model::document::wire::Document;
use crate::model::i18n::message::native;
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::{self, Instant};

/// A version of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Since when visitors could read it, in whole seconds.
    pub at: Instant,
    /// Its content; `None` if it could not be used, so that visitors went on seeing the one before.
    pub snapshot: Option<Snapshot>,
    /// When its entries were last edited, as it says.
    pub edits: Edits,
}

/// The times at which the entries of a document were last edited, in the order of a [`Snapshot`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// The times of the incidents.
    pub incidents: Vec<Option<Instant>>,
    /// The times of the maintenances.
    pub maintenances: Vec<Option<Instant>>,
}

/// A verb of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The time in the journal.
    pub at: Instant,
    /// The command without its program.
    pub verb: String,
}

/// The document of a drill as it was observed.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    observed: Vec<(Instant, Observed)>,
}

/// The file at one observation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Observed {
    Text(String),
    /// The file cannot be read, for this reason.
    Unreadable(String),
}

impl Watched {
    /// Observes the file at `now`. Returns why visitors cannot use the document, if it has changed to such a one.
    pub fn observe(&mut self, file: &Path, now: Instant) -> Option<String> {
        let observed = match own_files::read(file) {
            Ok(bytes) => Observed::Text(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) => Observed::Unreadable(error.to_string()),
        };
        self.add(observed, now)
    }

    /// Notes that the file had this text at `now`; see [`observe`](Self::observe).
    pub fn observe_text(&mut self, text: &str, now: Instant) -> Option<String> {
        self.add(Observed::Text(text.to_owned()), now)
    }

    fn add(&mut self, observed: Observed, now: Instant) -> Option<String> {
        if self.observed.last().is_some_and(|(_, it)| *it == observed) {
            return None;
        }
        let problem = match &observed {
            Observed::Text(text) => content(text).err(),
            Observed::Unreadable(error) => Some(error.clone()),
        };
        self.observed.push((now, observed));
        problem
    }

    /// Compares what visitors read of a subject after the last observation with the truth at `now`.
    pub fn compared(&self, truth: &Truth, subject: usize, now: Instant) -> Comparison {
        match self.observed.last() {
            Some((_, Observed::Text(text))) => match content(text) {
                Ok((snapshot, _)) => compare(&snapshot, truth, subject, now),
                Err(_) => Comparison::Unknown,
            },
            Some((_, Observed::Unreadable(_))) | None => Comparison::Unknown,
        }
    }

    /// Returns the verbs among the lines of the journal whose document visitors could read.
    pub fn verbs(&self, journal: &Journal) -> Vec<Said> {
        let verb = |it: &Line| {
            Some(Said {
                at: time(it)?,
                verb: it.verb.clone(),
            })
        };
        self.said(journal).iter().filter_map(verb).collect()
    }

    /// Returns all versions that visitors could read, oldest first. A version that a verb wrote has the time of the
    /// journal, also if it was replaced before anybody observed it; any other has the time of its observation.
    pub fn versions(&self, journal: &Journal) -> Vec<Version> {
        let said = self.said(journal);
        let mut unmatched: Vec<&str> = said.iter().filter_map(|it| it.after.as_deref()).collect();
        let mut versions = Vec::new();
        for line in said {
            if let (Some(at), Some(text)) = (time(line), &line.after) {
                versions.push(version(at, Some(text)));
            }
        }
        for (at, observed) in &self.observed {
            let text = match observed {
                Observed::Text(text) => Some(text),
                Observed::Unreadable(_) => None,
            };
            let is_said = text.and_then(|text| unmatched.iter().position(|it| it == text));
            match is_said {
                Some(index) => drop(unmatched.remove(index)),
                None => versions.push(version(*at, text)),
            }
        }
        versions.sort_by_key(|it| it.at);
        versions
    }

    /// Returns the lines of the journal up to the last one whose document was observed. A later line may be of a process
    /// that ended before it replaced the document.
    fn said<'a>(&self, journal: &'a Journal) -> &'a [Line] {
        let is_observed = |line: &Line| {
            let mut texts = self.observed.iter().filter_map(|(_, it)| match it {
                Observed::Text(text) => Some(text),
                Observed::Unreadable(_) => None,
            });
            texts.any(|it| Some(it) == line.after.as_ref())
        };
        let last = journal.lines.iter().rposition(is_observed);
        let said = last.and_then(|last| journal.lines.get(..=last));
        said.unwrap_or_default()
    }
}

fn version(at: Instant, text: Option<&String>) -> Version {
    let at = Instant::from_timestamp(at.timestamp()).unwrap_or(at);
    let (snapshot, edits) = text.and_then(|text| content(text).ok()).unzip();
    Version {
        at,
        snapshot,
        edits: edits.unwrap_or_default(),
    }
}

/// Returns the content of a document, or why visitors cannot use it.
fn content(text: &str) -> Result<(Snapshot, Edits), String> {
    let (document, _) = Document::read(text.as_bytes()).map_err(|error| error.to_string())?;
    let (snapshot, _) = normalize(&document, native::english(), &[]);
    let incidents = document.incidents.iter().map(|it| &it.updated_at);
    let maintenances = document.scheduled_maintenances.iter();
    let maintenances = maintenances.map(|it| &it.updated_at);
    let edits = Edits {
        incidents: edits(incidents, snapshot.incidents.len()),
        maintenances: edits(maintenances, snapshot.maintenances.len()),
    };
    Ok((snapshot, edits))
}

/// Returns the times of `entries`; none if pages read only some of them, because there are too many.
fn edits<'a>(
    entries: impl Iterator<Item = &'a Option<String>>,
    read: usize,
) -> Vec<Option<Instant>> {
    let times: Vec<_> = entries
        .map(|it| it.as_deref().and_then(|text| text.parse().ok()))
        .collect();
    if times.len() == read {
        times
    } else {
        Vec::new()
    }
}

fn time(line: &Line) -> Option<Instant> {
    match instant::read(&line.at) {
        instant::Reading::At(at) => Some(at),
        instant::Reading::Absent | instant::Reading::Unreadable => None,
    }
}
