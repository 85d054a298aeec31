//! Deserializers of single values of a plan. Their errors carry the line of the value.

use serde::de::{Deserialize, Deserializer, Error as _};

use crate::model::document::url::linkable;
use crate::model::document::vocabulary::{AccessMode, ComponentStatus, LinkRel, MaintenanceStatus};
use crate::model::status::normalize::REFRESH_SECS;

pub(super) fn component_status<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<ComponentStatus, D::Error> {
    word(deserializer, ComponentStatus::parse, ComponentStatus::WORDS)
}

pub(super) fn maintenance_status<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<MaintenanceStatus, D::Error> {
    word(
        deserializer,
        MaintenanceStatus::parse,
        MaintenanceStatus::WORDS,
    )
}

pub(super) fn access_mode<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<AccessMode, D::Error> {
    word(deserializer, AccessMode::parse, AccessMode::WORDS)
}

pub(super) fn link_rel<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LinkRel, D::Error> {
    word(deserializer, LinkRel::parse, LinkRel::WORDS)
}

/// Reads a word of a vocabulary. Unknown words are refused, because a rehearsal shows the page with known ones.
fn word<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: fn(&str) -> Option<T>,
    words: &[&str],
) -> Result<T, D::Error> {
    let found = String::deserialize(deserializer)?;
    parse(&found).ok_or_else(|| {
        let words = words.join("`, `");
        D::Error::custom(format_args!("expected one of `{words}`, found `{found}`"))
    })
}

/// Reads a text that is not blank.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let found = String::deserialize(deserializer)?;
    if found.trim().is_empty() {
        return Err(D::Error::custom("expected a text, found an empty one"));
    }
    Ok(found)
}

pub(super) fn url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let found = String::deserialize(deserializer)?;
    if linkable(&found).is_none() {
        return Err(D::Error::custom(format_args!(
            "expected an `https:`, `http:` or relative URL, found `{found}`"
        )));
    }
    Ok(Some(found))
}

pub(super) fn refresh_secs<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<u64>, D::Error> {
    let found = u64::deserialize(deserializer)?;
    if !REFRESH_SECS.contains(&found) {
        return Err(D::Error::custom(format_args!(
            "expected 10 to 600 seconds, found `{found}`"
        )));
    }
    Ok(Some(found))
}

/// Reads a total of at least 1.
pub(super) fn total<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let found = u64::deserialize(deserializer)?;
    if found == 0 {
        return Err(D::Error::custom("expected at least 1, found `0`"));
    }
    Ok(Some(found))
}

/// Reads a list with at least one entry.
pub(super) fn some<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let list = Vec::deserialize(deserializer)?;
    if list.is_empty() {
        return Err(D::Error::custom("expected at least one entry, found none"));
    }
    Ok(list)
}
