//! Asks a web server, within bounds: of time, of bytes, and without following anything.

use std::fmt;
use std::io::{self, ErrorKind, Read as _};
use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Timeout};

use super::question::Question;
use crate::config::Packing;
use crate::publish::packing::unpacked;

/// Whoever does not answer a question whole in this time is not waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// Whoever does not take a connection in this time is not there.
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(10);

/// A client that asks for files.
#[derive(Debug)]
pub struct WebClient {
    agent: Agent,
    /// Why some of the certificates that this machine trusts cannot be read; `None` where all can.
    unread: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct WebAnswer {
    pub(super) status: u16,
    pub(super) headers: ureq::http::HeaderMap,
    pub(super) body: WebBody,
}

/// The body of an answer, unpacked.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum WebBody {
    /// All of it.
    Whole(Vec<u8>),
    /// More than was asked for.
    TooLong,
    /// It ended before it should, or is packed in a way that makes no sense. Why, in words.
    Broken(String),
}

/// Why a server could not be asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebFailure {
    /// Why, in a sentence without a full stop.
    pub why: String,
    /// What to do about it.
    pub hint: &'static str,
}

impl WebClient {
    /// A client that trusts the authorities that this machine does: those of an intranet among them.
    pub fn new() -> WebClient {
        WebClient::with_patience(PATIENCE)
    }

    /// The same that waits no longer than this for an answer.
    fn with_patience(patience: Duration) -> WebClient {
        let found = rustls_native_certs::load_native_certs();
        let unread = found.errors.first().map(plain_words);
        let roots: Vec<Certificate<'static>> =
            found.certs.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(&roots))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(PATIENCE_TO_CONNECT))
            .timeout_global(Some(patience))
            .user_agent(concat!("guidepost/", env!("CARGO_PKG_VERSION")))
            .accept("*/*")
            .build();
        WebClient { agent: config.new_agent(), unread }
    }

    /// Asks once, and once more where the connection was lost.
    pub(super) fn ask(&self, question: &Question) -> Result<WebAnswer, WebFailure> {
        let answered = match self.ask_once(question) {
            Err(error) if is_lost(&error) => self.ask_once(question),
            answered => answered,
        };
        answered.map_err(|error| failure(&question.url, &error, self.unread.as_deref()))
    }

    fn ask_once(&self, question: &Question) -> Result<WebAnswer, ureq::Error> {
        let coding = question.packing.map_or("identity", Packing::coding);
        let mut answer = self.agent.get(&question.url).header("Accept-Encoding", coding).call()?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        // What is packed is hardly longer than what it is made from.
        let most = question.most_bytes.saturating_add(1_024);
        let mut bytes = Vec::new();
        let read = answer.body_mut().as_reader().take(most).read_to_end(&mut bytes);
        let body = match read.map_err(ureq::Error::from) {
            // What comes too slowly is not another file than was published.
            Err(error @ ureq::Error::Timeout(_)) => return Err(error),
            Err(error) => WebBody::Broken(format!("it breaks off after {} bytes: {error}", bytes.len())),
            Ok(_) if bytes.len() as u64 == most => WebBody::TooLong,
            Ok(_) => unpacked_body(&headers, bytes, question.most_bytes),
        };
        Ok(WebAnswer { status, headers, body })
    }
}

impl Default for WebClient {
    fn default() -> WebClient {
        WebClient::new()
    }
}

impl WebAnswer {
    /// The values of a header, one after the other; empty where it has none.
    pub(super) fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.collect::<Vec<&str>>().join(", ")
    }
}

fn unpacked_body(headers: &ureq::http::HeaderMap, bytes: Vec<u8>, most: u64) -> WebBody {
    let coding = headers.get("content-encoding").and_then(|value| value.to_str().ok()).unwrap_or("identity");
    let packing = Packing::WORDS.iter().find(|(_, packing)| packing.coding() == coding);
    let bytes = match packing {
        None if coding == "identity" => bytes,
        None => return WebBody::Broken(format!("it is packed in `{coding}`, which nobody asked for")),
        Some((word, packing)) => match unpacked(*packing, &bytes, most) {
            Ok(bytes) => bytes,
            Err(error) => {
                return WebBody::Broken(format!("it is said to be packed in {word}, and is not: {error}"));
            }
        },
    };
    if bytes.len() as u64 > most { WebBody::TooLong } else { WebBody::Whole(bytes) }
}

/// Whether a connection was lost, as a server's are that is started anew.
fn is_lost(error: &ureq::Error) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    let lost = [BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof];
    matches!(error, ureq::Error::Io(error) if lost.contains(&error.kind()))
}

fn failure(url: &str, error: &ureq::Error, unread: Option<&str>) -> WebFailure {
    let (why, hint) = match error {
        ureq::Error::HostNotFound => {
            ("there is no such host".to_owned(), "look whether the name is right, and known here")
        }
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => (
            "nobody takes the connection".to_owned(),
            "look whether the server runs, and may be reached from here",
        ),
        ureq::Error::Timeout(_) => {
            ("the answer takes longer than a minute".to_owned(), "ask again when the server has less to do")
        }
        ureq::Error::Io(error) => of_connection(error, unread),
        ureq::Error::Rustls(error) => of_tls(error, unread),
        ureq::Error::Protocol(error) => (
            format!("the answer is none of HTTP: {error}"),
            "look whether the address is that of the web server",
        ),
        other => (plain_words(other), "look whether the address is right"),
    };
    WebFailure { why: format!("`{url}`: {why}"), hint }
}

fn of_connection(error: &io::Error, unread: Option<&str>) -> (String, &'static str) {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    if let Some(error) = tls {
        return of_tls(error, unread);
    }
    let start =
        "start the web server, or give the address that it has: `--url http://localhost:8080/playbook`";
    match error.kind() {
        ErrorKind::ConnectionRefused => ("the connection is refused".to_owned(), start),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => ("nobody answers in time".to_owned(), start),
        _ => (plain_words(error), "look whether the address is right, and the server runs"),
    }
}

fn of_tls(error: &rustls::Error, unread: Option<&str>) -> (String, &'static str) {
    let is_of_certificate = matches!(error, rustls::Error::InvalidCertificate(_));
    if let Some(unread) = unread.filter(|_| is_of_certificate) {
        return (
            format!(
                "its certificate is not one that this machine trusts: {error}; some that it may trust cannot be read: {unread}"
            ),
            "look at what `SSL_CERT_FILE` and `SSL_CERT_DIR` name, or at the certificates of this machine",
        );
    }
    if is_of_certificate {
        return (
            format!("its certificate is not one that this machine trusts: {error}"),
            "have the machine trust the authority of the intranet, or name its certificate: `SSL_CERT_FILE=authority.pem`",
        );
    }
    (format!("no secure connection: {error}"), "look whether the server speaks TLS at this address")
}

/// What a library said, without the number that systems add.
fn plain_words(error: &impl fmt::Display) -> String {
    let said = error.to_string();
    said.split(" (os error").next().unwrap_or(&said).to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::question::Asked;
    use super::*;

    /// Asks a server that answers each connection with the next of these, and then leaves it open where it says `…`.
    /// Returns what came of it, and how often it was asked.
    fn asked(answers: &'static [&'static str]) -> (Result<WebAnswer, WebFailure>, usize) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        std::thread::spawn(move || {
            let mut open = Vec::new();
            for (stream, answer) in listener.incoming().zip(answers) {
                let mut stream = stream.expect("a connection");
                counted.fetch_add(1, Ordering::SeqCst);
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(answer.trim_end_matches('\u{2026}').as_bytes());
                if answer.ends_with('\u{2026}') {
                    open.push(stream);
                }
            }
            // Until the test has ended, nobody else is answered.
            std::thread::park();
        });
        let question = Question { url, packing: None, most_bytes: 100, asked: Asked::Nothing };
        let answer = WebClient::with_patience(Duration::from_secs(2)).ask(&question);
        (answer, count.load(Ordering::SeqCst))
    }

    const WELL: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    #[test]
    fn only_where_the_connection_was_lost_it_is_asked_again() {
        let (answer, count) = asked(&["", WELL]);
        assert_eq!((answer.map(|answer| answer.status), count), (Ok(200), 2));
        let (answer, count) = asked(&["220 mail.example ESMTP\r\n", WELL]);
        assert!(answer.is_err_and(|error| error.why.contains("none of HTTP")));
        assert_eq!(count, 1);
    }

    #[test]
    fn what_comes_too_slowly_is_no_other_file() {
        let (answer, count) = asked(&["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok\u{2026}", WELL]);
        let why = answer.expect_err("too slow").why;
        assert!(why.contains("takes longer"), "{why}");
        assert_eq!(count, 1);
    }

    #[test]
    fn certificates_that_cannot_be_read_are_named() {
        let unknown = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let (why, hint) = of_tls(&unknown, Some("authority.pem: no such file"));
        assert!(
            why.contains("authority.pem") && hint.contains("look at what `SSL_CERT_FILE`"),
            "{why}: {hint}"
        );
        assert!(of_tls(&unknown, None).1.contains("SSL_CERT_FILE=authority.pem"));
    }
}
