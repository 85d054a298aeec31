//! The page in one file, with the addresses of its status document and the state that it starts with.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::RenderError;
use super::html::{escape, replaced, span, without};
use super::still::Still;
use crate::model::i18n::message::language::Language;
use crate::model::i18n::message::native;
use crate::model::policy::return_target::origin;
use crate::model::status::situation::Symbol;

/// The value of `--source` for no source. The file then has no script, because there is nothing to poll.
pub const NO_SOURCE: &str = "none";

const SOURCE: &str = "<meta name=\"intermission-source\"";
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\"";
const CONNECT: &str = "connect-src ";
const ICON: &str = "<link rel=\"shortcut icon\"";
const SCRIPT: &str = "<script type=\"module\">";
const MODULE: &str = "<script type=\"text/plain\" id=\"intermission-wasm\">";
const WORDS: &str = "<script type=\"text/plain\" data-intermission-language";
const SCRIPT_END: &str = "</script>";
/// Characters that browsers misread in the data of an SVG's URL.
const MISREAD: &AsciiSet = &CONTROLS.add(b' ').add(b'#').add(b'<').add(b'>');

impl Still {
    /// Returns `html`, the built `intermission.html`, with the state and the sources in it. Without sources it keeps
    /// those that it was built with; with [`NO_SOURCE`] it never changes and has no script.
    ///
    /// # Errors
    /// `html` is not a built page, or a source can never be fetched.
    pub fn one_file(&self, html: &str, sources: &[String]) -> Result<String, RenderError> {
        let expected = MODULE;
        span(html, MODULE, SCRIPT_END).ok_or(RenderError::NotOurPage { expected })?;
        let is_alone = sources == [NO_SOURCE];
        let html = if is_alone || sources.is_empty() {
            html.to_owned()
        } else {
            with_sources(html, sources)?
        };
        let html = if is_alone {
            html
        } else {
            self.with_languages(&html)
        };
        let html = self.into_page(&html)?;
        let html = match span(&html, ICON, ">") {
            Some(icon) => replaced(&html, icon, &icon_link(self.seen_symbol())),
            None => html,
        };
        Ok(if is_alone { alone(&html) } else { html })
    }
}

impl Still {
    /// Returns the file with the texts of the requested languages, or of those it was built with.
    fn with_languages(&self, html: &str) -> String {
        let mut tags: Vec<&str> = Vec::new();
        for wanted in &self.languages {
            let fitting = native::fitting(std::slice::from_ref(wanted));
            tags.extend(fitting.map(Language::tag).filter(|it| !tags.contains(it)));
        }
        let Some(built) = span(html, WORDS, SCRIPT_END).filter(|_| !tags.is_empty()) else {
            return html.to_owned();
        };
        let texts = tags.into_iter().filter_map(|tag| {
            let lines = native::lines(tag)?;
            Some(format!("{WORDS}=\"{tag}\">{lines}{SCRIPT_END}"))
        });
        replaced(html, built, &texts.collect::<Vec<_>>().join("\n"))
    }
}

/// Returns one file without its content security policy, for hosts that change inline code: a policy by hashes would
/// then block all of it.
pub fn without_policy(html: &str) -> String {
    without(html, POLICY, ">")
}

/// Returns `html` without its script, and without the parts that only a script would keep true.
fn alone(html: &str) -> String {
    let parts = [
        (MODULE, SCRIPT_END),
        (WORDS, SCRIPT_END),
        (SCRIPT, SCRIPT_END),
        ("<noscript>", "</noscript>"),
        (SOURCE, ">"),
    ];
    let html = parts
        .into_iter()
        .fold(html.to_owned(), |html, (begin, end)| {
            without(&html, begin, end)
        });
    html.replacen("<html ", "<html data-alone ", 1)
}

fn with_sources(html: &str, sources: &[String]) -> Result<String, RenderError> {
    let mut allowed = vec!["'self'"];
    for source in sources {
        match origin(source) {
            Some(origin) if !allowed.contains(&origin) => allowed.push(origin),
            Some(_) => {}
            // A path on the host that the file itself is served from.
            None if source.starts_with('/') && !source.starts_with("//") => {}
            None => {
                let found = source.clone();
                return Err(RenderError::BadSource { found });
            }
        }
    }
    let expected = SOURCE;
    let option = span(html, SOURCE, ">").ok_or(RenderError::NotOurPage { expected })?;
    let content = escape(&sources.join(" "));
    let html = replaced(html, option, &format!("{SOURCE} content=\"{content}\">"));
    let expected = CONNECT;
    let policy = span(&html, CONNECT, ";").ok_or(RenderError::NotOurPage { expected })?;
    let rule = format!("{CONNECT}{};", allowed.join(" "));
    Ok(replaced(&html, policy, &rule))
}

/// Returns the icon as a link with a data URL, because one file has no other files beside it.
fn icon_link(symbol: Symbol) -> String {
    let svg = drawing(symbol).trim().replace('"', "'").replace('\n', " ");
    let data = utf8_percent_encode(&svg, MISREAD);
    format!("{ICON} type=\"image/svg+xml\" href=\"data:image/svg+xml,{data}\">")
}

fn drawing(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Operational => include_str!("../../../public/icons/operational.svg"),
        Symbol::Queued => include_str!("../../../public/icons/queued.svg"),
        Symbol::Maintenance => include_str!("../../../public/icons/maintenance.svg"),
        Symbol::Degraded => include_str!("../../../public/icons/degraded.svg"),
        Symbol::Restarting => include_str!("../../../public/icons/restarting.svg"),
        Symbol::Outage => include_str!("../../../public/icons/outage.svg"),
        Symbol::Unknown => include_str!("../../../public/icons/unknown.svg"),
    }
}
