//! The style sheet of the plain page, made small.

use crate::model::status::situation::Symbol;

const STYLES: &str = include_str!("../../../../style/plain.css");

/// Returns the styles of a page in this state, without comments, unnecessary spaces and the colours of other states.
pub(super) fn styles(symbol: Symbol) -> String {
    minified(&in_state(&uncommented(STYLES), symbol.name()))
}

/// Returns styles without comments and unnecessary spaces.
pub(in crate::cli::render) fn compact(css: &str) -> String {
    minified(&uncommented(css))
}

fn uncommented(css: &str) -> String {
    let mut rest = css;
    let mut bare = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare
}

/// Returns `css` with the colour `--is-…` of the state as `--state`, without those of other states. Each stands on a
/// line of its own.
fn in_state(css: &str, state: &str) -> String {
    let line = |line: &'_ str| match line.trim().strip_prefix("--is-") {
        None => Some(line.to_owned()),
        Some(colour) => {
            let value = colour.strip_prefix(state)?.strip_prefix(':')?;
            Some(["--state:", value].concat())
        }
    };
    css.lines().filter_map(line).collect::<Vec<_>>().join("\n")
}

/// Returns styles without unnecessary spaces and zeros. It supports only style sheets without comments and strings.
fn minified(css: &str) -> String {
    let mut small = css.split_whitespace().collect::<Vec<_>>().join(" ");
    for sign in ["{", "}", ";", ":", ",", ">"] {
        // ` :` stays: `main :focus` is not `main:focus`.
        let before = if sign == ":" {
            ":".to_owned()
        } else {
            format!(" {sign}")
        };
        small = small
            .replace(&before, sign)
            .replace(&format!("{sign} "), sign);
    }
    for before in [":", ",", " ", "("] {
        small = small.replace(&format!("{before}0."), &format!("{before}."));
    }
    small.replace(";}", "}")
}
