//! The seven shapes of state, which differ in greyscale too.

use super::html::{Element, path, svg};
use crate::model::status::situation::Symbol;

/// Returns a symbol for use beside its word. It is hidden from assistive technology, because it adds nothing to the
/// word.
pub(super) fn symbol(symbol: Symbol) -> Element {
    svg()
        .class(["symbol is-", symbol.name()].concat())
        .attr("viewBox", "0 0 16 16")
        .attr("aria-hidden", "true")
        .child(path().attr("d", outline(symbol)))
}

/// Returns the outline on a 16 × 16 grid, filled by the even-odd rule.
pub(crate) fn outline(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Operational => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
        Symbol::Queued => {
            "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 3.3a4.7 4.7 0 1 0 0 9.4 4.7 4.7 0 0 0 \
             0-9.4zM7.2 4.8h1.6v2.9l2.2 1.6-1 1.3-2.8-2.1z"
        }
        Symbol::Maintenance => "M8 1l7 7-7 7-7-7z",
        Symbol::Degraded => "M8 1.8l7.2 12.6H.8z",
        Symbol::Restarting => {
            "M8 2a6 6 0 0 1 4.6 2.1L14.4 2.4V7.6H9.2l2-2A4.1 4.1 0 1 0 12 9h1.9A6 6 0 1 1 8 2z"
        }
        Symbol::Outage => "M2.2 2.2h11.6v11.6H2.2z",
        Symbol::Unknown => {
            "M8 1.5c2.7 0 4.6 1.6 4.6 3.9 0 1.7-.9 2.6-2.1 3.4-1 .7-1.4 1.1-1.4 2v.4H6.9v-.6c0-1.7.8-2.5 \
             1.9-3.3.9-.6 1.4-1 1.4-1.8 0-.9-.8-1.6-2.1-1.6-1.4 0-2.3.8-2.4 2.1H3.4C3.5 3.3 5.3 1.5 8 \
             1.5zM6.8 12.4h2.4v2.4H6.8z"
        }
    }
}
