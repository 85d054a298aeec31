//! Pieces of markup of the plain page. End tags that HTML does not require are left out: those of table cells, rows and
//! list items alone would take a twentieth of the page.

use crate::cli::render::html::escape;
use crate::model::document::vocabulary::PhaseStatus;
use crate::model::status::situation::Symbol;
use crate::model::time::instant::{Instant, write};

pub(super) fn wrapped(before: &str, inner: &str, after: &str) -> String {
    if inner.is_empty() {
        return String::new();
    }
    [before, inner, after].concat()
}

pub(super) fn card(name: &str, facts: &str) -> String {
    let (name, facts) = (escape(name), escape(facts));
    format!("<li><h3>{name}</h3><p class=\"s\">{facts}</p>\n")
}

pub(super) fn paragraph(class: &str, text: Option<&str>) -> String {
    let Some(text) = text.map(escape).filter(|it| !it.is_empty()) else {
        return String::new();
    };
    if class.is_empty() {
        return format!("<p>{text}</p>\n");
    }
    format!("<p class=\"{class}\">{text}</p>\n")
}

pub(super) fn time(at: Instant, words: &str) -> String {
    let at = write(at);
    format!("<time datetime=\"{at}\">{words}</time>")
}

/// Returns a symbol of `view/symbol.rs` as a character: drawings would take a tenth of the page.
pub(super) fn mark(symbol: Symbol) -> String {
    hidden(match symbol {
        Symbol::Operational => "\u{25cf}",
        Symbol::Queued => "\u{25f7}",
        Symbol::Maintenance => "\u{25c6}",
        Symbol::Degraded => "\u{25b2}",
        Symbol::Restarting => "\u{21bb}",
        Symbol::Outage => "\u{25fc}",
        Symbol::Unknown => "?",
    })
}

pub(super) fn phase_mark(status: PhaseStatus) -> String {
    hidden(match status {
        PhaseStatus::Done => "\u{25cf}",
        PhaseStatus::Active => "\u{25d0}",
        PhaseStatus::Failed => "\u{25fc}",
        PhaseStatus::Pending | PhaseStatus::Skipped | PhaseStatus::Unknown => "\u{25cb}",
    })
}

/// Returns a mark that only adds a shape to its word.
fn hidden(mark: &str) -> String {
    format!("<i aria-hidden=\"true\">{mark}</i>")
}
