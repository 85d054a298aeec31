//! Saved files that a visitor opens, the calendar file that a visitor downloads, and notifications.

use std::io::Write as _;

use serde_json::json;
use thirtyfour::By;

use crate::harness::target::{Target, button, field, file_notice, headline};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::return_flow::end;

in_every_browser!(
    a_saved_file_is_shown_and_labelled,
    a_window_goes_into_a_calendar,
    whoever_wants_to_be_told_is_told,
);

/// A file on the visitor's disk, which is removed when it is dropped.
struct Saved(std::path::PathBuf);

impl Saved {
    fn new(name: &str, content: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("intermission-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let unique = std::thread::current()
            .name()
            .unwrap_or_default()
            .replace("::", "-");
        let path = folder.join(format!("{unique}-{name}"));
        std::fs::File::create(&path)
            .unwrap()
            .write_all(content.as_bytes())
            .unwrap();
        Self(path)
    }
}

impl Drop for Saved {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

async fn open_file(visitor: &Visitor, file: &Saved) {
    let field = visitor
        .driver
        .find(By::Css("input[type=file]"))
        .await
        .unwrap();
    field.send_keys(file.0.to_str().unwrap()).await.unwrap();
}

async fn a_saved_file_is_shown_and_labelled(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let good = Saved::new(
        "good.json",
        r#"{"published_at": "2026-11-20T08:00:00Z", "page": {"name": "Saved"},
            "components": [{"name": "Search", "status": "operational"}], "status": {"indicator": "none"}}"#,
    );
    open_file(&visitor, &good).await;
    visitor
        .until_text(file_notice(), "This is the saved file")
        .await;
    visitor
        .until_text(Target::from("time").within(file_notice()), "Nov")
        .await;
    assert_eq!(
        visitor.text(headline()).await,
        "Everything was working at the last check"
    );
    let shown = "return [aria().services().length, aria().one('region', 'Last update')]";
    assert_eq!(visitor.run(shown).await, json!([1, null]));
    let bad = Saved::new("bad.json", "<p>");
    open_file(&visitor, &bad).await;
    visitor
        .until_text(file_notice(), "cannot be shown. Received a web page")
        .await;
    // The field is at the end of the page.
    visitor.run("scrollTo(0, document.body.scrollHeight)").await;
    let in_view =
        "const { top, bottom } = document.querySelector('.aside').getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight";
    assert_eq!(visitor.run(in_view).await, json!(true));
    visitor.press("Back to the live page").await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
    visitor.until_absent(file_notice()).await;
    // Dropping a file anywhere on the page has the same effect.
    visitor
        .run("const transfer = new DataTransfer();
              transfer.items.add(new File(['{}'], 'dropped.json'));
              document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))")
        .await;
    visitor
        .until_text(file_notice(), "dropped.json cannot be shown")
        .await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
}

async fn a_window_goes_into_a_calendar(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let taken = "const [done] = arguments;
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then((it) => done([blob.type, it])); return make.call(URL, blob) };
        aria().one('button', 'Add to calendar').click()";
    let taken = visitor.run_async(taken).await;
    assert_eq!(taken[0], "text/calendar");
    let text = taken[1].as_str().unwrap();
    assert!(
        text.contains("\r\nSUMMARY:Example: Planned platform upgrade\r\n"),
        "{text}"
    );
    assert!(text.contains("@127.0.0.1:"), "{text}");
}

async fn whoever_wants_to_be_told_is_told(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    // A driver cannot answer the browser's permission prompt, so the test replaces the interface behind it.
    visitor
        .run("window.notifications = []; window.asked = 0; window.notes = 0;
              window.Notification = class {
                static async requestPermission() { window.asked += 1; return 'granted' }
                constructor(text) { window.notifications.push(text) }
              };
              window.AudioContext = class {
                currentTime = 0; destination = null;
                createOscillator() { window.notes += 1; return { frequency: {}, connect: (it) => it, start() {}, stop() {} } }
                createGain() {
                  return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (it) => it }
                }
              };")
        .await;
    assert_eq!(
        visitor.run("return window.asked").await,
        json!(0),
        "permission is requested only after a press"
    );
    visitor.press("Tell me when it is back").await;
    visitor
        .until_text("[role=status][aria-live]", "You will get a notification.")
        .await;
    visitor.click(field("With a sound")).await;
    assert_eq!(
        visitor.run("return [window.asked, window.notes]").await,
        json!([1, 2])
    );
    end(&visitor).await;
    let notified = visitor
        .run("return [window.notifications, window.notes]")
        .await;
    assert_eq!(notified, json!([["Example: everything works again."], 4]));
    visitor
        .until_absent(button("Tell me when it is back"))
        .await;
}
