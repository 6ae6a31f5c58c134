//! Where the preview listens.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};

use tokio::net::TcpListener;

use super::error::ServeError;
use super::guard;

/// The port that is taken unless another is asked for.
const USUAL_PORT: u16 = 4000;
/// How many ports are tried from there on.
const PORTS_TRIED: u16 = 100;

/// A port to serve at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Port {
    /// The usual one, 4000, or the next that is free.
    Usual,
    /// This one; 0 for any that is free.
    Exactly(u16),
}

/// Listens at a host, or at this machine's loopback address. More may wait to be heard than the standard library has
/// it: all that a limit of connections is meant to refuse would be dropped without a word.
pub(super) async fn at(host: Option<&str>, port: Port) -> Result<TcpListener, ServeError> {
    let ip = host.map_or(Ok(Ipv4Addr::LOCALHOST.into()), address_of)?;
    let (first, last) = match port {
        Port::Usual => (USUAL_PORT, USUAL_PORT + PORTS_TRIED - 1),
        Port::Exactly(port) => (port, port),
    };
    for port in first..=last {
        match (TcpListener::bind((ip, port)).await, host) {
            (Ok(listener), _) => return Ok(listener),
            (Err(error), _) if error.kind() == io::ErrorKind::AddrInUse => {}
            (Err(error), Some(host)) if error.kind() == io::ErrorKind::AddrNotAvailable => {
                return Err(ServeError::Host { host: host.to_owned(), error });
            }
            (Err(error), _) => return Err(ServeError::System(error)),
        }
    }
    Err(match port {
        Port::Usual => ServeError::PortsTaken { first, last },
        Port::Exactly(port) => ServeError::PortTaken(port),
    })
}

/// The address that a host is at.
fn address_of(host: &str) -> Result<IpAddr, ServeError> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let found = (bare, 0).to_socket_addrs().map(|mut found| found.next());
    let none = || io::Error::other("it has no address");
    let found = found.and_then(|found| found.ok_or_else(none));
    found.map(|found| found.ip()).map_err(|error| ServeError::Host { host: host.to_owned(), error })
}

/// Where a browser on this machine finds what listens at an address.
pub(super) fn url(address: SocketAddr, host: Option<&str>) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let is_name = |host: &&str| !host.starts_with('[') && host.parse::<IpAddr>().is_err();
    let host = host.filter(is_name).map_or_else(|| guard::in_url(ip), str::to_owned);
    format!("http://{host}:{}/", address.port())
}
