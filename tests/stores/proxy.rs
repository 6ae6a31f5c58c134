//! Between a publisher and a store: counts requests, and does with them what a test says.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request on its way.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The first line and the headers, each with its line end.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    /// How many came before it.
    pub(crate) number: usize,
}

/// What becomes of a request.
pub(crate) enum Fate {
    /// The store answers.
    Passed,
    /// Nobody but the proxy answers, with a status and a text.
    Answered(u16, &'static str),
    /// The store does it, and nobody hears of it: the proxy answers so.
    DoneAndAnswered(u16),
    /// Nobody answers.
    Unanswered,
    /// The store gets another one.
    Replaced(Request),
    /// The store gets another one, and its head of the answer is dressed.
    Dressed(Request, fn(String) -> String),
    /// The store does it, then this is done, and nobody answers.
    KilledAfter(Box<dyn FnOnce() + Send>),
}

impl Request {
    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().expect("a method")
    }

    /// The path with its query.
    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).expect("a path")
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let headers = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        headers.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Whether it puts an object below a folder of the bucket.
    pub(crate) fn puts(&self, part: &str) -> bool {
        self.method() == "PUT" && self.path().contains(part)
    }

    /// The same without these headers.
    pub(crate) fn without(&self, names: &[&str]) -> Request {
        let is_kept = |line: &&str| {
            let name = line.split(':').next().unwrap_or_default();
            !names.iter().any(|dropped| dropped.eq_ignore_ascii_case(name))
        };
        let head = self.head.split_inclusive("\r\n").filter(is_kept).collect();
        Request { head, ..self.clone() }
    }

    /// The same with another body.
    pub(crate) fn with_body(&self, body: Vec<u8>) -> Request {
        let without = self.without(&["content-length"]);
        let (first, rest) = without.head.split_once("\r\n").expect("a line");
        Request {
            head: format!("{first}\r\nContent-Length: {}\r\n{rest}", body.len()),
            body,
            number: self.number,
        }
    }
}

pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Proxy {
    /// In front of a store. What becomes of a request is asked of `fate` before it goes on, on the thread of its connection.
    pub(crate) fn new(store: SocketAddr, fate: impl Fn(&Request) -> Fate + Send + Sync + 'static) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (fate, noted) = (Arc::new(fate), seen.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (Ok(stream), fate, noted) = (stream, fate.clone(), noted.clone()) else { return };
                // A publisher that was killed answers nothing, and that is no failure.
                std::thread::spawn(move || serve(stream, store, &*fate, &noted));
            }
        });
        Proxy { address, seen }
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("a list").clone()
    }

    pub(crate) fn forget(&self) {
        self.seen.lock().expect("a list").clear();
    }
}

fn serve(
    mut stream: TcpStream,
    store: SocketAddr,
    fate: &dyn Fn(&Request) -> Fate,
    seen: &Mutex<Vec<Request>>,
) -> Option<()> {
    let (head, body) = read(&mut stream)?;
    let request = {
        let mut seen = seen.lock().expect("a list");
        let request = Request { head, body, number: seen.len() };
        seen.push(request.clone());
        request
    };
    let answered = |status: u16, text: &str| {
        format!(
            "HTTP/1.1 {status} Said\r\nContent-Type: application/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
            text.len()
        )
        .into_bytes()
    };
    let answer = match fate(&request) {
        Fate::Passed => passed(&request, store, std::convert::identity)?,
        Fate::Replaced(request) => passed(&request, store, std::convert::identity)?,
        Fate::Dressed(request, dress) => passed(&request, store, dress)?,
        Fate::Answered(status, text) => answered(status, text),
        Fate::DoneAndAnswered(status) => {
            passed(&request, store, std::convert::identity)?;
            answered(status, "")
        }
        Fate::KilledAfter(kill) => {
            passed(&request, store, std::convert::identity)?;
            kill();
            return None;
        }
        Fate::Unanswered => {
            // Until whoever asked gives up.
            let _ = stream.read(&mut [0]);
            return None;
        }
    };
    stream.write_all(&answer).ok()
}

/// What the store answers.
fn passed(request: &Request, store: SocketAddr, dress: fn(String) -> String) -> Option<Vec<u8>> {
    let mut upstream = TcpStream::connect(store).ok()?;
    let head = request.without(&["connection", "expect"]).head;
    let (first, rest) = head.split_once("\r\n")?;
    write!(upstream, "{first}\r\nConnection: close\r\n{rest}\r\n").ok()?;
    upstream.write_all(&request.body).ok()?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 2;
    let head = String::from_utf8(answer[..end].to_vec()).ok()?;
    let is_kept = |line: &&str| !line.to_ascii_lowercase().starts_with("connection:");
    let head = dress(head.split_inclusive("\r\n").filter(is_kept).collect());
    Some([head.as_bytes(), b"Connection: close\r\n", &answer[end..]].concat())
}

/// A request: its head without the empty line, and its body.
fn read(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 1 << 14];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break end;
        }
        let read = stream.read(&mut chunk).ok().filter(|read| *read > 0)?;
        bytes.extend(&chunk[..read]);
    };
    let head = String::from_utf8(bytes[..end + 2].to_vec()).ok()?;
    let mut body = bytes[end + 4..].to_vec();
    let header = head.lines().filter_map(|line| line.split_once(':'));
    let length = header.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.map_or(Some(0), |(_, length)| length.trim().parse().ok())?;
    while body.len() < length {
        let read = stream.read(&mut chunk).ok().filter(|read| *read > 0)?;
        body.extend(&chunk[..read]);
    }
    Some((head, body))
}
