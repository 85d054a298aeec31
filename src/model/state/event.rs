//! Everything that can happen to a page.

use super::start::{Start, Theme};
use crate::model::i18n::locale::Zone;
use crate::model::policy::answer::Answer;
use crate::model::policy::peer_message::PeerMessage;
use crate::model::status::browse::Browse;
use crate::model::time::instant::Instant;

/// The clock and a random number of an event. The model reads neither by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// The visitor's clock, right or wrong.
    pub local: Instant,
    /// At least 0, less than 1.
    pub jitter: f64,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The service worker gave the visitor this page out of its store, and after that the site has answered what the
    /// visitor had asked for: with a page, or with something else that is no failure.
    AnsweredLate {
        /// Whether the answer was a page.
        is_page: bool,
    },
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
