//! The kinds of responses: those of files, and those that only a server sends.

use crate::cli::site::Kind;

/// The kind of a response, which decides its headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseKind {
    /// A file of the site, or the page in place of the site.
    File(Kind),
    /// Problem details in place of an answer of the site's to a program.
    Problem,
    /// Plain text in place of an answer of the site.
    Text,
    /// There is no status document.
    Missing,
    /// There is no such address, while the site stays up.
    NotFound,
}

impl ResponseKind {
    /// The kind of the page.
    pub(super) const PAGE: Self = Self::File(Kind::Page);

    /// All kinds, in the order of their numbers.
    pub(super) const ALL: [Self; 11] = [
        Self::PAGE,
        Self::Problem,
        Self::Text,
        Self::File(Kind::Hashed),
        Self::File(Kind::Named),
        Self::File(Kind::Document),
        Self::Missing,
        Self::File(Kind::Rendered),
        Self::File(Kind::Framed),
        Self::File(Kind::Past),
        Self::NotFound,
    ];

    /// Returns the name of the kind in metrics and logs.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::File(kind) => kind.as_str(),
            Self::Problem => "problem",
            Self::Text => "text",
            Self::Missing => "missing",
            Self::NotFound => "not_found",
        }
    }

    /// Returns the name of the kind's row in the table of headers.
    pub(super) fn row(self) -> &'static str {
        if self == Self::NotFound {
            return Self::Missing.as_str();
        }
        self.as_str()
    }

    /// Returns whether a response of this kind stands in place of the site's.
    pub(super) fn replaces_site(self) -> bool {
        matches!(self, Self::PAGE | Self::Problem | Self::Text)
    }

    /// Returns whether a response of this kind has a file that clients may keep.
    pub(super) fn is_kept(self) -> bool {
        matches!(self, Self::File(_)) && self != Self::PAGE
    }

    /// Returns the number of the kind, an index of [`Self::ALL`].
    pub(super) fn index(self) -> usize {
        Self::ALL
            .iter()
            .position(|it| *it == self)
            .unwrap_or_default()
    }
}
