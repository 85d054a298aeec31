//! Answers that a page can use, or seems to be able to.

use crate::model::time_delta::TimeDelta;

use super::{ANSWERED_AT, Group, Reaction, Rehearsal, SHOWN, SHOWN_AT, Way, at, brought, silence};
use crate::model::state::{Answer, Stored};

pub(super) const GROUP: Group = Group {
    title: "An answer that is not what it seems",
    ways: &[
        Way {
            name: "304",
            happens: "the host says that nothing has changed; browsers hand the page what they have of it, \
                      as a success",
            rehearsal: Rehearsal::Hand("any rehearsal does it while its document stays the same"),
            answer: || brought(SHOWN),
            reaction: Reaction::Confirms,
        },
        Way {
            name: "slow",
            happens: "the answer comes late, but in time",
            rehearsal: Rehearsal::Fault("delay=3000"),
            answer: || brought(SHOWN),
            reaction: Reaction::Confirms,
        },
        Way {
            name: "stale cache",
            happens: "a cache on the way hands out what it has had for long, and says so in `Age`",
            rehearsal: Rehearsal::Fault("stale"),
            answer: || Answer {
                age_secs: Some(900),
                ..brought(SHOWN)
            },
            reaction: Reaction::ConfirmsOld { secs: 900 },
        },
        Way {
            name: "older document",
            happens: "a mirror or a cache hands out an older document than the one shown, by `published_at`",
            rehearsal: Rehearsal::Fault("stale,flap=1"),
            answer: || brought(SHOWN.replace(SHOWN_AT, "2026-11-23T11:50:00Z")),
            reaction: Reaction::Ignores,
        },
        Way {
            name: "stored copy",
            happens: "no answer comes, and the page's service worker has the last document in store",
            rehearsal: Rehearsal::Hand("visit twice, end the rehearsal, and load the page again"),
            answer: || Answer {
                stored: at(SHOWN_AT).map(|at| Stored {
                    at,
                    bytes: SHOWN.into(),
                }),
                ..silence("this is the browser's own copy")
            },
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "one bad entry",
            happens: "an entry of the document is of no use",
            rehearsal: Rehearsal::Document(
                r#"{"components": [{"name": "Search", "status": "operational"}, 7]}"#,
            ),
            answer: || {
                brought(r#"{"components": [{"name": "Search", "status": "operational"}, 7]}"#)
            },
            reaction: Reaction::DoubtsEntry,
        },
        Way {
            name: "wrong date",
            happens: "the host's clock, which its `Date` header tells, is wrong",
            rehearsal: Rehearsal::Fault("date=+86400"),
            answer: || Answer {
                date: at(ANSWERED_AT).map(|at| at + TimeDelta::days(1)),
                ..brought(SHOWN)
            },
            reaction: Reaction::FollowsClock { secs: 86_400 },
        },
    ],
};
