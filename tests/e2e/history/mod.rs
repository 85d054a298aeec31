//! The history page: ninety days from a plan, links from old mails, the search, the keyboard, and what is missing.

pub(crate) mod archive;
mod looks;

use intermission::model::time::instant::write;
use serde_json::{Value, json};
use thirtyfour::Key;
use thirtyfour::extensions::query::ElementQueryable as _;

use crate::accessible::accessible;
use crate::deployment::Deployment;
use crate::harness::target::{button, field, named};
use crate::harness::{Site, Visitor, in_every_browser};
use crate::keyboard::{has_focus, press, tab_to};
use crate::languages::catalogues;
use archive::{Archive, DAYS, SERVICES};

in_every_browser!(
    ninety_days_are_shown_as_they_were,
    a_link_of_an_old_mail_leads_to_its_entry,
    the_history_is_walked_by_keyboard,
    what_is_missing_or_damaged_costs_nothing_else,
    a_narrow_page_shows_thirty_days,
    every_language_fits_on_a_phone,
    what_others_have_measured_is_shown_as_theirs,
    the_page_is_accessible_in_light_colours,
);
in_every_browser!(dark: the_page_is_accessible_in_dark_colours);
in_every_browser!(scriptless: without_script_the_history_is_there);

async fn deployed() -> (Archive, Deployment) {
    let (archive, site) = (Archive::new(), Deployment::new().await);
    archive.keep_in(&site);
    (archive, site)
}

/// Opens the page, and waits until it has read the months of the bars.
async fn open(visitor: &Visitor, site: &Deployment, more: &str) {
    visitor
        .driver
        .goto(&site.url(&format!("/history.html{more}")))
        .await
        .unwrap();
    visitor
        .until("return document.querySelectorAll('input[type=range]').length === 4")
        .await;
}

/// For each service, its figures and the class of each day's mark.
const SHOWN: &str = "return [...document.querySelectorAll('#uptime .uptime-service')].slice(1).map((it) => {
    const marks = Array(90).fill('');
    for (const path of it.querySelectorAll('path:not(.gaps)')) {
      for (const [, x] of path.getAttribute('d').matchAll(/M(\\d+) /g)) marks[x / 4] = path.getAttribute('class');
    }
    return [it.querySelector('h3').textContent, it.querySelector('.uptime-figures').textContent, marks];
  })";

async fn ninety_days_are_shown_as_they_were(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    open(&visitor, &site, "").await;
    let expected = SERVICES.map(|it| json!([it, archive.figures(it), archive.marks(it)]));
    assert_eq!(visitor.run(SHOWN).await, json!(expected));
    let title = visitor.run("return document.title").await;
    assert_eq!(title, json!("History"), "no text of a document is run");
}

async fn a_link_of_an_old_mail_leads_to_its_entry(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    let id = archive.old_id();
    open(&visitor, &site, &format!("#{id}")).await;
    visitor
        .until(&format!("return document.activeElement.id === {id:?}"))
        .await;
    let entry = "const it = document.activeElement;
      return [it.querySelector('h3').textContent, it.querySelector('details').open]";
    assert_eq!(visitor.run(entry).await, json!(["Long ago", true]));
    visitor.run("location.hash = '#subscribe'").await;
    visitor
        .until("return document.activeElement.id === 'subscribe' || scrollY > 0")
        .await;
}

async fn the_history_is_walked_by_keyboard(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    open(&visitor, &site, "").await;
    tab_to(&visitor, named("link", "Skip to content")).await;
    tab_to(&visitor, named("link", "Current status")).await;
    let bar = named("slider", "All services together: The last 90 days");
    tab_to(&visitor, &bar).await;
    press(&visitor, Key::Home).await;
    visitor
        .until("return document.activeElement.value === '1'")
        .await;
    press(&visitor, Key::Right).await;
    visitor
        .until("return document.activeElement.value === '2'")
        .await;
    // The words that screen readers get stand below the bar, too.
    let said = "const [said, shown] = [document.activeElement.getAttribute('aria-valuetext'),
        document.querySelector('.uptime-day p').textContent];
      return said === shown && said.endsWith(': Operational')";
    visitor.until(said).await;
    tab_to(&visitor, "summary").await;
    press(&visitor, Key::Enter).await;
    visitor
        .until("return document.querySelector('.uptime-table table') !== null")
        .await;
    tab_to(&visitor, field("Search")).await;
    press(&visitor, "forgotten").await;
    visitor
        .until("return document.querySelectorAll('.event').length === 1")
        .await;
    tab_to(&visitor, field("Service")).await;
    press(&visitor, "shop").await;
    visitor.until_present("section#records > p").await;
    tab_to(&visitor, named("link", "Atom")).await;
    let atom = "return document.activeElement.getAttribute('href')";
    let expected = json!(site.url("/feed.atom"));
    assert_eq!(visitor.run(atom).await, expected);
    assert!(visitor.run(&has_focus(&named("link", "Atom"))).await == json!(true));
}

async fn what_is_missing_or_damaged_costs_nothing_else(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    let month = format!("history/{}.json", &archive.old_id()[..7]);
    let whole = site.read(&month);
    site.write(&month, &whole[..whole.len() / 2]);
    open(&visitor, &site, "").await;
    visitor.click("section.month:last-of-type button").await;
    visitor.until_present(button("Try again")).await;
    visitor
        .until_text("section.month:last-of-type .fault", "could not be loaded")
        .await;
    site.write(
        &month,
        &whole.replacen("\"records\"", "\"later\": 1, \"records\"", 1),
    );
    visitor.press("Try again").await;
    visitor
        .until_text("section.month:last-of-type .fault", "is damaged")
        .await;
    visitor
        .until_text("section.month:last-of-type .event h3", "Long ago")
        .await;
    assert_eq!(
        visitor.run(SHOWN).await[0][1],
        json!(archive.figures("shop"))
    );

    // More than the page reads.
    site.write(&month, &[&" ".repeat(50_000_000), whole.as_str()].concat());
    open(&visitor, &site, "").await;
    visitor.click("section.month:last-of-type button").await;
    visitor
        .until_text("section.month:last-of-type .fault", "could not be loaded")
        .await;

    let index = site.read("history/index.json");
    site.write("history/index.json", "{");
    // The page as it was published stays.
    visitor
        .driver
        .goto(&site.url("/history.html"))
        .await
        .unwrap();
    visitor.until("return performance.getEntriesByType('resource').some((it) => it.name.endsWith('index.json'))").await;
    visitor.until_present(".uptime-service").await;
    assert_eq!(
        visitor.run(SHOWN).await[0][1],
        json!(archive.figures("shop"))
    );
    site.write("history/index.json", &index);
}

async fn a_narrow_page_shows_thirty_days(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    visitor.resize(360, 740).await;
    open(&visitor, &site, "").await;
    let marks = "return [...document.querySelectorAll('.uptime-service')].slice(1)
      .map((it) => [...it.querySelectorAll('path:not(.gaps)')].map((path) => path.getAttribute('d')).join('').split('M').length - 1)";
    let expected = SERVICES.map(|it| {
        let marks = archive.marks(it);
        let last = &marks[marks.len() - 30..];
        last.iter().filter(|it| !it.is_empty()).count()
    });
    assert_eq!(visitor.run(marks).await, json!(expected));
    let sideways =
        "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    assert_eq!(visitor.run(sideways).await, json!(false));
    assert_eq!(DAYS, 90, "figures are for all of them");
    assert_eq!(
        visitor.run(SHOWN).await[1][1],
        json!(archive.figures("api"))
    );
}

async fn every_language_fits_on_a_phone(visitor: Visitor, _: Site) {
    let (_, site) = deployed().await;
    visitor.resize(360, 740).await;
    for (tag, _) in catalogues() {
        open(&visitor, &site, &format!("?lang={tag}")).await;
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/languages/history");
        let texts = std::fs::read_to_string(format!("{folder}/{tag}.json")).unwrap();
        let texts: Value = serde_json::from_str(&texts).unwrap();
        visitor
            .until_text("h1", texts["history-title"].as_str().unwrap())
            .await;
        let page = "const { lang, scrollWidth, clientWidth } = document.documentElement;
          return [lang, scrollWidth > clientWidth, /\\{\\d\\}|other:/.test(document.body.textContent)]";
        assert_eq!(visitor.run(page).await, json!([tag, false, false]));
    }
}

/// Writes what another service has measured on the last two days into a site, and returns the date of the last one.
fn add_measured(archive: &Archive, site: &Deployment) -> String {
    let dates = [2, 1].map(|days| write(archive.day(DAYS - days))[..10].to_owned());
    let [earlier, last] = &dates;
    let mut index: Value = serde_json::from_str(&site.read("history/index.json")).unwrap();
    let mut months: Vec<&str> = dates.iter().map(|date| &date[..7]).collect();
    months.dedup();
    index["measured"] = json!(months);
    site.write("history/index.json", &index.to_string());
    let days = [
        json!({"date": earlier, "status": "operational", "down_secs": 0}),
        json!({"date": last, "status": "major_outage", "down_secs": 720}),
    ];
    for month in &months {
        let of_month = days
            .iter()
            .filter(|it| it["date"].as_str().unwrap().starts_with(month));
        let of_month: Vec<&Value> = of_month.collect();
        let checks: Vec<Value> = (10..40)
            .map(|minute| json!({"at": format!("{last}T00:{minute}:00Z"), "millis": 100 * minute}))
            .collect();
        let file = json!({"version": 1, "month": month, "sources": [{
            "name": "Better Stack", "page": "Example", "read_at": format!("{last}T00:45:00Z"),
            "components": [{"id": "1", "name": "Front door", "days": of_month, "checks": checks,
                "shares": [{"hours": 24, "percent": "99.1666"}]}]}]});
        site.write(&format!("history/{month}-measured.json"), &file.to_string());
    }
    last.clone()
}

async fn open_measured(visitor: &Visitor, site: &Deployment, more: &str) {
    visitor
        .driver
        .goto(&site.url(&format!("/history.html{more}")))
        .await
        .unwrap();
    visitor
        .until("return document.querySelectorAll('input[type=range]').length === 5")
        .await;
}

async fn what_others_have_measured_is_shown_as_theirs(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    let last = add_measured(&archive, &site);
    open_measured(&visitor, &site, "").await;
    let shown = "const it = document.querySelector('section#measured .uptime-service');
      return [document.querySelector('section#measured h3').textContent,
        ...[...it.querySelectorAll('.uptime-figures')].map((it) => it.textContent),
        [...it.querySelectorAll('.uptime-box path:not(.gaps)')].map((it) => it.getAttribute('d'))]";
    let expected = json!([
        "Measured by Better Stack",
        "Availability: The last 24 hours: 99.166%",
        "Response time: Lowest: 1,000\u{a0}ms · Median: 2,500\u{a0}ms · Highest: 3,900\u{a0}ms · Checks: 30 · Failed checks: 0",
        ["M352 0h3v32h-3z", "M356 0h3v32h-3z"],
    ]);
    assert_eq!(visitor.run(shown).await, expected);
    // The own figures are what they are without it.
    let own = visitor.run(SHOWN).await;
    assert_eq!(own[0][1], json!(archive.figures("shop")));
    tab_to(&visitor, named("slider", "Front door: The last 90 days")).await;
    let said = "return document.activeElement.getAttribute('aria-valuetext')";
    let words = visitor.run(said).await;
    assert!(
        words.as_str().unwrap().ends_with(": Outage: 12 min"),
        "{words} on {last}"
    );
    press(&visitor, Key::Left).await;
    visitor
        .until("return document.activeElement.getAttribute('aria-valuetext').endsWith(': Operational')")
        .await;
    press(&visitor, Key::Home).await;
    visitor
        .until("return document.activeElement.getAttribute('aria-valuetext').endsWith(': No data')")
        .await;
    visitor
        .run("for (const it of document.querySelectorAll('details')) it.open = true")
        .await;
    visitor
        .until("return [...document.querySelectorAll('section#measured tbody')].map((it) => it.rows.length).join() === '2,30'")
        .await;
    accessible(&visitor, "measured by others").await;
    visitor.resize(360, 740).await;
    for (tag, _) in catalogues() {
        open_measured(&visitor, &site, &format!("?lang={tag}")).await;
        let wide =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        assert_eq!(visitor.run(wide).await, json!(false), "{tag}");
    }
    site.write(&format!("history/{}-measured.json", &last[..7]), "{");
    visitor
        .driver
        .goto(&site.url("/history.html"))
        .await
        .unwrap();
    visitor
        .until_text("section#measured .fault", "could not be loaded")
        .await;
    assert_eq!(visitor.policy_reports().await, json!([]));
}

async fn the_page_is_accessible_in_light_colours(visitor: Visitor, _: Site) {
    every_state(&visitor).await;
}

async fn the_page_is_accessible_in_dark_colours(visitor: Visitor, _: Site) {
    every_state(&visitor).await;
}

async fn every_state(visitor: &Visitor) {
    let (archive, site) = deployed().await;
    open(visitor, &site, &format!("#{}", archive.old_id())).await;
    visitor.until_present(".event details[open]").await;
    visitor
        .run("for (const it of document.querySelectorAll('details')) it.open = true")
        .await;
    visitor
        .until("return document.querySelectorAll('.uptime-table table').length === 4")
        .await;
    accessible(visitor, "everything open").await;
    visitor
        .run("document.querySelector('input[type=search]').focus()")
        .await;
    press(visitor, "nowhere").await;
    visitor.until_present("section#records > p").await;
    accessible(visitor, "nothing found").await;
    site.write(
        "history.html",
        &site.read("history.html").replace(" history\"", "\""),
    );
    site.write("history/index.json", "{");
    visitor
        .driver
        .goto(&site.url("/history.html"))
        .await
        .unwrap();
    visitor.until_present(button("Try again")).await;
    accessible(visitor, "not loaded").await;
    assert_eq!(visitor.policy_reports().await, json!([]));
}

async fn without_script_the_history_is_there(visitor: Visitor, _: Site) {
    let (archive, site) = deployed().await;
    visitor
        .driver
        .goto(&site.url("/history.html"))
        .await
        .unwrap();
    let text = |selector: &'static str| {
        let driver = &visitor.driver;
        async move {
            let query = driver.query(thirtyfour::By::Css(selector));
            let found = query.first().await.unwrap();
            found.text().await.unwrap()
        }
    };
    let figures = text(".uptime-services li:nth-child(2) .uptime-figures").await;
    assert_eq!(figures, archive.figures("shop"));
    let link = text("section.month:last-of-type a").await;
    assert!(link.starts_with("Show "), "{link}");
    let link = thirtyfour::By::Css("section.month:last-of-type a");
    visitor
        .driver
        .find(link)
        .await
        .unwrap()
        .click()
        .await
        .unwrap();
    assert_eq!(text(".event h2").await, "Long ago");
}
