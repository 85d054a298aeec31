//! The history of the history page in the gallery: ninety days up to the reference window, and what may be wrong with
//! their files.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use super::states::GalleryState;
use crate::cli::render::RenderError;
use crate::cli::render::history::{Facts, history_page};
use crate::model::document::json::Json;
use crate::model::document::parse::parse;
use crate::model::history::files::read;
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::status::snapshot::Page;

/// The files that the host of a history page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    /// All files.
    Whole,
    /// A month that is cut off, and one that cannot be fetched.
    Damaged,
    /// No file, because nothing was recorded.
    Nothing,
    /// Errors only.
    Failing,
}

/// The first month that a published page shows in full.
const FIRST_PUBLISHED: &str = "2026-08.json";
const CUT_OFF: &str = "2026-10.json";
const REFUSED: &str = "2026-09.json";

macro_rules! file {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../../gallery/history/", $name)),
        )
    };
}

const FILES: [(&str, &str); 7] = [
    file!("index.json"),
    file!("2026-03.json"),
    file!("2026-08.json"),
    file!("2026-09.json"),
    file!("2026-10.json"),
    file!("2026-11.json"),
    file!("2026-11-measured.json"),
];

impl Past {
    /// Returns whether a page can be rendered from it when it is published.
    pub(super) fn is_published(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Damaged | Self::Nothing | Self::Failing => false,
        }
    }

    /// Returns a file below `history/`.
    ///
    /// # Errors
    /// The status with which the host answers in its place.
    pub(super) fn file(self, name: &str) -> Result<&'static str, StatusCode> {
        let found = FILES.into_iter().find(|(it, _)| *it == name);
        let (_, text) = found.ok_or(StatusCode::NOT_FOUND)?;
        match (self, name) {
            (Self::Nothing, _) => Err(StatusCode::NOT_FOUND),
            (Self::Failing, _) | (Self::Damaged, REFUSED) => Err(StatusCode::INTERNAL_SERVER_ERROR),
            // The gallery's files are ASCII, so that every cut is between characters.
            (Self::Damaged, CUT_OFF) => Ok(text.get(..text.len() / 2).unwrap_or_default()),
            (Self::Whole | Self::Damaged, _) => Ok(text),
        }
    }
}

/// Returns the built history page as `publish` leaves it in a state.
///
/// # Errors
/// `html` is not that page.
pub(super) fn published(state: &GalleryState, html: &str) -> Result<String, RenderError> {
    let page = Page {
        name: Some("Example".to_owned()),
        ..Page::default()
    };
    let facts = Facts::new(page, &[state.lang.to_owned()], state.at());
    history_page(&history(), &BTreeSet::new(), &facts, html)
}

/// Reads the files that publishing reads: the index and the months of the last ninety days.
fn history() -> History {
    let mut history = History::default();
    for (name, text) in FILES {
        let json = parse(text).unwrap_or(Json::Null);
        let stem = name.trim_end_matches(".json");
        let measured = stem.strip_suffix("-measured");
        match (measured.and_then(Month::parse), Month::parse(stem)) {
            (Some(month), _) => {
                history.measured.insert(month, read(&json).0);
            }
            (None, Some(month)) if name >= FIRST_PUBLISHED => {
                history.months.insert(month, read(&json).0);
            }
            (None, Some(_)) => {}
            (None, None) => history.index = read(&json).0,
        }
    }
    history
}

#[cfg(test)]
mod tests {
    use super::{FILES, Past};
    use crate::model::document::parse::parse;
    use crate::model::history::files::{Damage, IndexFile, MonthFile, read};
    use crate::model::history::measured::MeasuredFile;

    fn damage(name: &str, text: &str) -> Option<Damage> {
        let json = parse(text).unwrap();
        match name {
            "index.json" => read::<IndexFile>(&json).1,
            "2026-11-measured.json" => read::<MeasuredFile>(&json).1,
            _ => read::<MonthFile>(&json).1,
        }
    }

    #[test]
    fn the_files_of_the_gallery_are_what_publish_writes() {
        for (name, text) in FILES {
            assert!(text.is_ascii(), "{name}");
            assert_eq!(damage(name, text), None, "{name}");
        }
        let cut_off = Past::Damaged.file("2026-10.json").unwrap();
        assert!(parse(cut_off).is_err());
    }
}
