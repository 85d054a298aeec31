//! Readers of option values that several commands have: URLs and time zones.
//!
//! The errors are the operator's; clap names the option and the value before their texts.

use super::zone;

/// The reason why the value of an option cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// The value is not an absolute URL.
    #[error("expected a URL such as `https://status.example.com`")]
    Url,
    /// The value is not the name of a time zone.
    #[error("expected an IANA time zone such as `Europe/Berlin`{}", suggestion(*.nearest))]
    Zone {
        /// The zone with the most similar name, if one is similar.
        nearest: Option<&'static str>,
    },
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |zone| format!("; did you mean `{zone}`?"))
}

/// Reads an `https:` or `http:` URL.
pub(super) fn read_url(text: &str) -> Result<String, ValueError> {
    let is_absolute = text.starts_with("https://") || text.starts_with("http://");
    is_absolute.then(|| text.to_owned()).ok_or(ValueError::Url)
}

/// Reads the name of an IANA time zone, in any case, and returns it as IANA writes it.
pub(super) fn read_zone(text: &str) -> Result<String, ValueError> {
    match zone::find(text) {
        Some(zone) => Ok(zone.name().to_owned()),
        None => Err(ValueError::Zone {
            nearest: zone::nearest(text),
        }),
    }
}
