//! The command that serves a site, as people run it.

use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::guidepost_at;

/// The command that serves a site, about to run.
pub(crate) fn serve(root: &Path, arguments: &[&str]) -> Command {
    let mut command = guidepost_at(root, &["serve"]);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running command, ended with the test whatever happens.
pub(crate) struct Running {
    pub(crate) child: Child,
    stderr: Box<dyn BufRead + Send>,
}

impl Running {
    pub(crate) fn start(mut command: Command) -> Running {
        let mut child = command.spawn().expect("started");
        let stderr = Box::new(BufReader::new(child.stderr.take().expect("piped")));
        Running { child, stderr }
    }

    /// The next line for people.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stderr.read_line(&mut line).expect("text");
        line
    }

    /// Everything that it says until it ends.
    pub(crate) fn rest(&mut self) -> String {
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).expect("text");
        rest
    }

    /// Lets it say what it likes, and nobody hears it.
    pub(crate) fn say_nothing_further(&mut self) {
        let mut rest = std::mem::replace(&mut self.stderr, Box::new(io::empty()));
        std::thread::spawn(move || io::copy(&mut rest, &mut io::sink()));
    }

    /// Reads on until it says at which address it serves, and gives host and port.
    pub(crate) fn host(&mut self) -> String {
        loop {
            let line = self.line();
            assert!(!line.is_empty(), "it serves");
            if line.starts_with("Serving ") {
                return host_in(&line).to_owned();
            }
        }
    }
}

/// Host and port of the address in a line.
pub(crate) fn host_in(line: &str) -> &str {
    line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address")
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
