//! Documents as they come, in files or from hosts: in our format or in anybody's.

use std::collections::BTreeSet;
use std::io::Read as _;

use super::download::{self, Failure};
use crate::feeds::builder::Context;
use crate::feeds::format::Format;
use crate::feeds::part::Part;
use crate::feeds::parts::Need;
use crate::feeds::read::{ConvertedFeed, read};
use crate::model::document::error::{DocumentError, Problem, ProblemKind};
use crate::model::document::json::Json;
use crate::model::document::read::MAX_BYTES;
use crate::model::document::wire::Document;
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// What one or several documents say, whatever format they are in.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The format.
    pub format: Format,
    /// What of it is still wanted.
    pub needs: Vec<Need>,
    /// Each fault, once; paths in a second document begin with `2:`.
    pub problems: Vec<Problem>,
    /// What it says, as a document of ours.
    pub document: Document,
    /// What visitors see.
    pub snapshot: Snapshot,
    /// Further documents that could not be used, by their index.
    pub unread: Vec<(usize, DocumentError)>,
    /// The documents that were used, by their index, as they were parsed.
    pub sources: Vec<(usize, Json)>,
}

impl Feed {
    /// Reads documents as the page does, which refuses the same ones with the same errors.
    ///
    /// # Errors
    /// When the first document cannot be used.
    pub fn of(
        documents: &[(Option<Part>, &[u8])],
        context: Context<'_>,
    ) -> Result<Self, DocumentError> {
        let mut feed = Self::from(read(documents, context)?.checked()?);
        if let Some(now) = context.now {
            feed.snapshot = feed.snapshot.as_of(now);
        }
        Ok(feed)
    }
}

impl From<ConvertedFeed> for Feed {
    fn from(reading: ConvertedFeed) -> Self {
        let (snapshot, more) = normalize(&reading.document, &[]);
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

/// The faults of a feed by what a converted document repeats of them. A feed may have a fault in each of 100,000
/// entries, so that faults are not compared one by one.
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

    /// Whether a fault of the converted document repeats one of the feed: what was left out for its type is
    /// missing afterwards, and an unknown word is unknown to both, though it may be in quotation marks.
    fn echoes(&self, problem: &Problem) -> bool {
        if let ProblemKind::UnknownWord { found, .. } = &problem.kind {
            let mut words = self.words.iter();
            return words.any(|word| found.contains(word.as_str()));
        }
        // What could not be read has none of its members either.
        let entry = problem.path.rsplit_once('.').map(|(entry, _)| entry);
        let is_told = |path: &str| self.paths.contains(path);
        matches!(problem.kind, ProblemKind::Missing { .. })
            && (is_told(&problem.path) || entry.is_some_and(is_told))
    }
}

/// A document, and what it was asked for as.
pub type Asked = (Option<Part>, Vec<u8>);

/// The documents of one feed, each with where it came from.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Files or URLs.
    pub names: Vec<String>,
    /// What was in them.
    pub documents: Vec<Asked>,
    /// The URL of the first, when it has one.
    pub url: Option<String>,
    /// How many of them were named; the others were got because these want them.
    pub named: usize,
    /// What was wanted and could not be had.
    pub failures: Vec<String>,
    /// Whether any of these may be had the next time.
    pub is_interrupted: bool,
    /// The instant as of which they are read.
    pub now: Instant,
}

/// How many documents are got for one feed: lists come in pages.
const MOST_DOCUMENTS: usize = 24;
/// How many bytes all documents may have that nobody named; each of them alone is limited as every document is.
const MOST_FURTHER_BYTES: usize = 2 * MAX_BYTES;

impl Gathered {
    /// Reads files, `-` and URLs; what a feed from a URL wants beside that is got too.
    ///
    /// # Errors
    /// When one of them cannot be read, in words that name it.
    pub fn from(sources: &[String], now: Instant) -> Result<Self, String> {
        let mut gathered = Self {
            now,
            ..Self::default()
        };
        for source in sources {
            let url = gathered.add(source).map_err(|it| it.text)?;
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

    /// What is known beside the documents.
    pub fn context(&self) -> Context<'_> {
        Context {
            now: Some(self.now),
            url: self.url.as_deref(),
        }
    }

    /// A problem behind the name of the document that has it.
    pub fn told(&self, problem: &Problem) -> String {
        let (index, path) = document_of(&problem.path);
        let name = self.names.get(index).map_or("", String::as_str);
        format!("{name}: `{path}`: {}", problem.kind)
    }

    /// The bytes of the first document.
    pub fn first(&self) -> &[u8] {
        let first = self.documents.first();
        first.map(|(_, bytes)| bytes.as_slice()).unwrap_or_default()
    }

    /// The documents as they are read.
    pub fn borrowed(&self) -> Vec<(Option<Part>, &[u8])> {
        let documents = self.documents.iter();
        documents
            .map(|(part, bytes)| (*part, bytes.as_slice()))
            .collect()
    }

    /// Adds what the operator names, and returns the URL that it came from.
    fn add(&mut self, source: &str) -> Result<Option<String>, Failure> {
        let (bytes, url) = if is_url(source) {
            let got = download::get(source)?;
            (got.bytes, Some(got.url))
        } else {
            let expected = |error| Failure {
                text: format!("{source}: expected a readable file, found: {error}"),
                is_lasting: false,
                leads_to: None,
            };
            (bytes(source).map_err(expected)?, None)
        };
        self.names.push(source.to_owned());
        self.documents.push((None, bytes));
        Ok(url)
    }

    /// Adds what the documents want beside them.
    fn add_further(&mut self, need: &Need) -> Result<(), Failure> {
        let further = self.documents.iter().skip(self.named);
        let used: usize = further.map(|(_, bytes)| bytes.len()).sum();
        let room = MOST_FURTHER_BYTES.saturating_sub(used);
        let limit = room.min(MAX_BYTES);
        let bytes = download::get_further(&need.url, limit)?;
        if bytes.len() > limit {
            let whose = if limit < MAX_BYTES {
                format!(
                    "that all further documents together have at most {MOST_FURTHER_BYTES} bytes"
                )
            } else {
                format!("at most {MAX_BYTES} bytes")
            };
            return Err(Failure {
                text: format!("expected {whose}, found more: {}", need.url),
                is_lasting: true,
                leads_to: None,
            });
        }
        self.names.push(need.url.clone());
        self.documents.push((Some(need.part), bytes));
        Ok(())
    }

    /// Gets what is wanted until nothing is, or it could not be had.
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
                if let Err(failure) = self.add_further(&need) {
                    self.is_interrupted |= !failure.is_lasting;
                    self.failures.push(failure.text);
                }
            }
            if self.documents.len() == before {
                return;
            }
        }
    }

    /// Leaves out what nobody named and cannot be used: without it, the rest is shown.
    fn leave_out(&mut self) {
        let unread = read(&self.borrowed(), self.context()).map(|it| it.unread);
        for (index, error) in unread.unwrap_or_default().into_iter().rev() {
            let name = self.names.remove(index);
            self.documents.remove(index);
            self.failures.push(format!("{name}: {error}"));
        }
    }
}

/// The index of the document that a problem is in, and the path in it.
pub fn document_of(path: &str) -> (usize, &str) {
    let split = path.split_once(':').and_then(|(number, path)| {
        let number: usize = number.parse().ok()?;
        Some((number.checked_sub(1)?, path))
    });
    split.unwrap_or((0, path))
}

/// Whether a source is got from its host.
pub(super) fn is_url(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// The bytes of a file; `-` is standard input.
pub(super) fn bytes(file: &str) -> std::io::Result<Vec<u8>> {
    if file != "-" {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}
