//! Graphics have a contrast of at least 3 to 1, in light and in dark colours: symbols of states, borders of controls, bars,
//! and the ring around the focus.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::harness::target::cell;
use crate::harness::{Site, Visitor, in_every_browser};
use crate::keyboard::press;

in_every_browser!(marks_are_seen_in_light_colours);
in_every_browser!(dark: marks_are_seen_in_dark_colours);

/// The contrast that success criterion 1.4.11 of WCAG requires.
pub(crate) const LEAST: f64 = 3.0;

/// `contrast(colour, element)`: the contrast between a colour and the background of an element. A canvas converts
/// colours in any notation.
pub(crate) const CONTRAST: &str = "
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const behind = (it) => {
    for (; it; it = it.parentElement) {
      const colour = getComputedStyle(it).backgroundColor;
      if (rgba(colour)[3] === 255) return colour;
    }
    return 'Canvas';
  };
  const luminance = (colour) => {
    const [r, g, b] = rgba(colour).map((it) => it / 255).map((it) => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (colour, it) => {
    const [low, high] = [luminance(colour), luminance(behind(it))].sort((a, b) => a - b);
    return Math.round(100 * (high + 0.05) / (low + 0.05)) / 100;
  };";

/// Every symbol with the contrast of its colour.
const SYMBOLS: &str = "return [...document.querySelectorAll('svg')].filter((it) => it.checkVisibility()).map((svg) => {
    const shape = svg.querySelector('path, circle, rect, polygon') ?? svg;
    const { fill, stroke, color } = getComputedStyle(shape);
    const drawn = [fill, stroke].find((it) => it !== 'none') ?? color;
    return [svg.parentElement.className, contrast(drawn, svg.parentElement)];
  })";

/// Fields and buttons with the contrast of their border or background, whichever is higher. Buttons without either are
/// left out, as their text shows where they are; so are checkboxes, which the browser draws.
const CONTROLS: &str = "return [...document.querySelectorAll('input:not([type=file], [type=checkbox]), select, button:not(.plain)')]
  .filter((it) => it.checkVisibility() && !it.closest('th')).map((it) => {
    const { borderTopColor, backgroundColor } = getComputedStyle(it);
    const on = it.parentElement;
    return [it.outerHTML.slice(0, 60), Math.max(contrast(borderTopColor, on), contrast(backgroundColor, on))];
  })";

/// The focused element with the contrast of its ring.
const RING: &str = "const it = document.activeElement;
  const { outlineColor, outlineStyle } = getComputedStyle(it);
  return [it.outerHTML.slice(0, 60), outlineStyle === 'none' ? 0 : contrast(outlineColor, it.parentElement)]";

/// Returns the pairs whose contrast is too low.
pub(crate) fn too_low(pairs: &Value) -> Vec<&Value> {
    let pairs = pairs.as_array().unwrap().iter();
    pairs
        .filter(|pair| pair[1].as_f64().unwrap() < LEAST)
        .collect()
}

async fn marks_are_seen_in_light_colours(visitor: Visitor, site: Site) {
    marks_are_seen(&visitor, &site).await;
}

async fn marks_are_seen_in_dark_colours(visitor: Visitor, site: Site) {
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    visitor.open(&site.url("/index.html")).await;
    assert_eq!(visitor.run(dark).await, json!(true));
    marks_are_seen(&visitor, &site).await;
}

/// A document with every state that has a symbol.
const EVERY_STATE: &str = r#"{"page": {"name": "X"}, "components": [
    {"name": "1", "status": "operational"}, {"name": "2", "status": "queued"},
    {"name": "3", "status": "under_maintenance"}, {"name": "4", "status": "degraded_performance"},
    {"name": "5", "status": "restarting"}, {"name": "6", "status": "major_outage"},
    {"name": "7", "status": "partial_outage"}, {"name": "8", "status": "unknown"}]}"#;

async fn marks_are_seen(visitor: &Visitor, site: &Site) {
    visitor.open(&site.url("/index.html")).await;
    for (what, least) in [(SYMBOLS, 12), (CONTROLS, 8)] {
        let found = visitor.run(&format!("{CONTRAST}{what}")).await;
        assert!(found.as_array().unwrap().len() >= least, "{found}");
        assert_eq!(too_low(&found), Vec::<&Value>::new(), "of {found}");
    }
    visitor.run("document.activeElement.blur()").await;
    for _ in 0..8 {
        press(visitor, Key::Tab).await;
        let ring = json!([visitor.run(&format!("{CONTRAST}{RING}")).await]);
        assert_eq!(too_low(&ring), Vec::<&Value>::new());
    }
    visitor.control("POST", "document", EVERY_STATE).await;
    visitor.check_now().await;
    visitor.until_text(cell("8", "Status"), "Unknown").await;
    let found = visitor.run(&format!("{CONTRAST}{SYMBOLS}")).await;
    assert!(found.as_array().unwrap().len() >= 8, "{found}");
    assert_eq!(too_low(&found), Vec::<&Value>::new(), "of {found}");
}
