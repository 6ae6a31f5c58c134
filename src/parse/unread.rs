//! Keys of sound YAML that are not read as what they may mean: then nobody knows all that the front matter says.

use crate::diagnostic::{Code, Finding, Place};
use crate::model::look_same;
use crate::path::FilePath;
use crate::source::Span;
use crate::yaml::{Yaml, YamlPlaces};

/// The key by which YAML takes in the keys of another map.
const MERGE: &str = "<<";

/// A finding for each such key of front matter that stands at `front`.
pub(super) fn keys(
    file: &FilePath,
    front: Span,
    map: &[(String, Yaml)],
    places: &YamlPlaces,
) -> Vec<Finding> {
    let finding = |(nth, (key, _)): (usize, &(String, Yaml))| {
        let (message, hint) = match key.as_str() {
            key if look_same(key, MERGE) => (
                "`<<` takes in the keys of another map, and is not read here",
                "write the keys that are meant themselves",
            ),
            "" => ("a key is empty, or a list or map of its own", "write it as a plain word"),
            _ => return None,
        };
        let key = places.entry(nth, key).and_then(|place| place.key.as_ref());
        let span = key.map_or(front, |(_, span)| span.shifted(front.start as usize));
        Some(Finding::new(Code::BadFrontMatter, Place::span(file, span), message).hint(hint))
    };
    map.iter().enumerate().filter_map(finding).collect()
}
