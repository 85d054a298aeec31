//! The social image: the overall status as a picture of 1200 × 630 pixels, which chats and feeds show beside a link.
//!
//! It is composed as SVG from the facts of the badge and the plain page, and [`super::fonts`] draws it.

use unicode_width::UnicodeWidthChar as _;

use super::badge::colour;
use super::fonts::{DrawError, Fonts};
use super::html::escape;
use super::still::Still;
use crate::view;

/// The name of the published file. A site may well have a `social.png` of its own at the address of its visitors.
pub const PICTURE: &str = "status.png";
/// The size that the previews of all large services are cut from.
pub const SIZE: (u32, u32) = (1200, 630);

const PAPER: &str = "#fbfaf7";
const INK: &str = "#1b1d21";
const SOFT: &str = "#4f5560";
/// The distance of everything from the edges.
const MARGIN: u32 = 80;
/// The height of the band, which has the colour of the state.
const BAND: u32 = 480;
const SYMBOL: u32 = 240;
/// The distance between two texts.
const GAP: u32 = 8;
/// The width of the texts beside the symbol.
const COLUMN: u32 = SIZE.0 - 3 * MARGIN + MARGIN / 4 - SYMBOL;
/// The width of the texts below the band.
const WHOLE: u32 = SIZE.0 - 2 * MARGIN;

/// A text in one size, cut into lines.
struct Block {
    lines: Vec<String>,
    style: Style,
    is_whole: bool,
}

/// The looks of a block.
#[derive(Clone, Copy)]
struct Style {
    size: u32,
    weight: u32,
    fill: &'static str,
    /// The width of the longest line, in pixels.
    room: u32,
}

impl Style {
    const fn new(size: u32, weight: u32, fill: &'static str, room: u32) -> Self {
        Self {
            size,
            weight,
            fill,
            room,
        }
    }

    fn line_height(self) -> u32 {
        self.size * 5 / 4
    }
}

impl Block {
    /// Cuts `text` into at most `most` lines. A longer text ends in an ellipsis.
    fn new(fonts: &Fonts, text: &str, style: Style, most: usize) -> Result<Self, DrawError> {
        let mut lines = lines(fonts, text, style)?;
        let is_whole = lines.len() <= most;
        lines.truncate(most);
        if let Some(last) = lines.last_mut().filter(|_| !is_whole) {
            last.push('\u{2026}');
            while last.chars().count() > 1
                && Line::new(fonts, last, false, style)?.width > f64::from(style.room)
            {
                last.pop();
                last.pop();
                last.truncate(last.trim_end().len());
                last.push('\u{2026}');
            }
        }
        Ok(Self {
            lines,
            style,
            is_whole,
        })
    }

    fn height(&self) -> u32 {
        let lines = u32::try_from(self.lines.len()).unwrap_or_default();
        lines * self.style.line_height()
    }

    /// Returns the lines below `top` as SVG; they end at `edge` if `is_rtl`, else they begin there. A line that is wider
    /// than its room is drawn smaller.
    fn draw(&self, fonts: &Fonts, is_rtl: bool, edge: u32, top: u32) -> Result<String, DrawError> {
        let Style {
            size,
            weight,
            fill,
            room,
        } = self.style;
        let mut drawn = String::new();
        for (line, index) in self.lines.iter().zip(0..) {
            let line = Line::new(fonts, line, is_rtl, self.style)?;
            let smaller = (f64::from(room) / line.width).min(1.0);
            let size = f64::from(size) * smaller;
            let baseline = top + self.style.size + index * self.style.line_height();
            let edge = f64::from(edge);
            let left = if is_rtl {
                edge - line.width * smaller
            } else {
                edge
            };
            for (unit, x) in &line.units {
                let (x, unit) = (left + x * smaller, escape(unit));
                drawn += "<text";
                for (name, value) in [("x", x), ("y", f64::from(baseline)), ("font-size", size)] {
                    drawn += &attribute(name, &format!("{value:.2}"));
                }
                drawn += &attribute("font-weight", &weight.to_string());
                drawn += &attribute("fill", fill);
                drawn.extend([">", &unit, "</text>\n"]);
            }
        }
        Ok(drawn)
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{value}\"")
}

/// The words of a line in their places. The drawing crate replaces fonts for a whole text at once, and finds none for a
/// text in two scripts, so that each word is a text of its own.
struct Line {
    /// The words with their distances from the left end of the line.
    units: Vec<(String, f64)>,
    width: f64,
}

impl Line {
    /// Lays out a line in the direction of its first letter, else in that of the page.
    fn new(fonts: &Fonts, line: &str, is_page_rtl: bool, style: Style) -> Result<Self, DrawError> {
        let is_rtl = is_right_to_left(line).unwrap_or(is_page_rtl);
        let units = units(line, is_rtl);
        let texts: Vec<&str> = units.iter().map(String::as_str).collect();
        let widths = fonts.widths(&texts, style.size, style.weight)?;
        let space = space(fonts, style)?;
        let width = widths.iter().map(|it| it + space).sum::<f64>() - space;
        let mut used = 0.0;
        let place = |(unit, own): (String, f64)| {
            let x = if is_rtl { width - used - own } else { used };
            used += own + space;
            (unit, x)
        };
        let units = units.into_iter().zip(widths).map(place).collect();
        let width = width.max(1.0);
        Ok(Self { units, width })
    }
}

/// Returns the words of a line. Words that run against the line and follow each other are one, so that they keep their
/// order.
fn units(line: &str, is_rtl: bool) -> Vec<String> {
    let mut units: Vec<(String, bool)> = Vec::new();
    for word in line.split(' ') {
        let word_is_rtl = is_right_to_left(word).unwrap_or(is_rtl);
        match units.last_mut() {
            Some((unit, last)) if *last == word_is_rtl && word_is_rtl != is_rtl => {
                unit.push(' ');
                unit.push_str(word);
            }
            _ => units.push((word.to_owned(), word_is_rtl)),
        }
    }
    // The drawing crate takes every text for one from left to right, which would put punctuation on the wrong side.
    let embed = |(unit, is_rtl)| {
        if is_rtl {
            format!("\u{202b}{unit}\u{202c}")
        } else {
            unit
        }
    };
    units.into_iter().map(embed).collect()
}

/// Returns whether the first letter of a text runs from right to left; `None` if it has no letter.
fn is_right_to_left(text: &str) -> Option<bool> {
    let first = text.chars().find(|it| it.is_alphabetic())?;
    Some(matches!(first, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}'))
}

/// Returns the width of a space.
fn space(fonts: &Fonts, style: Style) -> Result<f64, DrawError> {
    let widths = fonts.widths(&["n n", "nn"], style.size, style.weight)?;
    Ok(match widths.as_slice() {
        [apart, together] => apart - together,
        _ => 0.0,
    })
}

impl Still {
    /// Returns the social image as PNG.
    ///
    /// # Errors
    /// There is no font for one of its letters.
    pub fn social(&self, fonts: &Fonts) -> Result<Vec<u8>, DrawError> {
        fonts.draw(&self.social_svg(fonts)?)
    }

    fn social_svg(&self, fonts: &Fonts) -> Result<String, DrawError> {
        let symbol = self.symbol();
        let (fill, outline) = (colour(symbol), view::outline(symbol));
        let as_of = self.as_of(&self.dated(self.at));
        let subject = self.subject();
        let headline = subject.as_deref().unwrap_or(self.headline());
        let sentence = subject.as_ref().map(|_| self.headline().to_owned());
        let ending = self.ending(|at| self.dated(at));
        let texts = [
            Some(self.badge_words().to_owned()),
            Some(headline.to_owned()),
            sentence,
            ending,
            self.snapshot.page.name.clone(),
            Some(as_of),
        ];
        let [words, headline, sentence, ending, name, as_of] = fonts.with_glyphs(texts)?;

        let words = words.unwrap_or_default();
        let state = Style::new(36, 700, fill, COLUMN);
        let plain = Style::new(34, 400, INK, COLUMN);
        let mut blocks = vec![
            Block::new(fonts, &words, state, 1)?,
            title(fonts, &headline.unwrap_or_default())?,
        ];
        for text in [sentence, ending].into_iter().flatten() {
            blocks.push(Block::new(fonts, &text, plain, 2)?);
        }

        let is_rtl = self.language.direction() == "rtl";
        let (left, right) = (MARGIN, SIZE.0 - MARGIN);
        let (symbol_x, edge, outer) = if is_rtl {
            (right - SYMBOL, left + COLUMN, right)
        } else {
            (left, right - COLUMN, left)
        };
        let (scale, symbol_y) = (SYMBOL / 16, (BAND - SYMBOL) / 2);
        let height: u32 = blocks.iter().map(|it| it.height() + GAP).sum();
        let mut top = BAND.saturating_sub(height) / 2;
        let (total_width, total_height) = SIZE;
        let mut drawn = format!(
            "<rect width=\"{total_width}\" height=\"{total_height}\" fill=\"{PAPER}\"/>\n\
             <rect width=\"{total_width}\" height=\"{BAND}\" fill=\"{fill}\" fill-opacity=\"0.12\"/>\n\
             <path fill=\"{fill}\" fill-rule=\"evenodd\" transform=\"translate({symbol_x} {symbol_y}) scale({scale})\" \
             d=\"{outline}\"/>\n"
        );
        for block in &blocks {
            drawn += &block.draw(fonts, is_rtl, edge, top)?;
            top += block.height() + GAP;
        }
        let (bold, soft) = (
            Style::new(34, 700, INK, WHOLE),
            Style::new(28, 400, SOFT, WHOLE),
        );
        let name = Block::new(fonts, &name.unwrap_or_default(), bold, 1)?;
        let as_of = Block::new(fonts, &as_of.unwrap_or_default(), soft, 1)?;
        top = BAND + 32;
        drawn += &name.draw(fonts, is_rtl, outer, top)?;
        drawn += &as_of.draw(fonts, is_rtl, outer, top + name.height())?;
        Ok(drawn)
    }
}

/// Returns the headline in the larger of two sizes if it can be shown whole in it, else in the smaller.
fn title(fonts: &Fonts, text: &str) -> Result<Block, DrawError> {
    let large = Block::new(fonts, text, Style::new(64, 700, INK, COLUMN), 2)?;
    if large.is_whole {
        return Ok(large);
    }
    Block::new(fonts, text, Style::new(46, 700, INK, COLUMN), 3)
}

/// Returns `text` in lines that are not wider than the room of their style.
fn lines(fonts: &Fonts, text: &str, style: Style) -> Result<Vec<String>, DrawError> {
    let room = f64::from(style.room);
    let widths = |texts: &[&str]| fonts.widths(texts, style.size, style.weight);
    let space = space(fonts, style)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for (word, width) in words.iter().zip(widths(&words)?) {
        if !line.is_empty() && used + space + width <= room {
            line.push(' ');
            line.push_str(word);
            used += space + width;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        used = 0.0;
        // A word that is wider than a line, such as a sentence in a language without spaces, is cut anywhere.
        let pieces = if width <= room {
            vec![*word]
        } else {
            clusters(word)
        };
        for (piece, width) in pieces.iter().zip(widths(&pieces)?) {
            if !line.is_empty() && used + width > room {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push_str(piece);
            used += width;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    Ok(lines)
}

/// Returns the characters of a word, each with the marks that follow it.
fn clusters(word: &str) -> Vec<&str> {
    let starts = word.char_indices().filter(|(_, it)| it.width() != Some(0));
    let mut starts: Vec<usize> = starts.map(|(at, _)| at).chain([word.len()]).collect();
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    let cluster = |ends: &[usize]| match ends {
        [start, end] => word.get(*start..*end),
        _ => None,
    };
    starts.windows(2).filter_map(cluster).collect()
}
