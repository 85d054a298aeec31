//! What every server agrees on: one table of requests, with what each answers while the site is away and while it
//! is there.

use crate::harness::client::{Answer, ask};
use crate::harness::servers::Server;
use crate::harness::{Folder, Site};
use crate::table::Kind;

/// What is in an answer's body, once it is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// The page.
    Page,
    /// The file that was asked for.
    File,
    /// What the site says.
    Site,
    /// Nothing: it was a HEAD, or the client has it.
    Nothing,
}

const RANGE: (&str, &str) = ("Range", "bytes=0-9");
/// A range that no file has.
const WILD: (&str, &str) = ("Range", "bytes=99999999-");

/// A request (`*` stands for a hash), one more header of it, and what is answered.
pub(crate) type Case = (
    &'static str,
    Option<(&'static str, &'static str)>,
    u16,
    Kind,
    Body,
);

/// While the site is away, every address answers 503 with the page, by every method and whatever else is asked for.
pub(crate) const WHILE_AWAY: &[Case] = &[
    ("GET /", None, 503, Kind::Away, Body::Page),
    ("GET /index.html", None, 503, Kind::Away, Body::Page),
    (
        "GET /orders/7?from=mail&page=2",
        None,
        503,
        Kind::Away,
        Body::Page,
    ),
    (
        "GET /a/very/deep/path/with.dots/and-%C3%BCmlauts",
        None,
        503,
        Kind::Away,
        Body::Page,
    ),
    ("GET /logo.png", None, 503, Kind::Away, Body::Page),
    ("GET /api/orders.json", None, 503, Kind::Away, Body::Page),
    (
        "GET /page-0000000000000000.js",
        None,
        503,
        Kind::Away,
        Body::Page,
    ),
    ("GET /.publish.lock", None, 503, Kind::Away, Body::Page),
    ("GET /.status.json.part", None, 503, Kind::Away, Body::Page),
    (
        "GET /.intermission/index.html",
        None,
        503,
        Kind::Away,
        Body::Page,
    ),
    ("GET /index.html.br", None, 503, Kind::Away, Body::Page),
    ("GET /status.json/", None, 503, Kind::Away, Body::Page),
    ("HEAD /", None, 503, Kind::Away, Body::Nothing),
    ("HEAD /orders/7", None, 503, Kind::Away, Body::Nothing),
    ("POST /", None, 503, Kind::Away, Body::Page),
    ("POST /orders/7", None, 503, Kind::Away, Body::Page),
    ("POST /status.json", None, 503, Kind::Away, Body::Page),
    ("POST /page-*.js", None, 503, Kind::Away, Body::Page),
    ("POST /sw.js", None, 503, Kind::Away, Body::Page),
    ("PUT /orders/7", None, 503, Kind::Away, Body::Page),
    ("PATCH /orders/7", None, 503, Kind::Away, Body::Page),
    ("DELETE /orders/7", None, 503, Kind::Away, Body::Page),
    ("OPTIONS /orders/7", None, 503, Kind::Away, Body::Page),
    ("GET /orders/7", Some(RANGE), 503, Kind::Away, Body::Page),
    (
        "GET /orders/7",
        Some(("If-None-Match", "*")),
        503,
        Kind::Away,
        Body::Page,
    ),
    (
        "GET /orders/7",
        Some(("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT")),
        503,
        Kind::Away,
        Body::Page,
    ),
    (
        "GET /orders/7",
        Some(("If-Match", "\"other\"")),
        503,
        Kind::Away,
        Body::Page,
    ),
    (
        "GET /orders/7",
        Some(("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")),
        503,
        Kind::Away,
        Body::Page,
    ),
    (
        "GET /orders/7",
        Some(("Accept", "*/*")),
        503,
        Kind::Away,
        Body::Page,
    ),
    (
        "GET /orders/7",
        Some(("Cookie", "session=1")),
        503,
        Kind::Away,
        Body::Page,
    ),
];

/// Files are there whether the site is or not.
pub(crate) const ALWAYS: &[Case] = &[
    ("GET /status.json", None, 200, Kind::Document, Body::File),
    ("GET /status.json?1", None, 200, Kind::Document, Body::File),
    (
        "GET /status.json",
        Some(("Origin", "https://shop.example")),
        200,
        Kind::Document,
        Body::File,
    ),
    (
        "GET /status.json",
        Some(("Cookie", "session=1")),
        200,
        Kind::Document,
        Body::File,
    ),
    (
        "HEAD /status.json",
        None,
        200,
        Kind::Document,
        Body::Nothing,
    ),
    ("GET /page-*.js", None, 200, Kind::Hashed, Body::File),
    ("GET /page-*.wasm", None, 200, Kind::Hashed, Body::File),
    ("GET /page-*.wasm", None, 200, Kind::Wasm, Body::File),
    ("HEAD /page-*.wasm", None, 200, Kind::Wasm, Body::Nothing),
    ("GET /tokens-*.css", None, 200, Kind::Hashed, Body::File),
    ("GET /offline-*.js", None, 200, Kind::Hashed, Body::File),
    (
        "GET /widget-program-*.js",
        None,
        200,
        Kind::Hashed,
        Body::File,
    ),
    ("GET /widget-bars-*.js", None, 200, Kind::Hashed, Body::File),
    ("GET /widget_bg-*.wasm", None, 200, Kind::Hashed, Body::File),
    ("GET /widget_bg-*.wasm", None, 200, Kind::Wasm, Body::File),
    ("GET /history-*.js", None, 200, Kind::Hashed, Body::File),
    ("GET /history-*.css", None, 200, Kind::Hashed, Body::File),
    ("GET /history_bg-*.wasm", None, 200, Kind::Wasm, Body::File),
    ("GET /feeds-*.js", None, 200, Kind::Hashed, Body::File),
    ("GET /feeds_bg-*.wasm", None, 200, Kind::Wasm, Body::File),
    ("GET /page-*.js", Some(RANGE), 200, Kind::Hashed, Body::File),
    ("GET /page-*.js", Some(WILD), 200, Kind::Hashed, Body::File),
    (
        "GET /status.json",
        Some(WILD),
        200,
        Kind::Document,
        Body::File,
    ),
    ("GET /plain.html", None, 200, Kind::Rendered, Body::File),
    ("GET /status.txt", None, 200, Kind::Rendered, Body::File),
    ("GET /badge.svg", None, 200, Kind::Rendered, Body::File),
    ("GET /status.png", None, 200, Kind::Rendered, Body::File),
    (
        "GET /maintenance.ics",
        None,
        200,
        Kind::Rendered,
        Body::File,
    ),
    (
        "GET /language-pt-br-*.js",
        None,
        200,
        Kind::Hashed,
        Body::File,
    ),
    ("GET /widget.js", None, 200, Kind::Named, Body::File),
    ("GET /widget.js?1", None, 200, Kind::Named, Body::File),
    ("GET /widget-element.js", None, 200, Kind::Named, Body::File),
    ("GET /widget.css", None, 200, Kind::Named, Body::File),
    (
        "GET /custom-elements.json",
        None,
        200,
        Kind::Named,
        Body::File,
    ),
    ("GET /embed.html", None, 200, Kind::Framed, Body::File),
    (
        "GET /embed.html?form=banner",
        None,
        200,
        Kind::Framed,
        Body::File,
    ),
    ("GET /embed.js", None, 200, Kind::Named, Body::File),
    ("GET /embed.css", None, 200, Kind::Named, Body::File),
    ("GET /sw.js", None, 200, Kind::Named, Body::File),
    ("HEAD /sw.js", None, 200, Kind::Named, Body::Nothing),
    (
        "GET /icons/maintenance.svg",
        None,
        200,
        Kind::Named,
        Body::File,
    ),
    (
        "GET /status.schema.json",
        None,
        200,
        Kind::Named,
        Body::File,
    ),
];

/// While the site is there, it answers for everything but files of the page.
const WHILE_THERE: &[Case] = &[
    ("GET /", None, 200, Kind::Site, Body::Site),
    ("GET /index.html", None, 200, Kind::Site, Body::Site),
    ("GET /orders/7?from=mail", None, 200, Kind::Site, Body::Site),
    ("HEAD /orders/7", None, 200, Kind::Site, Body::Nothing),
    ("POST /orders/7", None, 200, Kind::Site, Body::Site),
    ("DELETE /orders/7", None, 200, Kind::Site, Body::Site),
    (
        "GET /page-0000000000000000.js",
        None,
        200,
        Kind::Site,
        Body::Site,
    ),
    ("POST /status.json", None, 200, Kind::Site, Body::Site),
];

/// What clients read, and what they therefore get of a file that has the copy.
const ENCODINGS: [(&str, &[(&str, &str)]); 3] = [
    ("gzip, deflate, br", &[("br", ".br"), ("gzip", ".gz")]),
    ("gzip", &[("gzip", ".gz")]),
    ("identity", &[]),
];

pub(crate) struct Contract<'a> {
    pub(crate) port: u16,
    pub(crate) folder: &'a Folder,
    /// Those of [`ENCODINGS`] that are asked for.
    pub(crate) encodings: &'a [usize],
}

impl Contract<'_> {
    #[track_caller]
    pub(crate) fn check_all(&self, cases: &[Case]) {
        for case in cases {
            for &encoding in self.encodings {
                self.check(case, encoding);
            }
        }
    }

    #[track_caller]
    fn check(&self, case: &Case, encoding: usize) {
        let &(request, more, status, headers, body) = case;
        let request = self.named(request);
        let (accepted, copies) = ENCODINGS[encoding];
        let sent: Vec<_> = more
            .into_iter()
            .chain([("Accept-Encoding", accepted)])
            .collect();
        let answer = ask(self.port, &request, &sent);
        let told = format!("{request} {sent:?}: {} {:?}", answer.status, answer);
        assert_eq!(answer.status, status, "{told}");
        let method = request.split(' ').next().unwrap();
        for (name, value) in headers.expected(method) {
            assert_eq!(answer.header(&name), value.as_deref(), "{name} of {told}");
        }
        let path = request.split([' ', '?']).nth(1).unwrap();
        match body {
            Body::Page => self.check_file("/index.html", &answer, copies, &told),
            Body::File => self.check_file(path, &answer, copies, &told),
            Body::Site => assert!(answer.text().contains("The site is here"), "{told}"),
            Body::Nothing => assert!(answer.sent.is_empty(), "{told}"),
        }
    }

    /// The file's content, by the best copy that the client reads, and named as such to caches.
    #[track_caller]
    fn check_file(&self, path: &str, answer: &Answer, copies: &[(&str, &str)], told: &str) {
        assert_eq!(answer.body(), self.read(path).unwrap(), "{told}");
        let has = |ending: &str| self.read(&[path, ending].concat()).is_some();
        let best = copies.iter().find(|(_, ending)| has(ending));
        assert_eq!(
            answer.header("content-encoding"),
            best.map(|(name, _)| *name),
            "{told}"
        );
        if best.is_some() {
            let vary = answer.header("vary").unwrap_or_default();
            assert!(vary.eq_ignore_ascii_case("accept-encoding"), "{told}");
        }
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.served().join(path.trim_start_matches('/'))).ok()
    }

    /// A request with the hash of this build in the place of `*`.
    fn named(&self, request: &str) -> String {
        let Some((before, ending)) = request.split_once('*') else {
            return request.to_owned();
        };
        let (_, stem) = before.split_once('/').unwrap();
        let names = std::fs::read_dir(self.folder.served()).unwrap();
        let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let name = names.find(|name| name.starts_with(stem) && name.ends_with(ending));
        let name = name.unwrap_or_else(|| panic!("expected a file for {request}"));
        format!("{}/{name}", before.split_once('/').unwrap().0)
    }
}

/// All of it, on a server that reads files: with the site away by the switch, there, and gone.
fn check_origin(start: fn(&Folder, u16) -> Server) {
    let (folder, site) = (Folder::new(), Site::open());
    let server = start(&folder, site.port);
    let contract = Contract {
        port: server.port,
        folder: &folder,
        encodings: &[0, 1, 2],
    };
    contract.check_all(WHILE_THERE);
    contract.check_all(ALWAYS);
    folder.set_away(true);
    contract.check_all(WHILE_AWAY);
    contract.check_all(ALWAYS);
    folder.set_away(false);
    contract.check_all(WHILE_THERE);
    drop(site);
    contract.check_all(WHILE_AWAY);
    contract.check_all(ALWAYS);
}

#[test]
fn nginx_keeps_it() {
    check_origin(Server::nginx);
}

#[test]
fn caddy_keeps_it() {
    check_origin(Server::caddy);
}

/// Varnish reads no Brotli; the first table it answers without asking the origin twice.
fn check_behind_varnish(start: fn(&Folder, u16) -> Server) {
    let (folder, site) = (Folder::new(), Site::open());
    let origin = start(&folder, site.port);
    let server = Server::varnish(&folder, origin.port);
    let contract = Contract {
        port: server.port,
        folder: &folder,
        encodings: &[1],
    };
    for is_away in [false, true] {
        folder.set_away(is_away);
        contract.check_all(if is_away { WHILE_AWAY } else { WHILE_THERE });
        contract.check_all(ALWAYS);
        contract.check_all(ALWAYS);
    }
}

#[test]
fn nginx_behind_varnish_keeps_it() {
    check_behind_varnish(Server::nginx);
}

#[test]
fn caddy_behind_varnish_keeps_it() {
    check_behind_varnish(Server::caddy);
}
