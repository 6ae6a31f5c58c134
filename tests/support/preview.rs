//! A preview of a temporary folder.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;

use guidepost::serve::{Port, ServeError, ServeOptions, Server};
use tempfile::TempDir;

use super::client::{Events, HttpAnswer, connect};
use super::files::{write_file, write_files};
use super::today;

/// A folder of files that is being served.
pub(crate) struct Preview {
    pub(crate) root: TempDir,
    pub(crate) server: Server,
}

impl Preview {
    pub(crate) fn of(files: &[(&str, &str)]) -> Preview {
        let root = tempfile::tempdir().expect("a folder");
        write_files(root.path(), files.iter().copied());
        Preview::at(root)
    }

    /// Of a folder as it is.
    pub(crate) fn at(root: TempDir) -> Preview {
        Preview::with(root, |_| {})
    }

    /// Of a folder as it is, with other options than the usual.
    pub(crate) fn with(root: TempDir, change: impl FnOnce(&mut ServeOptions)) -> Preview {
        Preview::tried(root, change).expect("a server")
    }

    /// The same, which need not begin.
    pub(crate) fn tried(
        root: TempDir,
        change: impl FnOnce(&mut ServeOptions),
    ) -> Result<Preview, ServeError> {
        let mut options = options(root.path());
        change(&mut options);
        Ok(Preview { server: Server::start(options)?, root })
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write_file(self.root.path(), path, text);
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.root.path().join(from), self.root.path().join(to)).expect("renamed");
    }

    pub(crate) fn get(&self, path: &str) -> HttpAnswer {
        self.ask("GET", path, "")
    }

    /// The text of a page.
    pub(crate) fn text(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// A request with more headers, each ending its line.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> HttpAnswer {
        let host = self.server.address();
        self.raw(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"))
    }

    /// A request to the byte.
    pub(crate) fn raw(&self, request: &str) -> HttpAnswer {
        let mut stream = connect(self.server.address());
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        HttpAnswer::parse(&answer)
    }

    /// What comes back for bytes that may be no request: a server may hang up on them while they are sent.
    pub(crate) fn sent(&self, bytes: &str) -> String {
        let mut stream = connect(self.server.address());
        let _ = stream.write_all(bytes.as_bytes());
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn findings(&self, path: &str) -> serde_json::Value {
        let answer = self.get(&format!("/_guidepost/findings?path={path}"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    /// Generations after the present one, as a tab hears of them.
    pub(crate) fn events(&self) -> Events {
        Events::since(self.server.address(), self.server.generation())
    }
}

/// The options of previews in tests: any port that is free, the day of all tests.
pub(crate) fn options(root: &Path) -> ServeOptions {
    ServeOptions { port: Port::Exactly(0), today: Some(today()), ..ServeOptions::of(root) }
}
