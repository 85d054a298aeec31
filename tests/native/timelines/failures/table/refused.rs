//! Answers whose HTTP status says that they bring no document.

use super::{ANSWERED_AT, FailureCase, Group, HowToRehearse, Reaction, at, failed};
use intermission::model::document::error::FetchError;
use intermission::model::policy::answer::Answer;
use intermission::model::policy::retry_after::RetryAfter;

pub(crate) const GROUP: Group = Group {
    title: "A response with an error status",
    ways: &[
        FailureCase {
            name: "3xx",
            happens: "a redirect without an address; other redirects are followed",
            rehearsal: HowToRehearse::Fault("status=302"),
            answer: || refused(302, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "bare 304",
            happens: "*not modified*, although the browser has no cached copy",
            rehearsal: HowToRehearse::Fault("status=304"),
            answer: || refused(304, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "4xx",
            happens: "the host requires a password, or another kind of request",
            rehearsal: HowToRehearse::Fault("status=403"),
            answer: || refused(403, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "404",
            happens: "there is no file at the address",
            rehearsal: HowToRehearse::Fault("status=404"),
            answer: || refused(404, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "410",
            happens: "the file was removed from its address",
            rehearsal: HowToRehearse::Fault("status=410"),
            answer: || refused(410, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "429",
            happens: "the host receives too many requests, and does not say how long to wait",
            rehearsal: HowToRehearse::Fault("status=429"),
            answer: || refused(429, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "429 with Retry-After",
            happens: "the host receives too many requests, and says how long to wait",
            rehearsal: HowToRehearse::Fault("status=429,retry-after=90"),
            answer: || refused(429, "90"),
            reaction: Reaction::Waits { secs: 90 },
        },
        FailureCase {
            name: "5xx",
            happens: "the host, or a server behind it, has failed",
            rehearsal: HowToRehearse::Fault("status=500"),
            answer: || refused(500, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "5xx with a page",
            happens: "a server behind a CDN has failed, and the CDN sends its error page; the status counts",
            rehearsal: HowToRehearse::Fault("status=502,html"),
            answer: || refused(502, ""),
            reaction: Reaction::BacksOff,
        },
        FailureCase {
            name: "503 with Retry-After",
            happens: "the host is down, and says for how long",
            rehearsal: HowToRehearse::Fault("status=503,retry-after=120"),
            answer: || refused(503, "120"),
            reaction: Reaction::Waits { secs: 120 },
        },
        FailureCase {
            name: "503 until a date",
            happens: "the host is down, and says until when",
            rehearsal: HowToRehearse::Fault("status=503,retry-after=date+120"),
            answer: || Answer {
                date: at(ANSWERED_AT),
                ..refused(503, "Mon, 23 Nov 2026 12:03:00 GMT")
            },
            reaction: Reaction::Waits { secs: 120 },
        },
        FailureCase {
            name: "503 for a week",
            happens: "the host asks for a pause of more than an hour, which is the longest that the page grants",
            rehearsal: HowToRehearse::Fault("status=503,retry-after=604800"),
            answer: || refused(503, "604800"),
            reaction: Reaction::Waits { secs: 3600 },
        },
    ],
};

fn refused(code: u16, retry_after: &str) -> Answer {
    Answer {
        retry_after: RetryAfter::parse(retry_after),
        ..failed(FetchError::HttpStatus { code })
    }
}
