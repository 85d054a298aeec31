//! The contrast of the operator's colours, by the formula of WCAG 2.2.

use std::collections::BTreeMap;

use super::{Brand, Theme};

/// The style sheet with the page's own colours.
const TOKENS: &str = include_str!("../../../style/tokens.css");
/// The selector before the dark colours.
const DARK: &str = ":root[data-theme=\"dark\"] {";

/// Pairs of colours: in front, behind, and the least contrast between them. Text has 7 : 1 (WCAG 1.4.6), and 4.5 : 1
/// (1.4.3) in the headings of groups; symbols, borders of controls and the focus ring have 3 : 1 (1.4.11).
const PAIRS: [(&str, &str, f64); 11] = [
    ("ink", "paper", 7.0),
    ("ink", "card", 7.0),
    ("ink", "well", 7.0),
    ("soft", "paper", 7.0),
    ("soft", "card", 7.0),
    ("soft", "well", 4.5),
    ("accent", "paper", 7.0),
    ("accent", "card", 7.0),
    ("accent", "well", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "card", 3.0),
];
const SYMBOLS: [&str; 7] = [
    "is-operational",
    "is-queued",
    "is-maintenance",
    "is-degraded",
    "is-restarting",
    "is-outage",
    "is-unknown",
];
const SYMBOL_CONTRAST: f64 = 3.0;

/// A contrast that is too low.
#[derive(Clone, Debug, PartialEq)]
pub struct LowContrast {
    /// The setting with the theme: `brand.light` or `brand.dark`.
    pub setting: &'static str,
    /// The colour in front, with its name.
    pub front: (String, String),
    /// The colour behind it, with its name.
    pub behind: (String, String),
    /// The contrast, rounded down to hundredths.
    pub found: f64,
    /// The least contrast.
    pub least: f64,
}

/// Returns the page's own colours of the light theme, by their names without the dashes before them.
pub fn own_light() -> BTreeMap<String, String> {
    colours(TOKENS.split("@media").next().unwrap_or_default())
}

/// Returns the page's own colours of the dark theme.
pub fn own_dark() -> BTreeMap<String, String> {
    let mut all = own_light();
    let block = TOKENS
        .split(DARK)
        .nth(1)
        .and_then(|it| it.split('}').next());
    all.extend(colours(block.unwrap_or_default()));
    all
}

fn colours(css: &str) -> BTreeMap<String, String> {
    let declarations = css
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--"));
    declarations
        .filter_map(|line| line.strip_suffix(';')?.split_once(": #"))
        .map(|(name, digits)| (name.to_owned(), format!("#{digits}")))
        .collect()
}

/// The tokens that refer to others, so that a colour of the light theme applies in the dark one, too.
pub(super) const REFERRING: [&str; 2] = ["focus", "is-unknown"];

/// Returns the pairs whose contrast the operator's colours make too low. Other colours of the light theme do not apply in
/// the dark one.
pub fn check(brand: &Brand) -> Vec<LowContrast> {
    let mut dark = brand.dark.clone();
    for token in REFERRING {
        if let Some(colour) = brand.light.get(token) {
            dark.entry(token.to_owned()).or_insert(colour.clone());
        }
    }
    let mut found = low("brand.light", own_light(), &brand.light);
    found.extend(low("brand.dark", own_dark(), &dark));
    found
}

fn low(setting: &'static str, own: BTreeMap<String, String>, theme: &Theme) -> Vec<LowContrast> {
    let mut all = own;
    all.extend(theme.clone());
    let symbols = SYMBOLS.iter().flat_map(|symbol| {
        ["paper", "card", "well"].map(|behind| (*symbol, behind, SYMBOL_CONTRAST))
    });
    let focus = ["paper", "card"].map(|behind| ("focus", behind, SYMBOL_CONTRAST));
    let pairs = PAIRS.into_iter().chain(symbols).chain(focus);
    let is_own =
        |front: &str, behind: &str| !theme.contains_key(front) && !theme.contains_key(behind);
    pairs
        .filter(|(front, behind, _)| !is_own(front, behind))
        .filter_map(|(front, behind, least)| {
            let (above, below) = (all.get(front)?, all.get(behind)?);
            let found = (contrast(above, below)? * 100.0).floor() / 100.0;
            (found < least).then(|| LowContrast {
                setting,
                front: (front.to_owned(), above.clone()),
                behind: (behind.to_owned(), below.clone()),
                found,
                least,
            })
        })
        .collect()
}

/// Returns the contrast of two colours, from 1 to 21; `None` if one is not a colour.
///
/// ```
/// use intermission::cli::config::contrast::contrast;
/// assert_eq!(contrast("#000", "#ffffff"), Some(21.0));
/// assert_eq!(contrast("#123456", "#123456"), Some(1.0));
/// assert_eq!(contrast("black", "#fff"), None);
/// ```
pub fn contrast(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// Returns the relative luminance of a colour, from 0 to 1.
fn luminance(colour: &str) -> Option<f64> {
    let [red, green, blue] = channels(colour)?.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

/// Returns the channels of a colour in the form `#rgb` or `#rrggbb`.
pub(super) fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#')?;
    if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let channel = |at: usize| match digits.len() {
        3 => u8::from_str_radix(&digits.get(at..=at)?.repeat(2), 16).ok(),
        6 => u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok(),
        _ => None,
    };
    Some([channel(0)?, channel(1)?, channel(2)?])
}
