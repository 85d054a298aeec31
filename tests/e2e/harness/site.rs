//! A rehearsal of the reference window over real HTTP.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::{Options, serve};
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
        let options = Options::new(Plan::reference().unwrap(), self.dist.clone());
        runtime.spawn(serve(listener, options).unwrap());
        self.runtime = Some(runtime);
    }

    /// Stops answering: connections break, new ones are refused.
    pub(crate) fn stop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
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
