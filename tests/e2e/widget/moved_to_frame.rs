//! Widgets that a script moves into the document of a frame: they start again there, and end with the frame.

use serde_json::json;

use super::host::{Host, LOADER, Policy};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_widget_in_the_document_of_a_frame_is_whole,
    a_widget_ends_with_its_frame,
    a_document_without_a_window_has_no_status,
);

const WIDGET: &str =
    r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>"#;
const FRAME: &str =
    "<!DOCTYPE html><html lang=\"de\"><head><meta charset=\"utf-8\"><title>Frame</title></head>
    <body></body></html>";
/// The looks of a widget, in whichever document it is.
const LOOKS: &str = "const looks = (widget) => {
      const box = widget.shadowRoot.querySelector('.box');
      const { borderTopWidth, boxSizing, overflowY, display } = getComputedStyle(box);
      const { fontWeight } = getComputedStyle(box.querySelector('h2'));
      return [borderTopWidth, boxSizing, overflowY, display, fontWeight];
    };";

/// A host with a frame of its own, and a widget outside it.
async fn open_host_with_frame(visitor: &Visitor, site: &Site) -> Host {
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title>\
         <script src=\"/hooks.js\"></script>{LOADER}</head>\
         <body>{WIDGET}<iframe src=\"/frame.html\" width=\"600\" height=\"700\"></iframe></body></html>"
    );
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/frame.html", "text/html; charset=utf-8", FRAME),
    ];
    let host = Host::with_files(site, Policy::Open, &files);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    host
}

const INTO_FRAME: &str = "window.widget = at(0);
    document.querySelector('iframe').contentDocument.body.append(widget)";

async fn until_in_frame(visitor: &Visitor, words: &str) {
    visitor
        .until(&format!(
            "return widget.shadowRoot.querySelector('.box').innerText.includes({words:?})"
        ))
        .await;
}

async fn a_widget_in_the_document_of_a_frame_is_whole(visitor: Visitor, site: Site) {
    let _host = open_host_with_frame(&visitor, &site).await;
    let outside = visitor.ask(&format!("{LOOKS} return looks(at(0))")).await;
    assert_eq!(outside[0], json!("1px"));
    visitor.ask(INTO_FRAME).await;
    until_in_frame(&visitor, "Eine Wartung ist im Gange").await;
    let inside = visitor.ask(&format!("{LOOKS} return looks(widget)")).await;
    assert_eq!(inside, outside);
    // It hears of what comes later, and tells it on.
    site.control("POST", "at?minute=75", "");
    visitor.run("widget.refresh()").await;
    until_in_frame(&visitor, "Die Wartung ist beendet").await;
    visitor.ask("document.body.append(widget)").await;
    visitor.until_shows(0, "Maintenance is over").await;
    let outside_again = visitor.ask(&format!("{LOOKS} return looks(at(0))")).await;
    assert_eq!(outside_again, outside);
    visitor.until_live_count("channels", 1).await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn a_widget_ends_with_its_frame(visitor: Visitor, site: Site) {
    let _host = open_host_with_frame(&visitor, &site).await;
    visitor.ask("window.other = at(0); other.remove()").await;
    visitor.until_live_count("channels", 0).await;
    let before = visitor.live_resources().await;
    for leave in [
        "document.querySelector('iframe').contentWindow.location.reload()",
        "document.querySelector('iframe').remove()",
    ] {
        visitor.ask("document.body.append(other)").await;
        visitor.until_shows(0, "Maintenance is under way").await;
        visitor.ask(INTO_FRAME).await;
        until_in_frame(&visitor, "Eine Wartung ist im Gange").await;
        visitor.until_live_count("channels", 1).await;
        visitor.run(leave).await;
        visitor.until_live_resources(&before).await;
        // Other changes in the document have no effect.
        visitor
            .run("widget.refresh(); widget.form = 'banner'")
            .await;
        visitor.until_live_resources(&before).await;
        visitor.run("window.other = widget").await;
    }
    // Back in the page it is itself again.
    visitor.ask("document.body.append(other)").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn a_document_without_a_window_has_no_status(visitor: Visitor, site: Site) {
    let _host = open_host_with_frame(&visitor, &site).await;
    visitor
        .ask(
            "window.widget = at(0);
             window.nowhere = document.implementation.createHTMLDocument();
             nowhere.body.append(widget); widget.refresh()",
        )
        .await;
    visitor.until_live_count("channels", 0).await;
    visitor.ask("document.body.append(widget)").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await, [""; 0]);
}
