//! Atom: `history.atom` of Statuspage, the feed of Google Cloud, and others.

use super::builder::DocumentBuilder;
use super::news::{self, Item};
use super::node::{Node, is_absolute};
use super::part::Part;
use super::parts::Parts;

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Acme Status - Incident History</title><entry>
///     <title>Slow</title><updated>2026-11-24T10:05:00Z</updated>
///     <content type="html">&lt;p>&lt;strong>Resolved&lt;/strong> - Fixed.&lt;/p></content>
/// </entry></feed>"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Atom);
/// let document = converted.document;
/// assert_eq!(document.incidents[0].status.as_deref(), Some("resolved"));
/// assert_eq!(document.status.unwrap().indicator.as_deref(), Some("unknown"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Atom) else {
        return;
    };
    draft.status(&root, None, None);
    let written = root.time("updated");
    news::page(html(&root, "title"), link(&root), written.as_deref(), draft);
    for node in root.entries("entry") {
        news::add(&[item(node)], None, draft);
    }
}

fn item(node: Node<'_>) -> Item<'_> {
    Item {
        id: node.text("id"),
        title: html(&node, "title"),
        url: link(&node),
        html: html(&node, "content").or_else(|| html(&node, "summary")),
        at: node.time("updated").or_else(|| node.time("published")),
        node,
    }
}

/// Returns a text as HTML: Atom says of each text whether it is that.
fn html(node: &Node<'_>, name: &str) -> Option<String> {
    let text = news::text(node, name)?;
    let kind = node.at(name).text("@type");
    if matches!(kind.as_deref(), Some("html" | "xhtml")) {
        return Some(text);
    }
    Some(text.replace('&', "&amp;").replace('<', "&lt;"))
}

/// Returns the link to the page itself, which is the one without another relation.
fn link(node: &Node<'_>) -> Option<String> {
    let links = node.at("link").items();
    let is_page =
        |it: &&Node<'_>| it.is_object() && it.text("@rel").is_none_or(|rel| rel == "alternate");
    let url = links.iter().find(is_page)?.text("@href")?;
    Some(url).filter(|url| is_absolute(url))
}
