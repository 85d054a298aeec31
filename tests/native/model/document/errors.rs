//! Errors: what operators read of each, and of each kind of problem.

use std::error::Error;

use intermission::cli::publish::PublishError;
use intermission::cli::rehearse::RehearsalError;
use intermission::cli::render::RenderError;
use intermission::model::document::error::{DocumentError, FetchError, Problem, ProblemKind, join};

#[track_caller]
fn check(error: &impl std::fmt::Display, expected: &str) {
    let text = error.to_string();
    assert_eq!(text, expected);
    assert!(text.starts_with("expected "), "{text}");
    assert!(!text.ends_with('.') && !text.contains('\n'), "{text}");
    assert_eq!(text.matches('`').count() % 2, 0, "{text}");
}

#[test]
fn documents_that_cannot_be_used() {
    use DocumentError as Error;
    for (error, expected) in [
        (Error::Empty, "expected a status document, found nothing"),
        (
            Error::ErrorBody { status: 500 },
            "expected a status document, found an error body with `status` 500",
        ),
        (Error::Html, "expected JSON, found a web page"),
        (
            Error::Json {
                line: 2,
                column: 7,
                expected: "a value",
                found: "`]`".to_owned(),
            },
            "expected JSON: a value, found `]` at line 2 column 7",
        ),
        (
            Error::TooLarge {
                bytes: 9_000_000,
                limit: 8_388_608,
            },
            "expected at most 8388608 bytes, found 9000000",
        ),
        (
            Error::TooManyComponents {
                found: 20_001,
                limit: 20_000,
            },
            "expected at most 20000 entries in `components`, found 20001",
        ),
        (
            Error::TooNested { limit: 64 },
            "expected at most 64 levels of nesting, found more",
        ),
        (
            Error::UnsupportedVersion {
                found: 2,
                supported: 1,
            },
            "expected `version` 1, found 2",
        ),
    ] {
        check(&error, expected);
        // A fetch that brought such a document has nothing to add.
        check(&FetchError::Document(error), expected);
    }
}

#[test]
fn documents_in_other_formats() {
    use DocumentError as Error;
    for (error, expected) in [
        (
            Error::NewsFeed {
                kind: "an RSS feed",
            },
            "expected JSON, found an RSS feed that cannot be read",
        ),
        (
            Error::NoState {
                found: "an object with `page`".to_owned(),
            },
            "expected a component, an incident, a maintenance or an `indicator`, found none in an object with `page`",
        ),
        (
            Error::Unrecognised {
                found: "an empty list".to_owned(),
            },
            "expected a status document, or a feed in a format that docs/feeds.md lists, found an empty list",
        ),
    ] {
        check(&error, expected);
        check(&FetchError::Document(error), expected);
    }
}

#[test]
fn answers_that_brought_no_document() {
    for (error, expected) in [
        (
            FetchError::HttpStatus { code: 404 },
            "expected HTTP status 200, found 404",
        ),
        (
            FetchError::Interrupted,
            "expected a complete answer, found its beginning only",
        ),
        (
            FetchError::Network {
                reason: "TypeError: Failed to fetch".to_owned(),
            },
            "expected an answer, found none: the host is not reachable or sends no \
             `Access-Control-Allow-Origin` (TypeError: Failed to fetch)",
        ),
        (
            FetchError::TimedOut { after_secs: 10 },
            "expected a complete answer within 10 s, found none",
        ),
    ] {
        check(&error, expected);
    }
}

#[test]
fn an_error_leads_to_its_cause() {
    let cause = || std::io::Error::other("the disk is full");
    let unwritable = RenderError::Unwritable {
        file: "status.html".into(),
        error: cause(),
    };
    assert_eq!(
        chain(&unwritable),
        [
            "status.html: expected a file that can be written, found: the disk is full",
            "the disk is full",
        ]
    );
    let page = PublishError::Page {
        folder: "dist".into(),
        error: RenderError::NotOurPage { expected: "<html" },
    };
    assert_eq!(
        chain(&page),
        [
            "dist/index.html: expected a built page with `<html`, found none",
            "expected a built page with `<html`, found none",
        ]
    );
    let port = RehearsalError::Port {
        port: 80,
        error: cause(),
    };
    assert_eq!(
        chain(&port),
        [
            "--port: expected a free port, found for `80`: the disk is full",
            "the disk is full",
        ]
    );
    // An error that only wraps another reads the same, and is no further link.
    let document = || DocumentError::Html;
    let text = ["expected JSON, found a web page"];
    assert_eq!(chain(&document()), text);
    assert_eq!(chain(&FetchError::Document(document())), text);
    assert_eq!(chain(&RenderError::Document(document())), text);
}

/// The texts of an error and of its causes, the outermost first.
fn chain(error: &dyn Error) -> Vec<String> {
    std::iter::successors(Some(error), |&it| it.source())
        .map(ToString::to_string)
        .collect()
}

/// One problem of each kind, and its text.
fn problems() -> Vec<(ProblemKind, &'static str)> {
    use ProblemKind as Kind;
    let own = str::to_owned;
    vec![
        (
            Kind::BadTime { found: own("noon") },
            "expected an instant such as `2026-11-23T10:00:00Z`, found `noon`",
        ),
        (
            Kind::BadUrl {
                found: own("ftp://a"),
            },
            "expected an `https:`, `http:` or relative URL, found `ftp://a`",
        ),
        (
            Kind::DuplicateId { id: own("a") },
            "expected an id of its own, found `a` a second time",
        ),
        (
            Kind::EndsBeforeStart {
                start: own("2026-11-23T10:00:00Z"),
                end: own("2026-11-23T09:00:00Z"),
            },
            "expected an end after `2026-11-23T10:00:00Z`, found `2026-11-23T09:00:00Z`",
        ),
        (
            Kind::Missing { expected: "a name" },
            "expected a name, found nothing",
        ),
        (
            Kind::OutOfRange {
                expected: "at most `total`",
                found: own("8"),
            },
            "expected at most `total`, found `8`",
        ),
        (
            Kind::UnknownComponent { id: own("zz") },
            "expected the id of a component, found `zz`",
        ),
        (
            Kind::UnknownWord {
                found: own("some"),
                expected: &["full", "none"],
            },
            "expected one of `full`, `none`, found `some`",
        ),
        (
            Kind::WrongType {
                expected: "a list",
                found: "a string",
            },
            "expected a list, found a string",
        ),
    ]
}

#[test]
fn problems_of_entries() {
    for (kind, expected) in problems() {
        check(&kind, expected);
        let problem = Problem::new("components[3]", "eta", kind);
        assert_eq!(
            problem.to_string(),
            format!("`components[3].eta`: {expected}")
        );
    }
}

#[test]
fn paths_name_the_member_in_its_entry() {
    for (path, field, expected) in [
        ("", "version", "version"),
        ("page", "name", "page.name"),
        ("components[3]", "", "components[3]"),
        ("a[0].b[1]", "c[2]", "a[0].b[1].c[2]"),
        ("", "", ""),
    ] {
        assert_eq!(join(path, field), expected);
    }
}

#[test]
fn an_instant_that_is_refused_says_why() {
    for (found, expected) in [
        (
            "2026-11-28T12:30:60Z",
            "expected a leap second at 23:59:60 UTC on the last day of a month only, found \
             `2026-11-28T12:30:60Z`",
        ),
        (
            "9999-12-31T23:59:59-23:59",
            "expected a year from 0000 to 9999 in UTC, found `9999-12-31T23:59:59-23:59`",
        ),
    ] {
        let found = found.to_owned();
        assert_eq!(ProblemKind::BadTime { found }.to_string(), expected);
    }
}
