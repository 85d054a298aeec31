//! Every control is reached by keyboard in reading order, and works.

use serde_json::json;
use thirtyfour::{By, Key, TypingData};

use crate::harness::target::{Target, button, field, named, shown_services};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    tabs_follow_the_order_of_reading,
    every_control_works_by_key,
    a_narrow_page_folds_its_filters_away,
);

/// Keys for what has the focus. A field for files would take them for the name of one, so that there they are
/// the keyboard's.
pub(crate) async fn press(visitor: &Visitor, keys: impl Into<TypingData>) {
    let takes_files = "return document.activeElement.type === 'file'";
    if visitor.run(takes_files).await == json!(true) {
        let keyboard = visitor.driver.action_chain().send_keys(keys.into());
        return keyboard.perform().await.unwrap();
    }
    let focused = visitor
        .driver
        .find(By::Css(":focus, body:not(:has(:focus))"));
    focused.await.unwrap().send_keys(keys.into()).await.unwrap();
}

/// Goes to the next stop. Some drivers do not wait until a key has had its effect.
async fn tab(visitor: &Visitor) {
    visitor.run("window.left = document.activeElement").await;
    press(visitor, Key::Tab).await;
    visitor
        .until("return document.activeElement !== window.left")
        .await;
}

/// A script that returns whether an element has the focus.
pub(crate) fn has_focus(target: &Target) -> String {
    format!("return document.activeElement === {}", target.script())
}

pub(crate) async fn tab_to(visitor: &Visitor, target: impl Into<Target>) {
    let target = target.into();
    let reached = has_focus(&target);
    for _ in 0..20 {
        tab(visitor).await;
        if visitor.run(&reached).await == json!(true) {
            return;
        }
    }
    panic!("twenty tabs do not lead to {target:?}");
}

async fn tabs_follow_the_order_of_reading(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    visitor.press("Pause updates").await;
    visitor.press("Filter and sort").await;
    visitor.run("document.activeElement.blur()").await;
    let mut stops = Vec::new();
    for _ in 0..40 {
        tab(&visitor).await;
        let name = "const it = document.activeElement;
             return it === document.body ? '' : (it.closest('label') ?? it).innerText.trim().split('\\n')[0]";
        let name = visitor.run(name).await.as_str().unwrap().to_owned();
        if stops.first() == Some(&name) || name.is_empty() {
            break;
        }
        let ring = "const it = getComputedStyle(document.activeElement);
             return it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) >= 2";
        assert_eq!(
            visitor.run(ring).await,
            json!(true),
            "focus is seen on `{name}`"
        );
        stops.push(name);
    }
    let expected = [
        "Skip to content",
        "Home",
        "Status",
        "Check now",
        "Resume updates",
        "Tell me when it is back",
        "Filter and sort",
        "Find a service",
        "Status",
        "Region",
        "Only affected",
        "Service",
        "Status",
        "Expected back",
        "Time zone",
        "Theme",
        "Language",
        "Save a copy",
        "Print",
        "Add to calendar",
        "Open a saved file",
    ];
    assert_eq!(stops, expected);
}

async fn every_control_works_by_key(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    tab_to(&visitor, named("link", "Skip to content")).await;
    press(&visitor, Key::Enter).await;
    visitor
        .until("return document.activeElement.id === 'content'")
        .await;
    tab_to(&visitor, button("Filter and sort")).await;
    press(&visitor, Key::Enter).await;
    tab_to(&visitor, field("Find a service")).await;
    press(&visitor, "web").await;
    visitor
        .until_text(shown_services(), "2 of 12 services")
        .await;
    tab_to(&visitor, field("Only affected")).await;
    press(&visitor, " ").await;
    visitor
        .until("return location.search === '?im-find=web&im-affected'")
        .await;
    tab_to(&visitor, button("Service")).await;
    press(&visitor, Key::Enter).await;
    visitor
        .until("return aria().one('columnheader', 'Service').ariaSort === 'ascending'")
        .await;
    press(&visitor, " ").await;
    visitor
        .until("return aria().one('columnheader', 'Service').ariaSort === 'descending'")
        .await;
    tab_to(&visitor, field("Theme")).await;
    press(&visitor, "d").await;
    visitor
        .until("return document.documentElement.dataset.theme === 'dark'")
        .await;
}

async fn a_narrow_page_folds_its_filters_away(visitor: Visitor, site: Site) {
    visitor.resize(360, 740).await;
    visitor.open(&site.url("/index.html")).await;
    let find = field("Find a service");
    assert!(!visitor.has(&find).await);
    tab_to(&visitor, button("Filter and sort")).await;
    let expanded = "return document.activeElement.ariaExpanded";
    assert_eq!(visitor.run(expanded).await, json!("false"));
    press(&visitor, Key::Enter).await;
    visitor.until_present(&find).await;
    assert_eq!(visitor.run(expanded).await, json!("true"));
    visitor.open(&site.url("/index.html?im-affected")).await;
    visitor.until_present(&find).await;
}
