//! Values of keys that keep a page back, of which nobody can tell whether they do.

use super::draft_maps::{KeptMap, leaves, said_by};
use super::draft_words::{is_of_published, is_read_elsewhere, says_no, says_yes};
use super::embargo::{is_day_of_page, is_day_of_release};
use crate::yaml::{MapEntry, Value, YamlNode};

/// Whether nobody can tell from an entry of a map whether it keeps its page back. Of maps that are about something else nothing is
/// asked.
pub(super) fn is_unclear_entry(map: KeptMap, MapEntry { key, node, .. }: &MapEntry) -> bool {
    let is_map = matches!(node.value, Value::Map(_));
    // Of maps under other keys than those of a release nothing is known.
    let is_asked = matches!(map, KeptMap::Front | KeptMap::LikeFront) && (!is_map || is_day_of_page(key));
    let said = said_by(key, node);
    let is_day = |value: &&YamlNode| is_day_of_release(key, value.written());
    // Of what a map says under names of its own, days alone are understood.
    let is_of_days = || is_map && !leaves(node).is_empty() && leaves(node).iter().all(is_day);
    is_asked
        && (said.is_empty() && is_unclear(key, "") && !is_of_days()
            || said.iter().any(|value| is_unclear(key, value.written())))
}

/// Whether a key that says by yes or no whether its page is published has a value that is neither, nor a day.
fn is_unclear(key: &str, value: &str) -> bool {
    let is_understood = || says_no(value) || says_yes(value) || is_day_of_release(key, value);
    is_read_elsewhere(key) && !is_of_published(key, value) && !is_understood()
}
