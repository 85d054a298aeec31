//! Asking the site whether it is back.

use web_sys::{AbortController, RequestCache, RequestCredentials};

use super::exchange::{Ask, exchange};
use crate::model::state::ProbeAnswer;

/// What the page itself has in its markup, and no site has.
const OWN_MARK: &[u8] = b"<div id=\"intermission\">";

/// The page itself is far smaller, so what is longer is something else.
const MAX_BYTES: usize = 64 * 1024;

/// Asks for `url` as the visitor would, past every cache; `None` when nothing came in time.
pub async fn probe(url: String, timeout_secs: u64) -> Option<ProbeAnswer> {
    let ask = Ask {
        url,
        cache: RequestCache::NoStore,
        credentials: RequestCredentials::SameOrigin,
        timeout_secs,
        max_bytes: MAX_BYTES,
        // This page in the site's place comes with an error.
        reads_errors: true,
        translates: false,
    };
    let (response, body) = exchange(ask, AbortController::new().ok()?).await;
    let (response, bytes) = (response?, body.unwrap_or_default());
    Some(ProbeAnswer {
        status: response.status(),
        url: response.url(),
        is_this_page: bytes.windows(OWN_MARK.len()).any(|it| it == OWN_MARK),
    })
}
