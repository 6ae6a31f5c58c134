//! The Chromium that is installed, or a browser of its family, as a printer.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

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

/// What keeps it off the screen and out of the home folder. It waits until what it was led to is there, in its own time.
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
    "--no-proxy-server",
    "--virtual-time-budget=10000",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
];

/// A print that takes longer ends without a PDF.
const LONGEST: Duration = Duration::from_mins(10);
/// So often it is looked whether it is done.
const LOOK: Duration = Duration::from_millis(20);

/// The name under which the browser knows the one server that it may ask. No other name leads anywhere (RFC 6761).
pub(super) const HOST: &str = "book.invalid";

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
    /// The browser did not end.
    TookTooLong(PathBuf),
}

/// What a browser prints.
pub(super) struct PrintJob<'a> {
    /// A file that leads to the page. The page's own address stands on no command line, which everybody on the machine may read.
    pub(super) start: &'a Path,
    /// The port of this machine at which [`HOST`] is: nothing else is reached.
    pub(super) port: u16,
    /// Where the browser keeps its own.
    pub(super) scratch: &'a Path,
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
                .map(|folder| {
                    let mut file = folder.join(name).into_os_string();
                    file.push(env::consts::EXE_SUFFIX);
                    PathBuf::from(file)
                })
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

    /// A page of this machine as a tagged PDF with bookmarks.
    ///
    /// # Errors
    /// It cannot be started, does not print, or does not end.
    pub(super) fn print(&self, job: &PrintJob<'_>) -> Result<Vec<u8>, NotPrinted> {
        let failed = |error| NotPrinted::Io(self.program.clone(), error);
        let (pdf, said) = (job.scratch.join("printed.pdf"), job.scratch.join("said"));
        match fs::remove_file(&pdf) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        let mut command = Command::new(&self.program);
        command.args(FLAGS);
        if is_root() {
            // As root it does not start with its sandbox.
            command.arg("--no-sandbox");
        }
        command.arg(format!("--host-resolver-rules=MAP {HOST} 127.0.0.1:{}, MAP * ~NOTFOUND", job.port));
        command.arg(flag("--user-data-dir=", &job.scratch.join("profile")));
        command.arg(flag("--print-to-pdf=", &pdf));
        command.arg(job.start).stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(File::create(&said).map_err(failed)?);
        let mut child = command.spawn().map_err(failed)?;
        let Some(status) = ended(&mut child).map_err(failed)? else {
            return Err(NotPrinted::TookTooLong(self.program.clone()));
        };
        match fs::read(&pdf) {
            Ok(bytes) if status.success() => Ok(bytes),
            _ => {
                let words = fs::read(&said).unwrap_or_default();
                Err(NotPrinted::Failed(self.program.clone(), last_words(&words)))
            }
        }
    }
}

/// How a process has ended; `None` where it did not in time, and was ended.
fn ended(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(LOOK);
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
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
            None => f.write_str("no Chromium was found to print PDFs with"),
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
            NotPrinted::TookTooLong(program) => {
                write!(f, "{} did not print within {} minutes", program.display(), LONGEST.as_secs() / 60)
            }
        }
    }
}

impl std::error::Error for NotPrinted {}
