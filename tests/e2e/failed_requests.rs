//! A failed request removes nothing from the screen.

use serde_json::json;

use crate::harness::target::{badge, cell, failure, figure, headline};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    a_server_that_stops_under_the_page_takes_nothing_away,
    every_broken_answer_has_its_sentence,
    one_bad_entry_is_of_unknown_state,
    a_page_that_knows_nothing_says_so,
    an_answer_that_never_comes_is_given_up,
    a_huge_answer_is_given_up,
);

async fn a_server_that_stops_under_the_page_takes_nothing_away(visitor: Visitor, mut site: Site) {
    visitor.open(&site.url("/index.html")).await;
    site.stop();
    visitor.check_now().await;
    visitor
        .until_text(failure(), "Cannot reach the status file.")
        .await;
    assert_eq!(visitor.service_count().await, json!(12));
    assert_eq!(visitor.text(headline()).await, "Maintenance is under way");
    site.start();
    visitor.check_now().await;
    visitor.until_absent(failure()).await;
}

async fn every_broken_answer_has_its_sentence(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    for (document, sentence) in [
        (
            "<!DOCTYPE html>",
            "Received a web page instead of the status file.",
        ),
        ("   ", "The status file is empty."),
        ("{\"page\": {", "The status file is damaged or cut off."),
        (
            "{\"version\": 2, \"page\": {}}",
            "The status file needs a newer version of this page.",
        ),
        ("[]", "The status file has an unknown format."),
    ] {
        visitor.control("POST", "document", document).await;
        visitor.check_now().await;
        visitor.until_text(failure(), sentence).await;
        assert_eq!(visitor.service_count().await, json!(12), "{document}");
    }
    visitor.control("DELETE", "document", "").await;
    visitor.control("POST", "fault?status=404", "").await;
    visitor.check_now().await;
    visitor
        .until_text(failure(), "There is no status file at this address.")
        .await;
    visitor.control("DELETE", "fault", "").await;
    visitor.check_now().await;
    visitor.until_absent(failure()).await;
}

async fn one_bad_entry_is_of_unknown_state(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let document = r#"{"components": [{"name": "A", "status": "operational"}, 7,
                                       {"name": "B", "status": "on fire"}]}"#;
    visitor.control("POST", "document", document).await;
    visitor.check_now().await;
    visitor
        .until_text(
            figure("Affected services"),
            "0 of 3 total · 1 working · 2 unknown",
        )
        .await;
    for (service, state) in [
        ("A", "Operational"),
        ("Service without a name", "Unknown"),
        ("B", "on fire"),
    ] {
        assert_eq!(visitor.text(cell(service, "Status")).await, state);
    }
    assert_eq!(visitor.text(badge()).await, "Unknown");
}

async fn a_page_that_knows_nothing_says_so(visitor: Visitor, site: Site) {
    // From another file of the site: the page itself might keep a document meanwhile.
    let icon = site.url("/icons/unknown.svg");
    visitor.driver.goto(icon).await.unwrap();
    visitor.control("POST", "fault?status=500", "").await;
    visitor.driver.goto(site.url("/index.html")).await.unwrap();
    visitor
        .until_text(headline(), "The current status is unknown")
        .await;
    visitor.until_text(".lead", "has a problem").await;
    visitor.control("DELETE", "fault", "").await;
    visitor.check_now().await;
    visitor
        .until_text(headline(), "Maintenance is under way")
        .await;
}

async fn an_answer_that_never_comes_is_given_up(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.control("POST", "fault?delay=60000", "").await;
    visitor.check_now().await;
    visitor
        .until_text(failure(), "The status file did not arrive in time.")
        .await;
    assert_eq!(visitor.service_count().await, json!(12));
}

async fn a_huge_answer_is_given_up(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let put = "const [done] = arguments;
        const body = '{\"page\": {\"name\": \"' + 'x'.repeat(9e6) + '\"}}';
        fetch('/__rehearsal/document', { method: 'POST', body }).then((it) => done(it.status))";
    assert_eq!(visitor.run_async(put).await, json!(204));
    visitor.check_now().await;
    visitor
        .until_text(failure(), "The status file is too large to read safely.")
        .await;
    assert_eq!(visitor.service_count().await, json!(12));
}
