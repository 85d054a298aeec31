//! The events: everything that can happen to a page.

use super::start::{Start, Theme};
use crate::model::document::json::Json;
use crate::model::i18n::locale::Zone;
use crate::model::i18n::message::language::Language;
use crate::model::policy::answer::Answer;
use crate::model::policy::peer_message::PeerMessage;
use crate::model::status::browse::Browse;
use crate::model::time::instant::Instant;

/// The clock and the random number of an event. The model reads neither by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inputs {
    /// The time of the visitor's clock, right or wrong.
    pub local: Instant,
    /// A random number, at least 0 and less than 1.
    pub jitter: f64,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The site answered the visitor's original request, after the service worker had shown this page from its cache
    /// instead: with a page, or with another answer that is no failure.
    AnsweredLate {
        /// Whether the answer was a page.
        is_page: bool,
    },
    /// The visitor asked for the maintenances as a calendar file.
    CalendarRequested,
    /// The visitor changed the filter or order of the services.
    Browsed(Browse),
    /// The visitor asked for newer data.
    CheckRequested,
    /// The visitor asked for the document as a file.
    CopyRequested,
    /// A request ended.
    Fetched(Answer),
    /// The visitor closed the opened file.
    FileClosed,
    /// The visitor showed or hid the fields of the filter.
    FilterToggled,
    /// The visitor opened a file.
    FileOpened(OpenedFile),
    /// Another page of the same browser sent a request, or has its response.
    PeerMessage(PeerMessage),
    /// The page went out of view.
    Hidden,
    /// The visitor chose a language, by its tag.
    LanguageChosen(String),
    /// This page became the leader among the pages of the browser.
    LeadershipAcquired,
    /// The browser allowed or refused notifications of this page.
    MayNotify(bool),
    /// The visitor's network is back.
    Online,
    /// The visitor stopped or restarted all automatic updating.
    PauseToggled,
    /// The visitor asked to return to the site now.
    GoRequested,
    /// The visitor asked for a print-out.
    PrintRequested,
    /// A probe ended; `None` if no answer came.
    Probed(Option<ProbeAnswer>),
    /// The request of [`Effect::Fetch`](super::Effect::Fetch) is sent: no other page of the browser has sent one within
    /// the floor.
    Sent,
    /// The visitor asked for the newer version of the page.
    ReloadRequested,
    /// The page came into view.
    Shown,
    /// The page started.
    Started(Start),
    /// The visitor turned the sound of notifications on or off.
    SoundToggled,
    /// The texts of the language that the visitor chose have arrived.
    LanguageLoaded(Language),
    /// The visitor chose to stay on the page.
    StayRequested,
    /// The visitor turned notifications on or off.
    NotificationsToggled,
    /// The visitor chose a theme.
    ThemeChosen(Theme),
    /// A version of the page is installed, and waits to take over from the previous one.
    VersionWaits(Waiting),
    /// The timer ran out.
    Woke,
    /// The visitor chose a zone.
    ZoneChosen(Zone),
}

/// A version of the page that waits to take over, as seen from this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The version is this page's own, and no other window of this origin is open.
    Alone,
    /// The version is this page's own, and other windows are open.
    AmongOthers,
    /// The version is another one than this page's.
    Newer,
}

/// The site's answer to a probe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The address of the answer, after all redirects.
    pub url: String,
    /// Whether the answer is this status page itself, in place of the site.
    pub is_this_page: bool,
}

/// A file that the visitor opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// The file's name.
    pub name: String,
    /// When the file was last modified, by the visitor's clock.
    pub modified: Instant,
    /// The file's content, or the document that the feed readers made of it.
    pub bytes: Vec<u8>,
    /// The content's JSON, if the content was parsed already to recognise it.
    pub json: Option<Json>,
}
