//! Return targets: the addresses that visitors may be taken to when the service is back.
//!
//! A document, a query string or a look-alike address must never choose another host. So only a plain path of this site
//! and a URL of an allowed origin are accepted. Browsers tolerate much in a URL (tabs, backslashes, missing slashes),
//! and whatever they tolerate can hide another host.

use std::error::Error;
use std::fmt;

use crate::model::document::query::{foreign_parameters, query_of};

/// The longest URL that is accepted, in bytes.
const LONGEST: usize = 2048;
const EXPECTED: &str =
    "a path of this site, or an `https:` or `http:` URL of an origin that is allowed";

/// The address at which the page was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The origin, such as `https://www.example.com`.
    pub origin: String,
    /// The path, such as `/cart`.
    pub path: String,
    /// The query, such as `?item=7`, or empty.
    pub query: String,
    /// The fragment, such as `#top`, or empty.
    pub fragment: String,
}

/// A URL that visitors may not be taken to, named by an operator or publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnError {
    /// The URL.
    pub found: String,
}

impl ReturnError {
    /// Returns the text of `Display`, without the formatting code of the standard library.
    pub fn text(&self) -> String {
        ["expected ", EXPECTED, ", found `", &self.found, "`"].concat()
    }
}

impl Error for ReturnError {}

impl fmt::Display for ReturnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// A URL that visitors may be taken to. Only [`ReturnTarget::same`] and [`ReturnTarget::parse`] accept one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTarget(String);

impl ReturnTarget {
    /// Returns the address that the page stands in for, without the page's own parameters.
    ///
    /// ```
    /// use intermission::model::policy::return_target::{Place, ReturnTarget};
    /// let place = Place {
    ///     origin: "https://www.example.com".to_owned(),
    ///     path: "/cart".to_owned(),
    ///     query: "?item=7&im-affected".to_owned(),
    ///     fragment: "#pay".to_owned(),
    /// };
    /// assert_eq!(ReturnTarget::same(&place).unwrap().url(), "/cart?item=7#pay");
    /// ```
    ///
    /// # Errors
    /// Fails for a path that a browser would take for another host, such as `//host`.
    pub fn same(place: &Place) -> Result<Self, ReturnError> {
        let query = query_of(&foreign_parameters(&place.query));
        Self::parse(
            &[&place.path, query.as_str(), &place.fragment].concat(),
            place,
            &[],
        )
    }

    /// Reads a URL from a document or an option: a path of this site, or a URL of its origin or an `allowed` one.
    ///
    /// # Errors
    /// Fails for every other URL.
    ///
    /// ```
    /// use intermission::model::policy::return_target::{Place, ReturnTarget};
    /// let place = Place { origin: "https://www.example.com".to_owned(), ..Place::default() };
    /// let allowed = ["https://shop.example.com".to_owned()];
    /// let is_accepted = |url| ReturnTarget::parse(url, &place, &allowed).is_ok();
    /// assert!(is_accepted("/cart") && is_accepted("https://shop.example.com/cart"));
    /// assert!(!is_accepted("//other.test"), "browsers take this for another host");
    /// assert!(!is_accepted("https://www.example.com.other.test/"));
    /// assert!(!is_accepted("https://other.test/"));
    /// ```
    pub fn parse(url: &str, place: &Place, allowed: &[String]) -> Result<Self, ReturnError> {
        let of_site = url.starts_with('/') && !url.starts_with("//");
        let of_origin = || {
            origin(url).is_some_and(|it| it == place.origin || allowed.iter().any(|one| one == it))
        };
        if is_plain(url) && (of_site || of_origin()) {
            return Ok(Self(url.to_owned()));
        }
        Err(ReturnError {
            found: url.to_owned(),
        })
    }

    /// Returns the target without query and fragment.
    ///
    /// ```
    /// use intermission::model::policy::return_target::{Place, ReturnTarget};
    /// let target = ReturnTarget::parse("/cart?item=7#pay", &Place::default(), &[]).unwrap();
    /// assert_eq!(target.without_query().url(), "/cart");
    /// ```
    #[must_use]
    pub fn without_query(&self) -> Self {
        let path = self.0.split(['?', '#']).next();
        Self(path.unwrap_or_default().to_owned())
    }

    /// Returns the URL that the browser must open.
    pub fn url(&self) -> &str {
        &self.0
    }

    /// Returns whether `reached`, the address of an answer after all redirects, is of the target's origin.
    ///
    /// ```
    /// use intermission::model::policy::return_target::{Place, ReturnTarget};
    /// let place = Place { origin: "https://www.example.com".to_owned(), ..Place::default() };
    /// let target = ReturnTarget::parse("/cart", &place, &[]).unwrap();
    /// assert!(target.is_same_origin("https://www.example.com/login", &place));
    /// assert!(!target.is_same_origin("http://www.example.com/cart", &place), "another scheme");
    /// ```
    pub fn is_same_origin(&self, reached: &str, place: &Place) -> bool {
        let own = origin(&self.0).unwrap_or(&place.origin);
        origin(reached) == Some(own)
    }
}

/// Returns the origin of an absolute `https:` or `http:` URL: everything before its path. `None` unless the origin is
/// written as browsers write it: a host of lower-case letters, digits, dots and hyphens, no user name, and no port that
/// is the scheme's default.
///
/// ```
/// use intermission::model::policy::return_target::origin;
/// assert_eq!(origin("https://example.com:8443/a?b"), Some("https://example.com:8443"));
/// assert_eq!(origin("https://example.com:443/"), None, "the default port of the scheme");
/// assert_eq!(origin("https://user@example.com/"), None);
/// assert_eq!(origin("https://EXAMPLE.com/"), None);
/// assert_eq!(origin("ftp://example.com/"), None);
/// ```
pub fn origin(url: &str) -> Option<&str> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|it| url.starts_with(it))?;
    let rest = url.get(scheme.len()..)?;
    let host = rest
        .find(['/', '?', '#'])
        .map_or(Some(rest), |end| rest.get(..end))?;
    let (name, port) = host
        .split_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    let is_name =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    let is_host = !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name.bytes().all(is_name);
    let own_port = if scheme == "https://" { "443" } else { "80" };
    let is_port = port.is_none_or(|port| {
        (1..=5).contains(&port.len())
            && port.bytes().all(|it| it.is_ascii_digit())
            && port != own_port
    });
    (is_host && is_port).then(|| url.get(..scheme.len() + host.len()))?
}

/// Returns whether browsers read the URL exactly as it is written: printable ASCII without a backslash, from one to
/// `LONGEST` bytes.
fn is_plain(url: &str) -> bool {
    !url.is_empty()
        && url.len() <= LONGEST
        && url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}
