//! The facts that a page starts with, and the names under which it stores values for its next start.

use crate::model::document::error::Problem;
use crate::model::document::wire::Document;
use crate::model::i18n::locale::Zone;
use crate::model::i18n::message::language::Language;
use crate::model::policy::config::Config;
use crate::model::policy::return_target::Place;
use crate::model::status::calendar::WriteCalendar;
use crate::model::status::changes::Compare;
use crate::model::status::narrow::narrow;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The facts that a page starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The settings of a widget on another site's page; `None` for the page itself.
    pub guest: Option<Guest>,
    /// The function that writes a calendar; it writes none for a program that offers none.
    pub calendar: WriteCalendar,
    /// The function that compares documents; it finds nothing for a program that shows no changes.
    pub compare: Compare,
    /// The operator's options.
    pub config: Config,
    /// The way in which the visitor came to the page.
    pub arrival: Arrival,
    /// Why the page does not show the feed that its address asks for; `None` if it shows it or none is asked for.
    pub feed_refusal: Option<FeedRefusal>,
    /// The document that an earlier visit stored or that the page came with; see [`kept::DOCUMENT`].
    pub document: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// The languages in which the document's texts are wanted, best first, as BCP 47 tags; the first is that of the
    /// page.
    pub languages: Vec<String>,
    /// When the visitor last looked, by server time.
    pub last_look: Option<Instant>,
    /// The address at which the page was opened.
    pub place: Place,
    /// The theme chosen earlier.
    pub theme: Theme,
    /// Whether the page is in view.
    pub visible: bool,
    /// Whether this build has a service worker.
    pub worker: bool,
    /// The zone chosen earlier.
    pub zone: Zone,
}

/// The way in which a visitor came to the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// Whether this window left the page for the site within the last ten minutes.
    pub came_back: bool,
    /// Whether the page is the response to a form that the visitor has sent, as far as its server says.
    pub posted: bool,
    /// The HTTP status of the page itself; `None` where the browser does not say.
    pub status: Option<u16>,
}

/// Why a page shows its own document in place of the feed that its address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedRefusal {
    /// The operator's list of feeds does not contain the feed.
    NotAllowed,
    /// The script that contains the list could not be loaded.
    NotLoaded,
}

impl FeedRefusal {
    /// Reads the value that `web/boot.js` sets; `None` for any other text.
    ///
    /// ```
    /// use intermission::model::state::FeedRefusal;
    /// assert_eq!(FeedRefusal::parse("not-allowed"), Some(FeedRefusal::NotAllowed));
    /// assert_eq!(FeedRefusal::parse("allowed"), None);
    /// ```
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "not-allowed" => Some(Self::NotAllowed),
            "not-loaded" => Some(Self::NotLoaded),
            _ => None,
        }
    }
}

/// A widget on another site's page, which takes nobody anywhere, resolves links against the document's address, and may be
/// about a single service.
#[derive(Clone, Debug)]
pub struct Guest {
    base: String,
    /// The id of the only service; empty for everything.
    service: String,
    /// A function pointer, so that a program without widgets does not contain the function.
    read: fn(&Self, &mut Snapshot, &Document) -> Option<Problem>,
}

impl Guest {
    /// Makes the settings of a widget whose document's links are relative to `base`, an absolute URL.
    pub fn of(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            service: String::new(),
            read,
        }
    }

    /// Narrows the widget to the service with this id; an empty id means everything.
    #[must_use]
    pub fn about(self, service: &str) -> Self {
        Self {
            service: service.to_owned(),
            ..self
        }
    }

    /// Returns whether the widget is about a single service.
    pub fn is_single(&self) -> bool {
        !self.service.is_empty()
    }

    /// Changes a snapshot, made of `document`, into the one to show. Returns a fault of the widget's settings.
    pub(super) fn read(&self, snapshot: &mut Snapshot, document: &Document) -> Option<Problem> {
        (self.read)(self, snapshot, document)
    }
}

fn read(guest: &Guest, snapshot: &mut Snapshot, document: &Document) -> Option<Problem> {
    snapshot.resolve_links(&guest.base);
    if guest.is_single() {
        return narrow(snapshot, document, &guest.service);
    }
    None
}

impl PartialEq for Guest {
    fn eq(&self, other: &Self) -> bool {
        self.base == other.base && self.service == other.service
    }
}

impl Eq for Guest {}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The colours of the visitor's system.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

impl Theme {
    /// Returns the value under which the theme is stored, which is also the value of `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a stored value; `None` for any other text.
    ///
    /// ```
    /// use intermission::model::state::Theme;
    /// assert_eq!(Theme::parse("dark"), Some(Theme::Dark));
    /// assert_eq!(Theme::parse("black"), None);
    /// ```
    pub fn parse(word: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.as_str() == word)
    }
}

/// The names under which values are stored between visits.
pub mod kept {
    /// The last document, after the instant at which it was last seen and a line end; see [`of`].
    pub const DOCUMENT: &str = "document";
    /// The tag of the language; `web/boot.js` reads it.
    pub const LANGUAGE: &str = "language";
    /// The theme; see [`super::Theme::as_str`].
    pub const THEME: &str = "theme";
    /// The zone; see [`crate::model::i18n::locale::Zone::as_str`].
    pub const ZONE: &str = "zone";
    /// The instant of the last look, as [`crate::model::time::instant::write`] writes it; see [`of`].
    pub const LAST_LOOK: &str = "last-look";

    /// Returns the name of a value that belongs to the document of one set of sources, by
    /// [`crate::model::policy::config::Config::source_set`]. The store keeps only the newest few values of each kind.
    pub fn of(kind: &str, source_set: &str) -> String {
        [kind, " ", source_set].concat()
    }
}
