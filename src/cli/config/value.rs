//! Values of settings: their types, and the rules that texts follow.

use toml::Spanned;
use toml::de::DeValue;

use super::Theme;
use super::contrast::{REFERRING, channels, own_light};
use super::error::suggestion;
use super::table::Kind;
use crate::model::document::url::{has_query, linkable};
use crate::model::i18n::message::native;
use crate::model::policy::return_target::origin;

/// The most links of a footer.
const MOST_LINKS: usize = 12;

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    Number(u32),
    Words(Vec<String>),
    Colours(Theme),
    Links(Vec<(String, String)>),
}

/// The reason why a value cannot be used: the byte at which it begins, and a message.
pub(super) type Wrong = (usize, String);

/// Reads the value of a setting of this kind.
pub(super) fn read(kind: Kind, value: &Spanned<DeValue<'_>>) -> Result<Value, Wrong> {
    let at = value.span().start;
    let wrong = |found: &str| (at, unexpected(kind, found));
    match (kind, value.get_ref()) {
        (Kind::Text | Kind::Probe | Kind::Path | Kind::File(_), DeValue::String(text)) => {
            word(kind, text)
                .map(Value::Text)
                .map_err(|message| (at, message))
        }
        (Kind::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
        (Kind::Seconds(least, most), DeValue::Integer(number)) => {
            let digits = number.as_str();
            let number = u32::from_str_radix(digits, number.radix()).ok();
            let number = number.filter(|it| (least..=most).contains(it));
            number.map(Value::Number).ok_or(wrong(&quoted(digits)))
        }
        (Kind::Urls | Kind::Origins | Kind::Languages, DeValue::Array(entries)) => {
            let words = entries.iter().map(|entry| {
                let text = entry.get_ref().as_str();
                let word = text.map_or_else(
                    || Err(unexpected(kind, article(entry.get_ref()))),
                    |text| word(kind, text),
                );
                word.map_err(|message| (entry.span().start, message))
            });
            let words: Vec<String> = words.collect::<Result<_, _>>()?;
            Ok(Value::Words(words))
        }
        (Kind::Colours, DeValue::Table(table)) => {
            let colours = table.iter().map(|(key, value)| colour(key, value));
            colours
                .collect::<Result<Theme, Wrong>>()
                .map(Value::Colours)
        }
        (Kind::Links, DeValue::Array(entries)) => {
            if entries.len() > MOST_LINKS {
                let message = format!(
                    "expected at most {MOST_LINKS} links, found {}",
                    entries.len()
                );
                return Err((at, message));
            }
            let links = entries.iter().map(link);
            links.collect::<Result<_, _>>().map(Value::Links)
        }
        (_, other) => Err(wrong(article(other))),
    }
}

/// Reads the value of a setting from an environment variable: lists of words are separated by spaces; `None` for kinds
/// that are written in TOML.
pub(super) fn of_variable(kind: Kind, text: &str) -> Option<Result<Value, String>> {
    let wrong = || unexpected(kind, &quoted(text));
    Some(match kind {
        Kind::Text | Kind::Probe | Kind::Path | Kind::File(_) => word(kind, text).map(Value::Text),
        Kind::Flag => {
            let flag = text.parse().ok();
            flag.map(Value::Flag).ok_or_else(wrong)
        }
        Kind::Seconds(least, most) => {
            let number = text.parse().ok().filter(|it| (least..=most).contains(it));
            number.map(Value::Number).ok_or_else(wrong)
        }
        Kind::Urls | Kind::Origins | Kind::Languages => {
            let words = text.split_ascii_whitespace().map(|it| word(kind, it));
            words.collect::<Result<_, _>>().map(Value::Words)
        }
        Kind::Colours | Kind::Links => return None,
    })
}

/// Checks a text of this kind, and returns it as it is to be used.
fn word(kind: Kind, text: &str) -> Result<String, String> {
    let is_one_word = !text.contains(char::is_whitespace);
    let is_right = match kind {
        Kind::Text | Kind::Path => !text.trim().is_empty() && !text.contains(char::is_control),
        Kind::Urls => is_one_word && linkable(text).is_some(),
        Kind::Origins => origin(text) == Some(text),
        Kind::Probe => is_one_word && linkable(text).is_some_and(|url| !has_query(url)),
        Kind::File(endings) => endings.iter().any(|it| text.ends_with(it)),
        Kind::Languages => {
            let known = native::tags();
            let tag = known.iter().find(|it| it.eq_ignore_ascii_case(text));
            return tag.map(|it| (*it).to_owned()).ok_or_else(|| {
                let nearest = suggestion(text, known.iter().copied());
                format!(
                    "{}; the page has {}{nearest}",
                    unexpected(kind, &quoted(text)),
                    known.join(", ")
                )
            });
        }
        Kind::Flag | Kind::Seconds(..) | Kind::Colours | Kind::Links => false,
    };
    let right = is_right.then(|| text.to_owned());
    right.ok_or_else(|| unexpected(kind, &quoted(text)))
}

fn colour(
    key: &Spanned<toml::de::DeString<'_>>,
    value: &Spanned<DeValue<'_>>,
) -> Result<(String, String), Wrong> {
    let name = key.get_ref().as_ref();
    let mut known: Vec<String> = own_light().into_keys().collect();
    known.extend(REFERRING.map(str::to_owned));
    if !known.iter().any(|it| it == name) {
        let nearest = suggestion(name, known.iter().map(String::as_str));
        known.sort();
        let message = format!(
            "expected one of {}, found {}{nearest}",
            known.join(", "),
            quoted(name)
        );
        return Err((key.span().start, message));
    }
    let wrong = |found: &str| {
        let message = format!("expected `{name}` to be a colour such as `#085a60`, found {found}");
        (value.span().start, message)
    };
    let text = value.get_ref().as_str();
    let text = text.ok_or_else(|| wrong(article(value.get_ref())))?;
    if channels(text).is_none() {
        return Err(wrong(&quoted(text)));
    }
    Ok((name.to_owned(), text.to_lowercase()))
}

fn link(entry: &Spanned<DeValue<'_>>) -> Result<(String, String), Wrong> {
    let at = entry.span().start;
    let wrong = |found: String| (at, unexpected(Kind::Links, &found));
    let DeValue::Table(table) = entry.get_ref() else {
        return Err(wrong(article(entry.get_ref()).to_owned()));
    };
    let known = ["text", "url"];
    if let Some(key) = table
        .keys()
        .find(|key| !known.contains(&key.get_ref().as_ref()))
    {
        let nearest = suggestion(key.get_ref(), known.into_iter());
        let message = format!(
            "expected `text` and `url`, found {}{nearest}",
            quoted(key.get_ref())
        );
        return Err((key.span().start, message));
    }
    let member = |name: &str| {
        let found = table.iter().find(|(key, _)| key.get_ref() == name);
        let text = found.and_then(|(_, value)| value.get_ref().as_str());
        text.ok_or_else(|| wrong(format!("a link without a text for `{name}`")))
    };
    let (text, url) = (member("text")?, member("url")?);
    let text = word(Kind::Text, text).map_err(|message| (at, message))?;
    if linkable(url).is_none() || url.contains(char::is_whitespace) {
        return Err(wrong(quoted(url)));
    }
    Ok((text, url.to_owned()))
}

fn unexpected(kind: Kind, found: &str) -> String {
    format!("expected {}, found {found}", kind.expected())
}

fn quoted(text: &str) -> String {
    format!("`{text}`")
}

/// Returns the type of a value with its article.
pub(super) fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
