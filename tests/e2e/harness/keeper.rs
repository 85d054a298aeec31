//! A driver's process with everything it starts, gone without a trace when its owner is.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::browser::Browser;
use super::port;

/// Waits for the end of its input, which comes when the tests drop it, end, or are killed. A driver that is
/// merely killed leaves its browser running, so its whole process group goes, and its home after it. First it
/// is asked to, because a screen that is killed leaves its lock behind.
const KEEP: &str = r#"set -m
"$@" </dev/null >"$HOME/driver.log" 2>&1 &
read -r _
kill -TERM -- -$!
for _ in {1..20}; do
  kill -0 -- -$! || break
  sleep 0.05
done
kill -KILL -- -$!
wait
rm -rf "$HOME""#;

/// Which fonts browsers see, and how they draw them.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/harness/fonts.conf");

/// A running driver that is told where it is: a port, a process group, a home and a folder for temporary
/// files of its own.
pub(super) struct Keeper {
    pub(super) port: u16,
    home: PathBuf,
    process: Child,
}

impl Keeper {
    pub(super) fn start(browser: Browser) -> Self {
        let driver = browser.driver();
        let port = port::free();
        // Short: browsers open sockets in there, whose paths have a hundred letters at most.
        let home = std::env::temp_dir().join(format!("im-{}-{port}", std::process::id()));
        std::fs::create_dir_all(home.join("tmp")).unwrap();
        browser.furnish(&home);
        let mut command = Command::new("bash");
        command
            .args(["-c", KEEP, "keeper"])
            .args(&driver)
            .arg(format!("--port={port}"))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .env("HOME", &home)
            .env("TMPDIR", home.join("tmp"))
            // Whatever fonts a machine has, its browsers draw with the same.
            .env("FONTCONFIG_FILE", FONTS)
            // One language and zone wherever the tests run. WebKit would take `C` for a language.
            .env("LANG", "en_US.UTF-8")
            .env("TZ", "UTC")
            .env_remove("LANGUAGE")
            .env_remove("LC_ALL")
            .env_remove("XDG_CONFIG_HOME");
        let process = command.spawn().unwrap();
        let keeper = Self {
            port,
            home,
            process,
        };
        keeper.wait_for_port(&driver);
        keeper
    }

    fn wait_for_port(&self, driver: &[String]) {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        for _ in 0..600 {
            if TcpStream::connect(address).is_ok() {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        panic!("expected `{}` to answer: {}", driver.join(" "), self.log());
    }

    /// What the driver and its browser have said.
    pub(super) fn log(&self) -> String {
        std::fs::read_to_string(self.home.join("driver.log")).unwrap_or_default()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
    }
}
