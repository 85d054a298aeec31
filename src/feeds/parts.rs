//! The recognised documents of one feed, and those that are still missing.

use super::address::{beside, is_same_origin};
use super::builder::Context;
use super::node::Node;
use super::part::Part;

/// The available documents.
#[derive(Debug)]
pub struct Parts<'a>(pub(super) Vec<(Part, Node<'a>)>);

impl<'a> Parts<'a> {
    /// Returns the first document of a kind.
    pub fn get(&self, part: Part) -> Option<Node<'a>> {
        self.all(part).next()
    }

    /// Returns all documents of a kind, which may be the pages of a list.
    pub fn all(&self, part: Part) -> impl Iterator<Item = Node<'a>> {
        let of_kind = self.0.iter().filter(move |(kind, _)| *kind == part);
        of_kind.map(|(_, node)| node.clone())
    }

    /// Returns the missing ones of the documents `kinds`, whose addresses are relative to the first document.
    pub fn wanted(&self, context: Context<'_>, kinds: &[(Part, String)]) -> Vec<Need> {
        let missing = kinds.iter().filter(|(part, _)| self.get(*part).is_none());
        missing
            .map(|(part, place)| Need::new(*part, place, context))
            .collect()
    }
}

/// A further document that belongs to the feed and is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The kind of the document.
    pub part: Part,
    /// Its URL, relative to the first document if the URL of that one is unknown.
    pub url: String,
    /// Whether the feed itself names it, on another origin than the first document. It is then not requested, because a
    /// publisher must not choose where readers send requests, but still counts as missing.
    pub is_elsewhere: bool,
}

impl Need {
    /// Creates the need of a document at `place`, relative to the first document.
    pub fn new(part: Part, place: &str, context: Context<'_>) -> Self {
        let url = context.url.and_then(|base| beside(base, place));
        Self {
            part,
            url: url.unwrap_or_else(|| place.to_owned()),
            is_elsewhere: false,
        }
    }

    /// Creates the need of a document that the feed itself names, such as the next page of a list.
    ///
    /// ```
    /// use intermission::feeds::{builder::Context, part::Part, parts::Need};
    /// let context = Context { url: Some("https://status.example.com/api/incidents"), ..Context::default() };
    /// let need = |place| Need::named(Part::Cachet3Incidents, place, context);
    /// assert_eq!(need("/api/incidents?page=2").url, "https://status.example.com/api/incidents?page=2");
    /// assert!(!need("/api/incidents?page=2").is_elsewhere);
    /// assert!(need("https://other.test/api/incidents?page=2").is_elsewhere);
    /// ```
    pub fn named(part: Part, place: &str, context: Context<'_>) -> Self {
        let need = Self::new(part, place, context);
        let base = context.url;
        Self {
            is_elsewhere: base.is_some_and(|base| !is_same_origin(base, &need.url)),
            ..need
        }
    }
}
