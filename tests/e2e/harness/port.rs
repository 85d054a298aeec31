//! Ports for drivers and sites, each given once.
//!
//! A driver is told its port before it listens, and a site gives its own up while it is stopped. A port that the
//! system chooses may meanwhile be chosen again, for a neighbour or for the near end of some connection; so these
//! are from below the range that systems choose from, and above the last one that browsers refuse.

use std::net::{Ipv4Addr, TcpListener};
use std::sync::atomic::{AtomicU32, Ordering};

const FIRST: u32 = 11_000;
const COUNT: u32 = 20_000;
/// Other tests may run at the same time: they begin elsewhere, by so many ports for each process.
const APART: u32 = 257;

static GIVEN: AtomicU32 = AtomicU32::new(0);

/// A port on which nobody listens.
pub(crate) fn free() -> u16 {
    let begin = std::process::id().wrapping_mul(APART);
    for _ in 0..COUNT {
        let given = GIVEN.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + begin.wrapping_add(given) % COUNT;
        let port = u16::try_from(port).unwrap();
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
    panic!("expected a free port from {FIRST} on");
}
