//! Command-line options for the facts about a page that its feed does not contain.

use super::option_values::{read_url, read_zone};
use crate::model::document::text::Text;
use crate::model::document::wire::Document;

/// The command-line options for facts about a page. Each replaces the value from the feed.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct PageFacts {
    /// Replace the name of the page with this one.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Replace the URL of the page with this one, such as `https://status.example.com`.
    #[arg(long, value_name = "URL", value_parser = read_url)]
    url: Option<String>,
    /// Replace the time zone of the page with this one, an IANA name such as `Europe/Berlin`.
    #[arg(long, value_name = "ZONE", value_parser = read_zone)]
    time_zone: Option<String>,
}

impl PageFacts {
    /// Returns whether none of the options is set.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.url.is_none() && self.time_zone.is_none()
    }

    /// Writes the options that are set into `document`.
    pub fn apply(&self, document: &mut Document) {
        if self.is_empty() {
            return;
        }
        let page = document.page.get_or_insert_default();
        if let Some(name) = &self.name {
            page.name = Some(Text::Plain(name.clone()));
        }
        if let Some(url) = &self.url {
            page.url = Some(url.clone());
        }
        if let Some(zone) = &self.time_zone {
            page.time_zone = Some(zone.clone());
        }
    }
}
