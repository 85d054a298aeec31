//! The built page with the operator's settings in it: in the page, its service worker and the frame for other sites.
//!
//! Without settings every file is as it was built. With settings the page gets a new version, so that the service workers
//! of earlier visits notice.

use super::PageFiles;
use super::kind::{Kind, PAST};
use super::sum::{digits, hashed_name, integrity};
use super::{brand, worker};
use crate::cli::config::Settings;
use crate::cli::publish::edition::PAGE;
use crate::cli::publish::packed::Packed;
use crate::cli::render::html::{content, escape, replaced, span};
use crate::model::i18n::message::Phrase;
use crate::model::i18n::message::native;

const FRAME: &str = "embed.html";
const WORKER: &str = "sw.js";
/// The template of `render --one-file`. It is not published, because nothing would keep its state up to date.
pub(in crate::cli) const ONE_FILE: &str = "intermission.html";
const SOURCE: &str = "<meta name=\"intermission-source\"";
const DESCRIPTION: &str = "<meta name=\"description\"";
const STYLES: &str = "<link rel=\"stylesheet\"";
const PROGRAM: &str = "<script type=\"module\" src=\"/";
const TITLE: &str = "<title>";
const PLACE: &str = "<div id=\"intermission\">";
const VERSION: &str = "data-version=\"";
/// The number of hexadecimal digits of a version.
const VERSION_DIGITS: usize = 8;

/// A built page that has not the markup of every built page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: expected the built page with `{expected}`, found none")]
pub struct SiteError {
    /// The file of the built page.
    pub file: &'static str,
    /// The markup that every built page has.
    pub expected: &'static str,
}

/// The files of the page with the operator's settings, without the state of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The files in the order in which they are published: those that others refer to come first, the page itself last.
    pub files: Vec<Packed>,
    /// The text of `index.html`.
    pub html: String,
}

impl Page {
    /// Writes the settings into the built page.
    ///
    /// # Errors
    /// `built` is not a built page.
    pub fn of(built: &PageFiles, settings: &Settings) -> Result<Self, SiteError> {
        // The folder may be one that was published to: what was made of a document there is not part of the page.
        let is_published = |file: &&Packed| {
            let is_of_document = matches!(Kind::of(&file.name), Kind::Document | Kind::Rendered);
            !is_of_document && file.name != ONE_FILE
        };
        let mut files: Vec<Packed> = built.iter().filter(is_published).cloned().collect();
        if !settings.is_default() {
            apply(settings, &mut files)?;
        }
        let html = text(&files, PAGE)?;
        let by_order = |file: &Packed| (Kind::of(&file.name), file.name == WORKER);
        files.sort_by(|a, b| (by_order(a), &a.name).cmp(&(by_order(b), &b.name)));
        Ok(Self { files, html })
    }

    /// Returns the first element of another page, in the folder that is published to, by which its operator has set what
    /// this page does not have: an option, or a style sheet; `None` if there is none.
    pub fn foreign_setting(&self, html: &str) -> Option<String> {
        let elements = |begin: &str| {
            let starts = html.match_indices(begin);
            let elements = starts.filter_map(|(start, _)| {
                let rest = html.get(start..)?;
                rest.get(span(rest, begin, ">")?).map(str::to_owned)
            });
            elements.collect::<Vec<_>>()
        };
        let mut metas = elements("<meta name=\"intermission-").into_iter();
        let mut styles = elements(STYLES).into_iter();
        let is_foreign = |it: &String| !self.html.contains(it.as_str());
        let is_hashed = |link: &String| {
            let href = link
                .split("href=\"/")
                .nth(1)
                .and_then(|it| it.split('"').next());
            href.is_some_and(|name| Kind::of(name) == Kind::Hashed)
        };
        let meta = metas.find(is_foreign);
        meta.or_else(|| styles.find(|link| is_foreign(link) && !is_hashed(link)))
    }

    /// Returns the names of the files whose names have a hash of their content.
    pub fn hashed(&self) -> impl Iterator<Item = &str> {
        let names = self.files.iter().map(|file| file.name.as_str());
        names.filter(|name| Kind::of(name) == Kind::Hashed)
    }
}

fn apply(settings: &Settings, files: &mut Vec<Packed>) -> Result<(), SiteError> {
    let own = brand::style_sheet(settings);
    let style = own.as_ref().map(style_link);
    let mut html = with_options(&text(files, PAGE)?, settings)?;
    let mut script = worker::with_settings(&text(files, WORKER)?, &settings.sources, own.as_ref())?;
    let mut frame = with_sources(&text(files, FRAME)?, settings, FRAME)?;
    if let Some(style) = &style {
        html = after_styles(&html, style, PAGE)?;
        frame = after_styles(&frame, style, FRAME)?;
    }
    html = with_footer(&html, settings)?;
    if let Some(renamed) = with_languages(&html, settings, files, "page")? {
        html = renamed.apply(&html);
        script = renamed.apply(&script);
    }
    let history = history(settings, style.as_ref(), files)?;
    let version = digits(&[html.as_bytes(), script.as_bytes()], VERSION_DIGITS);
    let place = span(&html, VERSION, "\" ").ok_or(missing(PAGE, VERSION))?;
    html = replaced(&html, place, &format!("{VERSION}{version}\" "));
    script = worker::with_version(&script, &version)?;
    files.extend(own);
    let all = [(PAGE, html), (FRAME, frame), (WORKER, script)];
    for (name, text) in all.into_iter().chain(history.map(|text| (PAST, text))) {
        replace(files, Packed::new(name, text.into_bytes()));
    }
    Ok(())
}

/// Returns the history page with the settings, if there is one: the operator's style, and the languages that visitors get.
fn history(
    settings: &Settings,
    style: Option<&String>,
    files: &mut [Packed],
) -> Result<Option<String>, SiteError> {
    if !files.iter().any(|file| file.name == PAST) {
        return Ok(None);
    }
    let mut html = text(files, PAST)?;
    if let Some(style) = style {
        html = after_styles(&html, style, PAST)?;
    }
    let renamed = with_languages(&html, settings, files, "history")?;
    Ok(Some(renamed.map_or(html.clone(), |it| it.apply(&html))))
}

fn missing(file: &'static str, expected: &'static str) -> SiteError {
    SiteError { file, expected }
}

fn text(files: &[Packed], name: &'static str) -> Result<String, SiteError> {
    let file = files.iter().find(|file| file.name == name);
    let file = file.ok_or(missing(name, "a file of this name"))?;
    Ok(String::from_utf8_lossy(&file.plain).into_owned())
}

fn replace(files: &mut [Packed], new: Packed) {
    if let Some(file) = files.iter_mut().find(|file| file.name == new.name) {
        *file = new;
    }
}

/// Returns the page with title, description and the meta elements of its options.
fn with_options(html: &str, settings: &Settings) -> Result<String, SiteError> {
    let mut html = with_sources(html, settings, PAGE)?;
    if let Some(title) = &settings.title {
        let place = content(&html, TITLE).ok_or(missing(PAGE, TITLE))?;
        html = replaced(&html, place, &escape(title));
    }
    if let Some(description) = &settings.description {
        let place = span(&html, DESCRIPTION, ">").ok_or(missing(PAGE, DESCRIPTION))?;
        let text = format!("{DESCRIPTION} content=\"{}\">", escape(description));
        html = replaced(&html, place, &text);
    }
    Ok(html)
}

/// Returns a page with the addresses of the document, and behind them the options that differ from the defaults.
fn with_sources(html: &str, settings: &Settings, file: &'static str) -> Result<String, SiteError> {
    let place = span(html, SOURCE, ">").ok_or(missing(file, SOURCE))?;
    let mut metas = meta("source", &settings.sources.join(" "));
    if file == PAGE {
        let probe = settings.probe.clone().unwrap_or_default();
        let offline = if settings.offline { "" } else { "off" };
        for (name, value) in [
            ("feeds", settings.feeds.join(" ").as_str()),
            ("probe", &probe),
            ("return", &settings.return_origins.join(" ")),
            ("offline", offline),
        ] {
            if !value.is_empty() {
                metas = [&metas, "\n", &meta(name, value)].concat();
            }
        }
    }
    Ok(replaced(html, place, &metas))
}

fn meta(name: &str, value: &str) -> String {
    let value = escape(value);
    format!("<meta name=\"intermission-{name}\" content=\"{value}\">")
}

fn style_link(style: &Packed) -> String {
    let (name, sum) = (&style.name, integrity(&style.plain));
    format!("<link rel=\"stylesheet\" href=\"/{name}\" integrity=\"{sum}\">")
}

fn after_styles(html: &str, link: &str, file: &'static str) -> Result<String, SiteError> {
    let place = span(html, STYLES, ">").ok_or(missing(file, STYLES))?;
    Ok(replaced(html, place.end..place.end, &["\n", link].concat()))
}

/// Returns the page with the links of its footer behind the element whose content the page's script replaces.
fn with_footer(html: &str, settings: &Settings) -> Result<String, SiteError> {
    if settings.footer.is_empty() {
        return Ok(html.to_owned());
    }
    let place = content(html, PLACE).ok_or(missing(PAGE, PLACE))?;
    let after = html.get(place.end..).and_then(|rest| rest.find('>'));
    let end = place.end + after.unwrap_or_default() + 1;
    let language = native::fitting(&settings.rendered).unwrap_or_else(native::english);
    let label = escape(Phrase::Links.text(language));
    let item = |(text, url): &(String, String)| {
        format!("<li><a href=\"{}\">{}</a></li>", escape(url), escape(text))
    };
    let items: String = settings.footer.iter().map(item).collect();
    let nav = format!("\n<nav class=\"operator\" aria-label=\"{label}\"><ul>{items}</ul></nav>");
    Ok(replaced(html, end..end, &nav))
}

/// A file that got another name because its content has changed.
struct Renamed {
    /// The name and the hash before and after.
    pairs: [(String, String); 2],
}

impl Renamed {
    fn apply(&self, text: &str) -> String {
        let replace = |text: String, (from, to): &(String, String)| text.replace(from, to);
        self.pairs.iter().fold(text.to_owned(), replace)
    }
}

/// Lets the page's program offer only the languages of the settings. The list is a text in the program.
fn with_languages(
    html: &str,
    settings: &Settings,
    files: &mut [Packed],
    stem: &str,
) -> Result<Option<Renamed>, SiteError> {
    if settings.languages.is_empty() {
        return Ok(None);
    }
    let tag = span(html, PROGRAM, "\"").and_then(|place| html.get(place));
    let tail = html.split_once(PROGRAM).map(|(_, tail)| tail);
    let name = tag.and(tail).and_then(|tail| tail.split('"').next());
    let file = name.and_then(|name| files.iter_mut().find(|file| file.name == name));
    let file = file.ok_or(missing(PAGE, PROGRAM))?;
    let all = list(native::tags().iter().copied());
    let code = String::from_utf8_lossy(&file.plain);
    if !code.contains(&all) {
        return Err(missing("page.js", "the list of languages"));
    }
    let offered = list(settings.languages.iter().map(String::as_str));
    let new = code.replace(&all, &offered).into_bytes();
    let new = Packed::new(hashed_name(stem, "js", &new), new);
    let pairs = [
        (file.name.clone(), new.name.clone()),
        (integrity(&file.plain), integrity(&new.plain)),
    ];
    *file = new;
    Ok(Some(Renamed { pairs }))
}

/// Returns tags as the page's program has them: in quotes, English first, the others sorted. English is always among
/// them, because the program falls back to it.
fn list<'a>(tags: impl Iterator<Item = &'a str>) -> String {
    let mut tags: Vec<&str> = tags.filter(|tag| *tag != "en").collect();
    tags.sort_unstable();
    tags.insert(0, "en");
    format!("\"{}\"", tags.join(" "))
}
