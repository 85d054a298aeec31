//! A rehearsal, a driver and a browser, each gone when its owner is dropped.

use std::future::Future;
use std::net::Ipv4Addr;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use intermission::cli::rehearse::plan::Plan;
use intermission::cli::rehearse::{Options, serve};
use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The browsers that journeys can be made in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Browser {
    Chromium,
}

pub(crate) fn setting(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("expected `{name}` in the environment: run `make test-e2e`"))
}

/// A rehearsal of the reference window over real HTTP.
pub(crate) struct Site {
    pub(crate) port: u16,
    runtime: Option<Runtime>,
}

impl Site {
    pub(crate) fn open() -> Self {
        let mut site = Self {
            port: 0,
            runtime: None,
        };
        site.start();
        site
    }

    /// Starts answering, on the port of the last time.
    pub(crate) fn start(&mut self) {
        let runtime = Runtime::new().unwrap();
        let dist = PathBuf::from(setting("INTERMISSION_DIST"));
        let address = (Ipv4Addr::LOCALHOST, self.port);
        let listener = runtime.block_on(async move { TcpListener::bind(address).await.unwrap() });
        self.port = listener.local_addr().unwrap().port();
        let _guard = runtime.enter();
        let server = serve(listener, Options::new(Plan::reference().unwrap(), dist)).unwrap();
        runtime.spawn(server);
        self.runtime = Some(runtime);
    }

    /// Stops answering: connections break, new ones are refused.
    pub(crate) fn stop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A driver process with everything it starts: a killed driver leaves its browser running.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    fn start(browser: Browser) -> Self {
        let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let command = match browser {
            Browser::Chromium => setting("CHROMEDRIVER"),
        };
        let child = Command::new(&command)
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("expected the driver `{command}`, found: {error}"));
        Self { child, port }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        Command::new("kill")
            .args(["-KILL", "--", &group])
            .status()
            .unwrap();
        self.child.wait().unwrap();
    }
}

fn capabilities(browser: Browser) -> Capabilities {
    match browser {
        Browser::Chromium => {
            let arguments = [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ];
            let options = json!({ "binary": setting("CHROMIUM"), "args": arguments });
            let value = json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": options,
            });
            value.as_object().unwrap().clone().into()
        }
    }
}

/// A visitor: one browser window.
pub(crate) struct Visitor {
    pub(crate) driver: WebDriver,
    _process: Driver,
}

/// A journey by one visitor of one site.
pub(crate) async fn journey<F, Fut>(browser: Browser, walk: F)
where
    F: FnOnce(Visitor, Site) -> Fut,
    Fut: Future<Output = ()>,
{
    let site = tokio::task::spawn_blocking(Site::open).await.unwrap();
    let process = Driver::start(browser);
    let address = format!("http://127.0.0.1:{}", process.port);
    let mut tries = 0;
    let driver = loop {
        match WebDriver::new(&address, capabilities(browser)).await {
            Ok(driver) => break driver,
            Err(error) if 100 <= tries => panic!("expected a browser session, found: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
        tries += 1;
    };
    walk(
        Visitor {
            driver,
            _process: process,
        },
        site,
    )
    .await;
}

impl Visitor {
    /// Opens a page and waits until it shows a document.
    pub(crate) async fn open(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
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

    /// Waits until a script returns true; some twenty seconds are always enough.
    pub(crate) async fn until(&self, script: &str) {
        for _ in 0..400 {
            if self.run(script).await == Value::Bool(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let page = self.text("body").await;
        panic!("waited in vain for `{script}` on: {page}");
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

    /// Lets the page look at once, as soon as its floor of five seconds allows it.
    pub(crate) async fn check_now(&self) {
        self.press("Check now").await;
    }

    /// Sends a command of the browser's own debugging protocol.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) {
        self.driver
            .cdp()
            .send_raw(command, parameters)
            .await
            .unwrap();
    }

    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    pub(crate) async fn prefer(&self, feature: &str, value: &str) {
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }
}
