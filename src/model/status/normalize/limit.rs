//! The largest number of entries that are read of a list, and the choice from a longer list.

use super::faults::Faults;

/// The largest number of incidents, and of maintenances, that is read. Ten times what the longest real history
/// has.
pub const MAX_ENTRIES: usize = 2_000;

/// Tells for each of `count` entries whether it is read.
///
/// Of a longer list the entries of the lowest `rank` are read, and of equal ones the first, so that old news
/// never displaces what is going on. The rest is noted as a fault of the list `field`: what nobody reads may
/// say anything.
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
