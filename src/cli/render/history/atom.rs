//! The Atom Syndication Format, RFC 4287.

use super::super::html::escape;
use super::entries::FeedEntry;
use super::{Facts, Feed};
use crate::model::time::instant::{Instant, write};

/// Returns a feed as Atom.
pub(super) fn atom(feed: &Feed<'_>, facts: &Facts) -> String {
    let base = facts.base();
    let newest = feed.entries.iter().map(|entry| entry.at).max();
    let mut lines = vec![
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>".to_owned(),
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
            facts.language.tag()
        ),
        element("id", &feed.id(facts)),
        element("title", &feed.title),
        element("updated", &write(newest.unwrap_or(Instant::UNIX_EPOCH))),
        link(
            "self",
            "application/atom+xml",
            &format!("{base}{}", feed.atom),
        ),
        link(
            "alternate",
            "text/html",
            &format!("{base}{}", super::HISTORY_PAGE),
        ),
        format!("<author>{}</author>", element("name", &facts.author())),
        "<generator>Intermission</generator>".to_owned(),
    ];
    lines.extend(feed.entries.iter().map(|it| entry(it, facts, &base)));
    lines.push("</feed>\n".to_owned());
    lines.join("\n")
}

fn entry(entry: &FeedEntry, facts: &Facts, base: &str) -> String {
    let at = write(entry.at);
    let content = format!("<content type=\"html\">{}</content>", xml(&entry.html()));
    let mut lines = vec![
        "<entry>".to_owned(),
        element("id", &entry.uri(facts)),
        element("title", &entry.title),
        element("published", &at),
        element("updated", &at),
        link("alternate", "text/html", &format!("{base}{}", entry.path)),
    ];
    let categories = entry.service_names.iter();
    lines.extend(categories.map(|name| format!("<category term=\"{}\"/>", xml(name))));
    lines.extend([content, "</entry>".to_owned()]);
    lines.join("\n")
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", xml(text))
}

fn link(rel: &str, kind: &str, href: &str) -> String {
    format!(
        "<link rel=\"{rel}\" type=\"{kind}\" href=\"{}\"/>",
        xml(href)
    )
}

/// Returns a text escaped for XML, without characters that XML 1.0 does not allow (section 2.2). Sentences in Arabic and
/// Hebrew keep the marks around values; texts of documents come without such marks.
fn xml(text: &str) -> String {
    let allowed: String = text.chars().filter(|it| !is_forbidden(*it)).collect();
    escape(&allowed)
}

fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}

impl Feed<'_> {
    /// Returns the id of the feed, which never changes as long as the host is the same.
    pub(super) fn id(&self, facts: &Facts) -> String {
        let stem = [if self.stem.is_empty() { "" } else { "/" }, &self.stem].concat();
        format!("tag:{},2026:history{stem}", facts.authority())
    }
}

impl FeedEntry {
    /// Returns the id as a URI (RFC 4151), which is the same in all feeds.
    pub(super) fn uri(&self, facts: &Facts) -> String {
        let id = percent_encoding::utf8_percent_encode(&self.id, UNSAFE);
        format!("tag:{},2026:{id}", facts.authority())
    }
}

/// Characters that a URI cannot have.
const UNSAFE: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b':')
    .remove(b'/');

impl Facts {
    /// Returns whose messages these are.
    pub(super) fn author(&self) -> String {
        let name = self.page.name.clone();
        name.unwrap_or_else(|| self.authority().to_owned())
    }
}
