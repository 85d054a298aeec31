//! The headers of each kind of file and response, from `deploy/headers.json` and the operator's settings.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::cli::config::Settings;
use crate::model::policy::return_target::origin;

/// The headers that every configuration of a server or CDN sets, too.
const TABLE: &str = include_str!("../../../deploy/headers.json");
const CONNECT: &str = "connect-src 'self'";
const RETRY_AFTER: &str = "Retry-After";
const POLICY: &str = "Content-Security-Policy";

/// A header: its name and its value.
pub type Header = (String, String);

/// The headers of a site by kind of file or response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    table: Map<String, Value>,
}

impl Headers {
    /// Returns the headers for these settings: `Retry-After`, and a policy that allows requests to the document's
    /// mirrors, feeds and probe on other origins.
    pub fn of(settings: &Settings) -> Self {
        // A test reads the file in this way; it is part of the program.
        let table: Map<String, Value> = serde_json::from_str(TABLE).unwrap_or_default();
        let mut headers = Self { table };
        let connect = connect(settings);
        headers.edit(|name, value| match name {
            RETRY_AFTER => Some(settings.retry_after_secs.to_string()),
            POLICY => Some(value.replace(CONNECT, &connect)),
            _ => None,
        });
        headers
    }

    fn edit(&mut self, new: impl Fn(&str, &str) -> Option<String>) {
        for entry in self.table.values_mut() {
            let headers = entry.get_mut("headers").and_then(Value::as_object_mut);
            for (name, value) in headers.into_iter().flatten() {
                if let Some(text) = value.as_str().and_then(|text| new(name, text)) {
                    *value = Value::String(text);
                }
            }
        }
    }

    /// Returns the headers of a row of the table: the name of a [`Kind`](super::Kind), or `problem`, `text` or `missing`
    /// for responses that are no files. The value of `Server-Timing` has the word `METHOD` in place of the method of the
    /// request.
    pub fn get(&self, row: &str) -> Vec<Header> {
        let entry = self.table.get(row);
        let headers = entry.and_then(|it| it.get("headers")?.as_object());
        let headers = headers.into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        headers
            .map(|(name, value)| (name.clone(), text(value)))
            .collect()
    }

    /// Returns the table in the format of `deploy/headers.json`.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(&self.table).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Returns the rule of the policy that allows requests: to the page's own origin, and to those in the settings.
fn connect(settings: &Settings) -> String {
    let asked = settings.sources.iter().chain(&settings.feeds);
    let asked = asked.chain(&settings.probe);
    let origins: BTreeSet<&str> = asked.filter_map(|it| origin(it)).collect();
    origins
        .into_iter()
        .fold(CONNECT.to_owned(), |rule, origin| {
            [&rule, " ", origin].concat()
        })
}
