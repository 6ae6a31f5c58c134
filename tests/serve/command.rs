//! The command around the server.

use std::io::{Read, Write as _};
use std::net::TcpListener;
use std::process::Command;

use crate::running::{Running, host_in, serve};
use crate::support::{finish, write_file};

#[cfg(unix)]
#[test]
fn it_says_where_the_site_is_and_ends_when_interrupted() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "site.toml", "name = \"Our book\"\n");
    write_file(root.path(), "content/index.md", "# Welcome\n\nText.\n");
    let mut command = serve(root.path(), &["--port", "0", "--open"]);
    // No browser is to be found here.
    let mut running = Running::start({
        command.env("PATH", root.path()).env("DISPLAY", ":0");
        command
    });
    let summary = running.line();
    assert!(summary.starts_with("1 page, no findings, ") && summary.ends_with(" ms\n"), "{summary}");
    let serving = running.line();
    assert!(serving.starts_with("Serving Our book at http://127.0.0.1:"), "{serving}");
    assert!(serving.ends_with("/  (Ctrl-C to stop)\n"), "{serving}");
    assert!(running.line().starts_with("No browser was opened"));
    let pid = running.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("sent").success());
    let rest = running.rest();
    assert_eq!((running.child.wait().expect("ended").code(), &*rest), (Some(0), ""));
}

#[test]
fn findings_are_told_once() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\n[gone](gone.md)\n");
    let mut running = Running::start(serve(root.path(), &["--port", "0"]));
    let mut lines = Vec::new();
    while !lines.last().is_some_and(|line: &String| line.starts_with("Serving")) {
        lines.push(running.line());
        assert_ne!(lines.last().map(String::as_str), Some(""), "{lines:?}");
    }
    assert!(lines[0].starts_with("error[broken-link]"), "{lines:?}");
    assert!(lines[lines.len() - 2].starts_with("1 page, 1 error, "), "{lines:?}");
    write_file(root.path(), "content/unlike-it.md", "# Unlike it\n\nText.\n");
    assert!(running.line().starts_with("2 pages, 1 error, "), "the same finding is not told again");
    write_file(root.path(), "content/gone.md", "# Gone\n\nAnd back.\n");
    assert!(running.line().starts_with("3 pages, no findings, "));
}

#[test]
fn a_template_that_fails_while_drawing_is_told_once() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nText.\n");
    write_file(root.path(), "content/rule.md", "# Rule\n\nText.\n");
    write_file(root.path(), "theme/page.html", "<p>\n{{ page.title.first.second }}</p>");
    let mut running = Running::start(serve(root.path(), &["--port", "0"]));
    assert!(running.line().starts_with("2 pages, no findings, "));
    let serving = running.line();
    let host = host_in(&serving);
    let visit = || {
        let page = get(host, "/rule/");
        assert!(page.contains(">Rule</h1>"), "drawn by the built-in template: {page}");
    };
    visit();
    assert!(running.line().starts_with("error[template-error]"));
    assert!(running.line().trim_end().ends_with("theme/page.html:2:15"));
    visit();
    visit();
    // Whatever came after the finding would come before this.
    write_file(root.path(), "content/other.md", "# Other\n\nText.\n");
    let mut rest = Vec::new();
    while !rest.last().is_some_and(|line: &String| line.starts_with("3 pages, ")) {
        rest.push(running.line());
        assert_ne!(rest.last().map(String::as_str), Some(""), "{rest:?}");
    }
    assert!(!rest.iter().any(|line| line.contains("template-error")), "{rest:?}");
}

/// A page as the server sends it.
fn get(host: &str, path: &str) -> String {
    let mut stream = std::net::TcpStream::connect(host).expect("connected");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut page = String::new();
    stream.read_to_string(&mut page).expect("answered");
    page
}

#[test]
fn a_port_in_use_says_what_to_do() {
    let root = tempfile::tempdir().expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = finish(&mut serve(root.path(), &["--port", &port]));
    assert_eq!(output.status, 2);
    assert_eq!(
        output.stderr,
        format!(
            "error: port {port} is in use by another program\n  help: name another with --port, or let --port 0 take any that is free\n"
        )
    );
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_no_browser_is_opened() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nText.\n");
    let mut command = serve(root.path(), &["--port", "0", "--open"]);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"] {
        command.env_remove(name);
    }
    let mut running = Running::start(command);
    running.line();
    let serving = running.line();
    let host = host_in(&serving);
    let told = format!("No browser was opened (there is no display here); open http://{host}/ yourself\n");
    assert_eq!(running.line(), told);
    assert!(get(host, "/").contains("Welcome"), "and the site is there");
}

#[cfg(target_os = "linux")]
#[test]
fn another_address_comes_with_a_warning() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nText.\n");
    // No loopback address warns: nobody else hears what is said there.
    let mut quiet = Running::start(serve(root.path(), &["--port", "0", "--host", "127.0.0.2"]));
    quiet.line();
    assert!(quiet.line().contains(" at http://127.0.0.2:"));
    write_file(root.path(), "content/other.md", "# Other\n\nText.\n");
    assert!(quiet.line().starts_with("2 pages, "));
    let failed = finish(&mut serve(root.path(), &["--port", "0", "--host", "192.0.2.7"]));
    assert_eq!(failed.status, 2);
    let told = failed.stderr;
    assert!(told.starts_with("error: `192.0.2.7` cannot be listened at: "), "{told}");
    assert!(
        told.ends_with("\n  help: name an address of this machine, or 0.0.0.0 for all of them\n"),
        "{told}"
    );
}

#[test]
fn files_are_looked_at_where_nothing_is_told_of_them() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n\nText.\n");
    let mut running = Running::start(serve(root.path(), &["--port", "0", "--poll", "10"]));
    assert!(running.line().starts_with("1 page, "));
    assert!(running.line().starts_with("Serving "));
    write_file(root.path(), "content/deep/down/other.md", "# Other\n\nText.\n");
    assert!(running.line().starts_with("2 pages, "));
    std::fs::remove_dir_all(root.path().join("content/deep")).expect("removed");
    assert!(running.line().starts_with("1 page, "));
}

#[test]
fn a_page_can_be_asked_for() {
    let root = tempfile::tempdir().expect("a folder");
    write_file(root.path(), "content/index.md", "# Welcome\n");
    write_file(root.path(), "content/rules/tone.md", "---\ntitle: Tone\nid: GL-003\n---\n\nText.\n");
    for name in ["GL-003", "content/rules/tone.md", "rules/tone.md", "/rules/tone/"] {
        let mut running = Running::start(serve(root.path(), &["--port", "0", "--page", name]));
        let serving = std::iter::from_fn(|| Some(running.line()).filter(|line| !line.is_empty()))
            .find(|line| line.starts_with("Serving"))
            .expect("an address");
        assert!(serving.ends_with("/rules/tone/  (Ctrl-C to stop)\n"), "{name}: {serving}");
    }
    let told = |arguments: &[&str]| {
        let output = finish(&mut serve(root.path(), arguments));
        assert_eq!(output.status, 2, "{arguments:?}");
        output.stderr
    };
    let page = told(&["--port", "0", "--page", "content/rules/tune.md"]);
    assert!(page.contains("there is no page `content/rules/tune.md`"), "{page}");
    assert!(page.contains("did you mean `content/rules/tone.md`?"), "{page}");
    for (name, near) in
        [("rules/tune.md", "rules/tone.md"), ("/rules/tune/", "rules/tone"), ("GL-030", "GL-003")]
    {
        let page = told(&["--port", "0", "--page", name]);
        let expected = format!("error: there is no page `{name}`\n  help: did you mean `{near}`?\n");
        assert_eq!(page, expected, "nothing is told but that");
    }
    let none = told(&["--port", "0", "--page", "NOPE-1"]);
    assert!(none.starts_with("error: there is no page `NOPE-1`\n  help: name its file"), "{none}");
    let editor = told(&["--port", "0", "--editor", "vscod"]);
    assert!(editor.contains("no editor is known as `vscod`"), "{editor}");
    assert!(editor.contains("did you mean `vscode`?"), "{editor}");
}
