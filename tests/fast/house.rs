//! The house: what imports what, and how long files and functions are.

use crate::support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file of `src`, in lines of code: blank lines, comments and the tests at the end not counted.
const LONGEST_FILE: usize = 400;
/// Longest function, from `fn` to its closing brace.
const LONGEST_FUNCTION: usize = 60;

#[test]
fn rooms_import_only_what_is_below_them() {
    let floors = floors(&read("src/lib.rs"));
    let mut wrong = String::new();
    for (path, text) in sources() {
        for import in forbidden(&floors, &room(&path), &text) {
            writeln!(wrong, "{path}: {import}").expect("room");
        }
    }
    assert!(wrong.is_empty(), "the floors are listed in src/lib.rs:\n{wrong}");
}

#[test]
fn every_room_is_on_a_floor() {
    let library = read("src/lib.rs");
    let rooms = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut rooms: Vec<&str> = rooms.collect();
    let floors = floors(&library);
    let mut named: Vec<&str> = floors.iter().flatten().map(String::as_str).collect();
    rooms.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, rooms);
}

#[test]
fn a_wrong_import_is_found() {
    let floors =
        vec![vec!["path".to_owned()], vec!["link".to_owned(), "parse".to_owned()], vec!["cli".to_owned()]];
    let text = "use crate::path::FilePath;\nuse crate::{cli::run, parse};\n// use crate::cli;\nfn f() { crate::link::link(\"crate::cli\") }\nuse super::super::cli::New;\n";
    assert_eq!(
        forbidden(&floors, "link", text),
        ["line 2 takes `cli`", "line 2 takes `parse`", "line 5 takes `cli`"]
    );
    assert_eq!(forbidden(&floors, "cli", text), [""; 0]);
    assert_eq!(forbidden(&floors, "path", "use crate::link;"), ["line 1 takes `link`"]);
    assert_eq!(forbidden(&floors, "link", "use crate::{\n    path,\n    cli,\n};"), ["line 1 takes `cli`"]);
}

#[test]
fn files_and_functions_are_short() {
    let mut long = String::new();
    for (path, text) in sources() {
        let lines = code_lines(&text);
        if lines > LONGEST_FILE {
            writeln!(long, "{path}: {lines} lines of code").expect("room");
        }
        for (name, length) in functions(&text).into_iter().filter(|(_, length)| *length > LONGEST_FUNCTION) {
            writeln!(long, "{path}: `{name}` is {length} lines long").expect("room");
        }
    }
    assert!(long.is_empty(), "asking to be two:\n{long}");
}

/// Clippy holds every room to it that does not say otherwise; few do, and never of texts.
#[test]
fn texts_are_cut_only_where_they_can_be() {
    let library = read("src/lib.rs");
    assert!(library.contains("not(test), deny(clippy::string_slice, clippy::indexing_slicing)"));
    let naming = |lint: &str| {
        let sources = sources().into_iter().filter(|(_, text)| text.contains(lint));
        sources.map(|(path, _)| path).collect::<Vec<String>>()
    };
    assert_eq!(naming("clippy::string_slice"), [""; 0]);
    let exempt = ["compile.rs", "config/kinds.rs", "model/content.rs", "route/mod.rs", "shared/list.rs"];
    assert_eq!(naming("clippy::indexing_slicing"), exempt, "ask `get`, or match a pattern");
}

#[test]
fn the_recipe_is_short_and_names_no_memo() {
    let text = read("src/compile.rs");
    let (_, recipe) = text.split_once("\nfn recipe(").expect("the recipe");
    let (_, recipe) = recipe.split_once("{\n").expect("its body");
    let (recipe, _) = recipe.split_once("\n}\n").expect("its end");
    assert!(recipe.lines().count() < 45, "{} lines", recipe.lines().count());
    assert!(!recipe.to_lowercase().contains("memo"), "{recipe}");
}

/// A word that meant reported, shown, computed, passed in, distinguished and informed, and so nothing.
#[test]
fn little_is_told() {
    let is_told = |line: &str| {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        words.any(|word| word.eq_ignore_ascii_case("told"))
    };
    let lines = sources().into_iter().map(|(_, text)| text.lines().filter(|line| is_told(line)).count());
    let lines: usize = lines.sum();
    assert!(lines <= 50, "say reported, shown, known or passed: {lines} lines");
}

#[test]
fn lengths_are_counted() {
    let text = "//! Why.\n\nuse x;\nfn one() {}\n\n    pub(super) async fn two(\n        a: u8,\n    ) {\n        // Why.\n        if a {\n        }\n    }\n\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(code_lines(text), 8);
    assert_eq!(functions(text), [("one".to_owned(), 1), ("two".to_owned(), 7)]);
}

#[test]
fn every_type_has_a_name_of_its_own() {
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in sources() {
        for name in types(&text) {
            seen.entry(name).or_default().push(path.clone());
        }
    }
    let twice: Vec<_> = seen.into_iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "one name, one meaning: {twice:#?}");
}

#[test]
fn types_are_found() {
    let text = "#[cfg(test)]\nmod testing;\npub struct One<T>;\npub(super) enum Two {}\nstruct Hidden;\n    pub(in crate::a) trait Three {}\n    type Within = u8;\n// pub struct No;\n#[cfg(test)]\nmod tests { pub struct No; }\n";
    assert_eq!(types(text), ["One", "Two", "Three"]);
}

#[test]
fn what_the_owner_wants_is_there() {
    let manifest = read("Cargo.toml");
    let (_, dependencies) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
    let dependencies = dependencies.split("\n[").next().expect("their end");
    for name in ["pulldown-cmark", "tera", "walkdir", "serde", "serde_yaml", "notify", "syntect"] {
        let line = dependencies.lines().find(|line| line.split(' ').next() == Some(name)).expect(name);
        let is_optional = line.contains("optional");
        let word = format!("{}::", name.replace('-', "_"));
        let is_used = sources().iter().any(|(_, text)| text.contains(&word));
        assert!(!is_optional && is_used, "{name}");
    }
    for entry in ["Cargo.toml", "src", "content", "themes", "tests", "site.toml"] {
        assert!(root().join(entry).exists(), "{entry}");
    }
}

#[test]
fn there_are_few_programs_of_tests() {
    let entries = fs::read_dir(root().join("tests")).expect("a folder");
    let is_program = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").exists()
    };
    let programs: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry").path()).filter(is_program).collect();
    assert!(programs.len() <= 7, "each of them links everything once more: {programs:#?}");
}

/// The types that others may name.
fn types(text: &str) -> Vec<String> {
    let named = |line: &str| {
        let rest = line.trim_start().strip_prefix("pub")?;
        let rest = match rest.strip_prefix('(') {
            Some(inside) => inside.split_once(')')?.1,
            None => rest,
        };
        let rest = rest.strip_prefix(' ')?;
        let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|word| rest.strip_prefix(word))?;
        Some(word(rest).to_owned())
    };
    without_tests(text).lines().filter_map(named).collect()
}

/// A file up to the tests that it holds itself.
pub(crate) fn without_tests(text: &str) -> &str {
    let holds_them = |at: &usize| {
        let mut lines = text[*at..].lines().skip_while(|line| line.starts_with("#["));
        lines.next().is_some_and(|line| line.starts_with("mod ") && line.ends_with('{'))
    };
    let found = text.match_indices("#[cfg(test)]\n").map(|(at, _)| at).find(holds_them);
    found.map_or(text, |at| &text[..at])
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).expect("a source")
}

/// Every Rust file of `src`, by its path, apart from the two at the top.
pub(crate) fn sources() -> Vec<(String, String)> {
    let files = support::tree(&root().join("src"));
    let rust = files
        .into_iter()
        .filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    rust.filter(|(path, _)| !matches!(path.as_str(), "lib.rs" | "main.rs"))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text")))
        .collect()
}

/// The room a file is in: `link` for `link/tree.rs` and for `link.rs`.
fn room(path: &str) -> String {
    path.split(['/', '.']).next().unwrap_or_default().to_owned()
}

/// The floors as the library's own documentation lists them, from the ground up: the names between backticks,
/// floors set apart by a raised dot.
fn floors(library: &str) -> Vec<Vec<String>> {
    let documentation: Vec<&str> = library.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    let documentation = documentation.join(" ");
    let list = documentation.split("holds them to it:").nth(1).expect("the list of floors");
    let list = list.split(". ").next().expect("its end");
    let names = |floor: &str| {
        floor.split(['`', ' ', '·']).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    list.split('·').map(names).collect()
}

/// What a room takes from its own floor or from above.
fn forbidden(floors: &[Vec<String>], room: &str, text: &str) -> Vec<String> {
    let floor_of = |name: &str| floors.iter().position(|floor| floor.iter().any(|known| known == name));
    let own = floor_of(room);
    let taken = taken(text)
        .into_iter()
        .filter(|(_, name)| name != room && floor_of(name).is_some_and(|floor| Some(floor) >= own));
    taken.map(|(line, name)| format!("line {line} takes `{name}`")).collect()
}

/// The rooms that a text names, each with the line of the path's beginning.
fn taken(text: &str) -> Vec<(usize, String)> {
    let code = without_comments_and_strings(text);
    let mut taken = Vec::new();
    for root in ["crate::", "super::super::"] {
        for (at, _) in code.match_indices(root) {
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + root.len()..];
            let names = match rest.strip_prefix('{') {
                Some(list) => heads(list),
                None => vec![word(rest)],
            };
            taken.extend(names.into_iter().map(|name| (line, name.to_owned())));
        }
    }
    taken.sort();
    taken.dedup();
    taken
}

/// The first words of the entries of `{a::b, c::{d, e}, f}`, of which the opening brace has been read.
fn heads(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = 0;
    let mut heads = Vec::new();
    for (at, sign) in list.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.push(word(list[start..at].trim_start()));
                start = at + 1;
                if sign == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    heads
}

fn word(text: &str) -> &str {
    let end = text.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(text.len());
    &text[..end]
}

/// Line comments and what stands between double quotes on one line are blanked out.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut quoted = false;
        let mut before = ' ';
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            if sign == '/' && !quoted && signs.peek() == Some(&'/') {
                code.push('\n');
                break;
            }
            if sign == '"' && before != '\\' && before != '\'' {
                quoted = !quoted;
            }
            code.push(if quoted && sign != '\n' { ' ' } else { sign });
            before = sign;
        }
    }
    code
}

fn code_lines(text: &str) -> usize {
    let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = code.lines().map(str::trim_start);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

/// The functions of a text as rustfmt sets them, each with its length in lines.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut functions = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = name_of_function(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let ends = |line: &str| line.strip_prefix(indent).is_some_and(|rest| rest == "}");
        let short = line.ends_with('}') || line.ends_with(';');
        let length =
            if short { Some(1) } else { lines[at..].iter().position(|line| ends(line)).map(|last| last + 1) };
        functions.extend(length.map(|length| (name.to_owned(), length)));
    }
    functions
}

fn name_of_function(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(public) = rest.strip_prefix("pub") {
        rest = public
            .strip_prefix('(')
            .and_then(|limit| limit.split_once(')'))
            .map_or(public, |(_, rest)| rest)
            .trim_start();
    }
    for modifier in ["const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(modifier).unwrap_or(rest);
    }
    rest.strip_prefix("fn ").map(word)
}
