//! Downloads a document over HTTP.

use std::io::{self, Read as _};
use std::time::Duration;

use ureq::ResponseExt as _;

use crate::feeds::address::{beside, is_same_origin};
use crate::model::document::read::MAX_BYTES;
use crate::model::policy::poll::TIMEOUT_SECS;
use crate::model::policy::retry_after::RetryAfter;

/// The maximum number of redirections for one document.
const MOST_REDIRECTIONS: u32 = 5;

/// The reason why a document could not be downloaded. Its text begins with the URL.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The operator or the feed: no request can be sent to such a URL.
    #[error("{url}: expected a URL that can be requested, found: {error}")]
    BadUrl {
        /// The URL.
        url: String,
        /// The fault of the URL.
        #[source]
        error: ureq::Error,
    },
    /// The server: the response has another HTTP status than 2xx.
    #[error("{url}: expected HTTP status 200 from the server, found {code}")]
    HttpStatus {
        /// The URL.
        url: String,
        /// The status.
        code: u16,
        /// The target of a redirection that was not followed.
        leads_to: Option<String>,
        /// The pause that the server asks for.
        retry_after: Option<RetryAfter>,
    },
    /// The server or the network: the body ended early or took too long.
    #[error(
        "{url}: expected a complete response from the server, found its beginning only ({error})"
    )]
    Interrupted {
        /// The URL.
        url: String,
        /// The error of the connection.
        #[source]
        error: io::Error,
    },
    /// The server or the network: there is no response.
    #[error("{url}: expected a response from the server, found none ({error})")]
    NoResponse {
        /// The URL.
        url: String,
        /// The error of the connection.
        #[source]
        error: ureq::Error,
    },
    /// The server: it redirects too often.
    #[error(
        "{url}: expected a document from the server, found more than {MOST_REDIRECTIONS} redirections"
    )]
    Redirections {
        /// The URL.
        url: String,
    },
    /// The feed: the document is larger than any that is read.
    #[error("{url}: expected at most {limit} bytes, found more")]
    TooLarge {
        /// The URL.
        url: String,
        /// The limit, in bytes.
        limit: usize,
    },
    /// The feed: with this document, those that the operator did not name are too large.
    #[error(
        "{url}: expected at most {limit} bytes in all further documents of the feed, found more"
    )]
    TooLargeTogether {
        /// The URL.
        url: String,
        /// The limit for all of them, in bytes.
        limit: usize,
    },
}

impl DownloadError {
    /// Returns whether a later attempt would fail as well, as after HTTP status 404.
    pub fn is_lasting(&self) -> bool {
        match self {
            // Client errors, except those that ask to retry later (RFC 9110, 15.5; RFC 6585, 4).
            Self::HttpStatus { code, .. } => {
                (300..500).contains(code) && ![408, 425, 429].contains(code)
            }
            Self::BadUrl { .. }
            | Self::Redirections { .. }
            | Self::TooLarge { .. }
            | Self::TooLargeTogether { .. } => true,
            Self::Interrupted { .. } | Self::NoResponse { .. } => false,
        }
    }
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
pub fn get(url: &str) -> Result<Got, DownloadError> {
    request(url, MAX_BYTES, MOST_REDIRECTIONS)
}

/// Downloads a further document of a feed, of at most `limit` bytes. Only redirections within the origin are followed:
/// a feed must not make the operator's machine send requests to other origins.
///
/// # Errors
/// There is no response, or its status is not 2xx.
pub fn get_further(url: &str, limit: usize) -> Result<Vec<u8>, DownloadError> {
    let mut url = url.to_owned();
    for _ in 0..MOST_REDIRECTIONS {
        match request(&url, limit, 0) {
            Ok(got) => return Ok(got.bytes),
            Err(DownloadError::HttpStatus {
                leads_to: Some(next),
                ..
            }) if is_same_origin(&url, &next) => url = next,
            Err(error) => return Err(error),
        }
    }
    Err(DownloadError::Redirections { url })
}

fn request(url: &str, limit: usize, redirections: u32) -> Result<Got, DownloadError> {
    let timeout = Duration::from_secs(TIMEOUT_SECS);
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(timeout))
        // The headers of an error say when to ask again.
        .http_status_as_error(false)
        .max_redirects(redirections)
        .max_redirects_will_error(redirections > 0);
    let agent = ureq::Agent::new_with_config(config.build());
    let answer = agent.get(url).call();
    let mut answer = answer.map_err(|error| failed(url, error))?;
    if !answer.status().is_success() {
        let header = |name| answer.headers().get(name).and_then(|it| it.to_str().ok());
        let is_redirection = answer.status().is_redirection();
        let place = header("location").filter(|_| is_redirection);
        return Err(DownloadError::HttpStatus {
            url: url.to_owned(),
            code: answer.status().as_u16(),
            leads_to: place.and_then(|place| beside(url, place)),
            retry_after: header("retry-after").and_then(RetryAfter::parse),
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
        .map_err(|error| DownloadError::Interrupted {
            url: url.to_owned(),
            error,
        })?;
    Ok(Got { bytes, url: got })
}

fn failed(url: &str, error: ureq::Error) -> DownloadError {
    let url = url.to_owned();
    if matches!(error, ureq::Error::TooManyRedirects) {
        DownloadError::Redirections { url }
    } else if matches!(error, ureq::Error::BadUri(_) | ureq::Error::Http(_)) {
        DownloadError::BadUrl { url, error }
    } else {
        DownloadError::NoResponse { url, error }
    }
}
