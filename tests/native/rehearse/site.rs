//! A rehearsal in this process, and just enough of an HTTP client to ask it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::DateTime;
use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::{Options, serve};
use intermission::model::instant::Instant;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The built page.
pub(super) const PAGE: &str = "<!DOCTYPE html><title>Status</title>";

/// 2026-11-23T12:00:00.4Z, without end.
fn noon() -> Instant {
    DateTime::from_timestamp(1_795_435_200, 400_000_000).unwrap()
}

/// A rehearsal that ends when it is dropped, with a built page of its own.
pub(super) struct Server {
    port: u16,
    pub(super) dist: PathBuf,
    _runtime: Runtime,
}

pub(super) struct Answer {
    pub(super) status: u16,
    head: String,
    pub(super) body: Vec<u8>,
}

impl Server {
    pub(super) fn start(adjust: impl FnOnce(&mut Options)) -> Self {
        let dist = built_page();
        let mut options = Options::new(Plan::reference().unwrap(), dist.clone());
        options.real_clock = noon;
        adjust(&mut options);
        let runtime = Runtime::new().unwrap();
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .unwrap();
        let port = listener.local_addr().unwrap().port();
        let guard = runtime.enter();
        runtime.spawn(serve(listener, options).unwrap());
        drop(guard);
        Self {
            port,
            dist,
            _runtime: runtime,
        }
    }

    pub(super) fn ask(&self, request: &str, headers: &str, body: &[u8]) -> Answer {
        ask(self.port, request, headers, body)
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "", b"")
    }

    #[track_caller]
    pub(super) fn post(&self, path: &str) {
        assert_eq!(
            self.ask(&format!("POST {path}"), "", b"").status,
            204,
            "{path}"
        );
    }

    pub(super) fn document(&self) -> serde_json::Value {
        serde_json::from_slice(&self.get("/status.json").body).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.dist).unwrap();
    }
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value)
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// A folder of its own with a page in it; whoever asks for it removes it.
pub(super) fn built_page() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("intermission-rehearse-{}-{number}", std::process::id());
    let dist = std::env::temp_dir().join(name);
    fs::create_dir_all(&dist).unwrap();
    fs::write(dist.join("index.html"), PAGE).unwrap();
    dist
}

/// Asks whoever listens on `port`.
pub(super) fn get(port: u16, path: &str) -> Answer {
    ask(port, &format!("GET {path}"), "", b"")
}

fn ask(port: u16, request: &str, headers: &str, body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let length = body.len();
    let head = format!(
        "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head,
        body: answer[end + 4..].to_vec(),
    }
}
