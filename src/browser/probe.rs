//! Asking the site whether it is back.

use std::rc::Rc;

use gloo_net::http::Request;
use web_sys::{AbortController, RequestCache};

use super::timer::Timer;
use crate::model::state::ProbeAnswer;

/// What the page itself has in its markup, and no site has.
const OWN_MARK: &str = "<div id=\"intermission\">";

/// Asks for `url` as the visitor would, past every cache; `None` when nothing came in time.
pub async fn probe(url: String, timeout_secs: u64) -> Option<ProbeAnswer> {
    let controller = Rc::new(AbortController::new().ok()?);
    let signal = controller.signal();
    let timer = Timer::after_millis(timeout_secs.saturating_mul(1000), move || {
        controller.abort();
    });
    let response = Request::get(&url)
        .cache(RequestCache::NoStore)
        .abort_signal(Some(&signal))
        .send()
        .await
        .ok()?;
    let text = response.text().await.ok()?;
    drop(timer);
    Some(ProbeAnswer {
        status: response.status(),
        url: response.url(),
        is_this_page: text.contains(OWN_MARK),
    })
}
