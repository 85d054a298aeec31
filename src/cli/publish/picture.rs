//! The picture for previews of links, with the options that `publish` and `serve` have for it.

use std::path::PathBuf;

use crate::cli::render::{DrawError, Fonts, PICTURE, Still};

/// The options of the picture.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PictureOptions {
    /// Make no picture for previews of links.
    #[arg(long)]
    no_social: bool,
    /// Draw that picture in the fonts of this folder; in those of the system by default.
    #[arg(long, value_name = "DIR", conflicts_with = "no_social")]
    fonts: Option<PathBuf>,
}

/// The reason why there is no picture. It must not hold back news.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {error}; `--no-social` does without it", name = PICTURE)]
pub struct NoPicture {
    /// The reason why it was not drawn.
    #[from]
    pub error: DrawError,
}

impl PictureOptions {
    /// Draws the picture of a document; returns `None` if none is asked for.
    ///
    /// # Errors
    /// There are no fonts, or none with the letters of the document.
    pub fn draw(&self, still: &Still) -> Result<Option<Vec<u8>>, NoPicture> {
        if self.no_social || cfg!(not(feature = "social")) {
            return Ok(None);
        }
        let fonts = Fonts::read(self.fonts.as_deref())?;
        Ok(Some(still.social(&fonts)?))
    }
}
