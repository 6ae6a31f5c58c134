//! Maps of other programs in front matter, of which an entry may keep a page back.

use super::draft_words::{bare, plain, says_no};
use crate::yaml::{MapEntry, Value, YamlNode};

/// Maps in which keys say what they say at the edge.
const READ_AS_FRONT: [&str; 8] =
    ["params", "extra", "custom", "meta", "metadata", "page", CASCADE, "frontmatter"];
/// The map that is about all pages of a folder.
pub(super) const CASCADE: &str = "cascade";
/// The map in which Hugo says what becomes of a page, and the keys of it that may keep it back.
const BUILD: (&str, [&str; 2]) = ("build", ["render", "list"]);

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
    /// What the keys of a map say that stands under a key of this one; `None` where it is not looked at.
    pub(super) fn inner(self, key: &str) -> Option<KeptMap> {
        match plain(key).as_str() {
            key if key == BUILD.0 => Some(KeptMap::Build),
            key if READ_AS_FRONT.contains(&key) => Some(KeptMap::LikeFront),
            // Of a map of any other name one level is looked at.
            _ => matches!(self, KeptMap::Front | KeptMap::LikeFront).then_some(KeptMap::Foreign),
        }
    }

    /// Whether a key of it with this value keeps a page back in such a map alone.
    pub(super) fn is_held_by(self, key: &str, value: &str) -> bool {
        self == KeptMap::Build
            && BUILD.1.contains(&plain(key).as_str())
            && (says_no(value) || bare(value) == "link")
    }
}

/// The values of a list, or the one that is none.
pub(super) fn values(node: &YamlNode) -> std::slice::Iter<'_, YamlNode> {
    match &node.value {
        Value::List(items) => items.iter(),
        _ => std::slice::from_ref(node).iter(),
    }
}

/// The entries of a map, or of the maps of a list.
pub(super) fn inner_entries(node: &YamlNode) -> impl Iterator<Item = &MapEntry> {
    values(node).flat_map(|map| match &map.value {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    })
}
