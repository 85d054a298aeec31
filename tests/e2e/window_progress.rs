//! The page follows a window that begins, is extended and ends while it is open.

use crate::harness::target::{badge, cell, figure, headline, only};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    counters_advance_and_services_come_back,
    the_window_begins_slips_and_ends,
);

async fn counters_advance_and_services_come_back(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let timer = only("timer").within(figure("Elapsed so far"));
    let elapsed = visitor.text(&timer).await;
    assert!(elapsed.starts_with("0:27:"), "{elapsed}");
    let find = timer.script();
    visitor
        .until(&format!("return {find}.innerText !== {elapsed:?}"))
        .await;
    let state = cell("Auth service", "Status");
    assert_eq!(visitor.text(&state).await, "Restarting");
    visitor.control("POST", "at?minute=33.5", "").await;
    visitor.check_now().await;
    visitor.until_text(&state, "Operational").await;
    let eta = cell("Auth service", "Expected back");
    assert_eq!(visitor.text(eta).await, "—");
    visitor
        .until_text(figure("Affected services"), "3 of 12 total · 9 working")
        .await;
    visitor
        .until_text(".spoken[role=status]", "3 of 12 services affected")
        .await;
}

async fn the_window_begins_slips_and_ends(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let affected = || figure("Affected services");
    for (minute, target, wanted) in [
        ("-10", headline(), "Maintenance is planned"),
        ("-10", affected(), "0 of 12 total · 12 working"),
        ("52", figure("Scheduled length"), "extended by 10 min"),
        ("62", headline(), "The work is done and is being checked"),
        ("75", headline(), "Maintenance is over"),
        ("75", affected(), "0 of 12 total · 12 working"),
        ("75", badge(), "Maintenance over"),
    ] {
        visitor
            .control("POST", &format!("at?minute={minute}"), "")
            .await;
        visitor.check_now().await;
        visitor.until_text(target, wanted).await;
    }
}
