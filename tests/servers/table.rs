//! The table of headers, deploy/headers.json: what every server says with each kind of answer.

use std::sync::OnceLock;

use serde_json::Value;

/// The kind of an answer, which decides its headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The page in place of something.
    Away,
    /// Problem details for programs in place of something.
    Problem,
    /// Plain text in place of something.
    Text,
    /// A file whose name changes with its content.
    Hashed,
    /// A WebAssembly module whose name changes with its content.
    Wasm,
    /// A file that keeps its name from build to build.
    Named,
    /// The status document.
    Document,
    /// The page's own word that there is no status document.
    Missing,
    /// A file that is made of the document.
    Rendered,
    /// A file that is made of the document or the history, of this media type.
    RenderedAs(&'static str),
    /// The page of past incidents.
    Past,
    /// The page for other sites' frames.
    Framed,
    /// An answer of the site.
    Site,
}

impl Kind {
    /// Its row of the table.
    fn row(self) -> Option<&'static str> {
        match self {
            Self::Away => Some("page"),
            Self::Problem => Some("problem"),
            Self::Text => Some("text"),
            Self::Hashed | Self::Wasm => Some("hashed"),
            Self::Named => Some("named"),
            Self::Document => Some("document"),
            Self::Missing => Some("missing"),
            Self::Rendered | Self::RenderedAs(_) => Some("rendered"),
            Self::Past => Some("past"),
            Self::Framed => Some("framed"),
            Self::Site => None,
        }
    }

    /// Headers that follow from the kind, but are not set by a configuration: types, and headers that must be absent.
    fn more(self) -> &'static [(&'static str, Option<&'static str>)] {
        match self {
            Self::Away | Self::Problem | Self::Text => &[
                ("etag", None),
                ("last-modified", None),
                ("content-range", None),
                ("accept-ranges", None),
            ],
            Self::Wasm => &[("content-type", Some("application/wasm"))],
            Self::Document => &[("content-type", Some("application/json"))],
            Self::Framed | Self::Past => &[
                ("content-type", Some("text/html; charset=utf-8")),
                ("retry-after", None),
                ("server-timing", None),
            ],
            Self::Site => &[
                ("content-type", Some("text/html; charset=utf-8")),
                ("retry-after", None),
                ("content-security-policy", None),
            ],
            Self::Hashed | Self::Named | Self::Rendered | Self::RenderedAs(_) | Self::Missing => {
                &[("retry-after", None), ("content-range", None)]
            }
        }
    }

    /// Headers that an answer to a request by this method has (a value) or has not (`None`). The table has `METHOD` where
    /// the method stands.
    pub(crate) fn expected(self, method: &str) -> Vec<(String, Option<String>)> {
        let row = self.row().map(|row| table()[row]["headers"].as_object());
        let row = row.map(|row| row.expect("the kind's headers"));
        let row = row.into_iter().flatten().map(|(name, value)| {
            let value = value.as_str().expect("a text");
            let value = value.replace("METHOD", method);
            (name.to_ascii_lowercase(), Some(value))
        });
        let more = self.more().iter();
        let more = more.map(|&(name, value)| (name.to_owned(), value.map(str::to_owned)));
        let media_type = if let Self::RenderedAs(media_type) = self {
            Some(("content-type".to_owned(), Some(media_type.to_owned())))
        } else {
            None
        };
        row.chain(more).chain(media_type).collect()
    }
}

fn table() -> &'static Value {
    static TABLE: OnceLock<Value> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../deploy/headers.json");
        serde_json::from_str(text).expect("JSON")
    })
}
