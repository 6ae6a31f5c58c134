//! What people write as the target of a link.

use super::FilePath;

/// A target as written, in its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WrittenTarget<'t> {
    /// The path, as it is encoded there.
    pub path: &'t str,
    /// What follows `?`; empty where nothing does.
    pub query: &'t str,
    /// What follows `#`.
    pub fragment: Option<&'t str>,
}

impl<'t> WrittenTarget<'t> {
    /// The parts of a target that stays within the site.
    pub fn new(target: &'t str) -> WrittenTarget<'t> {
        let (rest, fragment) =
            target.split_once('#').map_or((target, None), |(rest, fragment)| (rest, Some(fragment)));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        WrittenTarget { path, query, fragment }
    }
}

/// The file of the site that a decoded path means in a text; `None` where it leads out of the site. What begins with
/// a slash counts from the folder of pages.
pub fn local_file(content: &FilePath, text: &FilePath, path: &str) -> Option<FilePath> {
    match path.strip_prefix('/') {
        Some(from_root) => content.join(from_root),
        None => text.parent().join(path),
    }
}

/// Whether a target leads out of the site: it has a scheme, or names a host.
pub fn leads_elsewhere(target: &str) -> bool {
    host(target).is_some() || has_scheme(target)
}

/// The host of an address on another host.
pub fn host(target: &str) -> Option<&str> {
    let rest = target.strip_prefix("//").or_else(|| {
        let (scheme, rest) = target.split_once("://")?;
        (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(rest)
    })?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    Some(host.split(':').next().unwrap_or(host))
}

/// Whether a target begins with a scheme; one letter is that of a drive.
pub fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
    })
}
