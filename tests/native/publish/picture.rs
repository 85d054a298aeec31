//! The picture for previews of links, beside the other files. It needs fonts, as the browsers of the other tests do.

use std::fs;
use std::process::{Command, Output};

use super::{PAGE, Scratch, document};
use crate::expect::repository;

const NAME: &str = "status.png";

fn publish(scratch: &Scratch, options: &[&str]) -> Output {
    let document = document(1).replace(
        "\"page\": {",
        "\"page\": {\"url\": \"https://status.example.com/\", ",
    );
    fs::write(scratch.document(), document).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_intermission"))
        .args(["publish", "--no-page"])
        .args([scratch.document(), "--to".into(), scratch.served()])
        .args(options)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn named(scratch: &Scratch, file: &str) -> Option<String> {
    let page = fs::read_to_string(scratch.served().join(file)).unwrap();
    let (_, rest) = page.split_once("<meta property=\"og:image\" content=\"")?;
    Some(rest.split_once('"').unwrap().0.to_owned())
}

#[test]
fn the_picture_is_published_and_named() {
    let scratch = Scratch::new();
    fs::write(scratch.served().join("index.html"), PAGE).unwrap();
    let told = text(publish(&scratch, &[]).stdout);
    assert!(told.contains("badge.svg, status.png, as of"), "{told}");
    let picture = fs::read(scratch.served().join(NAME)).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    for copy in ["status.png.br", "status.png.gz"] {
        assert!(!scratch.served().join(copy).exists(), "{copy}");
    }
    let address = "https://status.example.com/status.png?1795435201";
    for file in ["index.html", "plain.html"] {
        assert_eq!(named(&scratch, file).as_deref(), Some(address), "{file}");
    }
    let told = text(publish(&scratch, &[]).stdout);
    assert!(
        told.starts_with("published nothing, all of it is there"),
        "{told}"
    );

    publish(&scratch, &["--no-social"]);
    assert!(!scratch.served().join(NAME).exists());
    assert_eq!(named(&scratch, "index.html"), None);
}

#[test]
fn news_are_published_without_fonts_too() {
    let scratch = Scratch::new();
    fs::write(scratch.served().join("index.html"), PAGE).unwrap();
    let docs = repository("docs");
    let output = publish(&scratch, &["--fonts", docs.to_str().unwrap()]);
    let told = text(output.stderr);
    let line = "status.png: --fonts: expected a folder with fonts, found none in ";
    assert!(told.starts_with(line), "{told}");
    assert!(text(output.stdout).starts_with("published status.json, index.html, "));
    assert!(!scratch.served().join(NAME).exists());
    assert_eq!(named(&scratch, "index.html"), None);
}

#[test]
fn a_picture_of_the_operators_own_stays_the_only_one() {
    let scratch = Scratch::new();
    let own = "<meta property=\"og:image\" content=\"https://example.com/own.png\">\n</head>";
    fs::write(
        scratch.served().join("index.html"),
        PAGE.replace("</head>", own),
    )
    .unwrap();
    publish(&scratch, &[]);
    let page = fs::read_to_string(scratch.served().join("index.html")).unwrap();
    assert_eq!(page.matches("og:image").count(), 1, "{page}");
    assert_eq!(
        named(&scratch, "index.html").as_deref(),
        Some("https://example.com/own.png")
    );
}
