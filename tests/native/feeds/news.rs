//! RSS and Atom: the XML is read as others read it, nothing in it does harm, and nothing in it means that all is well.

use std::collections::BTreeMap;
use std::time::Duration;

use intermission::feeds::format::{Format, Gap};
use intermission::feeds::xml::{TEXT, parse, text};
use intermission::model::document::error::DocumentError;
use intermission::model::document::json::Json;
use intermission::model::document::parse::MAX_NESTING;
use intermission::model::status::overall_status::overall_status;
use intermission::model::status::situation::Situation;
use proptest::prelude::{ProptestConfig, any, proptest};
use roxmltree::{Document, Node, ParsingOptions};

use super::fixtures::{documents, folders};
use super::robust::show;
use super::{now, read_all, understood};
use crate::timing::shortest;

/// An RSS feed with one entry.
fn rss(title: &str, body: &str) -> String {
    let body = body.replace('<', "&lt;");
    format!(
        "<rss version=\"2.0\"><channel><title>T</title><item><title>{title}</title><description>{body}</description>\
         <pubDate>Tue, 24 Nov 2026 11:00:00 GMT</pubDate></item></channel></rss>"
    )
}

/// The status of the only incident or maintenance of a feed.
#[track_caller]
fn status(feed: &str) -> String {
    let document = read_all(&[feed.as_bytes()]).unwrap().document;
    let incidents = document.incidents.into_iter().map(|it| it.status);
    let maintenances = document.scheduled_maintenances.into_iter();
    let mut all = incidents.chain(maintenances.map(|it| it.status));
    all.next().unwrap().unwrap()
}

#[test]
fn an_entry_is_over_only_if_it_says_so() {
    for (title, body, expected) in [
        (
            "Down",
            "<p><strong>Resolved</strong> - Fixed.</p>",
            "resolved",
        ),
        ("Down", "<p><b>Resolved</b> \u{2013} Fixed.</p>", "resolved"),
        ("Down", "<b>Status: Resolved</b><br/>Fixed.", "resolved"),
        ("Down", "<strong>Postmortem</strong> - Why.", "postmortem"),
        ("Down", "<strong>Completed</strong> - Done.", "completed"),
        ("[Resolved] Down", "It was.", "resolved"),
        ("Resolved: Down", "It was.", "resolved"),
        ("[Ended] Down", "It was.", "resolved"),
        ("[GEL\u{d6}ST] Ausfall", "Es war.", "resolved"),
        ("The strike has not [ended]", "-", "unknown"),
        (
            "Service is operating normally: Errors",
            "It was.",
            "resolved",
        ),
        ("Down", "It is resolved.", "unknown"),
        (
            "Down",
            "This is not <strong>Resolved</strong> - yet.",
            "unknown",
        ),
        (
            "Down",
            "<strong>Resolved soon</strong> - we hope.",
            "unknown",
        ),
        ("Not resolved: Down", "-", "unknown"),
        ("Down", "", "unknown"),
        ("Down", "<strong>Update</strong> - We look.", "unknown"),
        (
            "[Resolved] Down",
            "<strong>Monitoring</strong> - Not yet.",
            "monitoring",
        ),
        (
            "Down",
            "<strong>Reopened</strong> - Again.<p><strong>Resolved</strong> - Fixed.",
            "unknown",
        ),
        (
            "Down",
            "<strong>Investigating</strong> - ?<p><strong>Resolved</strong> - In which order?",
            "unknown",
        ),
    ] {
        assert_eq!(status(&rss(title, body)), expected, "{title}: {body}");
    }
}

/// A news feed is no evidence that anything works, whatever its entries say.
#[test]
fn no_news_feed_means_that_all_is_well() {
    let empty = "<rss version=\"2.0\"><channel><title>Azure Status</title></channel></rss>";
    let over = rss("[RESOLVED] Down", "");
    let done = rss("Work", "<strong>Completed</strong> - Done.");
    for (feed, expected) in [
        (empty, Situation::Silent),
        (over.as_str(), Situation::Silent),
        (done.as_str(), Situation::Unsure),
        (&rss("Down", "Who knows?"), Situation::Incident),
    ] {
        let (snapshot, _) = understood(&read_all(&[feed.as_bytes()]).unwrap());
        let status = overall_status(&snapshot, now());
        assert_eq!(status.situation, expected, "{feed}");
        assert!(!status.situation.is_well() && !status.evidence.is_positive);
    }
}

#[test]
fn a_feed_says_what_it_cannot_tell() {
    let gaps = |feed: &str| read_all(&[feed.as_bytes()]).unwrap().cannot_tell;
    assert_eq!(gaps(&rss("[Resolved] Down", "")), [Gap::Services]);
    assert_eq!(gaps(&rss("Down", "")), [Gap::Services, Gap::Ends]);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let nested = |depth: usize| {
        let (open, close) = ("<a>".repeat(depth), "</a>".repeat(depth));
        format!("<rss version=\"2\"><channel>{open}{close}</channel></rss>")
    };
    assert!(read_all(&[nested(MAX_NESTING - 2).as_bytes()]).is_ok());
    for feed in [
        "<rss",
        "<rss version='2'>",
        "<rss version='2'></rss>",
        "<rss><channel></rss></channel>",
        "<rss><channel><item></channel></rss>",
        "<rss><channel/></rss> more",
        "<rss><channel/></rss><rss/>",
        "<rss><channel title=1/></rss>",
        "<rss><channel><![CDATA[ ]]</channel></rss>",
        "<feed><!-- </feed>",
        &nested(MAX_NESTING - 1),
        &nested(100_000),
    ] {
        let error = read_all(&[feed.as_bytes()]).unwrap_err();
        assert!(
            matches!(error, DocumentError::NewsFeed { .. }),
            "{feed}: {error}"
        );
    }
    let latin = b"<rss><channel><title>\xfcber</title></channel></rss>";
    assert!(read_all(&[latin]).is_err(), "no guess at an encoding");
}

/// No entity is defined, so none expands: neither a billion laughs nor somebody's file.
#[test]
fn entities_do_not_expand() {
    let entity = |it: usize| {
        format!(
            "<!ENTITY e{it} \"{}\">",
            format!("&e{};", it - 1).repeat(10)
        )
    };
    let lines = (1..30).map(entity).collect::<Vec<_>>().concat();
    let feed = format!(
        "<!DOCTYPE rss [<!ENTITY e0 \"ha\">{lines}<!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
         <rss><channel><title>&e29; &f;</title></channel></rss>"
    );
    let document = read_all(&[feed.as_bytes()]).unwrap().document;
    let name = document.page.unwrap().name.unwrap();
    assert_eq!(name, "&e29; &f;".into());
}

#[test]
fn large_news_feeds_are_read_at_once() {
    let around = |inside: &str| format!("<rss><channel>{inside}</channel></rss>");
    let body = |body: &str| {
        around(&format!(
            "<item><description><![CDATA[{body}]]></description></item>"
        ))
    };
    let prefixes: Vec<String> = (0..20_000).map(|it| format!(" xmlns:a{it}='u'")).collect();
    let prefixes = prefixes.concat();
    let aws = |it: usize| {
        format!(
            "<item><guid>s{}_1</guid><title>Service disruption: {it}</title></item>",
            it % 100
        )
    };
    for text in [
        around(&"<item/>".repeat(100_000)),
        around(&"<item><title>&amp;</title></item>".repeat(30_000)),
        around(&(0..30_000).map(aws).collect::<String>()),
        format!(
            "<rss{prefixes}><channel>{}</channel></rss>",
            "<a1:b/>".repeat(50_000)
        ),
        around(&"&".repeat(1_000_000)),
        around(&"<title>".repeat(60)),
        body(&"<strong>".repeat(100_000)),
        body(&"<strong>Resolved</strong> - ".repeat(40_000)),
        body(&format!("{}<b>a</b>", " ".repeat(1_000)).repeat(1_000)),
        body(&"<b>a</b> -".repeat(100_000)),
        body(&"<p".repeat(300_000)),
        body(&"&lt;small&gt;".repeat(80_000)),
        body(&"&#x0000000".repeat(100_000)),
        format!("<!DOCTYPE rss [{}", "<".repeat(1_000_000)),
    ] {
        let time = shortest(1, || drop(show(&[text.as_bytes()])));
        let start_of_text: String = text.chars().take(60).collect();
        assert!(time < Duration::from_secs(20), "{start_of_text}");
    }
}

/// The tree of an element as `roxmltree` reads it, in the form that [`parse`] returns.
fn expected(node: Node<'_, '_>, own: &str) -> Json {
    const LISTS: [&str; 3] = ["entry", "item", "link"];
    let mut members: Vec<(String, Json)> = node
        .attributes()
        .map(|it| (format!("@{}", it.name()), Json::Text(it.value().to_owned())))
        .collect();
    let mut lists: BTreeMap<&str, Vec<Json>> = BTreeMap::new();
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name();
        let local = name.name();
        let prefix = match name.namespace() {
            None | Some("") => "",
            Some(uri) if uri == own => "",
            Some("http://www.w3.org/2005/Atom") => "atom:",
            Some("http://purl.org/rss/1.0/modules/content/") => "content:",
            Some("http://purl.org/dc/elements/1.1/") => "dc:",
            Some(_) => "other:",
        };
        let json = expected(child, own);
        match LISTS
            .iter()
            .find(|list| prefix.is_empty() && **list == local)
        {
            Some(list) => lists.entry(list).or_default().push(json),
            None => members.push((format!("{prefix}{local}"), json)),
        }
    }
    let text: String = node
        .children()
        .filter(Node::is_text)
        .filter_map(|it| it.text())
        .collect();
    let text = text.trim_ascii().to_owned();
    if members.is_empty() && lists.is_empty() {
        return Json::Text(text);
    }
    members.extend(
        lists
            .into_iter()
            .map(|(name, items)| (name.to_owned(), Json::List(items))),
    );
    if !text.is_empty() {
        members.push((TEXT.to_owned(), Json::Text(text)));
    }
    Json::Object(members.into_iter().collect())
}

/// Each document that `roxmltree` accepts is read as the same tree.
#[track_caller]
fn check_tree(xml: &str) {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let Ok(document) = Document::parse_with_options(xml, options) else {
        return;
    };
    let root = document.root_element();
    let own = root.tag_name().namespace().unwrap_or_default().to_owned();
    let (name, json) = parse(xml).unwrap_or_else(|fault| panic!("{xml}: {fault:?}"));
    assert_eq!(name, root.tag_name().name(), "{xml}");
    assert_eq!(json, expected(root, &own), "{xml}");
}

#[test]
fn xml_is_read_as_another_parser_reads_it() {
    for folder in folders() {
        for bytes in documents(&folder) {
            let Ok(text) = text(&bytes) else { continue };
            // Markup within a text is one text here, and entities do not expand.
            if text.starts_with('<') && !text.contains("xhtml") && !text.contains("!ENTITY") {
                check_tree(text);
            }
        }
    }
    for xml in [
        "<?xml version='1.0'?><!DOCTYPE a><!-- b --><a/><!-- c -->",
        "<a b='1' c=\"&lt;&#65;&#x42;\"> x <b/> y <![CDATA[<z>&amp;]]></a>",
        "<a xmlns='http://www.w3.org/2005/Atom'><b xmlns=''/><c xmlns='v'/><d/></a>",
        "<x:a xmlns:x='http://www.w3.org/2005/Atom'><link href='1'/><x:link/><x:c xmlns:x='v'/></x:a>",
        "<a><item/><b/><item>1</item></a >",
        "<\u{e9}\u{e4}>\u{1f600}</\u{e9}\u{e4}>",
    ] {
        check_tree(xml);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(20_000) })]

    #[test]
    fn random_xml_is_read_as_another_parser_reads_it(
        pieces in proptest::collection::vec(0..PIECES.len(), 0..24),
    ) {
        let inside: String = pieces.iter().map(|it| PIECES[*it]).collect();
        check_tree(&format!("<rss>{inside}</rss>"));
    }

    #[test]
    fn any_text_may_be_xml(inside in ".{0,60}", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        show(&[format!("<rss><channel>{inside}</channel></rss>").as_bytes()]);
        show(&[&[b"<feed ".as_slice(), &bytes].concat()]);
    }
}

const PIECES: [&str; 20] = [
    "<item>",
    "</item>",
    "<a b='&amp;'>",
    "</a>",
    "<a:b xmlns:a='u'>",
    "</a:b>",
    "<link/>",
    "<e x = \"1\" />",
    "text",
    " ",
    "\n",
    "&lt;",
    "&#233;",
    "<!-- c -->",
    "<![CDATA[<]]>",
    "<?p i?>",
    "]]",
    ">",
    "<n xmlns='v'>",
    "</n>",
];

#[test]
fn formats_of_news_feeds() {
    let formats = |feed: &str| read_all(&[feed.as_bytes()]).unwrap().format;
    assert_eq!(formats(&rss("A", "")), Format::Rss);
    let rdf = "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
               <channel><title>T</title></channel><item><title>A</title><dc:date>2026-11-24T11:00:00Z</dc:date></item>\
               </rdf:RDF>";
    assert_eq!(formats(rdf), Format::Rss);
    let atom = "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'><atom:title>T</atom:title></atom:feed>";
    assert_eq!(formats(atom), Format::Atom);
}
