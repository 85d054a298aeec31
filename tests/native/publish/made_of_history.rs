//! The files that are made of the history: the history page, pages of months, feeds and the calendar. Whoever reads them gets
//! them whole, whenever publishing was killed and whatever is in their place.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::history::months;
use super::served::{CLIENTS, seen};
use super::{Scratch, eventful, names};
use crate::expect::repository;

/// The files beside the document.
const MADE: [&str; 4] = ["history.html", "feed.atom", "feed.json", "history.ics"];
/// The feeds of the only service.
const OF_SERVICE: [&str; 2] = ["history/service-shop.atom", "history/service-shop.json"];

/// Writes the built page of the history, which publishing renders the history into.
pub(super) fn lay_out(folder: &Path) {
    fs::copy(repository("web/history.html"), folder.join("history.html")).unwrap();
}

/// The pages of the last `count` months.
fn pages(folder: &Path, count: usize) -> Vec<String> {
    let mut months = months(folder);
    months.drain(..months.len().saturating_sub(count));
    let page = |month: String| month.replace(".json", ".html");
    let pages = months.into_iter().map(page);
    pages.filter(|it| folder.join(it).exists()).collect()
}

/// Each client gets each file whole, of the pages of months the last `count`.
#[track_caller]
pub(super) fn check(folder: &Path, count: usize) {
    let made = MADE.into_iter().chain(OF_SERVICE).map(str::to_owned);
    for name in made.chain(pages(folder, count)) {
        for client in CLIENTS {
            let bytes = seen(folder, &name, client).unwrap_or_else(|| panic!("no {name}"));
            let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is torn"));
            assert!(is_whole(&name, &text), "{name} is torn: {text}");
        }
    }
}

fn is_whole(name: &str, text: &str) -> bool {
    match name.rsplit_once('.').unwrap().1 {
        "html" => text.starts_with("<!DOCTYPE html>\n") && text.ends_with("</html>\n"),
        "atom" => feed_rs::parser::parse(text.as_bytes()).is_ok() && text.ends_with("</feed>\n"),
        "json" => serde_json::from_str::<serde_json::Value>(text).is_ok(),
        "ics" => text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"),
        other => panic!("{other}"),
    }
}

/// Each client gets the message of this second in each file that has messages.
#[track_caller]
pub(super) fn check_last(folder: &Path, second: u32) {
    check(folder, usize::MAX);
    let message = format!("Message {second}.");
    let [page, atom, json, _] = MADE;
    for name in [page, atom, json].into_iter().chain(OF_SERVICE) {
        for client in CLIENTS {
            // The incident names no service, so that it is in the feed of none.
            let is_there = String::from_utf8(seen(folder, name, client).unwrap()).unwrap();
            let is_expected = !OF_SERVICE.contains(&name);
            assert_eq!(is_there.contains(&message), is_expected, "{name}");
        }
    }
}

#[track_caller]
fn record(scratch: &Scratch, second: u32) -> String {
    let output = scratch.recording(&eventful(second)).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Each file in turn is cut off or empty: the next publication writes it anew. A page of a month that does not change
/// is left to `history render`, and a history page that is cut off to a publication with the built page.
#[test]
fn a_damaged_file_is_written_anew() {
    let scratch = Scratch::new();
    let folder = scratch.served();
    lay_out(&folder);
    // The month of a finished incident, that of the present one, and that of the publications.
    record(&scratch, 19);
    record(&scratch, 20);
    let before = names(&folder.join("history"));
    let pages = pages(&folder, usize::MAX);
    let [old, present, _] = pages.as_slice() else {
        panic!("{pages:?}");
    };
    let made = MADE
        .into_iter()
        .chain(OF_SERVICE)
        .chain([present.as_str(), old.as_str()]);
    let mut second = 20;
    for name in made {
        let whole = fs::read(folder.join(name)).unwrap();
        for broken in [&whole[..whole.len() / 2], b""] {
            second += 1;
            for ending in ["", ".br", ".gz"] {
                fs::write(folder.join([name, ending].concat()), broken).unwrap();
            }
            let told = record(&scratch, second);
            let is_page = name == "history.html";
            assert_eq!(!told.is_empty(), is_page, "{name}: {told}");
            if is_page {
                assert!(told.starts_with("history.html: "), "{told}");
                lay_out(&folder);
            }
            if is_page || name == old {
                let mut render = Command::new(env!("CARGO_BIN_EXE_intermission"));
                let output = render.args(["history", "render"]).arg(&folder).output();
                assert!(output.unwrap().status.success(), "{name}");
            }
            check_last(&folder, second);
        }
    }
    assert_eq!(names(&folder.join("history")), before);
}
