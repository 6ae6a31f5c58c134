//! The reader of requests: a preview that is asked over the network, as browsers do.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use guidepost::serve::{Port, ServeOptions, Server};
use tempfile::TempDir;

/// The preview of a small site, in a folder that is there for as long.
struct Asked {
    server: Server,
    _root: TempDir,
}

static ASKED: LazyLock<Asked> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(root.path().join("content")).expect("made");
    std::fs::write(root.path().join("content/index.md"), "# Home\n\nText.\n").expect("written");
    let options = ServeOptions { port: Port::Exactly(0), ..ServeOptions::of(root.path()) };
    Asked { server: Server::start(options).expect("a server"), _root: root }
});

/// Where `HOST` stands in a request, the address of the preview goes: its port is another each time.
const HOST: &str = "HOST";

/// A request, of which nobody waits for the rest.
pub fn requests(bytes: &[u8]) {
    let address = ASKED.server.address().to_string();
    let mut request = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(HOST.len()).position(|part| part == HOST.as_bytes()) {
        let (before, after) = rest.split_at(at);
        request.extend_from_slice(before);
        request.extend_from_slice(address.as_bytes());
        rest = after.get(HOST.len()..).unwrap_or_default();
    }
    request.extend_from_slice(rest);
    let answer = ask(&request, Duration::from_millis(100));
    assert!(!answer.starts_with(b"HTTP/1.1 500"), "{}", String::from_utf8_lossy(&answer));
}

/// The beginning of the answer; nothing where none comes for a while.
fn ask(request: &[u8], patience: Duration) -> Vec<u8> {
    let mut stream = TcpStream::connect(ASKED.server.address()).expect("connected");
    stream.set_read_timeout(Some(patience)).expect("a limit");
    let _ = stream.write_all(request);
    // The rest of a head would be waited for. Whoever has asked and says no more is not answered.
    let is_whole =
        [&b"\n\r\n"[..], b"\n\n"].iter().any(|end| request.windows(end.len()).any(|part| part == *end));
    if !is_whole {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = vec![0; 4096];
    let read = stream.read(&mut answer).unwrap_or_default();
    answer.truncate(read);
    answer
}

/// Fails where the preview answers no more.
pub fn still_answers() {
    let host = ASKED.server.address();
    let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    let answer = ask(request.as_bytes(), Duration::from_secs(10));
    assert!(answer.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer));
}
