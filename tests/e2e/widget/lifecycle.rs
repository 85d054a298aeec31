//! Adding, moving, changing and removing widgets: which resources they use, and that they release them.

use serde_json::json;

use super::host::{Host, LOADER, Policy, request_count};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    fifty_elements_are_one_program_and_one_poll,
    nothing_survives_an_element,
    an_element_that_is_removed_while_asking_asks_no_more,
    an_element_that_moves_stays_itself,
    an_element_that_comes_back_begins_anew,
    another_source_takes_the_place_of_the_one_before,
    what_was_set_before_the_element_was_known_counts,
);

const ONE: &str =
    r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>"#;

async fn fifty_elements_are_one_program_and_one_poll(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, LOADER, &ONE.repeat(50));
    visitor.open_host(&host).await;
    for index in [0, 49] {
        visitor.until_shows(index, "Maintenance is under way").await;
    }
    visitor
        .wait_for("return all().every((it, index) => text(index).includes('under way'))")
        .await;
    let asked = [".wasm", "widget-program", "status.json"].map(|name| request_count(&site, name));
    assert_eq!(asked, [1, 1, 1]);
    // And all follow the one poll.
    site.control("POST", "at?minute=62", "");
    visitor.ask("at(7).refresh()").await;
    visitor
        .wait_for("return all().every((it, index) => text(index).includes('being checked'))")
        .await;
    visitor.until_live_count("channels", 1).await;
    visitor.until_live_count("locks", 1).await;
    // Only one of them speaks.
    let spoken = "return all().filter((_, index) => aria(view(index)).css('[role=status]').textContent !== '').length";
    assert_eq!(visitor.ask(spoken).await, json!(1));
}

async fn nothing_survives_an_element(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, LOADER, "<div id=\"place\"></div>");
    visitor.open_host(&host).await;
    let before = visitor.live_resources().await;
    for form in ["compact", "banner", "full"] {
        let add = format!(
            "for (let count = 0; count < 3; count += 1) {{
               const it = document.createElement('intermission-status');
               it.form = {form:?}; it.loading = 'eager'; it.src = '{}';
               place.append(it);
             }}",
            site.url("/status.json")
        );
        visitor.run(&add).await;
        visitor.until_shows(2, "Maintenance is under way").await;
        let during = visitor.live_resources().await;
        assert_ne!(during, before);
        visitor
            .ask("all().slice(0, 2).forEach((it) => it.remove())")
            .await;
        visitor.until_shows(0, "Maintenance is under way").await;
        visitor.ask("at(0).remove()").await;
        visitor.until_live_resources(&before).await;
    }
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn an_element_that_is_removed_while_asking_asks_no_more(visitor: Visitor, site: Site) {
    site.control("POST", "fault?hang", "");
    let host = Host::open(&site, Policy::Strict, LOADER, "<div id=\"place\"></div>");
    visitor.open_host(&host).await;
    // WebKit's driver has a timer of its own while a script is waited for.
    let before = visitor.live_resources().await;
    let source = site.url("/status.json");
    visitor
        .run(&format!(
            "const it = document.createElement('intermission-status');
             it.loading = 'eager'; it.src = {source:?}; place.append(it)"
        ))
        .await;
    visitor.wait_for("return view(0) !== null").await;
    visitor.until_live_count("requests", 1).await;
    visitor.ask("at(0).remove()").await;
    visitor.until_live_resources(&before).await;
    assert_eq!(visitor.emitted_events().await, json!([]));
    assert_eq!(visitor.page_errors().await, [""; 0]);
}

async fn an_element_that_moves_stays_itself(visitor: Visitor, site: Site) {
    let body = format!("<div id=\"one\">{ONE}</div><div id=\"two\"></div>");
    let host = Host::open(&site, Policy::Strict, LOADER, &body);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor
        .ask("window.kept = view(0); two.append(at(0))")
        .await;
    visitor
        .ask("two.moveBefore ? one.moveBefore(at(0), null) : one.append(at(0))")
        .await;
    // Longer than the moment an element is given to be connected again.
    visitor.live_resources().await;
    assert_eq!(visitor.ask("return view(0) === kept").await, json!(true));
    // Another form is another view of the same.
    visitor.ask("at(0).form = 'banner'").await;
    visitor
        .wait_for("return view(0) !== kept && view(0).firstChild.classList.contains('banner')")
        .await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(request_count(&site, "status.json"), 1);
    assert_eq!(request_count(&site, ".wasm"), 1);
}

async fn an_element_that_comes_back_begins_anew(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, LOADER, ONE);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.ask("window.kept = at(0); kept.remove()").await;
    visitor.live_resources().await;
    visitor.run("document.body.append(kept)").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.emitted_events().await, json!(["load", "load"]));
    assert_eq!(request_count(&site, ".wasm"), 1);
}

async fn another_source_takes_the_place_of_the_one_before(visitor: Visitor, site: Site) {
    let host = Host::open(
        &site,
        Policy::Strict,
        LOADER,
        &ONE.replace("></", ">Words</"),
    );
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    let other = site.url("/examples/minimal.json");
    visitor.ask(&format!("at(0).src = {other:?}")).await;
    visitor
        .wait_for("return at(0).data.headline !== 'Maintenance is under way' && text(0).includes(at(0).data.headline)")
        .await;
    visitor.until_live_count("channels", 1).await;
    visitor.ask("at(0).src = 'ftp://127.0.0.1/'").await;
    visitor.wait_for("return at(0).innerText === 'Words'").await;
    visitor.ask("at(0).removeAttribute('src')").await;
    visitor.wait_for("return pageErrors.length === 2").await;
    let errors = visitor.page_errors().await;
    assert!(
        errors.iter().all(|it| it.contains("`src`: expected")),
        "{errors:?}"
    );
    assert!(errors[0].contains("found `ftp://127.0.0.1/`"), "{errors:?}");
    visitor.until_live_count("channels", 0).await;
    let source = site.url("/status.json");
    visitor
        .ask(&format!("at(0).setAttribute('src', {source:?})"))
        .await;
    visitor.until_shows(0, "Maintenance is under way").await;
}

async fn what_was_set_before_the_element_was_known_counts(visitor: Visitor, site: Site) {
    let host = Host::open(&site, Policy::Strict, "", "<div id=\"place\"></div>");
    visitor.open_host(&host).await;
    let source = site.url("/status.json");
    let loader = site.url("/widget.js");
    visitor
        .run(&format!(
            "const it = document.createElement('intermission-status');
             it.src = {source:?}; it.form = 'banner'; it.loading = 'eager'; it.paused = true;
             place.append(it);
             import({loader:?})"
        ))
        .await;
    visitor.until_shows(0, "Hide").await;
    let set = "return [at(0).getAttribute('src'), at(0).getAttribute('form'), at(0).getAttribute('loading'),
        at(0).paused, Object.keys(at(0))]";
    let expected = json!([source, "banner", "eager", true, []]);
    assert_eq!(visitor.ask(set).await, expected);
}
