//! What an operator sets in `index.html`.

use std::fmt;

use super::url::linkable;

/// The options of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the status document is: one place, or several that have copies of it.
    pub sources: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            sources: vec!["/status.json".to_owned()],
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
            let sources: Option<Vec<&str>> = found.split_ascii_whitespace().map(linkable).collect();
            match sources.filter(|sources| !sources.is_empty()) {
                Some(sources) => config.sources = sources.into_iter().map(str::to_owned).collect(),
                None => errors.push(ConfigError {
                    name: "source",
                    found,
                    expected: "`https:`, `http:` or relative URLs with spaces between them",
                }),
            }
        }
        (config, errors)
    }
}
