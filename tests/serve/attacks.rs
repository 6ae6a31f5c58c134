//! Requests that no reader's browser sends.

use crate::support::{Preview, write_files};

fn preview() -> Preview {
    Preview::of(SITE)
}

pub(crate) const SITE: &[(&str, &str)] = &[
    ("site.toml", "name = \"Handbook\"\n"),
    ("content/index.md", "# Welcome\n"),
    ("content/guidelines/tone.md", "# Tone\n"),
    ("static/notes.txt", "notes"),
    ("secret.txt", "not for the site"),
];

/// Everything that an attacker would like to read.
const PATHS: [&str; 6] = [
    "/",
    "/guidelines/tone/",
    "/nowhere/",
    "/_guidepost/events",
    "/_guidepost/findings?path=/",
    "/notes.txt",
];

#[test]
fn other_host_names_are_refused() {
    let preview = preview();
    let port = preview.server.address().port();
    for path in PATHS {
        for host in [
            "rebind.example".to_owned(),
            format!("rebind.example:{port}"),
            "127.0.0.1".to_owned(),
            format!("127.0.0.1:{}", port ^ 1),
            format!("127.0.0.1.rebind.example:{port}"),
        ] {
            let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            let answer = preview.raw(&request);
            assert_eq!(answer.status, 403, "{path} at {host}");
            assert!(answer.text().starts_with("This preview answers only"), "{}", answer.text());
        }
    }
    let localhost = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(preview.raw(&localhost).status, 200);
    assert_eq!(preview.raw("GET / HTTP/1.0\r\n\r\n").status, 403, "no host");
    let absolute =
        format!("GET http://rebind.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(preview.raw(&absolute).status, 403, "another host in the request itself");
}

#[test]
fn pages_of_other_sites_are_refused() {
    let preview = preview();
    let port = preview.server.address().port();
    for path in PATHS {
        for origin in ["http://elsewhere.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"] {
            let answer = preview.ask("GET", path, &format!("Origin: {origin}\r\n"));
            assert_eq!(answer.status, 403, "{path} from {origin}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
        let embedded = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n";
        assert_eq!(preview.ask("GET", path, embedded).status, 403, "{path}");
    }
    let own = preview.ask("GET", "/", &format!("Origin: http://127.0.0.1:{port}\r\n"));
    assert_eq!((own.status, own.header("access-control-allow-origin")), (200, None));
    assert_eq!(own.header("cross-origin-resource-policy"), Some("same-origin"));
    assert_eq!(own.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(own.header("x-frame-options"), Some("SAMEORIGIN"));
}

#[test]
fn nothing_can_be_written() {
    let preview = preview();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        for path in ["/", "/_guidepost/events", "/_guidepost/findings"] {
            let answer = preview.ask(method, path, "Content-Length: 0\r\n");
            assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        }
    }
}

#[test]
fn no_path_leads_out_of_the_site() {
    let preview = preview();
    for path in [
        "/../secret.txt",
        "/secret.txt",
        "/static/notes.txt",
        "/content/index.md",
        "/site.toml",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/guidelines/../../secret.txt",
        "/guidelines/..%5c..%5csecret.txt",
        "/notes.txt/../../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "///guidelines/tone/",
        "/guidelines//tone/",
        "/./guidelines/tone/",
        "/guidelines%2ftone/",
        "/notes.txt%00",
        "/notes.txt%00.html",
        "/%00",
        "/%c0%ae%c0%ae/secret.txt",
        "/%ff",
        "/_guidepost/../secret.txt",
        "/_guidepost/%2e%2e/secret.txt",
        "/_guidepost//client.js",
        "/_guidepost/client.js%00",
        "/_guidepost/..%2f..%2fsecret.txt",
        "/_guidepost/%5c..%5csecret.txt",
        "/static%2fnotes.txt",
        "/notes.txt/",
        "/notes.txt%2f..%2f..%2fsecret.txt",
        "/\\..\\secret.txt",
        "/..\\secret.txt",
        "/C:/secret.txt",
        "/file:///etc/passwd",
        "/.git/config",
        "/.guidepost/cache",
        "/%2e%67it/config",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("not for the site"), "{path}");
    }
    assert!(preview.findings("%2F..%2Fsecret.txt")["findings"].as_array().is_some_and(Vec::is_empty));
}

#[test]
fn what_is_no_request_is_refused_and_harms_nobody() {
    let preview = preview();
    let long = format!("GET / HTTP/1.1\r\nX-Long: {}\r\n\r\n", "a".repeat(1 << 20));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X-One: a\r\n".repeat(2000));
    for request in ["\r\n\r\n\r\n", "GET\r\n\r\n", "GET \u{0} HTTP/1.1\r\n\r\n", &long, &many] {
        let refused = preview.sent(request);
        assert!(refused.is_empty() || refused.starts_with("HTTP/1.1 4"), "{refused}");
    }
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn folders_that_are_links_do_not_lead_out() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.txt"), "not for the site").expect("written");
    let root = tempfile::tempdir().expect("a folder");
    write_files(root.path(), SITE.iter().copied());
    std::os::unix::fs::symlink(outside.path(), root.path().join("static/out")).expect("a link");
    std::os::unix::fs::symlink("../secret.txt", root.path().join("static/within.txt")).expect("a link");
    std::os::unix::fs::symlink("/etc/passwd", root.path().join("static/absolute.txt")).expect("a link");
    let preview = Preview::at(root);
    for path in ["/out/secret.txt", "/out/", "/absolute.txt"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("not for the site"), "{path}");
    }
    assert_eq!(
        preview.text("/within.txt"),
        "not for the site",
        "what a site links to within itself is its own"
    );
    // A folder that is swapped for a link while its files are asked for.
    let notes = preview.root.path().join("static");
    std::fs::rename(&notes, preview.root.path().join("elsewhere")).expect("renamed");
    std::os::unix::fs::symlink(outside.path(), &notes).expect("a link");
    std::fs::write(outside.path().join("notes.txt"), "not for the site").expect("written");
    assert_eq!(preview.get("/notes.txt").status, 404);
}

#[cfg(unix)]
#[test]
fn files_that_have_become_links_are_not_followed_out() {
    let preview = preview();
    let outside = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(outside.path(), "not for the site").expect("written");
    let notes = preview.root.path().join("static/notes.txt");
    assert_eq!(preview.text("/notes.txt"), "notes");
    std::fs::remove_file(&notes).expect("removed");
    std::os::unix::fs::symlink(outside.path(), &notes).expect("a link");
    // Whether the change has been noticed by now or not.
    let answer = preview.get("/notes.txt");
    assert_eq!(answer.status, 404);
    assert!(!answer.text().contains("not for the site"));
}
