//! The foot of a printed page: the page's address, in letters and as a QR code.
//!
//! The foot is outside the element whose content the page's script replaces, so it is still there when a page is
//! printed after its script has started. It is hidden on screens, and `style/print.css` shows it on paper. The policy
//! of the page allows no inline styles, so the code is drawn by attributes alone.

use qrcode::{Color, EcLevel, QrCode};

use super::html::{escape, without};
use super::still::Still;

const FOOT: &str = "<div class=\"foot\" hidden>";
const FOOT_END: &str = "</div>";
/// The empty modules around a code, without which a camera may not find it: ISO/IEC 18004, section 6.3.8.
const QUIET: usize = 4;
/// The width of the printed picture in CSS pixels: 18 mm.
const SIZE: &str = "68";
/// The width of the largest code in modules, that of version 8. At the printed size, the modules of larger ones would
/// be too small for the cameras of phones.
const WIDEST: usize = 49;

impl Still {
    /// Returns the foot as a line; empty if the document does not state an address that can be opened from paper.
    pub(super) fn foot(&self) -> String {
        let url = self.snapshot.page.url.as_deref();
        let url = url.filter(|it| it.starts_with("https://") || it.starts_with("http://"));
        url.map_or_else(String::new, |url| {
            let code = code(url).unwrap_or_default();
            format!("\n{FOOT}{code}<p dir=\"ltr\">{}</p>{FOOT_END}", escape(url))
        })
    }
}

/// Returns `html` without the foot of an earlier rendering.
pub(super) fn without_foot(html: &str) -> String {
    without(html, FOOT, FOOT_END)
}

/// Returns the QR code of a text as SVG; `None` if the text is too long for a code of the printed size.
fn code(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    if width > WIDEST {
        return None;
    }
    let side = width + 2 * QUIET;
    let rows = code.to_colors();
    let rows = rows.chunks(width).enumerate();
    let lines: String = rows.map(|(y, row)| line(y + QUIET, row)).collect();
    Some(format!(
        "<svg width=\"{SIZE}\" viewBox=\"0 0 {side} {side}\" stroke=\"#000\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
         <path d=\"{lines}\"/></svg>"
    ))
}

/// Returns the dark modules of a row, which always has some, as a line with gaps in the syntax of SVG paths.
fn line(y: usize, row: &[Color]) -> String {
    let end = row.iter().rposition(|it| *it == Color::Dark);
    let row = row.get(..=end.unwrap_or_default()).unwrap_or_default();
    let runs = row.chunk_by(PartialEq::eq).map(|run| match run {
        [Color::Dark, ..] => format!("h{}", run.len()),
        _ => format!("m{} 0", run.len()),
    });
    format!("M{QUIET} {y}.5{}", runs.collect::<String>())
}
