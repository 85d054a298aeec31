//! What must never happen: policy violations, console errors, inaccessible states, shifting layout.

use serde_json::{Value, json};

use crate::harness::{Browser, Visitor, journey, setting};

/// Fails unless axe-core finds nothing wrong with what is on screen, in light and in dark.
async fn accessible(visitor: &Visitor, state: &str) {
    let axe = std::fs::read_to_string(setting("INTERMISSION_AXE")).unwrap();
    for scheme in ["light", "dark"] {
        visitor.prefer("prefers-color-scheme", scheme).await;
        let script = format!(
            "{axe}; const done = arguments[arguments.length - 1];
             axe.run().then((it) => done(it.violations.map((v) =>
               v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).slice(0, 3).join(' // '))))"
        );
        assert_eq!(
            visitor.run_async(&script).await,
            json!([]),
            "{state}, {scheme}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_is_accessible_and_within_policy() {
    journey(Browser::Chromium, |visitor, site| async move {
        visitor.open(&site.url("/index.html")).await;
        accessible(&visitor, "running").await;
        for (minute, headline) in [("-10", "planned"), ("62", "checked"), ("75", "over")] {
            visitor.control("POST", &format!("at?minute={minute}"), "").await;
            visitor.check_now().await;
            visitor.until_text("h1", headline).await;
            accessible(&visitor, headline).await;
        }
        let incident = r#"{"incidents": [{"name": "Logins fail", "status": "investigating",
            "impact": "major", "incident_updates": [{"status": "investigating", "body": "Looking."}]}]}"#;
        for (document, headline) in [(incident, "looked into"), (r#"{"page": {"name": "X"}}"#, "No status")] {
            visitor.control("POST", "document", document).await;
            visitor.check_now().await;
            visitor.until_text("h1", headline).await;
            accessible(&visitor, headline).await;
        }
        visitor.control("POST", "document", "<p>").await;
        visitor.check_now().await;
        visitor.until_text(".failure", "A web page").await;
        accessible(&visitor, "failed").await;
        let reports = "const [done] = arguments;
            fetch('/__rehearsal/csp-reports').then((it) => it.json()).then(done)";
        assert_eq!(visitor.run_async(reports).await, json!([]));
    })
    .await;
}

/// The log of the browser's console since the last reading.
async fn console(visitor: &Visitor) -> Vec<String> {
    let log = visitor.driver.get_log("browser").await.unwrap();
    log.into_iter().map(|entry| format!("{entry:?}")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_console_stays_empty_and_nothing_shifts() {
    journey(Browser::Chromium, |visitor, site| async move {
        visitor.open(&site.url("/index.html")).await;
        let shift = "const [done] = arguments; let sum = 0;
            new PerformanceObserver((list) => {
              for (const it of list.getEntries()) if (!it.hadRecentInput) sum += it.value;
            }).observe({ type: 'layout-shift', buffered: true });
            setTimeout(() => done(sum), 3500)";
        let shift = visitor.run_async(shift).await.as_f64().unwrap();
        assert!(shift < 0.01, "layout shift {shift}");
        let found = console(&visitor).await;
        assert!(found.is_empty(), "{found:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tick_changes_only_texts() {
    journey(Browser::Chromium, |visitor, site| async move {
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
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_narrow_page_does_not_scroll_sideways() {
    journey(Browser::Chromium, |visitor, site| async move {
        visitor.resize(320, 640).await;
        visitor.open(&site.url("/index.html")).await;
        let width = visitor
            .run("return document.documentElement.scrollWidth")
            .await;
        assert!(width.as_u64().unwrap() <= 320, "{width}");
        let drawn = visitor
            .run("return document.querySelectorAll('tr.service').length")
            .await;
        assert_eq!(drawn, json!(12));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_what_the_server_sent() {
    journey(Browser::Chromium, |visitor, site| async move {
        visitor.open(&site.url("/index.html")).await;
        let document = r#"{"page": {"name": "Copied"}, "status": {"indicator": "none"}}"#;
        visitor.control("POST", "document", document).await;
        visitor.check_now().await;
        visitor.until_text("h1", "Everything is working").await;
        // The page's own download, with the file kept instead of saved.
        let copy = "const [done] = arguments;
            const make = URL.createObjectURL;
            URL.createObjectURL = (blob) => { blob.text().then(done); return make.call(URL, blob) };
            [...document.querySelectorAll('button')].find((it) => it.innerText === 'Save a copy').click()";
        assert_eq!(visitor.run_async(copy).await, Value::from(document));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paper_has_everything_and_nothing_to_press() {
    journey(Browser::Chromium, |visitor, site| async move {
        visitor.open(&site.url("/index.html")).await;
        visitor
            .devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await;
        let shown = "const shown = (it) => it.checkVisibility();
            return ['h1', 'tr.service', '.phase', '.update', 'button', 'select', 'input', '.truth .age']
              .map((it) => [...document.querySelectorAll(it)].filter(shown).length)";
        assert_eq!(visitor.run(shown).await, json!([1, 12, 7, 7, 3, 0, 0, 1]));
        let ink = "return getComputedStyle(document.documentElement).backgroundColor";
        assert_eq!(visitor.run(ink).await, json!("rgb(255, 255, 255)"));
    })
    .await;
}
