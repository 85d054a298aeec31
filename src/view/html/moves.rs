//! The smallest number of moves after which views have another order.

/// Returns which views can stay when their order changes. `places` has the previous place of each view, in the new
/// order, or `None` for a new view. As many views as possible stay: those of a longest rising part of the list.
///
/// The part is found as in patience sorting, in O(n log n) comparisons:
/// <https://en.wikipedia.org/wiki/Longest_increasing_subsequence>.
///
/// ```
/// use intermission::view::html::staying;
/// // The last of four comes first: one view moves, not three.
/// assert_eq!(staying(&[Some(3), Some(0), Some(1), Some(2)]), [false, true, true, true]);
/// assert_eq!(staying(&[None, Some(0)]), [false, true]);
/// ```
#[must_use]
pub fn staying(places: &[Option<usize>]) -> Vec<bool> {
    let place = |index: usize| places.get(index).copied().flatten();
    // `ends` has, for each length, the index at which the rising part of that length has its lowest end. `before` has,
    // for each index, the previous one in its part.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; places.len()];
    for (index, at) in places.iter().enumerate() {
        if at.is_none() {
            continue;
        }
        let length = ends.partition_point(|end| place(*end) < *at);
        if let Some(previous) = before.get_mut(index) {
            *previous = length
                .checked_sub(1)
                .and_then(|shorter| ends.get(shorter).copied());
        }
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut stays = vec![false; places.len()];
    let mut next = ends.last().copied();
    while let Some(index) = next {
        if let Some(it) = stays.get_mut(index) {
            *it = true;
        }
        next = before.get(index).copied().flatten();
    }
    stays
}
