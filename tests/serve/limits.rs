//! Those who ask for too much, too slowly, or too often.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use guidepost::serve::Limits;

use crate::attacks::SITE;
use crate::support::{Events, Preview, connect, write_files};

/// Limits that a test need not wait for.
const TIGHT: Limits =
    Limits { head_time: Duration::from_millis(200), head_length: 16 * 1024, head_lines: 20, connections: 8 };

fn preview(limits: Limits) -> Preview {
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), SITE.iter().copied());
    Preview::with(root, |options| options.limits = limits)
}

/// All that comes until the other end hangs up.
fn rest(mut stream: TcpStream) -> String {
    let mut all = Vec::new();
    // Those who are hung up on while they send see a connection that is reset.
    let _ = stream.read_to_end(&mut all);
    String::from_utf8_lossy(&all).into_owned()
}

/// What comes back for these bytes until the server hangs up, be it for want of more.
fn said(preview: &Preview, bytes: &str) -> String {
    let mut stream = connect(preview.server.address());
    let _ = stream.write_all(bytes.as_bytes());
    rest(stream)
}

#[test]
fn heads_that_never_end_are_not_waited_for() {
    let preview = preview(TIGHT);
    let address = preview.server.address();
    let open = |bytes: &str| {
        let mut stream = connect(address);
        stream.write_all(bytes.as_bytes()).expect("sent");
        stream
    };
    let head = format!("GET / HTTP/1.1\r\nHost: {address}\r\nX-Slow: a");
    let slow = [open(""), open("GET"), open(&head)];
    let mut idle = open(&format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n"));
    idle.read_exact(&mut [0; 15]).expect("answered");
    let mut events = Events::since(address, preview.server.generation());
    for stream in slow {
        let answer = rest(stream);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    }
    assert!(rest(idle).ends_with("</html>\n"), "answered, and then closed");
    // What is listened to longer than that goes on: the tab of a reader who does nothing.
    preview.write("content/index.md", "# Good morning\n");
    assert!(events.next().is_some());
}

#[test]
fn a_head_that_trickles_in_is_cut_off() {
    let preview = preview(TIGHT);
    let mut stream = connect(preview.server.address());
    let mut sent = 0;
    // Each byte comes soon after the last, and yet the whole does not end in time. The end of it is the only clock here.
    while stream.write_all(b"G").is_ok() {
        sent += 1;
        stream.set_read_timeout(Some(Duration::from_millis(5))).expect("a limit");
        let waits = |error: &std::io::Error| {
            matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
        };
        if !stream.read(&mut [0; 64]).is_err_and(|error| waits(&error)) {
            break;
        }
        assert!(sent < 4000, "cut off at last");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn long_heads_and_many_lines_are_refused() {
    let preview = preview(TIGHT);
    let address = preview.server.address();
    let head = |lines: &str| format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{lines}\r\n");
    let status = |lines: &str| {
        let answer = said(&preview, &head(lines));
        answer.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(status(&format!("X-Long: {}\r\n", "a".repeat(8 * 1024))), "200");
    assert_eq!(status(&"X-One: a\r\n".repeat(18)), "200");
    for lines in
        [format!("X-Long: {}\r\n", "a".repeat(32 * 1024)), "X-One: a\r\n".repeat(19), "X: \r\n".repeat(5000)]
    {
        let status = status(&lines);
        assert!(status == "431" || status.is_empty(), "{status}");
    }
    let long = said(&preview, &format!("GET /{} HTTP/1.1\r\nHost: {address}\r\n\r\n", "a".repeat(1 << 20)));
    assert!(
        long.is_empty() || long.starts_with("HTTP/1.1 414") || long.starts_with("HTTP/1.1 431"),
        "{long}"
    );
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn one_connection_too_many_is_told_so() {
    let preview = preview(Limits { head_time: Duration::from_mins(1), ..TIGHT });
    let address = preview.server.address();
    let streams: Vec<Events> =
        (0..TIGHT.connections).map(|_| Events::since(address, preview.server.generation())).collect();
    for _ in 0..3 {
        let refused = rest(connect(address));
        assert!(refused.starts_with("HTTP/1.1 503 "), "{refused}");
        assert!(refused.ends_with("\r\n\r\nToo many connections are open now.\n"), "{refused}");
        let (head, body) = refused.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{head}");
    }
    drop(streams);
    // Whoever has gone away is noticed when it is written to.
    preview.write("content/index.md", "# Good morning\n");
    while !rest_of_request(&preview).starts_with("HTTP/1.1 200 ") {}
}

/// Bytes that are on their way when a connection is closed would have the system reset it, and take back the words.
#[test]
fn who_is_refused_hears_why_whatever_was_sent() {
    let preview = preview(Limits { head_time: Duration::from_mins(1), ..TIGHT });
    let address = preview.server.address();
    let _streams: Vec<Events> =
        (0..TIGHT.connections).map(|_| Events::since(address, preview.server.generation())).collect();
    let head = format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n");
    for length in [0, 20_000] {
        for nth in 0..100 {
            let mut stream = connect(address);
            stream.write_all(format!("{head}{}", "a".repeat(length)).as_bytes()).expect("sent");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap_or_else(|error| panic!("{nth}, {length}: {error}"));
            assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        }
    }
}

#[test]
fn those_who_are_refused_and_stay_are_cut_off() {
    let preview = preview(Limits { head_time: Duration::from_mins(1), ..TIGHT });
    let address = preview.server.address();
    let _streams: Vec<Events> =
        (0..TIGHT.connections).map(|_| Events::since(address, preview.server.generation())).collect();
    let staying: Vec<TcpStream> = (0..200).map(|_| connect(address)).collect();
    assert!(rest(connect(address)).starts_with("HTTP/1.1 503 "), "nobody waits for them for long");
    for stream in staying {
        assert!(rest(stream).starts_with("HTTP/1.1 503 "));
    }
}

fn rest_of_request(preview: &Preview) -> String {
    let host = preview.server.address();
    said(preview, &format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
}

#[test]
fn requests_one_behind_the_other_are_answered_in_turn_until_one_is_none() {
    let preview = preview(TIGHT);
    let address = preview.server.address();
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let both = said(&preview, &format!("{}{}", get("/notes.txt"), get("/nowhere/")));
    assert_eq!(both.matches("HTTP/1.1 ").count(), 2, "{both}");
    assert!(both.find("\r\n\r\nnotes").expect("first") < both.find("HTTP/1.1 404").expect("second"));
    let junk = said(&preview, &format!("{}\u{1}\u{2}junk\r\n\r\n{}", get("/notes.txt"), get("/notes.txt")));
    assert_eq!(junk.matches("\r\n\r\nnotes").count(), 1, "nothing behind junk is answered: {junk}");
    // What one server takes for a body another takes for the next request.
    for smuggled in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Transfer-Encoding: x\r\n",
    ] {
        let head =
            format!("POST / HTTP/1.1\r\nHost: {address}\r\n{smuggled}\r\n0\r\n\r\n{}", get("/notes.txt"));
        let answer = said(&preview, &head);
        assert!(!answer.contains("\r\n\r\nnotes"), "{answer}");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn what_a_request_carries_is_not_read() {
    let preview = preview(TIGHT);
    let address = preview.server.address();
    let head = format!("PUT / HTTP/1.1\r\nHost: {address}\r\nContent-Length: 99999999999\r\n\r\n");
    let mut stream = connect(address);
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).expect("answered before any of it was sent");
    assert_eq!(&answer, b"HTTP/1.1 405");
}

#[test]
fn nobody_is_handed_over_to_another_protocol() {
    let preview = preview(TIGHT);
    for upgrade in [
        "Upgrade: websocket\r\nConnection: Upgrade\r\n",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: \r\n",
    ] {
        let head = format!("GET / HTTP/1.1\r\nHost: {}\r\n{upgrade}\r\n", preview.server.address());
        assert!(said(&preview, &head).starts_with("HTTP/1.1 200 "), "{upgrade}");
    }
    assert!(!said(&preview, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").contains(" 200 "));
    let host = preview.server.address();
    let tunnel = said(&preview, &format!("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!(tunnel.starts_with("HTTP/1.1 4"), "{tunnel}");
}
