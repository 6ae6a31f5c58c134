//! Links to other hosts, mail and telephones: nobody asks whether they are there, but some cannot be.

use crate::diagnostic::{Code, near_miss};

/// Schemes that people write.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// What is wrong with a link that leads out of the site.
pub(super) struct Wrong {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What is wrong with an address that has a scheme or names a host.
pub(super) fn wrong(target: &str) -> Option<Wrong> {
    let (scheme, rest) = target.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let wrong_form = |message: String, hint: String| Some(Wrong { code: Code::LinkForm, message, hint });
    match scheme.as_str() {
        "http" | "https" => of_web(&scheme, rest),
        "mailto" if !rest.split('?').next().unwrap_or_default().contains('@') => wrong_form(
            "the link is to mail, and there is no address".to_owned(),
            "write `mailto:somebody@example.org`".to_owned(),
        ),
        "file" => wrong_form(
            "the link leads to a file of one computer".to_owned(),
            "put the file beside the page and link to it there".to_owned(),
        ),
        _ if SCHEMES.contains(&scheme.as_str()) => None,
        _ if rest.starts_with("//") => {
            let near = near_miss(&scheme, ["http", "https"])?;
            wrong_form(format!("`{scheme}` begins no address"), format!("did you mean `{near}`?"))
        }
        _ => None,
    }
}

fn of_web(scheme: &str, rest: &str) -> Option<Wrong> {
    let wrong_form =
        |message: &str, hint: String| Some(Wrong { code: Code::LinkForm, message: message.to_owned(), hint });
    let Some(after) = rest.strip_prefix("//") else {
        let meant = rest.trim_start_matches('/');
        return wrong_form(
            "an address on the web begins with two slashes",
            format!("write `{scheme}://{meant}`"),
        );
    };
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or_default();
    match name {
        "" if host.starts_with('[') => None,
        "" => wrong_form(
            "the address names no host",
            format!("write the whole of it: `{scheme}://www.example.org/page`"),
        ),
        _ => None,
    }
}

/// Whether a host is the computer of whoever asks.
pub(super) fn is_own_computer(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or(host);
    matches!(name, "localhost" | "127.0.0.1" | "0.0.0.0") || host.starts_with("[::1]")
}

/// Whether a path begins with the letter of a drive: `C:\Users`.
pub(super) fn is_on_drive(target: &str) -> bool {
    matches!(target.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic())
}

/// Whether a target without a scheme is the address of somebody's mail.
pub(super) fn looks_like_mail(target: &str) -> bool {
    target
        .split_once('@')
        .is_some_and(|(who, host)| !who.is_empty() && host.contains('.') && !target.contains(['/', ' ']))
}

/// Hosts that draw badges and nothing else.
const OF_BADGES: [&str; 11] = [
    "img.shields.io",
    "shields.io",
    "badgen.net",
    "badge.fury.io",
    "badges.gitter.im",
    "travis-ci.org",
    "travis-ci.com",
    "codecov.io",
    "coveralls.io",
    "bestpractices.coreinfrastructure.org",
    "www.bestpractices.dev",
];

/// Whether a picture is a badge that says how something stands today: a copy beside the page would be wrong tomorrow.
pub(super) fn is_badge(host: &str, target: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let is_of_workflow = host == "github.com" && path.ends_with("/badge.svg");
    let is_of_pipeline = host.starts_with("gitlab.") && path.contains("/badges/");
    let is_of_circle = host == "circleci.com" && path.strip_suffix(".svg").is_some();
    let name = host.strip_prefix("api.").or_else(|| host.strip_prefix("app.")).unwrap_or(&host);
    OF_BADGES.contains(&name) || is_of_workflow || is_of_pipeline || is_of_circle
}

/// Whether a host is meant by an entry of `allowed_hosts`; ports are left to the browser.
pub(super) fn allows(allowed: &str, host: &str) -> bool {
    let allowed = allowed.split(':').next().unwrap_or(allowed);
    let host = host.to_ascii_lowercase();
    match allowed.strip_prefix('*') {
        Some(below) => host.ends_with(below),
        None => host == allowed,
    }
}

/// The part of an absolute address of this very site that follows its base.
pub(super) fn own_address<'t>(base: &str, target: &'t str) -> Option<&'t str> {
    let rest = target.strip_prefix(base)?;
    if rest.is_empty() { Some("/") } else { rest.starts_with(['/', '#', '?']).then_some(rest) }
}
