//! The settings in the service worker's script: the constants that the build writes at its beginning.

use super::page::SiteError;
use super::sum::integrity;
use crate::cli::publish::packed::Packed;
use crate::cli::render::html::{replaced, span};

const VERSION: &str = "VERSION=\"";
const ASSETS: &str = "ASSETS={";
const SOURCES: &str = "SOURCES=[";

/// Returns the worker with these sources, and with `added` among the files that it stores with the page.
pub(super) fn with_settings(
    worker: &str,
    sources: &[String],
    added: Option<&Packed>,
) -> Result<String, SiteError> {
    let list = serde_json::to_string(sources).unwrap_or_default();
    let worker = replace(worker, SOURCES, "]", &["SOURCES=", &list].concat())?;
    let assets = added.map_or_else(String::new, |file| {
        format!("\"/{}\":\"{}\",", file.name, integrity(&file.plain))
    });
    let place = span(&worker, ASSETS, "{").ok_or(missing(ASSETS))?;
    Ok(replaced(&worker, place, &[ASSETS, &assets].concat()))
}

/// Returns the worker with this version.
pub(super) fn with_version(worker: &str, version: &str) -> Result<String, SiteError> {
    replace(worker, VERSION, "\",", &format!("{VERSION}{version}\","))
}

fn replace(worker: &str, begin: &'static str, end: &str, text: &str) -> Result<String, SiteError> {
    let place = span(worker, begin, end).ok_or(missing(begin))?;
    Ok(replaced(worker, place, text))
}

fn missing(expected: &'static str) -> SiteError {
    SiteError {
        file: "sw.js",
        expected,
    }
}
