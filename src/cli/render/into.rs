//! The rendered state: renders the page's own views into the built page, for visitors whose browser has not yet run the
//! script, or never runs it.

use leptos::prelude::{Owner, RwSignal};

use super::RenderError;
use super::html::{content, escape, replaced, span, with_attribute, without};
use super::still::Still;
use crate::cli::terminal::escaped_where;
use crate::model::document::text::is_printable;
use crate::model::i18n::message;
use crate::model::policy::freshness::Freshness;
use crate::model::state::{Event, Inputs, Start, State};
use crate::model::status::situation::{Situation, Symbol};
use crate::model::time::instant::write;
use crate::view;
use crate::view::context::ViewContext;

/// The element whose content the page's script replaces. The service worker recognises the page by this text.
const PLACE: &str = "<div id=\"intermission\">";
const DOCUMENT: &str = "<script type=\"text/plain\" id=\"intermission-document\">";
const SCRIPT_END: &str = "</script>";
const ICON: &str = "<link rel=\"icon\"";
const HEAD: &str = "<!--rendered-->";
const HEAD_END: &str = "<!--/rendered-->";

impl Still {
    /// Returns `html`, a built `index.html`, with the state in it. An earlier state in it is replaced.
    ///
    /// # Errors
    /// `html` is not a built page.
    pub fn into_page(&self, html: &str) -> Result<String, RenderError> {
        let html = without(&self.in_language(html), DOCUMENT, SCRIPT_END);
        let place = content(&html, PLACE).ok_or(RenderError::NotOurPage { expected: PLACE })?;
        let end = place.end;
        let after = html
            .get(end..)
            .and_then(|rest| rest.find('>'))
            .unwrap_or_default();
        let html = replaced(&html, end + after + 1..end + after + 1, &self.block());
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
        [&write(self.at), "\n", &self.document].concat()
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
        let head = format!("{HEAD}\n{}\n{HEAD_END}\n", self.head());
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

/// Returns whether a character of a JSON text may appear in HTML unescaped.
fn is_allowed(character: char) -> bool {
    character == '\r' || is_printable(character)
}
