//! The document to be published, converted from any input that `check` reads.

use super::PublishError;
use super::order::Dated;
use crate::cli::check::{Findings, Line};
use crate::cli::feed::{Gathered, is_url};
use crate::cli::page_facts::PageFacts;
use crate::cli::return_load;
use crate::cli::terminal;
use crate::feeds::format::Format;
use crate::feeds::measured::measured;
use crate::feeds::read::read;
use crate::model::document::recognise::written;
use crate::model::document::wire::Document;
use crate::model::document::write::write;
use crate::model::history::measured::MeasuredSource;
use crate::model::status::snapshot::Snapshot;

/// A document that can be used.
#[derive(Clone, Debug)]
pub(super) struct Material {
    /// The document; unchanged if it was a single status document and no option changes it, else converted.
    pub(super) bytes: Vec<u8>,
    /// The time at which it was written.
    pub(super) dated: Dated,
    /// The measurements of the feed.
    pub(super) measured: Option<MeasuredSource>,
    /// The findings and the missing parts as text; empty if there are none.
    pub(super) told: String,
    /// The findings and the missing parts one by one, without a summary.
    pub(super) lines: Vec<Line>,
    /// Whether it was converted from a feed or several documents, so that its content may change with the clock alone.
    pub(super) is_converted: bool,
    /// The duration of the return and its load on the site, as text.
    pub(super) returns: String,
    /// The document as it was read.
    pub(super) snapshot: Box<Snapshot>,
    /// Whether it has problems that the operator can repair.
    pub(super) is_faulty: bool,
}

impl Material {
    /// Reads and checks what was gathered, and converts it unless it is one status document.
    ///
    /// # Errors
    /// The input cannot be used: [`PublishError::Faulty`].
    pub(super) fn of(gathered: &Gathered, facts: &PageFacts) -> Result<Self, PublishError> {
        let documents = gathered.borrowed();
        let findings = Findings::of_feed(&documents, gathered.context());
        let refused = || PublishError::unusable(findings.to_text_of(&gathered.names));
        let Findings::Usable {
            format,
            needs,
            problems,
            snapshot,
            ..
        } = &findings
        else {
            return Err(refused());
        };
        let is_foreign = *format != Format::Statuspage;
        let (first, others) = documents.split_first().ok_or_else(refused)?;
        let is_converted = is_foreign || !others.is_empty();
        let mut measured = None;
        let bytes = if is_converted {
            let (bytes, source) = converted(gathered, facts)?;
            measured = source;
            bytes
        } else if facts.is_empty() {
            first.1.to_vec()
        } else {
            let unusable = |error| PublishError::unusable_document(&gathered.names, &error);
            let (mut document, _) = Document::read(first.1).map_err(unusable)?;
            facts.apply(&mut document);
            write(&written(&document), true).into_bytes()
        };
        let dated = Dated::of(&bytes);
        let is_from_host = gathered.names.first().is_some_and(|name| is_url(name));
        let mut lines = findings.lines(&gathered.names);
        let mut told = String::new();
        if !lines.is_empty() {
            told = findings.to_text_of(&gathered.names);
        }
        let file = gathered.names.first().map_or("", String::as_str);
        let missing = needs.iter().map(|need| {
            let (what, url) = (need.part.brings(), &need.url);
            format!("{file}: missing so far: {what}, in `{url}`")
        });
        for line in missing.chain(gathered.failures.iter().cloned()) {
            told.push_str(&terminal::lines(std::slice::from_ref(&line)));
            lines.push(line.into());
        }
        Ok(Self {
            is_faulty: !problems.is_empty() && !is_foreign && !is_from_host && !dated.is_copy,
            dated: Dated {
                is_copy: dated.is_copy || is_from_host && !dated.is_stated,
                ..dated
            },
            is_converted,
            returns: return_load::line(&snapshot.resume),
            snapshot: snapshot.clone(),
            bytes,
            measured,
            told,
            lines,
        })
    }
}

/// Converts what was gathered to one status document, and returns it with what the feed has measured.
///
/// # Errors
/// The input cannot be used: [`PublishError::Faulty`].
fn converted(
    gathered: &Gathered,
    facts: &PageFacts,
) -> Result<(Vec<u8>, Option<MeasuredSource>), PublishError> {
    let documents = gathered.borrowed();
    let reading = read(&documents, gathered.context());
    let unusable = |error| PublishError::unusable_document(&gathered.names, &error);
    let mut reading = reading.map_err(unusable)?;
    // A document that was fetched in addition may be unusable; one that the operator named may not.
    let named = reading
        .unread
        .iter()
        .filter(|(index, _)| *index < gathered.named);
    let unread = named.map(|(index, error)| {
        let name = gathered.names.get(*index).map_or("", String::as_str);
        format!("{name}: {error}\n")
    });
    let unread: String = unread.collect();
    if !unread.is_empty() {
        return Err(PublishError::unusable(unread));
    }
    let measured = measured(&reading, &documents).map(|it| it.source);
    facts.apply(&mut reading.document);
    Ok((reading.to_text(true).into_bytes(), measured))
}
