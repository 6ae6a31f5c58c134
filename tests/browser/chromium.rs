//! A browser of one's own, spoken to in the `DevTools` protocol over two pipes.
//!
//! The pipes need no port, no handshake and no crate: messages are JSON with a NUL between them. When the
//! pipes close, the browser ends by itself, so that a failing test leaves none behind.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Longer than this no answer takes, even on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(90);

/// Names under which distributions install it.
const NAMES: [&str; 2] = ["chromium", "chromium-browser"];

/// What keeps it off the network, off the screen and out of the home folder.
const FLAGS: [&str; 15] = [
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A running browser.
pub(crate) struct Browser {
    process: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    last_call: u64,
    events: Vec<Event>,
    _profile: TempDir,
}

/// Something that the browser tells unasked.
pub(crate) struct Event {
    pub(crate) method: String,
    pub(crate) params: Value,
}

impl Browser {
    /// Starts a browser with an empty profile.
    pub(crate) fn start() -> Browser {
        let profile = tempfile::tempdir().expect("a folder for the browser's profile");
        let mut process = command(&program(), profile.path()).spawn().expect("the browser starts");
        let to = process.stdin.take().expect("a pipe to the browser");
        let from = process.stdout.take().expect("a pipe from the browser");
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            for message in BufReader::new(from).split(0) {
                let Ok(message) = message else { return };
                let message = serde_json::from_slice(&message).expect("JSON from the browser");
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Browser { process, to, from: receiver, last_call: 0, events: Vec::new(), _profile: profile }
    }

    /// Calls a method and waits for its result.
    pub(crate) fn call(&mut self, session: Option<&str>, method: &str, params: &Value) -> Value {
        self.try_call(session, method, params).unwrap_or_else(|error| panic!("{method} {params}: {error}"))
    }

    /// Calls a method and waits for its result, or for what went wrong with it.
    pub(crate) fn try_call(
        &mut self,
        session: Option<&str>,
        method: &str,
        params: &Value,
    ) -> Result<Value, Value> {
        self.last_call += 1;
        let mut message = json!({ "id": self.last_call, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        write!(self.to, "{message}\0").expect("the browser listens");
        loop {
            let mut answer = self.receive(method);
            if answer["id"] == self.last_call {
                let error = answer["error"].take();
                return if error.is_null() { Ok(answer["result"].take()) } else { Err(error) };
            }
        }
    }

    /// Waits until an event of this name has come that is meant, one that came before included.
    pub(crate) fn wait_for(&mut self, method: &str, is_meant: impl Fn(&Value) -> bool) -> Value {
        let is_meant = |event: &&Event| event.method == method && is_meant(&event.params);
        loop {
            if let Some(event) = self.events.iter().find(is_meant) {
                return event.params.clone();
            }
            self.receive(method);
        }
    }

    /// Every event since the last time, taken.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The next message; events are kept.
    fn receive(&mut self, waiting_for: &str) -> Value {
        let mut message = self.from.recv_timeout(PATIENCE).unwrap_or_else(|error| {
            panic!("the browser says nothing more while waiting for {waiting_for}: {error}")
        });
        if let Some(method) = message["method"].as_str() {
            self.events.push(Event { method: method.to_owned(), params: message["params"].take() });
        }
        message
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Already gone is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The shell hands the two pipes over under the numbers that Chromium expects: 3 to read, 4 to write.
fn command(program: &str, profile: &Path) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#, program])
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg("about:blank")
        // What it leaves behind when it is ended goes with the profile.
        .env("TMPDIR", profile)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

fn program() -> String {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return named.into_string().expect("CHROMIUM names a program");
    }
    let runs = |name: &&&str| {
        let version =
            Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success())
    };
    let found = NAMES.iter().find(runs).map(|name| (*name).to_owned());
    found.unwrap_or_else(|| {
        panic!(
            "the browser tests need Chromium, and there is no {}: run scripts/test, which installs it on \
             Debian and Ubuntu, or set CHROMIUM to the path of one",
            NAMES.join(" and no ")
        )
    })
}
