//! Reads the settings from TOML and from environment variables, and reports every fault.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::contrast::{self, LowContrast};
use super::error::{limit, suggestion};
use super::table::{Kind, PREFIX, SETTINGS, Setting};
use super::value::{self, Value};
use super::{ConfigError, FILE_VARIABLE, Fault, OwnFile, Settings};
use crate::cli::own_files;

/// The largest size of a file that the settings name, in bytes.
const MOST_BYTES: usize = 50_000;

/// Reads the settings from the `text` of `file` and from environment variables, which replace those of the file.
///
/// # Errors
/// Settings have faults: all of them are reported.
pub fn settings(
    file: &Path,
    text: &str,
    variables: &BTreeMap<String, String>,
) -> Result<Settings, ConfigError> {
    let mut reader = Reader {
        file,
        text,
        places: BTreeMap::new(),
        settings: Settings::default(),
        faults: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.table(table.get_ref()),
        Err(error) => {
            let place = reader.place(error.span().unwrap_or_default().start);
            reader.fault(
                place,
                "",
                format!("expected TOML, found: {}", error.message()),
            );
        }
    }
    for (name, value) in variables {
        reader.variable(name, value);
    }
    reader.contrast();
    reader.faults.sort_by_key(|fault| line_of(&fault.place));
    if reader.faults.is_empty() {
        Ok(reader.settings)
    } else {
        Err(ConfigError::Faulty(reader.faults))
    }
}

struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
    /// The places of the settings that were read, for faults that are found later.
    places: BTreeMap<&'static str, String>,
    settings: Settings,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn place(&self, byte: usize) -> String {
        let before = self.text.get(..byte).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        format!("{}:{line}", self.file.display())
    }

    fn fault(&mut self, place: String, setting: &str, message: String) {
        self.faults.push(Fault {
            place,
            setting: setting.to_owned(),
            message,
        });
    }

    /// Reads the tables of the file; each key in them is a setting.
    fn table(&mut self, root: &DeTable<'_>) {
        for (key, value) in root {
            let name: &str = key.get_ref();
            if !is_table(name) {
                let place = self.place(key.span().start);
                let known = SETTINGS.iter().map(|it| table_of(it.name));
                let nearest = suggestion(name, known);
                let message = format!("expected {}, found an unknown name{nearest}", tables());
                self.fault(place, name, message);
            } else if let Some(table) = value.get_ref().as_table() {
                for (inner, value) in table {
                    let name = [name, ".", inner.get_ref()].concat();
                    self.entry(&name, inner.span().start, value);
                }
            } else {
                let found = value::article(value.get_ref());
                let message = format!("expected a table `[{name}]`, found {found}");
                self.fault(self.place(value.span().start), name, message);
            }
        }
    }

    fn entry(&mut self, name: &str, at: usize, value: &Spanned<DeValue<'_>>) {
        let Some(setting) = SETTINGS.iter().find(|it| it.name == name) else {
            let nearest = suggestion(name, SETTINGS.iter().map(|it| it.name));
            let known = SETTINGS
                .iter()
                .filter(|it| table_of(it.name) == table_of(name));
            let known: Vec<&str> = known.map(|it| it.name).collect();
            let message = format!(
                "expected {}, found an unknown key{nearest}",
                known.join(", ")
            );
            self.fault(self.place(at), name, message);
            return;
        };
        let place = self.place(at);
        match value::read(setting.kind, value) {
            Ok(value) => self.set(setting, value, place),
            Err((at, message)) => self.fault(self.place(at), setting.name, message),
        }
    }

    /// Reads an environment variable. One that is no setting is left alone, because others may begin so, such as those that
    /// Kubernetes sets for a service of this name; but not one that is nearly a setting.
    fn variable(&mut self, name: &str, text: &str) {
        let Some(setting) = SETTINGS.iter().find(|it| it.variable() == name) else {
            let names: Vec<String> = SETTINGS.iter().map(Setting::variable).collect();
            let nearest = suggestion(name, names.iter().map(String::as_str));
            let rest = name.strip_prefix(PREFIX).unwrap_or_default();
            if name != FILE_VARIABLE && !nearest.is_empty() && limit(rest) >= 2 {
                let message = format!("expected a setting, found an unknown name{nearest}");
                self.fault(name.to_owned(), "", message);
            }
            return;
        };
        let place = name.to_owned();
        let read = value::of_variable(setting.kind, text).unwrap_or_else(|| in_toml(setting, text));
        match read {
            Ok(value) => self.set(setting, value, place),
            Err(message) => self.fault(place, setting.name, message),
        }
    }

    fn set(&mut self, setting: &'static Setting, value: Value, place: String) {
        self.places.insert(setting.name, place.clone());
        if let (Kind::File(_), Value::Text(name)) = (setting.kind, &value) {
            match self.own_file(name) {
                Ok(file) if setting.name == "brand.logo" => self.settings.brand.logo = Some(file),
                Ok(file) => self.settings.brand.style = Some(file),
                Err(message) => self.fault(place, setting.name, message),
            }
            return;
        }
        let folder = self.file.parent().unwrap_or(Path::new(""));
        let settings = &mut self.settings;
        match (setting.name, value) {
            ("publish.document", Value::Text(path)) => settings.document = Some(folder.join(path)),
            ("publish.to", Value::Text(path)) => settings.publish_to = Some(folder.join(path)),
            ("publish.dist", Value::Text(path)) => settings.publish_dist = Some(folder.join(path)),
            ("page.title", Value::Text(text)) => settings.title = Some(text),
            ("page.description", Value::Text(text)) => settings.description = Some(text),
            ("page.offline", Value::Flag(flag)) => settings.offline = flag,
            ("document.sources", Value::Words(words)) if words.is_empty() => {
                let message = "expected at least one URL, found none".to_owned();
                self.fault(place, setting.name, message);
            }
            ("document.sources", Value::Words(words)) => settings.sources = words,
            ("document.feeds", Value::Words(words)) => settings.feeds = words,
            ("return.origins", Value::Words(words)) => settings.return_origins = words,
            ("return.probe", Value::Text(text)) => settings.probe = Some(text),
            ("languages.offered", Value::Words(words)) => settings.languages = words,
            ("languages.rendered", Value::Words(words)) => settings.rendered = words,
            ("footer.links", Value::Links(links)) => settings.footer = links,
            ("http.retry_after", Value::Number(number)) => settings.retry_after_secs = number,
            ("brand.light", Value::Colours(theme)) => settings.brand.light = theme,
            ("brand.dark", Value::Colours(theme)) => settings.brand.dark = theme,
            (name, _) => {
                let message = "expected a setting that this program uses, found a bug".to_owned();
                self.fault(place, name, message);
            }
        }
    }

    /// Reads a file whose path is relative to the file of the settings.
    fn own_file(&self, name: &str) -> Result<OwnFile, String> {
        let path = self.file.parent().unwrap_or(Path::new("")).join(name);
        let bytes = own_files::read(&path).map_err(|error| {
            let path = path.display();
            format!("expected a readable file, found for `{path}`: {error}")
        })?;
        if bytes.len() > MOST_BYTES {
            let size = bytes.len();
            return Err(format!(
                "expected at most {MOST_BYTES} bytes, found {size} in `{name}`"
            ));
        }
        Ok(OwnFile {
            name: name.to_owned(),
            bytes: bytes.into(),
        })
    }

    fn contrast(&mut self) {
        for low in contrast::check(&self.settings.brand) {
            let LowContrast {
                setting,
                front: (front, above),
                behind: (behind, below),
                found,
                least,
            } = low;
            let message = format!(
                "expected a contrast of at least {least} : 1 between `{front}` and `{behind}`, \
                 found {found} : 1 between `{above}` and `{below}`"
            );
            let place = self.places.get(setting).or(self.places.get("brand.light"));
            let place = place.cloned().unwrap_or_default();
            self.fault(place, setting, message);
        }
    }
}

/// Returns the line of a place in the file; the greatest number for an environment variable.
fn line_of(place: &str) -> usize {
    let line = place.rsplit_once(':').map(|(_, line)| line.parse());
    line.and_then(Result::ok).unwrap_or(usize::MAX)
}

/// Reads the value of an environment variable that is written in TOML.
fn in_toml(setting: &Setting, text: &str) -> Result<Value, String> {
    let parsed = DeValue::parse(text);
    let value = parsed.map_err(|error| {
        let expected = setting.kind.expected();
        format!("expected {expected} in TOML, found: {}", error.message())
    })?;
    value::read(setting.kind, &value).map_err(|(_, message)| message)
}

fn table_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(table, _)| table)
}

fn is_table(name: &str) -> bool {
    SETTINGS.iter().any(|it| table_of(it.name) == name)
}

/// Returns the names of all tables in words.
fn tables() -> String {
    let mut tables: Vec<String> = SETTINGS
        .iter()
        .map(|it| format!("`[{}]`", table_of(it.name)))
        .collect();
    tables.dedup();
    tables.join(", ")
}
