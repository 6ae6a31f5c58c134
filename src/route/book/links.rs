//! Where links of a part lead in a book.

use std::collections::HashMap;

use super::drawn::DrawnPart;
use crate::path::{Address, WrittenTarget, decode, encode, leads_elsewhere};

/// The parts of a book by the addresses at which they are found by themselves, encoded.
pub(super) struct LinkTargets<'a> {
    parts: HashMap<String, &'a DrawnPart<'a>>,
    /// What leads from the book to the root of the site.
    root: String,
}

/// Where a link leads.
#[derive(PartialEq, Eq, Debug)]
pub(super) enum LinkDestination {
    /// To a place in the book, by its id there, in the section with a number.
    Book { id: String, section: String },
    /// To something else of the site: its address, encoded, and the link to it from the book.
    Site { address: String, href: String },
    /// Where it leads from anywhere.
    Elsewhere,
}

impl<'a> LinkTargets<'a> {
    pub(super) fn new(parts: &'a [DrawnPart<'a>], book: &Address) -> LinkTargets<'a> {
        let mut by_address = HashMap::new();
        for part in parts {
            // A view may stand in a book more than once, drawn of other pages: links from elsewhere lead to the first.
            by_address.entry(encode(part.address.as_str())).or_insert(part);
        }
        LinkTargets { parts: by_address, root: book.to_root() }
    }

    /// Where what a part says leads to.
    pub(super) fn leads(&self, from: &DrawnPart<'_>, written: &str) -> LinkDestination {
        let written = written.trim();
        if leads_elsewhere(written) || written.starts_with('/') {
            return LinkDestination::Elsewhere;
        }
        let target = WrittenTarget::new(written);
        let Some(address) = joined(&encode(from.address.as_str()), target.path) else {
            return LinkDestination::Elsewhere;
        };
        let part = if target.path.is_empty() { Some(from) } else { self.parts.get(&address).copied() };
        let Some(part) = part.filter(|_| target.query.is_empty()) else {
            let after_path = written.get(target.path.len()..).unwrap_or_default();
            let href = format!("{}{address}{after_path}", self.root);
            return LinkDestination::Site { address, href };
        };
        let fragment = target.fragment.map(decode);
        let within = fragment.and_then(|id| Some((part.id(&id), part.sections.number_of(&id)?.to_owned())));
        // The title of a page stands at the head of its part.
        let (id, section) = within.unwrap_or_else(|| (part.anchor(), part.number.to_string()));
        LinkDestination::Book { id, section }
    }
}

/// The address that a path leads to which is written at an address, both encoded; `None` where it climbs out of the site.
fn joined(at: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(at.to_owned());
    }
    let folder = at.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut is_folder = true;
    for part in path.split('/') {
        is_folder = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    let mut address = parts.join("/");
    if is_folder && !address.is_empty() {
        address.push('/');
    }
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_browsers_do() {
        for (at, path, address) in [
            ("a/b/", "../c/", Some("a/c/")),
            ("a/b/", "./", Some("a/b/")),
            ("a/b/", "", Some("a/b/")),
            ("a/b/", "x%20y.png", Some("a/b/x%20y.png")),
            ("a/b/", "../..", Some("")),
            ("a/b/", "../../../c/", None),
            ("", "./a/", Some("a/")),
        ] {
            assert_eq!(joined(at, path).as_deref(), address, "{at} {path}");
        }
    }
}
