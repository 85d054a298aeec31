//! The effects: everything that a state asks of its driver and of the page's window.

use super::start::Theme;
use crate::model::policy::peer_message::PeerMessage;
use crate::model::status::situation::Symbol;
use crate::model::time::instant::Instant;

/// The effects of an event, and when to wake up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The effects, in the order in which to run them.
    pub effects: Vec<Effect>,
    /// When to send [`Event::Woke`](super::Event::Woke), by the visitor's clock. It replaces the previous time; `None`
    /// stops the timer.
    pub wake_at: Option<Instant>,
}

/// The effects of an event while it is handled.
#[derive(Debug, Default)]
pub struct Effects(Vec<Effect>);

impl Effects {
    /// Adds an effect at the end.
    pub fn push(&mut self, effect: impl Into<Effect>) {
        self.0.push(effect.into());
    }

    /// Adds an effect at the end, if there is one.
    pub fn extend(&mut self, effect: Option<impl Into<Effect>>) {
        if let Some(effect) = effect {
            self.push(effect);
        }
    }

    /// Returns the effects in the order in which they were added.
    pub fn into_vec(self) -> Vec<Effect> {
        self.0
    }
}

/// A task for the driver. None of them needs a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Cancel the request that is under way; no [`Event::Fetched`](super::Event::Fetched) may follow from it.
    Abort,
    /// Wait for the leadership among all pages of the browser; answer with
    /// [`Event::LeadershipAcquired`](super::Event::LeadershipAcquired).
    AcquireLeadership,
    /// Let screen readers announce this.
    Announce(String),
    /// Request a document, as soon as no page of the browser has sent a request within the floor; answer with
    /// [`Event::Sent`](super::Event::Sent) then, and with [`Event::Fetched`](super::Event::Fetched).
    Fetch(FetchRequest),
    /// Listen to other pages under this name, each time with [`Event::PeerMessage`](super::Event::PeerMessage).
    Listen(String),
    /// Release the leadership, or stop waiting for it.
    ReleaseLeadership,
    /// Write this to the console, for the operator.
    Report(String),
    /// Send this to the other pages of the browser.
    Share(PeerMessage),
    /// A task for the window in which the status is shown. A widget ignores these effects, because its window belongs
    /// to its host.
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
    /// Let the waiting version of the page take over.
    ActivateVersion,
    /// Ask whether this page may show notifications; answer with [`Event::MayNotify`](super::Event::MayNotify).
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
    /// Store a value for the visitor's next visit, under one of the names in [`kept`](super::kept).
    Keep {
        /// The name.
        name: String,
        /// The value.
        word: String,
    },
    /// Open this URL, which replaces this page in the history.
    Leave(String),
    /// Show this in a notification.
    Notify(String),
    /// Play a short sound.
    PlaySound,
    /// Open the print dialogue.
    Print,
    /// Request a page of the site, past every cache; answer with [`Event::Probed`](super::Event::Probed).
    Probe(ProbeRequest),
    /// Let the waiting version of the page take over, and reload the page.
    Reload,
    /// Remove the service worker, and everything that it stored.
    RemoveWorker,
    /// Replace the query in the page's address, without a new entry in the history.
    ReplaceQuery(String),
    /// Remove the service worker, and then leave as by [`HostEffect::Leave`].
    Return(String),
    /// Show this shape as the page's icon.
    SetIcon(Symbol),
    /// Apply this theme.
    SetTheme(Theme),
    /// Set this title.
    SetTitle(String),
    /// Load the language with this tag; answer with [`Event::LanguageLoaded`](super::Event::LanguageLoaded) once its
    /// texts are there.
    LoadLanguage(String),
    /// Register the service worker, unless the browser refuses or another one serves the origin. From then on, answer
    /// each waiting version with [`Event::VersionWaits`](super::Event::VersionWaits).
    StartWorker,
}

/// A GET without credentials or headers of our own, so that no preflight is ever sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchRequest {
    /// The address.
    pub url: String,
    /// The name under which all pages of the browser keep the shortest time between two requests.
    pub floor: String,
    /// Whether the page may store the time of the request; a widget leaves it out of its host's storage.
    pub stores: bool,
    /// The timeout in seconds, for headers and body together.
    pub timeout_secs: u64,
    /// The longest body that is accepted, in bytes.
    pub max_bytes: usize,
}

/// A GET of a page of the site, past every cache.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeRequest {
    /// The address. It has no query, because a query may ask for something that must be done only once.
    pub url: String,
    /// Whether the request has the visitor's cookies.
    pub has_credentials: bool,
    /// The timeout in seconds.
    pub timeout_secs: u64,
}
