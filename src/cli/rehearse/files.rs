//! The built page and its files, served as a careful operator's CDN would.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL,
    CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, LAST_MODIFIED,
    REFERRER_POLICY, RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use tower_http::services::ServeDir;

use super::error::RehearsalError;
use crate::cli::site::kind::media_type;
use crate::cli::site::{Encodings, PageFiles, PageSource};

/// The content security policy of the built page: its own files only, and a report of every violation.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types intermission; \
    report-uri /__rehearsal/csp-report";
/// Features of browsers that the page does not use.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const PAGE: &str = "/index.html";
/// The value of `Retry-After`, in seconds.
const RETRY_AFTER_SECS: &str = "120";

/// The reason why the page is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    /// It was requested by its own name.
    Asked,
    /// The site is in maintenance.
    Away,
}

/// The built page.
#[derive(Clone, Debug)]
pub(super) enum Files {
    /// In a folder, which may change.
    Folder(ServeDir),
    /// In memory.
    Memory(Arc<PageFiles>),
}

impl Files {
    pub(super) fn new(page: PageSource) -> Result<Self, RehearsalError> {
        // An error names the place that has no page.
        drop(page.text("index.html")?);
        Ok(match page {
            PageSource::Folder(folder) => Self::Folder(
                ServeDir::new(folder)
                    .append_index_html_on_directories(false)
                    .precompressed_br()
                    .precompressed_gzip(),
            ),
            PageSource::Memory(files) => Self::Memory(Arc::new(files)),
        })
    }

    /// Answers with the file that is asked for, if there is one.
    pub(super) async fn answer(&self, request: Request) -> Option<Response> {
        let uri = request.uri().clone();
        if uri.path() == PAGE {
            let encodings = request.headers().get(ACCEPT_ENCODING).cloned();
            let method = request.method().clone();
            return Some(self.page(method, encodings, Reason::Asked).await);
        }
        let response = self.file(request).await;
        let found = response.status() != StatusCode::NOT_FOUND;
        found.then(|| with_file_headers(response, uri.path()))
    }

    /// Answers with the page in place of the site.
    pub(super) async fn stand_in(
        &self,
        method: Method,
        encodings: Option<HeaderValue>,
    ) -> Response {
        self.page(method, encodings, Reason::Away).await
    }

    /// Only the encodings of the client's request are used: the page is always sent whole, as a 304 or 206 would replace its
    /// status.
    async fn page(
        &self,
        method: Method,
        encodings: Option<HeaderValue>,
        reason: Reason,
    ) -> Response {
        let mut request = Request::new(Body::empty());
        *request.method_mut() = method;
        *request.uri_mut() = Uri::from_static(PAGE);
        if let Some(encodings) = encodings {
            request.headers_mut().insert(ACCEPT_ENCODING, encodings);
        }
        let mut response = self.file(request).await;
        match (response.status(), reason) {
            (StatusCode::OK, Reason::Away) => {
                *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
                set(response.headers_mut(), RETRY_AFTER, RETRY_AFTER_SECS);
            }
            // Somebody builds the page anew just now.
            (StatusCode::NOT_FOUND, _) => {
                let message = "expected the built page, found none: run `make build`\n";
                return (StatusCode::INTERNAL_SERVER_ERROR, message).into_response();
            }
            _ => {}
        }
        for name in [ACCEPT_RANGES, ETAG, LAST_MODIFIED] {
            response.headers_mut().remove(name);
        }
        with_file_headers(response, PAGE)
    }

    async fn file(&self, request: Request) -> Response {
        let mut folder = match self {
            Self::Folder(folder) => folder.clone(),
            Self::Memory(files) => return from_memory(files, &request),
        };
        match folder.try_call(request).await {
            Ok(response) => response.map(Body::new),
            Err(error) if is_absent(&error) => StatusCode::NOT_FOUND.into_response(),
            Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        }
    }
}

/// Answers with a file in memory, or as `ServeDir` does where there is none.
fn from_memory(files: &PageFiles, request: &Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET,HEAD")]).into_response();
    }
    let name = request.uri().path().trim_start_matches('/');
    let Some(file) = files.get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = request.headers().get(ACCEPT_ENCODING);
    let accepted = accepted.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let copy = Encodings::of(accepted).smallest(&file.copies);
    let body = copy.map_or(&file.plain, |(_, body)| body);
    let mut response = Response::new(Body::from(body.clone()));
    let headers = response.headers_mut();
    set(headers, CONTENT_TYPE, media_type(name));
    set(headers, VARY, "accept-encoding");
    if let Some((coding, _)) = copy {
        set(headers, CONTENT_ENCODING, coding);
    }
    response
}

/// `ServeDir` answers 404 for some paths that name no file, and fails for others.
fn is_absent(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(
        error.kind(),
        InvalidFilename | InvalidInput | NotADirectory | NotFound
    )
}

fn with_file_headers(mut response: Response, path: &str) -> Response {
    let headers = response.headers_mut();
    set(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, CACHE_CONTROL, cache_control(path));
    if is_page(path) {
        set(headers, CONTENT_TYPE, "text/html; charset=utf-8");
        set(headers, CONTENT_SECURITY_POLICY, POLICY);
        set(headers, PERMISSIONS_POLICY, PERMISSIONS);
        set(headers, REFERRER_POLICY, "no-referrer");
    } else {
        // Elements on other sites' pages load these as modules and by `fetch`.
        set(headers, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// Files named by their content never change; pages change with the state of the site.
fn cache_control(path: &str) -> &'static str {
    if is_page(path) {
        "no-store"
    } else if has_hash(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn is_page(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("html"))
}

/// Returns whether a name is like `page-0123456789abcdef.js` or `page-0123456789abcdef_bg.wasm`.
fn has_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}
