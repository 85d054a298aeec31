//! Varnish keeps files of the page, and never what the site says to one of its visitors.

use std::fs;

use crate::harness::client::ask;
use crate::harness::servers::Server;
use crate::harness::site::SESSION;
use crate::harness::{Folder, Site};

/// Headers on caching that a site may send with a cookie, which is always one visitor's own.
const CACHING: [&str; 5] = [
    "no-store, private, max-age=0",
    "no-cache",
    "max-age=60",
    "private, max-age=60",
    "public, max-age=60",
];

/// Names of the page's files that this build has not, so that the site answers for them.
const NAMES: [&str; 3] = ["/widget.js", "/icons/logo.svg", "/page-0000000000000000.js"];

fn check(start: fn(&Folder, u16) -> Server) {
    let (folder, site) = (Folder::new(), Site::open());
    for ending in ["", ".br", ".gz"] {
        fs::remove_file(folder.served().join(format!("widget.js{ending}"))).unwrap();
    }
    let origin = start(&folder, site.port);
    let cache = Server::varnish(&folder, origin.port);
    for name in NAMES {
        for caching in CACHING {
            let mut sessions = Vec::new();
            for visitor in ["name=ada", "name=ben", "name=cleo"] {
                let headers = [(SESSION, caching), ("Cookie", visitor)];
                let answer = ask(cache.port, &format!("GET {name}"), &headers);
                assert!(
                    answer.text().contains(visitor),
                    "{name}, {caching}: {answer:?}"
                );
                assert_eq!(answer.header("cache-control"), Some(caching));
                let session = answer.header("set-cookie").map(str::to_owned);
                sessions.push(session.expect("a cookie of the site"));
            }
            let unique: std::collections::BTreeSet<_> = sessions.iter().collect();
            assert_eq!(unique.len(), 3, "{name}, {caching}: {sessions:?}");
        }
    }
    // The page's own are kept all the same, whoever asks.
    for visitor in ["name=ada", "name=ben"] {
        let answer = ask(cache.port, "GET /sw.js", &[("Cookie", visitor)]);
        assert_eq!((answer.status, answer.header("set-cookie")), (200, None));
    }
}

#[test]
fn nginx_behind_varnish_keeps_visitors_apart() {
    check(Server::nginx);
}

#[test]
fn caddy_behind_varnish_keeps_visitors_apart() {
    check(Server::caddy);
}
