//! JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.

use serde_json::{Value, json};

use super::entries::FeedEntry;
use super::{Facts, Feed};
use crate::cli::terminal;
use crate::model::time::instant::write;

/// Returns a feed as JSON. Its addresses are left out if the document does not state where the page is, because they must
/// be absolute.
pub(super) fn json_feed(feed: &Feed<'_>, facts: &Facts) -> String {
    let items = feed.entries.iter().map(|it| item(it, facts));
    let mut json = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": facts.language.tag(),
        "authors": [{"name": facts.author()}],
        "items": items.collect::<Vec<Value>>(),
    });
    put_url(&mut json, "home_page_url", super::HISTORY_PAGE, facts);
    put_url(&mut json, "feed_url", &feed.json, facts);
    let mut text = terminal::escaped_json(&json.to_string());
    text.push('\n');
    text
}

fn put_url(json: &mut Value, name: &str, path: &str, facts: &Facts) {
    let base = facts.base();
    if let (true, Value::Object(members)) = (base != "/", json) {
        members.insert(name.to_owned(), json!(format!("{base}{path}")));
    }
}

fn item(entry: &FeedEntry, facts: &Facts) -> Value {
    let mut item = json!({
        "id": entry.uri(facts),
        "title": entry.title,
        "content_html": entry.html(),
        "content_text": entry.paragraphs.join("\n\n"),
        "date_published": write(entry.at),
        "tags": entry.service_names,
    });
    put_url(&mut item, "url", &entry.path, facts);
    item
}
