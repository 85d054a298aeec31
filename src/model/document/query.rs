//! Query strings: the page's own parameters among those of the site, and percent-encoding.

/// The prefix of the page's own parameters. The page stands in for any address of a site, whose parameters it leaves
/// as they are.
const PREFIX: &str = "im-";

/// Returns the parameters of `query` that are not the page's own, undecoded and in order.
pub fn foreign_parameters(query: &str) -> Vec<String> {
    parameters(query)
        .filter(|parameter| !parameter.starts_with(PREFIX))
        .map(str::to_owned)
        .collect()
}

/// Returns one of the page's own parameters as text. `value` is percent-encoded already, or empty.
pub fn own_parameter(name: &str, value: &str) -> String {
    [PREFIX, name, if value.is_empty() { "" } else { "=" }, value].concat()
}

/// Returns the query string of these parameters with its `?`; an empty text without parameters.
pub fn query_of(parameters: &[String]) -> String {
    if parameters.is_empty() {
        return String::new();
    }
    ["?", &parameters.join("&")].concat()
}

fn parameters(query: &str) -> impl Iterator<Item = &str> {
    let query = query.strip_prefix('?').unwrap_or(query);
    query.split('&').filter(|parameter| !parameter.is_empty())
}

/// Returns the page's own parameters of `query`, decoded and in order, without their prefix.
///
/// ```
/// use intermission::model::document::query::{foreign_parameters, own_parameters};
/// let query = "?q=a+b&im-find=a+b&im-affected&im-find=%zz";
/// let own: Vec<_> = own_parameters(query).collect();
/// let texts = own.iter().map(|(name, value)| (*name, value.as_str()));
/// assert!(texts.eq([("find", "a b"), ("affected", ""), ("find", "%zz")]));
/// assert_eq!(foreign_parameters(query), ["q=a+b"]);
/// ```
pub fn own_parameters(query: &str) -> impl Iterator<Item = (&str, String)> {
    parameters(query)
        .filter_map(|parameter| parameter.strip_prefix(PREFIX))
        .map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            (name, percent_decode(value))
        })
}

/// Percent-encodes all but letters, digits and `-._~`.
///
/// ```
/// use intermission::model::document::query::percent_encode;
/// assert_eq!(percent_encode("Zürich-1 & ~"), "Z%C3%BCrich-1%20%26%20~");
/// ```
pub fn percent_encode(text: &str) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend(DIGITS.get(usize::from(byte >> 4)));
            encoded.extend(DIGITS.get(usize::from(byte & 15)));
        }
    }
    encoded
}

/// Decodes `%41` and `+`. A `%` without two hexadecimal digits stays as it is; a text that is not UTF-8 then becomes
/// empty.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'%', [high, low, tail @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = tail;
                }
                _ => bytes.push(b'%'),
            },
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
