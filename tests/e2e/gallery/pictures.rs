//! How cells look, compared with pictures that somebody has looked at: `make pictures` takes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use super::picture::Picture;
use super::ready;
use crate::harness::{Browser, Site, Visitor, in_every_browser};

in_every_browser!(
    the_page_looks_as_it_did,
    the_other_forms_look_as_they_did,
    the_history_page_looks_as_it_did,
    a_missing_symbol_is_seen_and_smoothing_is_not,
);

/// Height of a picture on screen; every browser's window is higher.
const HEIGHT: usize = 640;

/// Cells of the page by width, and how far each is scrolled.
const PAGE: &[(usize, &str, usize)] = &[
    (1280, "page/running/light", 0),
    (1280, "page/running/light", 900),
    (1280, "page/running/dark", 0),
    (1280, "page/running/dark", 900),
    (1280, "page/running/harbour", 0),
    (1280, "page/incident/light", 0),
    (1280, "page/overrunning/light", 400),
    (1280, "page/over/light", 0),
    (1280, "page/operational/light", 0),
    (1280, "page/many/light", 200),
    (1280, "page/long/dark", 0),
    (1280, "page/stale/light", 0),
    (1280, "page/missing/light", 0),
    (768, "page/running/light", 0),
    (768, "page/incident/dark", 200),
    (360, "page/running/light", 0),
    (360, "page/running/light", 1100),
    (360, "page/running/light", 2300),
    (360, "page/running/orchard-dark", 400),
    (360, "page/ahead/light", 0),
    (360, "page/returning/light", 0),
    (360, "page/overrunning/dark", 0),
    (360, "page/unconfirmed/light", 0),
    (360, "page/rtl/light", 400),
    (360, "page/long/light", 700),
];

/// Cells of all other forms.
const OTHERS: &[(usize, &str, usize)] = &[
    (1280, "still/running/light", 0),
    (360, "still/over/dark", 0),
    (1280, "banner/running/light", 0),
    (360, "banner/incident/dark", 0),
    (360, "compact/running/light", 0),
    (360, "compact/overrunning/orchard-dark", 0),
    (768, "full/running/light", 0),
    (360, "frame/incident/light", 0),
    (360, "one-file/running/dark", 0),
    (1280, "plain/running/light", 0),
    (360, "plain/overrunning/dark", 0),
];

/// Cells of the history page.
const HISTORY: &[(usize, &str, usize)] = &[
    (1280, "history/past/light", 0),
    (1280, "history/past/light", 900),
    (1280, "history/past/dark", 300),
    (768, "history/past/light", 1500),
    (360, "history/past/light", 300),
    (360, "history/past/dark", 2600),
    (1280, "history/past-rtl/light", 200),
    (360, "history/past-damaged/light", 0),
    (1280, "history/unrecorded/light", 0),
    (360, "history/past-missing/dark", 0),
    (1280, "still-history/past/light", 300),
];

async fn the_page_looks_as_it_did(visitor: Visitor, site: Site) {
    compare(&visitor, &site, PAGE).await;
}

async fn the_other_forms_look_as_they_did(visitor: Visitor, site: Site) {
    compare(&visitor, &site, OTHERS).await;
}

async fn the_history_page_looks_as_it_did(visitor: Visitor, site: Site) {
    compare(&visitor, &site, HISTORY).await;
}

/// Every cell is looked at before the first that differs is a failure.
async fn compare(visitor: &Visitor, site: &Site, cells: &[(usize, &str, usize)]) {
    let mut found = Vec::new();
    for (width, cell, top) in cells {
        show(visitor, site, *width, cell, *top).await;
        let name = format!("{}-{width}-{top}", cell.replace('/', "-"));
        found.extend(against_kept(
            visitor.browser,
            &name,
            &take(visitor, *width).await,
        ));
    }
    assert!(
        found.is_empty(),
        "`make pictures` takes anew what is meant to look otherwise:\n{}",
        found.join("\n")
    );
}

/// What is wrong with a picture that is to look like the kept one of this name.
fn against_kept(browser: Browser, name: &str, taken: &Picture) -> Option<String> {
    let kept_file = kept_folder(browser).join(format!("{name}.png"));
    if std::env::var_os("UPDATE_SCREENSHOTS").is_some() {
        return update(&kept_file, taken);
    }
    let Ok(bytes) = fs::read(&kept_file) else {
        return Some(format!("there is no picture {}", kept_file.display()));
    };
    let kept = Picture::read(&bytes);
    if kept.looks_like(taken) {
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    fs::create_dir_all(&folder).unwrap();
    let file = |kind| folder.join(format!("{browser:?}-{name}-{kind}.png"));
    fs::write(file("actual"), taken.write()).unwrap();
    fs::write(file("difference"), taken.marked(&kept).write()).unwrap();
    let (by, (x, y)) = kept.difference(taken);
    let (actual, difference) = (file("actual"), file("difference"));
    Some(format!(
        "{name} differs by {by} of 255 about ({}, {}): see {} and {}",
        x * 2,
        y * 2,
        actual.display(),
        difference.display()
    ))
}

/// Leaves alone what looks the same, so that only what has changed is there to be reviewed.
fn update(file: &Path, taken: &Picture) -> Option<String> {
    let kept = fs::read(file).map(|bytes| Picture::read(&bytes));
    if !kept.is_ok_and(|kept| kept.looks_like(taken)) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, taken.write()).unwrap();
    }
    None
}

fn kept_folder(browser: Browser) -> PathBuf {
    let name = format!("{browser:?}").to_lowercase();
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pictures")
        .join(name)
}

/// Shows a cell at a width, whatever the window's, scrolled so far.
async fn show(visitor: &Visitor, site: &Site, width: usize, cell: &str, top: usize) {
    let fonts = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf";
    assert!(
        Path::new(fonts).exists(),
        "expected Debian's package fonts-noto-core, found no {fonts}"
    );
    visitor
        .driver
        .goto(site.url(&format!("/gallery/at/{width}/{cell}")))
        .await
        .unwrap();
    let within = "const within = document.querySelector('iframe').contentDocument;";
    visitor.until(&format!("{within} {}", ready(cell))).await;
    let scroll = format!(
        "{within} within.defaultView.scrollTo(0, {top});
         return within.fonts.status === 'loaded' && within.defaultView.innerWidth === {width}"
    );
    visitor.until(&scroll).await;
}

/// What is on screen, as it would be kept. WebKit's first picture may be of what was there before.
async fn take(visitor: &Visitor, width: usize) -> Picture {
    if visitor.browser == Browser::WebKit {
        visitor.driver.screenshot_as_png().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let bytes = visitor.driver.screenshot_as_png().await.unwrap();
    Picture::read(&bytes).crop(width, HEIGHT).kept()
}

/// All seven symbols, in three cells.
async fn a_missing_symbol_is_seen_and_smoothing_is_not(visitor: Visitor, site: Site) {
    let mut kinds = without_each_symbol(&visitor, &site, "page/unsure/light", 200).await;
    kinds.extend(without_each_symbol(&visitor, &site, "page/many/dark", 560).await);
    kinds.extend(without_each_symbol(&visitor, &site, "page/running/light", 300).await);
    kinds.sort();
    kinds.dedup();
    let expected = [
        "degraded",
        "maintenance",
        "operational",
        "outage",
        "queued",
        "restarting",
        "unknown",
    ];
    assert_eq!(kinds, expected.map(|kind| format!("symbol is-{kind}")));
    let before = take(&visitor, 1280).await;
    let moved = "const within = document.querySelector('iframe').contentDocument;
        within.body.style.transform = 'translate(0.25px, 0.25px)';
        within.body.style.textRendering = 'geometricPrecision'";
    visitor.run(moved).await;
    let smoothed = take(&visitor, 1280).await;
    assert_ne!(before, smoothed, "expected that something changes");
    assert!(
        before.looks_like(&smoothed),
        "{:?}",
        before.difference(&smoothed)
    );
}

/// Hides one symbol of each kind in turn, which must be seen every time; returns their classes.
async fn without_each_symbol(
    visitor: &Visitor,
    site: &Site,
    cell: &str,
    top: usize,
) -> Vec<String> {
    show(visitor, site, 1280, cell, top).await;
    let before = take(visitor, 1280).await;
    let symbols = format!(
        "const within = document.querySelector('iframe').contentDocument;
         const inside = (it) => it.getBoundingClientRect().top > 0 && it.getBoundingClientRect().bottom < {HEIGHT};
         const seen = [...within.querySelectorAll('tr .symbol')].filter(inside);
         const kinds = new Map(seen.map((it) => [it.getAttribute('class'), it]));"
    );
    let kinds = visitor
        .run(&format!("{symbols} return [...kinds.keys()]"))
        .await;
    let kinds: Vec<String> = serde_json::from_value(kinds).unwrap();
    for kind in &kinds {
        let set = |value| format!("{symbols} kinds.get('{kind}').style.visibility = '{value}'");
        visitor.run(&set("hidden")).await;
        let without = take(visitor, 1280).await;
        assert!(
            !before.looks_like(&without),
            "{kind}: {:?}",
            before.difference(&without)
        );
        visitor.run(&set("")).await;
    }
    assert!(
        before.looks_like(&take(visitor, 1280).await),
        "the same again"
    );
    kinds
}
