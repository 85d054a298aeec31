//! The HTML of a cell: the built page, widget or file with one fixed state.
//!
//! The built files are edited as text, as `intermission render` does it: a script before all others stops the
//! clock, the source becomes the gallery's, and a brand's style sheet comes last.

use serde_json::json;

use super::super::plan::Plan;
use super::cell::{Cell, GalleryForm};
use super::past;
use crate::cli::render::history::HISTORY_PAGE;
use crate::cli::render::{RenderError, Still};
use crate::cli::site::PageSource;
use crate::cli::site::page::ONE_FILE;
use crate::model::state::kept;
use crate::model::time::instant::write;

const HEAD: &str = "<head>";
const HEAD_END: &str = "</head>";

/// Returns the HTML of a cell.
///
/// # Errors
/// The page is not built, or not the one that this command belongs to.
pub(super) fn html(cell: Cell, plan: &Plan, page: &PageSource) -> Result<String, RenderError> {
    let source = source(cell);
    let html = match cell.form {
        GalleryForm::Page => with_source(&page.text("index.html")?, &source),
        GalleryForm::Frame => with_source(&page.text("embed.html")?, &source),
        GalleryForm::Banner | GalleryForm::Compact | GalleryForm::Full => host(cell.form, &source),
        GalleryForm::Still => {
            let html = still(cell, plan)?.into_page(&page.text("index.html")?);
            without_scripts(&html?)
        }
        GalleryForm::OneFile => {
            let html = page.text(ONE_FILE)?;
            let html = still(cell, plan)?.one_file(&html, &[source])?;
            // It names by their hashes the scripts that it lets run, and the gallery brings one more.
            crate::cli::render::without_policy(&html)
        }
        GalleryForm::Plain => {
            let html = still(cell, plan)?.plain();
            with_scheme(&html, cell)
        }
        GalleryForm::History => page.text(HISTORY_PAGE)?,
        GalleryForm::StillHistory => {
            let html = past::published(cell.state, &page.text(HISTORY_PAGE)?)?;
            without_scripts(&html)
        }
    };
    Ok(dressed(&html, cell, plan))
}

/// Returns a page with a frame of the given width, for a window of any width.
pub(super) fn framed(cell: Cell, width: u16) -> String {
    let address = cell.address();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{address}</title>\n\
         <style>body {{ margin: 0; overflow: hidden }} iframe {{ display: block; border: 0 }}</style>\n</head>\n<body>\n\
         <iframe title=\"{address}\" scrolling=\"no\" width=\"{width}\" height=\"640\" src=\"/gallery/{address}\"></iframe>\n\
         </body>\n</html>\n"
    )
}

fn still(cell: Cell, plan: &Plan) -> Result<Still, RenderError> {
    let document = cell.state.document(plan).unwrap_or_default();
    let languages = [cell.state.lang.to_owned()];
    Still::read(document.as_bytes(), cell.state.at(), &languages).map_err(RenderError::Document)
}

/// Returns the page of a host with a widget.
fn host(form: GalleryForm, source: &str) -> String {
    let form = form.name();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>A page with a {form}</title>\n\
         <link rel=\"stylesheet\" href=\"/gallery/host.css\">\n<script type=\"module\" src=\"/widget.js\"></script>\n\
         </head>\n<body class=\"host\">\n<main>\n<h1>Orders</h1>\n\
         <intermission-status form=\"{form}\" loading=\"eager\" src=\"{source}\"></intermission-status>\n\
         <p>What the page is about comes before and after.</p>\n</main>\n</body>\n</html>\n"
    )
}

/// Returns the URL of a cell's document.
fn source(cell: Cell) -> String {
    format!("/gallery/documents/{}.json", cell.state.name)
}

fn with_source(html: &str, source: &str) -> String {
    let option = "<meta name=\"intermission-source\" content=\"";
    html.replacen(
        &format!("{option}/status.json\""),
        &format!("{option}{source}\""),
        1,
    )
}

/// Removes all scripts, so that the page stays as rendered.
fn without_scripts(html: &str) -> String {
    let lines = html.lines();
    let kept = lines.filter(|line| {
        !line.starts_with("<script type=\"module\"")
            && !line.starts_with("<link rel=\"modulepreload\"")
            && !line.starts_with("<link rel=\"preload\"")
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// Fixes the colour scheme of the plain page, which otherwise follows the system.
fn with_scheme(html: &str, cell: Cell) -> String {
    let wanted = if cell.theme.is_dark { "all" } else { "not all" };
    html.replace("(prefers-color-scheme: dark)", wanted)
        .replace("(prefers-color-scheme:dark)", wanted)
}

/// Adds the stopped clock, the colour scheme and the brand.
fn dressed(html: &str, cell: Cell, plan: &Plan) -> String {
    let (state, theme) = (cell.state, cell.theme);
    let mut html = html.replacen("<html ", &format!("<html {} ", marks(cell)), 1);
    let has_script = match cell.form {
        GalleryForm::Still | GalleryForm::Plain | GalleryForm::StillHistory => false,
        GalleryForm::Page
        | GalleryForm::Banner
        | GalleryForm::Compact
        | GalleryForm::Full
        | GalleryForm::Frame
        | GalleryForm::OneFile
        | GalleryForm::History => true,
    };
    if has_script {
        let mut words = json!({ "theme": theme.scheme() });
        if let (Some(document), Some(words)) = (state.kept(plan), words.as_object_mut()) {
            words.insert(kept::of(kept::DOCUMENT, &source(cell)), document.into());
        }
        let script = format!(
            "{HEAD}<script src=\"/gallery/still.js\" data-at=\"{}\" data-lang=\"{}\" data-kept=\"{}\"></script>",
            write(state.at()),
            state.lang,
            escape(&words.to_string()),
        );
        html = html.replacen(HEAD, &script, 1);
    }
    let sheet = |href: &str| format!("<link rel=\"stylesheet\" href=\"{href}\">\n{HEAD_END}");
    if cell.form == GalleryForm::Frame {
        html = html.replacen(HEAD_END, &sheet("/gallery/host.css"), 1);
    }
    if let Some(brand) = theme.brand {
        let href = format!("/examples/{brand}.css");
        html = html.replacen(HEAD_END, &sheet(&href), 1);
    }
    html
}

/// Returns the attributes of the root element: the colour scheme, and a language other than English.
fn marks(cell: Cell) -> String {
    let scheme = format!("data-theme=\"{}\"", cell.theme.scheme());
    match cell.state.lang {
        "en" => scheme,
        // The first of two attributes of one name counts.
        lang => format!("{scheme} lang=\"{lang}\" dir=\"rtl\""),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
