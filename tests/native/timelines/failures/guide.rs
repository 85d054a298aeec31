//! `docs/failures.md`: the table of failures, for operators.

use std::fmt::Write as _;

use intermission::model::failures::{GROUPS, Rehearsal, Way};
use intermission::model::freshness::{INTERVALS, SHORTEST_LIMIT_SECS, Standing};
use intermission::model::message;
use intermission::model::normalize::{DEFAULT_REFRESH_SECS, MAX_ENTRIES, REFRESH_SECS};
use intermission::model::parse::MAX_NESTING;
use intermission::model::poll::{CEILING_MILLIS, FLOOR_MILLIS, LONGEST_MILLIS, TIMEOUT_SECS};
use intermission::model::read::{MAX_BYTES, MAX_COMPONENTS};
use intermission::model::state::{Effect, Event, Moment};

use super::{ANSWERED, looking, noon};
use crate::expect::{expect_file, repository};

/// What the page tells the console, and visitors.
fn told(way: &Way) -> (String, String) {
    let mut state = looking(0.5).state;
    let moment = Moment {
        local: noon() + intermission::model::time_delta::TimeDelta::milliseconds(ANSWERED),
        jitter: 0.5,
    };
    let effects = state.apply(Event::Fetched((way.answer)()), moment);
    let reports = effects.iter().filter_map(|effect| {
        let Effect::Report(text) = effect else {
            return None;
        };
        Some(text.replace(" (/status.json)", ""))
    });
    let sentence = state.truth().failure.map(|it| message::failure(&it.error));
    let console = reports.collect::<Vec<_>>().join("; ");
    (console, sentence.unwrap_or_default().to_owned())
}

fn rehearsal(way: &Way) -> String {
    match way.rehearsal {
        Rehearsal::Fault(fault) => format!("`--fault {fault}`"),
        Rehearsal::Document(text) => format!("put `{text}` in the document's place"),
        Rehearsal::Hand(words) => words.to_owned(),
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
        Standing::Live,
        Standing::Cached,
        Standing::Stale,
        Standing::Missing,
    ]
    .map(|standing| {
        let meaning = match standing {
            Standing::Live => "a host handed the document out in this visit, and no request has failed since".to_owned(),
            Standing::Cached => "it is the last that was known: a request has failed since, or it is from an earlier visit. It is shown whole, but what was green is grey and *Not confirmed*".to_owned(),
            Standing::Stale => format!("no host has handed it out, its `Age` counted, for {INTERVALS} times its `refresh_secs` and at least {SHORTEST_LIMIT_SECS} s. Texts stay, every service is *unknown*"),
            Standing::Missing => format!("there is none. Visitors read why, and: {}", message::failure_consequence(false)),
        };
        format!("| `{}` | {meaning} |\n", standing.word())
    });
    rows.concat()
}

fn guide() -> String {
    let (shortest, longest) = (REFRESH_SECS.start(), REFRESH_SECS.end());
    let seconds = |millis: i64| millis / 1000;
    format!(
        "# When the status document fails

<!-- Written from `src/model/failures/`: UPDATE_EXPECT=1 cargo test --test native failures -->

A request for the status document is a failure when no document comes of it that can be read: there is no answer within {TIMEOUT_SECS} s, its HTTP status is not 2xx, or its body is no status document.
An entry of it that is at fault is not: it costs that entry, and `intermission check` tells each one in full.

## What stays true

- A failure takes nothing off the screen. The truth line says why there is nothing newer, that what is shown is the last that was known, and when that was tried.
- Nothing turns green after a failure but by a document that a host hands out, and that is not older than the one shown. Visitors are taken back to the site by nothing else either.
- After a failure the page asks again after {floor} s at the earliest; the latest is twice `refresh_secs`, then twice as long each time, up to {ceiling} s. Each page draws its moment from all of that time, so that a crowd does not come at once. Where several sources are named, the others are asked first, each within {mirror} s.
- `Retry-After` wins over that, in seconds or as a date and with any status that is a failure, up to {hour} s; pages then come spread over a quarter of that time, or over `refresh_secs` where that is longer. Coming back into view or online is no reason to come sooner; *Check now* is.
- No more is read than {megabytes} MiB, {MAX_COMPONENTS} components, and {MAX_NESTING} lists and objects within one another. Of incidents and of maintenances, {MAX_ENTRIES} each are read, open and running ones first; the page does not know what the others say. Of a name 500 characters are read, of any other text 20000, and of marks over one letter 10; each is told as a problem.

How far what is shown can be trusted is in `data-standing` for your style sheet:

| `data-standing` | Meaning |
|---|---|
{standings}
`refresh_secs` is the document's, from {shortest} to {longest}, else {DEFAULT_REFRESH_SECS}.

## Why CORS and a dead host share a sentence

Browsers do not let a page know whether another origin's host is away or merely does not allow the page to read: both are a network error without a reason, and so is what the page's own policy bars.
The page says both, to visitors as well as in the console; which one it is, the browser's own line above it in the console tells.
Another origin must send

```
Access-Control-Allow-Origin: *
Access-Control-Expose-Headers: Date, Age, Retry-After
```

on errors too, else a 503 of its own looks like a dead host and its `Retry-After` is not seen. `connect-src` of the page's policy must name it.

## Every failure

The console adds the document's address to each of its lines.
`--fault` is for `intermission rehearse`, while it runs also `POST /__rehearsal/fault?…`; a document is put in place by `POST /__rehearsal/document`.
`--fault cors` is seen from another origin only: serve a copy of `dist/` on another port, with the rehearsal's `/status.json` as its source.
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
