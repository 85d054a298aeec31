//! Getting a document from its host.

use std::time::Duration;

use crate::model::poll::TIMEOUT_SECS;
use crate::model::read::MAX_BYTES;

/// Why a document could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The same for people; it names the URL.
    pub text: String,
    /// Whether its host says that there is no such document, which asking again will not change.
    pub is_lasting: bool,
}

/// One GET, with the time and the size that the page allows.
///
/// # Errors
/// When there is no answer, or another than 2xx.
pub fn get(url: &str) -> Result<Vec<u8>, Failure> {
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

fn failed(url: &str, error: &ureq::Error) -> Failure {
    if let ureq::Error::StatusCode(code) = error {
        return Failure {
            text: format!("expected HTTP status 200, found {code}: {url}"),
            // All that blame the request, but for those that ask for patience (RFC 9110, 15.5; RFC 6585, 4).
            is_lasting: (400..500).contains(code) && ![408, 425, 429].contains(code),
        };
    }
    Failure {
        text: format!("expected an answer, found none ({error}): {url}"),
        is_lasting: false,
    }
}
