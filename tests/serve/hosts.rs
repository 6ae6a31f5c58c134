//! Other addresses than this machine's own.

use guidepost::serve::ServeError;

use crate::support::{Preview, write_file};

fn tried(host: &str) -> Result<Preview, ServeError> {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n");
    Preview::tried(root, |options| options.host = Some(host.to_owned()))
}

/// The status for a request under a name, with headers.
fn status(preview: &Preview, host: &str, headers: &str) -> u16 {
    let port = preview.server.address().port();
    preview
        .raw(&format!("GET / HTTP/1.1\r\nHost: {host}:{port}\r\n{headers}Connection: close\r\n\r\n"))
        .status
}

#[test]
fn an_address_that_was_asked_for_is_the_only_one() {
    // All of 127.0.0.0/8 is this machine: as good as another address, and heard by nobody else.
    let Ok(preview) = tried("127.0.0.2") else { return };
    let port = preview.server.address().port();
    assert_eq!(preview.server.url(), format!("http://127.0.0.2:{port}/"));
    assert_eq!(status(&preview, "127.0.0.2", ""), 200);
    assert_eq!(status(&preview, "rebind.example", ""), 403);
    assert_eq!(status(&preview, "127.0.0.2", "Origin: http://elsewhere.example\r\n"), 403);
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "nobody listens there");
}

#[test]
fn a_name_of_this_machine_serves() {
    let preview = tried("localhost").expect("a server");
    let port = preview.server.address().port();
    assert_eq!(preview.server.url(), format!("http://localhost:{port}/"));
    assert!(preview.server.address().ip().is_loopback());
    assert_eq!(status(&preview, "localhost", ""), 200);
}

#[test]
fn an_address_of_another_machine_is_an_error() {
    let error = tried("192.0.2.7").err().expect("an error");
    assert!(matches!(error, ServeError::Host { .. }), "{error}");
    assert!(error.to_string().starts_with("`192.0.2.7` cannot be listened at: "), "{error}");
}
