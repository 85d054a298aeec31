//! A status document at one instant, from which all forms are rendered.

use std::sync::Arc;

use crate::feeds::builder::Context;
use crate::feeds::format::Format;
use crate::feeds::read::read;
use crate::model::document::error::DocumentError;
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::native;
use crate::model::i18n::message::{self, Phrase};
use crate::model::status::browse::Browse;
use crate::model::status::calendar;
use crate::model::status::derived::{Derived, derived};
use crate::model::status::maintenance::Maintenance;
use crate::model::status::next_update::{NextUpdate, Promise};
use crate::model::status::normalize::normalize;
use crate::model::status::situation::Situation;
use crate::model::status::snapshot::{Component, Page, Published, Snapshot};
use crate::model::time::instant::Instant;
use crate::view;

/// A status document with everything derived from it at one instant. Reading and rendering are pure functions: the same
/// bytes, instant and languages give the same text on every machine.
#[derive(Clone, Debug)]
pub struct Still {
    /// The document as read, without a byte order mark; a feed of another format is converted.
    pub(super) document: String,
    pub(super) snapshot: Snapshot,
    pub(super) derived: Derived,
    /// The instant that the document is evaluated for, in whole seconds.
    pub(super) at: Instant,
    pub(super) languages: Vec<String>,
    /// The language of the program's own texts.
    pub(super) language: Language,
    /// Whether the social image is published beside the page.
    pub(super) has_picture: bool,
    /// Whether the history is published beside the page.
    pub(super) has_history: bool,
}

impl Still {
    /// Reads `bytes` as of the instant `at`. Of a text in several languages, the first of `languages` that it has is
    /// chosen, else its first, as on the page. The program's own texts are in the first of `languages` that they exist
    /// in, else in English.
    ///
    /// # Errors
    /// The document cannot be used. Problems in single entries cost only these entries, as on the page.
    pub fn read(bytes: &[u8], at: Instant, languages: &[String]) -> Result<Self, DocumentError> {
        let context = Context {
            now: Some(at),
            ..Context::default()
        };
        let reading = read(&[(None, bytes)], context)?.checked()?;
        let language = native::fitting(languages).unwrap_or_default();
        let (snapshot, _) = normalize(&reading.document, language, languages);
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
            language,
            has_picture: false,
            has_history: false,
        })
    }

    /// Returns the same still whose pages name the social image, which is published beside them.
    #[must_use]
    pub fn with_picture(mut self) -> Self {
        self.has_picture = true;
        self
    }

    /// Returns a calendar of the maintenances ahead or under way; `None` if there is none. `host` is the page's host,
    /// which keeps the entries of different sites apart in a calendar program.
    pub fn calendar(&self, host: &str) -> Option<String> {
        calendar::calendar(&self.snapshot, host, self.at)
    }

    /// Returns the host of the document's `page.url`, for [`Self::calendar`].
    pub fn host(&self) -> Option<&str> {
        host_of(&self.snapshot.page)
    }

    /// Returns the maintenance that the headline is about, if it is about one.
    pub(super) fn headlined(&self) -> Option<&Maintenance> {
        self.derived.overview.headlined_in(&self.snapshot)
    }

    /// Returns the maintenance whose phases are shown.
    pub(super) fn featured(&self) -> Option<&Maintenance> {
        self.derived.overview.featured_in(&self.snapshot)
    }

    /// Returns the headline, such as `Maintenance is under way`.
    pub(super) fn headline(&self) -> &'static str {
        message::headline(
            self.language,
            self.derived.overview.situation,
            &self.snapshot,
        )
    }

    /// Returns the overall status in a word or two.
    pub(super) fn badge_words(&self) -> &'static str {
        message::badge(self.language, self.derived.overview.situation)
    }

    /// Returns the page's title, such as `Maintenance · Example`.
    pub(super) fn title(&self) -> String {
        message::title(
            self.language,
            self.badge_words(),
            self.snapshot.page.name.as_deref(),
        )
    }

    /// Returns the name of the maintenance or incident that the headline is about, if it has one.
    pub(super) fn subject(&self) -> Option<String> {
        view::subject(&self.snapshot, &self.derived.overview)
    }

    /// Returns the line under the headline, such as `Expected to end at 23 Nov 2026, 11:00 (UTC)`; `write` writes its
    /// instant.
    pub(super) fn ending(&self, write: impl FnOnce(Instant) -> String) -> Option<String> {
        let at = write(view::edge(&self.snapshot, &self.derived.overview)?);
        let has_ended = self.headlined().is_some_and(|it| it.ended_at.is_some());
        let situation = self.derived.overview.situation;
        Some(message::when(self.language, situation, has_ended, &at))
    }

    /// Returns the promise of the next update, such as `Next update by 23 Nov 2026, 14:30 (UTC)`.
    pub(super) fn next_update(&self) -> Option<String> {
        let NextUpdate { at, promise } = self.derived.next_update?;
        let promise = match promise {
            // The time that is left would become wrong.
            Promise::In(_) => Promise::Due,
            Promise::Due | Promise::Overdue => promise,
        };
        Some(message::next_update(
            self.language,
            promise,
            &self.dated(at),
        ))
    }

    /// Returns the publisher's reason for the maintenance that the headline is about.
    pub(super) fn reason(&self) -> Option<String> {
        let reason = self.headlined()?.reason.as_deref()?;
        let label = Phrase::Reason.text(self.language);
        Some(message::sentences(self.language, &[label, reason]))
    }

    /// Returns the publisher's own summary, else the explanation of the situation.
    pub(super) fn lead(&self) -> &str {
        let summary = self.snapshot.summary.as_deref();
        summary.unwrap_or(message::still::meaning(
            self.language,
            self.derived.overview.situation,
        ))
    }

    /// Returns the publisher's own roll-up, if it adds to the headline.
    pub(super) fn publisher_summary(&self) -> Option<String> {
        message::publisher_summary(
            self.language,
            self.derived.overview.situation,
            &self.snapshot,
        )
    }

    /// Returns whether the headline is about an incident, whose messages then come before the services.
    pub(super) fn is_incident(&self) -> bool {
        self.derived.overview.situation == Situation::Incident
    }

    /// Returns the components in the order in which they are shown.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Component> {
        let rows = Browse::default().rows(&self.snapshot).into_iter();
        rows.filter_map(|index| self.snapshot.components.get(index).map(Arc::as_ref))
    }

    /// Returns `Published 23 Nov 2026, 10:27 (UTC)`, with the instant as `write` writes it; `None` if the document does
    /// not state it.
    pub(super) fn published(&self, write: impl FnOnce(Instant) -> String) -> Option<String> {
        let age =
            crate::model::status::data_status::age(self.snapshot.published, self.at, self.at).shows;
        let is_stated = self.snapshot.published != Published::Unstated;
        is_stated.then(|| message::age(self.language, age.basis, &write(age.at)))
    }

    /// Returns the time of the rendering, such as `As of 23 Nov 2026, 10:28 (UTC)`; `at` is that time in words.
    pub(super) fn as_of(&self, at: &str) -> String {
        Phrase::StillAsOf.fill(self.language, &[at])
    }

    /// Returns an instant in words, with its date only if that differs from the date of rendering.
    pub(super) fn near(&self, at: Instant) -> String {
        message::with_zone(self.language, at, self.at, None)
    }

    /// Returns an instant with its date, such as `23 Nov 2026, 14:30 (UTC)`: rendered files may be read on any day.
    pub(super) fn dated(&self, at: Instant) -> String {
        message::with_zone(self.language, at, Instant::default(), None)
    }
}

/// Returns the host of a page's address.
pub(super) fn host_of(page: &Page) -> Option<&str> {
    let rest = page.url.as_deref()?.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then_some(host)
}
