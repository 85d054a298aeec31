//! What an operator sets in `index.html`.

use std::error::Error;
use std::fmt;

use crate::model::document::url::{absolute, has_query, linkable};
use crate::model::policy::return_target::{Place, origin};

/// The options of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whether a service worker may keep the page for when there is no network.
    pub offline: bool,
    /// Where the status document is: one place, or several that have copies of it.
    pub sources: Vec<String>,
    /// The address that is asked to see whether the site is back, with the visitor's credentials: a path of this site,
    /// or a URL of an origin that visitors may be taken to.
    pub probe: Option<String>,
    /// Origins, besides the page's own, that visitors may be taken to.
    pub return_origins: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            offline: true,
            sources: vec!["/status.json".to_owned()],
            probe: None,
            return_origins: Vec::new(),
        }
    }
}

/// An option that cannot be used, by the operator's fault; its default stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Which option.
    pub name: &'static str,
    /// What it is set to.
    pub found: String,
    /// What it may be.
    pub expected: &'static str,
}

impl ConfigError {
    /// Returns the text of `Display`, without the formatting code of the standard library.
    pub fn text(&self) -> String {
        let (name, expected, found) = (self.name, self.expected, &self.found);
        [
            "`intermission-",
            name,
            "`: expected ",
            expected,
            ", found `",
            found,
            "`",
        ]
        .concat()
    }
}

impl Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Config {
    /// Returns one name for the set of sources as it reads at `place`: absolute URLs, sorted, each once.
    ///
    /// Words that belong to a document are kept under this name, so that documents of different sources never mix.
    pub fn source_set(&self, place: &Place) -> String {
        let base = [place.origin.as_str(), &place.path, &place.query].concat();
        let sources = self.sources.iter();
        let mut urls: Vec<String> = sources.map(|it| absolute(it, &base)).collect();
        urls.sort_unstable();
        urls.dedup();
        urls.join(" ")
    }

    /// Reads options by name, as `<meta name="intermission-…">` gives them.
    pub fn read(option: impl Fn(&str) -> Option<String>) -> (Self, Vec<ConfigError>) {
        let mut config = Self::default();
        let mut errors = Vec::new();
        let mut list = |name, expected, read: fn(&str) -> Option<&str>, into: &mut Vec<String>| {
            let Some(found) = option(name) else {
                return;
            };
            let words: Option<Vec<&str>> = found.split_ascii_whitespace().map(read).collect();
            match words.filter(|words| !words.is_empty()) {
                Some(words) => *into = words.into_iter().map(str::to_owned).collect(),
                None => errors.push(ConfigError {
                    name,
                    found,
                    expected,
                }),
            }
        };
        list(
            "source",
            "`https:`, `http:` or relative URLs with spaces between them",
            linkable,
            &mut config.sources,
        );
        list(
            "return",
            "origins such as `https://www.example.com` with spaces between them",
            |word| origin(word).filter(|origin| *origin == word),
            &mut config.return_origins,
        );
        let mut probes = Vec::new();
        list(
            "probe",
            "a path such as `/health`, or a URL, without a query",
            |word| linkable(word).filter(|url| !has_query(url)),
            &mut probes,
        );
        config.probe = probes.into_iter().next();
        let mut offline = Vec::new();
        list(
            "offline",
            "`on` or `off`",
            |word| matches!(word, "on" | "off").then_some(word),
            &mut offline,
        );
        config.offline = !offline.iter().any(|word| word == "off");
        (config, errors)
    }
}
