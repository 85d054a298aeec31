//! The rendered state: renders the page's own views into the built page, for visitors whose browser has not yet run the
//! script, or never runs it.

use leptos::prelude::{Owner, RwSignal};

use super::RenderError;
use super::foot::without_foot;
use super::history_links::without_history_links;
use super::html::{content, escape, replaced, span, with_attribute, without};
use super::still::Still;
use crate::cli::terminal::escaped_where;
use crate::model::document::error::FetchError;
use crate::model::document::text::is_printable;
use crate::model::i18n::message;
use crate::model::i18n::message::native;
use crate::model::policy::answer::Answer;
use crate::model::policy::freshness::Freshness;
use crate::model::state::{Event, Inputs, Start, State};
use crate::model::status::situation::{Situation, Symbol};
use crate::model::time::instant::{Instant, write};
use crate::view;
use crate::view::context::ViewContext;

/// The element whose content the page's script replaces. The service worker recognises the page by this text.
const PLACE: &str = "<div id=\"intermission\">";
const DOCUMENT: &str = "<script type=\"text/plain\" id=\"intermission-document\">";
const SCRIPT_END: &str = "</script>";
const ICON: &str = "<link rel=\"icon\"";
/// The attribute by which a page names its picture for previews.
const IMAGE: &str = "property=\"og:image\"";
const HEAD: &str = "<!--rendered-->";
const HEAD_END: &str = "<!--/rendered-->";

impl Still {
    /// Returns `html`, a built `index.html`, with the state in it. An earlier state in it is replaced.
    ///
    /// # Errors
    /// `html` is not a built page.
    pub fn into_page(&self, html: &str) -> Result<String, RenderError> {
        let html = without(&self.in_language(html), DOCUMENT, SCRIPT_END);
        let html = without_history_links(&without_foot(&html));
        let place = content(&html, PLACE).ok_or(RenderError::NotOurPage { expected: PLACE })?;
        let end = place.end;
        let after = html
            .get(end..)
            .and_then(|rest| rest.find('>'))
            .unwrap_or_default();
        let after = end + after + 1;
        let html = replaced(
            &html,
            after..after,
            &(self.history_links() + &self.foot() + &self.block()),
        );
        let html = replaced(&html, place, &format!("\n{}\n", self.view()));
        self.with_head(&without(&html, HEAD, HEAD_END))
    }

    /// Sets the language on the `<html>` element, before any script runs.
    fn in_language(&self, html: &str) -> String {
        let Some(root) = span(html, "<html", ">") else {
            return html.to_owned();
        };
        let tag = html.get(root.clone()).unwrap_or_default();
        let tag = with_attribute(tag, "lang", self.language.tag());
        let tag = with_attribute(&tag, "dir", self.language.direction());
        replaced(html, root, &tag)
    }

    /// Returns `html`, a built `index.html`, with the sentence that there is no document in it, as the page itself says it
    /// after a request that found none. The texts are in the first of `languages` that they exist in, else in English.
    ///
    /// # Errors
    /// `html` is not a built page.
    pub fn missing_in_page(
        html: &str,
        languages: &[String],
        now: Instant,
    ) -> Result<String, RenderError> {
        let place = content(html, PLACE).ok_or(RenderError::NotOurPage { expected: PLACE })?;
        let inputs = Inputs {
            local: now,
            jitter: 0.5,
        };
        let start = Start {
            language: native::fitting(languages).unwrap_or_default(),
            languages: languages.to_vec(),
            visible: true,
            ..Start::default()
        };
        let mut state = State::default();
        let missing = Answer::new("/status.json", Err(FetchError::HttpStatus { code: 404 }));
        // Effects are ignored, as nothing runs them here.
        for event in [Event::Started(start), Event::Sent, Event::Fetched(missing)] {
            drop(state.apply(event, inputs));
        }
        let owner = Owner::new();
        let view = owner.with(|| {
            let context = ViewContext::still(&state, now);
            view::page(context, RwSignal::new(String::new()), "").to_html()
        });
        Ok(replaced(html, place, &format!("\n{view}\n")))
    }

    /// Returns the page's markup as its script first builds it, in a form that stays true later.
    fn view(&self) -> String {
        let owner = Owner::new();
        owner.with(|| {
            let context = ViewContext::still(&self.state(), self.at);
            view::page(context, RwSignal::new(String::new()), "").to_html()
        })
    }

    /// Returns the page's state when it starts with this document, as if an earlier visit had kept it.
    fn state(&self) -> State {
        let start = Start {
            document: Some(self.kept()),
            language: self.language,
            languages: self.languages.clone(),
            visible: true,
            ..Start::default()
        };
        let inputs = Inputs {
            local: self.at,
            jitter: 0.5,
        };
        let mut state = State::default();
        // Effects are ignored, as nothing runs them here.
        drop(state.apply(Event::Started(start), inputs));
        state
    }

    /// Returns the document in the form in which the page keeps it between visits.
    fn kept(&self) -> String {
        [&write(self.at), "\n", &compact(&self.document)].concat()
    }

    /// Returns the kept document as a data block. In JSON, `<` and characters that HTML does not allow occur only in
    /// strings, where they can be escaped.
    fn block(&self) -> String {
        let kept = escaped_where(&self.kept(), |it| it == '<' || !is_allowed(it));
        format!("\n{DOCUMENT}{kept}{SCRIPT_END}")
    }

    fn with_head(&self, html: &str) -> Result<String, RenderError> {
        let expected = "</head>";
        let title = content(html, "<title>").ok_or(RenderError::NotOurPage {
            expected: "<title>",
        })?;
        let page = self.snapshot.page.name.as_deref();
        let title_text = message::title(self.language, self.seen_badge(), page);
        let html = replaced(html, title, &escape(&title_text));
        let described = span(&html, "<meta name=\"description\"", ">");
        let description = escape(&self.description());
        let description = format!("<meta name=\"description\" content=\"{description}\">");
        let html = described.map_or(html.clone(), |it| replaced(&html, it, &description));
        let icon = span(&html, ICON, ">");
        let html = icon.map_or(html.clone(), |it| replaced(&html, it, &self.icon()));
        let end = html
            .find(expected)
            .ok_or(RenderError::NotOurPage { expected })?;
        let head = format!("{HEAD}\n{}\n{HEAD_END}\n", self.head(html.contains(IMAGE)));
        Ok(replaced(&html, end..end, &head))
    }

    fn icon(&self) -> String {
        let name = self.seen_symbol().name();
        format!("{ICON} type=\"image/svg+xml\" href=\"/icons/{name}.svg\">")
    }

    pub(super) fn seen_symbol(&self) -> Symbol {
        self.seen().symbol(self.snapshot.worst())
    }

    fn seen_badge(&self) -> &'static str {
        message::badge(self.language, self.seen())
    }

    /// Returns the situation as the page shows it for a kept document, before a source has confirmed it.
    fn seen(&self) -> Situation {
        self.derived.overview.situation.seen(Freshness::Cached)
    }
}

/// Returns JSON without the white space between its tokens: every visitor downloads it.
fn compact(json: &str) -> String {
    let (mut in_string, mut is_escaped) = (false, false);
    let is_kept = |it: &char| {
        let is_space = !in_string && matches!(it, ' ' | '\t' | '\n' | '\r');
        in_string ^= *it == '"' && !is_escaped;
        is_escaped = *it == '\\' && !is_escaped;
        !is_space
    };
    json.chars().filter(is_kept).collect()
}

/// Returns whether a character of a JSON text may appear in HTML unescaped.
fn is_allowed(character: char) -> bool {
    character == '\r' || is_printable(character)
}
