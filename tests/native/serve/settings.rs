//! The operator's settings, in the page, the headers and the documents that are asked for.

use std::process::Command;

use super::{Scratch, Server, document, refusal};
use crate::built_page;
use crate::expect::repository;
use crate::publish::host::Host;

const SETTINGS: &str = r##"
[page]
title = "Harbour & co"
[document]
sources = ["/status.json", "https://mirror.example.com/s.json"]
feeds = ["https://feeds.example.com/"]
[languages]
rendered = ["de"]
[http]
retry_after = 300
[brand]
light = { accent = "#085a60" }
dark = { accent = "#6fd0d3" }
"##;

fn scratch() -> Scratch {
    let scratch = Scratch::new();
    built_page::write(&scratch.dist(), "1");
    scratch.put("intermission.toml", SETTINGS.as_bytes());
    scratch.put("status.json", document(7).as_bytes());
    scratch
}

#[test]
fn settings_are_in_the_page_its_worker_and_the_headers() {
    let scratch = scratch();
    let server = Server::start(scratch.command(&["--listen", "127.0.0.1:0"]));
    let page = server.ask("GET /orders/7", &[]);
    assert_eq!(
        (page.status, page.header("retry-after")),
        (503, Some("300"))
    );
    let allowed = "connect-src 'self' https://feeds.example.com https://mirror.example.com; ";
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains(allowed), "{policy}");
    let text = page.text();
    let sources = "<meta name=\"intermission-source\" content=\"/status.json https://mirror.example.com/s.json\">";
    assert!(text.contains(sources), "{text}");
    assert!(text.contains(" lang=\"de\""), "{text}");
    let frame = server.ask("GET /embed.html", &[]);
    assert!(frame.text().contains(sources), "{}", frame.text());
    let policy = frame.header("content-security-policy").unwrap();
    assert!(policy.contains(allowed), "{policy}");
    let worker = server.ask("GET /sw.js", &[]).text();
    let list = "SOURCES=[\"/status.json\",\"https://mirror.example.com/s.json\"]";
    assert!(worker.contains(list), "{worker}");
    let built = format!("/tokens-{}.css", "1".repeat(16));
    let mut styles = text.split("href=\"").filter_map(|it| it.split('"').next());
    let own = styles.find(|it| it.starts_with("/tokens-") && *it != built);
    let style = server.ask(&format!("GET {}", own.unwrap()), &[]);
    assert_eq!(style.status, 200);
    assert!(style.text().contains("--accent: #085a60;"));
    assert!(style.header("cache-control").unwrap().contains("immutable"));
    let problem = server.ask("GET /", &[("Accept", "application/json")]);
    assert_eq!(problem.header("retry-after"), Some("300"));
    assert_eq!(problem.json()["retry_after"], 300);
}

#[test]
fn the_title_is_that_of_the_page_without_a_document() {
    let scratch = scratch();
    scratch.put("status.json", b"{\"page\": ");
    let server = Server::start(scratch.command(&["--listen", "127.0.0.1:0"]));
    let page = server.ask("GET /orders/7", &[]);
    assert_eq!(
        (page.status, page.header("retry-after")),
        (503, Some("300"))
    );
    assert!(page.text().contains("<title>Harbour &amp; co</title>"));
    let problem = server.ask("GET /", &[("Accept", "application/json")]);
    assert_eq!(
        (problem.status, problem.json()["retry_after"].as_u64()),
        (503, Some(300))
    );
}

#[test]
fn options_and_variables_replace_settings() {
    let scratch = scratch();
    let listen = ["--listen", "127.0.0.1:0"];
    let mut command = scratch.command(&listen);
    command.env("INTERMISSION_HTTP_RETRY_AFTER", "45");
    let server = Server::start(command);
    assert_eq!(server.ask("GET /", &[]).header("retry-after"), Some("45"));
    scratch.put("other.toml", b"[http]\nretry_after = 60\n");
    let server = Server::start(scratch.command(&[listen, ["--config", "other.toml"]].concat()));
    assert_eq!(server.ask("GET /", &[]).header("retry-after"), Some("60"));
    let options = ["--retry-after", "30", "--lang", "fr"];
    let server = Server::start(scratch.command(&[&listen[..], &options].concat()));
    let page = server.ask("GET /", &[]);
    assert_eq!(page.header("retry-after"), Some("30"));
    assert!(page.text().contains(" lang=\"fr\""), "{}", page.text());
}

/// A path in the settings is where the page asks this server, which cannot ask itself.
#[test]
fn without_an_argument_the_urls_of_the_settings_are_polled() {
    let scratch = Scratch::new();
    let host = Host::start();
    host.put("/status.json", 200, &document(3));
    let mut command = scratch.command_of(&[], &["--listen", "127.0.0.1:0"]);
    let sources = format!("/status.json {}", host.url("/status.json"));
    built_page::write(&scratch.dist(), "1");
    command.env("INTERMISSION_DOCUMENT_SOURCES", sources);
    let server = Server::start(command);
    server.eventually("GET /status.json", |it| it.status == 200);
    assert_eq!(server.ask("GET /status.json", &[]).text(), document(3));
}

#[track_caller]
fn wrong(mut command: Command, expected: &str) {
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.as_str()), (Some(2), expected));
}

#[test]
fn wrong_settings_keep_it_from_starting() {
    let scratch = Scratch::new();
    wrong(
        scratch.command_of(&[], &[]),
        "expected a file or URL of a status document, or a URL in `document.sources` of the settings, found only \
         `/status.json`, which this server answers itself\n",
    );
    scratch.put(
        "intermission.toml",
        b"[page]\ntitles = \"x\"\n[http]\nretry_after = 0\n",
    );
    wrong(
        scratch.command(&[]),
        "intermission.toml:2: `page.titles`: expected page.title, page.description, page.offline, found an unknown key; \
         did you mean `page.title`?\n\
         intermission.toml:4: `http.retry_after`: expected a whole number of seconds from 1 to 86400, found `0`\n",
    );
    scratch.put("intermission.toml", b"[page]\noffline = false\n");
    let told = refusal(scratch.command(&[]));
    assert!(told.contains("expected the built page with `"), "{told}");
}

/// A release build contains the page, and a debug build has that of the checkout.
#[test]
fn without_dist_the_page_is_that_of_the_command() {
    let scratch = Scratch::new();
    scratch.put("status.json", document(7).as_bytes());
    let mut command = scratch.bare_command();
    command.args(["status.json", "--no-social", "--listen", "127.0.0.1:0"]);
    if repository("dist/index.html").exists() {
        let server = Server::start(command);
        let page = server.ask("GET /orders/7", &[]);
        assert_eq!(page.status, 503);
        assert!(page.text().contains("Edition-7."));
        assert_eq!(server.ask("GET /sw.js", &[]).status, 200);
        assert_eq!(server.ask("GET /intermission.html", &[]).status, 503);
    } else {
        let told = refusal(command);
        assert!(told.contains("run `make build`"), "{told}");
    }
}
