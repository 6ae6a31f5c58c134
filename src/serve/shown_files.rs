//! Files that a page names and that stand at one address whatever they hold: those that a site publishes as they are.
//! The page does not change when they do, so browsers are told by a stamp that they have.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::answer::Preview;
use super::snapshot::{Found, Snapshot};
use crate::path::decode;
use crate::route::{Answer, Route};

/// The attributes by which a page shows a file, as they begin in HTML.
const NAMING: [&str; 4] = ["src=\"", "href=\"", "poster=\"", "data=\""];

/// The files that the page at a path names, by their paths, with stamps that differ where their bytes do.
pub(super) fn of(snapshot: &Arc<Snapshot>, preview: &Preview, path: &str) -> BTreeMap<String, String> {
    let has_any = !snapshot.site.files_as_is().is_empty();
    let Some(Answer::Bytes(page)) = has_any.then(|| drawn(snapshot, path)).flatten() else {
        return BTreeMap::new();
    };
    let page = String::from_utf8_lossy(&page);
    let named = NAMING.iter().flat_map(|naming| page.split(naming).skip(1));
    let addresses = named.filter_map(|rest| rest.split(['"', '?', '#']).next());
    addresses
        .filter_map(|address| {
            let address = absolute(path, address)?;
            let stamp = stamp(snapshot, preview, &address)?;
            Some((address, stamp))
        })
        .collect()
}

fn drawn(snapshot: &Snapshot, path: &str) -> Option<Answer> {
    match snapshot.find(path) {
        Found::Route(route) => Some(snapshot.site.render(route).value),
        Found::WithSlash(_) | Found::Nothing => None,
    }
}

/// A relative address as the path that a browser makes of it; `None` for other hosts and the page itself.
fn absolute(page: &str, address: &str) -> Option<String> {
    if address.is_empty() || address.starts_with("//") || crate::path::has_scheme(address) {
        return None;
    }
    let from_root = address.starts_with('/');
    let folder = if from_root { "" } else { page.trim_start_matches('/') };
    let mut parts: Vec<&str> = folder.split('/').collect();
    parts.pop();
    for part in address.trim_start_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

/// When a file was written last, and how long it is; `None` where the address is of no such file.
fn stamp(snapshot: &Snapshot, preview: &Preview, address: &str) -> Option<String> {
    let Found::Route(route @ Route::AsIs(_)) = snapshot.find(&decode(address)) else { return None };
    let Answer::File(file) = snapshot.site.render(route).value else { return None };
    let entry = std::fs::metadata(preview.files.on_disk(&file)?).ok()?;
    let since = entry.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    Some(format!("{:x}-{:x}", since.as_nanos(), entry.len()))
}

#[cfg(test)]
mod tests {
    use super::absolute;

    #[test]
    fn addresses_are_as_browsers_make_them() {
        for (page, address, expected) in [
            ("/a/b/", "x.png", Some("/a/b/x.png")),
            ("/a/b/", "../../x.png", Some("/x.png")),
            ("/a/b", "./x.png", Some("/a/x.png")),
            ("/", "/x/y.css", Some("/x/y.css")),
            ("/a/", "https://elsewhere.example/x.png", None),
            ("/a/", "//elsewhere.example/x.png", None),
            ("/a/", "", None),
        ] {
            assert_eq!(absolute(page, address).as_deref(), expected, "{address} on {page}");
        }
    }
}
