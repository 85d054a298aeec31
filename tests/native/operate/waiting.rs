//! `end --when` waits until the site answers well, by the page's own rule.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

use super::{Desk, text};

/// Serves these answers, one for each connection, and returns the address.
fn serve(answers: &'static [(&'static str, &'static str)]) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for (status, body) in answers {
            let (mut connection, _) = listener.accept().unwrap();
            assert!(connection.read(&mut [0; 4096]).unwrap() > 0);
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            connection.write_all(answer.as_bytes()).unwrap();
        }
    });
    format!("http://127.0.0.1:{port}/health")
}

#[test]
fn the_end_waits_for_two_good_answers_in_a_row() {
    let desk = Desk::new();
    assert!(
        desk.run(&["begin", "Upgrade", "--for", "1h", "--service", "db"])
            .status
            .success()
    );
    // A good answer before a bad one does not count. The page in place of the site is none of its answers.
    let url = serve(&[
        ("200 OK", "well"),
        (
            "200 OK",
            "<!DOCTYPE html><html lang=\"en\" data-intermission><title>Status</title>",
        ),
        ("200 OK", "well"),
        ("200 OK", "well"),
    ]);
    let output = desk.run(&["end", "--when", &url]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let expected = format!(
        "{url}: answers well\n{url}: expected the site, found the page in its place\n{url}: answers well\n"
    );
    assert_eq!(text(&output.stderr), expected);
    assert_eq!(
        desk.document()["scheduled_maintenances"][0]["status"],
        "completed"
    );
}

/// An end that the document does not allow is refused before the waiting.
#[test]
fn a_refusal_does_not_wait() {
    let desk = Desk::new();
    let refused = desk.run(&["end", "--when", "http://127.0.0.1:1/"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(
        desk.run(&["begin", "Upgrade", "--for", "1h"])
            .status
            .success()
    );
    let misused = desk.run(&["end", "--when", "no address"]);
    assert_eq!(misused.status.code(), Some(2), "{misused:?}");
}
