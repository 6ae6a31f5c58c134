//! The headers that every answer of a site has, whoever serves it.

use super::ServedAt;
use crate::publish::is_named_by_content;

/// What may be kept for ever.
pub(super) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// What may be kept, and has to be asked after each time.
pub(super) const ASK_AGAIN: &str = "no-cache";

/// A header of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerHeader {
    /// Its name.
    pub name: &'static str,
    /// Its value. It holds no double quote, no backslash and no `$`.
    pub value: String,
}

/// The headers of a site's answers that do not depend on what is asked for: those that keep others from doing things with it.
pub fn security_headers(at: &ServedAt) -> Vec<AnswerHeader> {
    let mut headers = vec![
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        // What embedded films and pages ask for is left to them: none of these.
        (
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=(), hid=()",
        ),
    ];
    if at.is_https {
        headers.push(("Strict-Transport-Security", "max-age=31536000"));
    }
    headers.into_iter().map(|(name, value)| AnswerHeader { name, value: value.to_owned() }).collect()
}

/// The name of the header that says what a page may load.
pub const POLICY: &str = "Content-Security-Policy";

/// What a page may load, as each says itself (`themes/intranet/base.html`), and who may show it in a frame, which no page can
/// say of itself.
pub(super) fn page_policy(hosts: &[String]) -> String {
    let hosts: String = hosts.iter().flat_map(|host| [" https://", host]).collect();
    format!(
        "default-src 'self'; img-src 'self' data:{hosts}; media-src 'self'{hosts}; frame-src 'self'{hosts}; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
}

/// What a drawing that is opened by itself may do: have styles of its own, and nothing that runs.
pub(super) const DRAWING_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'";

/// The policy that a file is served with.
pub fn policy_of(path: &str, hosts: &[String]) -> String {
    let is_drawing = path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"));
    if is_drawing { DRAWING_POLICY.to_owned() } else { page_policy(hosts) }
}

/// How long a file may be kept.
pub fn caching_of(path: &str) -> &'static str {
    if is_named_by_content(path) { FOR_EVER } else { ASK_AGAIN }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where both are sent, a browser holds a page to both: the header must not be stricter than what the page counts on.
    #[test]
    fn the_header_says_what_pages_say_themselves() {
        let template = include_str!("../../../themes/intranet/base.html");
        let (_, own) = template.split_once("Content-Security-Policy\" content=\"").expect("a policy");
        let own = own.split('"').next().expect("its end");
        for (hosts, shown) in [
            (vec![], ""),
            (
                vec!["a.example".to_owned(), "*.b.example:8080".to_owned()],
                "https://a.example https://*.b.example:8080",
            ),
        ] {
            let filled = own.replace("{{ hosts }}", shown).replace(" ;", ";");
            let filled = format!("{filled}; frame-ancestors 'self'");
            assert_eq!(page_policy(&hosts), filled);
        }
    }

    #[test]
    fn headers_can_stand_between_quotes() {
        let at = ServedAt::of(Some("https://intranet.example")).expect("an address");
        let policies = [page_policy(&["*.b.example:8080".to_owned()]), DRAWING_POLICY.to_owned()];
        let values = security_headers(&at).into_iter().map(|header| header.value).chain(policies);
        for value in values {
            assert!(
                !value.contains(['"', '\\', '$', '%', '{', '`']) && !value.contains(char::is_control),
                "{value}"
            );
        }
    }
}
