//! The command `intermission serve`, as operators start it, over real sockets.

mod documents;
mod endurance;
mod forms;
mod history;
mod listening;
mod operator;
mod picture;
mod settings;

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

static MADE: AtomicU32 = AtomicU32::new(0);

/// The parts of a built page that the command needs.
const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>Status</title>\n</head>\n<body>\n\
    <div id=\"intermission\">\n</div>\n</body>\n</html>\n";
const HASHED: &str = "/page-0123456789abcdef.js";
const SCRIPT: &str = "export const answer = 42; // A script that is long enough to be compressed, compressed, compressed\n";
/// The longest time to wait for something that a server does at once, while other tests run.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder with a built page, removed when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("intermission-serve-{}-{number}", std::process::id());
        let scratch = Self(std::env::temp_dir().join(name));
        std::fs::create_dir_all(scratch.dist().join("icons")).unwrap();
        let script = HASHED.trim_start_matches('/');
        let [brotli, gzip] = intermission::cli::publish::packed::copies(SCRIPT.as_bytes());
        scratch.put("dist/index.html", PAGE.as_bytes());
        scratch.put(&format!("dist/{script}"), SCRIPT.as_bytes());
        scratch.put(&format!("dist/{script}.br"), &brotli.unwrap());
        scratch.put(&format!("dist/{script}.gz"), &gzip.unwrap());
        scratch.put("dist/sw.js", b"// the worker\n");
        scratch.put("dist/icons/outage.svg", b"<svg/>");
        scratch.put(
            "dist/status.json",
            b"{\"page\": {\"name\": \"the sample of the built page\"}}",
        );
        scratch
    }

    fn dist(&self) -> PathBuf {
        self.0.join("dist")
    }

    fn document(&self) -> PathBuf {
        self.0.join("status.json")
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }

    /// The command with a file as its document.
    fn command(&self, options: &[&str]) -> Command {
        let document = self.document();
        self.command_of(&[document.to_str().unwrap()], options)
    }

    fn command_of(&self, sources: &[&str], options: &[&str]) -> Command {
        let mut command = self.bare_command();
        command.args(sources).arg("--dist").arg(self.dist());
        command.arg("--no-social").args(options);
        command
    }

    /// The command without arguments, in this folder and with no variables of others.
    fn bare_command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command.arg("serve").current_dir(&self.0).env_clear();
        command
    }

    /// A server with a running maintenance.
    fn serve(&self, options: &[&str]) -> Server {
        self.put("status.json", document(7).as_bytes());
        Server::start(self.command(&[&["--listen", "127.0.0.1:0"], options].concat()))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

/// A maintenance until 13:00, written at this second of 12:00.
fn document(second: u32) -> String {
    format!(
        r#"{{"published_at": "2026-11-23T12:00:{second:02}Z", "page": {{"name": "Edition-{second}."}},
        "components": [
            {{"name": "Orders", "status": "under_maintenance", "eta": "2026-11-23T12:45:00Z"}},
            {{"name": "Search", "status": "operational"}}
        ],
        "scheduled_maintenances": [{{"name": "Move", "status": "in_progress",
            "scheduled_for": "2026-11-23T11:00:00Z", "scheduled_until": "2026-11-23T13:00:00Z"}}]}}"#
    )
}

/// A running server, killed when dropped.
struct Server {
    child: Child,
    port: u16,
    /// The lines of its log that follow.
    lines: Receiver<String>,
}

impl Server {
    /// Starts a command that listens on a port that the system chooses.
    #[track_caller]
    fn start(command: Command) -> Self {
        let mut server = Self::start_without_port(command);
        server.port = server.listening("port=Visitors");
        server
    }

    fn start_without_port(mut command: Command) -> Self {
        let mut child = command
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let lines = lines(child.stderr.take().unwrap());
        Self {
            child,
            port: 0,
            lines,
        }
    }

    /// The port in the next line of the log that says where the server listens.
    #[track_caller]
    fn listening(&self, what: &str) -> u16 {
        let line = self.logged(what);
        let address = line.split("http://127.0.0.1:").nth(1).unwrap();
        address.split(' ').next().unwrap().parse().unwrap()
    }

    /// Waits for a line of the log that contains `what`.
    #[track_caller]
    fn logged(&self, what: &str) -> String {
        let mut before = String::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.contains(what) => return line,
                Ok(line) => writeln!(before, "{line}").unwrap(),
                Err(error) => {
                    panic!("expected `{what}` in the log, found {error} after:\n{before}")
                }
            }
        }
    }

    #[track_caller]
    fn ask(&self, request: &str, headers: &[(&str, &str)]) -> Answer {
        ask(self.port, request, headers)
    }

    /// Waits until a response to this request satisfies `is_met`.
    #[track_caller]
    fn eventually(&self, request: &str, is_met: impl Fn(&Answer) -> bool) -> Answer {
        for _ in 0..600 {
            let answer = self.ask(request, &[]);
            if is_met(&answer) {
                return answer;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!(
            "expected another response, found {:?}",
            self.ask(request, &[])
        );
    }

    fn connect(&self) -> TcpStream {
        connect(self.port)
    }

    /// Sends a signal by its name.
    fn signal(&self, name: &str) {
        let number = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([name, &number])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        self.child.wait().unwrap();
    }
}

fn lines(stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            // The test may need no more of them; the pipe is emptied all the same.
            drop(sender.send(line));
        }
    });
    receiver
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// A response as it was sent.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    /// Reads a response that ends with its connection.
    #[track_caller]
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|it| it == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let body = bytes[end + 4..].to_vec();
        Self { status, head, body }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut values = pairs
            .filter(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value);
        let value = values.next();
        assert!(values.next().is_none(), "several `{name}` in {}", self.head);
        value
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    #[track_caller]
    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Sends one request on a connection of its own.
#[track_caller]
fn ask(port: u16, request: &str, headers: &[(&str, &str)]) -> Answer {
    ask_over(connect(port), request, headers)
}

#[track_caller]
fn ask_over(
    mut stream: impl std::io::Read + std::io::Write,
    request: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut head = format!("{request} HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    Answer::of(&bytes)
}

/// Returns what a command prints that cannot start.
#[track_caller]
fn refusal(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}
