//! Errors in the settings, each with its place.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// The reason why the settings cannot be used. The operator is at fault.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read, or is not UTF-8.
    #[error("{}: expected a readable file with settings, found: {error}", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// Settings have faults.
    #[error("{}", lines(.0))]
    Faulty(Vec<Fault>),
}

/// A fault of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file and its line, or the environment variable.
    pub place: String,
    /// The setting, such as `page.title`; empty if the text is not TOML.
    pub setting: String,
    /// The expected and the found value, in words.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        if !self.setting.is_empty() {
            write!(f, "`{}`: ", self.setting)?;
        }
        f.write_str(&self.message)
    }
}

fn lines(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    lines.join("\n")
}

/// Returns the end of a sentence that suggests the known name which is most similar to a misspelt one; empty if none is
/// similar.
pub(super) fn suggestion<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> String {
    let nearest = known
        .map(|name| (strsim::osa_distance(found, name), name))
        .min()
        .filter(|(distance, _)| *distance <= limit(found));
    nearest.map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}

/// Returns the edit distance up to which a name counts as a misspelling.
pub(super) fn limit(name: &str) -> usize {
    (name.chars().count() / 3).clamp(1, 3)
}
