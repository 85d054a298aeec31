//! `docs/failures.md`: the table of failures, for operators.

use std::fmt::Write as _;

use super::table::{FailureCase, GROUPS, HowToRehearse};
use intermission::model::document::parse::MAX_NESTING;
use intermission::model::document::read::{MAX_BYTES, MAX_COMPONENTS};
use intermission::model::i18n::message;
use intermission::model::i18n::message::language::Language;
use intermission::model::policy::freshness::{Freshness, INTERVALS, SHORTEST_LIMIT_SECS};
use intermission::model::policy::poll::{CEILING_MILLIS, FLOOR_MILLIS, TIMEOUT_SECS};
use intermission::model::policy::retry_after::LONGEST_MILLIS;
use intermission::model::state::{Effect, Event, Inputs};
use intermission::model::status::normalize::{DEFAULT_REFRESH_SECS, MAX_ENTRIES, REFRESH_SECS};

use super::{ANSWERED, looking, noon};
use crate::expect::{expect_file, repository};

/// What the page tells the console, and visitors.
fn told(way: &FailureCase) -> (String, String) {
    let mut state = looking(0.5).state;
    let inputs = Inputs {
        local: noon() + intermission::model::time::time_delta::TimeDelta::milliseconds(ANSWERED),
        jitter: 0.5,
    };
    let effects = state.apply(Event::Fetched((way.answer)()), inputs).effects;
    let reports = effects.iter().filter_map(|effect| {
        let Effect::Report(text) = effect else {
            return None;
        };
        Some(text.replace(" (/status.json)", ""))
    });
    let sentence = state
        .data_status()
        .failure
        .map(|it| message::failure(Language::default(), &it.error));
    let console = reports.collect::<Vec<_>>().join("; ");
    (console, sentence.unwrap_or_default().to_owned())
}

fn rehearsal(way: &FailureCase) -> String {
    match way.rehearsal {
        HowToRehearse::Fault(fault) => format!("`--fault {fault}`"),
        HowToRehearse::Document(text) => format!("replace the document with `{text}`"),
        HowToRehearse::Hand(words) => words.to_owned(),
    }
}

fn tables() -> String {
    let mut text = String::new();
    for group in GROUPS {
        writeln!(text, "\n### {}\n", group.title).unwrap();
        text += "| What happens | What the page does | What visitors read | What the console says | How to rehearse it |\n";
        text += "|---|---|---|---|---|\n";
        for way in group.ways {
            let (console, sentence) = told(way);
            let reaction = way.reaction.text();
            let cells = [way.happens, &reaction, &sentence, &console, &rehearsal(way)];
            assert!(!cells.iter().any(|cell| cell.contains(['|', '\n'])));
            let cells = cells.map(|cell| if cell.is_empty() { "–" } else { cell });
            writeln!(text, "| {} |", cells.join(" | ")).unwrap();
        }
    }
    text
}

/// What each word of the page's `data-standing` means, best first.
fn standings() -> String {
    let rows = [
        Freshness::Live,
        Freshness::Cached,
        Freshness::Stale,
        Freshness::Missing,
    ]
    .map(|freshness| {
        let meaning = match freshness {
            Freshness::Live => "a host sent the document in this visit, and no request has failed since".to_owned(),
            Freshness::Cached => "it is the last known document: a request has failed since, or it is from an earlier visit. It is shown completely, but everything green is grey and *Not confirmed*".to_owned(),
            Freshness::Stale => format!("no host has sent it, `Age` included, for {INTERVALS} times its `refresh_secs` and at least {SHORTEST_LIMIT_SECS} s. Texts stay, every service is *unknown*"),
            Freshness::Missing => format!("there is no document. Visitors read why, and: {}", message::failure_consequence(Language::default(), false)),
        };
        format!("| `{}` | {meaning} |\n", freshness.as_str())
    });
    rows.concat()
}

fn guide() -> String {
    let (shortest, longest) = (REFRESH_SECS.start(), REFRESH_SECS.end());
    let seconds = |millis: i64| millis / 1000;
    format!(
        "# When the status document fails

For operators of a status page: every way in which fetching the status document can fail, what the page then does, and how to rehearse it.

<!-- Written from the table of failures: UPDATE_EXPECT=1 cargo test --test native failures -->

A request for the status document fails when it brings no readable document: there is no response within {TIMEOUT_SECS} s, its HTTP status is not 2xx, or its body is not a status document.
A fault in one entry of a document is not a failure: it costs that entry only, and `intermission check` prints it.

## Rules that always hold

- A failure removes nothing from the screen. The status bar says why there is no newer data, that the shown data is the last that was known, and when the page tried.
- After a failure only a document that a host sends, and that is not older than the one shown, turns anything green. Nothing else takes visitors back to the site.
- After a failure the page asks again, at the earliest after {floor} s; at the latest after twice `refresh_secs`, then twice as long each time, up to {ceiling} s. Each page draws its moment at random from that whole time, so that a crowd is spread. Where there are several sources, the page first asks the others, each within {mirror} s.
- `Retry-After` overrides that, in seconds or as a date, with any status that is a failure, up to {hour} s. Pages then return spread over a quarter of that time, or over `refresh_secs` where that is longer. A page that comes back into view or online waits all the same; *Check now* does not.
- The page reads at most {megabytes} MiB, {MAX_COMPONENTS} components, and {MAX_NESTING} nested lists and objects. It reads {MAX_ENTRIES} incidents and {MAX_ENTRIES} maintenances, open and running ones first, and ignores the rest. It reads 500 characters of a name, 20000 of any other text, and 10 combining marks on one letter. Each excess is recorded as a problem.

The attribute `data-standing` tells your style sheet how far the shown data can be trusted:

| `data-standing` | Meaning |
|---|---|
{standings}
`refresh_secs` is the document's, from {shortest} to {longest}; without it, {DEFAULT_REFRESH_SECS}.

## Why CORS and an unreachable host share a message

Browsers do not tell a page whether another origin's host is down or does not allow the page to read: both are a network error without a reason, and so is a request that the page's own policy blocks.
So the page names both, to visitors and in the console. The browser's own line above it in the console says which one it is.
Another origin must send

```
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: Date, Age, Retry-After
```

also on errors; otherwise its 503 looks like an unreachable host, and the page does not see `Retry-After`. `connect-src` of the page's policy must name the origin.

## Every failure

The console adds the document's address to each of its lines.
`--fault` is an option of `intermission rehearse`; `POST /__rehearsal/fault?…` does the same while it runs, and `POST /__rehearsal/document` replaces the document.
`--fault cors` has an effect only from another origin: serve a copy of `dist/` on another port, with the rehearsal's `/status.json` as its source.
{tables}",
        floor = seconds(FLOOR_MILLIS),
        ceiling = seconds(CEILING_MILLIS),
        mirror = seconds(2 * FLOOR_MILLIS),
        hour = seconds(LONGEST_MILLIS),
        megabytes = MAX_BYTES / 1024 / 1024,
        standings = standings(),
        tables = tables(),
    )
}

#[test]
fn operators_read_what_the_table_says() {
    expect_file(&repository("docs/failures.md"), &guide());
}
