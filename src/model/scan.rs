//! Numbers in texts, and texts in texts: each compiled once.
//!
//! The standard library's `parse` is compiled anew for each type of number, and its search for texts is made
//! for long ones; every visitor would load both.

/// A whole number written in digits alone, without a sign; nothing where there is none, or one too large.
///
/// ```
/// use intermission::model::scan::number;
/// assert_eq!(number("0042"), Some(42));
/// assert_eq!((number(""), number("+1"), number("18446744073709551616")), (None, None, None));
/// ```
pub fn number(digits: &str) -> Option<u64> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

/// Whether `text` has `wanted` in it.
///
/// ```
/// use intermission::model::scan::contains;
/// assert!(contains("gateway", "way") && contains("gateway", "") && !contains("way", "gateway"));
/// ```
pub fn contains(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    wanted.is_empty() || text.windows(wanted.len()).any(|it| it == wanted)
}
