//! A saved status file that the visitor has opened, shown as of the time when it was written.

use std::sync::Arc;

use super::State;
use super::data::{Loaded, Origin};
use super::effect::{Effect, Effects};
use super::event::{Inputs, OpenedFile};
use crate::model::document::error::FetchError;
use crate::model::i18n::message;
use crate::model::time::instant::Instant;

/// The file on screen, and the last one that could not be shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    /// The file that is shown in place of the document.
    pub(super) opened: Option<Opened>,
    /// The name of a file that cannot be shown, and the error.
    refused: Option<(String, Arc<FetchError>)>,
}

impl Files {
    /// Shows a file.
    fn open(&mut self, opened: Opened) {
        *self = Self {
            opened: Some(opened),
            refused: None,
        };
    }

    /// Stores why a file cannot be shown; the one on screen stays.
    fn refuse(&mut self, name: String, error: FetchError) {
        self.refused = Some((name, Arc::new(error)));
    }

    /// Closes the file, and returns whether one was shown.
    fn close(&mut self) -> bool {
        self.refused = None;
        self.opened.take().is_some()
    }
}

/// A saved status file on screen.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    pub(super) loaded: Loaded,
    /// The time that the page shows: when the file was published, else when it was last modified. It is now if the file
    /// was published in the future.
    pub(super) at: Instant,
    name: String,
}

/// The line about files that visitors read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNotice {
    /// Says which file is on screen, or why one is not.
    pub words: String,
    /// The time that the page shows, written after the words.
    pub at: Option<Instant>,
    /// Whether a file cannot be shown.
    pub is_refusal: bool,
}

impl State {
    /// Shows a file. Meanwhile the time on screen stands still at [`Opened::at`], and the page sends no requests.
    pub(super) fn open(&mut self, file: OpenedFile, inputs: Inputs, effects: &mut Effects) {
        let OpenedFile {
            name,
            modified,
            bytes,
            json,
        } = file;
        match self.parse_document(&bytes, json, modified, Origin::Kept) {
            Ok((loaded, _)) => {
                let published = loaded.snapshot.published;
                let at = published.instant().unwrap_or(modified);
                let now = self.clock.at(inputs.local);
                let at = if published.has_come(now) { at } else { now };
                self.files.open(Opened { loaded, at, name });
            }
            Err(error) => {
                effects.push(Effect::Report([&error.text(), " (", &name, ")"].concat()));
                effects.push(Effect::Announce(message::refused_file(
                    self.language(),
                    &name,
                    &error,
                )));
                self.files.refuse(name, error);
            }
        }
    }

    /// Closes the file, shows the live document again, and requests it at once.
    pub(super) fn close(&mut self, inputs: Inputs) {
        if self.files.close() {
            self.poll.hurry(inputs.local);
        }
    }

    /// Returns the document on screen.
    pub(super) fn on_screen(&self) -> Option<&Loaded> {
        let opened = self.files.opened.as_ref().map(|opened| &opened.loaded);
        opened.or(self.data.loaded.as_ref())
    }

    /// Returns the notice about files. Both of its sentences can be needed: the visitor may open a file that cannot be
    /// shown while another one is on screen.
    pub fn file_notice(&self) -> Option<FileNotice> {
        let Files { opened, refused } = &self.files;
        if opened.is_none() && refused.is_none() {
            return None;
        }
        let shown = opened
            .as_ref()
            .map(|it| message::shown_file(self.language(), &it.name, message::SLOT));
        let is_refusal = refused.is_some();
        let refused = refused.as_ref();
        let refused =
            refused.map(|(name, error)| message::refused_file(self.language(), name, error));
        Some(FileNotice {
            is_refusal,
            words: message::sentences(
                self.language(),
                &[&refused.unwrap_or_default(), &shown.unwrap_or_default()],
            ),
            at: opened.as_ref().map(|opened| opened.at),
        })
    }
}
