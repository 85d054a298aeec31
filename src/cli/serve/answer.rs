//! The response to a request: a pure function of the request's head and what is served.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    IF_NONE_MATCH, RETRY_AFTER,
};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode, Uri};
use serde_json::{Map, Value};

use super::bundle::{Bundle, File};
use super::history::Responses;
use super::kind::ResponseKind;
use super::negotiate::{Form, form};
use super::response_options::ResponseOptions;
use crate::cli::site::Encodings;

/// The status code that a proxy wants in the response of its error page.
const CODE: HeaderName = HeaderName::from_static("x-code");
/// The `Accept` of the visitor's request, as a proxy passes it to its error page.
const FORMAT: HeaderName = HeaderName::from_static("x-format");
/// The address of the visitor's request, as a proxy passes it to its error page.
pub(super) const ORIGINAL_URI: HeaderName = HeaderName::from_static("x-original-uri");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// A response with what logs and metrics say of it.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) kind: ResponseKind,
    pub(super) response: Response<Full<Bytes>>,
}

/// Answers a request. A file of the history replaces the one of the page that has the same path.
pub(super) fn answer(
    bundle: &Bundle,
    history: &Responses,
    options: ResponseOptions,
    request: &Parts,
) -> Answer {
    let headers = &request.headers;
    // A proxy asks for its error page at `/`, and states the visitor's address in a header.
    let original = text(headers, &ORIGINAL_URI).and_then(|it| it.parse::<Uri>().ok());
    let path = original.as_ref().map_or(request.uri.path(), Uri::path);
    let is_reading = request.method == Method::GET || request.method == Method::HEAD;
    let of_history = path.strip_prefix('/').and_then(|it| history.get(it));
    let file = of_history.or_else(|| bundle.file(path));
    if let Some(file) = file.filter(|_| is_reading) {
        return sent(file, headers);
    }
    if options.site_stays {
        return if is_reading && (path == "/" || path == "/index.html") {
            let mut answer = in_place_of_site(&bundle.page, StatusCode::OK, request);
            answer.response.headers_mut().remove(RETRY_AFTER);
            answer
        } else {
            with_status(&bundle.not_found, StatusCode::NOT_FOUND, headers)
        };
    }
    let accept = text(headers, &FORMAT).or_else(|| text(headers, &ACCEPT));
    let file = match form(accept.unwrap_or_default()) {
        Form::Page => &bundle.page,
        Form::Problem => &bundle.problem,
        Form::Text => &bundle.text,
    };
    let status = status(options.error.status, headers);
    if file.kind == ResponseKind::Problem && status.as_u16() != options.error.status {
        return restated(file, status);
    }
    in_place_of_site(file, status, request)
}

/// Returns problem details with another status code than they were made with: that of the response (RFC 9457, 3.1.2).
fn restated(file: &File, status: StatusCode) -> Answer {
    let plain = file.variant(Encodings::default());
    let mut problem: Map<String, Value> = serde_json::from_slice(&plain.body).unwrap_or_default();
    let title = status.canonical_reason().unwrap_or("Unavailable");
    problem.insert("status".to_owned(), status.as_u16().into());
    problem.insert("title".to_owned(), title.into());
    let text = format!("{:#}\n", Value::Object(problem));
    let mut response = Response::new(Full::from(text));
    *response.status_mut() = status;
    *response.headers_mut() = plain.headers.clone();
    let kind = file.kind;
    Answer { kind, response }
}

/// Returns the status in place of the site's answer: the one that a proxy passes, if it is that of an error, else `own`.
fn status(own: u16, headers: &HeaderMap) -> StatusCode {
    let passed = text(headers, &CODE).and_then(|it| it.parse::<u16>().ok());
    let passed = passed.filter(|it| (400..600).contains(it));
    let status = StatusCode::from_u16(passed.unwrap_or(own));
    status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
}

/// Returns a file with status 200, or 304 if the client has it already. A missing document is a 404.
fn sent(file: &File, headers: &HeaderMap) -> Answer {
    if file.kind == ResponseKind::Missing {
        return with_status(file, StatusCode::NOT_FOUND, headers);
    }
    let accepted = Encodings::of(text(headers, &ACCEPT_ENCODING).unwrap_or_default());
    let variant = file.variant(accepted);
    let known = headers.get_all(IF_NONE_MATCH).iter();
    let mut known = known.filter_map(|it| it.to_str().ok());
    let is_known = variant
        .etag
        .as_ref()
        .is_some_and(|etag| known.any(|it| lists(it, etag)));
    let mut answer = with_status(file, StatusCode::OK, headers);
    if is_known {
        *answer.response.status_mut() = StatusCode::NOT_MODIFIED;
        *answer.response.body_mut() = Full::default();
        let headers = answer.response.headers_mut();
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
    }
    answer
}

/// Returns whether an `If-None-Match` lists a tag, compared weakly (RFC 9110, 13.1.2).
fn lists(header: &str, etag: &str) -> bool {
    let mut tags = header.split(',').map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Returns the page, or one of its other forms, with the method of the request: browsers do not tell a page by which
/// method it was requested, and a page in answer to a POST returns no visitor without asking.
fn in_place_of_site(file: &File, status: StatusCode, request: &Parts) -> Answer {
    let mut answer = with_status(file, status, &request.headers);
    if file.kind == ResponseKind::PAGE {
        let method = request.method.as_str();
        let is_plain = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
        let method = if is_plain { method } else { "OTHER" };
        if let Ok(timing) = HeaderValue::try_from(["method;desc=", method].concat()) {
            answer.response.headers_mut().insert(SERVER_TIMING, timing);
        }
    }
    answer
}

fn with_status(file: &File, status: StatusCode, headers: &HeaderMap) -> Answer {
    let accepted = Encodings::of(text(headers, &ACCEPT_ENCODING).unwrap_or_default());
    let variant = file.variant(accepted);
    let mut response = Response::new(Full::new(variant.body.clone()));
    *response.status_mut() = status;
    *response.headers_mut() = variant.headers.clone();
    Answer {
        kind: file.kind,
        response,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|it| it.to_str().ok())
}
