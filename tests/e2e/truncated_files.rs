//! Truncated programs in the browser's cache are fetched again, and the service worker stores all files of the page.

use std::path::PathBuf;

use serde_json::json;

use crate::deployment::Deployment;
use crate::harness::{Site, Visitor, in_every_browser};
use crate::offline::{LOOKED_AFTER, STORE, kept_with};

in_every_browser!(
    a_program_that_arrived_cut_off_is_asked_for_again,
    a_widgets_program_that_arrived_cut_off_is_asked_for_again,
    a_worker_that_is_taken_back_has_all_of_the_page,
);

/// A host to which a new build is still being copied sends the first half of the program with HTTP 200, under a name that
/// browsers may cache for a year.
async fn a_program_that_arrived_cut_off_is_asked_for_again(visitor: Visitor, _site: Site) {
    let deployment = Deployment::new().await;
    let (file, whole) = truncate(&deployment, "page-");
    let page = deployment.url("/index.html");
    visitor.driver.goto(&page).await.unwrap();
    visitor.until_text(".lead", "needs WebAssembly").await;
    std::fs::write(&file, &whole).unwrap();
    visitor.open(&page).await;
    visitor.until(LOOKED_AFTER).await;
    let name = file.file_name().unwrap().to_str().unwrap();
    let kept = format!(
        "const [done] = arguments; caches.match('/{name}')
           .then((it) => it?.arrayBuffer()).then((it) => done(it?.byteLength))"
    );
    visitor.until_it_gives(&kept, &json!(whole.len())).await;
}

/// A truncated program of the widget is fetched again, too, without the cache.
async fn a_widgets_program_that_arrived_cut_off_is_asked_for_again(visitor: Visitor, _site: Site) {
    let deployment = Deployment::new().await;
    let (file, whole) = truncate(&deployment, "widget_bg-");
    let page = deployment.url("/embed.html");
    let shows = |condition: &str| {
        format!(
            "const box = document.querySelector('intermission-status').shadowRoot?.querySelector('.box');
             return Boolean(box) && {condition}"
        )
    };
    visitor.driver.goto(&page).await.unwrap();
    let failed = shows("box.innerText.includes('cannot be shown')");
    visitor.until(&failed).await;
    std::fs::write(&file, &whole).unwrap();
    visitor.driver.goto(&page).await.unwrap();
    let ready = shows("box.matches('.ready') && Boolean(box.querySelector('.widget h2'))");
    visitor.until(&ready).await;
}

/// Truncates the WebAssembly module whose name starts with `prefix`, and returns its path and whole content.
fn truncate(deployment: &Deployment, prefix: &str) -> (PathBuf, Vec<u8>) {
    let taken = deployment.without(prefix);
    for (file, content) in &taken {
        std::fs::write(file, content).unwrap();
    }
    let is_module = |(file, _): &(PathBuf, Vec<u8>)| file.extension().unwrap() == "wasm";
    let (file, whole) = taken.into_iter().find(is_module).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    (file, whole)
}

/// Chromium revives an unregistered service worker without another `install` event if one of its windows is still open.
async fn a_worker_that_is_taken_back_has_all_of_the_page(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    visitor.until(LOOKED_AFTER).await;
    visitor.until_it_gives(STORE, &kept_with(&[])).await;
    let first = visitor.driver.window().await.unwrap();
    let second = visitor.driver.new_tab().await.unwrap();
    visitor.driver.switch_to_window(second).await.unwrap();
    visitor.driver.goto(&site.url("/site.html")).await.unwrap();
    visitor.control("POST", "at?minute=75", "").await;
    visitor.driver.goto(&site.url("/orders/7")).await.unwrap();
    visitor.until_text("h1", "The site is here").await;
    visitor.until_it_gives(STORE, &json!([])).await;
    visitor.control("POST", "at?minute=30", "").await;
    visitor.open(&site.url("/orders/8")).await;
    visitor.until(LOOKED_AFTER).await;
    visitor.check_now().await;
    visitor.until_it_gives(STORE, &kept_with(&[])).await;
    visitor.driver.close_window().await.unwrap();
    visitor.driver.switch_to_window(first).await.unwrap();
}
