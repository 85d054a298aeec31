//! The interface of `fonts.rs` in a command without the feature `social`: there are no fonts to draw with.

use std::path::Path;

/// The reason why no picture was drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The operator: the command was built without the feature.
    #[error("expected a command built with the feature `social`, found one without it")]
    LeftOut,
}

/// Fonts to draw with, of which there are none.
#[derive(Debug)]
pub enum Fonts {}

impl Fonts {
    /// Returns that the feature is left out.
    ///
    /// # Errors
    /// Always.
    pub fn read(_: Option<&Path>) -> Result<Self, DrawError> {
        Err(DrawError::LeftOut)
    }

    pub(super) fn with_glyphs<const N: usize>(
        &self,
        _: [Option<String>; N],
    ) -> Result<[Option<String>; N], DrawError> {
        match *self {}
    }

    pub(super) fn widths(&self, _: &[&str], _: u32, _: u32) -> Result<Vec<f64>, DrawError> {
        match *self {}
    }

    pub(super) fn draw(&self, _: &str) -> Result<Vec<u8>, DrawError> {
        match *self {}
    }
}
