//! When the widget's program is fetched, and the space that a widget takes.

use serde_json::json;

use super::host::{Host, LOADER, Policy, request_count};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    nothing_is_fetched_before_it_is_about_to_be_seen,
    an_eager_element_waits_for_nobody,
    what_could_not_be_fetched_is_asked_for_again,
    no_frame_moves_anything,
    the_room_follows_what_there_is_once,
    one_service_takes_little_room,
    a_failure_takes_no_more_room_than_its_words,
    trouble_lies_over_the_page_and_can_be_hidden,
);

const FAR: &str = r#"<div style="block-size: 6000px"></div>"#;

async fn nothing_is_fetched_before_it_is_about_to_be_seen(visitor: Visitor, site: Site) {
    let body = format!(
        "{FAR}<intermission-status src=\"STATUS/status.json\">Words</intermission-status>{FAR}"
    );
    let host = Host::open(&site, Policy::Open, LOADER, &body);
    visitor.open_host(&host).await;
    visitor
        .until("return customElements.get('intermission-status') !== undefined")
        .await;
    visitor
        .run_async("const [done] = arguments; setTimeout(done, 1000)")
        .await;
    let asked =
        ["widget.js", "program", ".wasm", "status.json"].map(|name| request_count(&site, name));
    assert_eq!(asked, [1, 0, 0, 0]);
    assert_eq!(visitor.ask("return at(0).innerText").await, json!("Words"));
    // Within a screen of it, not yet in it.
    visitor.run("scrollTo(0, 6000 - 1.5 * innerHeight)").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    let asked =
        ["widget.js", "program", ".wasm", "status.json"].map(|name| request_count(&site, name));
    assert_eq!(asked, [1, 1, 1, 1]);
}

async fn an_eager_element_waits_for_nobody(visitor: Visitor, site: Site) {
    let body = format!(
        "{FAR}<intermission-status loading=\"eager\" src=\"STATUS/status.json\"></intermission-status>"
    );
    let host = Host::open(&site, Policy::Open, LOADER, &body);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
}

async fn what_could_not_be_fetched_is_asked_for_again(visitor: Visitor, mut site: Site) {
    let body = format!(
        "{FAR}<intermission-status src=\"STATUS/status.json\">Words</intermission-status>{FAR}"
    );
    let host = Host::open(&site, Policy::Open, LOADER, &body);
    visitor.open_host(&host).await;
    visitor
        .until("return customElements.get('intermission-status') !== undefined")
        .await;
    site.stop();
    visitor.run("scrollTo(0, 6000)").await;
    visitor.until("return pageErrors.length === 1").await;
    assert_eq!(visitor.ask("return at(0).innerText").await, json!("Words"));
    site.start();
    visitor.ask("at(0).refresh()").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await.len(), 1);
}

/// Notes where everything stands in each frame that is drawn, from the first one on.
const WATCH: &str = "globalThis.places = new Map();
  const look = () => {
    for (const it of document.querySelectorAll('p, h1')) {
      const { top, left, width } = it.getBoundingClientRect();
      if (!places.has(it.id)) places.set(it.id, new Set());
      places.get(it.id).add([top, left, width].join());
    }
    requestAnimationFrame(look);
  };
  look();
  // Only Chromium has these entries.
  globalThis.shifts = [];
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((it) => it.value)))
      .observe({ type: 'layout-shift', buffered: true });
  }";

/// A host of three widgets that note where everything below them stands; `style` is more of its style.
fn watched_host(site: &Site, style: &str) -> Host {
    let element = |attributes: &str, id: &str| {
        format!(
            "<intermission-status loading=\"eager\" {attributes} src=\"STATUS/status.json\">Words of the host, \
             while there is nothing better.</intermission-status><p id=\"{id}\">After it.</p>"
        )
    };
    let body = [
        element("form=\"banner\"", "banner"),
        element("", "compact"),
        element("form=\"banner\" when=\"trouble\"", "over"),
        element("form=\"full\"", "full"),
    ]
    .concat();
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Host</title><script src=\"/hooks.js\"></script>\
         <script src=\"/watch.js\"></script><link rel=\"stylesheet\" href=\"STATUS/widget.css\">{LOADER}\
         <style>html {{ overflow-y: scroll }} {style}</style></head><body><h1 id=\"h1\">Host</h1>{body}</body></html>"
    );
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/watch.js", "text/javascript", WATCH),
    ];
    Host::with_files(site, Policy::Open, &files)
}

/// The places that something of the host stood at are more than `AT_MOST`, in any frame from the first one on.
const MOVED: &str =
    "return [...places].filter(([, it]) => it.size > AT_MOST).map(([id, it]) => [id, ...it])";

/// Where the host has set the heights: the same as those in which widgets begin.
async fn no_frame_moves_anything(visitor: Visitor, site: Site) {
    for width in [360, 1200] {
        let heights = "intermission-status { --intermission-block-size: 32em }
            [form=banner] { --intermission-block-size: 8.5em } [form=full] { --intermission-block-size: 44em }";
        let host = watched_host(&site, heights);
        visitor.resize(width, 900).await;
        site.control("POST", "at?minute=30", "");
        visitor.open_host(&host).await;
        for index in 0..3 {
            visitor.until_shows(index, "Maintenance is under way").await;
        }
        // The insides of elements count as well, which come at once and whole.
        let shift = visitor
            .run("return shifts.reduce((sum, it) => sum + it, 0)")
            .await;
        assert_eq!(shift.as_f64(), Some(0.0), "shifted by {shift} at {width}");
        site.control("POST", "at?minute=75", "");
        visitor.ask("at(0).refresh()").await;
        visitor.until_shows(0, "Maintenance is over").await;
        let moved = visitor.run(&MOVED.replace("AT_MOST", "1")).await;
        assert_eq!(moved, json!([]), "at {width}");
        let seen = visitor.run("return places.size").await;
        assert_eq!(seen, json!(5));
    }
}

/// Whether the compact widget at an index has the room that it needs: nothing in it is hidden, and its last line stands at
/// its end.
const FITS: &str = "const fits = (index) => {
    const footer = view(index)?.querySelector('.footer');
    if (!footer || !box(index).style.blockSize.endsWith('px))')) return false;
    const blank = box(index).getBoundingClientRect().bottom - footer.getBoundingClientRect().bottom;
    return box(index).scrollHeight <= box(index).clientHeight && blank < 32;
  };";

/// Without a word of the host, the room of each widget follows what there is as soon as that is known, once: with all that
/// is below.
async fn the_room_follows_what_there_is_once(visitor: Visitor, site: Site) {
    for width in [360, 1200] {
        let host = watched_host(&site, "");
        visitor.resize(width, 900).await;
        site.control("POST", "at?minute=30", "");
        visitor.open_host(&host).await;
        for index in 0..3 {
            visitor.until_shows(index, "Maintenance is under way").await;
        }
        visitor.wait_for(&format!("{FITS} return fits(1)")).await;
        let farthest = "const moves = [...places].map(([, it]) => it.size - 1);
            return [Math.max(...moves), at(1).offsetHeight < 32 * 16]";
        visitor
            .wait_for("return places.get('compact').size === 2")
            .await;
        // All in one frame, however many widgets are above.
        assert_eq!(visitor.ask(farthest).await, json!([1, true]), "at {width}");
        site.control("POST", "at?minute=75", "");
        visitor.ask("at(0).refresh()").await;
        visitor.until_shows(0, "Maintenance is over").await;
        visitor.until_shows(1, "Maintenance is over").await;
        visitor
            .ask_async("requestAnimationFrame(() => setTimeout(done))")
            .await;
        let moved = visitor.run(&MOVED.replace("AT_MOST", "2")).await;
        assert_eq!(moved, json!([]), "at {width}");
    }
    // Another width is another room, once the browser draws it.
    let before = visitor.ask("return box(1).style.blockSize").await;
    visitor.ask("at(1).style.inlineSize = '15em'").await;
    visitor
        .wait_for(&format!(
            "{FITS} return fits(1) && box(1).style.blockSize !== {before}"
        ))
        .await;
    let errors = visitor.page_errors().await;
    assert_eq!(errors, [""; 0]);
}

/// One service without details takes a few lines.
async fn one_service_takes_little_room(visitor: Visitor, site: Site) {
    let one =
        r#"{"page": {"name": "X"}, "components": [{"name": "Shop", "status": "operational"}]}"#;
    site.control("POST", "document", one);
    let body = "<intermission-status src=\"STATUS/status.json\"></intermission-status><p id=\"after\">After it.</p>";
    let host = Host::open(&site, Policy::Strict, LOADER, body);
    visitor.open_host(&host).await;
    visitor.wait_for(&format!("{FITS} return fits(0)")).await;
    let height = visitor.ask("return box(0).offsetHeight").await;
    assert!(height.as_u64().unwrap() < 220, "{height}");
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

/// Where the document cannot be had, what is left of the widget is the line that says so; with the status its room comes
/// back.
async fn a_failure_takes_no_more_room_than_its_words(visitor: Visitor, site: Site) {
    site.control("POST", "fault?html", "");
    let body = "<intermission-status src=\"STATUS/status.json\">Words</intermission-status>
        <intermission-status src=\"not a URL:\"></intermission-status>
        <intermission-status src=\"STATUS/status.json\"></intermission-status>";
    let host = Host::open(&site, Policy::Open, LOADER, body);
    visitor.open_host(&host).await;
    visitor
        .wait_for("return all().every((_, index) => box(index).offsetHeight < 200 && text(index) + at(index).innerText)")
        .await;
    let words = "return [at(0).innerText, at(0).offsetHeight < 40, at(1).offsetHeight < 40]";
    assert_eq!(visitor.ask(words).await, json!(["Words", true, true]));
    visitor.until_shows(1, "cannot be shown here").await;
    visitor
        .wait_for("return box(2).matches('.ready') && text(2).length > 0")
        .await;
    site.control("DELETE", "fault", "");
    visitor.ask("at(0).refresh()").await;
    visitor
        .wait_for(&format!("{FITS} return fits(0) && fits(2)"))
        .await;
}

async fn trouble_lies_over_the_page_and_can_be_hidden(visitor: Visitor, site: Site) {
    site.control("POST", "at?minute=75", "");
    let body =
        "<intermission-status form=\"banner\" when=\"trouble\" src=\"STATUS/status.json\">Words
        </intermission-status><p id=\"after\">After it.</p>";
    let host = Host::open(&site, Policy::Open, LOADER, body);
    visitor.open_host(&host).await;
    visitor
        .wait_for("return at(0).data?.situation === 'over'")
        .await;
    let room = "const { top, height } = at(0).getBoundingClientRect();
        return [height, after.getBoundingClientRect().top, at(0).checkVisibility() && box(0).checkVisibility()]";
    let calm = visitor.ask(room).await;
    assert_eq!(calm[0], json!(0));
    assert_eq!(calm[2], json!(false));

    site.control("POST", "at?minute=30", "");
    visitor.ask("at(0).refresh()").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.wait_for("return box(0).checkVisibility()").await;
    let trouble = visitor.ask(room).await;
    assert_eq!(trouble[0], calm[0]);
    assert_eq!(trouble[1], calm[1]);
    let inside = "const { top, bottom, left, right } = box(0).getBoundingClientRect();
        return top > 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth";
    assert_eq!(visitor.ask(inside).await, json!(true));

    visitor
        .ask("const hide = aria(view(0)).one('button', 'Hide'); hide.focus(); hide.click()")
        .await;
    visitor.wait_for("return !box(0).checkVisibility()").await;
    // The focus stays at the widget's place, and leaves no trace there.
    let focus = "const before = document.activeElement === at(0);
        at(0).blur();
        return [before, at(0).hasAttribute('tabindex')]";
    assert_eq!(visitor.ask(focus).await, json!([true, false]));
    visitor.open_host(&host).await;
    visitor
        .wait_for("return at(0).data?.situation === 'running'")
        .await;
    assert_eq!(
        visitor.ask("return box(0).checkVisibility()").await,
        json!(false)
    );

    // Another maintenance is another matter.
    let other = r#"{"page": {"name": "X"}, "scheduled_maintenances": [{"id": "other", "name": "Another",
        "status": "in_progress", "scheduled_for": "2026-01-01T00:00:00Z", "scheduled_until": "2099-01-01T00:00:00Z"}]}"#;
    site.control("POST", "document", other);
    visitor.ask("at(0).refresh()").await;
    visitor.wait_for("return box(0).checkVisibility()").await;
}
