//! A preview of a temporary folder, and the least client that can ask it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use guidepost::date::Day;
use guidepost::serve::{Port, ServeOptions, Server};
use tempfile::TempDir;

/// Whoever waits longer than this waits in vain.
const IN_VAIN: Duration = Duration::from_secs(20);

/// The day of all tests.
pub(crate) fn today() -> Day {
    Day::new(2026, 11, 16).expect("a day")
}

/// Writes a file with its folders.
pub(crate) fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// A folder of files that is being served.
pub(crate) struct Preview {
    pub(crate) root: TempDir,
    pub(crate) server: Server,
}

impl Preview {
    pub(crate) fn of(files: &[(&str, &str)]) -> Preview {
        let root = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            write(root.path(), path, text);
        }
        Preview::at(root)
    }

    /// Of a folder as it is.
    pub(crate) fn at(root: TempDir) -> Preview {
        let server = start(root.path(), Port::Exactly(0));
        Preview { root, server }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write(self.root.path(), path, text);
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.root.path().join(from), self.root.path().join(to)).expect("renamed");
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The text of a page.
    pub(crate) fn text(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// A request with more headers, each ending its line.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = self.server.address();
        self.raw(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n"))
    }

    /// A request to the byte.
    pub(crate) fn raw(&self, request: &str) -> Answer {
        let mut stream = connect(self.server.address());
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        Answer::parse(&answer)
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

pub(crate) fn start(root: &Path, port: Port) -> Server {
    let options = ServeOptions { port, today: Some(today()), ..ServeOptions::of(root) };
    Server::start(options).expect("a server")
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(IN_VAIN)).expect("a limit");
    stream
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn parse(answer: &[u8]) -> Answer {
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8(answer[..end].to_vec()).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let mut answer = Answer { status, head, body: answer[end..].to_vec() };
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = unchunked(&answer.body);
        }
        answer
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("text")
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|bytes| bytes == b"\r\n").expect("a length");
        let digits = std::str::from_utf8(&body[..end]).expect("digits");
        let length = usize::from_str_radix(digits, 16).expect("a length");
        if length == 0 {
            return whole;
        }
        whole.extend(&body[end + 2..end + 2 + length]);
        body = &body[end + 2 + length + 2..];
    }
}

/// An open stream of events.
pub(crate) struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    pub(crate) fn since(address: SocketAddr, generation: u64) -> Events {
        let mut stream = connect(address);
        let path = format!("/_guidepost/events?generation={generation}");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("sent");
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            lines.read_line(&mut line).expect("a head");
        }
        Events { lines }
    }

    /// Waits for the next generation; `None` at the end of the stream.
    pub(crate) fn next(&mut self) -> Option<u64> {
        let mut line = String::new();
        let started = Instant::now();
        while self.lines.read_line(&mut line).expect("an event in time") > 0 {
            // The stream has a pulse, so reading alone does not run out of time.
            assert!(started.elapsed() < IN_VAIN, "an event in time");
            if let Some(generation) = line.strip_prefix("data: ") {
                return Some(generation.trim().parse().expect("a number"));
            }
            line.clear();
        }
        None
    }

    /// Waits until something is so, looking again at every event.
    pub(crate) fn until(&mut self, mut is_so: impl FnMut() -> bool) {
        while !is_so() {
            self.next().expect("a server that is still there");
        }
    }
}
