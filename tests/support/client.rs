//! The least client that can ask the preview.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// Whoever waits longer than this waits in vain.
pub(crate) const IN_VAIN: Duration = Duration::from_secs(20);

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("connected");
    stream.set_read_timeout(Some(IN_VAIN)).expect("a limit");
    stream
}

/// What came back.
#[derive(Debug)]
pub(crate) struct HttpAnswer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl HttpAnswer {
    pub(crate) fn parse(answer: &[u8]) -> HttpAnswer {
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").expect("a head") + 4;
        let head = String::from_utf8(answer[..end].to_vec()).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let mut answer = HttpAnswer { status, head, body: answer[end..].to_vec() };
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
