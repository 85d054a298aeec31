//! The widget is in the language of the surrounding page, or in that of its attribute `lang`.

use serde_json::json;

use super::host::{Host, LOADER, Policy};
use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    an_element_speaks_the_language_of_its_part_of_the_page,
    an_element_changes_its_language_with_its_attribute,
);

/// Two languages at once are two programs; neither keeps the other from anything, nor the host's page.
async fn an_element_speaks_the_language_of_its_part_of_the_page(visitor: Visitor, site: Site) {
    let element =
        r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>"#;
    let arabic = element.replace("<intermission-status", "<intermission-status lang=\"ar\"");
    let body = format!("<div lang=\"de-AT\">{element}</div>{arabic}{element}");
    let host = Host::open(&site, Policy::Strict, LOADER, &body);
    visitor.open_host(&host).await;
    for (index, headline, lang, direction) in [
        (0, "Eine Wartung ist im Gange", "de", "ltr"),
        (1, "الصيانة جارية", "ar", "rtl"),
        (2, "Maintenance is under way", "en", "ltr"),
    ] {
        visitor.until_shows(index, headline).await;
        let found = visitor
            .ask(&format!(
                "const it = view({index}).querySelector('.widget'); return [it.lang, it.dir]"
            ))
            .await;
        assert_eq!(found, json!([lang, direction]));
    }
    let root = "const { lang, dir } = document.documentElement; return [lang, dir]";
    assert_eq!(visitor.run(root).await, json!(["en", ""]));
    assert_eq!(host.reports(), Vec::<String>::new());
    assert_eq!(visitor.page_errors().await, Vec::<String>::new());
}

async fn an_element_changes_its_language_with_its_attribute(visitor: Visitor, site: Site) {
    let element =
        r#"<intermission-status loading="eager" src="STATUS/status.json"></intermission-status>"#;
    let host = Host::open(&site, Policy::Strict, LOADER, element);
    visitor.open_host(&host).await;
    visitor.until_shows(0, "Maintenance is under way").await;
    visitor.ask("at(0).lang = 'ja'").await;
    visitor.until_shows(0, "メンテナンスを行っています").await;
    visitor.ask("at(0).removeAttribute('lang')").await;
    visitor.until_shows(0, "Maintenance is under way").await;
    assert_eq!(visitor.page_errors().await, Vec::<String>::new());
}
