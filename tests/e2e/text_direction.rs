//! Each text of a document has its own direction, and leaves that of the page's texts alone, whichever way the page runs.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{Site, Visitor, in_every_browser};

in_every_browser!(
    every_text_of_a_document_is_set_apart,
    texts_in_texts_run_to_the_left
);

/// A letter that runs to the left, at both ends of each text, so that it would take along whatever stands beside it.
const LETTER: char = '\u{5d0}';

/// Returns the names of the members that the schema describes as a text for visitors.
fn names_of_texts() -> BTreeSet<String> {
    let schema: Value =
        serde_json::from_str(include_str!("../../public/status.schema.json")).unwrap();
    let objects = schema["$defs"]
        .as_object()
        .unwrap()
        .values()
        .chain([&schema]);
    let members = objects
        .filter_map(|it| it["properties"].as_object())
        .flatten();
    let texts = members.filter(|(_, member)| member["$ref"] == "#/$defs/text");
    texts.map(|(name, _)| name.clone()).collect()
}

/// Marks every text of the document.
fn mark_all(value: &mut Value, texts: &BTreeSet<String>) {
    if let Value::Array(items) = value {
        for it in items {
            mark_all(it, texts);
        }
    }
    if let Value::Object(members) = value {
        for (name, value) in members {
            if texts.contains(name) {
                mark(value);
            } else if name == "regions" {
                value.as_array_mut().unwrap().iter_mut().for_each(mark);
            } else {
                mark_all(value, texts);
            }
        }
    }
}

/// Marks a text; the first one where there is a choice of languages.
fn mark(value: &mut Value) {
    let first = value.as_object().and_then(|texts| texts.values().next());
    let text = first.unwrap_or(value).as_str().unwrap().to_owned();
    *value = json!(format!("{LETTER} {text} 7 {LETTER}"));
}

async fn every_text_of_a_document_is_set_apart(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html")).await;
    let shown =
        "const [done] = arguments; fetch('/status.json').then((it) => it.json()).then(done)";
    let mut document = visitor.run_async(shown).await;
    mark_all(&mut document, &names_of_texts());
    document["components"][0]["status"] = json!(format!("{LETTER} ablaze {LETTER}"));
    document["incidents"] = json!([{
        "name": format!("{LETTER} Trouble {LETTER}"), "impact": "major",
        "status": format!("{LETTER} on it {LETTER}"),
        "components": [{"name": format!("{LETTER} Shop {LETTER}")}],
        "incident_updates": [{"status": "investigating", "body": format!("{LETTER} Looking. {LETTER}")}],
    }]);
    visitor
        .control("POST", "document", &document.to_string())
        .await;
    visitor.open(&site.url("/index.html")).await;
    visitor.until_text(".card h3", "Trouble").await;
    // By what browsers make of it, not by the markup: what is around the text runs to the right as the page does.
    let found = format!(
        "const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
         const found = {{ apart: 0, others: [] }};
         while (texts.nextNode()) {{
           const {{ data, parentElement }} = texts.currentNode;
           if (!data.includes('{LETTER}')) continue;
           if (parentElement.closest('[dir=auto]')) found.apart += 1;
           else found.others.push(parentElement.outerHTML);
         }}
         return found"
    );
    let found = visitor.run(&found).await;
    assert_eq!(found["others"], json!([]));
    assert!(found["apart"].as_u64().unwrap() > 30, "{found}");
    let direction = "return getComputedStyle(document.querySelector('main')).direction";
    assert_eq!(visitor.run(direction).await, json!("ltr"));
}

/// Browsers ignore isolated values when they look for the direction of the text around them, so that one of values alone
/// would run to the right: the zone would stand before the time.
async fn texts_in_texts_run_to_the_left(visitor: Visitor, site: Site) {
    visitor.open(&site.url("/index.html?lang=he")).await;
    let from_the_right = "const left = (text, part) => {
            const range = document.createRange();
            range.setStart(text, text.data.indexOf(part));
            range.setEnd(text, text.data.indexOf(part) + 1);
            return range.getBoundingClientRect().left;
        };
        const [time] = document.querySelector('.age time').childNodes;
        return left(time, ':') > left(time, '(')";
    assert_eq!(visitor.run(from_the_right).await, json!(true));
}
