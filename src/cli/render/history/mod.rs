//! The forms of the history for people without scripts and for programs: the history page, pages of months, feeds and a
//! calendar.
//!
//! All are pure functions of the history and the [`Facts`], so that the same history gives the same files.

mod atom;
mod calendar;
mod entries;
mod json_feed;
mod page;

pub(in crate::cli) use page::{HISTORY_PAGE, history_page, language_of};

use std::collections::BTreeSet;

use super::still::host_of;
use crate::model::document::wire::Document;
use crate::model::history::feed_files::{
    ATOM, CALENDAR, JSON, file_stem, month_page as page_of_month, service_file,
};
use crate::model::history::files::MonthFile;
use crate::model::history::month::Month;
use crate::model::history::observe::History;
use crate::model::history::past_event::past_events;
use crate::model::history::reader::{DAYS, first_month};
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::{Phrase, joined, native};
use crate::model::policy::return_target::origin;
use crate::model::status::normalize::normalize;
use crate::model::status::snapshot::Page;
use crate::model::time::instant::Instant;
use entries::{FeedEntry, entries};

/// The most entries of a feed, the newest ones.
const MOST_ENTRIES: usize = 50;

/// The facts that the forms state besides the history.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Facts {
    pub(in crate::cli) language: Language,
    pub(in crate::cli) languages: Vec<String>,
    /// Whose page this is.
    pub(in crate::cli) page: Page,
    /// The instant for which everything is written.
    pub(in crate::cli) now: Instant,
}

impl Facts {
    /// Returns the facts about a page, with texts in the first of `languages` that they exist in.
    pub(in crate::cli) fn new(page: Page, languages: &[String], now: Instant) -> Self {
        Self {
            language: native::fitting(languages).unwrap_or_default(),
            languages: languages.to_vec(),
            page,
            now,
        }
    }

    /// Returns the address of the page with the present status.
    fn status_url(&self) -> &str {
        self.page.url.as_deref().unwrap_or("/")
    }

    /// Returns the address of the folder that is served, with `/` at its end: the built page stands at the root of its
    /// host. Only the `/` if the document does not state where the page is.
    fn base(&self) -> String {
        let origin = self.page.url.as_deref().and_then(origin);
        format!("{}/", origin.unwrap_or_default())
    }

    /// Returns the host that calendars put into ids, as that of the present maintenances does.
    fn host(&self) -> &str {
        host_of(&self.page).unwrap_or("localhost")
    }

    /// Returns the host for `tag:` URIs, which have no port.
    fn authority(&self) -> &str {
        let host = self.host();
        host.split(':').next().unwrap_or(host)
    }

    /// Returns the title of the history, with the name of the page.
    fn title(&self) -> String {
        let title = Phrase::HistoryTitle.text(self.language);
        joined(
            self.language,
            &[title, self.page.name.as_deref().unwrap_or_default()],
        )
    }
}

/// Returns whose page a document is; `None` if it cannot be read.
pub(in crate::cli) fn page_of(document: &[u8]) -> Option<Page> {
    let (document, _) = Document::read(document).ok()?;
    Some(normalize(&document, Language::default(), &[]).0.page)
}

/// A form of the history, and the file that it belongs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Form {
    pub(in crate::cli) name: String,
    pub(in crate::cli) text: String,
}

/// Returns the months that the history page shows in full and feeds are made of: the present month and those of the last
/// ninety days, later ones, and the months of records that the published document names.
pub(in crate::cli) fn recent_months(history: &History, now: Instant) -> BTreeSet<Month> {
    let first = first_month(now, DAYS);
    let months = history.index.months().into_iter();
    let mut recent: BTreeSet<Month> = months.filter(|month| *month >= first).collect();
    let named = history
        .index
        .named
        .iter()
        .filter_map(|it| it.month.as_deref());
    recent.extend(named.filter_map(Month::parse));
    recent
}

/// Returns the page of one month. `damaged` are the months that could not be read in full.
pub(in crate::cli) fn month_page(
    month: Month,
    file: &MonthFile,
    damaged: &BTreeSet<Month>,
    facts: &Facts,
) -> Form {
    Form {
        name: page_of_month(month),
        text: page::month_page(month, file, damaged, facts),
    }
}

/// Returns the feeds of everything and of each service of the present month, and the calendar.
pub(in crate::cli) fn feeds(history: &History, facts: &Facts) -> Vec<Form> {
    let mut events = Vec::new();
    for file in history.months.values() {
        let of_month = past_events(file, facts.language, &facts.languages);
        events.extend(of_month.into_iter().map(|event| (file, event)));
    }
    let entries: Vec<FeedEntry> = entries(&events, facts);
    let mut forms = feed(&entries, None, facts);
    for service in history.services() {
        forms.extend(feed(&entries, Some(service), facts));
    }
    forms.push(Form {
        name: CALENDAR.to_owned(),
        text: calendar::calendar(&events, facts),
    });
    forms
}

/// Whose entries a feed has, and its addresses.
struct Feed<'a> {
    /// The part of ids that stands for the service; empty for everything.
    stem: String,
    title: String,
    atom: String,
    json: String,
    entries: Vec<&'a FeedEntry>,
}

/// Returns the feed of one service, or of everything, in both formats.
fn feed(entries: &[FeedEntry], service: Option<(&str, &str)>, facts: &Facts) -> Vec<Form> {
    let is_of = |entry: &&FeedEntry| service.is_none_or(|(id, _)| entry.affects(id));
    let entries = entries.iter().filter(is_of).take(MOST_ENTRIES).collect();
    let stem = service.map(|(id, _)| file_stem(id));
    let path = |ending: &str, whole: &str| match service {
        Some((id, _)) => service_file(id, ending),
        None => whole.to_owned(),
    };
    let name = service.map_or("", |(_, name)| name);
    let feed = Feed {
        title: joined(facts.language, &[&facts.title(), name]),
        atom: path("atom", ATOM),
        json: path("json", JSON),
        stem: stem.unwrap_or_default(),
        entries,
    };
    let form = |name: &String, text| Form {
        name: name.clone(),
        text,
    };
    vec![
        form(&feed.atom, atom::atom(&feed, facts)),
        form(&feed.json, json_feed::json_feed(&feed, facts)),
    ]
}
