//! Maps of other programs in front matter, of which an entry may keep a page back.

use super::draft_words::{bare, is_state, plain, says_no};
use crate::diagnostic::near_miss;
use crate::yaml::{MapEntry, Value, YamlNode};

/// Maps in which keys say what they say at the edge.
const READ_AS_FRONT: [&str; 7] = ["params", "extra", "custom", "meta", "metadata", "page", "frontmatter"];
/// The map that is about all pages of a folder.
const CASCADE: &str = "cascade";
/// The map in which Hugo says what becomes of a page, and the keys of it that may keep it back.
const BUILD: (&str, [&str; 2]) = ("build", ["render", "list"]);

/// Whether a key is that of the map about all pages of a folder, or was probably meant to be.
pub(super) fn is_cascade(key: &str) -> bool {
    near_miss(&plain(key), [CASCADE]).is_some()
}

/// What the keys of a map say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum KeptMap {
    /// It is the front matter itself.
    Front,
    /// Its keys say what they say at the edge, though nothing is read there.
    LikeFront,
    /// It says what becomes of a page.
    Build,
    /// Nobody can tell what it is about.
    Foreign,
}

impl KeptMap {
    /// What the keys of a map say that stands under a key.
    pub(super) fn below(key: &str) -> KeptMap {
        match plain(key).as_str() {
            key if key == BUILD.0 => KeptMap::Build,
            key if is_cascade(key) => KeptMap::LikeFront,
            key if READ_AS_FRONT.contains(&key) => KeptMap::LikeFront,
            _ => KeptMap::Foreign,
        }
    }

    /// Whether a key of it with this value keeps a page back in such a map alone.
    pub(super) fn is_held_by(self, key: &str, value: &str) -> bool {
        self == KeptMap::Build
            && BUILD.1.contains(&plain(key).as_str())
            && (says_no(value) || matches!(bare(value).as_str(), "link" | "local"))
    }
}

/// Keys of maps that hold no more than the value that the map stands for.
const VALUE: [&str; 2] = ["value", "enabled"];

/// The values that a key was given, in lists and maps as well. What a map under a key of states says is a state under
/// whatever name, unless it says yes or no.
pub(super) fn said_by<'n>(key: &str, node: &'n YamlNode) -> Vec<&'n YamlNode> {
    let is_said = |entry: &&MapEntry| is_state(key) || VALUE.contains(&plain(&entry.key).as_str());
    match &node.value {
        Value::List(items) => items.iter().flat_map(|item| said_by(key, item)).collect(),
        Value::Map(entries) => {
            let said = entries.iter().filter(is_said).flat_map(|entry| said_by(key, &entry.node));
            said.filter(|said| !is_state(key) || !matches!(said.value, Value::Flag(_))).collect()
        }
        _ => vec![node],
    }
}

/// The values of a list, or the one that is none.
pub(super) fn values(node: &YamlNode) -> std::slice::Iter<'_, YamlNode> {
    match &node.value {
        Value::List(items) => items.iter(),
        _ => std::slice::from_ref(node).iter(),
    }
}

/// The values within a value that are neither lists nor maps, at any depth.
pub(super) fn leaves(node: &YamlNode) -> Vec<&YamlNode> {
    match &node.value {
        Value::List(items) => items.iter().flat_map(leaves).collect(),
        Value::Map(entries) => entries.iter().flat_map(|entry| leaves(&entry.node)).collect(),
        _ => vec![node],
    }
}

/// The entries of a map, or of the maps of a list.
pub(super) fn inner_entries(node: &YamlNode) -> impl Iterator<Item = &MapEntry> {
    values(node).flat_map(|map| match &map.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    })
}

/// The words that the rules are made of.
#[cfg(test)]
pub(super) fn tables() -> Vec<&'static [&'static str]> {
    vec![&READ_AS_FRONT, &[CASCADE, BUILD.0], &BUILD.1, &VALUE]
}
