//! The settings: what is read of `intermission.toml` and of environment variables, and what is said of faults.

mod contrast;
mod docs;

use std::collections::BTreeMap;
use std::path::Path;

use intermission::cli::config::read::settings;
use intermission::cli::config::table::SETTINGS;
use intermission::cli::config::{ConfigError, Settings};

fn variables(list: &[(&str, &str)]) -> BTreeMap<String, String> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    list.iter().map(owned).collect()
}

fn read(text: &str, list: &[(&str, &str)]) -> Result<Settings, ConfigError> {
    settings(Path::new("a.toml"), text, &variables(list))
}

/// Returns the messages about the faults of a file, a line each.
#[track_caller]
fn told(text: &str, list: &[(&str, &str)]) -> String {
    read(text, list).unwrap_err().to_string()
}

/// Every setting with a value that is not its default, but for those that name files.
const ALL: &str = r##"
[page]
title = "Harbour status"
description = "Is the harbour open?"
offline = false
[document]
sources = ["/status.json", "https://mirror.example.com/status.json"]
feeds = ["/api/"]
[return]
origins = ["https://www.example.com"]
probe = "/health"
[languages]
offered = ["DE", "fr"]
rendered = ["de"]
[footer]
links = [{ text = "Imprint", url = "https://example.com/imprint" }]
[http]
retry_after = 300
[brand]
light = { accent = "#085A60" }
dark = { accent = "#6fd0d3" }
[publish]
document = "tonight.json"
to = "../served"
dist = "built"
"##;

#[test]
fn no_file_and_an_empty_file_are_the_defaults() {
    assert_eq!(read("", &[]).unwrap(), Settings::default());
    assert!(read("[page]\n[brand]\n", &[]).unwrap().is_default());
    // Where the verbs publish to changes nothing in the page.
    assert!(
        read("[publish]\nto = \"served\"\ndist = \"built\"\n", &[])
            .unwrap()
            .is_default()
    );
}

#[test]
fn every_setting_is_read() {
    let read = read(ALL, &[]).unwrap();
    assert_eq!(read.title.as_deref(), Some("Harbour status"));
    assert_eq!(read.description.as_deref(), Some("Is the harbour open?"));
    assert!(!read.offline);
    assert_eq!(read.sources.len(), 2);
    assert_eq!(read.feeds, ["/api/"]);
    assert_eq!(read.return_origins, ["https://www.example.com"]);
    assert_eq!(read.probe.as_deref(), Some("/health"));
    assert_eq!(read.languages, ["de", "fr"]);
    assert_eq!(read.rendered, ["de"]);
    let link = (
        "Imprint".to_owned(),
        "https://example.com/imprint".to_owned(),
    );
    assert_eq!(read.footer, [link]);
    assert_eq!(read.retry_after_secs, 300);
    assert_eq!(read.brand.light["accent"], "#085a60");
    assert_eq!(read.brand.dark["accent"], "#6fd0d3");
    assert_eq!(read.document.unwrap(), Path::new("tonight.json"));
    assert_eq!(read.publish_to.unwrap(), Path::new("../served"));
    assert_eq!(read.publish_dist.unwrap(), Path::new("built"));
}

/// A setting that the table has and the reader does not would be reported as a bug of the program.
#[test]
fn no_setting_of_the_table_is_forgotten() {
    for setting in SETTINGS {
        let (_, key) = setting.name.split_once('.').unwrap();
        let is_file = ["brand.logo", "brand.style"].contains(&setting.name);
        assert!(
            is_file || ALL.contains(&format!("\n{key} = ")),
            "{}",
            setting.name
        );
    }
}

#[test]
fn variables_replace_settings_of_the_file() {
    let file = "[page]\ntitle = \"File\"\n[http]\nretry_after = 60\n";
    let read = read(
        file,
        &[
            ("INTERMISSION_PAGE_TITLE", "Container"),
            ("INTERMISSION_PAGE_OFFLINE", "false"),
            (
                "INTERMISSION_DOCUMENT_SOURCES",
                "/a.json https://example.com/a.json",
            ),
            ("INTERMISSION_BRAND_LIGHT", "{ accent = '#085a60' }"),
            (
                "INTERMISSION_FOOTER_LINKS",
                "[{ text = 'Imprint', url = '/imprint' }]",
            ),
            // Kubernetes sets such variables for a service of this name.
            ("INTERMISSION_SERVICE_HOST", "10.0.0.1"),
            ("INTERMISSION_PORT", "tcp://10.0.0.1:80"),
            ("INTERMISSION_CONFIG", "a.toml"),
        ],
    );
    let read = read.unwrap();
    assert_eq!(read.title.as_deref(), Some("Container"));
    assert_eq!((read.offline, read.retry_after_secs), (false, 60));
    assert_eq!(read.sources, ["/a.json", "https://example.com/a.json"]);
    assert_eq!((read.brand.light.len(), read.footer.len()), (1, 1));
}

#[test]
fn faults_have_their_lines_and_all_are_told() {
    let file = "[page]\ntitles = \"A\"\noffline = \"no\"\n\n[http]\nretry_after = 0\n[returns]\nprobe = 1\n";
    assert_eq!(
        told(file, &[]),
        "a.toml:2: `page.titles`: expected page.title, page.description, page.offline, found an unknown key; did you mean `page.title`?\n\
         a.toml:3: `page.offline`: expected `true` or `false`, found a text\n\
         a.toml:6: `http.retry_after`: expected a whole number of seconds from 1 to 86400, found `0`\n\
         a.toml:7: `returns`: expected `[page]`, `[document]`, `[return]`, `[languages]`, `[footer]`, `[http]`, `[brand]`, `[publish]`, found an unknown name; did you mean `return`?"
    );
}

#[test]
fn each_kind_of_value_is_checked() {
    for (file, expected) in [
        (
            "[page]\ntitle = \"\"",
            "`page.title`: expected a text of one line, found ``",
        ),
        ("[page]\ntitle = \"a\\nb\"", "expected a text of one line"),
        (
            "[document]\nsources = []",
            "`document.sources`: expected at least one URL, found none",
        ),
        (
            "[document]\nsources = [\"javascript:x\"]",
            "found `javascript:x`",
        ),
        (
            "[document]\nsources = \"/a.json\"",
            "expected a list of `https:`, `http:` or relative URLs, found a text",
        ),
        (
            "[return]\norigins = [\"https://a.example/cart\"]",
            "found `https://a.example/cart`",
        ),
        (
            "[return]\nprobe = \"/health?a\"",
            "without a query, found `/health?a`",
        ),
        ("[languages]\noffered = [\"dee\"]", "did you mean `de`?"),
        (
            "[footer]\nlinks = [{ text = \"A\", href = \"/\" }]",
            "expected `text` and `url`, found `href`",
        ),
        (
            "[footer]\nlinks = [{ text = \"A\", url = \"data:x\" }]",
            "found `data:x`",
        ),
        (
            "[brand]\nlight = { accents = \"#000\" }",
            "did you mean `accent`?",
        ),
        (
            "[brand]\nlight = { accent = \"navy\" }",
            "expected `accent` to be a colour such as `#085a60`, found `navy`",
        ),
        (
            "[brand]\nlogo = \"logo.exe\"",
            "ends in .svg, .png, .webp, found `logo.exe`",
        ),
        (
            "[brand]\nlogo = \"none-such.svg\"",
            "expected a readable file, found for `none-such.svg`",
        ),
        (
            "page = 1",
            "`page`: expected a table `[page]`, found a whole number",
        ),
        ("[page", "a.toml:1: expected TOML, found: "),
    ] {
        let told = told(file, &[]);
        assert!(told.contains(expected), "{file}: {told}");
    }
}

#[test]
fn variables_are_checked_and_misspelt_ones_are_told() {
    assert_eq!(
        told(
            "",
            &[
                ("INTERMISSION_HTTP_RETRY_AFTER", "soon"),
                ("INTERMISSION_PAGE_TITLES", "A")
            ]
        ),
        "INTERMISSION_HTTP_RETRY_AFTER: `http.retry_after`: expected a whole number of seconds from 1 to 86400, found `soon`\n\
         INTERMISSION_PAGE_TITLES: expected a setting, found an unknown name; did you mean `INTERMISSION_PAGE_TITLE`?"
    );
}
