//! Browser sessions, which several tests use one after the other: to begin one takes seconds.
//!
//! Every rehearsal has a port, and so an origin, of its own: no test meets what another has left in storage.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use thirtyfour::WebDriver;
use thirtyfour::error::{WebDriverError, WebDriverErrorInner};

use super::browser::{Browser, Scheme};
use super::driver_process::DriverProcess;

/// Sessions that wait for their next test. Nothing drops a static, so their [`DriverProcess`] ends them with the tests.
static IDLE: Mutex<Vec<Arc<Session>>> = Mutex::new(Vec::new());
/// A browser that waits still takes memory; the one that has waited longest goes first.
const MOST_IDLE: usize = 6;

/// Windows are as large as the screen of scripts/with-display.sh.
pub(super) const WIDTH: u32 = 1280;
const HEIGHT: u32 = 800;

/// How long a script of a test may take, from its start to its answer. Drivers allow 30 s of themselves, and
/// axe-core takes longer where several browsers start on two processors.
const LONGEST_SCRIPT: Duration = Duration::from_secs(180);

/// A browser with one window.
pub(super) struct Session {
    pub(super) browser: Browser,
    pub(super) driver: WebDriver,
    scheme: Scheme,
    /// Whether the browser itself was changed, beyond what its pages keep.
    altered: AtomicBool,
    process: DriverProcess,
}

impl Session {
    /// A session that waits, or a new one.
    pub(super) async fn take(browser: Browser, scheme: Scheme) -> Arc<Self> {
        let idle = {
            let mut idle = IDLE.lock().unwrap();
            let fits = |it: &Arc<Self>| it.browser == browser && it.scheme == scheme;
            idle.iter().rposition(fits).map(|index| idle.remove(index))
        };
        match idle {
            Some(session) => session,
            None => Self::begin(browser, scheme).await,
        }
    }

    pub(super) async fn begin(browser: Browser, scheme: Scheme) -> Arc<Self> {
        let process = tokio::task::spawn_blocking(move || DriverProcess::start(browser));
        let process = process.await.unwrap();
        let address = format!("http://127.0.0.1:{}", process.port);
        let driver = WebDriver::new(address, browser.capabilities(scheme)).await;
        let driver = driver.unwrap_or_else(|error| {
            let log = process.log();
            panic!("expected a session of {browser:?}, found: {error}\n{log}")
        });
        driver.set_window_rect(0, 0, WIDTH, HEIGHT).await.unwrap();
        driver.set_script_timeout(LONGEST_SCRIPT).await.unwrap();
        Arc::new(Self {
            browser,
            driver,
            scheme,
            altered: AtomicBool::new(false),
            process,
        })
    }

    /// Keeps a session for the next test. One whose test failed never comes here.
    pub(super) async fn give_back(session: Arc<Self>) {
        if session.altered.load(Ordering::Relaxed) {
            return;
        }
        // The page that is left would go on asking a site that is gone.
        session.driver.goto("about:blank").await.unwrap();
        let oldest = {
            let mut idle = IDLE.lock().unwrap();
            idle.push(session);
            (MOST_IDLE < idle.len()).then(|| idle.remove(0))
        };
        drop(oldest);
    }

    /// What the driver has written, if its browser has ended by itself.
    pub(super) async fn log_if_ended(&self) -> Option<String> {
        let error = self.driver.windows().await.err()?;
        has_ended(&error).then(|| self.process.log())
    }

    /// No other test may have this session.
    pub(super) fn alter(&self) {
        self.altered.store(true, Ordering::Relaxed);
    }
}

/// Returns whether an error says that the browser has ended.
pub(super) fn has_ended(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::InvalidSessionId(_))
}

impl Drop for Session {
    fn drop(&mut self) {
        // The driver's process ends the browser, in whatever state it is; ending the session as well would be an error.
        drop(self.driver.clone().leak());
    }
}
