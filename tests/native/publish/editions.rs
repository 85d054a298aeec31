//! What every file of an edition must hold, byte for byte: rendering is a pure function of the document.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use intermission::cli::render::{BadgeStyle, ErrorResponse, Still};

use super::served::{self, CLIENTS};
use super::{PAGE, at, document, eventful, second_of};

/// The files that tell which edition they are of, in the order in which they are published.
pub(super) const TELLING: [&str; 4] = ["status.json", "index.html", "plain.html", "status.txt"];
/// Says when the document was written, and not its name.
pub(super) const BADGE: &str = "badge.svg";
/// The problem details, which have no name of the page.
pub(super) const PROBLEM: &str = "problem.json";

/// What the files of editions hold, rendered once for all who look at them: it takes longer than to publish them.
static EXPECTED: Mutex<Expected> = Mutex::new(BTreeMap::new());

/// Which documents are published.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The editions of [`document`].
    Plain,
    /// The editions of [`eventful`], with a history page.
    Eventful,
}

/// By kind, name and edition.
type Expected = BTreeMap<(Kind, &'static str, u32), Arc<[u8]>>;

fn expected(kind: Kind, name: &'static str, second: u32) -> Arc<[u8]> {
    let mut all = EXPECTED.lock().unwrap_or_else(PoisonError::into_inner);
    let expected = all
        .entry((kind, name, second))
        .or_insert_with(|| rendered(kind, name, second).into_bytes().into());
    Arc::clone(expected)
}

fn rendered(kind: Kind, name: &str, second: u32) -> String {
    let document = match kind {
        Kind::Plain => document(second),
        Kind::Eventful => eventful(second),
    };
    let still = Still::read(document.as_bytes(), at(second), &[]).unwrap();
    let still = match kind {
        Kind::Plain => still,
        Kind::Eventful => still.with_history(),
    };
    match name {
        "status.json" => document,
        "index.html" => still.into_page(PAGE).unwrap(),
        "plain.html" => still.plain(),
        "status.txt" => still.text(),
        BADGE => still.badge(BadgeStyle::default()),
        PROBLEM => still.problem(ErrorResponse {
            status: 503,
            retry_after_secs: 120,
        }),
        other => panic!("{other}"),
    }
}

/// Which edition these bytes of a file are of; fails unless they are all of it and nothing else.
#[track_caller]
pub(super) fn edition_of(kind: Kind, name: &'static str, bytes: &[u8]) -> u32 {
    let second = second_of(bytes, name);
    assert!(*expected(kind, name, second) == *bytes, "{name} is torn");
    second
}

/// Whether all files are whole, and of this edition, for every client.
#[track_caller]
pub(super) fn check(folder: &Path, kind: Kind, second: u32) {
    for client in CLIENTS {
        for name in TELLING {
            let bytes = served::seen(folder, name, client).unwrap();
            assert_eq!(edition_of(kind, name, &bytes), second, "{name}, {client:?}");
        }
        for name in [BADGE, PROBLEM] {
            let found = served::seen(folder, name, client).unwrap();
            assert!(
                *expected(kind, name, second) == *found,
                "{name}, {client:?}"
            );
        }
    }
}
