//! How the preview starts and ends.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use guidepost::serve::{Limits, Port, ServeError, ServeOptions, Server, WatchMode};

use crate::support::{Events, IN_VAIN, Preview, connect, finish, options, write_files};

const SITE: &[(&str, &str)] = &[("content/index.md", "# Welcome\n")];

fn tried(root: &std::path::Path, port: Port) -> Result<Server, ServeError> {
    Server::start(ServeOptions { port, ..options(root) })
}

fn start(root: &std::path::Path, port: Port) -> Server {
    tried(root, port).expect("a server")
}

#[test]
fn only_this_machine_is_listened_to() {
    let preview = Preview::of(SITE);
    assert_eq!(preview.server.address().ip(), std::net::Ipv4Addr::LOCALHOST);
    assert_ne!(preview.server.address().port(), 0);
}

#[test]
fn the_next_port_is_taken_unless_one_was_named() {
    let root = tempfile::tempdir().expect("a folder");
    let (one, two) = (start(root.path(), Port::Usual), start(root.path(), Port::Usual));
    assert!(one.address().port() >= 4000 && two.address().port() > one.address().port());
}

#[test]
fn a_port_in_use_is_named() {
    let root = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let error = tried(root.path(), Port::Exactly(port)).err().expect("an error");
    assert!(matches!(error, ServeError::PortTaken(taken) if taken == port));
    assert_eq!(error.to_string(), format!("port {port} is in use by another program"));
}

#[test]
fn a_root_that_is_not_there_is_an_error() {
    let root = tempfile::tempdir().expect("a folder");
    let error = tried(&root.path().join("nowhere"), Port::Exactly(0)).err().expect("an error");
    assert!(matches!(error, ServeError::Root(_)), "{error}");
}

#[test]
fn an_empty_root_is_served_too() {
    let root = tempfile::tempdir().expect("a folder");
    let preview = Preview::at(root);
    let mut events = preview.events();
    assert_eq!(preview.findings("/")["findings"][0]["code"], "no-pages");
    preview.write("content/index.md", "# Welcome\n");
    events.until(|| preview.text("/").contains("Welcome"));
}

#[test]
fn the_end_does_not_wait_for_open_connections() {
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), SITE.iter().copied());
    // Whoever waits for a request that never ends waits for an hour.
    let patient = Limits { head_time: Duration::from_hours(1), ..Limits::default() };
    let Preview { root: _root, server } = Preview::with(root, |options| options.limits = patient);
    let address = server.address();
    let mut events = Events::since(address, server.generation());
    let mut silent = connect(address);
    let mut idle = connect(address);
    write!(idle, "GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("sent");
    idle.read_exact(&mut [0; 15]).expect("answered");
    let (sender, ended) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        server.stop();
        // The test may have given up.
        let _ = sender.send(());
    });
    assert!(ended.recv_timeout(IN_VAIN).is_ok(), "it does not wait for them");
    assert_eq!(events.next(), None, "the stream has ended");
    // Whether by a farewell or none.
    assert!(silent.read(&mut [0; 1]).map_or(true, |read| read == 0));
    assert!(TcpStream::connect(address).is_err(), "nobody listens");
}

#[test]
fn a_tab_of_an_earlier_server_is_out_of_date() {
    let root = tempfile::tempdir().expect("a folder");
    let first = start(root.path(), Port::Exactly(0));
    let shown = first.generation();
    first.stop();
    assert_ne!(start(root.path(), Port::Exactly(0)).generation(), shown);
}

/// The names of this process's threads.
#[cfg(target_os = "linux")]
fn threads() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("threads").flatten();
    let name =
        |task: std::fs::DirEntry| std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
    tasks.map(|task| name(task).trim().to_owned()).collect()
}

/// In a process of its own, since other tests have threads too.
#[cfg(target_os = "linux")]
#[test]
fn no_thread_is_left() {
    if std::env::var_os("COUNTS_THREADS").is_none() {
        let this = std::env::current_exe().expect("this program");
        let mut command = std::process::Command::new(this);
        command
            .args(["--exact", "starting::no_thread_is_left", "--test-threads=1"])
            .env("COUNTS_THREADS", "1");
        finish(&mut command).well();
        return;
    }
    // The compiler's own threads stay for the next site.
    let use_once = || {
        let preview = Preview::of(SITE);
        let mut events = preview.events();
        preview.write("content/index.md", "# Good morning\n");
        events.until(|| preview.text("/").contains("Good morning"));
        let poll = WatchMode::Poll(Duration::from_millis(10));
        let options = ServeOptions { watch_mode: poll, ..options(preview.root.path()) };
        Server::start(options).expect("a server").stop();
        preview.server.stop();
    };
    use_once();
    let started = Instant::now();
    // That of the system's watcher ends by itself, a moment later.
    let own = ["serve", "refresh", "look", "draw 0", "notify-rs inoti"];
    let left = || {
        let threads = threads();
        own.into_iter().filter(|name| threads.iter().any(|thread| thread == name)).collect::<Vec<_>>()
    };
    while !left().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", left());
        std::thread::yield_now();
    }
}
