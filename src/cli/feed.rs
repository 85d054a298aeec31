//! Reads status documents and feeds of other formats, from files or hosts.

use std::collections::BTreeSet;
use std::io::{self, Read as _};

use super::download::{self, DownloadError};
use crate::feeds::builder::Context;
use crate::feeds::format::Format;
use crate::feeds::part::Part;
use crate::feeds::parts::Need;
use crate::feeds::read::{ConvertedFeed, read};
use crate::model::document::error::{DocumentError, Problem, ProblemKind};
use crate::model::document::json::Json;
use crate::model::document::read::MAX_BYTES;
use crate::model::document::wire::Document;
use crate::model::i18n::message::native;
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The content of one or several documents of one feed, in any supported format.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The format.
    pub format: Format,
    /// The parts of the feed that are still missing.
    pub needs: Vec<Need>,
    /// The faults without duplicates; paths in a second document begin with `2:`.
    pub problems: Vec<Problem>,
    /// The feed as a status document.
    pub document: Document,
    /// The status document after normalisation.
    pub snapshot: Snapshot,
    /// Further documents that could not be used, with their indices.
    pub unread: Vec<(usize, DocumentError)>,
    /// The documents that were used, with their indices and kinds, as parsed.
    pub sources: Vec<(usize, Part, Json)>,
}

impl Feed {
    /// Reads documents as the page does, and refuses the same ones with the same errors. A reading of the past may be
    /// empty: a list of past incidents states no status.
    ///
    /// # Errors
    /// The first document cannot be used.
    pub fn of(
        documents: &[(Option<Part>, &[u8])],
        context: Context<'_>,
    ) -> Result<Self, DocumentError> {
        let reading = read(documents, context)?;
        let mut feed = Self::from(if context.reads_past() {
            reading
        } else {
            reading.checked()?
        });
        if let Some(now) = context.now {
            feed.snapshot = feed.snapshot.as_of(now);
        }
        Ok(feed)
    }
}

impl From<ConvertedFeed> for Feed {
    fn from(reading: ConvertedFeed) -> Self {
        let (snapshot, more) = normalize(&reading.document, native::english(), &[]);
        let told = Told::new(&reading.problems);
        let news: Vec<Problem> = more.into_iter().filter(|it| !told.echoes(it)).collect();
        let problems = [reading.problems, news].concat();
        Self {
            format: reading.format,
            needs: reading.needs,
            problems,
            document: reading.document,
            snapshot,
            unread: reading.unread,
            sources: reading.sources,
        }
    }
}

/// The paths and unknown words in the faults of a feed, to recognise the faults that its converted document repeats.
/// Sets, because a feed may have a fault in each of 100,000 entries.
struct Told {
    paths: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Told {
    fn new(problems: &[Problem]) -> Self {
        let word = |problem: &Problem| {
            let ProblemKind::UnknownWord { found, .. } = &problem.kind else {
                return None;
            };
            Some(found.clone())
        };
        Self {
            paths: problems.iter().map(|it| it.path.clone()).collect(),
            words: problems.iter().filter_map(word).collect(),
        }
    }

    /// Returns whether a fault of the converted document repeats one of the feed. A value that was left out for its
    /// type is missing afterwards; an unknown word is unknown in both, but may be in quotation marks.
    fn echoes(&self, problem: &Problem) -> bool {
        if let ProblemKind::UnknownWord { found, .. } = &problem.kind {
            let mut words = self.words.iter();
            return words.any(|word| found.contains(word.as_str()));
        }
        // An entry that could not be read has no members.
        let entry = problem.path.rsplit_once('.').map(|(entry, _)| entry);
        let is_told = |path: &str| self.paths.contains(path);
        matches!(problem.kind, ProblemKind::Missing { .. })
            && (is_told(&problem.path) || entry.is_some_and(is_told))
    }
}

/// The reason why a document that the operator names cannot be read. Its text begins with the file or URL.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The operator or the machine: there is no such file, or it cannot be read.
    #[error("{file}: expected a readable file, found: {error}")]
    File {
        /// The file; `-` is standard input.
        file: String,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The server or the network, as each variant states.
    #[error(transparent)]
    Download(DownloadError),
}

/// A document with the part of the feed that it was requested as.
pub type Asked = (Option<Part>, Vec<u8>);

/// The documents of one feed, with their files or URLs.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The file or URL of each document.
    pub names: Vec<String>,
    /// The documents, in the order of `names`.
    pub documents: Vec<Asked>,
    /// The URL of the first document after redirections, if it was downloaded.
    pub url: Option<String>,
    /// The number of documents that the operator named. The others follow and were downloaded because these refer to
    /// them.
    pub named: usize,
    /// One message for each further document that could not be fetched or used.
    pub failures: Vec<String>,
    /// Whether a later attempt may fetch some of the failed documents.
    pub is_interrupted: bool,
    /// The instant as of which the documents are read.
    pub now: Instant,
    /// Whether incidents and maintenances that are over are read, too.
    pub with_past: bool,
}

/// The maximum number of documents of one feed, whose lists may have several pages.
const MOST_DOCUMENTS: usize = 24;
/// The maximum total size, in bytes, of the documents that the operator did not name. [`MAX_BYTES`] applies to each.
const MOST_FURTHER_BYTES: usize = 2 * MAX_BYTES;

impl Gathered {
    /// Reads files, standard input (`-`) and URLs. If the only source is a URL, its further documents are downloaded
    /// too.
    ///
    /// # Errors
    /// One of the sources cannot be read.
    pub fn from(sources: &[String], now: Instant) -> Result<Self, SourceError> {
        let empty = Self {
            now,
            ..Self::default()
        };
        empty.filled(sources)
    }

    /// Reads sources like [`Self::from`], with the incidents and maintenances that are over, and downloads the further
    /// documents that list them.
    ///
    /// # Errors
    /// One of the sources cannot be read.
    pub fn with_past(sources: &[String], now: Instant) -> Result<Self, SourceError> {
        let empty = Self {
            now,
            with_past: true,
            ..Self::default()
        };
        empty.filled(sources)
    }

    fn filled(self, sources: &[String]) -> Result<Self, SourceError> {
        let mut gathered = self;
        for source in sources {
            let url = gathered.add(source)?;
            if gathered.documents.len() == 1 {
                gathered.url = url;
            }
        }
        gathered.named = sources.len();
        if gathered.url.is_some() && sources.len() == 1 {
            gathered.complete();
            gathered.leave_out();
        }
        Ok(gathered)
    }

    /// Returns the clock and the URL that the documents are read with.
    pub fn context(&self) -> Context<'_> {
        Context {
            now: Some(self.now),
            url: self.url.as_deref(),
            with_past: self.with_past,
        }
    }

    /// Returns a problem as a line that begins with the name of its document.
    pub fn told(&self, problem: &Problem) -> String {
        let (index, path) = document_of(&problem.path);
        let name = self.names.get(index).map_or("", String::as_str);
        format!("{name}: `{path}`: {}", problem.kind)
    }

    /// Returns the bytes of the first document.
    pub fn first(&self) -> &[u8] {
        let first = self.documents.first();
        first.map(|(_, bytes)| bytes.as_slice()).unwrap_or_default()
    }

    /// Returns the documents in the form that [`read`] takes.
    pub fn borrowed(&self) -> Vec<(Option<Part>, &[u8])> {
        let documents = self.documents.iter();
        documents
            .map(|(part, bytes)| (*part, bytes.as_slice()))
            .collect()
    }

    /// Adds a document that the operator names, and returns its final URL if it was downloaded.
    fn add(&mut self, source: &str) -> Result<Option<String>, SourceError> {
        let (bytes, url) = if is_url(source) {
            let got = download::get(source).map_err(SourceError::Download)?;
            (got.bytes, Some(got.url))
        } else {
            (bytes(source)?, None)
        };
        self.names.push(source.to_owned());
        self.documents.push((None, bytes));
        Ok(url)
    }

    /// Downloads and adds a further document of the feed.
    fn add_further(&mut self, need: &Need) -> Result<(), DownloadError> {
        let further = self.documents.iter().skip(self.named);
        let used: usize = further.map(|(_, bytes)| bytes.len()).sum();
        let room = MOST_FURTHER_BYTES.saturating_sub(used);
        let limit = room.min(MAX_BYTES);
        let bytes = download::get_further(&need.url, limit)?;
        if bytes.len() > limit {
            let url = need.url.clone();
            return Err(if limit < MAX_BYTES {
                let limit = MOST_FURTHER_BYTES;
                DownloadError::TooLargeTogether { url, limit }
            } else {
                DownloadError::TooLarge { url, limit }
            });
        }
        self.names.push(need.url.clone());
        self.documents.push((Some(need.part), bytes));
        Ok(())
    }

    /// Downloads missing documents until none is missing, no new one can be fetched, or there are too many.
    fn complete(&mut self) {
        loop {
            let Ok(reading) = read(&self.borrowed(), self.context()) else {
                return;
            };
            let is_new = |need: &Need| !need.is_elsewhere && !self.names.contains(&need.url);
            let needs: Vec<Need> = reading.needs.into_iter().filter(is_new).collect();
            if needs.is_empty() || self.documents.len() + needs.len() > MOST_DOCUMENTS {
                return;
            }
            let before = self.documents.len();
            for need in needs {
                if let Err(error) = self.add_further(&need) {
                    self.is_interrupted |= !error.is_lasting();
                    self.failures.push(error.to_string());
                }
            }
            if self.documents.len() == before {
                return;
            }
        }
    }

    /// Removes further documents that cannot be used, so that the rest is shown.
    fn leave_out(&mut self) {
        let unread = read(&self.borrowed(), self.context()).map(|it| it.unread);
        for (index, error) in unread.unwrap_or_default().into_iter().rev() {
            let name = self.names.remove(index);
            self.documents.remove(index);
            self.failures.push(format!("{name}: {error}"));
        }
    }
}

/// Returns the index of the document that a problem is in, and the path within that document.
pub fn document_of(path: &str) -> (usize, &str) {
    let split = path.split_once(':').and_then(|(number, path)| {
        let number: usize = number.parse().ok()?;
        Some((number.checked_sub(1)?, path))
    });
    split.unwrap_or((0, path))
}

/// Returns whether a source is a URL.
pub(super) fn is_url(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// Returns the bytes of a file; `-` is standard input.
///
/// # Errors
/// The file cannot be read.
pub(super) fn bytes(file: &str) -> Result<Vec<u8>, SourceError> {
    let read = if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| SourceError::File {
        file: file.to_owned(),
        error,
    })
}
