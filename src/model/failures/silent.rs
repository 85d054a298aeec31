//! Requests that end without an answer, or without the whole of one.

use super::{Group, Reaction, Rehearsal, Way, failed, silence};
use crate::model::error::FetchError;
use crate::model::poll::TIMEOUT_SECS;

/// What Chromium says of every host that it cannot reach or may not read.
const REASON: &str = "TypeError: Failed to fetch";
const LATE: FetchError = FetchError::TimedOut {
    after_secs: TIMEOUT_SECS,
};

pub(super) const GROUP: Group = Group {
    title: "No response, or an incomplete one",
    ways: &[
        Way {
            name: "dns",
            happens: "the host's name is not found",
            rehearsal: Rehearsal::Hand("set the page's source to a host that does not exist"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "connection refused",
            happens: "nothing listens at the host's address",
            rehearsal: Rehearsal::Hand("stop the rehearsal while the page is open"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "certificate",
            happens: "the host's certificate has expired or belongs to another host",
            rehearsal: Rehearsal::Hand("set the page's source to a host with such a certificate"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "cors",
            happens: "the host is another origin and sends no `Access-Control-Allow-Origin`",
            rehearsal: Rehearsal::Fault("cors"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "policy",
            happens: "the page's own policy blocks the host: `connect-src` does not name it, or an `https:` page \
                      requests an `http:` address",
            rehearsal: Rehearsal::Hand(
                "set the page's source to another origin: the rehearsal's policy allows `'self'` only",
            ),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "redirect loop",
            happens: "redirects form a loop, or lead to a host that is blocked or sends no CORS headers, such as \
                      that of a login page",
            rehearsal: Rehearsal::Hand("let the host answer 302 with its own address"),
            answer: || silence(REASON),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "no network",
            happens: "the visitor's device has no network",
            rehearsal: Rehearsal::Hand("switch to *Offline* in the browser's developer tools"),
            answer: || failed(FetchError::Offline),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "broken off",
            happens: "the connection is lost in the middle of the body, or the body cannot be decompressed",
            rehearsal: Rehearsal::Fault("reset"),
            answer: || failed(FetchError::Interrupted),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "too slow",
            happens: "the response is not complete within the time limit",
            rehearsal: Rehearsal::Fault("delay=12000"),
            answer: || failed(LATE),
            reaction: Reaction::BacksOff,
        },
        Way {
            name: "hanging",
            happens: "the connection is open, and no data arrives",
            rehearsal: Rehearsal::Fault("hang"),
            answer: || failed(LATE),
            reaction: Reaction::BacksOff,
        },
    ],
};
