//! Clients that are slow, many, silent or malformed: others are answered all the same.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::{Answer, Scratch, Server, ask_over};

/// A visitor is answered within this time, whatever others do.
const SOON: Duration = Duration::from_secs(5);

#[track_caller]
fn check_others(server: &Server) {
    let stream = server.connect();
    stream.set_read_timeout(Some(SOON)).unwrap();
    assert_eq!(ask_over(stream, "GET /orders/7", &[]).status, 503);
}

#[test]
fn a_flood_of_connections_keeps_nobody_out() {
    let scratch = Scratch::new();
    let server = scratch.serve(&["--max-connections", "64", "--log", "quiet"]);
    let mut flood: Vec<TcpStream> = Vec::new();
    for number in 0..600 {
        let mut stream = server.connect();
        // Some are silent, some send the beginning of a request. The server may have closed it already.
        if number % 2 == 0 {
            drop(stream.write_all(b"GET /orders HTTP/1.1\r\nHost: x\r\nX-Slow: "));
        }
        flood.push(stream);
        if number % 100 == 99 {
            check_others(&server);
        }
    }
    check_others(&server);
}

#[test]
fn a_client_that_never_ends_its_request_is_let_go() {
    let scratch = Scratch::new();
    let server = scratch.serve(&["--idle-timeout", "1"]);
    let (mut head, mut silent) = (server.connect(), server.connect());
    head.write_all(b"GET /orders HTTP/1.1\r\nHost: x\r\n")
        .unwrap();
    // It sends a line now and then, so that the connection never is silent for long.
    let mut lines = 0;
    while lines < 75 && head.write_all(b"X-Slow: y\r\n").is_ok() {
        lines += 1;
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(lines < 75, "expected the connection to end");
    let mut bytes = Vec::new();
    // It ends, by a reset or not.
    drop(silent.read_to_end(&mut bytes));
    assert!(bytes.is_empty(), "{bytes:?}");
    check_others(&server);
}

#[test]
fn a_client_that_reads_nothing_is_let_go() {
    let scratch = Scratch::new();
    let large = vec![b'x'; 32 << 20];
    scratch.put("dist/page-ffffffffffffffff.wasm", &large);
    let server = scratch.serve(&["--idle-timeout", "1"]);
    let mut streams: Vec<TcpStream> = Vec::new();
    for _ in 0..8 {
        let mut stream = server.connect();
        stream
            .write_all(b"GET /page-ffffffffffffffff.wasm HTTP/1.1\r\nHost: x\r\n\r\n")
            .unwrap();
        streams.push(stream);
    }
    check_others(&server);
    std::thread::sleep(Duration::from_secs(4));
    let mut bytes = Vec::new();
    drop(streams[0].read_to_end(&mut bytes));
    assert!(bytes.len() < large.len(), "expected an incomplete response");
    // One that reads slowly, but reads, gets all of it.
    let mut slow = server.connect();
    slow.write_all(
        b"GET /page-ffffffffffffffff.wasm HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .unwrap();
    let (mut piece, mut got) = (vec![0; 4 << 20], 0);
    loop {
        std::thread::sleep(Duration::from_millis(150));
        let length = slow.read(&mut piece).unwrap();
        if length == 0 {
            break;
        }
        got += length;
    }
    assert!(got > large.len(), "{got}");
}

#[test]
fn half_open_and_broken_connections_harm_nobody() {
    let scratch = Scratch::new();
    let server = scratch.serve(&["--log", "quiet"]);
    for _ in 0..100 {
        let mut stream = server.connect();
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            .unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        drop(stream);
    }
    // A client that has ended its half still gets its response.
    let mut stream = server.connect();
    stream
        .write_all(b"GET /orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    assert_eq!(Answer::of(&bytes).status, 503);
    check_others(&server);
}

#[test]
fn malformed_requests_are_refused_as_such() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(100_000));
    let many = format!(
        "GET / HTTP/1.1\r\nHost: x\r\n{}\r\n",
        "A: b\r\n".repeat(1000)
    );
    let large = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nCookie: {}\r\n\r\n",
        "x".repeat(100_000)
    );
    let cases: [(&[u8], &[u16]); 9] = [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", &[400]),
        (b"GET\r\n\r\n", &[400]),
        (b"GET / HTTP/9.9\r\n\r\n", &[400, 505]),
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", &[400]),
        (
            b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            &[400],
        ),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
            &[400],
        ),
        (long.as_bytes(), &[414, 431]),
        (many.as_bytes(), &[431]),
        (large.as_bytes(), &[431]),
    ];
    for (request, statuses) in cases {
        let mut stream = server.connect();
        // The server may refuse it before all of it is sent.
        drop(stream.write_all(request));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        let told = String::from_utf8_lossy(&request[..request.len().min(60)]);
        // Where the client still sends, a reset may overtake the response.
        if !bytes.is_empty() || request.len() < 1000 {
            assert!(
                statuses.contains(&Answer::of(&bytes).status),
                "{told}: {bytes:?}"
            );
        }
        check_others(&server);
    }
}

#[test]
fn bodies_are_read_up_to_a_limit() {
    let scratch = Scratch::new();
    let server = scratch.serve(&[]);
    let send = |head: &str, body: &[u8]| {
        let mut stream = server.connect();
        stream.write_all(head.as_bytes()).unwrap();
        // The server may stop reading before all of it is sent.
        drop(stream.write_all(body));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        bytes
    };
    let body = vec![b'x'; 900_000];
    let head = |length: usize| {
        format!(
            "POST /upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n"
        )
    };
    let bytes = send(&format!("{}\r\n", head(body.len())), &body);
    assert_eq!(Answer::of(&bytes).status, 503);
    // The client asks before it sends, and is answered instead.
    let bytes = send(
        &format!("{}Expect: 100-continue\r\n\r\n", head(1 << 30)),
        b"",
    );
    let answer = Answer::of(&bytes);
    assert_eq!(
        (answer.status, answer.header("connection")),
        (503, Some("close"))
    );
    // A body that is too large ends the connection; the response may be lost with it.
    let bytes = send(&format!("{}\r\n", head(64 << 20)), &vec![b'x'; 8 << 20]);
    if !bytes.is_empty() {
        assert_eq!(Answer::of(&bytes).status, 503);
    }
    check_others(&server);
}
