//! `--watch`: what follows a change of the document, and that nothing follows where there is none.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout};

use super::{Scratch, document, editions};

/// A command that goes on until this is dropped.
struct Watching {
    process: Child,
    told: Lines<BufReader<ChildStdout>>,
}

impl Watching {
    fn start(scratch: &Scratch, text: &str) -> Self {
        let mut command = scratch.publishing(text, &["--watch"]);
        // Both kinds of lines by one pipe, in the order in which they are written.
        let (reader, writer) = std::io::pipe().unwrap();
        command.stderr(writer.try_clone().unwrap()).stdout(writer);
        let process = command.spawn().unwrap();
        drop(command);
        let reader: std::os::fd::OwnedFd = reader.into();
        let told = BufReader::new(ChildStdout::from(reader)).lines();
        Self { process, told }
    }

    /// The next line; blocks until there is one.
    fn line(&mut self) -> String {
        self.told.next().unwrap().unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn told(second: u32) -> String {
    format!(
        "published status.json, index.html, plain.html, status.txt, badge.svg, as of 2026-11-23T12:00:0{second}Z"
    )
}

#[test]
fn each_change_is_published_and_faults_are_told_once() {
    let scratch = Scratch::new();
    let mut watching = Watching::start(&scratch, &document(1));
    assert_eq!(watching.line(), told(1));
    fs::write(scratch.document(), "{").unwrap();
    assert!(watching.line().contains("expected JSON"));
    assert!(watching.line().contains("refused"));
    assert_eq!(watching.line(), "nothing was published");
    fs::remove_file(scratch.document()).unwrap();
    assert!(watching.line().contains("expected a readable file"));
    fs::write(scratch.document(), document(0)).unwrap();
    assert!(watching.line().contains("`--allow-older`"));
    // As editors do that write another file and rename it, with nothing of the old one's time or size changed.
    let new = scratch.0.join("new.json");
    fs::write(&new, document(2)).unwrap();
    fs::rename(new, scratch.document()).unwrap();
    assert_eq!(watching.line(), told(2));
    editions::check(&scratch.served(), 2);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_tried_again() {
    let scratch = Scratch::new();
    fs::remove_dir_all(scratch.served()).unwrap();
    let mut watching = Watching::start(&scratch, &document(1));
    assert!(watching.line().contains("expected a folder to publish to"));
    scratch.lay_out();
    let mut line = watching.line();
    while line.contains("expected a folder") {
        line = watching.line();
    }
    assert_eq!(line, told(1));
}
