//! A rehearsal of the reference window over real HTTP.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;

use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::{Options, serve};
use intermission::cli::site::PageSource;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use super::{hook, port, setting};

/// A site that is away, with the page in its place.
pub(crate) struct Site {
    dist: PathBuf,
    pub(crate) port: u16,
    /// Its own, so that it can be stopped with all that is under way.
    runtime: Option<Runtime>,
}

impl Site {
    pub(crate) fn open() -> Self {
        Self::serving(PathBuf::from(setting("INTERMISSION_DIST")))
    }

    /// A site whose page tells what goes wrong in it, see [`hook`].
    pub(crate) fn open_with_hook() -> Self {
        Self::serving(hook::hooked())
    }

    fn serving(dist: PathBuf) -> Self {
        let mut site = Self {
            dist,
            port: port::free(),
            runtime: None,
        };
        site.start();
        site
    }

    /// Starts answering, on the same port each time.
    pub(crate) fn start(&mut self) {
        let runtime = Runtime::new().unwrap();
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let _guard = runtime.enter();
        let listener = TcpListener::from_std(listener).unwrap();
        let options = Options::new(
            Plan::reference().unwrap(),
            PageSource::Folder(self.dist.clone()),
        );
        runtime.spawn(serve(listener, options).unwrap());
        self.runtime = Some(runtime);
    }

    /// Stops answering: connections break, new ones are refused.
    pub(crate) fn stop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    /// Asks the rehearsal for something, from outside any page.
    pub(crate) fn control(&self, method: &str, path: &str, body: &str) {
        let answer = self.exchange(method, &format!("/__rehearsal/{path}"), body);
        assert!(
            answer.starts_with("HTTP/1.1 204"),
            "{method} {path}: {answer}"
        );
    }

    /// How often each path was asked for.
    pub(crate) fn requests(&self) -> Value {
        let answer = self.exchange("GET", "/__rehearsal/requests", "");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        serde_json::from_str(body).unwrap()
    }

    fn exchange(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\
             content-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}
