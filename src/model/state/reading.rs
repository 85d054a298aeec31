//! A saved status file that the visitor has opened, shown as of when it was written.

use std::sync::Arc;

use super::State;
use super::effect::{Effect, Effects};
use super::event::{Inputs, OpenedFile};
use super::loaded::{Loaded, Origin};
use crate::model::i18n::message;
use crate::model::time::instant::Instant;

/// What has been opened.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    pub(super) loaded: Loaded,
    /// The moment that the page shows: when the file was written, by its own word where it says so; now where that
    /// has not come.
    pub(super) at: Instant,
    name: String,
}

/// What visitors are told of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNotice {
    /// That it is on screen, or why it is not.
    pub words: String,
    /// Behind the words: the moment that the page shows.
    pub at: Option<Instant>,
}

impl State {
    /// Nothing else moves while a file is shown: the page stands at the file's moment, and asks nobody.
    pub(super) fn open(&mut self, file: OpenedFile, inputs: Inputs, effects: &mut Effects) {
        let OpenedFile {
            name,
            modified,
            bytes,
        } = file;
        self.refused = None;
        match self.parse_document(&bytes, modified, Origin::Kept) {
            Ok((loaded, _)) => {
                let published = loaded.snapshot.published;
                let at = published.instant().unwrap_or(modified);
                let now = self.clock.at(inputs.local);
                let at = if published.has_come(now) { at } else { now };
                self.opened = Some(Opened { loaded, at, name });
            }
            Err(error) => {
                effects.push(Effect::Report([&error.text(), " (", &name, ")"].concat()));
                effects.push(Effect::Announce(message::refused_file(&name, &error)));
                self.refused = Some((name, Arc::new(error)));
            }
        }
    }

    /// Back to what is live, which is asked for at once.
    pub(super) fn close(&mut self, inputs: Inputs) {
        self.refused = None;
        if self.opened.take().is_some() {
            self.poll.hurry(inputs.local);
        }
    }

    /// The document on screen.
    pub(super) fn on_screen(&self) -> Option<&Loaded> {
        let opened = self.opened.as_ref().map(|opened| &opened.loaded);
        opened.or(self.loaded.as_ref())
    }

    /// What there is to tell of a file: one that cannot be shown may be dropped on one that is.
    pub fn file_notice(&self) -> Option<FileNotice> {
        let opened = self.opened.as_ref();
        let shown = opened.map(|opened| message::shown_file(&opened.name));
        if self.refused.is_none() && shown.is_none() {
            return None;
        }
        let refused = self.refused.as_ref();
        let refused = refused.map(|(name, error)| message::refused_file(name, error));
        Some(FileNotice {
            words: [refused.unwrap_or_default(), shown.unwrap_or_default()].concat(),
            at: opened.map(|opened| opened.at),
        })
    }
}
