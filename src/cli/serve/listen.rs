//! The addresses that a server listens on: TCP ports, Unix sockets, and sockets that systemd has opened.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::FileTypeExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use listenfd::ListenFd;
use tokio::net::{TcpListener, TcpStream, UnixListener, UnixStream};

/// The prefix of a Unix socket.
const UNIX: &str = "unix:";

/// An address to listen on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A TCP port of an IP address.
    Tcp(SocketAddr),
    /// A Unix socket.
    Unix(PathBuf),
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => address.fmt(f),
            Self::Unix(path) => write!(f, "{UNIX}{}", path.display()),
        }
    }
}

/// The operator: a text is no address to listen on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected an IP address with a port such as `127.0.0.1:8080` or `[::]:80`, or `unix:` and a path, found `{found}`"
)]
pub struct AddressError {
    /// The text.
    pub found: String,
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let found = || AddressError {
            found: text.to_owned(),
        };
        match text.strip_prefix(UNIX) {
            Some("") => Err(found()),
            Some(path) => Ok(Self::Unix(path.into())),
            None => text.parse().map(Self::Tcp).map_err(|_malformed| found()),
        }
    }
}

/// The reason why a server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// The operator or the machine: the address is in use, or this user may not have it.
    #[error("--listen {address}: expected an address that is free, found: {error}")]
    Address {
        /// The address.
        address: Address,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// The operator: there is something else at the path of a Unix socket.
    #[error("--listen {UNIX}{}: expected no file or a socket that nothing listens on, found {found}", .path.display())]
    Occupied {
        /// The path.
        path: PathBuf,
        /// The kind of file that stands in the way.
        found: &'static str,
    },
    /// The operator: systemd passed something else than listening sockets.
    #[error("`LISTEN_FDS`: expected listening TCP or Unix sockets, found: {error}")]
    Passed {
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
}

/// A listening socket.
#[derive(Debug)]
pub(super) enum Listener {
    Tcp(TcpListener),
    Unix {
        listener: UnixListener,
        /// Removes the file when the listener is dropped; `None` for a socket of systemd's.
        _file: Option<SocketFile>,
    },
}

/// The file of a Unix socket, which is removed with it.
#[derive(Debug)]
pub(super) struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        // Somebody else may have removed it, and then there is nothing left to do.
        drop(std::fs::remove_file(&self.0));
    }
}

/// A connection.
#[derive(Debug)]
pub(super) enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Listener {
    /// Listens on an address.
    pub(super) async fn bind(address: &Address) -> Result<Self, ListenError> {
        let failed = |error| ListenError::Address {
            address: address.clone(),
            error,
        };
        match address {
            Address::Tcp(tcp) => TcpListener::bind(tcp).await.map(Self::Tcp).map_err(failed),
            Address::Unix(path) => {
                remove_stale(path).await?;
                let listener = UnixListener::bind(path).map_err(failed)?;
                Ok(Self::Unix {
                    listener,
                    _file: Some(SocketFile(path.clone())),
                })
            }
        }
    }

    /// Returns the sockets that systemd has opened (`LISTEN_FDS`), none if the service has no socket unit.
    pub(super) fn passed() -> Result<Vec<Self>, ListenError> {
        let passed = |error| ListenError::Passed { error };
        let mut sockets = ListenFd::from_env();
        let mut listeners = Vec::new();
        for index in 0..sockets.len() {
            let listener = match sockets.take_tcp_listener(index) {
                Ok(Some(listener)) => {
                    listener.set_nonblocking(true).map_err(passed)?;
                    Self::Tcp(TcpListener::from_std(listener).map_err(passed)?)
                }
                Ok(None) => continue,
                Err(_) => {
                    let Some(listener) = sockets.take_unix_listener(index).map_err(passed)? else {
                        continue;
                    };
                    listener.set_nonblocking(true).map_err(passed)?;
                    Self::Unix {
                        listener: UnixListener::from_std(listener).map_err(passed)?,
                        _file: None,
                    }
                }
            };
            listeners.push(listener);
        }
        Ok(listeners)
    }

    /// Waits for a connection, and returns it with the name of its client.
    pub(super) async fn accept(&self) -> io::Result<(Stream, String)> {
        match self {
            Self::Tcp(listener) => {
                let (stream, peer) = listener.accept().await?;
                // Responses are written whole, so that waiting for more to send only delays them.
                stream.set_nodelay(true)?;
                Ok((Stream::Tcp(stream), peer.ip().to_string()))
            }
            Self::Unix { listener, .. } => {
                let (stream, _) = listener.accept().await?;
                Ok((Stream::Unix(stream), "unix".to_owned()))
            }
        }
    }
}

impl fmt::Display for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(listener) => match listener.local_addr() {
                Ok(address) => write!(f, "http://{address}"),
                Err(_) => f.write_str("a TCP port"),
            },
            Self::Unix { listener, .. } => {
                let address = listener.local_addr().ok();
                match address.as_ref().and_then(|it| it.as_pathname()) {
                    Some(path) => write!(f, "{UNIX}{}", path.display()),
                    None => f.write_str("a Unix socket"),
                }
            }
        }
    }
}

/// Removes the socket of an earlier process that was killed. A socket that something listens on stays, as does any other
/// file.
async fn remove_stale(path: &Path) -> Result<(), ListenError> {
    let occupied = |found| ListenError::Occupied {
        path: path.to_owned(),
        found,
    };
    let Ok(metadata) = std::fs::symlink_metadata(path) else {
        return Ok(());
    };
    if !metadata.file_type().is_socket() {
        return Err(occupied("another file"));
    }
    if UnixStream::connect(path).await.is_ok() {
        return Err(occupied("a server"));
    }
    std::fs::remove_file(path).map_err(|error| ListenError::Address {
        address: Address::Unix(path.to_owned()),
        error,
    })
}
