//! A web server of the test that serves a site well but for one fault.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use guidepost::output::MediaType;
use guidepost::publish::servers::{ServedAt, caching_of, policy_of, security_headers};

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    None,
    Type,
    NoHeader,
    WeakHeader,
    Caching,
    OtherBytes,
    BreaksOff,
    NeverEnds,
    LeadsElsewhere,
    Missing,
    SoftLost,
    NoSlash,
    Exposed,
    NotHttp,
}

/// A server that runs until the test ends.
pub(super) struct FaultyServer {
    pub(super) address: SocketAddr,
    shared: Arc<Mutex<(PathBuf, Fault)>>,
}

/// A head and a body, of which the head may say another length.
struct Reply {
    status: &'static str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The file that faults are about.
const FAULTY: &str = "sheet.css";

impl FaultyServer {
    pub(super) fn start() -> FaultyServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Mutex::new((PathBuf::new(), Fault::None)));
        let known = shared.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (served, fault) = known.lock().expect("whole").clone();
                std::thread::spawn(move || answer(stream, &served, fault));
            }
        });
        FaultyServer { address, shared }
    }

    /// From now on this is served, with this fault.
    pub(super) fn serve(&self, served: PathBuf, fault: Fault) {
        *self.shared.lock().expect("whole") = (served, fault);
    }
}

fn answer(mut stream: TcpStream, served: &Path, fault: Fault) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream"));
    let mut request = String::new();
    if lines.read_line(&mut request).is_err() {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        return;
    }
    let mut line = String::new();
    while lines.read_line(&mut line).is_ok_and(|read| read > 2) {
        line.clear();
    }
    let path = request.split(' ').nth(1).expect("a path");
    if fault == Fault::NotHttp {
        let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
        return;
    }
    let reply = reply(path, served, fault);
    let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    let is_faulty = path.ends_with(FAULTY);
    if fault == Fault::NeverEnds && is_faulty {
        let _ = write!(stream, "{head}\r\n");
        // Until the other side has had enough.
        while stream.write_all(&[b'x'; 4096]).is_ok() {}
        return;
    }
    let length = reply.body.len() + if fault == Fault::BreaksOff && is_faulty { 10 } else { 0 };
    let _ =
        write!(stream, "{head}Content-Length: {length}\r\n\r\n").and_then(|()| stream.write_all(&reply.body));
}

fn reply(path: &str, served: &Path, fault: Fault) -> Reply {
    let leads = |to: &str| Reply {
        status: "302 Found",
        headers: vec![("Location".to_owned(), to.to_owned())],
        body: Vec::new(),
    };
    let below = path.strip_prefix("/handbook").unwrap_or("/nothing/");
    if fault == Fault::Exposed && path.ends_with("log.jsonl") {
        return Reply { status: "200 OK", headers: Vec::new(), body: b"{}\n".to_vec() };
    }
    if fault == Fault::LeadsElsewhere && below.ends_with(FAULTY) {
        return leads("https://login.example/?from=handbook");
    }
    let name =
        percent_encoding::percent_decode_str(below.trim_start_matches('/')).decode_utf8_lossy().into_owned();
    let file = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name };
    let whole = served.join(&file);
    if whole.is_dir() || below.is_empty() {
        return if fault == Fault::NoSlash {
            found("404.html", "200 OK", (served, fault))
        } else {
            leads(&format!("{path}/"))
        };
    }
    let is_gone = !whole.is_file() || (fault == Fault::Missing && file == FAULTY);
    match (is_gone, fault) {
        (true, Fault::SoftLost) => found("404.html", "200 OK", (served, fault)),
        (true, _) => found("404.html", "404 Not Found", (served, fault)),
        (false, _) => found(&file, "200 OK", (served, fault)),
    }
}

fn found(file: &str, status: &'static str, (served, fault): (&Path, Fault)) -> Reply {
    let mut body = std::fs::read(served.join(file)).expect("a file");
    let at = ServedAt::of(Some("http://127.0.0.1/handbook")).expect("an address");
    let mut headers: Vec<(String, String)> =
        security_headers(&at).into_iter().map(|header| (header.name.to_owned(), header.value)).collect();
    headers.push(("Content-Security-Policy".to_owned(), policy_of(file, &["films.example".to_owned()])));
    headers.push(("Cache-Control".to_owned(), caching_of(file).to_owned()));
    headers.push(("ETag".to_owned(), "\"1\"".to_owned()));
    headers.push(("Content-Type".to_owned(), MediaType::of(file).as_str().to_owned()));
    if file == FAULTY {
        let mut set = |name: &str, value: &str| {
            headers.retain(|(known, _)| known != name);
            headers.extend((!value.is_empty()).then(|| (name.to_owned(), value.to_owned())));
        };
        match fault {
            Fault::Type => set("Content-Type", "text/plain"),
            Fault::NoHeader => set("X-Frame-Options", ""),
            Fault::WeakHeader => set("Content-Security-Policy", "default-src *"),
            Fault::Caching => set("Cache-Control", "max-age=3600"),
            Fault::OtherBytes => body[0] = b'q',
            _ => {}
        }
    }
    Reply { status, headers, body }
}
