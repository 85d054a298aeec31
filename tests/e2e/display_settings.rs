//! The page adapts to its reader: wider text spacing, a width of 320 pixels, text of twice the size, large targets,
//! either orientation, reduced motion, no content on hover.

use serde_json::json;

use crate::harness::target::{button, failure, headline};
use crate::harness::{Browser, Site, Visitor, in_every_browser};

in_every_browser!(
    nothing_is_lost_to_wider_spacing,
    nothing_is_lost_at_320_pixels,
    nothing_is_lost_at_twice_the_size_of_text,
    every_target_is_large_enough,
    neither_way_of_holding_a_screen_is_needed,
    nothing_moves_for_those_who_want_it_still,
    nothing_appears_under_the_pointer_alone,
);

/// Elements that show text and have more of it than they show, or that are wider than the page; boxes that scroll
/// by themselves are not among them. What is there only to be spoken is a pixel large.
const LOST: &str = "return [...document.querySelectorAll('body *')].filter((it) => {
    const style = getComputedStyle(it);
    if (it.closest('.spoken, .skip, svg, select, option, progress, [type=file]') || !it.checkVisibility()) return false;
    // The head of a table that is laid out as a list is seen while its buttons have the focus, and spoken always.
    if (it.closest('thead') && getComputedStyle(it.closest('thead')).clipPath !== 'none') return false;
    const clips = (way) => ['hidden', 'clip'].includes(style[way]);
    const box = it.getBoundingClientRect();
    return (clips('overflowX') && it.scrollWidth > it.clientWidth + 1)
      || (clips('overflowY') && it.scrollHeight > it.clientHeight + 1)
      || box.right > innerWidth + 1 || box.left < -1;
  }).map((it) => `${it.outerHTML.slice(0, 120)}: ${it.scrollWidth} x ${it.scrollHeight} in ${it.clientWidth} x ${it.clientHeight}`)";

/// Texts that lie over each other: one of them cannot be read.
const COVERED: &str = "
  const leaves = [...document.querySelectorAll('body *')].filter((it) => !it.closest('.spoken, .skip, svg, select')
    && (!it.closest('thead') || getComputedStyle(it.closest('thead')).clipPath === 'none')
    && it.checkVisibility({ visibilityProperty: true })
    && [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''));
  const boxes = leaves.flatMap((it) => [...it.childNodes].filter((node) => node.nodeType === 3 && node.data.trim() !== '').flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].map((box) => [it, box]);
  }));
  // Lines of text touch by their leading; a third of a line is more than that.
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 3;
  const found = [];
  boxes.forEach(([it, box], index) => boxes.slice(index + 1).forEach(([other, its]) => {
    if (it !== other && over(box, its)) found.push(it.textContent + ' / ' + other.textContent);
  }));
  return found";

const SIDEWAYS: &str = "return document.documentElement.scrollWidth > innerWidth";

async fn all_of_it_is_there(visitor: &Visitor, how: &str) {
    assert_eq!(visitor.run(LOST).await, json!([]), "{how}");
    assert_eq!(visitor.run(COVERED).await, json!([]), "{how}");
    assert_eq!(visitor.run(SIDEWAYS).await, json!(false), "{how}");
}

/// A style sheet of the visitor's own, as constructed sheets are: the page's policy has no say in it.
async fn style(visitor: &Visitor, rules: &str) {
    let script = format!(
        "const sheet = new CSSStyleSheet(); sheet.replaceSync({rules:?});
         document.adoptedStyleSheets = [sheet]"
    );
    visitor.run(&script).await;
}

/// The distances of success criterion 1.4.12.
async fn nothing_is_lost_to_wider_spacing(visitor: Visitor, site: Site) {
    let rules = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }";
    for width in [1280, 360] {
        visitor.resize(width, 780).await;
        visitor.open(&site.url("/index.html?im-affected")).await;
        let before = visitor.run("return document.body.scrollHeight").await;
        style(&visitor, rules).await;
        let after = "return document.body.scrollHeight";
        assert_ne!(visitor.run(after).await, before, "the rules apply");
        all_of_it_is_there(&visitor, &format!("spaced, {width} wide")).await;
    }
}

/// As wide and as high as a window of 1280 by 1024 pixels is at 400 %.
async fn nothing_is_lost_at_320_pixels(visitor: Visitor, site: Site) {
    visitor.resize(320, 256).await;
    visitor.open(&site.url("/index.html?im-affected")).await;
    all_of_it_is_there(&visitor, "in progress").await;
    for (minute, wanted) in [("-10", "planned"), ("75", "over")] {
        visitor
            .control("POST", &format!("at?minute={minute}"), "")
            .await;
        visitor.open(&site.url("/index.html?im-affected")).await;
        visitor.until_text(headline(), wanted).await;
        all_of_it_is_there(&visitor, wanted).await;
    }
    visitor.control("POST", "document", "<p>").await;
    visitor.check_now().await;
    visitor.until_text(failure(), "a web page instead").await;
    all_of_it_is_there(&visitor, "failed").await;
}

async fn nothing_is_lost_at_twice_the_size_of_text(visitor: Visitor, site: Site) {
    for width in [1280, 640] {
        visitor.resize(width, 780).await;
        visitor.open(&site.url("/index.html?im-affected")).await;
        let before = visitor
            .run("return document.querySelector('.lead').getBoundingClientRect().height")
            .await;
        style(&visitor, "html { font-size: 200% }").await;
        let height = "return document.querySelector('.lead').getBoundingClientRect().height";
        assert_ne!(visitor.run(height).await, before, "the size applies");
        all_of_it_is_there(&visitor, &format!("text of 200 %, {width} wide")).await;
    }
}

/// What can be pressed and is smaller than 24 by 24 pixels; links within sentences may be.
const SMALL: &str = "return [...document.querySelectorAll('a, button, select, input, summary, [tabindex=\"0\"]')]
  .filter((it) => it.checkVisibility() && !it.matches('.skip') && !it.closest('p:not(.controls), .update'))
  .map((it) => [it, (it.closest('label') ?? it).getBoundingClientRect()])
  .filter(([, box]) => Math.round(box.width) < 24 || Math.round(box.height) < 24)
  .map(([it, box]) => `${it.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`)";

async fn every_target_is_large_enough(visitor: Visitor, site: Site) {
    for width in [1280, 360] {
        visitor.resize(width, 780).await;
        visitor.open(&site.url("/orders/7?im-affected")).await;
        let targets = "return document.querySelectorAll('button').length > 6";
        assert_eq!(visitor.run(targets).await, json!(true));
        assert_eq!(visitor.run(SMALL).await, json!([]), "{width} wide");
    }
}

async fn neither_way_of_holding_a_screen_is_needed(visitor: Visitor, site: Site) {
    for (width, height) in [(390, 844), (844, 390)] {
        visitor.resize(width, height).await;
        visitor.open(&site.url("/index.html?im-affected")).await;
        all_of_it_is_there(&visitor, &format!("{width} by {height}")).await;
        assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
        let turned = "return [document.documentElement, document.body, document.querySelector('.page')]
          .every((it) => ['none', 'matrix(1, 0, 0, 1, 0, 0)'].includes(getComputedStyle(it).transform))";
        assert_eq!(visitor.run(turned).await, json!(true));
    }
}

/// Nothing of the page ever moves, so that there is nothing to stop: no animation runs and no change takes time.
async fn nothing_moves_for_those_who_want_it_still(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    if visitor.browser == Browser::Chromium {
        let reduced =
            json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        visitor
            .devtools("Emulation.setEmulatedMedia", reduced)
            .await;
        let asked = "return matchMedia('(prefers-reduced-motion: reduce)').matches";
        assert_eq!(visitor.run(asked).await, json!(true));
    }
    let moving = "return document.getAnimations().length
      + [...document.querySelectorAll('*')].filter((it) => {
        const style = getComputedStyle(it);
        return style.animationName !== 'none' || style.scrollBehavior === 'smooth';
      }).length";
    assert_eq!(visitor.run(moving).await, json!(0));
    visitor.press("Pause updates").await;
    visitor.until_present(button("Resume updates")).await;
    assert_eq!(
        visitor.run("return document.getAnimations().length").await,
        json!(0)
    );
}

/// No tip that only a mouse calls up, and nothing that hovering shows or hides.
async fn nothing_appears_under_the_pointer_alone(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let tips = "return document.querySelectorAll('body [title], body [popover]').length";
    assert_eq!(visitor.run(tips).await, json!(0));
    let shown = "return [...document.querySelectorAll('body *')].filter((it) => it.checkVisibility()).length
      + ' ' + document.body.innerText.replace(/[0-9]+/g, '')";
    visitor.press("Pause updates").await;
    visitor.until_present(button("Resume updates")).await;
    let before = visitor.run(shown).await;
    for selector in ["tr.service", "button", "thead button", ".phase", ".figure"] {
        // WebKit's driver only moves to places, which must be in view.
        let place = format!(
            "const it = document.querySelector({selector:?});
             it.scrollIntoView({{ block: 'center' }});
             const {{ left, top, width, height }} = it.getBoundingClientRect();
             return [left + Math.min(width, innerWidth) / 2, top + Math.min(height, innerHeight) / 2].map(Math.round)"
        );
        let place = visitor.run(&place).await;
        let (x, y) = (place[0].as_i64().unwrap(), place[1].as_i64().unwrap());
        let moved = visitor.driver.action_chain().move_to(x, y);
        moved.perform().await.unwrap();
        let hovered = format!("return document.querySelector({selector:?}).matches(':hover')");
        visitor.until(&hovered).await;
        assert_eq!(visitor.run(shown).await, before, "{selector}");
    }
}
