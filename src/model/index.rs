//! The search for a text among many.

/// The places of texts in a list, found by halving: in a time that grows with the logarithm of their number.
///
/// ```
/// use intermission::model::index::Index;
/// let index: Index<'_> = ["web", "db", "web"].into_iter().zip(0..).collect();
/// assert_eq!(index.get("web"), Some(0), "of equal texts the first is found");
/// assert_eq!(index.get("mail"), None);
/// ```
#[derive(Debug)]
pub struct Index<'a>(Vec<(&'a str, usize)>);

impl Index<'_> {
    /// Returns the lowest place of a text; `None` if it is not in the list.
    pub fn get(&self, text: &str) -> Option<usize> {
        let at = self.0.partition_point(|(it, _)| *it < text);
        let (found, place) = self.0.get(at)?;
        (*found == text).then_some(*place)
    }

    /// Returns whether a text is in the list.
    pub fn contains(&self, text: &str) -> bool {
        self.get(text).is_some()
    }
}

impl<'a> FromIterator<(&'a str, usize)> for Index<'a> {
    fn from_iter<T: IntoIterator<Item = (&'a str, usize)>>(places: T) -> Self {
        let mut places: Vec<_> = places.into_iter().collect();
        places.sort_unstable();
        Self(places)
    }
}
