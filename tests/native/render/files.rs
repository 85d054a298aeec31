//! What is on the disk afterwards: all of it, or what was there before.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use intermission::cli::render::files::write;

use super::command::run;

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("intermission-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let names = entries.map(|it| it.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn unpacked(file: &Path) -> Vec<u8> {
    let bytes = std::fs::read(file).unwrap();
    let mut text = Vec::new();
    if file.extension().unwrap() == "gz" {
        flate2::read::GzDecoder::new(&*bytes)
            .read_to_end(&mut text)
            .unwrap();
    } else {
        brotli::BrotliDecompress(&mut &*bytes, &mut text).unwrap();
    }
    text
}

#[test]
fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
    let folder = Folder::new("replaced");
    let file = folder.file("a.html");
    write(&file, b"first").unwrap();
    write(&file, b"second").unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"second");
    assert_eq!(folder.names(), ["a.html"]);
}

#[test]
fn compressed_copies_tell_the_same() {
    let folder = Folder::new("copies");
    let page =
        "<html><head><title>a</title></head><body><div id=\"intermission\">old</div></body></html>";
    for ending in ["", ".br", ".gz"] {
        std::fs::write(folder.file(&format!("index.html{ending}")), page).unwrap();
    }
    let dist = folder.0.to_str().unwrap();
    let status = run(&["--into", dist, "public/status.json"], "").status;
    assert!(status.success());
    let rendered = std::fs::read(folder.file("index.html")).unwrap();
    assert!(String::from_utf8_lossy(&rendered).contains("Planned platform upgrade"));
    for ending in ["br", "gz"] {
        let copy = folder.file(&format!("index.html.{ending}"));
        assert_eq!(unpacked(&copy), rendered, "{ending}");
    }
}

#[test]
fn what_fails_overwrites_nothing() {
    let folder = Folder::new("kept");
    let page = folder.file("index.html");
    let old = "<head><title>a</title></head><div id=\"intermission\">old</div>";
    std::fs::write(&page, old).unwrap();
    let dist = folder.0.to_str().unwrap();
    let output = folder.file("out.txt");
    std::fs::write(&output, "old").unwrap();
    let target = output.to_str().unwrap();
    let cases: [&[&str]; 3] = [
        &["--into", dist, "-"],
        &["--text", "-o", target, "-"],
        &["--one-file", "--dist", dist, "-o", target, "-"],
    ];
    for arguments in cases {
        for document in ["", "[]", "<html>"] {
            let status = run(arguments, document).status.code();
            assert_eq!(status, Some(2), "{arguments:?} {document}");
        }
    }
    let foreign = "<html>another page";
    std::fs::write(&page, foreign).unwrap();
    let status = run(&["--into", dist, "public/status.json"], "")
        .status
        .code();
    assert_eq!(status, Some(2));
    assert_eq!(std::fs::read_to_string(&page).unwrap(), foreign);
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "old");
    assert_eq!(folder.names(), ["index.html", "out.txt"]);
}

#[cfg(unix)]
#[test]
fn rights_on_the_page_stay() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new("rights");
    let page = folder.file("index.html");
    std::fs::write(&page, "old").unwrap();
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o640)).unwrap();
    write(&page, b"new").unwrap();
    let mode = std::fs::metadata(&page).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
