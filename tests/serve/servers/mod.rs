//! A published site behind real web servers, with the files that were written for them: each server is a process of the test,
//! with a port and a folder of its own.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

mod faulty;
mod over_http;
mod program;
mod site;

use std::io::Read as _;

use crate::support::HttpAnswer;
use program::{ServerProgram, which};
use site::{HOSTILE, Published};

const PAGE: &str = "text/html; charset=utf-8";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

#[test]
fn nginx_serves_the_site_by_its_files() {
    let site = Published::new();
    let mut nginx = ServerProgram::nginx(&site);
    serves_well(&site);
    site.run(&["verify", "intranet", "--url"]);
    is_packed(&site, &[("gzip", ".gz")]);
    a_publish_needs_no_reload(&site);
    nginx.reload_nginx();
    leads_on(&site, "newer-tone/", true);
    a_site_that_went_back_is_served_whole(&site);
}

#[test]
fn caddy_serves_the_site_by_its_files() {
    let site = Published::new();
    let _caddy = ServerProgram::caddy(&site);
    serves_well(&site);
    site.run(&["verify", "intranet", "--url"]);
    is_packed(&site, &[("gzip", ".gz"), ("br", ".br"), ("zstd", ".zst")]);
    a_publish_needs_no_reload(&site);
    a_site_that_went_back_is_served_whole(&site);
}

#[test]
fn apache_serves_the_site_by_its_files() {
    let site = Published::new();
    let _apache = ServerProgram::apache(&site);
    serves_well(&site);
    site.run(&["verify", "intranet", "--url"]);
    is_packed(&site, &[("gzip", ".gz"), ("br", ".br"), ("zstd", ".zst")]);
    a_publish_needs_no_reload(&site);
    // It reads the list again by itself.
    leads_on(&site, "newer-tone/", true);
    a_site_that_went_back_is_served_whole(&site);
}

/// Of a site with old addresses, and of one without; under a prefix, at the root of a host, at no address; with and without TLS.
#[test]
fn servers_take_their_files_whatever_the_site() {
    for base_url in [
        "https://intranet.example/handbook",
        "http://intranet.example",
        "http://intranet.example:8080/a/b.c",
        "",
    ] {
        for aliases in [&[][..], HOSTILE] {
            let site = Published::at(base_url, aliases);
            for check in [
                which("nginx")
                    .arg("-t")
                    .arg("-p")
                    .arg(site.own_folder("nginx"))
                    .arg("-c")
                    .arg(site.server_file("nginx/nginx.conf")),
                which("caddy")
                    .args(["validate", "--adapter", "caddyfile", "--config"])
                    .arg(site.server_file("caddy/Caddyfile")),
                which("apache2")
                    .arg("-t")
                    .arg("-d")
                    .arg(site.own_folder("apache"))
                    .arg("-f")
                    .arg(site.server_file("apache/httpd.conf")),
            ] {
                let said = check.output().expect("started");
                assert!(said.status.success(), "{base_url}: {}", String::from_utf8_lossy(&said.stderr));
            }
        }
    }
}

/// What every server does.
fn serves_well(site: &Published) {
    let home = site.ask("/handbook/");
    assert_eq!(home.status, 200, "{}", home.head);
    assert!(home.text().contains("All of it."));
    assert_eq!(home.header("content-type"), Some(PAGE));
    is_guarded(&home);
    let etag = home.header("etag").expect("an etag").to_owned();
    let again = site.ask_with("/handbook/", &[("If-None-Match", &etag)]);
    assert_eq!((again.status, again.body.len()), (304, 0), "{}", again.head);
    leads_to(site, "/handbook", "/handbook/");
    leads_to(site, "/handbook/tone", "/handbook/tone/");
    leads_on(site, "old-tone/", true);
    for alias in HOSTILE {
        leads_on(site, alias, false);
    }
    for gone in [
        "/handbook/nothing",
        "/handbook/nothing/",
        "/handbook/_theme/",
        "/handbook/x.deadbeef.css",
        "/handbook/.git/config",
    ] {
        let answer = site.ask(gone);
        assert_eq!(answer.status, 404, "{gone}: {}", answer.head);
        assert_eq!(answer.header("content-type"), Some(PAGE), "{gone}");
        assert!(answer.text().contains("404"), "{gone}");
        is_guarded(&answer);
    }
    for hidden in [
        "/.handbook.releases/log.jsonl",
        "/handbook/../.handbook.releases/log.jsonl",
        "/handbook/%2e%2e/.handbook.releases/log.jsonl",
        "/handbook/..%2f.handbook.releases/log.jsonl",
    ] {
        let answer = site.ask(hidden);
        assert!([400, 404].contains(&answer.status), "{hidden}: {}", answer.head);
    }
    files_are_what_they_are(site);
}

fn files_are_what_they_are(site: &Published) {
    for (path, kind) in [
        ("news/feed.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
        ("redirects.map", "text/plain; charset=utf-8"),
        ("film.webm", "video/webm"),
        ("film.MP4", "video/mp4"),
        ("film.vtt", "text/vtt; charset=utf-8"),
        ("text.woff2", "font/woff2"),
        ("app.webmanifest", "application/manifest+json"),
        ("kept.tar.gz", "application/gzip"),
        ("unknown.xyz", "application/octet-stream"),
    ] {
        let answer = site.ask(&format!("/handbook/{path}"));
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, Some(kind)),
            "{path}: {}",
            answer.head
        );
        is_guarded(&answer);
    }
    for (path, caching, policy) in [
        ("drawing.svg", "no-cache", "default-src 'none'"),
        ("drawing.5d53e638.svg", FOR_EVER, "default-src 'none'"),
        ("style.5d53e638.css", FOR_EVER, "default-src 'self'"),
        ("pay.20261130.pdf", "no-cache", "default-src 'self'"),
    ] {
        let answer = site.ask(&format!("/handbook/{path}"));
        assert_eq!(answer.header("cache-control"), Some(caching), "{path}: {}", answer.head);
        assert!(
            answer.header("content-security-policy").is_some_and(|own| own.starts_with(policy)),
            "{path}"
        );
    }
}

/// What is said of every answer, once.
fn is_guarded(answer: &HttpAnswer) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "SAMEORIGIN"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-cache"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{}", answer.head);
    }
    for name in ["cache-control", "content-type", "content-security-policy", "x-frame-options"] {
        let is_named = |line: &&str| line.to_lowercase().starts_with(&format!("{name}:"));
        assert_eq!(answer.head.lines().filter(is_named).count(), 1, "{name}: {}", answer.head);
    }
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("frame-ancestors 'self'") && policy.contains("https://films.example"),
        "{policy}"
    );
}

fn leads_to(site: &Published, from: &str, to: &str) {
    let answer = site.ask(from);
    assert!([301, 308].contains(&answer.status), "{from}: {}", answer.head);
    let place = answer.header("location").expect("a place");
    assert_eq!(place.trim_start_matches(&site.origin()), to, "{from}");
}

/// An old address leads on: by the server itself, or else by the page that stands there.
fn leads_on(site: &Published, from: &str, by_server: bool) {
    let answer = site.ask(&site::encoded(from));
    let leads = match answer.status {
        301 => answer.header("location").is_some_and(|to| to.ends_with("/handbook/tone/")),
        200 => !by_server && answer.text().contains("http-equiv=\"refresh\""),
        _ => false,
    };
    assert!(leads, "{from}: {}", answer.head);
}

/// A browser is sent the copy that it takes, and can make the file of it.
fn is_packed(site: &Published, packings: &[(&str, &str)]) {
    for path in ["long/", "sheet.css"] {
        let plain = site.ask_with(&format!("/handbook/{path}"), &[("Accept-Encoding", "identity")]);
        assert_eq!(plain.header("content-encoding"), None);
        for (coding, ending) in packings {
            let answer = site.ask_with(&format!("/handbook/{path}"), &[("Accept-Encoding", coding)]);
            assert_eq!(answer.header("content-encoding"), Some(*coding), "{path}: {}", answer.head);
            assert_eq!(
                answer.header("content-type"),
                plain.header("content-type"),
                "{path}: {}",
                answer.head
            );
            assert!(
                answer.header("vary").is_some_and(|vary| vary.eq_ignore_ascii_case("accept-encoding")),
                "{}",
                answer.head
            );
            let file = path.replace("long/", "long/index.html");
            assert_eq!(answer.body, site.file(&format!("{file}{ending}")), "{path} in {coding}");
            if *coding == "gzip" {
                let mut whole = Vec::new();
                flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut whole).expect("whole");
                assert_eq!(whole, plain.body);
            }
        }
        let none = site.ask_with(&format!("/handbook/{path}"), &[("Accept-Encoding", "gzip;q=0, br;q=0")]);
        assert_eq!(none.header("content-encoding"), None, "{path}: {}", none.head);
    }
}

/// The new texts are served at once, and every old address leads on, newer ones too.
fn a_publish_needs_no_reload(site: &Published) {
    site.write("content/index.md", "# Handbook\n\nAll of it, anew.\n");
    site.write("content/tone.md", &site::tone(&["old-tone/", "newer-tone/"]));
    site.publish(&["--accept", "old-tone/"]);
    assert!(site.ask("/handbook/").text().contains("All of it, anew."));
    leads_on(site, "old-tone/", false);
    leads_on(site, "newer-tone/", false);
}

/// No list of another release leads readers away from what is served.
fn a_site_that_went_back_is_served_whole(site: &Published) {
    site.run(&["rollback", "intranet", "--yes"]);
    assert_eq!(site.ask("/handbook/newer-tone/").status, 404);
    leads_on(site, "old-tone/", false);
    assert!(!site.ask("/handbook/").text().contains("anew"));
}
