//! Answers of success that are no status document.

use super::{FailureCase, Group, HowToRehearse, Reaction, brought, endless};
use intermission::model::document::parse::MAX_NESTING;
use intermission::model::document::read::{MAX_BYTES, MAX_COMPONENTS};

pub(crate) const GROUP: Group = Group {
    title: "A response that is not a status document",
    ways: &[
        FailureCase {
            name: "no content",
            happens: "status 204 or 205, which have no body",
            rehearsal: HowToRehearse::Hand("let the host answer 204"),
            answer: || brought(""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "empty",
            happens: "an empty file, such as one that is being written",
            rehearsal: HowToRehearse::Fault("empty"),
            answer: || brought(" \n"),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "html",
            happens: "a web page: the sign-in page of a network, or a host that sends one for every address",
            rehearsal: HowToRehearse::Fault("html"),
            answer: || brought("<!DOCTYPE html>\n<title>Sign in</title>"),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "news feed",
            happens: "an RSS or Atom feed that is cut off or broken",
            rehearsal: HowToRehearse::Document("<rss version=\"2.0\"><channel>"),
            answer: || brought("<rss version=\"2.0\"><channel>"),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "truncated",
            happens: "a file that was truncated before it was sent",
            rehearsal: HowToRehearse::Fault("truncate"),
            answer: || brought(r#"{"page": {"name": "Exa"#),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "not text",
            happens: "bytes that are not text, such as a compressed file without `Content-Encoding`",
            rehearsal: HowToRehearse::Fault("garbage"),
            answer: || brought(*b"\x1F\x8B\x08"),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "not json",
            happens: "text, but not JSON",
            rehearsal: HowToRehearse::Document("OK"),
            answer: || brought("OK"),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "not an object",
            happens: "JSON, but an empty list, a list of anything except components, incidents or maintenances, or a \
                      single value",
            rehearsal: HowToRehearse::Document("[]"),
            answer: || brought("[]"),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "other json",
            happens: "another service's JSON",
            rehearsal: HowToRehearse::Document(r#"{"status": "UP"}"#),
            answer: || brought(r#"{"status": "UP"}"#),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "no state",
            happens: "a document without any state: it says less than what is shown",
            rehearsal: HowToRehearse::Document(r#"{"page": {"name": "Example"}}"#),
            answer: || brought(r#"{"page": {"name": "Example"}}"#),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "error body",
            happens: "an error of the host in JSON, with a status of success",
            rehearsal: HowToRehearse::Document(r#"{"status": 500}"#),
            answer: || brought(r#"{"status": 500}"#),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "version",
            happens: "a document in a later version of the format",
            rehearsal: HowToRehearse::Fault("version=2"),
            answer: || brought(r#"{"version": 2, "page": {}}"#),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "too large",
            happens: "a body larger than the limit, or endless",
            rehearsal: HowToRehearse::Fault("huge"),
            answer: || endless(MAX_BYTES + 1, MAX_BYTES),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "too deep",
            happens: "lists and objects nested deeper than the limit",
            rehearsal: HowToRehearse::Hand("replace the rehearsal's document with such a document"),
            answer: || brought(["{\"page\": ", &"[".repeat(MAX_NESTING + 1)].concat()),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "too many",
            happens: "more components than the limit",
            rehearsal: HowToRehearse::Hand("replace the rehearsal's document with such a document"),
            answer: || brought(crowded(MAX_COMPONENTS + 1)),
            reaction: Reaction::BacksOff,
        },
    ],
};

fn crowded(count: usize) -> String {
    let entries = vec![r#"{"name": "A"}"#; count].join(",");
    ["{\"components\": [", &entries, "]}"].concat()
}
