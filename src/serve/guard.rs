//! Who may ask: the browser that shows the preview itself, and no page of another site.
//!
//! A page elsewhere can send requests to loopback addresses, and can give its own host name the address
//! 127.0.0.1 to read the answers. Both show in the headers that browsers write and pages cannot forge.

use axum::http::{HeaderMap, HeaderName, Uri, header};

/// Host names under which a browser on this machine reaches the preview.
const OWN_NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Checks that a request comes from this machine's own address in a browser, or from no page at all.
pub(super) fn check(headers: &HeaderMap, uri: &Uri, port: u16) -> Result<(), &'static str> {
    let host = only(headers, &header::HOST).filter(|host| is_own(host, port));
    let asked_for = uri.authority().is_none_or(|authority| is_own(authority.as_str(), port));
    if host.is_none() || !asked_for {
        return Err("This preview answers only under its own address on this machine.\n");
    }
    if headers.contains_key(header::ORIGIN) {
        let origin = only(headers, &header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        if !origin.is_some_and(|origin| is_own(origin, port)) {
            return Err("This preview answers no page of another site.\n");
        }
    }
    if is_embedded_elsewhere(headers) {
        return Err("This preview is not shown within pages of another site.\n");
    }
    Ok(())
}

/// The value of a header that must not be repeated.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() { None } else { value.to_str().ok() }
}

fn is_own(authority: &str, port: u16) -> bool {
    OWN_NAMES.iter().any(|name| {
        let rest = authority.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
        match rest.map(|_| &authority[name.len()..]) {
            Some("") => port == 80,
            Some(rest) => rest.strip_prefix(':') == Some(&port.to_string()),
            None => false,
        }
    })
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
        check(&map, &uri.parse().expect("an address"), 4000).is_ok()
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
        let mut headers = HeaderMap::new();
        headers.insert("host", "localhost".parse().expect("a value"));
        assert!(check(&headers, &Uri::from_static("/"), 80).is_ok());
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
