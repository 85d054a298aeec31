//! Real servers, the folder that they serve, the site behind them, and a client that returns whole responses.

pub(crate) mod client;
mod folder;
#[path = "../../e2e/harness/port.rs"]
mod port;
mod process;
pub(crate) mod servers;
pub(crate) mod site;

pub(crate) use folder::Folder;
pub(crate) use port::free as free_port;
pub(crate) use site::Site;

/// The value of a required environment variable.
pub(crate) fn setting(name: &str) -> String {
    std::env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| panic!("expected `{name}` in the environment: run `make test-servers`"))
}
