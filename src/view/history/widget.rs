//! The bar of a widget: the last days of one service or of everything together, with their figures.

use std::rc::Rc;

use super::HistoryContext;
use super::bar::{anchor, picture};
use super::months::not_loaded;
use crate::model::document::query::percent_encode;
use crate::model::history::days::Day;
use crate::model::history::reader::IndexState;
use crate::model::history::service_days::ServiceDays;
use crate::model::i18n::message::{self, Phrase, history};
use crate::view::html::{Element, IntoView as _, View, a, div, p};

/// Returns the bar, or why there is none to be seen.
pub fn history_bar(context: HistoryContext) -> Element {
    div()
        .class("history-bar")
        .attr("lang", context.language().tag().to_owned())
        .attr("dir", context.language().direction())
        .child(move || content(context))
}

fn content(context: HistoryContext) -> View {
    let lacking = context.lacking_months();
    if !lacking.is_empty() && context.bars().is_some_and(|it| it.is_empty()) {
        return not_loaded(context, &lacking).into_view();
    }
    let told = |phrase| p().child(context.text(phrase)).into_view();
    match context.index() {
        IndexState::Pending => told(Phrase::HistoryLoading),
        IndexState::Missing => told(Phrase::HistoryEmpty),
        IndexState::Failed => told(Phrase::HistoryFailed),
        IndexState::Read => match context.bars() {
            None => told(Phrase::HistoryLoading),
            Some(rows) => match rows.first() {
                None => told(Phrase::HistoryEmpty),
                Some(row) => filled(context, row).into_view(),
            },
        },
    }
}

fn filled(context: HistoryContext, row: &ServiceDays) -> Vec<View> {
    let language = context.language();
    let name = match &row.id {
        Some(_) => row.name.clone(),
        None => context.text(Phrase::HistoryEverything).to_owned(),
    };
    let days: Rc<[Day]> = row.days.as_slice().into();
    let figures = history::figures(language, row);
    let figures: Vec<&str> = figures.iter().map(String::as_str).collect();
    let number = context.place().days;
    let lacking = not_loaded(context, &context.lacking_months());
    let explained = [
        Phrase::HistoryDaysExplained.text(language),
        &history::days_in(language, Phrase::HistoryFiguresExplained, number),
    ];
    vec![
        p().class("uptime-figures")
            .child(message::joined(language, &figures))
            .child(" ")
            .child(link(context, row))
            .into_view(),
        picture(context, 0, row, &name, &days),
        lacking.into_view(),
        p().class("explained")
            .child(message::sentences(language, &explained))
            .into_view(),
    ]
}

/// Returns the link to the history page, where it shows the service.
fn link(context: HistoryContext, row: &ServiceDays) -> Element {
    let id = row.id.as_deref().map(anchor);
    let id = id.as_deref().map_or("uptime".to_owned(), percent_encode);
    let address = [&context.place().history, "#", &id].concat();
    a().attr("part", "link")
        .attr("href", address)
        .child(context.text(Phrase::HistoryTitle))
}
