//! The changes that settings make in the page, its worker and the frame.

use super::Home;
use crate::built_page::sum;

const SETTINGS: &str = r##"
[page]
title = "Harbour & co"
description = "Is it \"open\"?"
offline = false
[document]
sources = ["/status.json", "https://mirror.example.com/status.json"]
feeds = ["/api/"]
[return]
origins = ["https://www.example.com"]
probe = "/health"
[languages]
offered = ["fr", "de"]
rendered = ["de"]
[footer]
links = [{ text = "Impressum <1>", url = "https://example.com/imprint?a=1&b=2" }]
[brand]
logo = "logo.svg"
style = "own.css"
light = { accent = "#085a60" }
dark = { accent = "#6fd0d3" }
"##;

fn home() -> Home {
    let home = Home::new();
    home.write("intermission.toml", SETTINGS);
    home.write("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    home.write("own.css", ".prose { color: var(--ink); }\n");
    home.publish();
    home
}

/// The name of the one served file that begins so.
fn named(home: &Home, begin: &str, end: &str) -> String {
    let mut names = home.names();
    names.retain(|it| it.starts_with(begin) && it.ends_with(end));
    assert_eq!(names.len(), 1, "{names:?}");
    names.remove(0)
}

/// The name of the style sheet that the settings need.
fn style(home: &Home) -> String {
    let mut names = home.names();
    let built = format!("tokens-{}.css", "1".repeat(16));
    names.retain(|it| it.starts_with("tokens-") && *it != built);
    assert_eq!(names.len(), 1, "{names:?}");
    names.remove(0)
}

#[test]
fn the_options_are_meta_elements_of_the_page() {
    let page = home().read("index.html");
    for line in [
        "<meta name=\"intermission-source\" content=\"/status.json https://mirror.example.com/status.json\">",
        "<meta name=\"intermission-feeds\" content=\"/api/\">",
        "<meta name=\"intermission-probe\" content=\"/health\">",
        "<meta name=\"intermission-return\" content=\"https://www.example.com\">",
        "<meta name=\"intermission-offline\" content=\"off\">",
    ] {
        assert!(page.contains(&format!("\n{line}\n")), "{line}\n{page}");
    }
    // The state is in the language of the settings.
    assert!(page.contains(" lang=\"de\""), "{page}");
}

#[test]
fn title_and_description_are_those_of_the_page_without_a_status() {
    use intermission::cli::config::{FILE, Settings};
    use intermission::cli::site::{Page, PageFiles};
    let home = home();
    let settings = Settings::load(Some(&home.path(FILE))).unwrap();
    let files = PageFiles::read(Some(&home.path("dist"))).unwrap();
    let page = Page::of(&files, &settings).unwrap().html;
    assert!(page.contains("<title>Harbour &amp; co</title>"), "{page}");
    let description = "<meta name=\"description\" content=\"Is it &quot;open&quot;?\">";
    assert!(page.contains(description), "{page}");
}

#[test]
fn the_footer_is_outside_the_element_that_the_program_replaces() {
    let page = home().read("index.html");
    let nav = "<nav class=\"operator\" aria-label=\"Links\"><ul><li><a href=\"https://example.com/imprint?a=1&amp;b=2\">\
        Impressum &lt;1&gt;</a></li></ul></nav>";
    let (before, _) = page.split_once(nav).expect(&page);
    assert!(
        before.contains("<script type=\"text/plain\" id=\"intermission-document\">"),
        "{page}"
    );
}

#[test]
fn the_brand_is_a_style_sheet_with_a_hash() {
    let home = home();
    let style = style(&home);
    let css = home.read(&style);
    for part in [
        // As `base64` writes the file of the logo.
        "--logo: url(\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=\");".to_owned(),
        "@media screen {\n  :root {\n    --accent: #085a60;\n  }\n}".to_owned(),
        ":root:not([data-theme=\"light\"]) {\n    --accent: #6fd0d3;".to_owned(),
        "@media screen {\n  :root[data-theme=\"dark\"] {\n    --accent: #6fd0d3;".to_owned(),
        ".operator ul {".to_owned(),
    ] {
        assert!(css.contains(&part), "{part}\n{css}");
    }
    assert!(css.ends_with(".prose { color: var(--ink); }\n"), "{css}");
    let link = format!(
        "<link rel=\"stylesheet\" href=\"/{style}\" integrity=\"{}\">",
        sum(css.as_bytes())
    );
    for page in ["index.html", "embed.html"] {
        let html = home.read(page);
        let own = html.find("<link rel=\"stylesheet\"").unwrap();
        assert!(html.find(&link).expect(&html) > own, "{html}");
    }
}

#[test]
fn the_program_offers_the_languages_and_english() {
    let home = home();
    let name = named(&home, "page-", ".js");
    assert_ne!(name, format!("page-{}.js", "1".repeat(16)));
    let program = home.read(&name);
    assert_eq!(program, "let tags=\"en de fr\".split(\" \")");
    let script = format!("src=\"/{name}\" integrity=\"{}\"", sum(program.as_bytes()));
    assert!(home.read("index.html").contains(&script));
}

#[test]
fn the_worker_has_the_sources_the_files_and_the_version_of_the_page() {
    let home = home();
    let worker = home.read("sw.js");
    assert!(
        worker.contains(
            "SOURCES=[\"/status.json\",\"https://mirror.example.com/status.json\"],OWN=1;"
        ),
        "{worker}"
    );
    for name in [style(&home), named(&home, "page-", ".js")] {
        let entry = format!("\"/{name}\":\"{}\"", sum(home.read(&name).as_bytes()));
        assert!(worker.contains(&entry), "{entry}\n{worker}");
    }
    let version = worker
        .split("VERSION=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert_ne!(version, "00000001");
    assert_eq!(version.len(), 8);
    let root = format!("<html data-version=\"{version}\" data-intermission ");
    assert!(home.read("index.html").contains(&root));
    // Any change of the settings is a new version.
    home.write("intermission.toml", &SETTINGS.replace("/health", "/ready"));
    home.publish();
    assert!(!home.read("sw.js").contains(&version));
}
