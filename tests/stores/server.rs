//! The servers: each starts once for all tests, at a port of the system's choice, and ends with this process.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A server that a test program has started.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// Its input: it ends once that is closed, however this process ends.
    _child: Child,
}

/// Waits for the end of its input beside the server. Nothing is left of it then.
const UNTIL_INPUT_ENDS: &str = "
import os, sys, threading
def wait():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=wait, daemon=True).start()
";

/// The server that speaks as S3 does.
pub(crate) fn s3() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let start = "import moto.server\nmoto.server.main(['-H', '127.0.0.1', '-p', '0'])";
        let mut command = Command::new("python3");
        command.args(["-c", &format!("{UNTIL_INPUT_ENDS}{start}")]);
        started(&mut command)
    })
}

/// The server that speaks as Azure's store does.
pub(crate) fn azure() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let start = "
            process.stdin.on('end', () => process.exit(0)).resume();
            process.argv.push('--blobHost', '127.0.0.1', '--blobPort', '0', '--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry');
            require('azurite/dist/src/blob/main.js');";
        started(Command::new("node").args(["-e", start, "azurite-blob"]).current_dir(root()))
    })
}

fn started(command: &mut Command) -> Server {
    let packages = root().join("target/python");
    let packages = match std::env::var_os("PYTHONPATH") {
        Some(more) => std::env::join_paths([packages, more.into()]).expect("paths"),
        None => packages.into(),
    };
    command.env("PYTHONPATH", packages).env("PYTHONUNBUFFERED", "1");
    // Some say where they listen in the one place, some in the other.
    let (lines, output) = std::io::pipe().expect("a pipe");
    command.stdin(Stdio::piped()).stderr(output.try_clone().expect("a pipe")).stdout(output);
    let child = command.spawn().expect("a server");
    // Both ends of the pipe are the server's now: it ends with that.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut said = String::new();
    let mut lines = BufReader::new(lines);
    let address = loop {
        let mut line = String::new();
        let read = lines.read_line(&mut line).expect("a line");
        assert!(read > 0, "the server did not start; `scripts/test` installs what it needs:\n{said}");
        said.push_str(&line);
        let listens = line.split_once("Running on http://").or_else(|| line.split_once("listens on http://"));
        if let Some((_, address)) = listens {
            break address.trim().parse().expect("an address");
        }
    };
    // What it says of each request is nobody's concern, and has to go somewhere.
    std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
    Server { address, _child: child }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
