//! The Chromium that is installed, or a browser of its family, as a printer.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names under which it is installed.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
];

/// Where it is installed beside those.
const PLACES: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// What keeps it off the network, off the screen and out of the home folder.
const FLAGS: [&str; 14] = [
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
];

/// A browser that prints.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chromium {
    program: PathBuf,
}

/// That no browser is found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoChromium {
    /// The one that was named; `None` where none was.
    pub named: Option<PathBuf>,
}

/// Why a page was not printed.
#[derive(Debug)]
pub enum NotPrinted {
    /// The browser was not started, or its file not read.
    Io(PathBuf, io::Error),
    /// The browser ended without a PDF, with these words.
    Failed(PathBuf, String),
}

impl Chromium {
    /// The one that is named; else the first that is installed.
    ///
    /// # Errors
    /// There is none.
    pub fn find(named: Option<&Path>) -> Result<Chromium, NoChromium> {
        let on_path = |name: &OsStr| {
            let folders = env::var_os("PATH").unwrap_or_default();
            env::split_paths(&folders)
                .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
                .find(|file| file.is_file())
        };
        let program = match named {
            Some(named) if named.components().count() == 1 => on_path(named.as_os_str()),
            Some(named) => Some(named.to_owned()).filter(|file| file.is_file()),
            None => NAMES
                .iter()
                .find_map(|name| on_path(OsStr::new(name)))
                .or_else(|| PLACES.iter().map(PathBuf::from).find(|file| file.is_file())),
        };
        program
            .map(|program| Chromium { program })
            .ok_or_else(|| NoChromium { named: named.map(Path::to_owned) })
    }

    /// The page at an address of this machine as a tagged PDF with bookmarks. In `scratch` the browser keeps its own.
    ///
    /// # Errors
    /// It cannot be started, or does not print.
    pub(super) fn print(&self, address: &str, scratch: &Path) -> Result<Vec<u8>, NotPrinted> {
        let failed = |error| NotPrinted::Io(self.program.clone(), error);
        let pdf = scratch.join("printed.pdf");
        match std::fs::remove_file(&pdf) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let mut command = Command::new(&self.program);
        command.args(FLAGS);
        if is_root() {
            // As root it does not start with its sandbox.
            command.arg("--no-sandbox");
        }
        command.arg(flag("--user-data-dir=", &scratch.join("profile")));
        command.arg(flag("--print-to-pdf=", &pdf));
        command.arg(address).stdin(Stdio::null());
        let ran = command.output().map_err(failed)?;
        match std::fs::read(&pdf) {
            Ok(bytes) if ran.status.success() => Ok(bytes),
            _ => Err(NotPrinted::Failed(self.program.clone(), last_words(&ran.stderr))),
        }
    }
}

fn flag(name: &str, path: &Path) -> std::ffi::OsString {
    let mut flag = std::ffi::OsString::from(name);
    flag.push(path);
    flag
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(target_os = "linux"))]
fn is_root() -> bool {
    false
}

/// The last lines that it wrote, where it says what went wrong.
fn last_words(stderr: &[u8]) -> String {
    let words = String::from_utf8_lossy(stderr);
    let lines: Vec<&str> = words.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.iter().skip(lines.len().saturating_sub(5)).copied().collect::<Vec<_>>().join("\n")
}

impl fmt::Display for NoChromium {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.named {
            Some(named) => write!(f, "there is no program `{}`", named.display()),
            None => f.write_str("no Chromium is found, by which PDFs are printed"),
        }
    }
}

impl std::error::Error for NoChromium {}

impl fmt::Display for NotPrinted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotPrinted::Io(program, error) => write!(f, "{} cannot be run: {error}", program.display()),
            NotPrinted::Failed(program, words) if words.is_empty() => {
                write!(f, "{} ended without a PDF", program.display())
            }
            NotPrinted::Failed(program, words) => {
                write!(f, "{} ended without a PDF and said:\n{words}", program.display())
            }
        }
    }
}

impl std::error::Error for NotPrinted {}
