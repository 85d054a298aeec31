//! The three browsers: how their drivers are started, and the capabilities that each is asked for.

use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::Capabilities;

use super::setting;

/// The browsers that run each scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

/// The colours that the visitor's system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
    /// Light ones, and no script of any page runs. Drivers can still find, read and draw.
    Scriptless,
}

impl Browser {
    /// The badge of a page that was delivered with 503. WebKit does not tell a page how it was delivered
    /// (`responseStatus`), so that there the badge has the state alone.
    pub(crate) fn badge_behind_503(self, state: &str) -> String {
        match self {
            Self::Chromium | Self::Firefox => format!("HTTP 503 · {state}"),
            Self::WebKit => state.to_owned(),
        }
    }

    /// The command that starts its driver, but for the port.
    ///
    /// WebKit's browser has no mode without windows, and only one window of a screen has the keyboard: each of
    /// them gets a screen of its own.
    pub(super) fn driver(self) -> Vec<String> {
        match self {
            Self::Chromium => vec![setting("CHROMEDRIVER")],
            Self::Firefox => vec![setting("GECKODRIVER")],
            Self::WebKit => {
                let screen = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/with-display.sh");
                vec![screen.to_owned(), setting("WEBKITDRIVER")]
            }
        }
    }

    /// What a session is asked for. WebKit's driver knows its browser's place, the others are told.
    pub(super) fn capabilities(self, scheme: Scheme) -> Capabilities {
        let dark = scheme == Scheme::Dark;
        let runs_scripts = scheme != Scheme::Scriptless;
        let value = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": { "binary": setting("CHROMIUM"), "args": chromium(dark, runs_scripts) },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": setting("FIREFOX"),
                    "args": ["-headless"],
                    // The list of what was saved would take the keyboard from the page.
                    // Pop-ups are how a page narrower than 500 px is had, see `Visitor::resize`.
                    "prefs": {
                        "browser.download.alwaysOpenPanel": false,
                        "dom.disable_open_during_load": false,
                        "javascript.enabled": runs_scripts,
                        "ui.systemUsesDarkTheme": i32::from(dark),
                    },
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": { "args": webkit(dark, runs_scripts) },
            }),
        };
        value.as_object().unwrap().clone().into()
    }

    /// Lays out what the browser expects in its home.
    pub(super) fn furnish(self, home: &Path) {
        if self == Self::WebKit {
            // The theme's distances keep a window wider than 334 px, even where they are not drawn.
            let theme = home.join(".config/gtk-3.0");
            std::fs::create_dir_all(&theme).unwrap();
            let rule = "* { min-width: 0; padding: 0; border-width: 0; }\n";
            std::fs::write(theme.join("gtk.css"), rule).unwrap();
        }
    }
}

fn chromium(dark: bool, runs_scripts: bool) -> Vec<Value> {
    let mut arguments = vec![
        json!("--headless=new"),
        json!("--no-sandbox"),
        json!("--disable-gpu"),
        json!("--disable-quic"),
        json!("--no-first-run"),
        json!("--disable-background-networking"),
        json!("--disable-component-update"),
        json!("--disable-sync"),
        json!("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
    ];
    arguments.extend(dark.then(|| json!("--force-dark-mode")));
    arguments.extend((!runs_scripts).then(|| json!("--blink-settings=scriptEnabled=false")));
    arguments
}

/// Full screen has no bars around the page, so that a window is as wide as its page.
fn webkit(dark: bool, runs_scripts: bool) -> Vec<Value> {
    let mut arguments = vec![json!("--automation"), json!("--full-screen")];
    arguments.extend(dark.then(|| json!("--dark-mode")));
    arguments.extend((!runs_scripts).then(|| json!("--enable-javascript=false")));
    arguments
}
