//! A copy of the built page that a test may change, and a rehearsal that serves it.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::{Options, serve};
use intermission::cli::site::PageSource;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::harness::setting;

/// Gone, with its files, when dropped.
pub(crate) struct Deployment {
    folder: PathBuf,
    port: u16,
    server: JoinHandle<()>,
}

impl Deployment {
    /// Copies the page and serves it on any free port.
    pub(crate) async fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let folder = std::env::temp_dir().join(format!("intermission-deployment-{port}"));
        std::fs::create_dir_all(&folder).unwrap();
        copy(&PathBuf::from(setting("INTERMISSION_DIST")), &folder);
        let options = Options::new(
            Plan::reference().unwrap(),
            PageSource::Folder(folder.clone()),
        );
        let serving = serve(listener, options).unwrap();
        let server = tokio::spawn(async move { serving.await.unwrap() });
        Self {
            folder,
            port,
            server,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The folder of its files.
    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.file(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, content: &str) {
        let file = self.file(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        // Compressed copies would go on telling what was there before.
        for ending in ["br", "gz"] {
            drop(std::fs::remove_file(format!("{}.{ending}", file.display())));
        }
        std::fs::write(file, content).unwrap();
    }

    /// Takes the files away whose names begin so, and returns them by name; the page comes in their place.
    pub(crate) fn without(&self, prefix: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut taken = Vec::new();
        for entry in std::fs::read_dir(&self.folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().to_str().unwrap().starts_with(prefix) {
                taken.push((entry.path(), std::fs::read(entry.path()).unwrap()));
                std::fs::remove_file(entry.path()).unwrap();
            }
        }
        taken
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.join(path.trim_start_matches('/'))
    }

    /// Puts another version in the place of the present one, which it returns. It looks the same.
    pub(crate) fn release(&self, version: &str) -> String {
        let page = self.read("index.html");
        let (_, rest) = page.split_once("data-version=\"").unwrap();
        let (present, _) = rest.split_once('"').unwrap();
        for path in ["index.html", "sw.js"] {
            self.write(path, &self.read(path).replace(present, version));
        }
        present.to_owned()
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        self.server.abort();
        std::fs::remove_dir_all(&self.folder).unwrap();
    }
}

/// Without compressed copies, which would go on telling what a test has changed.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().unwrap_or_default();
        if path.is_file() && extension != "br" && extension != "gz" {
            std::fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}
