//! What can happen to a page, and what it then asks of its driver.

use crate::model::i18n::locale::Zone;
use crate::model::policy::answer::Answer;
use crate::model::policy::config::Config;
use crate::model::policy::peer_message::PeerMessage;
use crate::model::policy::return_target::Place;
use crate::model::status::browse::Browse;
use crate::model::status::changes::Compare;
use crate::model::status::situation::Symbol;
use crate::model::status::snapshot::Snapshot;
use crate::model::time::instant::Instant;

/// The clock and a random number of an event. The model reads neither by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// The visitor's clock, right or wrong.
    pub local: Instant,
    /// At least 0, less than 1.
    pub jitter: f64,
}

/// What a page knows when it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them go together"
)]
pub struct Start {
    /// On somebody else's page; `None` for a page of its own.
    pub guest: Option<Guest>,
    /// How changes are looked for; a page that shows none does not.
    pub compare: Compare,
    /// The operator's options.
    pub config: Config,
    /// Whether this window has left the page for the site a short while ago.
    pub came_back: bool,
    /// HTTP status that the page itself was delivered with, where the browser tells.
    pub delivered: Option<u16>,
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
    /// Whether the page came in answer to a form that the visitor has sent, as far as its server says so.
    pub posted: bool,
    /// The colours chosen earlier.
    pub theme: Theme,
    /// Whether the page is in view.
    pub visible: bool,
    /// Whether this build comes with a service worker.
    pub worker: bool,
    /// The zone chosen earlier.
    pub zone: Zone,
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
    /// Reads the word that `scripts/boot.js` leaves.
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

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The service worker gave the visitor this page out of its store, and after that the site has answered what the
    /// visitor had asked for: with a page, or with something else that is no failure.
    AnsweredLate { is_page: bool },
    /// The visitor wants the maintenances in a calendar.
    CalendarRequested,
    /// The visitor changed which services are shown.
    Browsed(Browse),
    /// The visitor asked for newer data.
    CheckRequested,
    /// The visitor asked for the document as a file.
    CopyRequested,
    /// A request ended.
    Fetched(Answer),
    /// The visitor is done with the file.
    FileClosed,
    /// The visitor opened a file.
    FileOpened(OpenedFile),
    /// Another page of the same browser has asked.
    PeerMessage(PeerMessage),
    /// The page went out of view.
    Hidden,
    /// The visitor chose a language, by its tag.
    LanguageChosen(String),
    /// Of all pages of the browser that want to ask, it is this one's turn.
    LeadershipAcquired,
    /// The browser may show notifications of this page, or not.
    MayNotify(bool),
    /// The visitor's network is back.
    Online,
    /// The visitor stopped or restarted all automatic updating.
    PauseToggled,
    /// The visitor wants to return now.
    GoRequested,
    /// The visitor asked for a print-out.
    PrintRequested,
    /// The site was asked; `None` when nothing came.
    Probed(Option<ProbeAnswer>),
    /// The request that was asked for is sent: no other page of the browser has sent one within the floor.
    Sent,
    /// The visitor wants to see the newer version of the page.
    ReloadRequested,
    /// The page came into view.
    Shown,
    /// The page began.
    Started(Start),
    /// The visitor wants a sound with it, or not.
    SoundToggled,
    /// Everything is said in the language of this tag from now on.
    Spoken(String),
    /// The visitor wants to stay.
    StayRequested,
    /// The visitor wants to be told when it is over, or not.
    NotificationsToggled,
    /// The visitor chose colours.
    ThemeChosen(Theme),
    /// A version of the page is installed and waits to take over from the one before.
    VersionWaits(Waiting),
    /// The timer ran out.
    Woke,
    /// The visitor chose a zone.
    ZoneChosen(Zone),
}

/// A version of the page that waits to take over, as seen from this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// It is this page's own version, and no other window of this origin is open.
    Alone,
    /// It is this page's own version, and other windows are open.
    AmongOthers,
    /// It is another version.
    Newer,
}

/// What the site answered when it was asked whether it is back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeAnswer {
    /// HTTP status.
    pub status: u16,
    /// Where the answer came from, after all redirects.
    pub url: String,
    /// Whether it is this very page, which stands in for the site.
    pub is_this_page: bool,
}

/// A file of the visitor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// Its name.
    pub name: String,
    /// When it was last written to, by the visitor's clock.
    pub modified: Instant,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What follows from an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What to do now, in this order.
    pub effects: Vec<Effect>,
    /// When to send [`Event::Woke`], by the visitor's clock; it replaces the time that was set before. `None` stops
    /// the timer.
    pub wake_at: Option<Instant>,
}

/// The effects of an event while it is handled.
#[derive(Debug, Default)]
pub(super) struct Effects(Vec<Effect>);

impl Effects {
    /// Adds an effect behind those before it.
    pub(super) fn push(&mut self, effect: impl Into<Effect>) {
        self.add(effect.into());
    }

    /// Adds an effect where there is one.
    pub(super) fn extend(&mut self, effect: Option<impl Into<Effect>>) {
        if let Some(effect) = effect {
            self.add(effect.into());
        }
    }

    fn add(&mut self, effect: Effect) {
        self.0.push(effect);
    }

    pub(super) fn into_vec(self) -> Vec<Effect> {
        self.0
    }
}

/// A task for the driver. None of them needs a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Cancel the request that is under way; no [`Event::Fetched`] may follow from it.
    Abort,
    /// Wait for the leadership among all pages of the browser; answer with [`Event::LeadershipAcquired`].
    AcquireLeadership,
    /// Let screen readers announce this.
    Announce(String),
    /// Request a document, as soon as no page of the browser has sent a request within the floor; answer with
    /// [`Event::Sent`] then, and with [`Event::Fetched`].
    Fetch(FetchRequest),
    /// Listen to other pages under this name, each time with [`Event::PeerMessage`].
    Listen(String),
    /// Hand on the leadership, or wait for it no longer.
    ReleaseLeadership,
    /// Write this to the console, for the operator.
    Report(String),
    /// Send this to the other pages of the browser.
    Share(PeerMessage),
    /// A task for the window that the status is shown in. The window of a widget is its host's, so a widget has none of
    /// these carried out.
    Host(HostEffect),
}

impl From<HostEffect> for Effect {
    fn from(effect: HostEffect) -> Self {
        Self::Host(effect)
    }
}

/// A task for a window of the page's own. None of them needs a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostEffect {
    /// Let the version of the page that waits take over.
    ActivateVersion,
    /// Ask whether this page may show notifications; answer with [`Event::MayNotify`].
    AskToNotify,
    /// Save a file of this media type on the visitor's device.
    Download {
        /// The file's name.
        name: String,
        /// The media type.
        kind: &'static str,
        /// The content.
        bytes: Vec<u8>,
    },
    /// Store a word for the visitor's next visit, under one of the names in [`kept`].
    Keep {
        /// The name to find it by.
        name: String,
        /// The word.
        word: String,
    },
    /// Open this URL, without a way back to this page in the history.
    Leave(String),
    /// Show this in a notification.
    Notify(String),
    /// Play a short sound.
    PlaySound,
    /// Open the print dialogue.
    Print,
    /// Request a page of the site, past every cache; answer with [`Event::Probed`].
    Probe(ProbeRequest),
    /// Let the version of the page that waits take over, and load the page anew.
    Reload,
    /// Remove the service worker, with all that it stored.
    RemoveWorker,
    /// Replace the query in the page's address, without a new entry in the history.
    ReplaceQuery(String),
    /// Remove the service worker, and then leave as by [`HostEffect::Leave`].
    Return(String),
    /// Show this shape as the page's icon.
    SetIcon(Symbol),
    /// Use these colours.
    SetTheme(Theme),
    /// Use this title.
    SetTitle(String),
    /// Change to the language of this tag; answer with [`Event::Spoken`] once its texts are there.
    Speak(String),
    /// Register the service worker, unless the browser refuses or somebody else's serves the origin. From then
    /// on, answer each version that waits with [`Event::VersionWaits`].
    StartWorker,
}

/// A GET without credentials or headers of our own, so that no preflight is ever sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchRequest {
    /// Where.
    pub url: String,
    /// The name under which all pages of the browser keep the floor between two requests.
    pub floor: String,
    /// Whether the page may put into storage when that was; a guest leaves that of its host alone.
    pub stores: bool,
    /// After how many seconds to give up, headers and body together.
    pub timeout_secs: u64,
    /// After how many bytes of body to give up.
    pub max_bytes: usize,
}

/// A GET of a page of the site, past every cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeRequest {
    /// Where; never with a query, because what is asked by one may be done once only.
    pub url: String,
    /// Whether the visitor's cookies go along.
    pub has_credentials: bool,
    /// After how many seconds to give up.
    pub timeout_secs: u64,
}

/// Names under which words are kept between visits.
pub mod kept {
    /// The last document, behind the instant at which it was last seen and a line end; see [`of`].
    pub const DOCUMENT: &str = "document";
    /// The tag of a language; `scripts/boot.js` reads it.
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
