//! The plainest web server there is: a folder under a path prefix, as any host would serve it.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use guidepost::publish::servers::{POLICY, ServedAt, policy_of, security_headers};

/// The prefix under which the example is served: its output knows nothing of it, but for the 404 page.
pub(crate) const PREFIX: &str = "/some/prefix/";

/// A server on loopback. Its threads end with the process.
pub(crate) struct Server {
    origin: String,
    served: Arc<Served>,
}

/// What is served: a folder, and pages that stand in no file.
struct Served {
    folder: PathBuf,
    extra: HashMap<String, String>,
    held_back: Mutex<Option<HeldBack>>,
}

/// A page that is sent as far as a text in it, and the rest when its receiver hears so.
struct HeldBack {
    path: String,
    after: String,
    go_on: Receiver<()>,
}

impl Server {
    /// Serves a folder, and `extra` pages over it by their path in it.
    pub(crate) fn start(folder: &Path, extra: impl IntoIterator<Item = (String, String)>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let served = Arc::new(Served {
            folder: folder.to_owned(),
            extra: extra.into_iter().collect(),
            held_back: Mutex::default(),
        });
        let serving = served.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let served = serving.clone();
                // A browser that hangs up early is no failure.
                std::thread::spawn(move || served.answer(&stream).ok());
            }
        });
        Server { origin, served }
    }

    /// The address of a path of the folder.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{PREFIX}{path}", self.origin)
    }

    /// Sends a page, once, as far as `after`; the rest follows when the sender is used or dropped.
    pub(crate) fn hold_back(&self, path: &str, after: &str) -> Sender<()> {
        let (sender, go_on) = mpsc::channel();
        let held_back = HeldBack { path: format!("{PREFIX}{path}"), after: after.to_owned(), go_on };
        *self.served.held_back.lock().expect("no panic") = Some(held_back);
        sender
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }
}

impl Served {
    fn answer(&self, mut stream: &TcpStream) -> std::io::Result<()> {
        let mut request = BufReader::new(stream);
        let mut first = String::new();
        request.read_line(&mut first)?;
        let mut header = String::new();
        while request.read_line(&mut header)? > 2 {
            header.clear();
        }
        let path = first.split(' ').nth(1).unwrap_or_default();
        let (status, media_type, body) = self.find(path);
        let is_extra = path.strip_prefix(PREFIX).is_some_and(|inside| self.extra.contains_key(inside));
        // Pages of the tests themselves, and what they miss, may be wrong in ways that the headers would forbid.
        let is_own = !is_extra && !body.is_empty();
        let guarding = if is_own { guarding_headers(path) } else { String::new() };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n{guarding}\r\n",
            body.len()
        )?;
        let held_back = self.held_back.lock().expect("no panic").take_if(|held| held.path == path);
        let Some(HeldBack { after, go_on, .. }) = held_back else { return stream.write_all(&body) };
        let html = String::from_utf8_lossy(&body);
        let first = html.find(&after).expect("the text to stop after") + after.len();
        stream.write_all(&body[..first])?;
        let _ = go_on.recv();
        stream.write_all(&body[first..])
    }

    fn find(&self, path: &str) -> (&'static str, &'static str, Vec<u8>) {
        let path = path.split('?').next().unwrap_or_default();
        let decoded = guidepost::path::decode(path);
        if let Some(inside) = decoded.strip_prefix(PREFIX).filter(|inside| !inside.contains("..")) {
            if let Some(html) = self.extra.get(inside) {
                return ("200 OK", "text/html", html.clone().into_bytes());
            }
            let name = if inside.is_empty() || inside.ends_with('/') {
                format!("{inside}index.html")
            } else {
                inside.to_owned()
            };
            if let Ok(body) = std::fs::read(self.folder.join(&name)) {
                return ("200 OK", media_type(&name), body);
            }
        }
        let not_found = std::fs::read(self.folder.join("404.html")).unwrap_or_default();
        ("404 Not Found", "text/html", not_found)
    }
}

/// The headers that the files for web servers have sent with every answer: nothing of a site needs what they forbid.
fn guarding_headers(path: &str) -> String {
    let at = ServedAt::of(Some("http://127.0.0.1")).expect("an address");
    let headers = security_headers(&at).into_iter().map(|header| (header.name, header.value));
    let headers = headers.chain([(POLICY, policy_of(path, &[]))]);
    headers.flat_map(|(name, value)| [name.to_owned(), ": ".to_owned(), value, "\r\n".to_owned()]).collect()
}

/// Text carries no charset on purpose: pages must say themselves that they are UTF-8.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "vtt" => "text/vtt",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
