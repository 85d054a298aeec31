//! What was found in a document, and where it stands.

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

/// What was found in a document.
#[derive(Clone, Debug)]
pub enum Findings {
    /// It can be used; what is wrong with some of its entries, and what visitors see.
    Usable {
        /// The format that it is in.
        format: Format,
        /// What of it is still wanted.
        needs: Vec<Need>,
        /// Each fault, and where it stands.
        problems: Vec<(Problem, Option<Position>)>,
        /// Each likely mistake, and where it stands.
        warnings: Vec<(Warning, Option<Position>)>,
        /// The document, understood.
        snapshot: Box<Snapshot>,
        /// Further documents that cannot be used, by their index.
        unread: Vec<(usize, DocumentError)>,
    },
    /// It cannot be used.
    Refused(DocumentError),
}

impl Findings {
    /// Looks through a document.
    pub fn of(bytes: &[u8]) -> Self {
        Self::of_feed(&[(None, bytes)], Context::default())
    }

    /// Looks through the documents of one feed.
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

    /// 0: nothing is wrong. 1: something is, and the document can be used all the same. 2: one cannot be used.
    pub fn status(&self) -> u8 {
        match self {
            Self::Usable { unread, .. } if !unread.is_empty() => 2,
            Self::Usable { problems, .. } if problems.is_empty() => 0,
            Self::Usable { .. } => 1,
            Self::Refused(_) => 2,
        }
    }

    /// Whether there are warnings, which do not change the status.
    pub fn has_warnings(&self) -> bool {
        matches!(self, Self::Usable { warnings, .. } if !warnings.is_empty())
    }
}

/// Finds where each finding stands, and puts them in the order of the texts.
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

/// Returns what is wrong with a document that cannot be used, and where, when it has one position.
pub(super) fn refusal(error: &DocumentError) -> (String, Option<Position>) {
    let message = error.to_string();
    let DocumentError::Json { line, column, .. } = *error else {
        return (message, None);
    };
    // The message ends with the position, which stands in front here.
    let told = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&told).unwrap_or(&message).to_owned();
    (message, Some(Position { line, column }))
}
