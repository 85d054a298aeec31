//! How the bars look: their colours, on paper, and many of them.

use intermission::model::history::month::Month;
use serde_json::{Value, json};

use super::archive::SERVICES;
use super::{deployed, open};
use crate::contrast::{CONTRAST, LEAST, too_low};
use crate::deployment::Deployment;
use crate::gallery::print::{SMALLEST, SMALLEST_TEXT, a4, pages};
use crate::harness::{Browser, Site, Visitor, in_every_browser};

in_every_browser!(
    marks_of_days_are_seen_in_light_colours,
    paper_has_bars_words_and_messages,
    two_hundred_bars_are_drawn,
);
in_every_browser!(dark: marks_of_days_are_seen_in_dark_colours);

/// Every mark with its contrast to what is behind it, which has the colour of the line over the gaps.
const MARKS: &str =
    "return [...document.querySelectorAll('.uptime-days path:not(.gaps)')].map((it) => {
    const behind = document.body.appendChild(document.createElement('div'));
    behind.style.backgroundColor = getComputedStyle(it.parentElement.querySelector('.gaps')).stroke;
    const found = contrast(getComputedStyle(it).fill, behind);
    behind.remove();
    return [it.getAttribute('class'), found];
  })";

async fn marks_of_days_are_seen_in_light_colours(visitor: Visitor, _: Site) {
    marks_of_days_are_seen(&visitor).await;
}

async fn marks_of_days_are_seen_in_dark_colours(visitor: Visitor, _: Site) {
    marks_of_days_are_seen(&visitor).await;
}

async fn marks_of_days_are_seen(visitor: &Visitor) {
    let (_, site) = deployed().await;
    open(visitor, &site, "").await;
    all_marks_are_seen(visitor).await;
    if visitor.browser == Browser::Chromium {
        let forced = json!({"features": [{"name": "forced-colors", "value": "active"}]});
        visitor.devtools("Emulation.setEmulatedMedia", forced).await;
        let is_forced = "return matchMedia('(forced-colors: active)').matches";
        assert_eq!(visitor.run(is_forced).await, json!(true));
        all_marks_are_seen(visitor).await;
    }
}

async fn all_marks_are_seen(visitor: &Visitor) {
    let found = visitor.run(&format!("{CONTRAST}{MARKS}")).await;
    assert_eq!(too_low(&found), Vec::<&Value>::new(), "of {found}");
    let mut kinds: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|it| it[0].as_str())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let expected = [
        "is-degraded",
        "is-maintenance",
        "is-operational",
        "is-outage",
    ];
    assert_eq!(kinds, expected, "with a contrast of at least {LEAST}");
}

/// The tables and the messages that are seen.
const SEEN: &str = "return ['.uptime-table table', '.event .update'].map((it) =>
    [...document.querySelectorAll(it)].filter((it) => it.checkVisibility({ contentVisibilityAuto: true })).length)";

async fn paper_has_bars_words_and_messages(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    open(&visitor, &site, "").await;
    assert_eq!(visitor.run(SEEN).await, json!([0, 0]));
    if visitor.browser == Browser::Chromium {
        // Tables for paper are there for the first print.
        let first = pages(&visitor.driver.print_page(a4()).await.unwrap());
        let second = pages(&visitor.driver.print_page(a4()).await.unwrap());
        assert!(first == second && first > 1, "{first} and {second}");
    } else {
        // WebKit's driver cannot print. Firefox's prints from a script of its own, so that the page's effects come after it.
        visitor.run("dispatchEvent(new Event('beforeprint'))").await;
    }
    visitor.show_as_printed().await;
    let tables = SERVICES.len() + 1;
    visitor
        .until(&format!("{SEEN}.join() === '{tables},4'"))
        .await;
    let found = visitor.run(SMALLEST_TEXT).await.as_f64();
    assert!(found >= Some(SMALLEST), "{found:?}");
}

/// Adds services to all months of a site until there are so many.
fn add_services(site: &Deployment, number: usize) {
    for file in std::fs::read_dir(site.path().join("history")).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let month = name.strip_suffix(".json").and_then(Month::parse);
        if month.is_none() {
            continue;
        }
        let path = format!("history/{name}");
        let mut month: Value = serde_json::from_str(&site.read(&path)).unwrap();
        let Some(services) = month["components"].as_array_mut() else {
            continue;
        };
        let last = services.last().cloned().unwrap();
        for added in services.len()..number {
            let mut service = last.clone();
            service["id"] = json!(format!("added-{added}"));
            service["name"] = json!(format!("Added {added}"));
            services.push(service);
        }
        site.write(&path, &month.to_string());
    }
}

async fn two_hundred_bars_are_drawn(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    add_services(&site, 200);
    let url = site.url("/history.html#service-added-199");
    visitor.driver.goto(&url).await.unwrap();
    visitor
        .until("return document.querySelectorAll('.uptime-service').length === 201")
        .await;
    let all = "return document.querySelectorAll('.uptime-box > svg + input').length === 201";
    visitor.until(all).await;
    let last = "const it = document.getElementById('service-added-199').querySelector('input');
      it.focus(); return [document.activeElement === it, it.getAttribute('aria-label')]";
    let expected = json!([true, "Added 199: The last 90 days"]);
    assert_eq!(visitor.run(last).await, expected);
}
