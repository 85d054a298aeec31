//! Actions and observations of a visitor, in any of the browsers.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::WebDriver;

use super::browser::Browser;
use super::session::{Session, WIDTH};

/// Long enough for a busy machine: a check may have to wait for its floor of five seconds, an answer is given
/// up after ten, and a departure is announced for twenty.
const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// A visitor: one browser window.
pub(crate) struct Visitor {
    pub(crate) browser: Browser,
    pub(crate) driver: WebDriver,
    session: Arc<Session>,
}

impl Visitor {
    pub(super) fn new(session: &Arc<Session>) -> Self {
        Self {
            browser: session.browser,
            driver: session.driver.clone(),
            session: Arc::clone(session),
        }
    }

    /// Opens a page and waits until it shows a document.
    pub(crate) async fn open(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
        self.until_document().await;
    }

    /// Loads the page anew. By script, as a visitor would: WebDriver's own command passes by a service worker
    /// in Firefox.
    pub(crate) async fn reload(&self) {
        self.run("window.before = true; location.reload()").await;
        self.until("return window.before === undefined").await;
        self.until_document().await;
    }

    async fn until_document(&self) {
        self.until("return document.querySelector('.truth .age') !== null")
            .await;
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        let result = self.driver.execute(script, Vec::new()).await;
        result
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// Runs a script that calls its only argument when it is done.
    pub(crate) async fn run_async(&self, script: &str) -> Value {
        let result = self.driver.execute_async(script, Vec::new()).await;
        result
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// The text of what a selector finds first, as it is shown; all white space as single spaces.
    pub(crate) async fn text(&self, selector: &str) -> String {
        let script = format!(
            "const it = document.querySelector({selector:?});
             return it ? it.innerText.replace(/\\s+/g, ' ').trim() : 'nothing at {selector}'"
        );
        self.run(&script).await.as_str().unwrap().to_owned()
    }

    /// Waits until a script returns true.
    pub(crate) async fn until(&self, script: &str) {
        let mut found = String::new();
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            // Between two pages there is nothing to run a script in: no reason to give up.
            match self.driver.execute(script, Vec::new()).await {
                Ok(result) if *result.json() == Value::Bool(true) => return,
                Ok(result) => found = result.json().to_string(),
                Err(error) => found = error.to_string(),
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
            waited += BETWEEN_LOOKS;
        }
        let page = self.text("body").await;
        panic!("waited in vain for `{script}`, found {found} on: {page}");
    }

    /// Waits until a script that calls its only argument gives this.
    pub(crate) async fn until_it_gives(&self, script: &str, expected: &Value) {
        let mut found = Value::Null;
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            found = self.run_async(script).await;
            if found == *expected {
                return;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
            waited += BETWEEN_LOOKS;
        }
        panic!("waited in vain for {expected} from `{script}`, found {found}");
    }

    /// Waits until the first of a selector shows this text.
    pub(crate) async fn until_text(&self, selector: &str, wanted: &str) {
        self.until(&format!(
            "const it = document.querySelector({selector:?});
             return it !== null && it.innerText.replace(/\\s+/g, ' ').includes({wanted:?})"
        ))
        .await;
    }

    /// Presses the button that says so.
    pub(crate) async fn press(&self, label: &str) {
        self.run(&format!(
            "[...document.querySelectorAll('button')].find((it) => it.innerText.trim() === {label:?}).click()"
        ))
        .await;
    }

    /// Asks the rehearsal for something, from within the page.
    pub(crate) async fn control(&self, method: &str, path: &str, body: &str) {
        let script = format!(
            "const [done] = arguments;
             const body = {method:?} === 'POST' && {body:?} !== '' ? {body:?} : undefined;
             fetch('/__rehearsal/' + {path:?}, {{ method: {method:?}, body }})
               .then((it) => done(it.status), (it) => done(String(it)))"
        );
        let status = self.run_async(&script).await;
        assert_eq!(status, json!(204), "{method} {path}");
    }

    /// What browsers have told the rehearsal of breaches of the page's policy.
    pub(crate) async fn policy_reports(&self) -> Value {
        let reports = "const [done] = arguments;
            fetch('/__rehearsal/csp-reports').then((it) => it.json()).then(done)";
        self.run_async(reports).await
    }

    /// Lets the page look at once, as soon as its floor of five seconds allows it.
    pub(crate) async fn check_now(&self) {
        self.press("Check now").await;
    }

    /// What the browser's console has had since the last reading; only Chromium's driver tells.
    pub(crate) async fn console(&self) -> Vec<String> {
        if self.browser != Browser::Chromium {
            return Vec::new();
        }
        let log = self.driver.get_log("browser").await.unwrap();
        log.into_iter().map(|entry| format!("{entry:?}")).collect()
    }

    /// Sends a command of Chromium's own debugging protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) {
        assert_eq!(self.browser, Browser::Chromium);
        self.session.alter();
        let done = self.driver.cdp().send_raw(command, parameters).await;
        done.unwrap();
    }

    /// Goes on in a window whose page has this size in CSS pixels; each browser has a way of its own to be
    /// narrower than its controls.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.session.alter();
        match self.browser {
            Browser::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.devtools("Emulation.setDeviceMetricsOverride", size)
                    .await;
            }
            Browser::Firefox => self.pop_up(width, height).await,
            Browser::WebKit => {
                // In the middle of the screen: the window under the pointer has the keyboard.
                let left = i64::from((WIDTH - width) / 2);
                let placed = self.driver.set_window_rect(left, 0, width, height);
                placed.await.unwrap();
            }
        }
        self.until(&format!("return innerWidth === {width}")).await;
    }

    /// A pop-up has no tool bar that needs 500 pixels.
    async fn pop_up(&self, width: u32, height: u32) {
        let before = self.driver.windows().await.unwrap();
        self.run(&format!(
            "window.open('about:blank', '', 'popup,width={width},height={height}')"
        ))
        .await;
        let windows = self.driver.windows().await.unwrap();
        let new = windows.into_iter().find(|it| !before.contains(it));
        let new = new.expect("expected a window");
        self.driver.switch_to_window(new).await.unwrap();
    }
}
