//! Everything that is served, in memory: the files of the page, and those that are made from the document.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use hyper::body::Bytes;
use hyper::header::{
    CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, VARY,
};

use super::kind::ResponseKind;
use crate::cli::publish::edition::{DOCUMENT, Edition, PAGE, PROBLEM, TEXT};
use crate::cli::publish::packed::Packed;
use crate::cli::render::ErrorResponse;
use crate::cli::site::kind::media_type;
use crate::cli::site::{Encodings, Headers, Kind, Page, Site};

/// The mark of the page's own files, by which a cache in front knows what is the same for every visitor.
const MARK: HeaderName = HeaderName::from_static("x-intermission");
/// The text in place of the status document where there is none.
const NO_DOCUMENT: &str = "No status document is published here.\n";
/// The text at an address that does not exist.
const NOT_FOUND: &str = "There is nothing at this address.\n";
/// The statement about the site where no document says what is wrong.
const UNKNOWN: &str = "The site does not answer. No status document says why.";

/// One way in which a file is sent.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The entity tag, for files that clients may keep.
    pub(super) etag: Option<String>,
}

/// A file, plain and compressed.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) kind: ResponseKind,
    plain: Variant,
    /// Compressed by Brotli and by gzip.
    copies: [Option<Variant>; 2],
}

impl File {
    /// Prepares the responses with a file.
    pub(super) fn new(kind: ResponseKind, file: Packed, headers: &Headers) -> Self {
        let Packed {
            name,
            plain,
            copies,
        } = file;
        let mut headers = header_map(headers, kind);
        if !headers.contains_key(CONTENT_TYPE) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
        }
        if !kind.replaces_site() {
            headers.insert(MARK, HeaderValue::from_static("file"));
        }
        if copies.iter().any(Option::is_some) {
            headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        let hash = kind.is_kept().then(|| hash(&plain));
        let [brotli, gzip] = copies;
        let coded = |coding: &'static str, body: Option<Bytes>| {
            let mut headers = headers.clone();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
            let etag = hash.map(|hash| format!("\"{hash:016x}-{coding}\""));
            Some(Variant::new(headers, body?, etag))
        };
        Self {
            kind,
            copies: [coded("br", brotli), coded("gzip", gzip)],
            plain: Variant::new(headers, plain, hash.map(|hash| format!("\"{hash:016x}\""))),
        }
    }

    /// Returns the smallest variant that a client reads.
    pub(super) fn variant(&self, accepted: Encodings) -> &Variant {
        let copy = accepted.smallest(&self.copies);
        copy.map_or(&self.plain, |(_, variant)| variant)
    }
}

impl Variant {
    fn new(mut headers: HeaderMap, body: Bytes, etag: Option<String>) -> Self {
        if let Some(etag) = etag.as_ref().and_then(|it| HeaderValue::from_str(it).ok()) {
            headers.insert(ETAG, etag);
        }
        Self {
            headers,
            body,
            etag,
        }
    }
}

/// Returns the headers of a kind that do not depend on the file or the request.
fn header_map(headers: &Headers, kind: ResponseKind) -> HeaderMap {
    let pairs = headers.get(kind.row()).into_iter();
    let pairs = pairs.filter_map(|(name, value)| {
        let name = HeaderName::try_from(name).ok()?;
        Some((name, HeaderValue::try_from(value).ok()?))
    });
    pairs.collect()
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

/// Everything that all responses have in common, whatever document is served.
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// The page with the operator's settings.
    pub(super) page: Page,
    /// The headers, with the operator's settings.
    pub(super) headers: Headers,
    /// The response in place of the site.
    pub(super) error: ErrorResponse,
}

/// All responses while one document, or none, is known.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    files: HashMap<String, File>,
    pub(super) page: File,
    pub(super) problem: File,
    pub(super) text: File,
    pub(super) missing: File,
    pub(super) not_found: File,
}

impl Bundle {
    /// Prepares the responses while no document is known; `page` says so.
    pub(super) fn without_document(template: &Template, page: String) -> Self {
        let edition = Edition::without_document(page, UNKNOWN, template.error);
        let mut bundle = Self::of(template, edition);
        bundle.files.remove(TEXT);
        bundle
    }

    /// Prepares the responses with the files of `edition`.
    pub(super) fn of(template: &Template, edition: Edition) -> Self {
        let site = Site::of(&template.page, edition);
        let file = |kind, file| File::new(kind, file, &template.headers);
        let in_place_of_site = |kind, name: &str| {
            // Every page and every edition has these files.
            let found = site.get(name).map(|it| it.packed.clone());
            file(kind, found.unwrap_or_else(|| Packed::new(name, "")))
        };
        let short = |kind, text: &'static str| file(kind, Packed::uncompressed(TEXT, text));
        // Problem details have no address of their own: their status is that of a response.
        let files = site.files().filter(|it| it.kind != Kind::Page);
        let files = files.filter(|it| it.packed.name != PROBLEM);
        let files = files.map(|it| {
            let kind = ResponseKind::File(it.kind);
            (it.packed.name.clone(), file(kind, it.packed.clone()))
        });
        Self {
            page: in_place_of_site(ResponseKind::PAGE, PAGE),
            problem: in_place_of_site(ResponseKind::Problem, PROBLEM),
            text: in_place_of_site(ResponseKind::Text, TEXT),
            missing: short(ResponseKind::Missing, NO_DOCUMENT),
            not_found: short(ResponseKind::NotFound, NOT_FOUND),
            files: files.collect(),
        }
    }

    /// Returns the file at a path.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        let name = path.strip_prefix('/')?;
        let file = self.files.get(name);
        file.or_else(|| (name == DOCUMENT).then_some(&self.missing))
    }
}
