//! Which pages a control is about: read, and asked.

use std::sync::Arc;

use crate::model::{ControlScope, PageFacts, Selector, look_same};
use crate::path::PathPattern;
use crate::yaml::{Value, WrittenText, YamlMap, YamlNode, YamlReader};

/// The kind of the pages that speak for what all pages share.
pub const FRAME: &str = "frame";

/// What selectors may say.
pub(super) const KEYS: [&str; 8] = ["kind", "path", "tag", "field", "id", "any", "all", "not"];

/// Reads what a control is about: `site`, `pages`, or a selector.
pub(super) fn about(node: &YamlNode, reader: &YamlReader<'_>) -> Option<ControlScope> {
    let Value::Text(_) = &node.value else { return read(node, reader).map(ControlScope::Pages) };
    let word = node.written();
    match word {
        "site" => Some(ControlScope::Site),
        "pages" => Some(ControlScope::Pages(Selector::All(Vec::new()))),
        FRAME => Some(ControlScope::Pages(Selector::Kind(FRAME.into()))),
        _ => {
            let message = format!("`{word}` chooses no pages");
            let hint = "it takes `site`, `pages`, `frame`, or a choice such as `{kind: guideline}`";
            reader.report(reader.finding(node.span, message).hint(hint));
            None
        }
    }
}

/// Reads a selector: a map of which every entry must fit. Of several values of one entry, one is enough.
pub fn read(node: &YamlNode, reader: &YamlReader<'_>) -> Option<Selector> {
    let map = reader.map(node, "a choice of pages")?;
    let before = reader.found();
    let read = of_map(&map);
    map.finish();
    // Half a choice would choose too much.
    read.filter(|_| reader.found() == before)
}

/// Reads the entries of a map as a selector.
pub(super) fn of_map(map: &YamlMap<'_, '_>) -> Option<Selector> {
    let reader = map.reader;
    let before = reader.found();
    let mut parts = Vec::new();
    parts.extend(one_of(map, "kind", Selector::Kind));
    parts.extend(one_of(map, "path", |pattern| Selector::Path(PathPattern::new(&pattern))));
    parts.extend(one_of(map, "tag", Selector::Tag));
    parts.extend(one_of(map, "id", Selector::Id));
    parts.extend(map.node("field").and_then(|node| fields(node, reader)));
    parts.extend(map.node("any").and_then(|node| list(node, reader, "any")).map(Selector::Any));
    parts.extend(map.node("all").and_then(|node| list(node, reader, "all")).map(Selector::All));
    let not = map.node("not").and_then(|node| read(node, reader));
    parts.extend(not.map(|inner| Selector::Not(Box::new(inner))));
    for entry in map.entries().iter().filter(|entry| is_empty(&entry.node)) {
        // What asks nothing would choose every page.
        let _: Option<()> = reader.wrong(&entry.node, &entry.key, "at least one value");
    }
    if map.entries().is_empty() {
        let hint = format!("it takes {}; write `pages` for all pages", KEYS.join(", "));
        reader.report(reader.finding(map.span, "this chooses nothing").hint(hint));
    }
    (reader.found() == before).then(|| if parts.len() == 1 { parts.remove(0) } else { Selector::All(parts) })
}

fn is_empty(node: &YamlNode) -> bool {
    match &node.value {
        Value::Null => true,
        Value::List(items) => items.is_empty(),
        _ => false,
    }
}

fn one_of(map: &YamlMap<'_, '_>, key: &'static str, make: impl Fn(Arc<str>) -> Selector) -> Option<Selector> {
    map.node(key)?;
    Some(either(map.texts(key), make))
}

fn either(written: Vec<WrittenText>, make: impl Fn(Arc<str>) -> Selector) -> Selector {
    let mut all: Vec<Selector> = written.into_iter().map(|written| make(written.text)).collect();
    if all.len() == 1 { all.remove(0) } else { Selector::Any(all) }
}

fn fields(node: &YamlNode, reader: &YamlReader<'_>) -> Option<Selector> {
    let map = reader.map(node, "field")?;
    let field = |entry: &crate::yaml::MapEntry| {
        let name: Arc<str> = entry.key.as_str().into();
        let values = reader.texts(&entry.node, "field");
        either(values, |value| Selector::Field { name: name.clone(), value })
    };
    let fields: Vec<Selector> = map.entries().iter().map(field).collect();
    if fields.is_empty() {
        return reader.wrong(node, "field", "at least one value");
    }
    Some(Selector::All(fields))
}

fn list(node: &YamlNode, reader: &YamlReader<'_>, key: &str) -> Option<Vec<Selector>> {
    match &node.value {
        Value::List(items) => items.iter().map(|item| read(item, reader)).collect(),
        _ => reader.wrong(node, key, "a list of choices"),
    }
}

impl Selector {
    /// Whether it chooses a page with these facts.
    pub fn chooses(&self, facts: &PageFacts) -> bool {
        match self {
            Selector::Kind(kind) => facts.kind == *kind,
            Selector::Path(pattern) => pattern.fits(facts.path.as_str()),
            // As the site lists them: two tags that differ by case alone are one.
            Selector::Tag(tag) => {
                let tag = tag.to_lowercase();
                facts.fields.named("tags").iter().any(|named| named.name.to_lowercase() == tag)
            }
            Selector::Field { name, value } => facts.values(name).iter().any(|has| **has == **value),
            Selector::Id(id) => facts.document.as_ref() == Some(id),
            Selector::All(parts) => parts.iter().all(|part| part.chooses(facts)),
            Selector::Any(parts) => parts.iter().any(|part| part.chooses(facts)),
            Selector::Not(inner) => !inner.chooses(facts),
        }
    }

    /// Whether it chooses a page with these facts, or nobody can tell.
    pub fn may_choose(&self, facts: &PageFacts) -> bool {
        self.surely_chooses(facts) != Some(false)
    }

    /// The same of a page of which it is not certain what it says under some keys; `None` where it depends on them.
    fn surely_chooses(&self, facts: &PageFacts) -> Option<bool> {
        let key = match self {
            Selector::All(parts) => {
                return all(parts.iter().map(|part| part.surely_chooses(facts)));
            }
            Selector::Any(parts) => {
                let others = parts.iter().map(|part| Some(!part.surely_chooses(facts)?));
                return all(others).map(|none| !none);
            }
            Selector::Not(inner) => return inner.surely_chooses(facts).map(|chooses| !chooses),
            Selector::Path(_) => return Some(self.chooses(facts)),
            Selector::Kind(_) => "kind",
            Selector::Tag(_) => "tags",
            Selector::Field { name, .. } => name,
            Selector::Id(_) => "id",
        };
        Some(self.chooses(facts))
            .filter(|chooses| !facts.keys.is_unclear(key) && (*chooses || !self.seems_to_choose(facts)))
    }

    /// Whether whoever reads the page would say that it chooses it: by a value that only looks like the one that it names.
    fn seems_to_choose(&self, facts: &PageFacts) -> bool {
        match self {
            Selector::Tag(tag) => facts.fields.named("tags").iter().any(|named| look_same(&named.name, tag)),
            Selector::Field { name, value } => facts.values(name).iter().any(|has| look_same(has, value)),
            Selector::Id(id) => facts.document.as_ref().is_some_and(|own| look_same(own, id)),
            _ => false,
        }
    }
}

/// Whether all of these hold; `None` where that depends on what is not known.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let parts: Vec<Option<bool>> = parts.collect();
    let fails = parts.contains(&Some(false));
    if fails || !parts.contains(&None) { Some(!fails) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::path::FilePath;
    use crate::yaml;

    fn facts(kind: &str, path: &str, id: &str) -> PageFacts {
        PageFacts {
            document: Some(id.into()),
            kind: kind.into(),
            path: FilePath::new(path).expect("a path"),
            title: "T".into(),
            keys: Arc::default(),
            fields: crate::model::Fields::default(),
            draft: None,
        }
    }

    fn selector(text: &str) -> (Option<Selector>, Vec<String>) {
        let file = FilePath::root();
        let reader = YamlReader::new(&file, Code::BadModel);
        let read = read(&yaml::tree(text).expect("YAML"), &reader);
        let found =
            reader.into_findings().into_iter().map(|found| format!("{}: {:?}", found.message, found.hints));
        (read, found.collect())
    }

    #[test]
    fn every_entry_must_fit_and_one_of_its_values() {
        let (read, found) = selector("kind: [guideline, play]\npath: a/**\nnot: {id: GL-2}\n");
        assert!(found.is_empty(), "{found:?}");
        let chooses = |facts: &PageFacts| read.as_ref().expect("a selector").chooses(facts);
        assert!(chooses(&facts("guideline", "a/x.md", "GL-1")));
        assert!(chooses(&facts("play", "a/x.md", "GL-1")));
        assert!(!chooses(&facts("page", "a/x.md", "GL-1")));
        assert!(!chooses(&facts("play", "b/x.md", "GL-1")));
        assert!(!chooses(&facts("play", "a/x.md", "GL-2")));
    }

    #[test]
    fn half_a_choice_is_none() {
        let (read, found) = selector("kidn: guideline\npath: a/**\n");
        assert_eq!(read, None);
        assert_eq!(found, ["`kidn` is not a key that a choice of pages knows: [\"did you mean `kind`?\"]"]);
        assert_eq!(selector("{}").0, None, "an empty choice is a slip");
        for empty in ["kind:\n", "kind: []\n", "field: {}\n", "any: []\n", "path: a\nkind:\n"] {
            let (read, found) = selector(empty);
            assert_eq!((read, found.len()), (None, 1), "{empty}: {found:?}");
            assert!(found[0].contains("takes at least one value"), "{found:?}");
        }
    }
}
