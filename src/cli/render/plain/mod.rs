//! The plain page: one file of at most 10 KB without a script, small enough for the rules of a CDN.
//!
//! It has markup of its own. The page's markup has roles, controls and drawings for its script and is, for the
//! reference window and without styles, more than twice as large as 10 KB.

mod first;
mod lists;
mod markup;
mod services;
mod styles;

use super::brief::STEPS;
use super::html::{attributes, escape};
use super::still::Still;
use crate::model::i18n::message::Phrase;
use markup::{paragraph, wrapped};
pub(super) use styles::compact;
use styles::styles;

/// The maximum size of the page in bytes, which is Cloudflare's limit for a rule.
pub const LIMIT: usize = 10 * 1024;

/// The part of a document that is shown. The least helpful content is left out first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Extent {
    /// Everything.
    Whole,
    /// Three updates.
    FewUpdates,
    /// No updates, and no texts about phases.
    NoProse,
    /// Like [`Self::NoProse`], with only the services that do not work as usual.
    AffectedOnly,
    /// Like [`Self::AffectedOnly`], with only the worst `entries` of each list.
    Brief { entries: usize },
}

impl Extent {
    /// Returns the maximum number of entries of a list.
    fn entries(self) -> usize {
        match self {
            Self::Brief { entries } => entries,
            Self::Whole | Self::FewUpdates | Self::NoProse | Self::AffectedOnly => usize::MAX,
        }
    }
}

impl Still {
    /// Returns the plain page. Content beyond [`LIMIT`] is left out, in this order: older updates; all updates and the
    /// texts about phases; services that work; the ends of long texts and lists. The page says so.
    pub fn plain(&self) -> String {
        let extents = [
            Extent::Whole,
            Extent::FewUpdates,
            Extent::NoProse,
            Extent::AffectedOnly,
        ];
        let mut page = String::new();
        for extent in extents {
            page = self.plain_page(extent);
            if page.len() <= LIMIT {
                return page;
            }
        }
        for (entries, letters) in STEPS {
            page = self.brief(letters).plain_page(Extent::Brief { entries });
            if page.len() <= LIMIT {
                break;
            }
        }
        page
    }

    fn plain_page(&self, extent: Extent) -> String {
        let (title, description) = (escape(&self.title()), escape(&self.description()));
        let (head, styles) = (self.head(false), styles(self.symbol()));
        let (mut first, mut last) = (self.plain_updates(extent), String::new());
        if !self.is_incident() {
            std::mem::swap(&mut first, &mut last);
        }
        let parts = [
            self.plain_first(),
            "<div class=\"r\">\n".to_owned(),
            self.plain_as_of(),
            self.plain_incidents(extent),
            first,
            self.plain_figures(),
            self.plain_services(extent),
            self.plain_phases(extent),
            last,
            self.plain_others(extent),
            self.plain_notice(extent),
        ];
        let (parts, language) = (parts.concat(), attributes(self.language));
        format!(
            "<!DOCTYPE html>\n<html {language}>\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n{head}\n\
             <link rel=\"icon\" href=\"data:,\">\n<style>{styles}</style>\n</head>\n<body>\n{parts}</body>\n</html>\n"
        )
    }

    fn plain_figures(&self) -> String {
        let figures = self.figures();
        let figure = |(label, number, beside): &(&str, String, String)| {
            let (number, beside) = (escape(number), escape(beside));
            format!("<div><dt>{label}<dd>{number}<dd>{beside}</div>\n")
        };
        let inner: String = figures.iter().map(figure).collect();
        wrapped("<dl>\n", &inner, "</dl>\n")
    }

    fn plain_notice(&self, extent: Extent) -> String {
        let notice = paragraph("", self.snapshot.notice.as_deref());
        let link = |(label, url): &(&str, &str)| {
            let (label, url) = (escape(label), escape(url));
            format!("<li><a href=\"{url}\">{label}</a>\n")
        };
        let links: String = self
            .onward()
            .iter()
            .take(extent.entries())
            .map(link)
            .collect();
        let notice = self.section(Phrase::WhatToDo, "", &notice, "");
        let links = self.section(Phrase::Links, "<ul>\n", &links, "</ul>\n");
        let limits = self.snapshot.limits.as_deref().map(escape);
        let limits = limits.map(|text| format!("<p lang=\"en\" dir=\"ltr\">{text}</p>\n"));
        [
            &notice,
            &links,
            &limits.unwrap_or_default(),
            "</div>\n</main>\n",
        ]
        .concat()
    }

    /// Returns a heading with its content; empty if there is no content.
    fn section(&self, heading: Phrase, before: &str, inner: &str, after: &str) -> String {
        wrapped(
            &format!("<h2>{}</h2>\n{before}", heading.text(self.language)),
            inner,
            after,
        )
    }

    /// Returns `and 37 more`, for example; `None` if `count` is 0.
    fn and_more(&self, count: usize) -> Option<String> {
        let count = (count > 0).then(|| self.language.locale().count(count))?;
        Some(Phrase::AndMore.fill(self.language, &[&count]))
    }

    fn more_items(&self, count: usize) -> String {
        let more = paragraph("s", self.and_more(count).as_deref());
        wrapped("<li>", &more, "")
    }
}
