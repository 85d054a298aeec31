//! What an operator sets in `index.html`.

use std::fmt;

use super::url::linkable;

/// The options of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the status document is.
    pub source: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            source: "/status.json".to_owned(),
        }
    }
}

/// An option that cannot be used; its default stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Which option.
    pub name: &'static str,
    /// What it is set to.
    pub found: String,
    /// What it may be.
    pub expected: &'static str,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`intermission-{}`: expected {}, found `{}`",
            self.name, self.expected, self.found
        )
    }
}

impl Config {
    /// Reads options by name, as `<meta name="intermission-…">` gives them.
    pub fn read(option: impl Fn(&str) -> Option<String>) -> (Self, Vec<ConfigError>) {
        let mut config = Self::default();
        let mut errors = Vec::new();
        if let Some(found) = option("source") {
            match linkable(&found) {
                Some(source) => source.clone_into(&mut config.source),
                None => errors.push(ConfigError {
                    name: "source",
                    found,
                    expected: "an `https:`, `http:` or relative URL",
                }),
            }
        }
        (config, errors)
    }
}
