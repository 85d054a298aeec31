//! Everything that a page can ask of its driver and of its window.

use super::start::Theme;
use crate::model::policy::peer_message::PeerMessage;
use crate::model::status::situation::Symbol;
use crate::model::time::instant::Instant;

/// What follows from an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What to do now, in this order.
    pub effects: Vec<Effect>,
    /// When to send [`Event::Woke`](super::Event::Woke), by the visitor's clock; it replaces the time that was set before.
    /// `None` stops the timer.
    pub wake_at: Option<Instant>,
}

/// The effects of an event while it is handled.
#[derive(Debug, Default)]
pub struct Effects(Vec<Effect>);

impl Effects {
    /// Adds an effect behind those before it.
    pub fn push(&mut self, effect: impl Into<Effect>) {
        self.0.push(effect.into());
    }

    /// Adds an effect where there is one.
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
    /// Store a word for the visitor's next visit, under one of the names in [`kept`](super::kept).
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
    /// Request a page of the site, past every cache; answer with [`Event::Probed`](super::Event::Probed).
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
    /// Change to the language of this tag; answer with [`Event::Spoken`](super::Event::Spoken) once its texts are
    /// there.
    Speak(String),
    /// Register the service worker, unless the browser refuses or somebody else's serves the origin. From then
    /// on, answer each version that waits with [`Event::VersionWaits`](super::Event::VersionWaits).
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
