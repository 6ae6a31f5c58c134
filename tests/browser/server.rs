//! The plainest web server there is: a folder under a path prefix, as any host would serve it.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The prefix under which the example is served: its output knows nothing of it, but for the 404 page.
pub(crate) const PREFIX: &str = "/some/prefix/";

/// A server on loopback. Its threads end with the process.
pub(crate) struct Server {
    origin: String,
}

/// What is served: a folder, and pages that stand in no file.
struct Served {
    folder: PathBuf,
    extra: HashMap<String, String>,
}

impl Server {
    /// Serves a folder, and `extra` pages over it by their path in it.
    pub(crate) fn start(folder: &Path, extra: impl IntoIterator<Item = (String, String)>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let served = Arc::new(Served { folder: folder.to_owned(), extra: extra.into_iter().collect() });
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let served = served.clone();
                // A browser that hangs up early is no failure.
                std::thread::spawn(move || served.answer(&stream).ok());
            }
        });
        Server { origin }
    }

    /// The address of a path of the folder.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{PREFIX}{path}", self.origin)
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
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)
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
