//! JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Value, json};

use super::entries::FeedEntry;
use super::{Facts, Feed};
use crate::cli::terminal;
use crate::model::time::instant::write;

/// Returns a feed as JSON.
pub(super) fn json_feed(feed: &Feed<'_>, facts: &Facts) -> String {
    let base = facts.base();
    let items = feed.entries.iter().map(|it| item(it, facts, &base));
    let json = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": format!("{base}{}", super::HISTORY_PAGE),
        "feed_url": format!("{base}{}", feed.json),
        "language": facts.language.tag(),
        "authors": [{"name": facts.author()}],
        "items": items.collect::<Vec<Value>>(),
    });
    let mut text = terminal::escaped_json(&json.to_string());
    text.push('\n');
    text
}

fn item(entry: &FeedEntry, facts: &Facts, base: &str) -> Value {
    json!({
        "id": entry.uri(facts),
        "url": format!("{base}{}", entry.path),
        "title": entry.title,
        "content_html": entry.html(),
        "content_text": entry.paragraphs.join("\n\n"),
        "date_published": write(entry.at),
        "tags": entry.service_names,
    })
}
