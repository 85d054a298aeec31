//! The operator's style sheet: the colours and the logo of the settings, and the style of links in the footer.
//!
//! Colours apply to screens only, because paper is always white.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::sum::hashed_name;
use crate::cli::config::{Settings, Theme};
use crate::cli::publish::packed::Packed;

/// The style of links in the footer. The page's own styles have none, because few pages have a footer.
const FOOTER: &str = ".operator { max-inline-size: var(--wide); margin-inline: auto; padding: 0 1rem 2rem; font-size: var(--small); }\n\
    .operator ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 0; padding: 0; list-style: none; }\n\
    .operator a { display: inline-block; min-block-size: 1.5rem; color: var(--accent); }\n";

/// The stem of the name of the style sheet: that of the page's own, so that every configuration of a server knows it.
const STEM: &str = "tokens";

/// Returns the style sheet of the settings; `None` where no setting needs one. The logo is a part of it, because servers
/// know no other files of the page.
pub(super) fn style_sheet(settings: &Settings) -> Option<Packed> {
    let brand = &settings.brand;
    let mut css: Vec<String> = Vec::new();
    if let Some(logo) = &brand.logo {
        let data = STANDARD.encode(&logo.bytes);
        let kind = match logo.ending() {
            "svg" => "svg+xml",
            ending => ending,
        };
        css.push(format!(
            ":root {{\n  --logo: url(\"data:image/{kind};base64,{data}\");\n}}\n"
        ));
    }
    if !brand.light.is_empty() {
        let light = lines(&brand.light, "    ");
        css.push(format!("@media screen {{\n  :root {{\n{light}  }}\n}}\n"));
    }
    if !brand.dark.is_empty() {
        // Once for systems that prefer dark, once for visitors who choose it.
        let dark = lines(&brand.dark, "    ");
        css.push(format!(
            "@media screen and (prefers-color-scheme: dark) {{\n  :root:not([data-theme=\"light\"]) {{\n{dark}  }}\n}}\n\
             @media screen {{\n  :root[data-theme=\"dark\"] {{\n{dark}  }}\n}}\n"
        ));
    }
    if !settings.footer.is_empty() {
        css.push(FOOTER.to_owned());
    }
    if let Some(style) = &brand.style {
        css.push(String::from_utf8_lossy(&style.bytes).into_owned());
    }
    let css = css.concat();
    let name = hashed_name(STEM, "css", css.as_bytes());
    (!css.is_empty()).then(|| Packed::new(name, css.into_bytes()))
}

fn lines(theme: &Theme, indent: &str) -> String {
    let colours = theme.iter();
    let lines = colours.map(|(token, colour)| format!("{indent}--{token}: {colour};\n"));
    lines.collect()
}
