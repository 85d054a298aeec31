//! Whole numbers in text.

/// Reads a whole number that is written in digits alone; `str::parse` would take a sign too.
///
/// ```
/// use intermission::model::number::whole_number;
/// assert_eq!(whole_number::<u64>("0042"), Some(42));
/// assert_eq!(whole_number::<u64>("+1").or(whole_number("")), None);
/// assert_eq!(whole_number::<u8>("256"), None);
/// ```
pub fn whole_number<T: TryFrom<u64>>(digits: &str) -> Option<T> {
    T::try_from(widest(digits)?).ok()
}

/// Not generic, so that it is compiled once for all types.
#[inline(never)]
fn widest(digits: &str) -> Option<u64> {
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_digits)
}
