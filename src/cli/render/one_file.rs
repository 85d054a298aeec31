//! The page in one file: where it finds the status document, and the state that it starts with.

use super::RenderError;
use super::html::{escape, replaced, span};
use super::still::Still;
use crate::model::return_to::origin;

/// The source that stands for none: a page with it asks nobody.
const SOURCE: &str = "<meta name=\"intermission-source\"";
const CONNECT: &str = "connect-src ";

impl Still {
    /// `html`, the built `intermission.html`, with the state in it.
    ///
    /// # Errors
    /// When `html` is not a page of ours.
    pub fn one_file(&self, html: &str, sources: &[String]) -> Result<String, RenderError> {
        self.into_page(&with_sources(html, sources)?)
    }
}

/// `html`, the built `intermission.html`, told where the status document is. Without any place it stays as it is.
///
/// # Errors
/// When `html` is not a page of ours, or a source is not the absolute URL of a file.
pub fn with_sources(html: &str, sources: &[String]) -> Result<String, RenderError> {
    if sources.is_empty() {
        return Ok(html.to_owned());
    }
    let mut allowed = vec!["'self'"];
    for source in sources {
        let found = || RenderError::NotAbsolute {
            found: source.clone(),
        };
        let origin = origin(source).ok_or_else(found)?;
        if !allowed.contains(&origin) {
            allowed.push(origin);
        }
    }
    let expected = SOURCE;
    let option = span(html, SOURCE, ">").ok_or(RenderError::NotOurPage { expected })?;
    let content = escape(&sources.join(" "));
    let html = replaced(html, option, &format!("{SOURCE} content=\"{content}\">"));
    let expected = CONNECT;
    let policy = span(&html, CONNECT, ";").ok_or(RenderError::NotOurPage { expected })?;
    let policy_text = format!("{CONNECT}{};", allowed.join(" "));
    Ok(replaced(&html, policy, &policy_text))
}
