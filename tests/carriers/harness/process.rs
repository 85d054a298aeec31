//! A server's process with everything it starts, gone without a trace when its owner is.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Waits for the end of its input, which comes when the tests drop it, end, or are killed: a server that is merely
/// killed leaves those behind that it has started.
const KEEP: &str = r#"set -m
log=$1; shift
exec 2>/dev/null
"$@" </dev/null >"$log" 2>&1 &
read -r _
kill -KILL -- -$!
wait"#;

/// A running server.
pub(crate) struct Process {
    keeper: Child,
    port: u16,
}

impl Process {
    /// Starts `command` in `home` and waits until it listens on `port`.
    pub(crate) fn start(command: &[&str], home: &Path, port: u16) -> Self {
        let program = command[0];
        assert!(
            is_installed(program),
            "expected `{program}` to be installed: run `scripts/setup.sh test`"
        );
        let log: PathBuf = home.join("server.log");
        let mut shell = Command::new("bash");
        shell
            .args(["-c", KEEP, "keeper"])
            .arg(&log)
            .args(command)
            .current_dir(home)
            .env("HOME", home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env("PATH", path())
            .process_group(0)
            .stdin(Stdio::piped());
        let keeper = shell.spawn().unwrap();
        let process = Self { keeper, port };
        for _ in 0..600 {
            if process.listens() {
                return process;
            }
            sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(log).unwrap_or_default();
        panic!(
            "expected `{}` to listen on {port}: {log}",
            command.join(" ")
        );
    }

    fn listens(&self) -> bool {
        TcpStream::connect(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).is_ok()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        self.keeper.wait().unwrap();
    }
}

/// Debian keeps servers where only root looks.
fn path() -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{path}:/usr/sbin:/usr/local/sbin")
}

fn is_installed(program: &str) -> bool {
    path()
        .split(':')
        .any(|folder| Path::new(folder).join(program).is_file())
}
