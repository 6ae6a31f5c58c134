//! `_redirects` and `_headers`: what hosts of static sites read in the site itself.

use std::fmt::Write as _;

use super::headers::{FOR_EVER, page_policy};
use super::{POLICY, ServedAt, security_headers};
use crate::path::encode;
use crate::publish::Release;

/// The names of the two files, at the top of the site.
pub const HOST_FILES: [&str; 2] = ["_redirects", "_headers"];

/// The folder of the theme, in which every name changes with its content.
const THEME: &str = "_theme/";

/// The text of one of the files.
pub fn host_file(name: &str, release: &Release, at: &ServedAt) -> String {
    if name == "_headers" { headers(release, at) } else { redirects(release, at) }
}

/// A pair a line. Signs that stand for others there are encoded.
fn redirects(release: &Release, at: &ServedAt) -> String {
    let address =
        |path: &str| encode(&format!("{}{path}", at.root())).replace('*', "%2A").replace(':', "%3A");
    let mut text = String::new();
    for (from, to) in &release.redirects {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{} {} 301", address(from), address(to));
    }
    text
}

/// Hosts put values of one header together where two rules match: only names that no other rule has are given twice.
fn headers(release: &Release, at: &ServedAt) -> String {
    let root = at.root();
    let mut text = format!("{root}*\n");
    for header in security_headers(at) {
        let _ = writeln!(text, "  {}: {}", header.name, header.value);
    }
    let _ = writeln!(text, "  {POLICY}: {}", page_policy(&release.media_hosts));
    let _ = writeln!(text, "{root}{THEME}*\n  Cache-Control: {FOR_EVER}");
    text
}
