//! A host of feeds that tests can change while it answers.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The path of an answer that has no end.
pub(crate) const ENDLESS: &str = "/endless";

/// Answers with what stands at a path, else with 404, until the tests end.
pub(crate) struct Host {
    pub(crate) origin: String,
    answers: Answers,
    /// How many bytes of endless answers it has sent.
    endless: Arc<AtomicUsize>,
}

/// By path: HTTP status and body.
type Answers = Arc<Mutex<BTreeMap<String, (u16, String)>>>;

impl Host {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let answers = Answers::default();
        let endless = Arc::<AtomicUsize>::default();
        let (shared, counter) = (Arc::clone(&answers), Arc::clone(&endless));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&stream.unwrap(), &shared, &counter);
            }
        });
        Self {
            origin,
            answers,
            endless,
        }
    }

    /// From now on this is answered at `path`; a redirection leads to what stands for its body.
    pub(crate) fn put(&self, path: &str, status: u16, body: &str) {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.insert(path.to_owned(), (status, body.to_owned()));
    }

    /// How many bytes of endless answers it has sent. Those that wait in buffers of a connection are among them.
    pub(crate) fn sent_without_end(&self) -> usize {
        self.endless.load(Ordering::Relaxed)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        [&self.origin, path].concat()
    }
}

fn answer(mut stream: &TcpStream, answers: &Answers, endless: &AtomicUsize) {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().unwrap().unwrap();
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let path = request.split(' ').nth(1).unwrap();
    if path == ENDLESS {
        return send_without_end(stream, endless);
    }
    let answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
    let (status, body) = answers.get(path).cloned().unwrap_or((404, String::new()));
    let length = body.len();
    let place = if (300..400).contains(&status) {
        format!("Location: {body}\r\n")
    } else {
        String::new()
    };
    // A client that has enough of it goes away.
    let _gone = write!(
        stream,
        "HTTP/1.1 {status} Answer\r\n{place}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

/// Sends until the client goes away.
fn send_without_end(mut stream: &TcpStream, sent: &AtomicUsize) {
    let piece = [b' '; 1 << 14];
    let head = "HTTP/1.1 200 Answer\r\nConnection: close\r\n\r\n";
    let mut is_there = stream.write_all(head.as_bytes()).is_ok();
    while is_there {
        is_there = stream.write_all(&piece).is_ok();
        sent.fetch_add(piece.len(), Ordering::Relaxed);
    }
}
