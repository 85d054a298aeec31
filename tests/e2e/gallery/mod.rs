//! The gallery of a rehearsal, cell by cell: screenshots, accessibility, and print.

mod accessible;
mod picture;
mod pictures;
pub(crate) mod print;

use crate::harness::{Site, Visitor};

/// Opens a cell and waits until it shows what it is to show for good.
async fn open(visitor: &Visitor, site: &Site, cell: &str) {
    visitor
        .driver
        .goto(site.url(&format!("/gallery/{cell}")))
        .await
        .unwrap();
    visitor
        .until(&format!("const within = document; {}", ready(cell)))
        .await;
}

/// A script that tells whether the cell in the document `within` is complete.
fn ready(cell: &str) -> String {
    let mut parts = cell.split('/');
    let (form, state) = (parts.next().unwrap(), parts.next().unwrap());
    let wanted = match (form, state) {
        ("page" | "one-file", "loading") => "within.querySelector('.page[data-standing] h1')",
        ("page" | "one-file", "missing") => "within.querySelector('.status-bar')",
        ("page" | "one-file", "unconfirmed" | "cached" | "stale") => {
            "within.querySelector('.failure')"
        }
        ("page" | "one-file", _) => "within.querySelector('.page[data-standing=live]')",
        ("history", "unrecorded" | "past-missing") => "within.querySelector('main h1 + .lead + p')",
        // Measurements of others are read last.
        ("history", _) => "within.querySelector('#measured .uptime-service')",
        ("still" | "plain" | "still-history", _) => "within.querySelector('h1')",
        (_, "loading" | "missing" | "unconfirmed" | "cached" | "stale") => {
            "within.querySelector('intermission-status')?.shadowRoot"
        }
        _ => {
            "within.querySelector('intermission-status')?.shadowRoot?.querySelector('.box.ready[style*=px] .widget')"
        }
    };
    format!("return within.readyState === 'complete' && Boolean({wanted})")
}
