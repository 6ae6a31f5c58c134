//! Who people are: `.mailmap`.

use std::collections::HashMap;

use crate::config::Edition;
use crate::world::Versions;

/// By which names people go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Names {
    /// As `.mailmap` has them today.
    AsWanted,
    /// As the commits have them. Anybody may write a list of names later, and it must not change what was said.
    AsCommitted,
}

impl Names {
    /// By which names people go in an edition.
    pub(super) fn of(edition: Edition) -> Names {
        match edition {
            Edition::Latest => Names::AsWanted,
            Edition::Approved => Names::AsCommitted,
        }
    }
}

/// Names and addresses as people want to be known by them.
#[derive(Clone, Debug, Default)]
pub(super) struct Mailmap {
    /// By address in lower case, and by name in lower case where one is given.
    entries: HashMap<String, Known>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    /// For whatever name.
    any: Proper,
    /// For one name only.
    named: HashMap<String, Proper>,
}

#[derive(Clone, Debug, Default)]
struct Proper {
    name: Option<String>,
    address: Option<String>,
}

impl Mailmap {
    /// The one by which people are named.
    pub(super) fn for_names(versions: &dyn Versions, names: Names) -> Mailmap {
        Mailmap::read(&String::from_utf8_lossy(&Mailmap::text(versions, names)))
    }

    /// Its text: the one at the top of a repository as it is today, where that counts.
    pub(super) fn text(versions: &dyn Versions, names: Names) -> Vec<u8> {
        match names {
            Names::AsWanted => versions.top_file(".mailmap").unwrap_or_default(),
            Names::AsCommitted => Vec::new(),
        }
    }

    /// Reads a `.mailmap`. Lines that make no sense are passed over, as git does.
    pub(super) fn read(text: &str) -> Mailmap {
        let mut map = Mailmap::default();
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            map.line(line);
        }
        map
    }

    /// `Proper <proper>`, `Proper <proper> <written>` or `Proper <proper> Written <written>`; the name may be left out.
    fn line(&mut self, line: &str) {
        let Some((first, rest)) = person(line) else { return };
        let name = Some(first.0).filter(|name| !name.is_empty());
        let Some(((written, address), _)) = person(rest) else {
            self.entries.entry(first.1.to_lowercase()).or_default().any.name = name;
            return;
        };
        let known = self.entries.entry(address.to_lowercase()).or_default();
        let proper = if written.is_empty() {
            &mut known.any
        } else {
            known.named.entry(written.to_lowercase()).or_default()
        };
        proper.name = name.or(proper.name.take());
        proper.address = Some(first.1);
    }

    /// The name and address that somebody goes by.
    pub(super) fn resolve(&self, name: &str, address: &str) -> (String, String) {
        let known = self.entries.get(&address.to_lowercase());
        let proper = known.map(|known| known.named.get(&name.to_lowercase()).unwrap_or(&known.any));
        let or = |proper: Option<&String>, own: &str| proper.map_or_else(|| own.to_owned(), Clone::clone);
        let name = or(proper.and_then(|proper| proper.name.as_ref()), name);
        (name, or(proper.and_then(|proper| proper.address.as_ref()), address))
    }
}

/// The first `Name <address>` of a text, and what follows it.
fn person(text: &str) -> Option<((String, String), &str)> {
    let (name, rest) = text.split_once('<')?;
    let (address, rest) = rest.split_once('>')?;
    Some(((name.trim().to_owned(), address.trim().to_owned()), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_their_proper_names() {
        let map = Mailmap::read(
            "# people\nHub Editors <hub@example.org>\n<hr@example.org> <hr@old.example>\nDesk <desk@example.org> <c@old.example>\nLaw <law@example.org> root <shared@example.org>\nnonsense\n",
        );
        for (written, proper) in [
            (("hub", "HUB@example.org"), ("Hub Editors", "HUB@example.org")),
            (("HR", "hr@old.example"), ("HR", "hr@example.org")),
            (("c", "c@old.example"), ("Desk", "desk@example.org")),
            (("Root", "shared@example.org"), ("Law", "law@example.org")),
            (("Ops", "shared@example.org"), ("Ops", "shared@example.org")),
        ] {
            let (name, address) = map.resolve(written.0, written.1);
            assert_eq!((name.as_str(), address.as_str()), proper, "{written:?}");
        }
    }
}
