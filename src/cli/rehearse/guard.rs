//! Who may use the control endpoints: the operator and the rehearsed page, but no page of another site that the operator
//! happens to have open.

use axum::extract::Request;
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets requests through that are addressed to this machine and come from no other origin's page. Programs send neither
/// `Origin` nor `Sec-Fetch-Site`; browsers do, and pages cannot change them.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let refusal = refusal(request.headers(), authority(&request));
    match refusal {
        None => next.run(request).await,
        Some(why) => (StatusCode::FORBIDDEN, [why, "\n"].concat()).into_response(),
    }
}

/// Lets reports of browsers through, whose `Origin` may be `null`, if they are addressed to this machine.
pub(super) async fn guard_host(request: Request, next: Next) -> Response {
    if authority(&request).is_some_and(is_own) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, FOREIGN_HOST).into_response()
    }
}

const FOREIGN_HOST: &str = "expected `Host` to be an address or `localhost`\n";

fn authority(request: &Request) -> Option<&str> {
    let host = request.headers().get(HOST).and_then(|it| it.to_str().ok());
    host.or_else(|| {
        request
            .uri()
            .authority()
            .map(axum::http::uri::Authority::as_str)
    })
}

fn refusal(headers: &HeaderMap, host: Option<&str>) -> Option<&'static str> {
    let Some(host) = host.filter(|host| is_own(host)) else {
        return Some(FOREIGN_HOST.trim_end());
    };
    let value = |name: HeaderName| headers.get(name).map(|it| it.to_str().unwrap_or_default());
    let is_ours = |origin: &str| {
        let rest = origin.strip_prefix("http://");
        rest.or_else(|| origin.strip_prefix("https://")) == Some(host)
    };
    if value(ORIGIN).is_some_and(|origin| !is_ours(origin)) {
        return Some("expected `Origin` to be the rehearsal's own");
    }
    let site = value(SEC_FETCH_SITE);
    site.is_some_and(|site| !["same-origin", "none"].contains(&site))
        .then_some("expected `Sec-Fetch-Site` to be `same-origin` or `none`")
}

/// Whether a host is an address, or a name that browsers keep for this machine. Any other name may have been led here by
/// its owner, whose pages would then be of the same origin.
fn is_own(host: &str) -> bool {
    let is_port = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) && !name.is_empty() => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    let name = name.to_ascii_lowercase();
    address.parse::<std::net::IpAddr>().is_ok()
        || name == "localhost"
        || name.ends_with(".localhost")
}
