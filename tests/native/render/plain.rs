//! The first screen of the plain page, and its names: of headings, of regions, of tables.

use std::collections::BTreeSet;

use super::{states, still};

/// The texts between `opening` and `closing`.
fn all<'a>(page: &'a str, opening: &str, closing: &str) -> Vec<&'a str> {
    let rest = page.split(opening).skip(1);
    rest.map(|it| it.split(closing).next().unwrap()).collect()
}

/// The text of the card, without tags.
fn card(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<section class=\"n\" aria-label=\"Now\">")?;
    let (card, _) = rest.split_once("</section>").unwrap();
    let texts = card
        .split('<')
        .map(|it| it.split_once('>').map_or(it, |(_, text)| text).trim());
    Some(
        texts
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" | "),
    )
}

#[test]
fn the_card_has_what_is_going_on_now() {
    let running = "Step 4 of 7 | Schema changes | schema changes: 3 of 7 | Work done: 44% | 10:26 (UTC) | \
         Schema changes are going to plan. Auth service is restarting and will be the first one back.";
    let incident = "Affected services | Log-in | 09:55 (UTC) | We are on it.\n\nMore at 10.";
    let expected = [
        ("running", Some(running)),
        ("overrunning", Some(running)),
        ("scheduled", None),
        ("over", None),
        ("incident", Some(incident)),
        ("silent", None),
    ];
    let found: Vec<_> = states()
        .into_iter()
        .map(|(name, document, time)| (name, card(&still(&document, time).plain())))
        .collect();
    let found: Vec<_> = found
        .iter()
        .map(|(name, it)| (*name, it.as_deref()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_band_has_the_drawing_and_the_colours_of_its_state_alone() {
    let expected = [
        ("running", "M8 1l7 7-7 7-7-7z", ["#6b4ba1", "#c3a8f0"]),
        (
            "incident",
            "M2.2 2.2h11.6v11.6H2.2z",
            ["#a3352b", "#f09a90"],
        ),
    ];
    for (name, outline, colours) in expected {
        let (_, document, time) = states().into_iter().find(|it| it.0 == name).unwrap();
        let page = still(&document, time).plain();
        assert_eq!(all(&page, "<path d=\"", "\""), [outline], "{name}");
        let found: Vec<_> = all(&page, "--state:", "}");
        assert_eq!(found, colours, "{name}");
        assert!(!page.contains("--is-"), "{name}");
    }
}

#[test]
fn each_table_has_a_caption_and_no_name_is_there_twice() {
    for (name, document, time) in states() {
        let page = still(&document, time).plain();
        let tables = page
            .matches("<table>\n<caption><h2>Services</h2></caption>")
            .count();
        assert_eq!(tables, page.matches("<table").count(), "{name}");
        let mut names = all(&page, " aria-label=\"", "\"");
        names.extend(all(&page, "<h1>", "<"));
        names.extend(all(&page, "<h2>", "<"));
        let distinct: BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{name}: {names:?}");
    }
}

/// A column that is empty for all services is left out, and with it a dash that would be read aloud in each row.
#[test]
fn a_column_without_a_value_is_left_out() {
    let heads = |document: &str| {
        let page = still(document, "10:00:00").plain();
        assert!(!page.contains('\u{2014}'), "{page}");
        all(&page, "<thead><tr><th>", "\n")
            .concat()
            .replace("<th>", " | ")
    };
    let service = |members: &str| {
        format!(
            r#"{{"components": [{{"name": "A", "status": "offline"}}, {{"name": "B", "status": "offline"{members}}}]}}"#
        )
    };
    let eta = r#", "eta": "2026-11-23T10:30:00Z""#;
    assert_eq!(heads(&service("")), "Service | Status");
    assert_eq!(
        heads(&service(r#", "regions": ["eu"]"#)),
        "Service | Status | Regions"
    );
    assert_eq!(heads(&service(eta)), "Service | Status | Expected back");
}
