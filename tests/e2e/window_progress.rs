//! The page follows a window that begins, is extended and ends while it is open.

use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    counters_advance_and_services_come_back,
    the_window_begins_slips_and_ends,
);

async fn counters_advance_and_services_come_back(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let elapsed = visitor.text(".figure-elapsed .number").await;
    assert!(elapsed.starts_with("0:27:"), "{elapsed}");
    let changed = format!(
        "return document.querySelector('.figure-elapsed .number').innerText !== {elapsed:?}"
    );
    visitor.until(&changed).await;
    let auth = "tr.service:nth-child(3)";
    assert_eq!(visitor.text(&format!("{auth} .state")).await, "Restarting");
    visitor.control("POST", "at?minute=33.5", "").await;
    visitor.check_now().await;
    visitor
        .until_text(&format!("{auth} .state"), "Operational")
        .await;
    assert_eq!(visitor.text(&format!("{auth} .eta")).await, "—");
    visitor
        .until_text(".figure-affected", "3 of 12 total · 9 healthy")
        .await;
    visitor
        .until_text(".spoken[role=status]", "3 of 12 services affected")
        .await;
}

async fn the_window_begins_slips_and_ends(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    for (minute, selector, wanted) in [
        ("-10", "h1", "Maintenance is planned"),
        ("-10", ".figure-elapsed .beside", "starts in 10 min"),
        ("-10", ".figure-affected", "0 of 12 total · 12 healthy"),
        ("52", ".figure-length", "extended by 10 min"),
        ("62", "h1", "The work is done and is being checked"),
        ("75", "h1", "Maintenance is over"),
        ("75", ".figure-affected", "0 of 12 total · 12 healthy"),
        ("75", ".badge", "Operational, maintenance over"),
    ] {
        visitor
            .control("POST", &format!("at?minute={minute}"), "")
            .await;
        visitor.check_now().await;
        visitor.until_text(selector, wanted).await;
    }
}
