//! RSS 2.0, and 1.0: the feeds of Azure, AWS and most status pages.
//!
//! AWS writes one entry for each message, and names the state of the service before the title of the event. Entries of
//! one service with the same title, one after the other, are one event; its newest message decides.

use std::collections::BTreeMap;

use super::builder::DocumentBuilder;
use super::news::{self, Item};
use super::node::{Node, is_absolute};
use super::part::Part;
use super::parts::Parts;
use super::vocabulary::Vocabulary;

/// The states of a service that AWS writes before the title of an event.
pub const IMPACT: Vocabulary = Vocabulary {
    theirs: &[
        "Service is operating normally",
        "Informational message",
        "Service degradation",
        "Performance issues",
        "Service disruption",
    ],
    ours: &["none", "none", "minor", "minor", "major"],
};

/// The mark of AWS for events that are over.
const RESOLVED: &str = "[RESOLVED]";

/// Reads the only document of the feed.
///
/// ```
/// use intermission::feeds::{builder::Context, format::Format, read::read};
/// let feed = br#"<rss version="2.0"><channel><title>Azure Status</title>
///     <item><title>Storage - West Europe</title><description>We are looking into it.</description></item>
///     <item><title>[Resolved] DNS</title></item>
/// </channel></rss>"#;
/// let converted = read(&[(None, feed)], Context::default()).unwrap();
/// assert_eq!(converted.format, Format::Rss);
/// let document = converted.document;
/// let states: Vec<_> = document.incidents.iter().map(|it| it.status.as_deref()).collect();
/// assert_eq!(states, [Some("unknown"), Some("resolved")]);
/// assert_eq!(document.status.unwrap().indicator.as_deref(), Some("unknown"));
/// ```
pub fn read(parts: &Parts<'_>, draft: &mut DocumentBuilder<'_>) {
    let Some(root) = parts.get(Part::Rss) else {
        return;
    };
    let Some(channel) = root.object("channel") else {
        return draft.status(&root, None, None);
    };
    draft.status(&channel, None, None);
    let written = channel
        .time("lastBuildDate")
        .or_else(|| channel.time("pubDate"));
    let title = news::text(&channel, "title");
    news::page(title, link(&channel), written.as_deref(), draft);
    // Old versions of Azure's feed, and RSS 1.0, have entries beside the channel.
    let nodes = channel
        .entries("item")
        .into_iter()
        .chain(root.entries("item"));
    for event in events(nodes.map(item)) {
        let impact = event.first().and_then(|it| split(it.title.as_deref()?));
        let impact = impact.map(|(impact, _)| impact.to_owned());
        news::add(&event, impact, draft);
    }
}

fn item(node: Node<'_>) -> Item<'_> {
    let time = ["pubDate", "dc:date"]
        .iter()
        .find_map(|name| node.time(name));
    let html = ["content:encoded", "description"].iter();
    Item {
        id: news::text(&node, "guid").or_else(|| link(&node)),
        title: news::text(&node, "title"),
        url: link(&node),
        html: html.clone().find_map(|name| news::text(&node, name)),
        at: time,
        node,
    }
}

/// Returns the first link. Relative ones are left out, because the page has another address.
fn link(node: &Node<'_>) -> Option<String> {
    let links = node.at("link").items();
    let mut links = links.iter().filter_map(|it| it.json().plain());
    links.find(|url| is_absolute(url))
}

/// Returns the entries of each event, in the order of their newest ones.
fn events<'a>(items: impl Iterator<Item = Item<'a>>) -> Vec<Vec<Item<'a>>> {
    let mut events: Vec<Vec<Item<'a>>> = Vec::new();
    // The title and the index of the last event of each service.
    let mut last: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for item in items {
        let service = item.id.as_deref().and_then(|id| id.rsplit_once('_'));
        let event = item.title.as_deref().and_then(split);
        let Some(((service, _), (_, title))) = service.zip(event) else {
            events.push(vec![item]);
            continue;
        };
        let known = last.get(service).filter(|(known, _)| *known == title);
        if let Some(event) = known.and_then(|(_, index)| events.get_mut(*index)) {
            event.push(item);
        } else {
            last.insert(service.to_owned(), (title, events.len()));
            events.push(vec![item]);
        }
    }
    events
}

/// Returns our word for the state in a title by AWS, and the rest of the title without marks.
fn split(title: &str) -> Option<(&'static str, String)> {
    let (state, title) = title.split_once(": ")?;
    let title = title.replace(RESOLVED, "");
    let words: Vec<&str> = title.split_whitespace().collect();
    Some((IMPACT.ours(state)?, words.join(" ")))
}
