//! The process of a server, which ends with everything that it has started when it is dropped.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Runs a server until its own standard input ends, which happens when a test drops it, or when the tests end or are
/// killed. Killing only the server would leave its child processes running.
const SUPERVISE: &str = r#"set -m
log=$1; shift
exec 2>/dev/null
"$@" </dev/null >"$log" 2>&1 &
read -r _
kill -KILL -- -$!
wait"#;

/// A running server.
pub(crate) struct Process {
    supervisor: Child,
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
            .args(["-c", SUPERVISE, "supervise"])
            .arg(&log)
            .args(command)
            .current_dir(home)
            .env("HOME", home)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_DATA_HOME")
            .env("PATH", path())
            .process_group(0)
            .stdin(Stdio::piped());
        let supervisor = shell.spawn().unwrap();
        let process = Self { supervisor, port };
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
        drop(self.supervisor.stdin.take());
        self.supervisor.wait().unwrap();
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
