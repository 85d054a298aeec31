//! The widget on pages of any colour, width and direction.

use serde_json::json;

use super::host::{Host, LOADER, Policy};
use crate::accessible::axe;
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    every_form_is_accessible_in_light_colours,
    colours_are_the_hosts_to_choose,
    a_page_from_right_to_left_has_it_whole,
);
in_every_browser!(dark: every_form_is_accessible_in_dark_colours);

const FORMS: &str = r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>
    <intermission-status loading="eager" form="banner" src="STATUS/status.json"></intermission-status>
    <intermission-status loading="eager" form="full" src="STATUS/status.json"></intermission-status>"#;

async fn every_form_is_accessible_in_light_colours(visitor: Visitor, site: Site) {
    every_form_is_accessible(&visitor, &site, "rgb(255, 255, 255)").await;
}

async fn every_form_is_accessible_in_dark_colours(visitor: Visitor, site: Site) {
    every_form_is_accessible(&visitor, &site, "rgb(28, 31, 37)").await;
}

async fn every_form_is_accessible(visitor: &Visitor, site: &Site, ground: &str) {
    let head = format!(
        "<style>:root {{ color-scheme: light dark; background: Canvas; color: CanvasText }}</style>{LOADER}"
    );
    let host = Host::open(site, Policy::Open, &head, FORMS);
    visitor.open_host(&host).await;
    visitor.until_shows(2, "Maintenance is under way").await;
    let colour = "return getComputedStyle(box(0)).backgroundColor";
    assert_eq!(visitor.ask(colour).await, json!(ground));
    accessible(visitor, "running").await;
    for (minute, headline) in [("-10", "is planned"), ("75", "is over")] {
        site.control("POST", &format!("at?minute={minute}"), "");
        visitor.ask("at(0).refresh()").await;
        visitor.until_shows(2, headline).await;
        accessible(visitor, headline).await;
    }
    site.control("POST", "fault?html", "");
    visitor.ask("at(0).refresh()").await;
    visitor
        .until("return emitted.at(-1).kind === 'error'")
        .await;
    accessible(visitor, "failed").await;
}

/// Fails unless axe-core finds nothing wrong, in shadow roots as well.
async fn accessible(visitor: &Visitor, state: &str) {
    assert_eq!(axe(visitor).await, json!([[], true]), "{state}");
}

async fn colours_are_the_hosts_to_choose(visitor: Visitor, site: Site) {
    let head = format!(
        "<style>.dark {{ color-scheme: dark }} .own {{ --intermission-card: rgb(1, 2, 3);
           --intermission-block-size: 200px; font-family: monospace }}
         intermission-status::part(headline) {{ font-style: italic }}</style>{LOADER}"
    );
    let one =
        "<intermission-status loading=\"eager\" src=\"STATUS/status.json\"></intermission-status>";
    let body =
        format!("<div>{one}</div><div class=\"dark\">{one}</div><div class=\"own\">{one}</div>");
    let host = Host::open(&site, Policy::Open, &head, &body);
    visitor.open_host(&host).await;
    visitor.until_shows(2, "Maintenance is under way").await;
    let looks = "return all().map((_, index) => [getComputedStyle(box(index)).backgroundColor,
        box(index).offsetHeight, getComputedStyle(view(index).querySelector('h2')).fontStyle,
        getComputedStyle(view(index).querySelector('h2')).fontFamily.includes('mono')])";
    let fitted = "return [0, 1].every((index) => box(index).style.blockSize.endsWith('px))'))";
    visitor.wait_for(fitted).await;
    let height = visitor.ask("return box(0).offsetHeight").await;
    let expected = json!([
        ["rgb(255, 255, 255)", height, "italic", false],
        ["rgb(28, 31, 37)", height, "italic", false],
        ["rgb(1, 2, 3)", 200, "italic", true],
    ]);
    assert_eq!(visitor.ask(looks).await, expected);
}

async fn a_page_from_right_to_left_has_it_whole(visitor: Visitor, site: Site) {
    let body = format!("<div dir=\"rtl\" lang=\"ar\">{FORMS}</div>");
    let host = Host::open(&site, Policy::Strict, LOADER, &body);
    for width in [360, 1200] {
        visitor.resize(width, 900).await;
        visitor.open_host(&host).await;
        visitor.until_shows(2, "الصيانة جارية").await;
        let wide =
            "return all().map((_, index) => [box(index).scrollWidth - box(index).clientWidth,
            getComputedStyle(view(index).firstChild).direction, view(index).firstChild.lang])
            .concat([document.documentElement.scrollWidth <= innerWidth])";
        let whole = json!([[0, "rtl", "ar"], [0, "rtl", "ar"], [0, "rtl", "ar"], true]);
        assert_eq!(visitor.ask(wide).await, whole, "at {width}");
    }
}
