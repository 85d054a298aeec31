//! A client that asks once and shows all it gets, decoded as its request allows.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use flate2::read::GzDecoder;

/// An answer, its body as text encodings have left it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    /// As it was sent, but for the pieces it may have been sent in.
    pub(crate) sent: Vec<u8>,
}

impl Answer {
    /// The value of a header; fails if there are several, which clients take differently.
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(it, _)| it == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(
            found.next().is_none(),
            "several headers `{name}`: {:?}",
            self.headers
        );
        value
    }

    /// What the body says.
    #[track_caller]
    pub(crate) fn body(&self) -> Vec<u8> {
        let mut plain = Vec::new();
        match self.header("content-encoding") {
            None => plain.clone_from(&self.sent),
            Some("br") => brotli::BrotliDecompress(&mut self.sent.as_slice(), &mut plain).unwrap(),
            Some("gzip") => drop(
                GzDecoder::new(self.sent.as_slice())
                    .read_to_end(&mut plain)
                    .unwrap(),
            ),
            Some(other) => panic!("{other}"),
        }
        plain
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body()).unwrap()
    }
}

/// Asks a server on loopback: `METHOD PATH`, then headers; a method that sends something sends a short text.
#[track_caller]
pub(crate) fn ask(port: u16, request: &str, headers: &[(&str, &str)]) -> Answer {
    ask_as(&format!("127.0.0.1:{port}"), port, request, headers)
}

/// Asks a server on loopback by the name of a host.
#[track_caller]
pub(crate) fn ask_as(host: &str, port: u16, request: &str, headers: &[(&str, &str)]) -> Answer {
    let (method, path) = request.split_once(' ').unwrap();
    let body = if matches!(method, "POST" | "PUT" | "PATCH") {
        "x=1"
    } else {
        ""
    };
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    if !body.is_empty() {
        write!(head, "Content-Length: {}\r\n", body.len()).unwrap();
    }
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    stream
        .write_all(format!("{head}\r\n{body}").as_bytes())
        .unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    answer(&bytes, method == "HEAD")
}

#[track_caller]
fn answer(bytes: &[u8], is_head: bool) -> Answer {
    let end = bytes.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_ascii_lowercase(), value.trim().to_owned())
    });
    let mut answer = Answer {
        status,
        headers: headers.collect(),
        sent: bytes[end + 4..].to_vec(),
    };
    if answer.header("transfer-encoding") == Some("chunked") && !is_head {
        answer.sent = joined(&answer.sent);
    } else if let Some(length) = answer.header("content-length").filter(|_| !is_head) {
        assert_eq!(length, answer.sent.len().to_string(), "{head}");
    }
    answer
}

/// The pieces of a body; fails unless the last one came.
#[track_caller]
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = chunks.windows(2).position(|it| it == b"\r\n").unwrap();
        let size = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap(), 16).unwrap();
        chunks = &chunks[end + 2..];
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&chunks[..size]);
        chunks = &chunks[size + 2..];
    }
}
