//! The words of the interface: each that is asked for is there with what it takes, each that is there is asked for, and
//! none stands outside of the catalogues.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use guidepost::words::Words;
use walkdir::WalkDir;

/// Words that are put together from a name: `kind_guideline`, `field_owner`, `rule_covers`.
const BY_NAME: [&str; 6] = ["kind_", "field_", "record_kind_", "rule_", "review_", "choice_"];

/// What reads like words to this test and is none: names of elements and classes, keys, lengths, and what findings say,
/// which speak English.
const NO_WORDS: [&str; 30] = [
    "course",
    "lesson",
    "lost",
    "dead unapproved",
    "P H1 H2 H3 H4 H5 H6 UL OL LI DL DT DD BLOCKQUOTE ASIDE FIGURE FIGCAPTION DIV TABLE PRE HR",
    "mark mark-${became}",
    "Escape",
    "1000000px 0px -67% 0px",
    "padding-block-end: ${height}px; scroll-padding-block-end: ${height + FRAME}px;",
    "@media screen { :root { ${room} } }",
    "guidepost serve",
    "{make}git mv {now} {then}",
    "${start}person: ${kept.person || \"YOUR-NAME\"}ndate: ${day}n",
    "record: attestationncontrol: {}n{page}role: {}n",
    "Site",
    "of this one",
    "`{address}` and `{there}` differ by case alone and collide on many servers",
    "the history of a page",
    "the earlier texts of a page",
    "an approved text",
    " after its file",
    " after its folder",
    "what is approved of a page that was moved",
    "a file that a page refers to",
    "a file that earlier texts show",
    "a file of the theme",
    "a file that is published as it is",
    "the rules",
    "the register",
    "`git fsck` says what is wrong",
];

/// Rooms and files that make what pages say.
const DRAWS_PAGES: [&str; 11] = [
    "src/route",
    "src/redline",
    "src/markdown/html",
    "src/markdown/tree",
    "src/governance/rules",
    "src/governance/checklist.rs",
    "src/model/record",
    "src/parse/title.rs",
    "src/compile/settings.rs",
    "src/serve/findings.rs",
    "src/serve/strip.rs",
];

/// A place that asks for a word, and the names of what it gives.
type Asked = (String, Option<BTreeSet<String>>);

#[test]
fn every_word_that_is_asked_for_is_there_and_takes_what_it_is_given() {
    let words = Words::english();
    let mut wrong = Vec::new();
    for (name, places) in asked() {
        let Some(takes) = words.takes(&name) else {
            wrong.push(format!("there is no `{name}`: {places:?}"));
            continue;
        };
        for (place, given) in places {
            if given.is_some_and(|given| given != *takes) {
                wrong.push(format!("{place}: `{name}` takes {takes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_word_that_is_there_is_asked_for() {
    let (words, asked) = (Words::english(), asked());
    let is_put_together = |name: &str| BY_NAME.iter().any(|start| name.starts_with(start));
    let idle: Vec<&str> =
        words.names().filter(|name| !asked.contains_key(*name) && !is_put_together(name)).collect();
    assert!(idle.is_empty(), "nobody asks for {idle:?}");
}

#[test]
fn every_kind_and_field_has_its_words() {
    let words = Words::english();
    let kinds = guidepost::config::Kinds::built_in(words);
    for kind in kinds.all() {
        let name = format!("kind_{}", kind.name.replace('-', "_"));
        assert_eq!(words.find(&name), Some(&*kind.label));
        assert_eq!(words.find(&format!("{name}_many")), Some(&*kind.plural));
        for field in &kind.fields {
            assert_eq!(words.find(&format!("field_{}", field.name)), Some(&*field.label));
        }
    }
}

#[test]
fn every_kind_of_record_has_its_word() {
    for kind in guidepost::model::RECORD_KINDS {
        assert!(Words::english().find(&format!("record_kind_{}", kind.name)).is_some(), "{}", kind.name);
    }
}

#[test]
fn catalogues_are_read_once() {
    assert!(Arc::ptr_eq(&guidepost::config::Config::default().words, Words::english()));
}

#[test]
fn no_word_holds_markup() {
    let words = Words::english();
    for name in words.names() {
        let said = words.filled(name, &guidepost::words::WordValues::new());
        assert!(
            !said.contains(['<', '>', '&', '"', '\'']),
            "`{name}` is put into HTML and attributes: {said}"
        );
    }
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut found = Vec::new();
    for (file, text) in files("themes/intranet", "html") {
        for words in words_in_template(&text) {
            found.push(format!("{file}: {words}"));
        }
    }
    assert!(found.is_empty(), "they belong in src/words:\n{}", found.join("\n"));
}

#[test]
fn scripts_hold_no_words_of_their_own() {
    let mut found = Vec::new();
    for (file, text) in files("themes/intranet", "js").into_iter().chain(files("src/serve/client", "js")) {
        for words in literals(&text).into_iter().filter(|literal| reads_as_words(literal)) {
            found.push(format!("{file}: {words}"));
        }
    }
    assert!(found.is_empty(), "they belong in src/words:\n{}", found.join("\n"));
}

#[test]
fn what_draws_pages_holds_no_words_of_its_own() {
    let mut found = Vec::new();
    for room in DRAWS_PAGES {
        // What tests are made of has texts of its own.
        let is_of_tests = |file: &str| ["/growth.rs", "/testing.rs"].iter().any(|name| file.ends_with(name));
        for (file, text) in files(room, "rs").into_iter().filter(|(file, _)| !is_of_tests(file)) {
            let text = without_tests(&text);
            for words in literals(&text).into_iter().filter(|literal| reads_as_words(literal)) {
                if !is_of_a_finding(&text, &words) {
                    found.push(format!("{file}: {words}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "they belong in src/words:\n{}", found.join("\n"));
}

#[test]
fn what_draws_pages_says_no_day_as_the_terminal_does() {
    for room in DRAWS_PAGES {
        for (file, text) in files(room, "rs") {
            assert!(!text.contains("in_english"), "{file}: pages say days by `Words::day`");
        }
    }
}

#[test]
fn words_are_found_where_they_stand() {
    assert_eq!(
        words_in_template(
            "<p class=\"a b\" aria-label=\"Two words\">{{ words.x }} of {% if a %}More{% endif %}</p>"
        ),
        ["Two words", "of More"]
    );
    let script = "say(\"Two words\"); all(\"details.items, .held li\"); const a = `Open ${place}`; // \"A note of ours\"\n";
    let found: Vec<String> = literals(script).into_iter().filter(|literal| reads_as_words(literal)).collect();
    assert_eq!(found, ["Two words", "Open ${place}"]);
}

/// Which places ask for which words.
fn asked() -> BTreeMap<String, Vec<Asked>> {
    let words = Words::english();
    let mut asked: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    let mut ask = |name: &str, file: &str, given: Option<BTreeSet<String>>| {
        asked.entry(name.to_owned()).or_default().push((file.to_owned(), given));
    };
    for (file, text) in files("themes/intranet", "html") {
        for (name, _) in
            after(&text, "words.").into_iter().filter(|(_, before)| !before.ends_with(['.', '_']))
        {
            ask(&name, &file, Some(BTreeSet::new()));
        }
        for call in text.split("say(word=\"").skip(1) {
            let (name, rest) = call.split_once('"').expect("a name");
            ask(name, &file, Some(keys(rest.split_once(") }}").map_or(rest, |(given, _)| given), '=')));
        }
    }
    for (file, text) in files("themes/intranet", "js").into_iter().chain(files("src/serve/client", "js")) {
        for (name, _) in after(&text, "WORDS.") {
            ask(&name, &file, None);
        }
    }
    for (file, text) in files("src", "rs") {
        // Names that are chosen first and said later are literals like any other.
        for literal in literals(&text).into_iter().filter(|literal| is_name(literal)) {
            if words.takes(&literal).is_some() {
                ask(&literal, &file, None);
            }
        }
        for start in ["site", "view", "words"]
            .map(|whose| [".say(\"", ".fill(\""].map(|asks| format!("{whose}{asks}")))
            .concat()
        {
            for call in text.split(&start).skip(1) {
                let (name, rest) = call.split_once('"').expect("a name");
                let values = rest.strip_prefix(", [").and_then(|values| values.split_once("])"));
                ask(name, &file, values.map(|(values, _)| value_names(values)));
            }
        }
    }
    asked
}

/// The identifiers that follow a mark, each with what stands before the mark.
fn after(text: &str, mark: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(mark) {
        let name: String =
            text[at + mark.len()..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let before: String = text[..at].chars().rev().take(1).collect();
        // A property of something else is no word: `mark.words.length`.
        let is_part = before.chars().all(char::is_alphanumeric);
        if !is_part || mark == "WORDS." {
            found.push((name, before));
        }
    }
    found
}

/// The keys in `a=1, b=c | length`.
fn keys(given: &str, sign: char) -> BTreeSet<String> {
    let pairs = given.split(',').filter_map(|pair| pair.split_once(sign));
    pairs.map(|(key, _)| key.trim().to_owned()).filter(|key| is_name(key)).collect()
}

/// The names in `("day", day.into()), ("who", who.into())`.
fn value_names(values: &str) -> BTreeSet<String> {
    values
        .split("(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .filter(|name| is_name(name))
        .collect()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Texts between quotes, in scripts and in Rust, without what is in comments.
fn literals(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => {
                letters.by_ref().find(|c| *c == '\n');
            }
            // A character of Rust, or a text of a script.
            '\'' => {
                let next = letters.next();
                if next == Some('\\') {
                    letters.next();
                }
            }
            '"' | '`' => {
                let mut literal = String::new();
                while let Some(inner) = letters.next() {
                    match inner {
                        '\\' => literal.extend(letters.next()),
                        inner if inner == letter => break,
                        inner => literal.push(inner),
                    }
                }
                found.push(literal);
            }
            _ => {}
        }
    }
    found
}

/// Whether a text is something that people read: two words beside each other, or one with a capital letter.
fn reads_as_words(literal: &str) -> bool {
    let is_markup = literal.contains(['<', '>', '#', '=', '['])
        || literal.contains("::")
        || literal.contains("use strict");
    let is_code = literal.contains(['/', '\n'])
        || literal.trim_start().starts_with(['.', ':', '(', 'M'])
        || literal.ends_with(": ");
    let plain: String =
        literal.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let words: Vec<&str> =
        plain.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).collect();
    let are_selectors = words
        .iter()
        .any(|word| word.contains('.') && !word.ends_with('.') || word.ends_with(',') && words.len() > 4);
    let is_one = literal.chars().next().is_some_and(char::is_uppercase)
        && literal.len() > 2
        && literal.chars().skip(1).all(char::is_lowercase);
    let are_many = words.len() > 1
        || words.len() == 1
            && literal.contains('{')
            && literal.chars().next().is_some_and(char::is_uppercase);
    !NO_WORDS.contains(&literal) && !is_markup && !is_code && !are_selectors && (are_many || is_one)
}

/// Whether a text is part of a finding or a refusal, which speak English.
fn is_of_a_finding(text: &str, words: &str) -> bool {
    let place = text.find(words).unwrap_or_default();
    let before: String =
        text[..place].chars().rev().take(160).collect::<Vec<char>>().into_iter().rev().collect();
    let marks = [
        "message",
        "hint",
        "label(",
        "fn name",
        "const CHECKLIST",
        "debug_assert",
        "expect(",
        "reason =",
        ".finding(",
        "Finding::new(",
        "concat!(",
        ".wrong",
    ];
    marks.iter().any(|mark| before.contains(mark))
}

fn without_tests(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
}

/// What a template says by itself: between tags, and in attributes that are read out.
fn words_in_template(template: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut rest = template;
    while let Some((at, (open, close))) = [("{#", "#}"), ("{%", "%}"), ("{{", "}}")]
        .into_iter()
        .filter_map(|pair| Some((rest.find(pair.0)?, pair)))
        .min_by_key(|(at, _)| *at)
    {
        bare.push_str(&rest[..at]);
        rest = rest[at + open.len()..].split_once(close).map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let mut found = Vec::new();
    for attribute in ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\"", "data-column=\""] {
        found.extend(
            bare.split(attribute).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())),
        );
    }
    let mut is_code = false;
    for piece in bare.split('<') {
        let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
        is_code = tag.starts_with("code") || is_code && !tag.starts_with("/code");
        if !is_code {
            found.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    found.retain(|words| {
        !NO_WORDS.contains(&words.as_str()) && words.chars().filter(|c| c.is_alphabetic()).count() > 1
    });
    found
}

/// The files of a folder with an ending, by their paths.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for entry in WalkDir::new(root.join(folder)).sort_by_file_name() {
        let entry = entry.expect("a file");
        if entry.path().extension().is_some_and(|is| is == ending) {
            let path = entry.path().strip_prefix(root).expect("within").to_string_lossy().into_owned();
            let text = fs::read_to_string(entry.path()).expect("text");
            files.push((path, text));
        }
    }
    files
}
