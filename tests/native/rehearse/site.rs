//! A rehearsal in this process, and just enough of an HTTP client to ask it.

use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::{Options, serve};
use intermission::cli::site::PageSource;
use intermission::model::time::instant::Instant;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The built page.
pub(super) const PAGE: &str = "<!DOCTYPE html><title>Status</title>";

/// What comes in place of text.
pub(super) const GZIP: &[u8] = b"\x1F\x8B\x08\0\0\0\0\0\0\x03\xABV*HLOU\xB2\xAA\xAE\xE5\x02\0";

/// 2026-11-23T12:00:00.4Z, without end.
fn noon() -> Instant {
    Instant::from_timestamp_millis(1_795_435_200_400).unwrap()
}

pub(super) type Headers<'a> = &'a [(&'a str, &'a str)];

/// Faults, and what they make of an answer: its status, the headers that change, its body.
pub(super) type Case<'a> = (&'a str, &'a str, Headers<'a>, &'a [u8]);

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
    /// How the connection broke, if it did.
    pub(super) broken: Option<ErrorKind>,
}

impl Server {
    pub(super) fn start(adjust: impl FnOnce(&mut Options)) -> Self {
        let dist = built_page();
        let mut options =
            Options::new(Plan::reference().unwrap(), PageSource::Folder(dist.clone()));
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
        let answer = receive(self.send(request, headers, body));
        assert_eq!(answer.broken, None, "{request}");
        answer
    }

    /// Asks, and leaves it to others to wait for the answer.
    pub(super) fn send(&self, request: &str, headers: &str, body: &[u8]) -> TcpStream {
        send(self.port, request, headers, body)
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

    /// Begins faults; the reverse of [`Self::end`].
    #[track_caller]
    pub(super) fn begin(&self, faults: &str) {
        self.post(&format!("/__rehearsal/fault?{faults}"));
    }

    #[track_caller]
    pub(super) fn end(&self) {
        assert_eq!(self.ask("DELETE /__rehearsal/fault", "", b"").status, 204);
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

    /// The first line and all headers, in alphabetical order; what the tag is made of is nobody's business.
    pub(super) fn head(&self) -> Vec<String> {
        let masked = |line: &str| match line.strip_prefix("etag: ") {
            Some(tag) if tag.len() == 18 => "etag: …".to_owned(),
            _ => line.to_owned(),
        };
        let mut lines: Vec<_> = self.head.lines().map(masked).collect();
        lines[1..].sort();
        lines
    }

    /// Compares all of an answer with `usual` headers, those of `changes` in their place, and `body`. A
    /// header that is changed to nothing is not there; the length is that of the body unless it is changed.
    #[track_caller]
    pub(super) fn check(
        &self,
        status: &str,
        usual: Headers<'_>,
        changes: Headers<'_>,
        body: &[u8],
    ) {
        let length = body.len().to_string();
        let mut headers = [usual, &[("content-length", &length)]].concat();
        headers.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        headers.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        headers.sort_unstable();
        let lines = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}"));
        let first = format!("HTTP/1.1 {status}");
        assert_eq!(
            self.head(),
            [first].into_iter().chain(lines).collect::<Vec<_>>()
        );
        let found = String::from_utf8_lossy(&self.body);
        assert!(self.body == body, "found {found:?}");
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
    receive(send(port, &format!("GET {path}"), "", b""))
}

/// Sends a request without a body to whoever listens on `port`.
pub(super) fn ask(port: u16, request: &str) -> Answer {
    receive(send(port, request, "", b""))
}

fn send(port: u16, request: &str, headers: &str, body: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let length = body.len();
    let host = if headers.starts_with("Host: ") {
        ""
    } else {
        "Host: localhost\r\n"
    };
    let head = format!(
        "{request} HTTP/1.1\r\n{host}Connection: close\r\n\
         Content-Length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    stream
}

/// Everything that comes, until the connection is closed or breaks.
pub(super) fn receive(mut stream: TcpStream) -> Answer {
    let mut answer = Vec::new();
    let broken = stream.read_to_end(&mut answer).err();
    let end = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(answer[..end].to_vec()).unwrap();
    Answer {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head,
        body: answer[end + 4..].to_vec(),
        broken: broken.map(|error| error.kind()),
    }
}
