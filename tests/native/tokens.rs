//! The custom properties of `style/tokens.css`: what `docs/design.md` says of them, and where they are used.

use std::fmt::Write as _;

use serde_json::Value;

use crate::expect::{expect_between, repository};
use crate::tidy::files;

const BEGIN: &str = "<!-- tokens: written by the tests -->\n";
const END: &str = "<!-- end of tokens -->\n";

/// The selectors of the dark colours: for systems that prefer dark, and for visitors who choose it.
const SYSTEM_DARK: &str = ":root:not([data-theme=\"light\"])";
const CHOSEN_DARK: &str = ":root[data-theme=\"dark\"]";

/// A custom property, its value, and the comment on the line before it.
#[derive(Debug, PartialEq, Eq)]
struct Token {
    name: String,
    value: String,
    purpose: String,
}

fn style(name: &str) -> String {
    std::fs::read_to_string(repository(&format!("style/{name}"))).unwrap()
}

/// Returns the body of the first rule with `selector` that follows `after`.
#[track_caller]
fn rule<'a>(css: &'a str, after: &str, selector: &str) -> &'a str {
    let (_, rest) = css.split_once(after).expect(after);
    let (_, rest) = rest
        .split_once(&format!("{selector} {{\n"))
        .expect(selector);
    rest.split_once('}').unwrap().0
}

/// Returns the custom properties of a rule's body; other properties are left out.
fn tokens(body: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut purpose = "";
    for line in body.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix("/* ") {
            purpose = comment.strip_suffix(" */").expect(line);
        } else if line.starts_with("--") {
            let (name, value) = line.split_once(": ").expect(line);
            tokens.push(Token {
                name: name.to_owned(),
                value: value.strip_suffix(';').expect(line).to_owned(),
                purpose: std::mem::take(&mut purpose).to_owned(),
            });
        }
    }
    tokens
}

fn value<'a>(tokens: &'a [Token], name: &str) -> Option<&'a str> {
    let token = tokens.iter().find(|it| it.name == name);
    token.map(|it| it.value.as_str())
}

/// The properties that a host may set on its widget, without `--intermission`.
fn of_hosts() -> Vec<String> {
    let manifest = std::fs::read_to_string(repository("public/custom-elements.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let listed = &manifest["modules"][0]["declarations"][0]["cssProperties"];
    let names = listed.as_array().unwrap().iter();
    let names = names.map(|it| it["name"].as_str().unwrap());
    names
        .map(|it| it.strip_prefix("--intermission").unwrap())
        .map(|it| format!("-{it}"))
        .collect()
}

/// Returns one sentence on the tokens that a rule sets under a condition.
fn exception(condition: &str, tokens: &[Token]) -> String {
    assert!(!tokens.is_empty(), "{condition}");
    let set = tokens
        .iter()
        .map(|it| format!("`{}` is `{}`", it.name, it.value));
    let set: Vec<String> = set.collect();
    format!("{condition}, {}.\n", set.join(", "))
}

fn table() -> String {
    let css = style("tokens.css");
    let dark = tokens(rule(&css, "@media screen {", CHOSEN_DARK));
    let of_hosts = of_hosts();
    let mut text =
        "| token | purpose | light | dark | who may set it |\n|---|---|---|---|---|\n".to_owned();
    for Token {
        name,
        value: light,
        purpose,
    } in tokens(rule(&css, "", ":root"))
    {
        assert!(purpose.ends_with('.'), "{name}: `{purpose}`");
        let dark = value(&dark, &name).map_or("same".to_owned(), |it| format!("`{it}`"));
        let who = match name.as_str() {
            "--step" => "nobody",
            _ if of_hosts.contains(&name) => "operator, host of a widget",
            _ => "operator",
        };
        let purpose = purpose.trim_end_matches('.');
        writeln!(
            text,
            "| `{name}` | {purpose} | `{light}` | {dark} | {who} |"
        )
        .unwrap();
    }
    let contrast = tokens(rule(&css, "@media (prefers-contrast: more)", ":root"));
    text.push('\n');
    text += &exception("For visitors who ask for more contrast", &contrast);
    text += &exception("On paper", &tokens(rule(&style("print.css"), "", ":root")));
    text
}

#[test]
fn the_table_of_tokens_is_that_of_the_style_sheet() {
    expect_between(&repository("docs/design.md"), BEGIN, END, &table());
}

#[test]
fn dark_colours_are_one_list_for_the_system_and_for_the_visitors_choice() {
    let css = style("tokens.css");
    let chosen = tokens(rule(&css, "@media screen {", CHOSEN_DARK));
    assert_eq!(tokens(rule(&css, "", SYSTEM_DARK)), chosen);
    let light = tokens(rule(&css, "", ":root"));
    for token in &chosen {
        assert!(value(&light, &token.name).is_some(), "{}", token.name);
    }
    assert!(chosen.len() > 10, "{chosen:?}");
}

/// The plain page stands in one file, so that it has the colours a second time.
#[test]
fn the_plain_page_has_the_colours_of_the_page() {
    let css = style("tokens.css");
    let plain = style("plain.css");
    for (after, selector) in [("", ":root"), ("@media screen {", CHOSEN_DARK)] {
        let page = tokens(rule(&css, after, selector));
        let after = if after.is_empty() {
            ""
        } else {
            "@media (prefers-color-scheme: dark)"
        };
        let own = tokens(rule(&plain, after, ":root"));
        assert!(own.len() > 5, "{own:?}");
        for Token {
            name, value: own, ..
        } in &own
        {
            assert_eq!(value(&page, name), Some(own.as_str()), "{name}");
        }
    }
}

#[test]
fn every_property_that_is_used_is_set_or_documented() {
    let defined = tokens(rule(&style("tokens.css"), "", ":root"));
    let guides = ["docs/design.md", "docs/widget.md"]
        .map(|it| std::fs::read_to_string(repository(it)).unwrap())
        .concat();
    let sheets = files("style", ".css");
    for (name, text) in &sheets {
        for used in text.split("var(").skip(1) {
            let used = used.split(')').next().unwrap();
            // A property with a fallback is unset until an operator or a host sets it.
            let (token, is_known) = if let Some((token, _)) = used.split_once(',') {
                (token, guides.contains(&format!("`{token}`")))
            } else {
                let setting = format!("{used}: ");
                let is_set = sheets.iter().any(|(_, sheet)| sheet.contains(&setting));
                (used, is_set || value(&defined, used).is_some())
            };
            assert!(is_known, "{name} uses {token}");
        }
    }
}

#[test]
fn every_token_is_used() {
    let sheets = files("style", ".css");
    for token in tokens(rule(&style("tokens.css"), "", ":root")) {
        let used = [
            format!("var({})", token.name),
            format!("var({},", token.name),
        ];
        let is_used = sheets
            .iter()
            .any(|(_, text)| used.iter().any(|it| text.contains(it)));
        assert!(is_used, "no style sheet uses {}", token.name);
    }
}
