//! Findings with their parts, of which the formats are made.

use super::super::feed::document_of;
use super::super::locate::Position;
use super::findings::{Findings, refusal};
use super::reference::Reference;
use super::warnings::nearest;
use crate::feeds::format::Format;
use crate::model::document::error::{DocumentError, Problem, ProblemKind};

/// A finding with its parts.
pub(super) struct Found<'a> {
    /// The index of the document.
    pub(super) document: usize,
    /// The name of the document.
    pub(super) file: String,
    /// The place of the value in the document.
    pub(super) position: Option<Position>,
    /// The path in the document, if the finding is about a member.
    path: Option<&'a str>,
    /// The path and what was expected and found.
    pub(super) message: String,
    /// The kind of problem, if it is one.
    kind: Option<&'a ProblemKind>,
    /// Whether it hides nothing from visitors.
    pub(super) is_warning: bool,
}

impl<'a> Found<'a> {
    fn refused(files: &[String], index: usize, error: &DocumentError) -> Self {
        let (message, position) = refusal(error);
        Self {
            document: index,
            file: files.get(index).cloned().unwrap_or_default(),
            position,
            path: None,
            message,
            kind: None,
            is_warning: false,
        }
    }

    fn at(files: &[String], path: &'a str, position: Option<Position>, message: &str) -> Self {
        let (index, path) = document_of(path);
        Self {
            document: index,
            file: files.get(index).cloned().unwrap_or_default(),
            position,
            path: Some(path),
            message: format!("`{path}`: {message}"),
            kind: None,
            is_warning: false,
        }
    }

    fn problem(files: &[String], problem: &'a Problem, position: Option<Position>) -> Self {
        Self {
            kind: Some(&problem.kind),
            ..Self::at(files, &problem.path, position, &problem.kind.to_string())
        }
    }

    /// Returns the word that was most likely meant, and where the documentation describes the member; `reference` is
    /// that of the format.
    pub(super) fn help(&self, reference: Option<&Reference>) -> Vec<String> {
        let word = self.kind.and_then(nearest_word);
        let word = word.map(|it| format!("did you mean `{it}`?"));
        let section = reference.zip(self.path);
        let section = section.map(|(reference, path)| format!("see {}", reference.section(path)));
        word.into_iter().chain(section).collect()
    }
}

impl Findings {
    /// Returns the findings in the order of the text, problems first.
    pub(super) fn found(&self, files: &[String]) -> Vec<Found<'_>> {
        match self {
            Self::Refused(error) => vec![Found::refused(files, 0, error)],
            Self::Usable {
                problems,
                warnings,
                unread,
                ..
            } => {
                let unread = unread.iter();
                let unread = unread.map(|(index, error)| Found::refused(files, *index, error));
                let problems = problems.iter();
                let problems = problems.map(|(it, at)| Found::problem(files, it, *at));
                let warnings = warnings.iter().map(|(it, position)| Found {
                    is_warning: true,
                    ..Found::at(files, &it.path, *position, &it.message)
                });
                unread.chain(problems).chain(warnings).collect()
            }
        }
    }

    /// Returns the reference of the format, if this documentation has one: that of status documents.
    pub(super) fn reference(&self) -> Option<Reference> {
        match self {
            Self::Usable { format, .. } => (*format == Format::Statuspage).then(Reference::new),
            Self::Refused(_) => None,
        }
    }
}

/// Returns the word of a vocabulary of which the one that was found is most likely a misspelling.
fn nearest_word(kind: &ProblemKind) -> Option<&'static str> {
    match kind {
        ProblemKind::UnknownWord { found, expected } => nearest(found, expected.iter().copied()),
        ProblemKind::BadTime { .. }
        | ProblemKind::BadUrl { .. }
        | ProblemKind::DuplicateId { .. }
        | ProblemKind::EndsBeforeStart { .. }
        | ProblemKind::Missing { .. }
        | ProblemKind::OutOfRange { .. }
        | ProblemKind::UnknownComponent { .. }
        | ProblemKind::WrongType { .. } => None,
    }
}
