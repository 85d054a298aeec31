//! The facts that a page starts with, and the names under which it keeps words for its next start.

use crate::model::i18n::locale::Zone;
use crate::model::policy::config::Config;
use crate::model::policy::return_target::Place;
use crate::model::status::changes::Compare;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// What a page knows when it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// On somebody else's page; `None` for a page of its own.
    pub guest: Option<Guest>,
    /// How changes are looked for; a page that shows none does not.
    pub compare: Compare,
    /// The operator's options.
    pub config: Config,
    /// How the visitor came to the page.
    pub arrival: Arrival,
    /// Why the page does not show the feed that its address asks for, where it asks for one in vain.
    pub feed_refusal: Option<FeedRefusal>,
    /// The document that an earlier visit kept or that the page came with, see [`kept::DOCUMENT`].
    pub document: Option<String>,
    /// The visitor's languages, best first, as BCP 47 tags; the first is the one that the page speaks.
    pub languages: Vec<String>,
    /// When the visitor last looked, by server time.
    pub last_look: Option<Instant>,
    /// Where the page was opened.
    pub place: Place,
    /// The colours chosen earlier.
    pub theme: Theme,
    /// Whether the page is in view.
    pub visible: bool,
    /// Whether this build comes with a service worker.
    pub worker: bool,
    /// The zone chosen earlier.
    pub zone: Zone,
}

/// How a visitor came to the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Whether this window has left the page for the site a short while ago.
    pub came_back: bool,
    /// Whether the page is the response to a form that the visitor has sent, as far as its server says so.
    pub posted: bool,
    /// The HTTP status of the page itself; `None` where the browser does not tell.
    pub status: Option<u16>,
}

/// Why a page shows its own document in place of the feed that its address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedRefusal {
    /// The operator's list of feeds does not have it.
    NotAllowed,
    /// The script that knows the list could not be loaded.
    NotLoaded,
}

impl FeedRefusal {
    /// Reads the word that `web/boot.js` leaves.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "not-allowed" => Some(Self::NotAllowed),
            "not-loaded" => Some(Self::NotLoaded),
            _ => None,
        }
    }
}

/// What is shown on somebody else's page, and so takes nobody anywhere and reads links as they stand elsewhere.
#[derive(Clone, Debug)]
pub struct Guest {
    base: String,
    /// In a field, so that a program that makes no guests has no code for them.
    at: fn(Snapshot, &str) -> Snapshot,
}

impl Guest {
    /// A guest whose document's links are relative to `base`, an absolute URL.
    pub fn of(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            at: Snapshot::at,
        }
    }

    pub(super) fn read(&self, snapshot: Snapshot) -> Snapshot {
        (self.at)(snapshot, &self.base)
    }
}

impl PartialEq for Guest {
    fn eq(&self, other: &Self) -> bool {
        self.base == other.base
    }
}

impl Eq for Guest {}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the visitor's system.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The word it is kept under, and the value of `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a kept word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.as_str() == word)
    }
}

/// Names under which words are kept between visits.
pub mod kept {
    /// The last document, behind the instant at which it was last seen and a line end; see [`of`].
    pub const DOCUMENT: &str = "document";
    /// The tag of a language; `web/boot.js` reads it.
    pub const LANGUAGE: &str = "language";
    /// See [`super::Theme::as_str`].
    pub const THEME: &str = "theme";
    /// See [`crate::model::i18n::locale::Zone::as_str`].
    pub const ZONE: &str = "zone";
    /// An instant, as [`crate::model::time::instant::write`] writes it; see [`of`].
    pub const LAST_LOOK: &str = "last-look";

    /// Returns the name of a word that belongs to the document of one set of sources, by
    /// [`crate::model::policy::config::Config::source_set`]. The store keeps only the newest few words of each kind.
    pub fn of(kind: &str, source_set: &str) -> String {
        [kind, " ", source_set].concat()
    }
}
