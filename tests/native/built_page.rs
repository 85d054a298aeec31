//! A built page, as far as settings change it.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use intermission::cli::publish::packed::Packed;
use intermission::model::i18n::message::native;
use sha2::{Digest as _, Sha256};

/// Writes the page into a folder of its own, with `digit` in the names of hashed files.
pub(crate) fn write(dist: &Path, digit: &str) {
    if dist.exists() {
        std::fs::remove_dir_all(dist).unwrap();
    }
    let hash = digit.repeat(16);
    let mut tags = native::tags();
    tags.sort_by_key(|tag| (*tag != "en", *tag));
    let program = format!("let tags=\"{}\".split(\" \")", tags.join(" "));
    let page = format!(
        "<!DOCTYPE html>\n<html data-version=\"0000000{digit}\" data-intermission lang=\"en\" dir=\"ltr\">\n<head>\n\
         <title>Service status</title>\n<meta name=\"description\" content=\"What is away.\">\n\
         <meta name=\"intermission-source\" content=\"/status.json\">\n\
         <link rel=\"stylesheet\" href=\"/tokens-{hash}.css\" integrity=\"sha256-a\">\n\
         <script type=\"module\" src=\"/page-{hash}.js\" integrity=\"{}\"></script>\n</head>\n<body>\n\
         <div id=\"intermission\">\n<div class=\"page\"></div>\n</div>\n</body>\n</html>\n",
        sum(program.as_bytes())
    );
    let worker = format!(
        "const VERSION=\"0000000{digit}\",ASSETS={{\"/page-{hash}.js\":\"{}\"}},LATER={{}},SOURCES=[\"/status.json\"],OWN=1;",
        sum(program.as_bytes())
    );
    let frame = "<html><head><meta name=\"intermission-source\" content=\"/status.json\">\n\
        <link rel=\"stylesheet\" href=\"/embed.css\">\n</head></html>\n";
    for (name, text) in [
        ("index.html", page.as_str()),
        ("sw.js", &worker),
        ("embed.html", frame),
        ("intermission.html", "the page in one file"),
        ("status.json", "{}"),
        ("icons/outage.svg", "<svg/>"),
        (&format!("page-{hash}.js"), &program),
        (
            &format!("tokens-{hash}.css"),
            &":root { color: red } ".repeat(40),
        ),
    ] {
        let file = dist.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
        for (copy, bytes) in Packed::new(name, text.to_owned().into_bytes()).copies() {
            if let Some(bytes) = bytes {
                std::fs::write(dist.join(copy), bytes).unwrap();
            }
        }
    }
}

/// The hash of a file as `integrity` has it.
pub(crate) fn sum(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}
