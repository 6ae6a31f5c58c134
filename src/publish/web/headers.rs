//! The headers of an answer, held against those that the files for servers ask for. What is stricter is as good.

use super::client::WebAnswer;
use super::web_release::WebRelease;
use crate::publish::is_named_by_content;
use crate::publish::servers::{POLICY, policy_of, security_headers};

/// What is kept for ever is kept at least so many seconds.
const A_YEAR: u64 = 31_536_000;
/// Other names of the same types.
const SAME_TYPES: [(&str, &str); 4] = [
    ("application/javascript; charset=utf-8", "text/javascript; charset=utf-8"),
    ("application/javascript", "text/javascript; charset=utf-8"),
    ("text/javascript", "text/javascript; charset=utf-8"),
    ("image/vnd.microsoft.icon", "image/x-icon"),
];

/// Whether a file is served as what it is.
pub(super) fn is_type(served: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.to_ascii_lowercase().replace([' ', '"'], "");
    let (served, wanted) = (plain(served), plain(wanted));
    // Of XML and JSON the file itself says it.
    let says_more = served.strip_prefix(&wanted).is_some_and(|rest| rest == ";charset=utf-8");
    let says_less =
        wanted.strip_prefix(&served).is_some_and(|rest| rest == ";charset=utf-8") && served.contains("xml");
    let is_same = SAME_TYPES.iter().any(|(one, other)| plain(one) == served && plain(other) == wanted);
    served == wanted || says_more || says_less || is_same
}

/// The security headers that are missing or weaker than they should be, in words.
pub(super) fn header_faults(answer: &WebAnswer, path: &str, site: &WebRelease<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut wanted: Vec<(&str, String)> =
        security_headers(&site.at).into_iter().map(|header| (header.name, header.value)).collect();
    wanted.push((POLICY, policy_of(path, &site.release.media_hosts)));
    for (name, wanted) in wanted {
        let served = answer.header(name);
        if served.is_empty() {
            faults.push(format!("no {name}"));
        } else if let Some(why) = weaker(name, &served, &wanted) {
            faults.push(format!("{name} {why}"));
        }
    }
    faults
}

/// How a header says less than it should.
fn weaker(name: &str, served: &str, wanted: &str) -> Option<String> {
    let is_one_of = |strict: &[&str]| strict.iter().any(|word| served.eq_ignore_ascii_case(word));
    let is_as_strict = match name {
        "Referrer-Policy" => {
            is_one_of(&["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"])
        }
        "X-Frame-Options" => is_one_of(&["SAMEORIGIN", "DENY"]),
        "Strict-Transport-Security" => seconds(served, "max-age").is_some_and(|seconds| seconds >= A_YEAR),
        "Permissions-Policy" => {
            wanted.split(", ").all(|part| served.split(',').any(|own| own.trim() == part))
        }
        POLICY => return weaker_policy(served, wanted),
        _ => served.eq_ignore_ascii_case(wanted),
    };
    (!is_as_strict).then(|| format!("is `{served}`"))
}

/// How a policy allows more than it should. A browser holds a page to each of several.
fn weaker_policy(served: &str, wanted: &str) -> Option<String> {
    let policies: Vec<Vec<(String, Vec<&str>)>> = served.split(',').map(directives).collect();
    let allows_more = |(name, allowed): &(String, Vec<&str>)| {
        let is_held = |policy: &Vec<(String, Vec<&str>)>| {
            let own = policy.iter().find(|(own, _)| own == name);
            own.is_some_and(|(_, own)| {
                own.iter().all(|source| *source == "'none'" || allowed.contains(source))
            })
        };
        !policies.iter().any(is_held)
    };
    let wanted = directives(wanted);
    let (name, _) = wanted.iter().find(|directive| allows_more(directive))?;
    Some(format!("does not hold `{name}` to what the site needs"))
}

fn directives(policy: &str) -> Vec<(String, Vec<&str>)> {
    let parts = policy.split(';').map(str::split_whitespace);
    parts.filter_map(|mut words| Some((words.next()?.to_ascii_lowercase(), words.collect()))).collect()
}

/// How a file is kept that should not be, or is not that should.
pub(super) fn caching_fault(path: &str, answer: &WebAnswer) -> Option<String> {
    let caching = answer.header("cache-control").to_ascii_lowercase();
    let shown = if caching.is_empty() { "no Cache-Control".to_owned() } else { format!("`{caching}`") };
    if is_named_by_content(path) {
        return (!is_kept_for_ever(&caching))
            .then(|| format!("{shown}, and its name changes with its content: it may be kept for a year"));
    }
    let is_asked = ["no-cache", "no-store"].iter().any(|word| caching.contains(word))
        || seconds(&caching, "max-age") == Some(0);
    if !is_asked {
        return Some(format!("{shown}: browsers keep it without asking again, `no-cache` has them ask"));
    }
    let can_be_asked = !answer.header("etag").is_empty() || !answer.header("last-modified").is_empty();
    (!can_be_asked).then(|| "neither ETag nor Last-Modified: browsers load it whole each time".to_owned())
}

/// Whether browsers keep what is sent so for a year at least, without asking.
fn is_kept_for_ever(caching: &str) -> bool {
    let is_kept = seconds(caching, "max-age").is_some_and(|seconds| seconds >= A_YEAR);
    let directives = caching.split(',').map(|part| part.split('=').next().unwrap_or(part).trim());
    is_kept && !directives.into_iter().any(|name| ["no-cache", "no-store"].contains(&name))
}

/// The number behind a word: `max-age=60`.
fn seconds(value: &str, word: &str) -> Option<u64> {
    let mut parts = value.split([',', ';']).map(str::trim);
    parts.find_map(|part| part.strip_prefix(word)?.strip_prefix('=')?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stricter_is_as_good_and_what_is_weaker_is_found() {
        let own = "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'";
        for (served, is_well) in [
            (own, true),
            ("default-src 'none'; img-src data:; frame-ancestors 'none'; sandbox", true),
            ("default-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'", false),
            ("default-src 'self'; img-src *; frame-ancestors 'self'", false),
            ("default-src 'self'; img-src 'self'", false),
            ("default-src *; img-src 'self' data:; frame-ancestors 'self', default-src 'self'", true),
            ("upgrade-insecure-requests", false),
        ] {
            assert_eq!(weaker_policy(served, own).is_none(), is_well, "{served}");
        }
        for (caching, is_well) in [
            ("public, max-age=31536000, immutable", true),
            ("max-age=31536000, immutable, no-transform", true),
            ("max-age=31536000, no-cache", false),
            ("max-age=31536000, no-store", false),
            ("max-age=31536000, no-cache=\"set-cookie\"", false),
            ("max-age=60", false),
        ] {
            assert_eq!(is_kept_for_ever(caching), is_well, "{caching}");
        }
        for (name, served, wanted, is_well) in [
            ("X-Frame-Options", "DENY", "SAMEORIGIN", true),
            ("X-Frame-Options", "ALLOWALL", "SAMEORIGIN", false),
            ("Referrer-Policy", "unsafe-url", "same-origin", false),
            ("Strict-Transport-Security", "max-age=63072000; preload", "max-age=31536000", true),
            ("Strict-Transport-Security", "max-age=0", "max-age=31536000", false),
            ("Permissions-Policy", "usb=(), camera=()", "camera=(), usb=()", true),
            ("Permissions-Policy", "camera=(self)", "camera=()", false),
            ("X-Content-Type-Options", "nosniff", "nosniff", true),
        ] {
            assert_eq!(weaker(name, served, wanted).is_none(), is_well, "{name}: {served}");
        }
    }

    #[test]
    fn a_type_may_be_written_in_several_ways() {
        for (served, wanted, is_same) in [
            ("text/html;charset=UTF-8", "text/html; charset=utf-8", true),
            ("text/html", "text/html; charset=utf-8", false),
            ("text/plain; charset=utf-8", "text/html; charset=utf-8", false),
            ("application/json; charset=utf-8", "application/json", true),
            ("application/atom+xml", "application/atom+xml; charset=utf-8", true),
            ("application/javascript", "text/javascript; charset=utf-8", true),
            ("", "image/png", false),
            ("image/png", "image/png", true),
        ] {
            assert_eq!(is_type(served, wanted), is_same, "{served}");
        }
    }
}
