//! The harness of the end-to-end tests: three real browsers, each with its driver, and a rehearsal that they open.

mod browser;
mod computed;
#[path = "../../servers/harness/client.rs"]
#[expect(dead_code, reason = "browsers show pages, not headers")]
pub(crate) mod client;
#[path = "../../servers/harness/folder.rs"]
mod folder;
pub(crate) mod hook;
mod driver_process;
#[path = "../../servers/harness/site.rs"]
mod origin;
pub(crate) mod port;
#[path = "../../servers/harness/process.rs"]
mod process;
#[path = "../../servers/harness/servers.rs"]
#[expect(
    dead_code,
    reason = "end-to-end tests use nginx only; tests/servers covers the others"
)]
pub(crate) mod servers;
mod session;
mod site;
pub(crate) mod target;
mod visitor;

use std::future::Future;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use tokio::runtime::Runtime;

pub(crate) use browser::{Browser, Scheme};
pub(crate) use folder::Folder;
pub(crate) use origin::Site as Origin;
pub(crate) use port::free as free_port;
pub(crate) use site::Site;
pub(crate) use visitor::Visitor;

use session::Session;

/// Makes each scenario a test in each browser: `page_content::the_reference_window_is_told_in_full::firefox`.
///
/// A scenario is an `async fn(Visitor, Site)` of the same module. The compiler warns of one that is not listed.
/// `dark:` before the names starts browsers with a dark colour scheme, `scriptless:` without JavaScript.
macro_rules! in_every_browser {
    (dark: $($scenario:ident),+ $(,)?) => {
        $crate::harness::in_every_browser!(@ Dark: $($scenario),+);
    };
    (scriptless: $($scenario:ident),+ $(,)?) => {
        $crate::harness::in_every_browser!(@ Scriptless: $($scenario),+);
    };
    (@ $scheme:ident: $($scenario:ident),+) => {
        $(
            mod $scenario {
                use $crate::harness::{Browser, Scheme, scenario};

                #[test]
                fn chromium() {
                    scenario(Browser::Chromium, Scheme::$scheme, super::$scenario);
                }

                #[test]
                fn firefox() {
                    scenario(Browser::Firefox, Scheme::$scheme, super::$scenario);
                }

                #[test]
                fn webkit() {
                    scenario(Browser::WebKit, Scheme::$scheme, super::$scenario);
                }
            }
        )+
    };
    ($($scenario:ident),+ $(,)?) => {
        $crate::harness::in_every_browser!(@ Light: $($scenario),+);
    };
}
pub(crate) use in_every_browser;

/// The runtime of all tests. A session and its connections are used by several tests, so that they cannot belong to
/// one.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

pub(crate) fn setting(name: &str) -> String {
    std::env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .unwrap_or_else(|| {
            panic!("expected `{name}` in the environment: run `make test-e2e`, see CONTRIBUTING.md")
        })
}

/// How often a scenario runs whose browser ends each time. A page that ends it always fails.
const MOST_ATTEMPTS: u32 = 3;
/// How many repetitions there may be in one run of all tests. More are no accident.
const MOST_REPETITIONS: usize = 6;
static REPETITIONS: AtomicUsize = AtomicUsize::new(0);

/// Runs a scenario with one visitor and one site.
///
/// `WebKitGTK` 2.50 now and then aborts in its garbage collection, mostly after a page was loaded anew. A browser that
/// ends by itself in the midst of a scenario has tested nothing: that scenario runs again in a new one, and the output
/// says so. Any other failure is final.
pub(crate) fn scenario<F, Fut>(browser: Browser, scheme: Scheme, walk: F)
where
    F: Fn(Visitor, Site) -> Fut,
    Fut: Future<Output = ()>,
{
    let mut session = RUNTIME.block_on(Session::take(browser, scheme));
    for attempt in 1.. {
        let walked = catch_unwind(AssertUnwindSafe(|| run(Arc::clone(&session), &walk)));
        let Err(failure) = walked else { return };
        let log = RUNTIME.block_on(session.log_if_ended());
        let Some(log) = log.filter(|_| attempt < MOST_ATTEMPTS) else {
            resume_unwind(failure)
        };
        if REPETITIONS.fetch_add(1, Ordering::Relaxed) >= MOST_REPETITIONS {
            resume_unwind(failure);
        }
        let thread = std::thread::current();
        let test = thread.name().unwrap_or("a test");
        // Written past the test runner, which shows nothing of tests that pass.
        writeln!(
            std::io::stderr(),
            "note: {browser:?} ended during {test}, which runs again in a new one. The driver said: {log:?}"
        )
        .unwrap();
        session = RUNTIME.block_on(Session::begin(browser, scheme));
    }
}

fn run<F, Fut>(session: Arc<Session>, walk: &F)
where
    F: Fn(Visitor, Site) -> Fut,
    Fut: Future<Output = ()>,
{
    RUNTIME.block_on(async {
        // The rehearsal starts after the browser, because its minutes pass while the browser starts.
        let site = Site::open();
        walk(Visitor::new(&session), site).await;
        Session::give_back(session).await;
    });
}
