//! The findings in a document, with their positions.

use std::collections::BTreeMap;

use super::super::feed::{Feed, document_of};
use super::super::locate::{Position, locate_all};
use super::warnings::{Warning, warnings};
use crate::feeds::builder::Context;
use crate::feeds::format::Format;
use crate::feeds::part::Part;
use crate::feeds::parts::Need;
use crate::model::document::error::{DocumentError, Problem};
use crate::model::status::snapshot::Snapshot;

/// The findings in a document, or in the documents of one feed.
#[derive(Clone, Debug)]
pub enum Findings {
    /// The document can be used, apart from the entries with problems.
    Usable {
        /// The format of the document.
        format: Format,
        /// The parts of the feed that are still missing.
        needs: Vec<Need>,
        /// The problems with their positions.
        problems: Vec<(Problem, Option<Position>)>,
        /// The likely mistakes with their positions.
        warnings: Vec<(Warning, Option<Position>)>,
        /// The document after normalisation.
        snapshot: Box<Snapshot>,
        /// Further documents that cannot be used, with their indices.
        unread: Vec<(usize, DocumentError)>,
    },
    /// The document cannot be used.
    Refused(DocumentError),
}

impl Findings {
    /// Checks a document, without its URL and the clock.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_feed(&[(None, bytes)], Context::default())
    }

    /// Checks the documents of one feed.
    pub fn of_feed(documents: &[(Option<Part>, &[u8])], context: Context<'_>) -> Self {
        match Feed::of(documents, context) {
            Ok(feed) => {
                let warnings = warnings(&feed, context.now);
                Self::Usable {
                    format: feed.format,
                    needs: feed.needs,
                    problems: placed(documents, feed.problems, |it| &it.path),
                    warnings: placed(documents, warnings, |it| &it.path),
                    snapshot: Box::new(feed.snapshot),
                    unread: feed.unread,
                }
            }
            Err(error) => Self::Refused(error),
        }
    }

    /// Returns the exit status. 0: no problems. 1: there are problems, but the document can be used. 2: a document
    /// cannot be used.
    pub fn status(&self) -> u8 {
        match self {
            Self::Usable { unread, .. } if !unread.is_empty() => 2,
            Self::Usable { problems, .. } if problems.is_empty() => 0,
            Self::Usable { .. } => 1,
            Self::Refused(_) => 2,
        }
    }

    /// Returns whether there are warnings, which do not change the status.
    pub fn has_warnings(&self) -> bool {
        matches!(self, Self::Usable { warnings, .. } if !warnings.is_empty())
    }
}

/// Adds its position to each finding, and sorts the findings in the order of the texts.
fn placed<T>(
    documents: &[(Option<Part>, &[u8])],
    findings: Vec<T>,
    path: fn(&T) -> &str,
) -> Vec<(T, Option<Position>)> {
    let mut by_document: BTreeMap<usize, Vec<T>> = BTreeMap::new();
    for finding in findings {
        let (index, _) = document_of(path(&finding));
        by_document.entry(index).or_default().push(finding);
    }
    let mut found = Vec::new();
    for (index, here) in by_document {
        let bytes = documents.get(index).map(|(_, bytes)| *bytes);
        let text = String::from_utf8_lossy(bytes.unwrap_or_default());
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let paths: Vec<&str> = here.iter().map(|it| document_of(path(it)).1).collect();
        let positions = locate_all(text, &paths);
        let mut pairs: Vec<_> = here.into_iter().zip(positions).collect();
        pairs.sort_by_key(|(_, position)| *position);
        found.extend(pairs);
    }
    found
}

/// Returns the message for a document that cannot be used, and the position if the error has one.
pub(super) fn refusal(error: &DocumentError) -> (String, Option<Position>) {
    let message = error.to_string();
    let DocumentError::Json { line, column, .. } = *error else {
        return (message, None);
    };
    // The message ends with the position, which is printed in front of it.
    let told = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&told).unwrap_or(&message).to_owned();
    (message, Some(Position { line, column }))
}
