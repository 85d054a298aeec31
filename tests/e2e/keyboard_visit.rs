//! A whole visit by keyboard alone, from the skip link to the return; the focus is never covered or trapped.

use serde_json::json;
use thirtyfour::Key;

use crate::harness::target::{Target, button, field, named, return_time, shown_services};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::keyboard::{has_focus, press, tab_to};
use crate::return_flow::end;

in_every_browser!(
    a_whole_visit_is_made_by_keyboard,
    the_way_back_is_taken_and_refused_by_keyboard,
    nothing_covers_what_has_the_focus,
    no_stop_is_a_trap,
);

/// What the page asks of the browser, noted in place of being done: no test can see a print-out or a saved file.
/// In Firefox a driver's scripts see the window through a pane of glass, behind which the page's own is.
const NOTED: &str = "const window = globalThis.window.wrappedJSObject ?? globalThis.window;
  globalThis.window.noted = [];
  window.print = () => globalThis.window.noted.push('print');
  addEventListener('beforeprint', () => globalThis.window.noted.push('print'));
  const make = window.URL.createObjectURL;
  window.URL.createObjectURL = (blob) => { globalThis.window.noted.push(blob.type.split(';')[0]); return make(blob) };
  return true";

async fn noted(visitor: &Visitor, what: &str) {
    visitor
        .until(&format!("return window.noted.includes({what:?})"))
        .await;
}

async fn a_whole_visit_is_made_by_keyboard(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.run(NOTED).await;
    tab_to(&visitor, named("link", "Skip to content")).await;
    press(&visitor, Key::Enter).await;
    visitor
        .until("return document.activeElement.id === 'content'")
        .await;
    tab_to(&visitor, button("Pause updates")).await;
    press(&visitor, " ").await;
    visitor.until_present(button("Resume updates")).await;
    // A page that is paused asks for nothing but what is asked of it.
    let asked = site.requests()["/status.json"].as_u64().unwrap();
    back_to(&visitor, button("Check now")).await;
    press(&visitor, Key::Enter).await;
    for _ in 0..100 {
        if site.requests()["/status.json"].as_u64().unwrap() > asked {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(site.requests()["/status.json"].as_u64().unwrap() > asked);
    tab_to(&visitor, button("Resume updates")).await;
    press(&visitor, " ").await;
    visitor.until_present(button("Pause updates")).await;
    tab_to(&visitor, button("Filter and sort")).await;
    press(&visitor, " ").await;
    tab_to(&visitor, field("Status")).await;
    press(&visitor, "Off").await;
    visitor
        .until_text(shown_services(), "3 of 12 services")
        .await;
    tab_to(&visitor, button("Show all")).await;
    press(&visitor, Key::Enter).await;
    visitor
        .until_text(shown_services(), "12 of 12 services")
        .await;
    tab_to(&visitor, button("Service")).await;
    press(&visitor, Key::Enter).await;
    visitor.until_text("tr.service .name", "Analytics").await;
    tab_to(&visitor, field("Time zone")).await;
    press(&visitor, "O").await;
    visitor.until_text(".ending", "(GMT+1)").await;
    for (label, what) in [
        ("Save a copy", "application/json"),
        ("Print", "print"),
        ("Add to calendar", "text/calendar"),
    ] {
        tab_to(&visitor, button(label)).await;
        press(&visitor, Key::Enter).await;
        noted(&visitor, what).await;
    }
    tab_to(&visitor, field("Open a saved file")).await;
}

/// The other way round, by Shift and Tab.
async fn back_to(visitor: &Visitor, target: Target) {
    let reached = has_focus(&target);
    for _ in 0..20 {
        press(visitor, Key::Shift + Key::Tab).await;
        if visitor.run(&reached).await == json!(true) {
            return;
        }
    }
    panic!("twenty tabs do not lead back to {target:?}");
}

async fn the_way_back_is_taken_and_refused_by_keyboard(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/orders/7")).await;
    end(&visitor).await;
    visitor
        .until_text(return_time(), "You will be taken back in")
        .await;
    tab_to(&visitor, button("Stay here")).await;
    press(&visitor, " ").await;
    visitor
        .until_text(return_time(), "You stay on this page.")
        .await;
    let stay = button("Stay here").script();
    let focused =
        format!("return document.activeElement === {stay} && {stay}.ariaDisabled === 'true'");
    assert_eq!(visitor.run(&focused).await, json!(true));
    press(&visitor, Key::Shift + Key::Tab).await;
    press(&visitor, Key::Enter).await;
    visitor.until_text("h1", "The site is here").await;
}

/// Where the focus is, how many of five points within are in view, and what a pointer would meet at those instead of
/// it. Browsers scroll to what has the focus; WebKit leaves alone what is in view in part.
const STOP: &str = "const it = document.activeElement;
  if (it === document.body) return null;
  const box = (it.closest('label.button') ?? it).getBoundingClientRect();
  const points = [[.5, .5], [.2, .3], [.8, .3], [.2, .7], [.8, .7]]
    .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y])
    .filter(([x, y]) => x >= 0 && x < innerWidth && y >= 0 && y < innerHeight)
    .map(([x, y]) => document.elementFromPoint(x, y));
  const own = (found) => found !== null && (it.contains(found) || found.contains(it));
  const style = getComputedStyle(it);
  const ring = getComputedStyle(it.closest('label.button') ?? it);
  return [it.outerHTML.slice(0, 100), points.length,
    points.filter((found) => !own(found)).map((found) => found?.outerHTML.slice(0, 60) ?? null),
    [style, ring].some((its) => its.outlineStyle !== 'none' && parseFloat(its.outlineWidth) >= 2)]";

/// All stops by the Tab key from the top of the page to its end.
async fn stops(visitor: &Visitor) -> Vec<String> {
    let mut stops = Vec::new();
    for _ in 0..60 {
        press(visitor, Key::Tab).await;
        let mut stop = visitor.run(STOP).await;
        // They do so, and draw what is new there, in tasks of their own.
        for _ in 0..100 {
            let is_clear = stop[1] != json!(0) && stop[2] == json!([]);
            if stop.is_null() || (is_clear && stop[3] == json!(true)) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            stop = visitor.run(STOP).await;
        }
        if stop.is_null() || stops.first().map(String::as_str) == stop[0].as_str() {
            break;
        }
        assert_ne!(stop[1], json!(0), "out of view: {stop}");
        assert_eq!(stop[2], json!([]), "covered: {stop}");
        assert_eq!(stop[3], json!(true), "ring: {stop}");
        stops.push(stop[0].as_str().unwrap().to_owned());
    }
    stops
}

/// In a low window too, where anything that stays in place would cover much of the page. It must reach to the middle
/// of the screen: the pointer is there, and in WebKit the keyboard with it.
async fn nothing_covers_what_has_the_focus(visitor: Visitor, site: Site) {
    for (width, height) in [(1280, 780), (640, 420)] {
        visitor.resize(width, height).await;
        visitor.open(&site.url("/index.html?im-affected")).await;
        visitor.press("Pause updates").await;
        visitor.run("document.activeElement.blur()").await;
        let found = stops(&visitor).await;
        assert!(found.len() >= 16, "{found:?}");
    }
}

/// Every stop is left again by the same key.
async fn no_stop_is_a_trap(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.press("Pause updates").await;
    visitor.run("document.activeElement.blur()").await;
    let found = stops(&visitor).await;
    let mut once = found.clone();
    once.sort();
    once.dedup();
    // Two drop-downs begin alike, but no stop follows itself.
    assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "{found:?}");
    assert!(once.len() > 12, "{found:?}");
}
