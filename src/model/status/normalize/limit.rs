//! The largest number of entries that are read of a list, and the choice from a longer list.

use super::faults::Faults;

/// The largest number of incidents, and of maintenances, that is read: ten times as many as the longest real history
/// has.
pub const MAX_ENTRIES: usize = 2_000;

/// Returns for each of `count` entries whether it is read: all of at most [`MAX_ENTRIES`].
///
/// Of a longer list those with the lowest `rank` are read, and among equal ones the first, so that entries about the
/// past never displace those about the present. Then a fault of the list `field` is noted, and the document counts as
/// cut: its unread entries may report any trouble.
pub(super) fn within_limit(
    field: &str,
    count: usize,
    rank: &dyn Fn(usize) -> u8,
    faults: &mut Faults<'_>,
) -> Vec<bool> {
    let mut is_read = vec![count <= MAX_ENTRIES; count];
    if count <= MAX_ENTRIES {
        return is_read;
    }
    faults.out_of_range("", field, "at most 2000 entries", count as u64);
    faults.is_cut = true;
    let mut ranked: Vec<(u8, usize)> = (0..count).map(|index| (rank(index), index)).collect();
    ranked.sort_unstable();
    for (_, index) in ranked.into_iter().take(MAX_ENTRIES) {
        if let Some(is_read) = is_read.get_mut(index) {
            *is_read = true;
        }
    }
    is_read
}
