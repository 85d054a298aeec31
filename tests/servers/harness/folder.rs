//! The built page, published into a folder that a server may serve and a test may change.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use super::setting;

static MADE: AtomicU32 = AtomicU32::new(0);

/// Gone, with what servers have written beside it, when dropped.
pub(crate) struct Folder {
    home: PathBuf,
}

impl Folder {
    /// With the built page and its sample document, published. Not in the repository's own folder: servers give
    /// up their rights, and may not look into it.
    pub(crate) fn new() -> Self {
        let folder = Self::bare();
        copy(Path::new(&setting("INTERMISSION_DIST")), &folder.served());
        folder.publish(&folder.served().join("status.json"));
        folder
    }

    /// With nothing in it.
    pub(crate) fn bare() -> Self {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("im-servers-{}-{number}", std::process::id());
        let home = std::env::temp_dir().join(name);
        std::fs::create_dir(&home).unwrap();
        Self { home }
    }

    /// Where servers may write.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// What stands for /srv/intermission.
    pub(crate) fn served(&self) -> PathBuf {
        self.home.join("served")
    }

    pub(crate) fn publish(&self, document: &Path) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_intermission"));
        command
            .args(["publish", "--no-page"])
            .arg(document)
            .arg("--to")
            .arg(self.served());
        let output = command.arg("--no-social").output().unwrap();
        assert!(output.status.success(), "{output:?}");
        // The picture depends on the fonts of the machine; servers send any file of its name.
        std::fs::write(self.served().join("status.png"), "a picture").unwrap();
    }

    /// Turns the switch that both configurations have.
    pub(crate) fn set_away(&self, is_away: bool) {
        let switch = self.home.join("served.away");
        if is_away {
            std::fs::write(switch, "").unwrap();
        } else if switch.exists() {
            std::fs::remove_file(switch).unwrap();
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.home).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
