//! The events, methods and attributes through which a widget and the page of its host communicate.

use serde_json::{Value, json};

use super::host::{Host, LOADER, Policy, request_count};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_window_is_told_in_events,
    a_feed_that_fails_is_told_and_leaves_the_hosts_words,
    a_pause_stops_the_source_for_all,
    attributes_and_properties_are_the_same,
    links_lead_where_the_document_stands,
);

const ONE: &str =
    r#"<intermission-status loading="eager" src="STATUS/status.json">Words</intermission-status>"#;

/// The members of an event's detail while the reference window runs.
fn running() -> [(&'static str, Value); 8] {
    [
        ("standing", json!("live")),
        ("error", Value::Null),
        ("state", json!("maintenance")),
        ("situation", json!("running")),
        ("headline", json!("Maintenance is under way")),
        ("maintenance", json!("Planned platform upgrade")),
        ("affected", json!(4)),
        ("total", json!(12)),
    ]
}

async fn a_window_is_told_in_events(visitor: Visitor, mut site: Site) {
    let host = Host::open(&site, Policy::Strict, LOADER, ONE);
    visitor.open_host(&host).await;
    visitor.until("return emitted.length === 1").await;
    let first = visitor.run("return emitted[0]").await;
    assert_eq!(first["kind"], "load");
    assert_eq!(first["on"], "intermission-status");
    let detail = &first["detail"];
    for (member, value) in running() {
        assert_eq!(detail[member], value, "{member}");
    }
    let instants = ["publishedAt", "startsAt", "endsAt"];
    let are_instants = instants.map(|member| detail[member].as_str().unwrap().ends_with('Z'));
    assert_eq!(are_instants, [true; 3]);
    assert_eq!(visitor.ask("return at(0).data").await, *detail);

    site.control("POST", "at?minute=62", "");
    visitor.ask("at(0).refresh()").await;
    visitor
        .until("return emitted.at(-1).detail.situation === 'verifying'")
        .await;
    site.stop();
    visitor.ask("at(0).refresh()").await;
    visitor
        .until("return emitted.at(-1).kind === 'error'")
        .await;
    let failed = visitor.run("return emitted.at(-1).detail").await;
    assert_eq!(failed["standing"], "cached");
    let error = failed["error"].as_str().unwrap();
    assert!(
        error.starts_with("expected an answer, found none"),
        "{error}"
    );
    assert_eq!(failed["headline"], "The work is done and is being checked");

    site.start();
    site.control("POST", "at?minute=75", "");
    visitor.ask("at(0).refresh()").await;
    visitor
        .until("return emitted.at(-1).kind === 'return'")
        .await;
    let back = visitor.run("return emitted.at(-1).detail").await;
    assert_eq!(back["situation"], "over");
    let kinds = visitor.emitted_events().await;
    let kinds: Vec<&str> = kinds
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let once = |kind: &str| kinds.iter().filter(|it| **it == kind).count();
    assert_eq!((once("load"), once("return")), (1, 1), "{kinds:?}");
    assert_eq!(&kinds[kinds.len() - 2..], ["change", "return"]);
    // The host's page is where it was.
    assert_eq!(
        visitor.run("return location.href").await,
        json!(host.url("/"))
    );
}

async fn a_feed_that_fails_is_told_and_leaves_the_hosts_words(visitor: Visitor, site: Site) {
    site.control("POST", "fault?html", "");
    let bare = ONE.replace("Words", "");
    let host = Host::open(&site, Policy::Strict, LOADER, &format!("{ONE}{bare}"));
    visitor.open_host(&host).await;
    visitor.until("return emitted.length === 2").await;
    assert_eq!(visitor.emitted_events().await, json!(["error", "error"]));
    assert_eq!(visitor.ask("return at(0).innerText").await, json!("Words"));
    visitor
        .until_shows(1, "The current status is unknown")
        .await;
    let errors = visitor.page_errors().await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("warn: intermission: "), "{errors:?}");
    site.control("DELETE", "fault", "");
    visitor.ask("at(0).refresh()").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.until_shows(1, "Maintenance is under way").await;
}

async fn a_pause_stops_the_source_for_all(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, LOADER, &ONE.repeat(2));
    visitor.open_host(&host).await;
    visitor.until_shows(1, "Maintenance is under way").await;
    visitor.ask("at(0).pause()").await;
    assert_eq!(
        visitor.ask("return all().map((it) => it.paused)").await,
        json!([true, true])
    );
    let label = "return aria(view(1)).all('button').map((it) => it.innerText)";
    assert_eq!(visitor.ask(label).await, json!(["Resume updates"]));
    let before = request_count(&site, "status.json");
    let shown = visitor.ask("return text(1)").await;
    // Twice as long as the reference document wants to be asked.
    visitor
        .run_async("const [done] = arguments; setTimeout(done, 25000)")
        .await;
    assert_eq!(request_count(&site, "status.json"), before);
    assert_eq!(visitor.ask("return text(1)").await, shown);
    visitor.ask("at(1).resume()").await;
    assert_eq!(visitor.ask("return at(0).paused").await, json!(false));
    visitor
        .wait_for(&format!("return text(1) !== {shown}"))
        .await;
}

async fn attributes_and_properties_are_the_same(visitor: Visitor, site: Site) {
    let odd = "<intermission-status loading=\"eager\" form=\"huge\" when=\"never\" src=\"STATUS/status.json\">
        </intermission-status>";
    let host = Host::open(&site, Policy::Strict, LOADER, odd);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    let values = visitor
        .ask("return [at(0).form, at(0).when, at(0).loading]")
        .await;
    assert_eq!(values, json!(["compact", "always", "eager"]));
    let errors = visitor.page_errors().await;
    assert_eq!(
        errors,
        [
            "warn: intermission: `form`: expected one of `compact`, `banner`, `full`, `bars`, found `huge`",
            "warn: intermission: `when`: expected one of `always`, `upcoming`, `trouble`, found `never`",
        ]
    );
    let reflected = "at(0).form = 'full'; at(0).when = 'upcoming'; at(0).loading = 'lazy';
        return ['form', 'when', 'loading'].map((it) => at(0).getAttribute(it))";
    let expected = json!(["full", "upcoming", "lazy"]);
    assert_eq!(visitor.ask(reflected).await, expected);
}

async fn links_lead_where_the_document_stands(visitor: Visitor, site: Site) {
    let document = r#"{"page": {"name": "X", "url": "/about"}, "status": {"indicator": "minor"},
        "links": [{"rel": "help", "label": "Help", "url": "help?x"}]}"#;
    site.control("POST", "document", document);
    let full = ONE.replace("loading", "form=\"full\" loading");
    let host = Host::open(&site, Policy::Strict, LOADER, &full);
    visitor.open_host(&host).await;
    visitor
        .wait_for("return aria(view(0)).all('link').length === 2")
        .await;
    let links = visitor
        .ask("return aria(view(0)).all('link').map((it) => it.href)")
        .await;
    assert_eq!(links, json!([site.url("/about"), site.url("/help?x")]));
}
