//! Real servers, the folder they serve, the site behind them, and a client that shows all it gets.

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

/// What the environment must say.
pub(crate) fn setting(name: &str) -> String {
    std::env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| panic!("expected `{name}` in the environment: run `make test-carriers`"))
}
