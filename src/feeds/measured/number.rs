//! Numbers of measurements, with the digits in which feeds state them.

use std::mem::take;

use super::super::node::Node;
use crate::model::document::error::ProblemKind;
use crate::model::document::json::Json;
use crate::model::history::stated::thousandths;
use crate::model::number::whole_number;

/// Returns JSON in which numbers that are negative or have a fraction or an exponent are texts with the same characters.
pub(super) fn as_texts(json: &str) -> String {
    let mut all = String::with_capacity(json.len());
    let mut number = String::new();
    let (mut is_in_text, mut is_escaped) = (false, false);
    for character in json.chars().chain(['\n']) {
        let is_of_number = matches!(character, '0'..='9' | '+' | '-' | '.' | 'e' | 'E');
        let is_first = matches!(character, '0'..='9' | '-');
        if !is_in_text && is_of_number && (is_first || !number.is_empty()) {
            number.push(character);
            continue;
        }
        if !number.is_empty() {
            let is_whole = number.bytes().all(|it| it.is_ascii_digit());
            let mark = if is_whole { "" } else { "\"" };
            all.extend([mark, &take(&mut number), mark]);
        }
        is_in_text ^= character == '"' && !is_escaped;
        is_escaped = is_in_text && character == '\\' && !is_escaped;
        all.push(character);
    }
    all
}

/// Returns a share of 1, such as `0.998`, in percent: `99.8`. One that cannot be read is a fault.
pub(super) fn ratio(node: &Node<'_>) -> Option<String> {
    let text = node.as_text()?;
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut digits = [whole, fraction].concat();
    while digits.len() < whole.len() + 2 {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at_checked(whole.len() + 2)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    share(node, &[whole, point, fraction].concat())
}

/// Returns a share in percent, with or without its sign. One that cannot be read is a fault.
pub(super) fn percent(node: &Node<'_>) -> Option<String> {
    let text = node.as_text()?;
    share(node, text.trim_end_matches('%').trim_end())
}

fn share(node: &Node<'_>, percent: &str) -> Option<String> {
    if thousandths(percent).is_some() {
        return Some(percent.to_owned());
    }
    refuse(node, "a share of at most 100 %");
    None
}

/// Returns a length of time that is stated in milliseconds, rounded up. One that cannot be read is a fault.
pub(super) fn millis(node: &Node<'_>) -> Option<u64> {
    let millis = rounded_up(&node.as_text()?);
    if millis.is_none() {
        refuse(node, "a number of milliseconds");
    }
    millis
}

/// The length of the longest day, at the end of summer time, in seconds.
const LONGEST_DAY_SECS: u64 = 25 * 3600;

/// Returns a part of a day in seconds from a number of units of `unit` seconds, rounded up to whole ones. One that cannot
/// be read, or is longer than a day, is a fault.
pub(super) fn part_of_day(node: &Node<'_>, unit: u64) -> Option<u64> {
    if *node.json() == Json::Null {
        return None;
    }
    let units = rounded_up(&node.as_text().unwrap_or_default());
    let secs = units.and_then(|it| it.checked_mul(unit));
    let secs = secs.filter(|secs| *secs <= LONGEST_DAY_SECS);
    if secs.is_none() {
        refuse(node, "at most the length of a day");
    }
    secs
}

/// Reads a number that is not negative, rounded up to a whole one: no time is made shorter.
fn rounded_up(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = fraction.bytes().all(|it| it.is_ascii_digit());
    let more = u64::from(fraction.bytes().any(|it| it != b'0'));
    let whole = whole_number::<u64>(whole).filter(|_| is_number);
    whole?.checked_add(more)
}

fn refuse(node: &Node<'_>, expected: &'static str) {
    let found = node.json().plain().unwrap_or_default();
    node.note("", ProblemKind::OutOfRange { expected, found });
}
