//! Answers that a page can use, or seems to be able to.

use intermission::model::time::time_delta::TimeDelta;

use super::{
    ANSWERED_AT, FailureCase, Group, HowToRehearse, Reaction, SHOWN, SHOWN_AT, at, brought, silence,
};
use intermission::model::policy::answer::{Answer, Stored};

pub(crate) const GROUP: Group = Group {
    title: "A misleading response",
    ways: &[
        FailureCase {
            name: "304",
            happens: "the host says that nothing has changed; the browser gives the page its cached copy, as a \
                      success",
            rehearsal: HowToRehearse::Hand(
                "happens in any rehearsal while its document stays the same",
            ),
            answer: || brought(SHOWN),
            reaction: Reaction::Confirms,
        },
        FailureCase {
            name: "slow",
            happens: "the response is slow, but within the time limit",
            rehearsal: HowToRehearse::Fault("delay=3000"),
            answer: || brought(SHOWN),
            reaction: Reaction::Confirms,
        },
        FailureCase {
            name: "stale cache",
            happens: "a cache on the way sends an old copy, and says so in `Age`",
            rehearsal: HowToRehearse::Fault("stale"),
            answer: || Answer {
                age_secs: Some(900),
                ..brought(SHOWN)
            },
            reaction: Reaction::ConfirmsOld { secs: 900 },
        },
        FailureCase {
            name: "older document",
            happens: "a mirror or a cache sends an older document than the one shown, by `published_at`",
            rehearsal: HowToRehearse::Fault("stale,flap=1"),
            answer: || brought(SHOWN.replace(SHOWN_AT, "2026-11-23T11:50:00Z")),
            reaction: Reaction::Ignores,
        },
        FailureCase {
            name: "stored copy",
            happens: "no response comes, and the page's service worker has a stored copy of the last document",
            rehearsal: HowToRehearse::Hand(
                "visit twice, end the rehearsal, and load the page again",
            ),
            answer: || Answer {
                stored: at(SHOWN_AT).map(|at| Stored {
                    at,
                    bytes: SHOWN.into(),
                }),
                ..silence("this is the browser's own copy")
            },
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "one bad entry",
            happens: "an entry of the document cannot be used",
            rehearsal: HowToRehearse::Document(
                r#"{"components": [{"name": "Search", "status": "operational"}, 7]}"#,
            ),
            answer: || {
                brought(r#"{"components": [{"name": "Search", "status": "operational"}, 7]}"#)
            },
            reaction: Reaction::DoubtsEntry,
        },
        FailureCase {
            name: "wrong date",
            happens: "the host's clock is wrong, and so is its `Date` header",
            rehearsal: HowToRehearse::Fault("date=+86400"),
            answer: || Answer {
                date: at(ANSWERED_AT).map(|at| at + TimeDelta::days(1)),
                ..brought(SHOWN)
            },
            reaction: Reaction::FollowsClock { secs: 86_400 },
        },
    ],
};
