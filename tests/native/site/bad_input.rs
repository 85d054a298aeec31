//! Faults of settings, page or folder: none of them loses anything that was published.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::{Home, told};

/// Publishes, and then again with what is wrong; returns what is told of it.
#[track_caller]
fn refused(home: &Home, status: i32, command: &mut Command) -> String {
    let before = home.read("status.json");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(status), "{}", told(&output));
    assert_eq!(home.read("status.json"), before);
    assert!(home.read("index.html").contains("intermission-document"));
    told(&output)
}

#[test]
fn settings_with_faults_are_refused_and_exit_with_2() {
    let home = Home::new();
    home.publish();
    home.write("intermission.toml", "[page]\ntitles = \"A\"\n");
    let told = refused(&home, 2, &mut home.publishing());
    assert!(
        told.starts_with("intermission.toml:2: `page.titles`: "),
        "{told}"
    );
    assert!(told.ends_with("\nnothing was published\n"), "{told}");
    let named = refused(&home, 2, home.publishing().args(["--config", "none.toml"]));
    assert!(
        named.starts_with("none.toml: expected a readable file with settings, found: "),
        "{named}"
    );
    let named = refused(
        &home,
        2,
        home.publishing().env("INTERMISSION_CONFIG", "none.toml"),
    );
    assert!(named.starts_with("none.toml: "), "{named}");
}

#[test]
fn a_document_that_is_refused_leaves_page_and_document() {
    let home = Home::new();
    home.publish();
    home.build("2");
    home.write("document.json", "nothing");
    refused(&home, 1, &mut home.publishing());
    assert!(
        !home
            .names()
            .contains(&format!("page-{}.js", "2".repeat(16)))
    );
}

#[test]
fn without_a_page_the_error_says_how_to_build_one() {
    let home = Home::new();
    home.publish();
    fs::remove_file(home.path("dist/index.html")).unwrap();
    let told = refused(&home, 1, &mut home.publishing());
    assert_eq!(
        told,
        "expected the built page, found none in `dist`: run `make build`, or name the folder of a built page with `--dist`; \
         `--no-page` publishes the document without it\n"
    );
}

#[test]
fn a_page_of_another_kind_is_refused() {
    let home = Home::new();
    home.publish();
    home.write("intermission.toml", "[page]\noffline = false\n");
    home.write("dist/sw.js", "const A=1;");
    let told = refused(&home, 1, &mut home.publishing());
    assert_eq!(
        told,
        "sw.js: expected the built page with `SOURCES=[`, found none\n"
    );
}

/// Before there was `intermission.toml`, operators edited the page itself.
#[test]
fn settings_in_the_published_page_are_not_overwritten() {
    let home = Home::new();
    let built = fs::read_to_string(home.path("dist/index.html")).unwrap();
    for own in [
        "<meta name=\"intermission-return\" content=\"https://www.example.com\">",
        "<link rel=\"stylesheet\" href=\"/brand.css\">",
    ] {
        let edited = built.replace("</head>", &format!("{own}\n</head>"));
        home.write("served/index.html", &edited);
        let output = home.publishing().output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let told = told(&output);
        assert!(
            told.contains(&format!(
                "expected no settings but those of `intermission.toml`, found `{own}`"
            )),
            "{told}"
        );
        assert_eq!(home.read("index.html"), edited);
    }
    // A page as it was built has none.
    home.write("served/index.html", &built);
    home.publish();
}

#[test]
fn a_folder_of_the_page_that_is_a_link_is_refused() {
    let home = Home::new();
    home.publish();
    fs::remove_dir_all(home.served().join("icons")).unwrap();
    fs::create_dir(home.path("elsewhere")).unwrap();
    symlink(home.path("elsewhere"), home.served().join("icons")).unwrap();
    let told = refused(&home, 1, &mut home.publishing());
    assert!(
        told.contains("`icons` is a link or no folder: remove it"),
        "{told}"
    );
    assert_eq!(fs::read_dir(home.path("elsewhere")).unwrap().count(), 0);
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let home = Home::new();
    home.publish();
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.current_dir(&home.0);
    command.args(["publish", "document.json", "--dist", "dist", "--to", "none"]);
    let told = refused(&home, 1, &mut command);
    assert!(
        told.starts_with("none: expected a folder that can be read and written, found: "),
        "{told}"
    );
}

/// A limit on the size of files stands for a full disk: writing fails in the middle of a file.
#[test]
fn a_full_disk_leaves_what_was_published() {
    let home = Home::new();
    home.publish();
    let page = home.read("index.html");
    home.build("2");
    let large: String = (0..40_000_u32)
        .map(|it| it.wrapping_mul(2_654_435_761).to_string())
        .collect();
    home.write(&format!("dist/feeds-{}.js", "2".repeat(16)), &large);
    let publishing = home.publishing();
    let mut limited = Command::new("sh");
    limited
        .current_dir(&home.0)
        .args(["-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh"]);
    limited
        .arg(publishing.get_program())
        .args(publishing.get_args());
    let told = refused(&home, 1, &mut limited);
    assert!(
        told.contains("expected a folder that can be read and written, found: "),
        "{told}"
    );
    assert_eq!(home.read("index.html"), page);
    assert!(
        !home
            .names()
            .contains(&format!("page-{}.js", "2".repeat(16)))
    );
    // Publishing again completes what was interrupted.
    home.publish();
    assert_eq!(home.read(&format!("feeds-{}.js", "2".repeat(16))), large);
}
