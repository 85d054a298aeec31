//! The page is in the visitor's language, and the visitor may choose another.

use serde_json::{Value, json};

use crate::deployment::Deployment;
use crate::harness::target::{button, changes, headline};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    every_language_is_spoken_in_full,
    a_language_is_chosen_without_losing_anything,
    the_browsers_own_languages_decide,
    a_language_that_does_not_come_is_no_loss,
    texts_in_another_language_say_so,
    changes_are_told_since_the_last_look_and_while_the_page_is_open,
);

/// As the page gets them: by tag, and with what each is there to prove.
pub(crate) fn catalogues() -> Vec<(String, Value)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/languages");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The texts of the history page are in a folder below.
        if path.is_dir() {
            continue;
        }
        let tag = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        all.push((tag, serde_json::from_str(&text).unwrap()));
    }
    all
}

fn said<'a>(texts: &'a Value, key: &str) -> &'a str {
    texts[key].as_str().unwrap_or_else(|| panic!("no `{key}`"))
}

const ROOT: &str = "const { lang, dir } = document.documentElement; return [lang, dir]";
/// The languages that were downloaded.
const LOADED: &str = "return performance.getEntriesByType('resource')
    .map(({ name }) => /language-(.+)-[0-9a-f]{16}/.exec(name)?.[1]).filter(Boolean)";
const OVERFLOW: &str =
    "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
const CHOICE: &str = "const select = document.getElementById('language');";

async fn every_language_is_spoken_in_full(visitor: Visitor, site: Site) {
    visitor.resize(360, 800).await;
    for (tag, texts) in catalogues() {
        visitor
            .open(&site.url(&format!("/index.html?lang={tag}")))
            .await;
        visitor
            .until_text(headline(), said(&texts, "headline-running"))
            .await;
        let direction = if ["ar", "he"].contains(&tag.as_str()) {
            "rtl"
        } else {
            "ltr"
        };
        assert_eq!(visitor.run(ROOT).await, json!([tag, direction]));
        assert_eq!(visitor.run(LOADED).await, json!([tag.to_lowercase()]));
        assert_eq!(
            visitor.run(OVERFLOW).await,
            json!(0),
            "{tag} is wider than a phone"
        );
        let body = visitor.text("body").await;
        for key in [
            "services",
            "updates",
            "status-operational",
            "phase-done",
            "check-now",
            "print",
        ] {
            assert!(
                body.contains(said(&texts, key)),
                "{tag}: no `{key}` on: {body}"
            );
        }
        assert!(
            !body.contains("{0}") && !body.contains("other:"),
            "{tag}: {body}"
        );
        assert_eq!(
            visitor.text("#language option:checked").await,
            visitor
                .run(&format!(
                    "return new Intl.DisplayNames({tag:?}, {{ type: 'language' }}).of({tag:?})"
                ))
                .await
        );
    }
}

async fn a_language_is_chosen_without_losing_anything(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html?im-find=a")).await;
    visitor.run("window.marker = 1").await;
    let rows = "return aria().services().length";
    let found = visitor.run(rows).await;
    visitor
        .run(&format!("{CHOICE} select.focus(); select.value = 'de'; select.dispatchEvent(new Event('change'))"))
        .await;
    visitor
        .until_text(headline(), "Eine Wartung ist im Gange")
        .await;
    visitor
        .until(&format!(
            "{CHOICE} return document.activeElement === select"
        ))
        .await;
    assert_eq!(visitor.run(ROOT).await, json!(["de", "ltr"]));
    assert_eq!(visitor.run("return window.marker").await, json!(1));
    assert_eq!(visitor.run(rows).await, found);
    let title = visitor.driver.title().await.unwrap();
    assert!(title.starts_with("Wartung"), "{title}");
    visitor.until_present(button("Jetzt prüfen")).await;
    // It is remembered, and an address that asks for another one wins.
    visitor.open(&site.url("/orders/7")).await;
    visitor
        .until_text(headline(), "Eine Wartung ist im Gange")
        .await;
    visitor.open(&site.url("/orders/7?lang=he")).await;
    assert_eq!(visitor.run(ROOT).await, json!(["he", "rtl"]));
    visitor.run("localStorage.clear()").await;
    assert_eq!(visitor.policy_reports().await, json!([]));
}

/// The page of a visitor whose browser asks for these, which a script says before any of the page's own.
async fn deployed(languages: &str, lang: &str) -> Deployment {
    let deployment = Deployment::new().await;
    let script = format!(
        "Object.defineProperty(Navigator.prototype, 'languages', {{ get: () => {languages} }});"
    );
    deployment.write("before.js", &script);
    let page = deployment.read("index.html");
    let page = page
        .replace("<title>", "<script src=\"/before.js\"></script><title>")
        .replace("lang=\"en\"", &format!("lang={lang:?}"));
    deployment.write("index.html", &page);
    deployment
}

async fn the_browsers_own_languages_decide(visitor: Visitor, _site: Site) {
    for (languages, lang, wanted) in [
        ("['tlh', 'pt-PT', 'de']", "en", "pt-BR"),
        ("['zh-TW']", "en", "zh-Hant"),
        ("['zh', 'en']", "en", "zh-Hans"),
        ("['iw']", "en", "he"),
        ("['tlh']", "it", "it"),
        ("['tlh', 'not a tag', '']", "tlh", "en"),
    ] {
        let deployment = deployed(languages, lang).await;
        visitor.open(&deployment.url("/index.html")).await;
        let root = visitor.run("return document.documentElement.lang").await;
        assert_eq!(root, json!(wanted), "{languages} on a page in {lang}");
    }
}

async fn a_language_that_does_not_come_is_no_loss(visitor: Visitor, _site: Site) {
    let deployment = deployed("['de']", "en").await;
    deployment.without("language-de-");
    visitor.open(&deployment.url("/index.html")).await;
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    assert_eq!(visitor.run(ROOT).await, json!(["en", "ltr"]));
    // And where a choice cannot be had, everything stays as it is.
    visitor
        .run(&format!(
            "{CHOICE} select.value = 'de'; select.dispatchEvent(new Event('change'))"
        ))
        .await;
    visitor.check_now().await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
    assert_eq!(visitor.run(ROOT).await, json!(["en", "ltr"]));
    visitor.run("localStorage.clear()").await;
}

async fn texts_in_another_language_say_so(visitor: Visitor, site: Site) {
    let document = json!({
        "page": { "name": "Beispiel", "lang": "de" },
        "summary": "Wir bauen um.",
        "components": [{ "name": "Suche", "status": "operational" }],
    });
    visitor.open(&site.url("/index.html?lang=en")).await;
    visitor
        .control("POST", "document", &document.to_string())
        .await;
    visitor.check_now().await;
    visitor.until_text("tr.service", "Suche").await;
    let tagged = "return ['.lead', 'tr.service th', '.sentence', 'tr.service .status']
        .map((it) => document.querySelector(it).closest('[lang]').lang)";
    assert_eq!(visitor.run(tagged).await, json!(["de", "de", "en", "en"]));
    let names = "return [...document.querySelectorAll('#language option')]
        .every((it) => it.lang === it.value)";
    assert_eq!(visitor.run(names).await, json!(true));
    // In the language of the page nothing needs to be said; and a text that is there in it is taken.
    let both = json!({
        "page": { "name": "Beispiel" },
        "summary": { "de": "Wir bauen um.", "en": "We are rebuilding." },
        "components": [{ "name": "Suche", "status": "operational" }],
    });
    visitor.control("POST", "document", &both.to_string()).await;
    visitor.check_now().await;
    visitor.until_text(".lead", "We are rebuilding.").await;
    assert_eq!(visitor.run(tagged).await, json!(["en", "en", "en", "en"]));
    visitor
        .run(&format!(
            "{CHOICE} select.value = 'de'; select.dispatchEvent(new Event('change'))"
        ))
        .await;
    visitor.until_text(".lead", "Wir bauen um.").await;
    visitor.run("localStorage.clear()").await;
}

async fn changes_are_told_since_the_last_look_and_while_the_page_is_open(
    visitor: Visitor,
    site: Site,
) {
    visitor.open(&site.url("/index.html?lang=en")).await;
    assert!(!visitor.has(changes()).await);
    visitor.control("POST", "at?minute=45", "").await;
    visitor.check_now().await;
    visitor
        .until_text(changes(), "Auth service: Operational (was Restarting)")
        .await;
    let times = "const times = [...aria().section('What changed').querySelectorAll('time')];
        return times.length > 0 && times.every((it) => it.dateTime.endsWith('Z'))";
    assert_eq!(visitor.run(times).await, json!(true));
    visitor.control("POST", "at?minute=50", "").await;
    visitor.open(&site.url("/index.html?lang=en")).await;
    visitor.until_text(changes(), "Since your last visit").await;
    let undated = "return aria().section('What changed').querySelector('time') === null";
    assert_eq!(visitor.run(undated).await, json!(true));
    visitor.run("localStorage.clear()").await;
}
