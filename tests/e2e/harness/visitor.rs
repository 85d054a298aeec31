//! Actions and observations of a visitor, in any of the browsers.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::prelude::ScriptRet;
use thirtyfour::{WebDriver, WebElement};

use super::browser::Browser;
use super::session::{Session, WIDTH, has_ended};
use super::target::{ARIA, Target, button};

/// Long enough for a busy machine: a check may have to wait for its floor of five seconds, an answer is given
/// up after ten, and a departure is announced for twenty.
const PATIENCE: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Puts the functions of `aria.js` in front of a script.
fn with_aria(script: &str) -> String {
    [ARIA, script].concat()
}

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
    /// in Firefox. The script has answered before the page goes away, as in [`Self::leave_by`].
    pub(crate) async fn reload(&self) {
        self.run("window.before = true; setTimeout(() => location.reload())")
            .await;
        self.until("return window.before === undefined").await;
        self.until_document().await;
    }

    async fn until_document(&self) {
        self.until("return document.querySelector('.age') !== null")
            .await;
    }

    /// Runs a script in the page. It may call `aria`, which finds elements by role and name: see `aria.js`.
    pub(crate) async fn run(&self, script: &str) -> Value {
        let result = self.driver.execute(with_aria(script), Vec::new()).await;
        result
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// Runs a script that calls its only argument when it is done. It may call `aria`.
    pub(crate) async fn run_async(&self, script: &str) -> Value {
        let result = self.driver.execute_async(with_aria(script), Vec::new());
        let result = result.await;
        result
            .unwrap_or_else(|error| panic!("{script}: {error}"))
            .json()
            .clone()
    }

    /// The text of an element as it is shown; all white space as single spaces.
    pub(crate) async fn text(&self, target: impl Into<Target>) -> String {
        let find = target.into().script();
        let script = format!(
            "const it = {find};
             return it ? it.innerText.replace(/\\s+/g, ' ').trim() : 'nothing at ' + {find:?}"
        );
        self.run(&script).await.as_str().unwrap().to_owned()
    }

    /// How far the shown data can be trusted, in the word of the page's `data-standing`.
    pub(crate) async fn freshness(&self) -> Value {
        let standing = "return document.querySelector('[data-standing]').dataset.standing";
        self.run(standing).await
    }

    /// Waits until the shown data is from this visit, and no request has failed since.
    pub(crate) async fn until_live(&self) {
        self.until_present("[data-standing=live]").await;
    }

    /// The number of rows of services in the table.
    pub(crate) async fn service_count(&self) -> Value {
        self.run("return aria().services().length").await
    }

    /// The element itself, for what only the driver can do with it.
    pub(crate) async fn element(&self, target: impl Into<Target>) -> WebElement {
        let find = target.into().script();
        let script = with_aria(&format!("return {find}"));
        let found = self.driver.execute(script, Vec::new()).await;
        let element = found.and_then(ScriptRet::element);
        element.unwrap_or_else(|error| panic!("{find}: {error}"))
    }

    /// Waits until a script returns true.
    pub(crate) async fn until(&self, script: &str) {
        let mut found = String::new();
        let mut waited = Duration::ZERO;
        while waited < PATIENCE {
            // Between two pages there is nothing to run a script in: no reason to give up.
            match self.driver.execute(with_aria(script), Vec::new()).await {
                Ok(result) if *result.json() == Value::Bool(true) => return,
                Ok(result) => found = result.json().to_string(),
                Err(error) if has_ended(&error) => panic!("{script}: {error}"),
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

    /// Waits until an element shows this text.
    pub(crate) async fn until_text(&self, target: impl Into<Target>, wanted: &str) {
        let find = target.into().script();
        self.until(&format!(
            "const it = {find};
             return it !== null && it.innerText.replace(/\\s+/g, ' ').includes({wanted:?})"
        ))
        .await;
    }

    /// Waits until there is such an element.
    pub(crate) async fn until_present(&self, target: impl Into<Target>) {
        let find = target.into().script();
        self.until(&format!("return {find} !== null")).await;
    }

    /// Waits until there is no such element.
    pub(crate) async fn until_absent(&self, target: impl Into<Target>) {
        let find = target.into().script();
        self.until(&format!("return {find} === null")).await;
    }

    pub(crate) async fn has(&self, target: impl Into<Target>) -> bool {
        let find = target.into().script();
        self.run(&format!("return {find} !== null")).await == json!(true)
    }

    /// Presses a button, or a check box.
    pub(crate) async fn click(&self, target: impl Into<Target>) {
        let find = target.into().script();
        self.run(&format!("{find}.click()")).await;
    }

    /// Presses a button that takes the page away. The script has answered before it does, because a driver may lose
    /// the answer otherwise.
    pub(crate) async fn leave_by(&self, label: &str) {
        let find = button(label).script();
        self.run(&format!("const it = {find}; setTimeout(() => it.click())"))
            .await;
    }

    /// Presses the button that says so.
    pub(crate) async fn press(&self, label: &str) {
        self.click(button(label)).await;
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

    /// Shows the page on the screen in the styles for paper.
    pub(crate) async fn show_as_printed(&self) {
        if self.browser == Browser::Chromium {
            let media = json!({ "media": "print" });
            self.devtools("Emulation.setEmulatedMedia", media).await;
        } else {
            // Only Chromium has a command for it. In the other browsers the styles for paper are applied to all media.
            let apply = "return [...document.styleSheets].map((sheet) => [...sheet.cssRules])
                .flat().filter((it) => it.media?.mediaText === 'print')
                .map((it) => { it.media.mediaText = 'all' }).length";
            assert_ne!(self.run(apply).await, json!(0));
        }
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
