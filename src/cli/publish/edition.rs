//! All files that are rendered from one status document.

use super::packed::Packed;
use crate::cli::render::{BadgeStyle, ErrorResponse, PICTURE, RenderError, Still};
use crate::model::time::instant::Instant;

/// The name of the status document, by which the page requests it.
pub const DOCUMENT: &str = "status.json";
/// The name of the built page, into which the document's state is rendered.
pub const PAGE: &str = "index.html";
const PLAIN: &str = "plain.html";
/// The name of the plain text, which servers send in place of the page to clients that ask for text.
pub const TEXT: &str = "status.txt";
/// The name of the problem details (RFC 9457), which servers send in place of the page to clients that ask for JSON.
pub const PROBLEM: &str = "problem.json";
const BADGE: &str = "badge.svg";
const CALENDAR: &str = "maintenance.ics";
/// The names of the files that are rendered from a document, besides the page.
pub const RENDERED: [&str; 6] = [PLAIN, TEXT, PROBLEM, BADGE, PICTURE, CALENDAR];

/// Returns an instant in the format of status documents.
pub fn written(at: Instant) -> String {
    at.utc()
        .to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// The files made from one document, in the order in which they appear, and the names of those that cannot be made.
#[derive(Debug, Default)]
pub struct Edition {
    /// The files, the document first: a client that reads the time of the document in a rendered file then gets this
    /// document or a newer one.
    pub files: Vec<Packed>,
    /// The names of files to remove because they are out of date: the calendar, once no maintenance is ahead or under
    /// way, and a picture that can no longer be drawn.
    pub gone: Vec<&'static str>,
}

impl Edition {
    /// Renders all files of `still`, which was read from `document`. `page` is the built page, with or without the
    /// state of an earlier edition; `None` if the page is not served from this folder. `picture` is
    /// the social image, if there is one. `response` is the response in place of the site, which the problem details
    /// repeat.
    ///
    /// # Errors
    ///
    /// `page` is not a built page.
    pub fn of(
        document: &[u8],
        still: Still,
        page: Option<&str>,
        picture: Option<Vec<u8>>,
        response: ErrorResponse,
    ) -> Result<Self, RenderError> {
        let still = if picture.is_some() {
            still.with_picture()
        } else {
            still
        };
        let mut edition = Self {
            files: vec![Packed::new(DOCUMENT, document.to_vec())],
            gone: Vec::new(),
        };
        if let Some(page) = page {
            edition.add(PAGE, still.into_page(page)?);
        }
        edition.add(PLAIN, still.plain());
        edition.add(TEXT, still.text());
        edition.add(PROBLEM, still.problem(response));
        edition.add(BADGE, still.badge(BadgeStyle::default()));
        match picture {
            Some(picture) => edition.files.push(Packed::uncompressed(PICTURE, picture)),
            None => edition.gone.push(PICTURE),
        }
        match still.calendar(still.host().unwrap_or("localhost")) {
            Some(calendar) => edition.add(CALENDAR, calendar),
            None => edition.gone.push(CALENDAR),
        }
        Ok(edition)
    }

    /// Returns the files that stand in for the site while there is no document: `page`, which says so, and `detail` for
    /// programs.
    pub fn without_document(page: String, detail: &str, response: ErrorResponse) -> Self {
        let mut edition = Self::default();
        edition.add(PAGE, page);
        edition.add(TEXT, format!("{detail}\n"));
        edition.add(PROBLEM, response.problem(detail));
        edition
    }

    fn add(&mut self, name: &'static str, text: String) {
        self.files.push(Packed::new(name, text.into_bytes()));
    }
}
