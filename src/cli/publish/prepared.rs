//! A checked document that is served from memory instead of a folder.

use super::edition::Edition;
use super::material::Material;
use super::order::Dated;
use super::{PublishError, admit};
use crate::cli::feed::Gathered;
use crate::cli::page_facts::PageFacts;
use crate::cli::render::{ErrorResponse, RenderError, Still};
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// A document that can be used, by the rules of `publish`.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Prepared(Material);

impl Prepared {
    /// Checks what was gathered, and converts it unless it is one status document.
    ///
    /// # Errors
    /// The input cannot be used, or has problems and `despite_problems` is not set.
    pub(in crate::cli) fn of(
        gathered: &Gathered,
        facts: &PageFacts,
        despite_problems: bool,
    ) -> Result<Self, PublishError> {
        let material = Material::of(gathered, facts)?;
        if !despite_problems {
            admit(gathered, &material)?;
        }
        Ok(Self(material))
    }

    pub(in crate::cli) fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    pub(in crate::cli) fn dated(&self) -> Dated {
        self.0.dated
    }

    /// Returns when the document was written, if it states that.
    pub(in crate::cli) fn written(&self) -> Option<Instant> {
        self.0.dated.at.filter(|_| !self.0.dated.is_copy)
    }

    /// Returns the document as of an instant.
    ///
    /// # Errors
    /// The document cannot be used.
    pub(in crate::cli) fn still(
        &self,
        at: Instant,
        languages: &[String],
    ) -> Result<Still, PublishError> {
        Still::read(&self.0.bytes, at, languages)
            .map_err(|error| PublishError::unusable_document(&[], &error))
    }

    /// Renders all files of the document, with its state in `page`.
    ///
    /// # Errors
    /// `page` is not a built page.
    pub(in crate::cli) fn edition(
        &self,
        still: Still,
        page: &str,
        picture: Option<Vec<u8>>,
        response: ErrorResponse,
    ) -> Result<Edition, RenderError> {
        Edition::of(&self.0.bytes, still, Some(page), picture, response)
    }

    /// Returns the document as it was read.
    pub(in crate::cli) fn into_snapshot(self) -> Snapshot {
        *self.0.snapshot
    }
}
