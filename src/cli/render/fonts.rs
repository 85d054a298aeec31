//! The fonts of the system, or of a folder, and drawing with them.
//!
//! No font is bundled: one that has the letters of all eighteen languages of the page takes more than ten megabytes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, FaceInfo, ID, Style};
use resvg::usvg::{FallbackSelectionFn, FontResolver, Node, Options, Text, Tree};

use super::html::escape;
use super::social::SIZE;

/// Common families, the best for a picture first. Of other fonts, any is taken.
const FAMILIES: [&str; 12] = [
    "Inter",
    "Noto Sans",
    "Open Sans",
    "Roboto",
    "Source Sans 3",
    "DejaVu Sans",
    "Liberation Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Helvetica",
    "Arial",
    "Verdana",
];
/// The most letters that an error names.
const NAMED: usize = 12;
/// The value of a glyph's number for a character that a font does not have.
const MISSING: u32 = 0;

/// The reason why no picture was drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// The machine: it has no fonts.
    #[error(
        "expected fonts on this machine, found none; install some, such as Noto Sans, or name their folder by `--fonts`"
    )]
    NoFonts,
    /// The operator: the folder has no fonts.
    #[error("--fonts: expected a folder with fonts, found none in {}", .folder.display())]
    NoFontsIn {
        /// The folder.
        folder: PathBuf,
    },
    /// The machine: it has no font for letters of the document or of the language.
    #[error(
        "expected fonts with all letters, found none with `{letters}`; install one, or name its folder by `--fonts`"
    )]
    NoGlyphs {
        /// Some of the letters.
        letters: String,
    },
    /// The machine: the picture cannot be drawn.
    #[error("expected a picture that can be drawn, found: {error}")]
    Failed {
        /// The error of the drawing crate.
        error: String,
    },
}

/// Fonts to draw with.
#[derive(Debug)]
pub struct Fonts {
    all: Arc<Database>,
    /// The family that is tried first for every character.
    family: String,
}

impl Fonts {
    /// Reads the fonts of a folder and its subfolders, or those of the system.
    ///
    /// # Errors
    /// There is none.
    pub fn read(folder: Option<&Path>) -> Result<Self, DrawError> {
        let mut all = Database::new();
        match folder {
            Some(folder) => all.load_fonts_dir(folder),
            None => all.load_system_fonts(),
        }
        let family = family(&all).ok_or_else(|| match folder {
            None => DrawError::NoFonts,
            Some(folder) => DrawError::NoFontsIn {
                folder: folder.to_owned(),
            },
        })?;
        let all = Arc::new(all);
        Ok(Self { all, family })
    }

    /// Returns the texts without the characters that no font has, such as emoji.
    ///
    /// # Errors
    /// No font has one of the letters or digits.
    pub(super) fn with_glyphs<const N: usize>(
        &self,
        texts: [Option<String>; N],
    ) -> Result<[Option<String>; N], DrawError> {
        let words = texts.iter().flatten().flat_map(|it| it.split_whitespace());
        let tree = self.tree(&elements(&words.collect::<Vec<_>>(), 20, 400))?;
        let mut missing = BTreeSet::new();
        for glyph in texts_of(&tree)
            .flat_map(Text::layouted)
            .flat_map(|it| &it.positioned_glyphs)
        {
            if glyph.id.0 == MISSING {
                missing.extend(glyph.text.chars());
            }
        }
        let letters = missing.iter().filter(|it| it.is_alphanumeric());
        let letters: String = letters.take(NAMED).collect();
        if !letters.is_empty() {
            return Err(DrawError::NoGlyphs { letters });
        }
        Ok(texts.map(|text| text.map(|it| it.replace(|it| missing.contains(&it), ""))))
    }

    /// Returns the widths of texts, in pixels.
    pub(super) fn widths(
        &self,
        texts: &[&str],
        size: u32,
        weight: u32,
    ) -> Result<Vec<f64>, DrawError> {
        let tree = self.tree(&elements(texts, size, weight))?;
        let width = |index: usize| match tree.node_by_id(&format!("t{index}")) {
            Some(node) => f64::from(node.bounding_box().width()),
            // Nothing to draw.
            None => 0.0,
        };
        Ok((0..texts.len()).map(width).collect())
    }

    /// Draws the content of an SVG picture of [`SIZE`] and returns it as PNG.
    pub(super) fn draw(&self, content: &str) -> Result<Vec<u8>, DrawError> {
        let failed = |error: &str| DrawError::Failed {
            error: error.to_owned(),
        };
        let tree = self.tree(content)?;
        let mut picture = Pixmap::new(SIZE.0, SIZE.1).ok_or_else(|| failed("no memory"))?;
        resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
        picture
            .encode_png()
            .map_err(|error| failed(&error.to_string()))
    }

    fn tree(&self, content: &str) -> Result<Tree, DrawError> {
        let options = Options {
            font_family: self.family.clone(),
            fontdb: Arc::clone(&self.all),
            font_resolver: FontResolver {
                select_fallback: alike_first(),
                ..FontResolver::default()
            },
            ..Options::default()
        };
        let (width, height) = SIZE;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\n{content}</svg>\n"
        );
        Tree::from_str(&svg, &options).map_err(|error| DrawError::Failed {
            error: error.to_string(),
        })
    }
}

/// Returns the family to draw with: the first of [`FAMILIES`] that is there, else any upright one.
fn family(fonts: &Database) -> Option<String> {
    let upright = || fonts.faces().filter(|it| it.style == Style::Normal);
    let names = || upright().flat_map(|it| it.families.iter().map(|(name, _)| name));
    let known = FAMILIES
        .iter()
        .find(|known| names().any(|name| name == *known));
    let any = || {
        let proportional = upright().find(|it| !it.monospaced);
        let face = proportional.or_else(|| fonts.faces().next())?;
        face.families.first().map(|(name, _)| name.clone())
    };
    known.map(|it| (*it).to_owned()).or_else(any)
}

/// Returns a search for a font that has a character: first among those like the font that lacks it, such as bold and
/// proportional ones, then among all.
fn alike_first() -> FallbackSelectionFn<'static> {
    let search = FontResolver::default_fallback_selector();
    Box::new(move |character, used, fonts| {
        let base = fonts.face(*used.first()?)?;
        let kind = |it: &FaceInfo| (it.weight, it.style, it.stretch, it.monospaced);
        let unlike = fonts.faces().filter(|it| kind(it) != kind(base));
        let excluded: Vec<ID> = used.iter().copied().chain(unlike.map(|it| it.id)).collect();
        search(character, &excluded, fonts).or_else(|| search(character, used, fonts))
    })
}

/// Returns each of some texts as SVG, with its index in its id.
fn elements(lines: &[&str], size: u32, weight: u32) -> String {
    let element = |(index, line): (usize, &&str)| {
        let line = escape(line);
        format!(
            "<text id=\"t{index}\" y=\"{size}\" font-size=\"{size}\" font-weight=\"{weight}\">{line}</text>\n"
        )
    };
    lines.iter().enumerate().map(element).collect()
}

/// Returns the texts of a picture in which no text is in a group of its own.
fn texts_of(tree: &Tree) -> impl Iterator<Item = &Text> {
    tree.root().children().iter().filter_map(|node| match node {
        Node::Text(text) => Some(text.as_ref()),
        Node::Group(_) | Node::Path(_) | Node::Image(_) => None,
    })
}
