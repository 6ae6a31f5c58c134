//! Asks a web server, within bounds: of time, of bytes, and without following anything.

use std::fmt;
use std::io::{self, ErrorKind, Read as _};
use std::sync::Arc;
use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Timeout};

use super::questions::Question;
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
        let found = rustls_native_certs::load_native_certs().certs;
        let roots: Vec<Certificate<'static>> =
            found.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
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
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("guidepost/", env!("CARGO_PKG_VERSION")))
            .accept("*/*")
            .build();
        WebClient { agent: config.new_agent() }
    }

    /// Asks once, and once more where the connection was lost.
    pub(super) fn ask(&self, question: &Question) -> Result<WebAnswer, WebFailure> {
        self.ask_once(question)
            .or_else(|_| self.ask_once(question))
            .map_err(|error| failure(&question.url, &error))
    }

    fn ask_once(&self, question: &Question) -> Result<WebAnswer, ureq::Error> {
        let coding = question.packing.map_or("identity", Packing::coding);
        let mut answer = self.agent.get(&question.url).header("Accept-Encoding", coding).call()?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        // What is packed is hardly longer than what it is made from.
        let most = question.most_bytes.saturating_add(1_024);
        let mut bytes = Vec::new();
        let read = answer.body_mut().as_reader().take(most).read_to_end(&mut bytes);
        let body = match read {
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

fn failure(url: &str, error: &ureq::Error) -> WebFailure {
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
        ureq::Error::Io(error) => of_connection(error),
        ureq::Error::Rustls(error) => of_tls(error),
        ureq::Error::Protocol(error) => (
            format!("the answer is none of HTTP: {error}"),
            "look whether the address is that of the web server",
        ),
        other => (plain_words(other), "look whether the address is right"),
    };
    WebFailure { why: format!("`{url}`: {why}"), hint }
}

fn of_connection(error: &io::Error) -> (String, &'static str) {
    let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    if let Some(error) = tls {
        return of_tls(error);
    }
    let start =
        "start the web server, or give the address that it has: `--url http://localhost:8080/playbook`";
    match error.kind() {
        ErrorKind::ConnectionRefused => ("the connection is refused".to_owned(), start),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => ("nobody answers in time".to_owned(), start),
        _ => (plain_words(error), "look whether the address is right, and the server runs"),
    }
}

fn of_tls(error: &rustls::Error) -> (String, &'static str) {
    let is_of_certificate = matches!(error, rustls::Error::InvalidCertificate(_));
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
