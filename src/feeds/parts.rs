//! The documents of one feed, recognised, and those that are still wanted.

use super::address::{beside, is_same_origin};
use super::builder::Context;
use super::node::Node;
use super::part::Part;

/// The documents that are there.
#[derive(Debug)]
pub struct Parts<'a>(pub(super) Vec<(Part, Node<'a>)>);

impl<'a> Parts<'a> {
    /// The first document of a kind.
    pub fn get(&self, part: Part) -> Option<Node<'a>> {
        self.all(part).next()
    }

    /// All documents of a kind: lists come in pages.
    pub fn all(&self, part: Part) -> impl Iterator<Item = Node<'a>> {
        let of_kind = self.0.iter().filter(move |(kind, _)| *kind == part);
        of_kind.map(|(_, node)| node.clone())
    }

    /// What is still wanted of `(kind, where it is)`, places being as seen from the first document.
    pub fn wanted(&self, context: Context<'_>, kinds: &[(Part, String)]) -> Vec<Need> {
        let missing = kinds.iter().filter(|(part, _)| self.get(*part).is_none());
        missing
            .map(|(part, place)| Need::new(*part, place, context))
            .collect()
    }
}

/// A document that is wanted beside those that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Which.
    pub part: Part,
    /// Where it is: a URL, or a reference relative to the first document where that one's URL is not known.
    pub url: String,
    /// Whether the feed itself names it, on another origin than the first document: nobody asks for it then, else
    /// whoever reads a feed would ask whatever address its publisher likes. It is missing all the same.
    pub is_elsewhere: bool,
}

impl Need {
    /// A document that is at `place` as seen from the first one.
    pub fn new(part: Part, place: &str, context: Context<'_>) -> Self {
        let url = context.url.and_then(|base| beside(base, place));
        Self {
            part,
            url: url.unwrap_or_else(|| place.to_owned()),
            is_elsewhere: false,
        }
    }

    /// A document that the feed itself names, such as the next page of a list.
    pub fn named(part: Part, place: &str, context: Context<'_>) -> Self {
        let need = Self::new(part, place, context);
        let base = context.url;
        Self {
            is_elsewhere: base.is_some_and(|base| !is_same_origin(base, &need.url)),
            ..need
        }
    }
}
