//! `guidepost verify --url`: what a server does with a published site, whatever the server.

use std::fs;
use std::process::Command;

use super::faulty::{Fault, FaultyServer};
use super::program::ServerProgram;
use super::site::Published;

#[test]
fn every_fault_of_a_server_is_named() {
    let server = FaultyServer::start();
    let address = server.address;
    let site = Published::at(&format!("http://{address}/handbook"), &["old-tone/"]);
    for (fault, line) in [
        (Fault::None, ""),
        (Fault::Type, "type      sheet.css: `text/plain`, and it is `text/css; charset=utf-8`"),
        (Fault::NoHeader, "header    sheet.css: no X-Frame-Options"),
        (Fault::WeakHeader, "header    sheet.css: Content-Security-Policy does not hold `default-src`"),
        (Fault::Caching, "caching   sheet.css: `max-age=3600`: browsers keep it"),
        (Fault::OtherBytes, "changed   sheet.css: other bytes"),
        (Fault::BreaksOff, "changed   sheet.css: it breaks off after 3400 bytes"),
        (Fault::NeverEnds, "changed   sheet.css: longer than its 3400 bytes"),
        (Fault::LeadsElsewhere, "status    sheet.css: 302 to `https://login.example/?from=handbook`"),
        (Fault::Missing, "missing   sheet.css"),
        (Fault::SoftLost, "status    404.html: an address at which there is nothing is answered with 200"),
        (Fault::NoSlash, "slash     ./: without its last slash it is answered with 200"),
        (Fault::Exposed, "exposed   /.handbook.releases/log.jsonl: the publish log"),
    ] {
        server.serve(site.served(), fault);
        let said = site.tries(&["verify", "intranet", "--url"], &[]);
        let (status, lines) = if fault == Fault::None { (0, 0) } else { (1, 1) };
        assert_eq!(said.status, status, "{fault:?}: {}", said.all());
        assert!(said.stdout.starts_with(line), "{fault:?}: {}", said.all());
        // Slashes and the log are asked for at several addresses.
        let has_more = matches!(fault, Fault::Exposed | Fault::NoSlash);
        assert!(has_more || said.stdout.lines().count() == lines, "{fault:?}: {}", said.all());
    }
}

#[test]
fn a_server_that_cannot_be_asked_is_an_error_with_a_way_out() {
    let server = FaultyServer::start();
    let site = Published::at(&format!("http://{}/handbook", server.address), &[]);
    server.serve(site.served(), Fault::NotHttp);
    let unused =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port");
    for (url, words) in [
        (format!("http://{}/handbook", server.address), "the answer is none of HTTP"),
        (format!("http://{unused}/handbook"), "the connection is refused"),
        (format!("https://{}/handbook", server.address), "no secure connection"),
        ("ftp://intranet.example".to_owned(), "is not a web address"),
        ("http://127.0.0.1/a;b".to_owned(), "signs that"),
    ] {
        let said = site.tries(&["verify", "intranet", "--url", &url], &[]);
        assert_eq!(said.status, 2, "{url}: {}", said.all());
        assert!(said.stderr.contains(words) && said.stderr.contains("help:"), "{url}: {}", said.stderr);
    }
}

/// An intranet has an authority of its own, which the machine has to trust.
#[test]
fn certificates_count_by_the_authorities_of_the_machine() {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|taken| taken.local_addr())
        .expect("a port")
        .port();
    let site = Published::at(&format!("https://localhost:{port}/handbook"), &["old-tone/"]);
    let own = site.own_folder("nginx");
    let (key, certificate) = (own.join("key.pem"), own.join("certificate.pem"));
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=localhost"])
        .args([
            "-addext",
            "subjectAltName=DNS:localhost",
            "-addext",
            "basicConstraints=critical,CA:FALSE",
            "-keyout",
        ])
        .arg(&key)
        .arg("-out")
        .arg(&certificate)
        .output()
        .expect("openssl");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    // A server block as the manual describes it: the own one, which includes what was written.
    let complete = fs::read_to_string(site.server_file("nginx/nginx.conf")).expect("a file");
    let include = complete.lines().find(|line| line.trim_start().starts_with("include ")).expect("a server");
    let own_block = format!(
        "server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {}; ssl_certificate_key {}; include {}; }}",
        certificate.display(),
        key.display(),
        site.server_file("nginx/site.conf").display()
    );
    let config = own.join("own.conf");
    fs::write(&config, complete.replace(include, &own_block)).expect("written");
    let _nginx = ServerProgram::nginx_with(&site, &config);
    let unknown = site.tries(&["verify", "intranet", "--url"], &[]);
    assert_eq!(unknown.status, 2, "{}", unknown.all());
    assert!(
        unknown.stderr.contains("not one that this machine trusts")
            && unknown.stderr.contains("SSL_CERT_FILE"),
        "{}",
        unknown.stderr
    );
    let trusted = certificate.to_str().expect("text");
    site.tries(&["verify", "intranet", "--url"], &[("SSL_CERT_FILE", trusted)]).well();
}
