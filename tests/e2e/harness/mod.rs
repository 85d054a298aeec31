//! What journeys are made with: three real browsers, each with its driver, and a rehearsal to visit.

mod browser;
mod computed;
#[path = "../../carriers/harness/client.rs"]
#[expect(dead_code, reason = "journeys look at pages, not at headers")]
pub(crate) mod client;
#[path = "../../carriers/harness/folder.rs"]
mod folder;
pub(crate) mod hook;
mod keeper;
#[path = "../../carriers/harness/site.rs"]
mod origin;
mod port;
#[path = "../../carriers/harness/process.rs"]
mod process;
#[path = "../../carriers/harness/servers.rs"]
#[expect(
    dead_code,
    reason = "browsers are shown nginx; to them the others are the same, see tests/carriers"
)]
pub(crate) mod servers;
mod session;
mod site;
mod visitor;

use std::future::Future;
use std::sync::LazyLock;

use tokio::runtime::Runtime;

pub(crate) use browser::{Browser, Scheme};
pub(crate) use folder::Folder;
pub(crate) use origin::Site as Origin;
pub(crate) use port::free as free_port;
pub(crate) use site::Site;
pub(crate) use visitor::Visitor;

use session::Session;

/// Makes each journey a test in each browser: `reading::the_reference_window_is_told_in_full::firefox`.
///
/// A journey is an `async fn(Visitor, Site)` of the same module. One that is not named here is never used,
/// which the compiler tells. `dark:` before the names starts the browsers in a dark system, `scriptless:` without
/// JavaScript.
macro_rules! in_every_browser {
    (dark: $($journey:ident),+ $(,)?) => {
        $crate::harness::in_every_browser!(@ Dark: $($journey),+);
    };
    (scriptless: $($journey:ident),+ $(,)?) => {
        $crate::harness::in_every_browser!(@ Scriptless: $($journey),+);
    };
    (@ $scheme:ident: $($journey:ident),+) => {
        $(
            mod $journey {
                use $crate::harness::{Browser, Scheme, journey};

                #[test]
                fn chromium() {
                    journey(Browser::Chromium, Scheme::$scheme, super::$journey);
                }

                #[test]
                fn firefox() {
                    journey(Browser::Firefox, Scheme::$scheme, super::$journey);
                }

                #[test]
                fn webkit() {
                    journey(Browser::WebKit, Scheme::$scheme, super::$journey);
                }
            }
        )+
    };
    ($($journey:ident),+ $(,)?) => {
        $crate::harness::in_every_browser!(@ Light: $($journey),+);
    };
}
pub(crate) use in_every_browser;

/// One for all tests: a session outlives the test it was begun in, and its connections live here.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

pub(crate) fn setting(name: &str) -> String {
    std::env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| {
            panic!("expected `{name}` in the environment: run `make test-e2e`, see CONTRIBUTING.md")
        })
}

/// A journey by one visitor of one site.
pub(crate) fn journey<F, Fut>(browser: Browser, scheme: Scheme, walk: F)
where
    F: FnOnce(Visitor, Site) -> Fut,
    Fut: Future<Output = ()>,
{
    RUNTIME.block_on(async {
        let session = Session::take(browser, scheme).await;
        // After that: its minutes pass, and a browser may take its time to begin.
        let site = Site::open();
        walk(Visitor::new(&session), site).await;
        Session::give_back(session).await;
    });
}
