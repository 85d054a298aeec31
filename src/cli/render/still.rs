//! A status document at one instant: what everything that is rendered says.

use std::sync::Arc;

use crate::feeds::builder::Context;
use crate::feeds::format::Format;
use crate::feeds::read::read;
use crate::model::document::error::DocumentError;
use crate::model::i18n::message;
use crate::model::i18n::message::language::{Language, speak, spoken};
use crate::model::i18n::message::native;
use crate::model::status::browse::Browse;
use crate::model::status::calendar;
use crate::model::status::derived::{Derived, derived};
use crate::model::status::maintenance::Maintenance;
use crate::model::status::normalize::normalize;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::{Component, Published, Snapshot};
use crate::model::time::instant::Instant;
use crate::view;

/// What is rendered. Reading a document and rendering it are pure: the same bytes and the same instant give the
/// same text on every machine.
#[derive(Clone, Debug)]
pub struct Still {
    /// The document as it was read, without a byte order mark; a feed of another format as a document of ours.
    pub(super) document: String,
    pub(super) snapshot: Snapshot,
    pub(super) derived: Derived,
    /// The instant that everything is as of, in whole seconds.
    pub(super) at: Instant,
    pub(super) languages: Vec<String>,
    /// The one that everything is said in.
    pub(super) language: Language,
}

impl Still {
    /// Reads `bytes` as they are understood at `at`. Texts in several languages are chosen as the page does it:
    /// the first of `languages` that a text has, else its first. The page's own words are in the first of them that
    /// it has, else in English.
    ///
    /// # Errors
    /// When nothing in `bytes` can be used. What `intermission check` would tell of single entries costs only
    /// those, as on the page.
    pub fn read(bytes: &[u8], at: Instant, languages: &[String]) -> Result<Self, DocumentError> {
        let context = Context {
            now: Some(at),
            url: None,
        };
        let reading = read(&[(None, bytes)], context)?.checked()?;
        let (snapshot, _) = normalize(&reading.document, languages);
        let snapshot = snapshot.as_of(at);
        let at = Instant::from_timestamp(at.timestamp()).unwrap_or(at);
        let text = if reading.format == Format::Statuspage {
            String::from_utf8_lossy(bytes)
        } else {
            reading.to_text(false).into()
        };
        Ok(Self {
            document: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
            derived: derived(&snapshot, at),
            snapshot,
            at,
            languages: languages.to_vec(),
            language: native::fitting(languages).unwrap_or_else(native::english),
        })
    }

    /// From now on everything is said in the language of what is rendered.
    pub(super) fn speak(&self) {
        speak(self.language);
    }

    /// A calendar of the maintenances that are ahead or under way; nothing when there is none. `host` is where
    /// the page is: calendars tell the entries of different sites apart by it.
    pub fn calendar(&self, host: &str) -> Option<String> {
        calendar::calendar(&self.snapshot, host, self.at)
    }

    /// The host that the document says its page is at, for [`Self::calendar`].
    pub fn host(&self) -> Option<&str> {
        let url = self.snapshot.page.url.as_deref()?;
        let rest = url.split_once("://")?.1;
        let host = rest.split(['/', '?', '#']).next()?;
        (!host.is_empty()).then_some(host)
    }

    /// The maintenance that the headline is about.
    /// The maintenance that the headline is about, if it is about one.
    pub(super) fn headlined(&self) -> Option<&Maintenance> {
        self.derived.overview.headlined_in(&self.snapshot)
    }

    /// The maintenance whose phases are shown.
    pub(super) fn featured(&self) -> Option<&Maintenance> {
        self.derived.overview.featured_in(&self.snapshot)
    }

    /// `Maintenance is under way`
    pub(super) fn headline(&self) -> &'static str {
        message::headline(self.derived.overview.situation, &self.snapshot)
    }

    /// The state in a word or two.
    pub(super) fn badge_words(&self) -> &'static str {
        message::badge(self.derived.overview.situation)
    }

    /// `Maintenance · Example`
    pub(super) fn title(&self) -> String {
        message::title(self.badge_words(), self.snapshot.page.name.as_deref())
    }

    /// What the headline is about, where it has a name.
    pub(super) fn subject(&self) -> Option<String> {
        view::subject(&self.snapshot, &self.derived.overview)
    }

    /// `Expected to end at`, and when.
    pub(super) fn ending(&self) -> Option<(&'static str, Instant)> {
        let at = view::edge(&self.snapshot, &self.derived.overview)?;
        let has_ended = self.headlined().is_some_and(|it| it.ended_at.is_some());
        Some((
            message::when_lead(self.derived.overview.situation, has_ended),
            at,
        ))
    }

    /// The publisher's own summary, else what the situation means.
    pub(super) fn lead(&self) -> &str {
        let summary = self.snapshot.summary.as_deref();
        summary.unwrap_or(message::still::meaning(self.derived.overview.situation))
    }

    /// The publisher's own roll-up, where it adds to the headline.
    pub(super) fn publisher_summary(&self) -> Option<String> {
        message::publisher_summary(self.derived.overview.situation, &self.snapshot)
    }

    /// Whether an incident leads, so that its messages come before the services.
    pub(super) fn is_incident(&self) -> bool {
        self.derived.overview.situation == Situation::Incident
    }

    /// The components in the order in which they are shown.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Component> {
        let rows = Browse::default().rows(&self.snapshot).into_iter();
        rows.filter_map(|index| self.snapshot.components.get(index).map(Arc::as_ref))
    }

    /// `Published`, and when; nothing where the publisher does not say.
    pub(super) fn published(&self) -> Option<(&'static str, Instant)> {
        let age =
            crate::model::status::data_status::age(self.snapshot.published, self.at, self.at).shows;
        let is_stated = self.snapshot.published != Published::Unstated;
        is_stated.then(|| (message::age_lead(age.basis), age.at))
    }

    /// An instant near that of rendering: its date is told only where it is another day's.
    pub(super) fn near(&self, at: Instant) -> String {
        spoken().locale().when(at, self.at, None)
    }
}

/// `23 Nov 2026, 14:30 (UTC)`, whatever day it is: what is written once may be read at any time.
pub(super) fn dated(at: Instant) -> String {
    spoken().locale().when(at, Instant::default(), None)
}
