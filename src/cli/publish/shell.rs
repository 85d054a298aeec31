//! The page that is published, with the operator's settings.

use std::io;

use super::folder::Folder;
use super::packed::Packed;
use super::{Arguments, PublishError, edition, previous, unwritable};
use crate::cli::config::Settings;
use crate::cli::render::history::HISTORY_PAGE;
use crate::cli::site::{Kind, Page, PageFiles};

/// The page that is published, and the settings that it has.
pub(super) struct Shell {
    pub(super) settings: Settings,
    /// `None` if no page is published.
    pub(super) page: Option<Page>,
}

impl Shell {
    pub(super) fn read(arguments: &Arguments) -> Result<Self, PublishError> {
        if arguments.no_page {
            let settings = Settings::default();
            return Ok(Self {
                settings,
                page: None,
            });
        }
        let settings = arguments.config.settings()?;
        let files = PageFiles::read(arguments.dist.as_deref())?;
        let page = Some(Page::of(&files, &settings)?);
        Ok(Self { settings, page })
    }

    /// Returns the files of the page but for the page itself and the history page, into which states are rendered.
    pub(super) fn files(&self) -> impl Iterator<Item = &Packed> {
        let files = self.page.iter().flat_map(|page| &page.files);
        files.filter(|file| Kind::of(&file.name) != Kind::Page && file.name != HISTORY_PAGE)
    }

    /// Returns the built history page: of what is published, else of what is in the folder.
    pub(super) fn history_page(&self, folder: &Folder) -> io::Result<Option<String>> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let Some(page) = &self.page else {
            return Ok(folder.read(HISTORY_PAGE)?.map(|bytes| text(&bytes)));
        };
        let mut files = page.files.iter();
        let built = files.find(|file| file.name == HISTORY_PAGE);
        Ok(built.map(|file| text(&file.plain)))
    }

    /// Returns the text of the page: of that which is published, else of that in the folder.
    pub(super) fn html(
        &self,
        arguments: &Arguments,
        folder: &Folder,
    ) -> Result<Option<String>, PublishError> {
        let present = folder.read(edition::PAGE).map_err(unwritable(arguments))?;
        let present = present.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let Some(page) = &self.page else {
            return Ok(present);
        };
        if !previous::is_known(folder).map_err(unwritable(arguments))?
            && let Some(found) = present.and_then(|present| page.foreign_setting(&present))
        {
            let folder = arguments.to.clone();
            return Err(PublishError::Edited { folder, found });
        }
        Ok(Some(page.html.clone()))
    }
}
