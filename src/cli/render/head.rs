//! The metadata of a rendered page: title, description, and rules for search engines.
//!
//! A search engine that gets HTTP 503 ignores the page and keeps what it knows of the address; none of this matters
//! then. If the page is served with 200 at the address of another page, `noindex` would remove that address from the
//! index for weeks beyond the window, so it is not used. `nosnippet` and `noarchive` keep search results from quoting
//! an outage that is over. There is no canonical URL and no `og:url` either: the page stands in for any address of a
//! site, and would declare all of them copies of itself.

use super::html::escape;
use super::social::PICTURE;
use super::still::Still;
use crate::model::i18n::message;
use crate::model::policy::return_target::origin;

/// The longest description, in characters, that previews show.
const LONGEST: usize = 300;

impl Still {
    /// Returns elements for the head of a page, a line each; `has_image` if the page already names a picture.
    pub(super) fn head(&self, has_image: bool) -> String {
        let title = message::title(
            self.language,
            self.headline(),
            self.snapshot.page.name.as_deref(),
        );
        let mut lines = vec![
            "<meta name=\"robots\" content=\"noarchive, nosnippet\">".to_owned(),
            property("og:type", "website"),
            property("og:title", &title),
            property("og:description", &self.description()),
        ];
        let name = self.snapshot.page.name.as_deref();
        lines.extend(name.map(|name| property("og:site_name", name)));
        if let Some(image) = self.image().filter(|_| !has_image) {
            lines.push(property("og:image", &image));
            lines.push("<meta name=\"twitter:card\" content=\"summary_large_image\">".to_owned());
        }
        lines.extend(self.feed_links());
        lines.join("\n")
    }

    /// Returns the absolute address of the social image, if it is published and the document states the page's. Services keep pictures by
    /// their address, so that each instant has one of its own.
    fn image(&self) -> Option<String> {
        let url = self
            .snapshot
            .page
            .url
            .as_deref()
            .filter(|_| self.has_picture)?;
        let origin = origin(url)?;
        Some(format!("{origin}/{PICTURE}?{}", self.at.timestamp()))
    }

    /// Returns a description such as `Expected to end at 23 Nov 2026, 11:00 (UTC). We are upgrading … As of 23 Nov
    /// 2026, 10:27 (UTC).`
    pub(super) fn description(&self) -> String {
        let sentence = |words: &str| message::announced(self.language, words);
        let ending = self.ending(|at| self.dated(at));
        let ending = ending.map(|it| sentence(&it)).unwrap_or_default();
        let as_of = sentence(&self.as_of(&self.dated(self.at)));
        let room = LONGEST.saturating_sub(ending.chars().count() + as_of.chars().count() + 1);
        let lead = cut(self.lead(), room);
        message::sentences(self.language, &[&ending, &lead, &as_of])
    }
}

fn property(name: &str, content: &str) -> String {
    let content = escape(content);
    format!("<meta property=\"{name}\" content=\"{content}\">")
}

/// Returns as many whole words of `text` as fit in `room` characters, on one line.
fn cut(text: &str, room: usize) -> String {
    let mut kept = String::new();
    for word in text.split_whitespace() {
        if room < kept.chars().count() + word.chars().count() + 2 {
            kept.push('\u{2026}');
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept
}
