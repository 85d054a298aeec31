//! What was found in a document, and where it stands.

use super::super::feed::{Feed, document_of};
use super::super::locate::{Place, locate_all};
use crate::feeds::draft::Context;
use crate::feeds::format::Format;
use crate::feeds::part::Part;
use crate::feeds::parts::Need;
use crate::model::error::{DocumentError, Problem};
use crate::model::snapshot::Snapshot;

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
        problems: Vec<(Problem, Option<Place>)>,
        /// The document, understood.
        snapshot: Box<Snapshot>,
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
            Ok(feed) => Self::Usable {
                format: feed.format,
                needs: feed.needs,
                problems: placed(documents, feed.problems),
                snapshot: Box::new(feed.snapshot),
            },
            Err(error) => Self::Refused(error),
        }
    }

    /// 0: nothing is wrong. 1: something is, and the document can be used all the same. 2: it cannot.
    pub fn status(&self) -> u8 {
        match self {
            Self::Usable { problems, .. } if problems.is_empty() => 0,
            Self::Usable { .. } => 1,
            Self::Refused(_) => 2,
        }
    }
}

/// Finds where each problem stands, and puts them in the order of the texts.
fn placed(
    documents: &[(Option<Part>, &[u8])],
    problems: Vec<Problem>,
) -> Vec<(Problem, Option<Place>)> {
    let mut found = Vec::new();
    for (index, (_, bytes)) in documents.iter().enumerate() {
        let is_here = |problem: &&Problem| document_of(&problem.path).0 == index;
        let here: Vec<&Problem> = problems.iter().filter(is_here).collect();
        if here.is_empty() {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let paths: Vec<&str> = here.iter().map(|it| document_of(&it.path).1).collect();
        let places = locate_all(text, &paths);
        let mut pairs: Vec<_> = here.into_iter().cloned().zip(places).collect();
        pairs.sort_by_key(|(_, place)| *place);
        found.extend(pairs);
    }
    found
}

/// Returns what is wrong with a document that cannot be used, and where, when it is one place.
pub(super) fn refusal(error: &DocumentError) -> (String, Option<Place>) {
    let message = error.to_string();
    let DocumentError::Json { line, column, .. } = *error else {
        return (message, None);
    };
    // The message ends with the place, which stands in front here.
    let told = format!(" at line {line} column {column}");
    let message = message.strip_suffix(&told).unwrap_or(&message).to_owned();
    (message, Some(Place { line, column }))
}
