//! Downloads a document over HTTP.

use std::io::Read as _;
use std::time::Duration;

use ureq::ResponseExt as _;

use crate::feeds::address::{beside, is_same_origin};
use crate::model::document::read::MAX_BYTES;
use crate::model::policy::poll::TIMEOUT_SECS;

/// The maximum number of redirections for one document.
const MOST_REDIRECTIONS: u32 = 5;

/// The reason why a document could not be fetched. The cause is its host, the network or, for an unreadable file, the
/// operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    /// The text of `Display`, which names the URL or the file.
    pub text: String,
    /// Whether a later attempt would fail as well, as after HTTP status 404.
    pub is_lasting: bool,
    /// The target of the redirection that the host answered with.
    pub leads_to: Option<String>,
}

/// A downloaded document with its final URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Got {
    /// The bytes, cut off one byte after the limit, so that callers can tell that the document is too large.
    pub bytes: Vec<u8>,
    /// The URL after all redirections.
    pub url: String,
}

/// Downloads a document that the operator names, with the page's limits of time and size.
///
/// # Errors
/// There is no response, or its status is not 2xx.
pub fn get(url: &str) -> Result<Got, Failure> {
    request(url, MAX_BYTES, MOST_REDIRECTIONS)
}

/// Downloads a further document of a feed, of at most `limit` bytes. Only redirections within the origin are followed:
/// a feed must not make the operator's machine send requests to other origins.
///
/// # Errors
/// There is no response, or its status is not 2xx.
pub fn get_further(url: &str, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut url = url.to_owned();
    for _ in 0..MOST_REDIRECTIONS {
        match request(&url, limit, 0) {
            Ok(got) => return Ok(got.bytes),
            Err(Failure {
                leads_to: Some(next),
                ..
            }) if is_same_origin(&url, &next) => url = next,
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure {
        text: format!("expected a document, found too many redirections: {url}"),
        is_lasting: true,
        leads_to: None,
    })
}

fn request(url: &str, limit: usize, redirections: u32) -> Result<Got, Failure> {
    let timeout = Duration::from_secs(TIMEOUT_SECS);
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(timeout))
        .max_redirects(redirections)
        .max_redirects_will_error(redirections > 0);
    let agent = ureq::Agent::new_with_config(config.build());
    let answer = agent.get(url).call();
    let mut answer = answer.map_err(|error| failed(url, &error))?;
    if answer.status().is_redirection() {
        let place = answer.headers().get("location");
        let place = place.and_then(|it| it.to_str().ok());
        return Err(Failure {
            text: refused(url, answer.status().as_u16()),
            is_lasting: true,
            leads_to: place.and_then(|place| beside(url, place)),
        });
    }
    let got = answer.get_uri().to_string();
    // One byte more, so that a document that is too large is refused as such.
    let limit = limit as u64 + 1;
    let reader = answer.body_mut().as_reader();
    let mut bytes = Vec::new();
    reader
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(url, &ureq::Error::Io(error)))?;
    Ok(Got { bytes, url: got })
}

fn refused(url: &str, code: u16) -> String {
    format!("expected HTTP status 200, found {code}: {url}")
}

fn failed(url: &str, error: &ureq::Error) -> Failure {
    if let ureq::Error::StatusCode(code) = error {
        return Failure {
            text: refused(url, *code),
            // Client errors, except those that ask to retry later (RFC 9110, 15.5; RFC 6585, 4).
            is_lasting: (400..500).contains(code) && ![408, 425, 429].contains(code),
            leads_to: None,
        };
    }
    Failure {
        text: format!("expected an answer, found none ({error}): {url}"),
        is_lasting: false,
        leads_to: None,
    }
}
