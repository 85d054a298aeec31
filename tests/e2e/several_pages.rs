//! Several pages in one browser: one of them sends requests, unless that does not help the others.

use std::time::Duration;

use serde_json::json;

use crate::deployment::Deployment;
use crate::harness::target::headline;
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    eight_pages_ask_as_often_as_one,
    a_pause_ends_all_requests,
    a_page_out_of_view_asks_nothing,
    a_page_lives_beside_one_that_never_lets_go,
    five_pages_are_pressed_and_the_host_is_spared,
    a_clock_that_was_wrong_misleads_no_other_page,
    nothing_that_is_forged_stops_a_page,
    a_document_that_is_shared_brings_nothing_else,
);

/// Asked for every ten seconds or so, by whoever asks.
const DOCUMENT: &str = r#"{"refresh_secs": 10, "incidents": [
    {"name": "Logins fail", "status": "investigating", "impact": "major"}]}"#;

/// So long, that is twice to five times.
const A_WHILE: Duration = Duration::from_secs(30);

/// How often the document is asked for in a while.
async fn requests(visitor: &Visitor) -> u64 {
    visitor.control("DELETE", "requests", "").await;
    tokio::time::sleep(A_WHILE).await;
    let count = "const [done] = arguments;
        fetch('/__rehearsal/requests').then((it) => it.json()).then((it) => done(it['/status.json'] ?? 0))";
    visitor.run_async(count).await.as_u64().unwrap()
}

/// Waits until all of the frames show this headline.
async fn all_show(visitor: &Visitor, headline: &str) {
    visitor
        .until(&format!(
            "return [...document.querySelectorAll('iframe')].every((it) =>
               it.contentDocument.querySelector('.sentence')?.innerText.includes({headline:?}))"
        ))
        .await;
}

/// The site itself, before the window, with pages in frames: unlike tabs, all of them are in view.
async fn open_frames(visitor: &Visitor, site: &Site, pages: &[&str]) {
    visitor.driver.goto(site.url("/index.html")).await.unwrap();
    visitor.control("POST", "at?minute=-60", "").await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.driver.goto(site.url("/")).await.unwrap();
    visitor.until_text("h1", "The site is here").await;
    // The page may have seen the document before it was left, and its copy would be shown first.
    visitor.run("localStorage.clear()").await;
    for page in pages {
        add_frame(visitor, page).await;
    }
}

async fn add_frame(visitor: &Visitor, page: &str) {
    visitor
        .run(&format!(
            "document.body.append(Object.assign(document.createElement('iframe'), {{ src: {page:?} }}))"
        ))
        .await;
    all_show(visitor, "A problem is being investigated").await;
}

/// Frames are pages of their own, each with its own program; unlike tabs, all of them are in view.
async fn eight_pages_ask_as_often_as_one(visitor: Visitor, site: Site) {
    open_frames(&visitor, &site, &[]).await;
    visitor
        .run(
            "for (let i = 0; i < 8; i++) document.body.append(Object.assign(
                document.createElement('iframe'), { src: '/index.html' }))",
        )
        .await;
    all_show(&visitor, "A problem is being investigated").await;
    let count = requests(&visitor).await;
    assert!((1..=6).contains(&count), "{count} requests by eight pages");

    let known = DOCUMENT.replace("investigating", "identified");
    visitor.control("POST", "document", &known).await;
    all_show(&visitor, "The cause has been found").await;

    // Whichever of them has asked so far, more than half of them go.
    visitor
        .run("[...document.querySelectorAll('iframe')].slice(0, 5).forEach((it) => it.remove())")
        .await;
    let count = requests(&visitor).await;
    assert!((1..=6).contains(&count), "{count} requests by three pages");
    visitor.control("POST", "document", DOCUMENT).await;
    all_show(&visitor, "A problem is being investigated").await;
}

async fn a_pause_ends_all_requests(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.check_now().await;
    visitor.until_text(headline(), "being investigated").await;
    visitor.press("Pause updates").await;
    assert_eq!(requests(&visitor).await, 0);
    visitor.press("Resume updates").await;
    visitor
        .until("return !document.querySelector('.next').innerText.includes('paused')")
        .await;
    assert!(requests(&visitor).await > 0);
}

async fn a_page_out_of_view_asks_nothing(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.check_now().await;
    visitor.until_text(headline(), "being investigated").await;
    // What the browser does when another tab is in front.
    visitor
        .run("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
              document.dispatchEvent(new Event('visibilitychange'))")
        .await;
    assert_eq!(requests(&visitor).await, 0);
    visitor
        .run("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))")
        .await;
    let asked = "const [done] = arguments;
        fetch('/__rehearsal/requests').then((it) => it.json()).then((it) => done(it['/status.json'] > 0))";
    visitor.until_it_gives(asked, &json!(true)).await;
}

/// Another page has the turn for ever and says nothing: what this page then asks for itself is live.
async fn a_page_lives_beside_one_that_never_lets_go(visitor: Visitor, site: Site) {
    open_frames(&visitor, &site, &[]).await;
    visitor
        .run("navigator.locks.request('intermission ' + new URL('/status.json', location), () => new Promise(() => {}))")
        .await;
    add_frame(&visitor, "/index.html").await;
    visitor
        .run("window.seen = []; setInterval(() => {
            const { standing } = document.querySelector('iframe').contentDocument.querySelector('[data-standing]').dataset;
            if (seen.at(-1) !== standing) seen.push(standing);
        }, 50)")
        .await;
    visitor.control("DELETE", "requests", "").await;
    let asked = "const [done] = arguments;
        fetch('/__rehearsal/requests').then((it) => it.json()).then((it) => done(it['/status.json'] > 1))";
    visitor.until_it_gives(asked, &json!(true)).await;
    assert_eq!(visitor.run("return seen").await, json!(["live"]));
}

/// Presses *Check now* in all frames at once.
const PRESS: &str = "for (const { contentDocument } of document.querySelectorAll('iframe'))
  aria(contentDocument).one('button', 'Check now').click()";

/// However often it is pressed, a browser sends a request every five seconds at most.
async fn five_pages_are_pressed_and_the_host_is_spared(visitor: Visitor, site: Site) {
    open_frames(&visitor, &site, &["/index.html"; 5]).await;
    visitor.control("DELETE", "requests", "").await;
    let clock = "return Date.now()";
    let start = visitor.run(clock).await.as_u64().unwrap();
    visitor
        .run(&format!("setInterval(() => {{ {PRESS} }}, 250)"))
        .await;
    tokio::time::sleep(A_WHILE).await;
    let count = site.requests()["/status.json"].as_u64().unwrap_or(0);
    let passed = visitor.run(clock).await.as_u64().unwrap() - start;
    let most = passed / 5_000 + 1;
    assert!((1..=most).contains(&count), "{count} of at most {most}");
}

/// Puts the clock of pages that are asked for with `?ahead` a day ahead, as before a visitor has set it right.
const AHEAD: &str = "if (location.search === '?ahead') {
  const now = Date.now;
  Date.now = () => now() + 86_400_000;
}";

async fn a_clock_that_was_wrong_misleads_no_other_page(visitor: Visitor, _: Site) {
    let site = Deployment::new().await;
    site.write("before.js", AHEAD);
    let page = site.read("index.html");
    let script = "<script src=\"/before.js\"></script><title>";
    site.write("index.html", &page.replacen("<title>", script, 1));
    visitor.driver.goto(&site.url("/index.html")).await.unwrap();
    visitor.control("POST", "at?minute=-60", "").await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.driver.goto(&site.url("/")).await.unwrap();
    visitor.until_text("h1", "The site is here").await;
    add_frame(&visitor, "/index.html?ahead").await;
    add_frame(&visitor, "/index.html").await;
    visitor
        .run("window.said = () => document.querySelector('iframe:last-child').contentDocument.querySelector('.next').innerText.trim();
              window.wrong = [];
              setInterval(() => { if (/ h| d/.test(said())) wrong.push(said()) }, 100)")
        .await;
    let known = DOCUMENT.replace("investigating", "identified");
    visitor.control("POST", "document", &known).await;
    visitor.run(PRESS).await;
    all_show(&visitor, "The cause has been found").await;
    // The one whose clock was wrong goes, and the other takes over at once.
    visitor
        .run("document.querySelector('iframe').remove()")
        .await;
    visitor.control("POST", "document", DOCUMENT).await;
    all_show(&visitor, "A problem is being investigated").await;
    assert_eq!(visitor.run("return wrong").await, json!([]));
}

/// Any script of the origin may use the pages' channel.
async fn nothing_that_is_forged_stops_a_page(visitor: Visitor, site: Site) {
    open_frames(&visitor, &site, &["/index.html"]).await;
    visitor
        .run("const name = 'intermission ' + new URL('/status.json', location);
              window.channel = new BroadcastChannel(name);
              const bytes = new TextEncoder().encode(JSON.stringify({ status: { indicator: 'none' } }));
              for (const data of [null, 7, 'x', {}, { head: 7, bytes }, { head: {}, bytes }, { head: '2' }])
                channel.postMessage(data);
              for (const version of [1, 2])
                for (const [sent, due] of [[0, 0], [8e15, 8e15], [-8e15, -8e15], ['9007199254740993', '9223372036854775807']])
                  for (const [date, age] of [['-', '-'], [8e15, 4294967295], [-8e15, 4294967295]])
                    for (const word of ['ok', 'sent', 'late', '99999', '0'])
                      for (const it of [bytes, 'x', undefined])
                        channel.postMessage({ head: [version, sent, due, date, age, word, '/status.json'].join(' '), bytes: it });")
        .await;
    let known = DOCUMENT.replace("investigating", "identified");
    visitor.control("POST", "document", &known).await;
    all_show(&visitor, "The cause has been found").await;
    visitor.control("POST", "document", DOCUMENT).await;
    visitor.run(PRESS).await;
    all_show(&visitor, "A problem is being investigated").await;
}

/// A message with a part of a buffer brings the whole buffer, which would be the memory of the page's program.
async fn a_document_that_is_shared_brings_nothing_else(visitor: Visitor, site: Site) {
    open_frames(&visitor, &site, &[]).await;
    visitor
        .run(
            "window.sizes = [];
             const channel = new BroadcastChannel('intermission ' + new URL('/status.json', location));
             channel.onmessage = ({ data }) => sizes.push([data.bytes.length, data.bytes.buffer.byteLength]);",
        )
        .await;
    add_frame(&visitor, "/index.html").await;
    visitor
        .until("return sizes.some(([length]) => length > 0)")
        .await;
    let sizes = visitor.run("return [...new Set(sizes.map(String))]").await;
    assert_eq!(sizes, json!(["0,0", format!("{0},{0}", DOCUMENT.len())]));
}
