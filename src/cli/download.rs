//! Getting a document from its host.

use std::time::Duration;

use crate::model::poll::TIMEOUT_SECS;
use crate::model::read::MAX_BYTES;

/// One GET, with the time and the size that the page allows.
///
/// # Errors
/// When there is no answer, or another than 2xx, in words that name the URL.
pub fn get(url: &str) -> Result<Vec<u8>, String> {
    let timeout = Duration::from_secs(TIMEOUT_SECS);
    let config = ureq::Agent::config_builder().timeout_global(Some(timeout));
    let agent = ureq::Agent::new_with_config(config.build());
    let answer = agent.get(url).call();
    let mut answer = answer.map_err(|error| failed(url, &error))?;
    // One byte more, so that what is too large is refused as such.
    let limit = MAX_BYTES as u64 + 1;
    let body = answer.body_mut().with_config().limit(limit).read_to_vec();
    body.map_err(|error| failed(url, &error))
}

fn failed(url: &str, error: &ureq::Error) -> String {
    if let ureq::Error::StatusCode(code) = error {
        return format!("expected HTTP status 200, found {code}: {url}");
    }
    format!("expected an answer, found none ({error}): {url}")
}
