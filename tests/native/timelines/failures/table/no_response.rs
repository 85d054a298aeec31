//! Requests that end without an answer, or without the whole of one.

use super::{FailureCase, Group, HowToRehearse, Reaction, failed, silence};
use intermission::model::document::error::FetchError;
use intermission::model::policy::poll::TIMEOUT_SECS;

/// What Chromium says of every host that it cannot reach or may not read.
const REASON: &str = "TypeError: Failed to fetch";
const LATE: FetchError = FetchError::TimedOut {
    after_secs: TIMEOUT_SECS,
};

pub(crate) const GROUP: Group = Group {
    title: "No response, or an incomplete one",
    ways: &[
        FailureCase {
            name: "dns",
            happens: "the host's name is not found",
            rehearsal: HowToRehearse::Hand("set the page's source to a host that does not exist"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "connection refused",
            happens: "nothing listens at the host's address",
            rehearsal: HowToRehearse::Hand("stop the rehearsal while the page is open"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "certificate",
            happens: "the host's certificate has expired or belongs to another host",
            rehearsal: HowToRehearse::Hand(
                "set the page's source to a host with such a certificate",
            ),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "cors",
            happens: "the host is another origin and sends no `Access-Control-Allow-Origin`",
            rehearsal: HowToRehearse::Fault("cors"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "policy",
            happens: "the page's own policy blocks the host: `connect-src` does not name it, or an `https:` page \
                      requests an `http:` address",
            rehearsal: HowToRehearse::Hand(
                "set the page's source to another origin: the rehearsal's policy allows `'self'` only",
            ),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "redirect loop",
            happens: "redirects form a loop, or lead to a host that is blocked or sends no CORS headers, such as \
                      that of a login page",
            rehearsal: HowToRehearse::Hand("let the host answer 302 with its own address"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "no network",
            happens: "the visitor's device has no network",
            rehearsal: HowToRehearse::Hand("switch to *Offline* in the browser's developer tools"),
            answer: || failed(FetchError::Offline),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "broken off",
            happens: "the connection is lost in the middle of the body, or the body cannot be decompressed",
            rehearsal: HowToRehearse::Fault("reset"),
            answer: || failed(FetchError::Interrupted),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "too slow",
            happens: "the response is not complete within the time limit",
            rehearsal: HowToRehearse::Fault("delay=12000"),
            answer: || failed(LATE),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "hanging",
            happens: "the connection is open, and no data arrives",
            rehearsal: HowToRehearse::Fault("hang"),
            answer: || failed(LATE),
            reaction: Reaction::BacksOff,
        },
    ],
};
