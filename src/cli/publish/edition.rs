//! Everything that is made of one status document.

use super::packed::Packed;
use crate::cli::render::{BadgeStyle, RenderError, Still};
use crate::model::time::instant::Instant;

/// The document itself, by the name that the page asks for.
pub const DOCUMENT: &str = "status.json";
/// The built page, which gets the document's state as what is seen first.
pub const PAGE: &str = "index.html";
const PLAIN: &str = "plain.html";
const CALENDAR: &str = "maintenance.ics";

/// An instant as documents have it.
pub fn written(at: Instant) -> String {
    at.utc()
        .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// The files made from one document, in the order in which they appear, and the names of those that cannot be made.
#[derive(Debug)]
pub struct Edition {
    /// The document comes first: what is made of it says when it was written, and whoever reads that finds the
    /// document as new or newer.
    pub files: Vec<Packed>,
    /// Would be old news if they stayed: the calendar, once no maintenance is ahead or under way.
    pub gone: Vec<&'static str>,
}

impl Edition {
    /// Everything that `still` says, read from `document`. `page` is the built page where that is served, or one
    /// that an earlier edition is in.
    ///
    /// # Errors
    ///
    /// `page` is not ours.
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
