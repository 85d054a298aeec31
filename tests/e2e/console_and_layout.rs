//! An empty console, no layout shifts, no unnecessary changes of the DOM, no horizontal scrolling, and print.

use serde_json::{Value, json};

use crate::harness::target::{headline, next_check};
use crate::harness::{Browser, Site, Visitor, in_every_browser};

in_every_browser!(
    the_console_stays_empty,
    nothing_shifts,
    a_tick_changes_only_texts,
    a_narrow_page_does_not_scroll_sideways,
    a_laptops_first_screen_has_twelve_services,
    a_copy_is_what_the_server_sent,
    paper_has_everything_and_nothing_to_press,
);

async fn the_console_stays_empty(visitor: Visitor, _: Site) {
    let site = Site::open_with_hook();
    // Earlier visits of the same browser have left their lines.
    visitor.console().await;
    visitor.open(&site.url("/index.html")).await;
    visitor.check_now().await;
    visitor.until_text(next_check(), "Next check in").await;
    let errors = "return window.pageErrors";
    assert_eq!(visitor.run(errors).await, json!([]));
    assert_eq!(visitor.console().await, [""; 0]);
    // An empty list proves something only if the hook records errors.
    visitor.run("window.causeErrors()").await;
    visitor.until("return window.pageErrors.length === 2").await;
    let caused = json!(["console.error: on purpose", "error: Error: thrown"]);
    assert_eq!(visitor.run(errors).await, caused);
}

/// Chromium measures every layout shift from the first paint on. The other browsers have no such entries; there the
/// positions of boxes are compared from the first document on.
async fn nothing_shifts(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let measured = "return PerformanceObserver.supportedEntryTypes.includes('layout-shift')";
    let is_measured = visitor.browser == Browser::Chromium;
    assert_eq!(visitor.run(measured).await, json!(is_measured));
    let watch = "const [done] = arguments;
        const boxes = () => [...document.querySelectorAll('header, h1, section, .figure, tr, .phase')]
          .map((it) => { const { top, left, width } = it.getBoundingClientRect(); return `${top} ${left} ${width}` });
        const before = boxes();
        const moved = () => boxes().some((it, index) => it !== before[index]);
        const timer = setInterval(() => { if (moved()) done('moved') }, 50);
        setTimeout(() => { clearInterval(timer); done(moved() ? 'moved' : 'still') }, 3500)";
    assert_eq!(visitor.run_async(watch).await, json!("still"));
    if is_measured {
        let shift = "const [done] = arguments; let sum = 0;
            new PerformanceObserver((list) => {
              for (const it of list.getEntries()) if (!it.hadRecentInput) sum += it.value;
              done(sum);
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 500)";
        let shift = visitor.run_async(shift).await.as_f64().unwrap();
        assert!(shift < 0.01, "layout shift {shift}");
    }
}

async fn a_tick_changes_only_texts(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let ticks = "const [done] = arguments; const seen = new Set();
        new MutationObserver((list) => { for (const it of list) seen.add(it.type + ' ' + (it.attributeName ?? '')) })
          .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        setTimeout(() => done([...seen].sort()), 3500)";
    // Now and then a hundredth of the time has passed, which moves a bar as well.
    let bars = ["attributes aria-valuetext", "attributes value"];
    let seen = visitor.run_async(ticks).await;
    let seen = seen.as_array().unwrap().iter().filter_map(Value::as_str);
    let seen: Vec<&str> = seen.filter(|it| !bars.contains(it)).collect();
    assert_eq!(seen, ["attributes datetime", "characterData "]);
}

async fn a_narrow_page_does_not_scroll_sideways(visitor: Visitor, site: Site) {
    visitor.resize(320, 640).await;
    visitor.open(&site.url("/index.html")).await;
    let width = visitor
        .run("return document.documentElement.scrollWidth")
        .await;
    assert!(width.as_u64().unwrap() <= 320, "{width}");
    let drawn = visitor.run("return aria().services().length").await;
    assert_eq!(drawn, json!(12));
}

async fn a_laptops_first_screen_has_twelve_services(visitor: Visitor, site: Site) {
    visitor.resize(1280, 800).await;
    visitor.open(&site.url("/index.html")).await;
    let seen = "return aria().services().filter((row) => row.getBoundingClientRect().bottom <= 800).length";
    assert_eq!(visitor.run(seen).await, json!(12));
}

async fn a_copy_is_what_the_server_sent(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let document = r#"{"page": {"name": "Copied"}, "status": {"indicator": "none"}}"#;
    visitor.control("POST", "document", document).await;
    visitor.check_now().await;
    visitor
        .until_text(headline(), "Everything is working")
        .await;
    // The page's own download, with the file kept instead of saved.
    let copy = "const [done] = arguments;
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then(done); return make.call(URL, blob) };
        aria().one('button', 'Save a copy').click()";
    assert_eq!(visitor.run_async(copy).await, Value::from(document));
}

async fn paper_has_everything_and_nothing_to_press(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.show_as_printed().await;
    let shown = "const shown = (it) => it.checkVisibility();
        return ['h1', 'tr.service', '.phase', '.update', 'button', 'select', 'input', '.age']
          .map((it) => [...document.querySelectorAll(it)].filter(shown).length)";
    assert_eq!(visitor.run(shown).await, json!([1, 12, 7, 7, 3, 0, 0, 1]));
    let ink = "return getComputedStyle(document.documentElement).backgroundColor";
    assert_eq!(visitor.run(ink).await, json!("rgb(255, 255, 255)"));
}
