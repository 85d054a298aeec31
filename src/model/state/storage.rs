//! Documents that outlive a visit: storing them, and showing a stored copy.

use super::data::Origin;
use super::effect::{Effect, Effects, HostEffect};
use super::start::kept;
use super::{State, keep};
use crate::model::policy::answer::Stored;
use crate::model::policy::freshness::CLOCK_TOLERANCE;
use crate::model::status::snapshot::Published;
use crate::model::time::instant::{self, Instant, Reading};

/// The largest document that is stored, in bytes. Browsers give a site some five megabytes for everything it stores.
const MAX_KEPT_BYTES: usize = 512 * 1024;

impl State {
    /// Returns the effect that stores the document for a visit without a network. `None` if the document did not come
    /// from a host in this visit, is larger than `MAX_KEPT_BYTES`, or is not UTF-8.
    pub(super) fn keep_document(&self) -> Option<HostEffect> {
        let loaded = self.data.loaded.as_ref()?;
        let text = std::str::from_utf8(&loaded.bytes).ok()?;
        let mut seen_at = loaded.seen_at;
        // A document from the future must still count as one when it is read again.
        if let Published::At(published) = loaded.snapshot.published
            && !loaded.in_time
        {
            let before = published.checked_sub_signed(CLOCK_TOLERANCE * 2);
            seen_at = before.map_or(seen_at, |before| before.min(seen_at));
        }
        (loaded.origin == Origin::Network && text.len() <= MAX_KEPT_BYTES).then(|| {
            keep(
                self.name_of(kept::DOCUMENT),
                &[&instant::write(seen_at), "\n", text].concat(),
            )
        })
    }

    /// Shows the document stored by an earlier visit, until there is a newer one. An unreadable copy is ignored.
    pub(super) fn recall(&mut self, effects: &mut Effects) {
        let Some(kept) = self.start.document.take() else {
            return;
        };
        let parts = kept
            .split_once('\n')
            .map(|(at, text)| (instant::read(at), text));
        let Some((Reading::At(seen_at), text)) = parts else {
            effects.push(Effect::Report(
                "the kept document has no time; it is left alone".to_owned(),
            ));
            return;
        };
        self.show_old(text.as_bytes(), seen_at.min(self.screen.now), effects);
        // The copy's time is in the future, because one of the clocks was wrong: its age is unknown. It is stored again
        // with the current time, so that it ages from now on.
        if self.screen.now < seen_at {
            let now = instant::write(self.screen.now);
            let name = self.name_of(kept::DOCUMENT);
            effects.push(keep(name, &[&now, "\n", text].concat()));
        }
    }

    /// Shows a document from the service worker's cache. It replaces older copies, but never a document that came from
    /// a host in this visit.
    pub(super) fn recall_stored(&mut self, stored: Option<&Stored>, effects: &mut Effects) {
        let Some(Stored { at, bytes }) = stored else {
            return;
        };
        let stored_at = self.clock.at(*at);
        let seen_at = stored_at.min(self.screen.now);
        let is_newest = self.data.loaded.as_ref().is_none_or(|loaded| {
            loaded.origin == Origin::Kept
                && loaded.seen_at < stored_at
                && stored_at <= self.screen.now
        });
        if is_newest {
            self.show_old(bytes, seen_at, effects);
        }
    }

    fn show_old(&mut self, bytes: &[u8], seen_at: Instant, effects: &mut Effects) {
        match self.parse_document(bytes, None, seen_at, Origin::Kept) {
            Ok((loaded, _)) if self.data.is_newer_than(&loaded.snapshot, self.screen.now) => {}
            Ok((loaded, _)) => self.data.loaded = Some(loaded),
            Err(error) => effects.push(Effect::Report(
                [&error.text(), " (the kept document)"].concat(),
            )),
        }
    }
}
