//! The page with rendered state: without script, and until the script takes over.

use intermission::cli::rehearse::clock::real_now;
use intermission::cli::rehearse::plan::{Minute, Plan};
use intermission::cli::rehearse::planned_document::{Schedule, document};
use intermission::cli::render::Still;
use intermission::model::time::instant::{self, Instant};
use intermission::model::time::time_delta::TimeDelta;
use serde_json::{Value, json};
use thirtyfour::By;

use crate::deployment::Deployment;
use crate::harness::target::failure;
use crate::harness::{Browser, Visitor, in_every_browser};

in_every_browser!(
    the_script_takes_over_unseen,
    the_script_takes_over_unseen_what_began_another_day,
    old_news_is_no_news_of_now,
);

in_every_browser!(scriptless: without_script_there_is_the_truth_and_nothing_to_press);

/// The reference window in its 27th minute, so many minutes ago.
pub(crate) fn still(minutes_ago: i64) -> Still {
    let at = real_now() - TimeDelta::minutes(minutes_ago);
    rendered(&reference(at), at)
}

/// The document of the reference window in its 27th minute, at this instant.
fn reference(at: Instant) -> Value {
    let line = Schedule {
        start: at - TimeDelta::minutes(27),
    };
    let minute = Minute::new(27.0).unwrap();
    let document = document(&Plan::reference().unwrap(), minute, line);
    serde_json::from_str(&document.to_text(false)).unwrap()
}

fn rendered(document: &Value, at: Instant) -> Still {
    Still::read(&serde_json::to_vec(document).unwrap(), at, &[]).unwrap()
}

async fn deployed(minutes_ago: i64) -> Deployment {
    deployed_still(still(minutes_ago)).await
}

async fn deployed_still(still: Still) -> Deployment {
    let site = Deployment::new().await;
    let page = still.into_page(&site.read("index.html"));
    site.write("index.html", &page.unwrap());
    site
}

/// What stands at a selector, as it is shown.
async fn text(visitor: &Visitor, selector: &str) -> String {
    let found = visitor.driver.find(By::Css(selector)).await.unwrap();
    let text = found.text().await.unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn without_script_there_is_the_truth_and_nothing_to_press(
    visitor: Visitor,
    _: crate::harness::Site,
) {
    let site = deployed(0).await;
    visitor.driver.goto(&site.url("/orders/7")).await.unwrap();
    assert_eq!(
        text(&visitor, ".sentence").await,
        "Maintenance is under way"
    );
    let ending = text(&visitor, ".ending").await;
    assert!(
        ending.starts_with("Expected to end at ") && ending.ends_with(" (UTC)"),
        "{ending}"
    );
    let data_status = text(&visitor, "[aria-label='Last update']").await;
    assert!(data_status.contains("As of "), "{data_status}");
    assert!(data_status.contains("reload this page"), "{data_status}");
    let rows = visitor.driver.find_all(By::XPath("//tr[th[@scope='row']]"));
    assert_eq!(rows.await.unwrap().len(), 12);
    let row = By::XPath("//tr[th[@scope='row']/span = 'Auth service']");
    let row = visitor.driver.find(row).await.unwrap();
    let row = row.text().await.unwrap();
    // Without a script, WebKit's driver tells of no blanks between cells.
    for word in [
        "Auth service",
        "sso / oauth",
        "Restarting",
        "(UTC)",
        "global",
    ] {
        assert!(row.contains(word), "{row}");
    }
    let phases = visitor.driver.find_all(By::Css(".phase")).await.unwrap();
    assert_eq!(phases.len(), 7);
    assert_eq!(text(&visitor, "[aria-current] h3").await, "Schema changes");
    let title = visitor.driver.title().await.unwrap();
    assert_eq!(title, "Maintenance · Example");
    let pressable = By::Css("button, select, input, label");
    for it in visitor.driver.find_all(pressable).await.unwrap() {
        let html = it.outer_html().await.unwrap();
        assert!(!it.is_displayed().await.unwrap(), "{html}");
    }
}

/// Heard by the page before anything else: each look that a visitor could have had at it, and how it moved. The
/// script waits until the test lets it go.
const WATCH: &str = r"globalThis.looks = [];
// Only what moves when the script takes over counts, not what moves while the page arrives in pieces.
globalThis.takeover = Infinity;
globalThis.shift = 0;
globalThis.shifted = [];
const compile = WebAssembly.compileStreaming;
WebAssembly.compileStreaming = async (response) => {
  await new Promise((go) => { globalThis.go = go });
  return compile.call(WebAssembly, response);
};
globalThis.look = () => {
  if (document.readyState === 'loading') return;
  const seen = [document.querySelector('.sentence')?.innerText, document.querySelectorAll('tr.service').length,
    document.querySelectorAll('.phase').length, document.querySelector('[data-still]') ? 'still' : 'live'].join();
  if (looks.at(-1) !== seen) looks.push(seen);
};
globalThis.boxes = () => ['header', 'h1', '.ending', '.status-bar', '.figures', '.figure', 'table',
  'tr.service', 'tr.service:last-child', '.phases', '.phase', '.phase:last-child', '.updates', '.notice'].map((it) => {
    const { top, left, width, height } = document.querySelector(it).getBoundingClientRect();
    return [it, ...[top, left, width, height].map(Math.round)].join(' ');
  });
const observer = new MutationObserver(() => {
  look();
  // Before anything is painted.
  if (!document.querySelector('[data-still]')) globalThis.after ??= boxes();
});
observer.observe(document, { subtree: true, childList: true });
const frame = () => { look(); requestAnimationFrame(frame) };
frame();
if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
  new PerformanceObserver((list) => { for (const it of list.getEntries()) {
    if (it.startTime < takeover) continue;
    shift += it.value;
    for (const { node, previousRect, currentRect } of it.sources) {
      const name = node?.className || node?.parentElement?.className || node?.nodeName;
      shifted.push([name, ...[previousRect, currentRect].map(({ x, y, width, height }) => [x, y, width, height])].join(' '));
    }
  } })
    .observe({ type: 'layout-shift', buffered: true });
}
";

async fn watched(visitor: &Visitor, site: &Deployment) {
    let page = site.read("index.html");
    let script = "<head><script src=\"/watch.js\"></script>";
    site.write("index.html", &page.replacen("<head>", script, 1));
    site.write("watch.js", WATCH);
    visitor.open(&site.url("/orders/7")).await;
    visitor.until("return globalThis.go !== undefined").await;
}

async fn the_script_takes_over_unseen(visitor: Visitor, _: crate::harness::Site) {
    takes_over_unseen(&visitor, &deployed(0).await).await;
}

/// Its start has a date on the rendered page, which the counter that takes its place has not.
async fn the_script_takes_over_unseen_what_began_another_day(
    visitor: Visitor,
    _: crate::harness::Site,
) {
    let now = real_now();
    let mut document = reference(now);
    let yesterday = now - TimeDelta::hours(25);
    document["scheduled_maintenances"][0]["scheduled_for"] = json!(instant::write(yesterday));
    let site = deployed_still(rendered(&document, now)).await;
    takes_over_unseen(&visitor, &site).await;
}

async fn takes_over_unseen(visitor: &Visitor, site: &Deployment) {
    watched(visitor, site).await;
    let settle =
        "document.querySelector('.breadcrumb a').focus({ preventScroll: true }); scrollTo(0, 400);
        const before = boxes(); takeover = performance.now(); go(); return before";
    let before = visitor.run(settle).await;
    visitor.until("return globalThis.after !== undefined").await;
    assert_eq!(visitor.run("return after").await, before);
    let place = "return [scrollY, document.activeElement.innerText, document.title]";
    let expected = json!([400, "Home", "Maintenance · Example"]);
    assert_eq!(visitor.run(place).await, expected);
    visitor.until_live().await;
    let whole = "Maintenance is under way,12,7";
    let looks = json!([format!("{whole},still"), format!("{whole},live")]);
    assert_eq!(visitor.run("return looks").await, looks);
    if visitor.browser == Browser::Chromium {
        let shift = visitor.run("return shift").await.as_f64().unwrap();
        let shifted = visitor.run("return shifted").await;
        assert!(shift < 0.01, "layout shift {shift} of {shifted}");
    }
    assert_eq!(visitor.policy_reports().await, json!([]));
}

/// A page that was rendered long ago is old news until the network has answered, and too old after it has failed.
async fn old_news_is_no_news_of_now(visitor: Visitor, _: crate::harness::Site) {
    let site = deployed(20).await;
    watched(&visitor, &site).await;
    visitor.control("POST", "fault?status=503", "").await;
    visitor.run("go()").await;
    visitor
        .until_text(failure(), "Showing the last known status.")
        .await;
    assert_eq!(visitor.freshness().await, "stale");
    let looks = visitor.run("return looks").await;
    let looks: Vec<&str> = looks
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    // An answer that is there before the views are leaves them nothing old to show.
    let kept = "Maintenance is under way,12,7,live";
    let without: Vec<&str> = looks.iter().copied().filter(|it| *it != kept).collect();
    let ends = [
        "Maintenance is under way,12,7,still",
        "The current status is unknown,12,7,live",
    ];
    assert_eq!(without, ends);
    assert!(
        looks == ends || looks == [ends[0], kept, ends[1]],
        "{looks:?}"
    );
}
