//! The history page without script: the page's own views, rendered into the built page.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::Owner;

use super::super::RenderError;
use super::super::html::{attributes, content, escape, replaced, span, with_attribute};
use super::super::plain::compact;
use super::Facts;
use crate::cli::site::kind::PAST;
use crate::model::history::files::MonthFile;
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::past_event::past_events;
use crate::model::history::reader::{DAYS, MonthState};
use crate::model::i18n::message::{Phrase, history, joined};
use crate::view::history::{self as view, Contents, HistoryContext, Place};
use crate::view::html::Element;

/// The name of the built page of the history.
pub(in crate::cli) const HISTORY_PAGE: &str = PAST;
/// The element whose content the page's script replaces.
const PLACE: &str = "<div id=\"intermission\"";
const TITLE: &str = "<title>";
/// The colours, and the style of a month.
const STYLES: [&str; 2] = [
    include_str!("../../../../style/tokens.css"),
    include_str!("../../../../style/month.css"),
];

/// Returns `html`, the built page of the history, with the history in it. An earlier one in it is replaced. `damaged` are the
/// months that could not be read in full.
///
/// # Errors
/// `html` is not that page.
pub(in crate::cli) fn history_page(
    history: &History,
    damaged: &BTreeSet<Month>,
    facts: &Facts,
    html: &str,
) -> Result<String, RenderError> {
    let missing = |expected| RenderError::NotOurPage { expected };
    let root = span(html, "<html", ">").ok_or(missing("<html"))?;
    let tag = html.get(root.clone()).unwrap_or_default();
    let tag = with_attribute(tag, "lang", facts.language.tag());
    let tag = with_attribute(&tag, "dir", facts.language.direction());
    let html = replaced(html, root, &tag);
    let title = content(&html, TITLE).ok_or(missing(TITLE))?;
    let html = replaced(&html, title, &escape(&facts.title()));
    let place = span(&html, PLACE, ">").ok_or(missing(PLACE))?;
    let opening = html.get(place.clone()).unwrap_or_default();
    let opening = with_attribute(opening, "data-status", &escape(facts.status_url()));
    let html = replaced(&html, place, &opening);
    let place = content(&html, &opening).ok_or(missing(PLACE))?;
    let view = rendered(facts, contents(history, damaged, facts), view::history_page);
    Ok(replaced(&html, place, &format!("\n{view}\n")))
}

/// Returns the language that a rendered history page is in.
pub(in crate::cli) fn language_of(html: &str) -> Option<String> {
    let tag = html.get(span(html, "<html", ">")?)?;
    let (_, rest) = tag.split_once(" lang=\"")?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// Returns what the page shows: the days, and the months that are in memory with their events.
fn contents(history: &History, damaged: &BTreeSet<Month>, facts: &Facts) -> Contents {
    let months = history.index.months().into_iter();
    let months = months.map(|month| {
        let state = match history.months.get(&month) {
            Some(file) => read(file, damaged.contains(&month), facts),
            None => MonthState::Listed(1),
        };
        (month, state)
    });
    Contents {
        bars: history.recent_days(DAYS, facts.now),
        stated: history.stated(DAYS, facts.now),
        months: months.collect(),
        recorded_until: history.index.published(),
    }
}

fn read(file: &MonthFile, is_damaged: bool, facts: &Facts) -> MonthState {
    let events = past_events(file, facts.language, &facts.languages);
    MonthState::Read {
        events: Arc::new(events),
        is_damaged,
    }
}

fn rendered(
    facts: &Facts,
    contents: Contents,
    view: impl FnOnce(HistoryContext) -> Element,
) -> String {
    let place = Place {
        status: facts.status_url().to_owned(),
        base: facts.base(),
        history: String::new(),
        fragment: String::new(),
        zone: None,
        days: DAYS,
        is_still: true,
    };
    let owner = Owner::new();
    owner.with(|| view(HistoryContext::still(facts.language, place, contents)).to_html())
}

/// Returns the page of one month as HTML that needs no other file.
pub(super) fn month_page(
    month: Month,
    file: &MonthFile,
    damaged: &BTreeSet<Month>,
    facts: &Facts,
) -> String {
    let contents = Contents {
        months: vec![(month, read(file, damaged.contains(&month), facts))],
        ..Contents::default()
    };
    let name = history::month(facts.language, month);
    let title = joined(facts.language, &[&name, &facts.title()]);
    let description = Phrase::HistoryLead.text(facts.language);
    let view = rendered(facts, contents, |context| {
        view::history_month(context, month)
    });
    let styles = STYLES.map(compact).concat();
    format!(
        "<!DOCTYPE html>\n<html data-intermission=\"history\" {}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <meta name=\"description\" content=\"{}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <style>{styles}</style>\n</head>\n<body>\n{view}\n</body>\n</html>\n",
        attributes(facts.language),
        escape(&title),
        escape(description),
    )
}
