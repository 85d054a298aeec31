//! The links from the page to its history: for visitors below the page, for feed readers in its head.
//!
//! They are written when the page is published, in the language of that time, because only then it is known whether there
//! is a history. The page's own program does not touch them.

use super::history::HISTORY_PAGE;
use super::html::{escape, without};
use super::still::Still;
use crate::model::history::feed_files::{ATOM, JSON};
use crate::model::i18n::message::Phrase;

const BEGIN: &str = "<nav class=\"page\" data-history";
const END: &str = "</nav>";

impl Still {
    /// Returns the same still whose pages lead to the history, which is published beside them.
    #[must_use]
    pub fn with_history(mut self) -> Self {
        self.has_history = true;
        self
    }

    /// Returns the links that stand below the page, as a line; empty if there is no history.
    pub(super) fn history_links(&self) -> String {
        if !self.has_history {
            return String::new();
        }
        let link = |fragment: &str, phrase: Phrase| {
            let text = escape(phrase.text(self.language));
            format!("<a href=\"/{HISTORY_PAGE}{fragment}\">{text}</a>")
        };
        let links = [
            link("", Phrase::HistoryTitle),
            link("#subscribe", Phrase::HistorySubscribe),
        ];
        let separator = escape(Phrase::JoinFacts.text(self.language));
        format!("\n{BEGIN}>{}{END}", links.join(&separator))
    }

    /// Returns the elements by which feed readers find the feeds, a line each.
    pub(super) fn feed_links(&self) -> Vec<String> {
        if !self.has_history {
            return Vec::new();
        }
        let title = escape(Phrase::HistoryTitle.text(self.language));
        let link = |kind: &str, file: &str| {
            format!("<link rel=\"alternate\" type=\"{kind}\" title=\"{title}\" href=\"/{file}\">")
        };
        vec![
            link("application/atom+xml", ATOM),
            link("application/feed+json", JSON),
        ]
    }
}

/// Returns `html` without the links of an earlier rendering.
pub(super) fn without_history_links(html: &str) -> String {
    without(html, BEGIN, END)
}
