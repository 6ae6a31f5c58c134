//! The address at which readers find a site, as servers have to know it.

use crate::publish::PublishError;

/// Where a site is found: on which host, under which port and prefix.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServedAt {
    /// Whether readers come over TLS.
    pub is_https: bool,
    /// The host, as in the address: `intranet.example`, `[::1]`; `None` where nobody says.
    pub host: Option<String>,
    /// The port, where the address names one.
    pub port: Option<u16>,
    /// What stands before the site's own addresses: `/handbook`, or nothing.
    pub prefix: String,
}

impl ServedAt {
    /// That of the base address of a site. Without one it is served at the root of whatever host.
    ///
    /// # Errors
    /// It has signs that would mean something else in the file of a server.
    pub fn of(base_url: Option<&str>) -> Result<ServedAt, PublishError> {
        let Some(base_url) = base_url else {
            return Ok(ServedAt { is_https: false, host: None, port: None, prefix: String::new() });
        };
        let (scheme, rest) = base_url.split_once("://").unwrap_or(("http", base_url));
        let (authority, path) = match rest.find('/') {
            Some(at) => rest.split_at(at),
            None => (rest, ""),
        };
        let split = authority.rsplit_once(':').and_then(|(host, port)| Some((host, port.parse().ok()?)));
        let (host, port) = split.map_or((authority, None), |(host, port)| (host, Some(port)));
        let prefix = path.trim_end_matches('/');
        if !is_host(host) || !is_prefix(prefix) {
            return Err(PublishError::refused(
                format!(
                    "`{base_url}` has signs that the files of a web server would take for something else"
                ),
                "write `base_url` in letters, digits, `-`, `.`, `_`, `~` and `/`, or leave out `server_files`",
            ));
        }
        let (is_https, host) = (scheme == "https", Some(host.to_owned()));
        Ok(ServedAt { is_https, host, port, prefix: prefix.to_owned() })
    }

    /// Where the site begins: `/handbook/`.
    pub fn root(&self) -> String {
        format!("{}/", self.prefix)
    }

    /// What a server that speaks plain HTTP listens on: an address of this machine alone where readers come from nowhere else.
    pub(super) fn listens_on(&self) -> String {
        let port = self.port.filter(|_| !self.is_https).unwrap_or(80);
        match self.host.as_deref() {
            Some("localhost") => format!("127.0.0.1:{port}"),
            Some(host) if host.starts_with("127.") || host == "[::1]" => format!("{host}:{port}"),
            _ => port.to_string(),
        }
    }
}

fn is_host(host: &str) -> bool {
    let name = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_letter = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '.';
    match name {
        Some(numbers) => {
            !numbers.is_empty() && numbers.chars().all(|sign| sign.is_ascii_hexdigit() || sign == ':')
        }
        None => !host.is_empty() && host.chars().all(is_letter),
    }
}

fn is_prefix(prefix: &str) -> bool {
    let is_part = |part: &str| {
        let is_letter = |sign: char| sign.is_ascii_alphanumeric() || "-._~".contains(sign);
        !part.is_empty() && !part.starts_with('.') && part.chars().all(is_letter)
    };
    prefix.is_empty() || prefix.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_could_say_more_in_a_file_of_a_server_is_refused() {
        for url in [
            "https://intranet.example;return/",
            "https://intranet.example/a{b}",
            "https://intranet.example/a$b",
            "https://intranet.example/a%20b",
            "https://intranet.example/../a",
            "https://intranet.example/a//b",
            "https://user@intranet.example",
            "https://intranet.example/b\u{fc}cher",
            "https://a:b:c/",
            "https://intranet.example:99999/",
        ] {
            assert!(matches!(ServedAt::of(Some(url)), Err(PublishError::Refused { .. })), "{url}");
        }
    }

    #[test]
    fn an_address_is_taken_apart() {
        let at = |url| ServedAt::of(Some(url)).expect("an address");
        let intranet = at("https://intranet.example/deep/handbook");
        assert_eq!((intranet.root().as_str(), intranet.is_https), ("/deep/handbook/", true));
        assert_eq!(intranet.listens_on(), "80");
        assert_eq!(at("http://127.0.0.1:4321").listens_on(), "127.0.0.1:4321");
        assert_eq!(at("http://[::1]:4321/a").listens_on(), "[::1]:4321");
        assert_eq!(at("http://intranet.example:8080/").root(), "/");
        assert_eq!(ServedAt::of(None).expect("nowhere").root(), "/");
    }
}
