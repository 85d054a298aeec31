//! The operator's settings: from `intermission.toml`, and from environment variables for containers.
//!
//! [`table`] lists the settings; the reader, the names of the variables, the documentation and the schema for editors
//! follow from it. [`read`] reads values and reports every fault with its place, [`contrast`] checks the colours.

pub mod contrast;
pub mod error;
pub mod read;
pub mod table;
mod value;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use axum::body::Bytes;

pub use error::{ConfigError, Fault};

/// The name of the file that is read if no other is named.
pub const FILE: &str = "intermission.toml";
/// The environment variable that names the file, where no option does.
pub const FILE_VARIABLE: &str = "INTERMISSION_CONFIG";

/// Colours by the names of their custom properties, without the dashes before them: `accent`, `is-outage`.
pub type Theme = BTreeMap<String, String>;

/// A file that the settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// Its path as the settings name it.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

impl OwnFile {
    /// Returns the ending of its name, such as `svg`.
    pub fn ending(&self) -> &str {
        self.name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }
}

/// The look of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The picture before the name of the page.
    pub logo: Option<OwnFile>,
    /// A style sheet that comes after all others.
    pub style: Option<OwnFile>,
    /// Colours that differ from those of the page.
    pub light: Theme,
    /// Colours for dark screens that differ from those of the page.
    pub dark: Theme,
}

/// The settings of a site; [`table::SETTINGS`] describes each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `page.title`
    pub title: Option<String>,
    /// `page.description`
    pub description: Option<String>,
    /// `page.offline`
    pub offline: bool,
    /// `document.sources`
    pub sources: Vec<String>,
    /// `document.feeds`
    pub feeds: Vec<String>,
    /// `return.origins`
    pub return_origins: Vec<String>,
    /// `return.probe`
    pub probe: Option<String>,
    /// `languages.offered`; all if empty
    pub languages: Vec<String>,
    /// `languages.rendered`
    pub rendered: Vec<String>,
    /// `footer.links`: texts and URLs
    pub footer: Vec<(String, String)>,
    /// `http.retry_after`
    pub retry_after_secs: u32,
    /// `brand`
    pub brand: Brand,
    /// `publish.document`
    pub document: Option<PathBuf>,
    /// `publish.to`
    pub publish_to: Option<PathBuf>,
    /// `publish.dist`
    pub publish_dist: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            offline: true,
            sources: vec!["/status.json".to_owned()],
            feeds: Vec::new(),
            return_origins: Vec::new(),
            probe: None,
            languages: Vec::new(),
            rendered: Vec::new(),
            footer: Vec::new(),
            retry_after_secs: 120,
            brand: Brand::default(),
            document: None,
            publish_to: None,
            publish_dist: None,
        }
    }
}

impl Settings {
    /// Returns whether the page is as it was built with these settings.
    pub fn is_default(&self) -> bool {
        let of_the_page = Self {
            document: None,
            publish_to: None,
            publish_dist: None,
            ..self.clone()
        };
        of_the_page == Self::default()
    }

    /// Returns the languages to render in, preferred first: `options`, the values of `--lang`, else `languages.rendered`.
    pub fn languages<'a>(&'a self, options: &'a [String]) -> &'a [String] {
        if options.is_empty() {
            &self.rendered
        } else {
            options
        }
    }

    /// Reads the settings: those of `file`, else of the file that [`FILE_VARIABLE`] names, else of [`FILE`] in the current
    /// folder if there is one; environment variables replace single settings.
    ///
    /// # Errors
    /// A file that is named cannot be read, or a setting has a fault.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let variables: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with(table::PREFIX))
            .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
            .collect();
        let named = variables.get(FILE_VARIABLE).map(PathBuf::from);
        let file = file.map(Path::to_owned).or(named);
        let by_default = || Some(PathBuf::from(FILE)).filter(|file| file.exists());
        let Some(file) = file.or_else(by_default) else {
            return read::settings(Path::new(FILE), "", &variables);
        };
        let text = std::fs::read_to_string(&file).map_err(|error| ConfigError::Unreadable {
            file: file.clone(),
            error,
        })?;
        read::settings(&file, &text, &variables)
    }
}

/// The option that names the file of the settings.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ConfigOption {
    /// Read the settings of the page from this file; from `intermission.toml` in the current folder by default, if there
    /// is one. The environment variable `INTERMISSION_CONFIG` names it, too.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl ConfigOption {
    /// Reads the settings, as [`Settings::load`] does.
    ///
    /// # Errors
    /// A file that is named cannot be read, or a setting has a fault.
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        Settings::load(self.config.as_deref())
    }
}
