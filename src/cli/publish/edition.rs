//! All files that are rendered from one status document.

use super::packed::Packed;
use crate::cli::render::{BadgeStyle, RenderError, Still};
use crate::model::time::instant::Instant;

/// The name of the status document, by which the page requests it.
pub const DOCUMENT: &str = "status.json";
/// The name of the built page, into which the document's state is rendered.
pub const PAGE: &str = "index.html";
const PLAIN: &str = "plain.html";
const CALENDAR: &str = "maintenance.ics";

/// Returns an instant in the format of status documents.
pub fn written(at: Instant) -> String {
    at.utc()
        .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// The files made from one document, in the order in which they appear, and the names of those that cannot be made.
#[derive(Debug)]
pub struct Edition {
    /// The files, the document first: a client that reads the time of the document in a rendered file then gets this
    /// document or a newer one.
    pub files: Vec<Packed>,
    /// The names of files to remove because they are out of date: the calendar, once no maintenance is ahead or under
    /// way.
    pub gone: Vec<&'static str>,
}

impl Edition {
    /// Renders all files of `still`, which was read from `document`. `page` is the built page, with or without the
    /// state of an earlier edition; `None` if the page is not served from this folder.
    ///
    /// # Errors
    ///
    /// `page` is not a built page.
    pub fn of(document: &[u8], still: &Still, page: Option<&str>) -> Result<Self, RenderError> {
        let mut edition = Self {
            files: vec![Packed::new(DOCUMENT, document.to_vec())],
            gone: Vec::new(),
        };
        if let Some(page) = page {
            edition.add(PAGE, still.into_page(page)?);
        }
        edition.add(PLAIN, still.plain());
        edition.add("status.txt", still.text());
        edition.add("badge.svg", still.badge(BadgeStyle::default()));
        match still.calendar(still.host().unwrap_or("localhost")) {
            Some(calendar) => edition.add(CALENDAR, calendar),
            None => edition.gone.push(CALENDAR),
        }
        Ok(edition)
    }

    fn add(&mut self, name: &'static str, text: String) {
        self.files.push(Packed::new(name, text.into_bytes()));
    }
}
