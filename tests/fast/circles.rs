//! Within a room, files import one another without a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::house::{sources, without_tests};

#[test]
fn files_of_a_room_import_one_another_without_a_circle() {
    let found = circles(&sources());
    assert!(found.is_empty(), "files on circles: {found:#?}");
}

#[test]
fn a_circle_is_found() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = [
        file("a/mod.rs", "mod b;\nmod c;\npub use c::Kind;\nuse b::made;\n"),
        file("a/b.rs", "use super::Kind;\n// use super::d;\n"),
        file("a/c.rs", "pub(in crate::a::b) struct Kind;\n"),
        file("a/d.rs", "#[cfg(test)]\nmod testing;\nfn f() { super::e::g() }\n"),
        file(
            "a/e.rs",
            "use crate::a::{\n    c::Kind,\n    d::f,\n};\n#[cfg(test)]\nmod tests { use super::super::b; }\n",
        ),
        file("other.rs", "use crate::a::d;\n"),
    ];
    let found: Vec<Vec<String>> =
        circles(&files).iter().map(|circle| circle.iter().map(|file| file.join("/")).collect()).collect();
    assert_eq!(found, [["a/d", "a/e"]]);
}

/// A module, by the names on the way to it.
type Path = Vec<String>;

/// The files that lead back to themselves by what they import in their room, those of one circle together.
fn circles(files: &[(String, String)]) -> Vec<Vec<Path>> {
    let texts: BTreeMap<Path, String> = files.iter().map(|(path, text)| (module(path), code(text))).collect();
    let exported = texts.iter().map(|(path, text)| (path.clone(), exports(text))).collect();
    let house = House { texts: &texts, exported };
    let edges: BTreeMap<&Path, BTreeSet<Path>> =
        texts.keys().map(|path| (path, house.imports(path))).collect();
    let reach = |from: &Path| {
        let mut seen: BTreeSet<Path> = BTreeSet::new();
        let mut next: Vec<Path> = edges[from].iter().cloned().collect();
        while let Some(path) = next.pop() {
            if seen.insert(path.clone()) {
                next.extend(edges[&path].iter().cloned());
            }
        }
        seen
    };
    let reached: BTreeMap<&Path, BTreeSet<Path>> = texts.keys().map(|path| (path, reach(path))).collect();
    let mut found: BTreeSet<Vec<Path>> = BTreeSet::new();
    for (path, there) in reached.iter().filter(|(path, there)| there.contains(**path)) {
        let others = there.iter().filter(|other| reached[other].contains(*path));
        found.insert(others.cloned().collect());
    }
    found.into_iter().collect()
}

struct House<'a> {
    texts: &'a BTreeMap<Path, String>,
    /// What modules hand on of others: the name, and where it comes from.
    exported: BTreeMap<Path, BTreeMap<String, String>>,
}

impl House<'_> {
    /// The other modules of its room that a module names.
    fn imports(&self, path: &Path) -> BTreeSet<Path> {
        let text = &self.texts[path];
        let own = without_exports(text);
        let uses = statements(&own, "use ").into_iter().flat_map(|tree| expanded(&tree));
        let called = paths_in(&own);
        let found = uses.chain(called).filter_map(|named| self.resolved(path, &named, 0));
        found.filter(|found| found != path && found.first() == path.first()).collect()
    }

    fn resolved(&self, from: &Path, named: &str, depth: usize) -> Option<Path> {
        let mut parts: Vec<&str> = named.split("::").collect();
        let mut at = match parts[0] {
            "crate" => Vec::new(),
            "self" | "super" => from.clone(),
            child if self.is_module(from, child) => from.clone(),
            _ => return None,
        };
        if parts[0] == "crate" || parts[0] == "self" {
            parts.remove(0);
        }
        while parts.first() == Some(&"super") {
            at.pop();
            parts.remove(0);
        }
        while parts.first().is_some_and(|part| self.is_module(&at, part)) {
            at.push(parts.remove(0).to_owned());
        }
        if !self.texts.contains_key(&at) {
            return None;
        }
        let origin = parts.first().and_then(|name| self.exported.get(&at)?.get(*name)).filter(|_| depth < 6);
        origin.and_then(|origin| self.resolved(&at, origin, depth + 1)).or(Some(at))
    }

    fn is_module(&self, at: &Path, child: &str) -> bool {
        self.texts.contains_key(&[at.as_slice(), &[child.to_owned()]].concat())
    }
}

fn module(path: &str) -> Path {
    let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
    stem.split('/').map(str::to_owned).collect()
}

/// A file without its tests, its comments and who may see what.
fn code(text: &str) -> String {
    let lines = without_tests(text).lines().map(|line| line.split("//").next().unwrap_or_default());
    let mut code = lines.collect::<Vec<_>>().join("\n");
    while let Some((before, rest)) = code.split_once("pub(") {
        let Some((_, after)) = rest.split_once(')') else { break };
        code = format!("{before}pub{after}");
    }
    code
}

/// The statements that begin so, without that beginning and the semicolon, on one line each.
fn statements(code: &str, begin: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(begin) {
        let is_first =
            rest[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_');
        rest = &rest[at + begin.len()..];
        if let (true, Some((statement, _))) = (is_first, rest.split_once(';')) {
            found.push(statement.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    found
}

fn exports(code: &str) -> BTreeMap<String, String> {
    let all = statements(code, "pub use ").into_iter().flat_map(|tree| expanded(&tree));
    all.filter_map(|path| Some((path.rsplit("::").next()?.to_owned(), path))).collect()
}

fn without_exports(code: &str) -> String {
    let mut own = String::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once("pub use ") {
        own.push_str(before);
        rest = after.split_once(';').map_or("", |(_, after)| after);
    }
    own + rest
}

/// The paths of a `use` with braces, one by one.
fn expanded(tree: &str) -> Vec<String> {
    let Some((before, inside)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap_or_default().trim().to_owned()];
    };
    let inside = inside.trim().strip_suffix('}').unwrap_or(inside);
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in inside.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let named = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    named.flat_map(|part| expanded(&format!("{before}{part}"))).collect()
}

/// The paths that code names outside of its `use` lines.
fn paths_in(code: &str) -> Vec<String> {
    let is_of_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let words = code.split(|letter: char| !is_of_path(letter));
    words
        .filter(|word| word.contains("::") && !word.ends_with("::"))
        .map(|word| word.trim_matches(':').to_owned())
        .collect()
}
