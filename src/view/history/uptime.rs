//! The bars of the last days with their figures: of everything together, then of each service.

use super::bar::bar;
use super::months::not_loaded;
use super::{HistoryContext, titled};
use crate::model::history::reader::IndexState;
use crate::model::i18n::message::{Phrase, history};
use crate::view::html::{Element, li, p, ul};

/// Returns the section, or nothing where no service is recorded.
pub(super) fn uptime(context: HistoryContext) -> Option<Element> {
    let section = titled(context, "uptime", Phrase::HistoryUptime);
    let Some(bars) = context.bars() else {
        let is_coming = context.index() == IndexState::Read;
        let loading = p().child(context.text(Phrase::HistoryLoading));
        return is_coming.then(|| section.child(loading));
    };
    if bars.is_empty() {
        return None;
    }
    let days = bars.first().map_or(0, |it| it.days.len());
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    let figures = history::days_in(context.language(), Phrase::HistoryFiguresExplained, days);
    let rows: Vec<Element> = bars
        .iter()
        .enumerate()
        .map(|(place, row)| li().child(bar(context, place, row)))
        .collect();
    Some(
        section
            .child(p().child(context.text(Phrase::HistoryDaysExplained)))
            .child(p().child(figures))
            .child(not_loaded(context, &context.lacking_months()))
            .child(ul().class("uptime-services").child(rows)),
    )
}
