//! JSON is what `serde_json` takes for JSON, and means the same.

use std::collections::BTreeMap;

use intermission::model::document::json::Json;
use intermission::model::document::parse::{MAX_NESTING, Refusal, parse};
use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use serde_json::Value;

/// Fails unless `text` is JSON to both readers or to neither, and the same JSON.
#[track_caller]
fn check(text: &str) {
    let ours = parse(text).map(sorted);
    match serde_json::from_str::<Value>(&with_whole_characters(text)) {
        Ok(value) => assert_eq!(ours, Ok(sorted(expected(&value))), "{text:?}"),
        // A grammar has no largest number; what follows one, `serde_json` then does not judge.
        Err(error) if error.to_string().starts_with("number out of range") => {}
        Err(error) => assert!(ours.is_err(), "{text:?}: {error}"),
    }
}

/// Writes U+FFFD for each escape that is half of a character: `serde_json` refuses it, and we read it so.
fn with_whole_characters(text: &str) -> String {
    let unit = |text: &str| u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let mut whole = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let low = unit(rest.get(6..).unwrap_or_default());
        let (text, length) = match unit(rest) {
            Some(0xD800..0xDC00) if matches!(low, Some(0xDC00..0xE000)) => (&rest[..12], 12),
            Some(0xD800..0xE000) => ("\\ufffd", 6),
            _ => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                (&rest[..length], length)
            }
        };
        whole.push_str(text);
        rest = &rest[length..];
    }
    whole + rest
}

/// Members by name, and of several with one name the last: `serde_json` keeps no more.
fn sorted(json: Json) -> Json {
    match json {
        Json::List(values) => Json::List(values.into_iter().map(sorted).collect()),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.to_owned(), sorted(value.clone())));
            let members: BTreeMap<String, Json> = members.collect();
            Json::Object(members.into_iter().collect())
        }
        Json::Null | Json::Flag(_) | Json::Count(_) | Json::Number | Json::Text(_) => json,
    }
}

fn expected(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Flag(*flag),
        Value::Number(number) => number.as_u64().map_or(Json::Number, Json::Count),
        Value::String(text) => Json::Text(text.clone()),
        Value::Array(values) => Json::List(values.iter().map(expected).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), expected(value)));
            Json::Object(members.collect())
        }
    }
}

#[test]
fn every_kind_of_value() {
    for text in [
        "null",
        "true",
        "false",
        "nul",
        "nulll",
        "True",
        "",
        " ",
        "0",
        "-0",
        "00",
        "01",
        "7",
        "-7",
        "+7",
        "1.5",
        "1.",
        ".5",
        "1e3",
        "1E+3",
        "1e-3",
        "1e",
        "1e+",
        "-",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "NaN",
        "Infinity",
        "[]",
        "[ ]",
        "[1]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[",
        "]",
        "{}",
        "{ }",
        "{\"a\":1}",
        "{\"a\" : 1 , \"b\":[]}",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{,}",
        "{",
        "1 2",
        "[] []",
        "\u{feff}1",
        "\u{a0}1",
        "/* 1 */ 1",
        "\t\r\n 1 \t\r\n",
    ] {
        check(text);
    }
}

#[test]
fn every_kind_of_string() {
    for inside in [
        "",
        "plain",
        "é 漢 😀",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b\\f\\n\\r\\t",
        "\\x",
        "\\",
        "\\u",
        "\\u12",
        "\\u00e9",
        "\\u00E9x",
        "\\u0000",
        "\\ud83d\\ude00",
        "\\ud83d",
        "\\ude00",
        "\\ud83d\\u0041",
        "\\ud83d\\ud83d\\ude00",
        "\\ude00\\ud83d",
        "\\ud83d\\u00",
        "\\ud83d\\x",
        "\\ud83dx\\ud83d",
        "\\ud83d\\n",
        "\\uZZZZ",
        "\\u+123",
        "\u{7f}",
        "\t",
        "\n",
        "\u{0}",
        "\u{1f}",
        "é\\u12",
    ] {
        check(&format!("\"{inside}\""));
        check(&format!("[\"{inside}\", {{\"{inside}\": 1}}]"));
        check(&format!("\"{inside}"));
    }
}

#[test]
fn half_of_a_character_costs_no_more_than_itself() {
    for (text, expected) in [
        (r#""a\ud800b""#, "a\u{fffd}b"),
        (r#""\udc00""#, "\u{fffd}"),
        (r#""\ud800\u0041""#, "\u{fffd}A"),
        (r#""\ud800\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
        (r#""\ud800\n""#, "\u{fffd}\n"),
    ] {
        assert_eq!(parse(text), Ok(Json::Text(expected.to_owned())), "{text}");
    }
}

#[test]
fn numbers_have_no_largest() {
    for text in ["1e999", "-1e999", "[1e-999, 1e999]"] {
        assert!(parse(text).is_ok(), "{text}");
    }
}

#[test]
fn a_refusal_says_where() {
    for (text, at, expected) in [
        ("", 0, "a value"),
        ("[1, x]", 4, "a value"),
        ("[1 2]", 3, "`,` or `]`"),
        ("{\"a\" 1}", 5, "`:`"),
        ("{\"a\": 1", 7, "`,` or `}`"),
        ("{1: 2}", 1, "a name in quotation marks"),
        ("\"é", 3, "the rest of a string"),
        ("\"a\nb\"", 2, "the rest of a string"),
        ("\"\\q\"", 2, "an escape, such as `\\n`"),
        ("\"\\u12g4\"", 5, "four hexadecimal digits"),
        ("\"\\ud83d\\u00g0\"", 11, "four hexadecimal digits"),
        ("-x", 1, "a digit"),
        ("1.e", 2, "a digit"),
        ("1 1", 2, "the end of the text"),
    ] {
        assert_eq!(
            parse(text),
            Err(Refusal::Syntax { at, expected }),
            "{text:?}"
        );
    }
}

#[test]
fn depth_has_a_limit() {
    for (depth, is_read) in [(MAX_NESTING, true), (MAX_NESTING + 1, false)] {
        for (open, inner, close) in [("[", "", "]"), ("{\"a\":", "1", "}")] {
            let text = [open.repeat(depth).as_str(), inner, &close.repeat(depth)].concat();
            assert_eq!(parse(&text).is_ok(), is_read, "{depth}");
        }
    }
    // What stands in strings opens nothing, and what is cut off is refused before it is deep.
    check(&format!("\"{}\"", "[".repeat(1000)));
    assert_eq!(parse(&"[".repeat(1_000_000)), Err(Refusal::TooNested));
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        proptest::strategy::Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f32>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn whatever_is_written_is_read(value in values()) {
        check(&value.to_string());
        check(&serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn whatever_is_cut_off_or_changed_is_judged_the_same(value in values(), at in any::<usize>(), byte in 0x20_u8..0x7F) {
        let text = value.to_string();
        let at = text.floor_char_boundary(at % (text.len() + 1));
        check(&text[..at]);
        check(&format!("{}{}{}", &text[..at], char::from(byte), &text[at..]));
    }
}
