//! One page in a browser: go there, look, press keys, and hear what it complains of.

use std::sync::mpsc::Sender;

use serde_json::{Value, json};

use crate::chromium::{Browser, Event};

/// A browser with one tab.
pub(crate) struct Tab {
    browser: Browser,
    session: String,
}

/// Which colours the system asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

impl Scheme {
    pub(crate) const BOTH: [Scheme; 2] = [Scheme::Light, Scheme::Dark];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }
}

/// Where a page is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Media {
    Screen,
    Paper,
}

/// A key of the keyboard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Key {
    Tab,
    Enter,
    Escape,
    Up,
    Down,
}

/// What is switched on, so that the page's complaints arrive.
const HEARD: [&str; 5] = ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable", "Audits.enable"];

impl Tab {
    /// An empty page, 1280 by 900, in light colours and without motion.
    pub(crate) fn open() -> Tab {
        let mut browser = Browser::start();
        let target = browser.call(None, "Target.createTarget", &json!({ "url": "about:blank" }));
        let to = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call(None, "Target.attachToTarget", &to);
        let session = session["sessionId"].as_str().expect("a session").to_owned();
        let mut tab = Tab { browser, session };
        for method in HEARD {
            tab.call(method, &json!({}));
        }
        tab.size(1280, 900);
        tab.look(Media::Screen, Scheme::Light);
        tab
    }

    /// Calls a method of the protocol on this page.
    pub(crate) fn call(&mut self, method: &str, params: &Value) -> Value {
        self.browser.call(Some(&self.session), method, params)
    }

    /// Opens an address and waits until everything is loaded.
    pub(crate) fn goto(&mut self, url: &str) {
        self.goto_from(url, url);
    }

    /// Opens an address that leads on to another, and waits until that one is loaded.
    pub(crate) fn goto_from(&mut self, first: &str, url: &str) {
        self.browser.take_events();
        let answer = self.call("Page.navigate", &json!({ "url": first }));
        assert!(answer["errorText"].is_null(), "{first}: {}", answer["errorText"]);
        let url = url.split('#').next().unwrap_or(url);
        self.browser.wait_for("Page.frameNavigated", |params| params["frame"]["url"] == url);
        let loaded = format!("location.href.split('#')[0] === {} && document.readyState", json!(url));
        while self.evaluate(&loaded) != "complete" {
            self.browser.wait_for("Page.loadEventFired", |_| true);
        }
    }

    /// Opens an address, and lets the files that `pattern` means arrive only when the rest is drawn.
    pub(crate) fn goto_with_late(&mut self, pattern: &str, url: &str) {
        self.call("Fetch.enable", &json!({ "patterns": [{ "urlPattern": pattern }] }));
        self.browser.take_events();
        self.call("Page.navigate", &json!({ "url": url }));
        let paused = self.browser.wait_for("Fetch.requestPaused", |_| true);
        self.browser.wait_for("Page.frameNavigated", |params| params["frame"]["url"] == url);
        self.evaluate(
            "new Promise(done => document.readyState === 'loading' \
                ? document.addEventListener('readystatechange', done, { once: true }) : done()).then(() => 0)",
        );
        self.settle();
        self.call("Fetch.continueRequest", &json!({ "requestId": paused["requestId"] }));
        self.browser.wait_for("Page.loadEventFired", |_| true);
        self.call("Fetch.disable", &json!({}));
    }

    /// Opens an address whose page arrives in two pieces, the second after the first has been drawn if it ever is.
    pub(crate) fn goto_in_pieces(&mut self, url: &str, go_on: Sender<()>) {
        self.browser.take_events();
        // Answered only when the browser has the first piece.
        self.call("Page.navigate", &json!({ "url": url }));
        self.browser.wait_for("Page.frameNavigated", |params| params["frame"]["url"] == url);
        // A page that holds its drawing back has no frames, hence the limit.
        self.evaluate(
            "new Promise(done => {
                requestAnimationFrame(() => requestAnimationFrame(() => done(0)));
                setTimeout(() => done(0), 400);
            })",
        );
        drop(go_on);
        self.browser.wait_for("Page.loadEventFired", |_| true);
    }

    /// Waits until what was loaded or changed is drawn. Needs the page's scripts to be on.
    pub(crate) fn settle(&mut self) {
        self.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))",
        );
    }

    /// The value of an expression, a promise's once it is kept.
    pub(crate) fn evaluate(&mut self, script: &str) -> Value {
        let params = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.call("Runtime.evaluate", &params);
        let thrown = &answer["exceptionDetails"];
        assert!(thrown.is_null(), "{}: {thrown}", script.chars().take(200).collect::<String>());
        answer["result"]["value"].take()
    }

    /// [`Tab::evaluate`] on a page that may be loaded anew meanwhile; `None` where it was.
    pub(crate) fn try_evaluate(&mut self, script: &str) -> Option<Value> {
        let params = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.browser.try_call(Some(&self.session), "Runtime.evaluate", &params).ok()?;
        answer["exceptionDetails"].is_null().then(|| answer["result"]["value"].take())
    }

    /// [`Tab::evaluate`] for a list of texts.
    pub(crate) fn texts(&mut self, script: &str) -> Vec<String> {
        let value = self.evaluate(script);
        let texts = value.as_array().unwrap_or_else(|| panic!("a list, not {value}"));
        texts.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
    }

    /// Runs a script in every page opened from now on, before the page's own.
    pub(crate) fn run_first(&mut self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": script }));
    }

    /// Presses and lets go of a key.
    pub(crate) fn press(&mut self, key: Key) {
        let (name, code, text) = match key {
            Key::Tab => ("Tab", 9, ""),
            Key::Enter => ("Enter", 13, "\r"),
            Key::Escape => ("Escape", 27, ""),
            Key::Up => ("ArrowUp", 38, ""),
            Key::Down => ("ArrowDown", 40, ""),
        };
        for event in ["keyDown", "keyUp"] {
            let text = if event == "keyDown" { text } else { "" };
            let params = json!({
                "type": event, "key": name, "code": name, "windowsVirtualKeyCode": code, "text": text,
            });
            self.call("Input.dispatchKeyEvent", &params);
        }
    }

    /// Sets the size of the window.
    pub(crate) fn size(&mut self, width: u32, height: u32) {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", &params);
    }

    /// Sets what the system asks for. Motion is always to be reduced: nothing is to be waited for.
    pub(crate) fn look(&mut self, media: Media, scheme: Scheme) {
        let media = if media == Media::Paper { "print" } else { "screen" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme.name() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call("Emulation.setEmulatedMedia", &json!({ "media": media, "features": features }));
    }

    /// Switches the page's scripts off; expressions are evaluated all the same.
    pub(crate) fn without_scripts(&mut self) {
        self.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    }

    /// What went wrong since the page was opened: errors and warnings of the console, of scripts and of the
    /// Content-Security-Policy, and requests that left `origin`.
    pub(crate) fn complaints(&mut self, origin: &str) -> Vec<String> {
        // An answer comes after all that was said before it.
        self.evaluate("0");
        self.browser.take_events().iter().filter_map(|event| complaint(event, origin)).collect()
    }
}

fn complaint(Event { method, params }: &Event, origin: &str) -> Option<String> {
    let weighs = |level: &Value| matches!(level.as_str(), Some("error" | "warning" | "assert"));
    match method.as_str() {
        "Runtime.consoleAPICalled" if weighs(&params["type"]) => Some(format!("console: {}", params["args"])),
        "Runtime.exceptionThrown" => Some(format!("exception: {}", params["exceptionDetails"])),
        "Log.entryAdded" if weighs(&params["entry"]["level"]) => Some(format!("log: {}", params["entry"])),
        "Audits.issueAdded" => Some(format!("issue: {}", params["issue"])),
        "Network.requestWillBeSent" => {
            let url = params["request"]["url"].as_str().unwrap_or_default();
            let own = url.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/'));
            (!own && !url.starts_with("data:")).then(|| format!("request to {url}"))
        }
        _ => None,
    }
}
