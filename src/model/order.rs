//! Sorting, once: each type that is sorted by the standard library brings its own copy of the algorithm into
//! the download.

use std::cmp::Ordering;

/// The indices 0 to `count` (not included), in order by `compare`; equal ones keep their order.
///
/// ```
/// let names = ["b", "a", "b"];
/// let order = intermission::model::order::order(3, &|one, other| names[one].cmp(names[other]));
/// assert_eq!(order, [1, 0, 2]);
/// ```
pub fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..count).collect();
    indices.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
    indices
}

/// `items` in order by `key`; equal ones keep their order.
pub fn by_key<T: Clone, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> Vec<T> {
    let at = |index: usize| items.get(index).map(&key);
    let order = order(items.len(), &|one, other| at(one).cmp(&at(other)));
    order
        .into_iter()
        .filter_map(|index| items.get(index).cloned())
        .collect()
}

/// Texts of which is asked again and again whether one is among them.
///
/// A set of the standard library would be the only one in the download.
#[derive(Debug)]
pub struct Texts<'a>(Vec<&'a str>);

impl<'a> Texts<'a> {
    /// ```
    /// let texts = intermission::model::order::Texts::of(vec!["b", "a", "b"]);
    /// assert!(texts.contains("b") && !texts.contains("c"));
    /// ```
    pub fn of(texts: Vec<&'a str>) -> Self {
        Self(by_key(&texts, |text| *text))
    }

    /// Whether a text is among them.
    pub fn contains(&self, text: &str) -> bool {
        self.0.binary_search(&text).is_ok()
    }
}
