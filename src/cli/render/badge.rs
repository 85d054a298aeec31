//! Badges: the overall status as a small picture, for readmes, wikis and dashboards.

use super::html::escape;
use super::still::Still;
use crate::model::status::situation::Symbol;
use crate::view;

/// The shape of a badge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum BadgeStyle {
    /// Rounded, 20 pixels high.
    #[default]
    Flat,
    /// A flat badge with square corners.
    Square,
    /// 28 pixels high.
    Large,
}

/// The sizes of a style, in pixels.
struct Sizes {
    height: u32,
    radius: u32,
    font: u32,
    padding: u32,
}

impl BadgeStyle {
    fn sizes(self) -> Sizes {
        let (height, radius, font, padding) = match self {
            Self::Flat => (20, 4, 11, 7),
            Self::Square => (20, 0, 11, 7),
            Self::Large => (28, 5, 14, 10),
        };
        Sizes {
            height,
            radius,
            font,
            padding,
        }
    }
}

impl Still {
    /// Returns a self-contained SVG picture whose title states the time that it is as of.
    pub fn badge(&self, style: BadgeStyle) -> String {
        let name = self.snapshot.page.name.as_deref().unwrap_or("Status");
        let (symbol, words) = (self.symbol(), self.badge_words());
        let as_of = self.dated(self.at);
        let facts = self.joined(&[Some(words.to_owned()), Some(self.as_of(&as_of))]);
        let spoken = self.labelled(name, &facts);
        let Sizes {
            height,
            radius,
            font,
            padding,
        } = style.sizes();
        let (name_width, words_width) = (width(name, font), width(words, font));
        let left = name_width + 2 * padding;
        let words_at = left + padding + font + font / 2;
        let total = words_at + words_width + padding;
        let shape_at = (height - font) / 2;
        // Digits and capitals are seven tenths of the font high.
        let baseline = u32::midpoint(height, font * 7 / 10);
        let shape_x = left + padding;
        let scale = f64::from(font) / 16.0;
        let (colour, outline) = (colour(symbol), view::outline(symbol));
        let (name, spoken) = (escape(name), escape(&spoken));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{total}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title\">\n\
             <title id=\"title\">{spoken}</title>\n\
             <clipPath id=\"edge\"><rect width=\"{total}\" height=\"{height}\" rx=\"{radius}\"/></clipPath>\n\
             <g clip-path=\"url(#edge)\"><path fill=\"#30343b\" d=\"M0 0h{left}v{height}H0z\"/>\
             <path fill=\"{colour}\" d=\"M{left} 0H{total}v{height}H{left}z\"/></g>\n\
             <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"{font}\">\
             <text x=\"{padding}\" y=\"{baseline}\" textLength=\"{name_width}\">{name}</text>\
             <path fill-rule=\"evenodd\" transform=\"translate({shape_x} {shape_at}) scale({scale})\" d=\"{outline}\"/>\
             <text x=\"{words_at}\" y=\"{baseline}\" textLength=\"{words_width}\">{words}</text></g>\n\
             </svg>\n"
        )
    }
}

/// Returns the background colour, which has a contrast of at least 4.5:1 with white.
pub(super) fn colour(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Operational => "#1e7145",
        Symbol::Queued => "#4a5b78",
        Symbol::Maintenance => "#6b4ba1",
        Symbol::Degraded => "#8a5a00",
        Symbol::Restarting => "#1f5fa8",
        Symbol::Outage => "#a3352b",
        Symbol::Unknown => "#5a606b",
    }
}

/// Estimates the width of a text in Verdana. The SVG states this width, so that other fonts are fitted to it.
fn width(text: &str, font: u32) -> u32 {
    let hundredths: u32 = text.chars().map(advance).sum();
    (hundredths * font).div_ceil(100)
}

/// Returns the width of one character, in hundredths of the font size.
fn advance(character: char) -> u32 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' => 28,
        ' ' | '.' | ',' | ':' | ';' | 'f' | 't' | 'I' | '-' | '(' | ')' | '/' => 40,
        'r' | 's' | 'c' | 'z' | 'J' => 50,
        'm' | 'M' | 'w' | 'W' | '@' | '%' => 95,
        'A'..='Z' => 71,
        '\0'..='\u{2e7f}' => 62,
        _ => 100,
    }
}
