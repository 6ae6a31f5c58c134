//! Who may ask: the browser that shows the preview itself, and no page of another site.
//!
//! A page elsewhere can send requests to loopback addresses, and can give its own host name the address
//! 127.0.0.1 to read the answers. Both show in the headers that browsers write and pages cannot forge.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, Uri, header};

/// Host names under which a browser on this machine reaches what listens to this machine alone.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Under which names and addresses the preview is itself.
#[derive(Clone, Debug)]
pub(super) struct Own {
    port: u16,
    names: Vec<String>,
    /// Set where every address of this machine is listened at: then any number will do. A page elsewhere can give
    /// its name another address, but no page elsewhere is called by a number of this machine.
    numbers: Option<AnyNumber>,
}

#[derive(Clone, Copy, Debug)]
struct AnyNumber;

impl Own {
    /// Of what listens at an address that was asked for by this name, if by any.
    pub(super) fn listening_at(address: SocketAddr, asked_for: Option<&str>) -> Own {
        let ip = address.ip();
        let mut names = vec![in_url(ip)];
        names.extend(asked_for.map(str::to_owned));
        if ip.is_loopback() || ip.is_unspecified() {
            names.extend(LOOPBACK.map(str::to_owned));
        }
        Own { port: address.port(), names, numbers: ip.is_unspecified().then_some(AnyNumber) }
    }

    /// Checks that a request comes from the preview's own address in a browser, or from no page at all.
    pub(super) fn check(&self, headers: &HeaderMap, uri: &Uri) -> Result<(), &'static str> {
        let host = only(headers, &header::HOST).filter(|host| self.is(host));
        let asked_for = uri.authority().is_none_or(|authority| self.is(authority.as_str()));
        if host.is_none() || !asked_for {
            return Err("This preview answers only under its own address.\n");
        }
        if headers.contains_key(header::ORIGIN) {
            let origin = only(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
            if !origin.is_some_and(|origin| self.is(origin)) {
                return Err("This preview answers no page of another site.\n");
            }
        }
        if is_embedded_elsewhere(headers) {
            return Err("This preview is not shown within pages of another site.\n");
        }
        Ok(())
    }

    /// Whether a host with its port is this preview.
    fn is(&self, authority: &str) -> bool {
        let digits = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if digits(port) => (host, port),
            _ => (authority, "80"),
        };
        if port != self.port.to_string() {
            return false;
        }
        let is_number = || is_number(host);
        self.names.iter().any(|name| name.eq_ignore_ascii_case(host))
            || self.numbers.is_some_and(|AnyNumber| is_number())
    }
}

/// An address as it stands in a URL.
pub(super) fn in_url(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

fn is_number(host: &str) -> bool {
    let six = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match six {
        Some(host) => host.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host.parse::<std::net::Ipv4Addr>().is_ok(),
    }
}

/// The value of a header that must not be repeated.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() { None } else { value.to_str().ok() }
}

/// Pictures, scripts and frames of foreign pages carry no origin, but newer browsers say where they are from.
/// Following a link from elsewhere is fine.
fn is_embedded_elsewhere(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let from_elsewhere = says("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    let followed = says("sec-fetch-mode") == Some("navigate") && says("sec-fetch-dest") == Some("document");
    from_elsewhere && !followed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(uri: &str, headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a value"));
        }
        own("127.0.0.1:4000", None).check(&map, &uri.parse().expect("an address")).is_ok()
    }

    fn own(address: &str, asked_for: Option<&str>) -> Own {
        Own::listening_at(address.parse().expect("an address"), asked_for)
    }

    #[test]
    fn another_address_is_answered_by_its_name_and_number_alone() {
        let named = own("192.0.2.7:4000", Some("desk.example"));
        for host in ["192.0.2.7:4000", "desk.example:4000", "Desk.Example:4000"] {
            assert!(named.is(host), "{host}");
        }
        for host in ["127.0.0.1:4000", "localhost:4000", "192.0.2.8:4000", "192.0.2.7", "a.desk.example:4000"]
        {
            assert!(!named.is(host), "{host}");
        }
        let six = own("[2001:db8::7]:4000", None);
        assert!(six.is("[2001:db8::7]:4000") && !six.is("[2001:db8::8]:4000") && !six.is("[::1]:4000"));
        let any = own("0.0.0.0:4000", None);
        for host in ["192.0.2.7:4000", "[2001:db8::7]:4000", "localhost:4000", "127.0.0.1:4000"] {
            assert!(any.is(host), "{host}");
        }
        for host in
            ["rebind.example:4000", "192.0.2.7:4001", "192.0.2.7", "1.2.3:4000", "0x7f000001:4000", "[a:4000"]
        {
            assert!(!any.is(host), "{host}");
        }
    }

    #[test]
    fn only_own_hosts_are_answered() {
        for host in ["127.0.0.1:4000", "localhost:4000", "LocalHost:4000", "[::1]:4000"] {
            assert!(allowed("/", &[("host", host)]), "{host}");
        }
        for host in [
            "",
            "127.0.0.1",
            "127.0.0.1:80",
            "127.0.0.1:40000",
            "127.0.0.1:4000:4000",
            "127.0.0.1.rebind.example:4000",
            "localhost.:4000",
            "rebind.example:4000",
            "rebind.example",
            "0.0.0.0:4000",
            "user@127.0.0.1:4000",
        ] {
            assert!(!allowed("/", &[("host", host)]), "{host}");
        }
        assert!(!allowed("/", &[]), "no host at all");
        assert!(!allowed("/", &[("host", "127.0.0.1:4000"), ("host", "127.0.0.1:4000")]), "two hosts");
        assert!(!allowed("http://rebind.example/", &[("host", "127.0.0.1:4000")]), "another one asked for");
        assert!(allowed("http://127.0.0.1:4000/", &[("host", "127.0.0.1:4000")]));
    }

    #[test]
    fn the_usual_port_need_not_be_named() {
        for host in ["localhost", "127.0.0.1", "[::1]", "localhost:80"] {
            assert!(own("127.0.0.1:80", None).is(host), "{host}");
        }
    }

    #[test]
    fn pages_of_other_sites_get_nothing() {
        let own = ("host", "127.0.0.1:4000");
        for origin in ["http://127.0.0.1:4000", "http://localhost:4000"] {
            assert!(allowed("/", &[own, ("origin", origin)]), "{origin}");
        }
        for origin in [
            "null",
            "",
            "https://127.0.0.1:4000",
            "http://127.0.0.1:3000",
            "http://elsewhere.example",
            "http://127.0.0.1:4000.elsewhere.example",
        ] {
            assert!(!allowed("/", &[own, ("origin", origin)]), "{origin}");
        }
        let from = |site, mode, dest| {
            allowed("/", &[own, ("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)])
        };
        assert!(from("same-origin", "cors", "empty"));
        assert!(from("none", "navigate", "document"));
        assert!(from("cross-site", "navigate", "document"), "a link that was followed");
        assert!(!from("cross-site", "navigate", "iframe"));
        assert!(!from("cross-site", "no-cors", "image"));
        assert!(!from("same-site", "no-cors", "script"));
    }
}
