//! The form `bars`: thirty days of the history, in words and as a picture, and what is missing of it.

use serde_json::json;
use thirtyfour::Key;

use super::host::{Host, LOADER, Policy, request_count};
use crate::accessible::accessible;
use crate::deployment::Deployment;
use crate::harness::{Site, Visitor, in_every_browser};
use crate::history::archive::{Archive, DAYS};

in_every_browser!(
    thirty_days_are_shown_as_they_were,
    the_days_are_walked_by_keyboard,
    without_a_history_there_is_no_picture,
    months_that_are_damaged_are_no_picture,
    without_its_program_the_hosts_words_stay,
    nothing_of_a_bar_survives_its_element,
    other_forms_fetch_no_history,
    bars_are_accessible_in_light_colours,
);
in_every_browser!(dark: bars_are_accessible_in_dark_colours);

/// A site with the archive, and with its latest document as a plain file.
async fn deployed() -> (Archive, Deployment) {
    let (archive, site) = (Archive::new(), Deployment::new().await);
    archive.keep_in(&site);
    site.write("state.json", &archive.latest());
    (archive, site)
}

fn element(more: &str) -> String {
    format!(
        "<intermission-status loading=\"eager\" form=\"bars\" {more} src=\"STATUS/state.json\">Words</intermission-status>"
    )
}

fn host(site: &Deployment, body: &str) -> Host {
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Host</title>\
         <link rel=\"stylesheet\" href=\"/host.css\"><script src=\"/hooks.js\"></script>{LOADER}</head>\
         <body><main><h1>Host</h1>{body}</main></body></html>"
    );
    let style = "html { color-scheme: light dark; background: Canvas; color: CanvasText }";
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/host.css", "text/css", style),
    ];
    Host::beside(&site.url(""), Policy::Strict, &files)
}

/// The figures and the class of each day's mark in the bar of the widget at an index.
fn shown(index: usize) -> String {
    format!(
        "const marks = Array(30).fill('');
         for (const path of view({index}).querySelectorAll('.uptime-days path:not(.gaps)')) {{
           for (const [, x] of path.getAttribute('d').matchAll(/M(\\d+) /g)) marks[x / 4] = path.getAttribute('class');
         }}
         return [view({index}).querySelector('.uptime-figures').firstChild.textContent, marks]"
    )
}

const IS_SHOWN: &str = "return all().length > 0 && all().every((it, index) =>
    view(index)?.querySelector('.uptime-days') && box(index).classList.contains('ready'))";

async fn thirty_days_are_shown_as_they_were(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    let services = ["shop", "api", "mail"];
    let body = services.map(|it| element(&format!("service=\"{it}\"")));
    let body = [body.concat(), element("")].concat();
    let host = host(&site, &body);
    visitor.open_host(&host).await;
    visitor.wait_for(IS_SHOWN).await;
    for (index, service) in services.iter().enumerate() {
        let figures = archive.figures_since(DAYS - 30, service);
        let marks = archive.marks(service);
        let expected = json!([figures, marks[marks.len() - 30..]]);
        assert_eq!(visitor.ask(&shown(index)).await, expected, "{service}");
        let link = format!("return view({index}).querySelector('.days a').href");
        let address = site.url(&format!("/history.html#service-{service}"));
        assert_eq!(visitor.ask(&link).await, json!(address));
        let words = format!("{service} · Operational");
        visitor.until_shows(index, &words).await;
    }
    // A day without data has no mark, and everything together has the worst of all.
    let all = visitor.ask(&shown(3)).await;
    assert_eq!(all[1][16], json!(""));
    let marks = all[1].as_array().unwrap();
    assert!(marks.contains(&json!("is-outage")) && marks.contains(&json!("is-degraded")));
    let link = "return view(3).querySelector('.days a').href";
    let address = site.url("/history.html#uptime");
    assert_eq!(visitor.ask(link).await, json!(address));
    assert_eq!(visitor.page_errors().await, [""; 0]);
    assert_eq!(host.reports(), [""; 0]);
}

async fn the_days_are_walked_by_keyboard(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    let host = host(&site, &element("service=\"api\""));
    visitor.open_host(&host).await;
    visitor.wait_for(IS_SHOWN).await;
    let field = "const field = view(0).querySelector('input');";
    let name = format!("{field} return [field.type, field.getAttribute('aria-label')]");
    let expected = json!(["range", "api: The last 30 days"]);
    assert_eq!(visitor.ask(&name).await, expected);
    visitor.ask(&format!("{field} field.focus()")).await;
    let press = async |key: Key| {
        let keyboard = visitor.driver.action_chain().send_keys(key);
        keyboard.perform().await.unwrap();
    };
    let until = async |condition: &str| {
        visitor
            .wait_for(&format!("{field} return {condition}"))
            .await;
    };
    press(Key::Home).await;
    until("field.value === '1'").await;
    // The words that screen readers get stand below the bar, too.
    until("field.getAttribute('aria-valuetext') === view(0).querySelector('.uptime-day p').textContent").await;
    until("field.getAttribute('aria-valuetext').endsWith(': Operational')").await;
    for _ in 0..15 {
        press(Key::Right).await;
    }
    until("field.value === '16'").await;
    until("field.getAttribute('aria-valuetext').includes('No data: ')").await;
    press(Key::End).await;
    press(Key::Left).await;
    until("field.getAttribute('aria-valuetext').includes('Outage: 2 h')").await;
    // The incident of that day is a link to the history page.
    let link = "return view(0).querySelector('.uptime-day a').href";
    let link = visitor.ask(link).await;
    let page = site.url("/history.html#");
    assert!(link.as_str().unwrap().starts_with(&page), "{link}");
}

async fn without_a_history_there_is_no_picture(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    site.write("history/index.json", "{");
    // Beside a document of the host's own there is none.
    let there = element("").replace("STATUS", "");
    let document = archive.latest();
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Host</title><script src=\"/hooks.js\"></script>{LOADER}</head>\
         <body>{}{there}</body></html>",
        element("")
    );
    let files = [
        ("/", "text/html; charset=utf-8", page.as_str()),
        ("/state.json", "application/json", document.as_str()),
    ];
    let host = Host::beside(&site.url(""), Policy::Open, &files);
    visitor.open_host(&host).await;
    visitor
        .until_shows(0, "The history could not be loaded.")
        .await;
    visitor
        .until_shows(1, "Nothing has been recorded yet.")
        .await;
    let marks =
        "return all().map((_, index) => view(index).querySelectorAll('.days [class*=is-]').length)";
    assert_eq!(visitor.ask(marks).await, json!([0, 0]));
    // The line beside it is about the document.
    visitor.until_shows(1, "Everything is working").await;
}

async fn months_that_are_damaged_are_no_picture(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    for file in std::fs::read_dir(site.path().join("history")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|it| it == "json") && name != "index.json" {
            site.write(&format!("history/{name}"), "{");
        }
    }
    let host = host(&site, &element(""));
    visitor.open_host(&host).await;
    visitor.until_shows(0, "could not be loaded.").await;
    let told = "return /The record for (\\w+ \\d{4}(, | and )?)+ could/.test(view(0).textContent)";
    assert_eq!(visitor.ask(told).await, json!(true));
    let marks = "return view(0).querySelectorAll('.days [class*=is-]').length";
    assert_eq!(visitor.ask(marks).await, json!(0));
}

async fn without_its_program_the_hosts_words_stay(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    assert_eq!(site.without("widget-bars").len(), 1);
    let host = host(&site, &element(""));
    visitor.open_host(&host).await;
    visitor.until("return emitted.length === 1").await;
    let event = visitor
        .run("return [emitted[0].kind, emitted[0].detail.standing]")
        .await;
    assert_eq!(event, json!(["error", "missing"]));
    let words = "return [at(0).innerText, box(0).classList.contains('ready')]";
    assert_eq!(visitor.ask(words).await, json!(["Words", false]));
    // Browsers may tell of the file, too.
    let errors = visitor.page_errors().await;
    let ours = errors
        .iter()
        .filter(|it| it.starts_with("warn: intermission:"));
    assert_eq!(ours.count(), 1, "{errors:?}");
}

async fn nothing_of_a_bar_survives_its_element(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    let host = host(&site, "<div id=\"place\"></div>");
    visitor.open_host(&host).await;
    let before = visitor.live_resources().await;
    let add = format!(
        "const it = document.createElement('intermission-status');
         it.form = 'bars'; it.loading = 'eager'; it.src = {:?}; place.append(it)",
        site.url("/state.json")
    );
    for wanted in [IS_SHOWN, "return view(0) !== null"] {
        visitor.run(&add).await;
        visitor.wait_for(wanted).await;
        visitor.ask("at(0).remove()").await;
        visitor.until_live_resources(&before).await;
    }
    assert_eq!(visitor.page_errors().await, [""; 0]);
    // And the element can come back.
    visitor.run(&add).await;
    visitor.wait_for(IS_SHOWN).await;
}

async fn other_forms_fetch_no_history(visitor: Visitor, site: Site) {
    let body =
        "<intermission-status loading=\"eager\" src=\"STATUS/status.json\"></intermission-status>";
    let host = Host::open(&site, Policy::Strict, LOADER, body);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    let asked = ["widget-bars", "history"].map(|name| request_count(&site, name));
    assert_eq!(asked, [0, 0]);
}

async fn bars_are_accessible_in_light_colours(visitor: Visitor, _: Site) {
    every_bar(&visitor).await;
}

async fn bars_are_accessible_in_dark_colours(visitor: Visitor, _: Site) {
    every_bar(&visitor).await;
}

async fn every_bar(visitor: &Visitor) {
    let (_, site) = deployed().await;
    let elements = ["api", "gone"].map(|it| element(&format!("service=\"{it}\"")));
    let host = host(&site, &elements.concat());
    for width in [360, 1200] {
        visitor.resize(width, 900).await;
        visitor.open_host(&host).await;
        visitor.wait_for(IS_SHOWN).await;
        visitor.until_shows(1, "No data").await;
        accessible(visitor, "bars").await;
        let room = "return all().every((_, index) => {
          const { width, height } = view(index).querySelector('.uptime-days').getBoundingClientRect();
          return width > 200 && height > 25;
        })";
        assert_eq!(visitor.ask(room).await, json!(true), "at {width}");
        let sideways =
            "return all().map((_, index) => box(index).scrollWidth > box(index).clientWidth)";
        let sideways = visitor.ask(sideways).await;
        assert_eq!(sideways, json!([false, false]), "at {width}");
    }
}
