//! The names of the feeds, pages and the calendar that are published beside the history.

use crate::model::history::month::Month;

/// All incidents and maintenances as an Atom feed (RFC 4287).
pub const ATOM: &str = "feed.atom";
/// All incidents and maintenances as a JSON Feed 1.1.
pub const JSON: &str = "feed.json";
/// All maintenances as a calendar (RFC 5545).
pub const CALENDAR: &str = "history.ics";

/// The most characters of a file's name that come from the id of a service.
const LONGEST: usize = 48;

/// Returns the path of the Atom feed of one service. Its name has small letters, digits and `-` only, whatever the id is:
/// an id that has others, or is long, is followed by its hash.
///
/// ```
/// use intermission::model::history::feed_files::service_feed;
/// assert_eq!(service_feed("api-2"), "history/service-api-2.atom");
/// assert_eq!(service_feed("API 2"), "history/service-api-2-7ac5e655.atom");
/// assert_ne!(service_feed("../etc"), service_feed("//etc"));
/// ```
pub fn service_feed(id: &str) -> String {
    service_file(id, "atom")
}

/// Returns the path of the feed of one service in the format with an ending; see [`service_feed`].
pub fn service_file(id: &str, ending: &str) -> String {
    format!("history/service-{}.{ending}", file_stem(id))
}

/// Returns the path of the page of a month.
pub fn month_page(month: Month) -> String {
    format!("history/{month}.html")
}

/// Returns the part of a file's name that stands for an id.
pub fn file_stem(id: &str) -> String {
    let is_plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    let lower = id.to_ascii_lowercase();
    let words = lower.split(|it| !is_plain(it)).filter(|it| !it.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-");
    if stem == id && stem.len() <= LONGEST {
        return stem;
    }
    let short: String = stem.chars().take(LONGEST).collect();
    let hash = hash(id);
    format!("{}-{hash:08x}", short.trim_matches('-'))
        .trim_start_matches('-')
        .to_owned()
}

/// Returns the FNV-1a hash of a text. It tells files of one folder apart; nothing relies on it for safety.
fn hash(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step)
}
