//! The process of a browser's driver, which ends with everything that it has started when it is dropped.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use super::browser::Browser;
use super::port;

/// Runs a driver until its own standard input ends, which happens when a test drops it, or when the tests end or are
/// killed. Killing only the driver would leave its browser running, so the script ends the whole process group and removes
/// its home. SIGTERM comes first, because an X server that is killed leaves its lock file behind.
const SUPERVISE: &str = r#"set -m
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

/// The fontconfig file with the fonts of all browsers, and how they are drawn.
const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/harness/fonts.conf");

/// A running driver with its own port, process group, home and folder for temporary files.
pub(super) struct DriverProcess {
    pub(super) port: u16,
    home: PathBuf,
    process: Child,
}

impl DriverProcess {
    pub(super) fn start(browser: Browser) -> Self {
        let driver = browser.driver();
        let port = port::free();
        // Short: browsers open sockets in there, whose paths have a hundred letters at most.
        let home = std::env::temp_dir().join(format!("im-{}-{port}", std::process::id()));
        std::fs::create_dir_all(home.join("tmp")).unwrap();
        browser.furnish(&home);
        let mut command = Command::new("bash");
        command
            .args(["-c", SUPERVISE, "supervise"])
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
        let driver_process = Self {
            port,
            home,
            process,
        };
        driver_process.wait_for_port(&driver);
        driver_process
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

    /// The output of the driver and its browser so far.
    pub(super) fn log(&self) -> String {
        std::fs::read_to_string(self.home.join("driver.log")).unwrap_or_default()
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
    }
}
