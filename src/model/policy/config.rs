//! The options that an operator sets in `index.html`.

use std::error::Error;
use std::fmt;

use crate::model::document::url::{absolute, has_query, linkable};
use crate::model::policy::return_target::{Place, origin};

/// The options of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Whether a service worker may store the page for use without a network.
    pub offline: bool,
    /// The addresses of the status document; several are mirrors with copies of it.
    pub sources: Vec<String>,
    /// The probe's address, requested with the visitor's credentials: a path of this site, or a URL of an origin that
    /// visitors may be taken to.
    pub probe: Option<String>,
    /// The origins that visitors may be taken to, besides the page's own.
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

/// An option that the operator has set to an unusable value; its default applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The name of the option, without `intermission-`.
    pub name: &'static str,
    /// The value that the operator has set.
    pub found: String,
    /// The values that the option can have.
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
    /// Returns the name of the set of sources: their absolute URLs as seen from `place`, sorted, each once.
    ///
    /// Stored values that belong to a document use this name, so that documents of different sources never mix.
    ///
    /// ```
    /// use intermission::model::policy::{config::Config, return_target::Place};
    /// let place = Place { origin: "https://example.com".to_owned(), path: "/".to_owned(), ..Place::default() };
    /// let sources = ["https://mirror.test/s.json", "/s.json", "https://example.com/s.json"];
    /// let config = Config { sources: sources.map(str::to_owned).to_vec(), ..Config::default() };
    /// assert_eq!(config.source_set(&place), "https://example.com/s.json https://mirror.test/s.json");
    /// ```
    pub fn source_set(&self, place: &Place) -> String {
        let base = [place.origin.as_str(), &place.path, &place.query].concat();
        let mut urls: Vec<String> = Vec::new();
        for source in &self.sources {
            let url = absolute(source, &base);
            if let Err(place) = urls.binary_search(&url) {
                urls.insert(place, url);
            }
        }
        urls.join(" ")
    }

    /// Reads the options by name, as `<meta name="intermission-…">` gives them. Also returns an error for each unusable
    /// one.
    ///
    /// ```
    /// use intermission::model::policy::config::Config;
    /// let option = |name: &str| match name {
    ///     "source" => Some("/status.json https://mirror.example.com/status.json".to_owned()),
    ///     "return" => Some("https://www.example.com/cart".to_owned()),
    ///     _ => None,
    /// };
    /// let (config, errors) = Config::read(option);
    /// assert_eq!(config.sources.len(), 2);
    /// assert!(config.return_origins.is_empty(), "a URL with a path is no origin");
    /// assert_eq!((errors.len(), errors[0].name), (1, "return"));
    /// ```
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
