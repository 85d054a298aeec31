//! The further documents of a feed: where they may come from, and how large they may be.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::process::{Command, Output};

use super::host::{ENDLESS, Host};

const COMPONENTS: &str = "/api/v1/components";

/// A list of Cachet's, of one component, whose next page is at `next`.
fn list(next: &str, more: &str) -> String {
    let links = format!(r#"{{"next_page": "{next}", "previous_page": null}}"#);
    format!(
        r#"{{"meta": {{"pagination": {{"links": {links}}}}}, {more} "data": [
        {{"id": 1, "name": "Shop", "status": 1, "status_name": "Operational", "group_id": 0, "tags": {{}}}}]}}"#
    )
}

fn convert(url: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
    command.args(["convert", url]).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A host that must not be asked.
struct Internal(TcpListener);

impl Internal {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn url(&self) -> String {
        format!("http://{}/secret", self.0.local_addr().unwrap())
    }

    #[track_caller]
    fn was_not_asked(&self) {
        let error = self.0.accept().expect_err("nobody asks");
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
    }
}

#[test]
fn a_feed_sends_nobody_to_another_origin() {
    let (host, internal) = (Host::start(), Internal::start());
    host.put(COMPONENTS, 200, &list(&internal.url(), ""));
    let output = convert(&host.url(COMPONENTS));
    internal.was_not_asked();
    // A document that is not there is not taken for a good one.
    let document = String::from_utf8(output.stdout).unwrap();
    assert!(document.contains("Missing so far: "), "{document}");
}

#[test]
fn a_host_sends_nobody_to_another_origin_for_a_further_document() {
    let (host, internal) = (Host::start(), Internal::start());
    host.put(COMPONENTS, 200, &list("/api/v1/components?page=2", ""));
    host.put("/api/v1/components?page=2", 302, &internal.url());
    let output = convert(&host.url(COMPONENTS));
    internal.was_not_asked();
    assert!(told(&output).contains("found 302"), "{output:?}");
}

#[test]
fn redirections_within_the_origin_are_followed_and_the_first_documents_everywhere() {
    let (host, other) = (Host::start(), Host::start());
    other.put(COMPONENTS, 302, &host.url(COMPONENTS));
    host.put(COMPONENTS, 200, &list("/api/v1/components?page=2", ""));
    host.put("/api/v1/components?page=2", 307, "/api/v1/second");
    host.put("/api/v1/second", 200, &list("", "").replace("Shop", "Mail"));
    let output = convert(&other.url(COMPONENTS));
    let document = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        document.contains("Shop") && document.contains("Mail"),
        "{output:?}"
    );
}

#[test]
fn further_documents_are_limited_alone_and_together() {
    let host = Host::start();
    let padding = |megabytes: usize| format!(r#""padding": "{}","#, "x".repeat(megabytes << 20));
    host.put(COMPONENTS, 200, &list("/api/v1/components?page=2", ""));
    host.put("/api/v1/components?page=2", 200, &list("", &padding(9)));
    let output = convert(&host.url(COMPONENTS));
    let expected = "page=2: expected at most 8388608 bytes, found more\n";
    assert!(told(&output).contains(expected), "{}", told(&output));

    for page in 2..6 {
        let next = format!("/api/v1/components?page={}", page + 1);
        let path = format!("/api/v1/components?page={page}");
        host.put(&path, 200, &list(&next, &padding(7)));
    }
    let output = convert(&host.url(COMPONENTS));
    let expected = "page=4: expected at most 16777216 bytes in all further documents of the feed, found more\n";
    assert!(told(&output).contains(expected), "{}", told(&output));
}

/// A host that never stops sending is left once it has sent too much: at eight megabytes, and what buffers hold.
#[test]
fn no_more_of_a_document_is_read_than_may_be_used() {
    for first in [ENDLESS, COMPONENTS] {
        let host = Host::start();
        host.put(COMPONENTS, 200, &list(ENDLESS, ""));
        let output = convert(&host.url(first));
        let expected = "expected at most 8388608 bytes, found ";
        assert!(told(&output).contains(expected), "{}", told(&output));
        let sent = host.sent_without_end();
        assert!(((8 << 20)..(32 << 20)).contains(&sent), "{first}: {sent}");
    }
}
