//! YAML as a tree with places, and a reader that makes findings of what is wrong in it. The only module that knows
//! `serde_yaml`, so that it can be replaced here alone: `values.rs` takes the values from it, and `outline.rs` finds where
//! they stand, since it reports places only in errors.

mod node;
mod outline;
mod reader;
mod scalar;
mod values;

pub use node::{MapEntry, Value, YamlNode};
pub use outline::key_length;
pub use reader::{WrittenText, YamlMap, YamlReader, suggestion};
pub use scalar::scalar;

use std::collections::HashSet;

use outline::YamlOutline;

use crate::source::{Span, slice};

/// Why a text is not read as YAML.
#[derive(Debug)]
pub struct YamlError {
    /// Whether anybody has tried.
    pub why: YamlErrorKind,
    /// Where, in bytes of the text; the whole where the parser does not say.
    pub span: Option<Span>,
    /// The parser's words, or ours.
    pub message: String,
    /// What to do about it, where we know.
    pub hint: Option<&'static str>,
}

/// What stopped the reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum YamlErrorKind {
    /// It is larger or deeper than what is read.
    Limit,
    /// It is not YAML.
    Syntax,
}

/// Front matter larger than this, in bytes, is no front matter.
pub const LARGEST: usize = 256 * 1024;

/// Front matter with aliases that is larger than this could be unfolded to more than a machine holds.
const LARGEST_WITH_ALIASES: usize = 16 * 1024;

/// Brackets nested deeper than this make the parser take time in line with the square of the depth.
const DEEPEST_FLOW: usize = 64;

/// Reads a text as one YAML document, with places in it.
pub fn tree(text: &str) -> Result<YamlNode, YamlError> {
    if text.len() > LARGEST {
        return Err(too_long(text, LARGEST, "move the text below the front matter"));
    }
    if text.len() > LARGEST_WITH_ALIASES && has_aliases(text) {
        let hint = "write out what `*name` stands for, or make the front matter shorter";
        return Err(too_long(text, LARGEST_WITH_ALIASES, hint));
    }
    if let Some(at) = too_deep(text) {
        let message = format!("brackets are nested deeper than {DEEPEST_FLOW}");
        return Err(YamlError {
            why: YamlErrorKind::Limit,
            span: Some(Span::new(at..at + 1)),
            message,
            hint: None,
        });
    }
    let mut root = serde_yaml::from_str::<YamlNode>(text).map_err(|error| explain(text, &error))?;
    root.place(&YamlOutline::new(text), text);
    Ok(root)
}

fn too_long(text: &str, most: usize, hint: &'static str) -> YamlError {
    let with = if most < LARGEST { " with aliases" } else { "" };
    let message =
        format!("front matter{with} is {} KB long; at most {} KB are read", text.len() / 1024, most / 1024);
    YamlError { why: YamlErrorKind::Limit, span: None, message, hint: Some(hint) }
}

/// Whether a text names (`&name`) what it repeats (`*name`).
fn has_aliases(text: &str) -> bool {
    let words = |sign: char| {
        let begins = move |word: &str| {
            let name = word.trim_start_matches(['[', '{', ',']).strip_prefix(sign)?;
            let length = name.find([',', ']', '}', ':']).unwrap_or(name.len());
            name.get(..length).filter(|name| !name.is_empty()).map(str::to_owned)
        };
        text.split_whitespace().flat_map(|word| word.split(',')).filter_map(begins)
    };
    let named: HashSet<String> = words('&').collect();
    !named.is_empty() && words('*').any(|name| named.contains(&name))
}

/// Where brackets are nested too deep. What stands in quotes or in a comment opens and closes nothing.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut start) = (0_usize, 0);
    for line in text.split_inclusive('\n') {
        let (mut quote, mut before) = (None, b' ');
        for (at, byte) in line.bytes().enumerate() {
            let begins_word = matches!(before, b' ' | b'\t' | b'[' | b'{' | b',' | b':');
            match (quote, byte) {
                (None, b'#') if begins_word && before != b':' => break,
                (None, b'"' | b'\'') if begins_word => quote = Some(byte),
                (None, b'[' | b'{') => depth += 1,
                (None, b']' | b'}') => depth = depth.saturating_sub(1),
                (Some(open), _) if open == byte && before != b'\\' => quote = None,
                _ => {}
            }
            if depth > DEEPEST_FLOW {
                return Some(start + at);
            }
            before = byte;
        }
        start += line.len();
    }
    None
}

fn explain(text: &str, error: &serde_yaml::Error) -> YamlError {
    let full = error.to_string();
    // The span gives the place; in the sentence it would be wrong, as it counts from the front matter.
    let message = full.split(" at line ").next().unwrap_or(&full).to_owned();
    let at = error.location().map(|location| location.index().min(text.len()));
    let line = at.map(|at| line_around(text, at));
    let tab = line.is_some_and(|line| line.trim_start_matches(' ').starts_with('\t'));
    let (message, plain_hint) =
        in_plain_words(&message).map_or((message.clone(), None), |(said, hint)| (said.to_owned(), hint));
    let hint = if tab { Some("indent with spaces; YAML does not take tabs") } else { plain_hint };
    YamlError { why: YamlErrorKind::Syntax, span: at.map(|at| character_at(text, at)), message, hint }
}

/// What the words of the parser mean, and what to do about it.
fn in_plain_words(message: &str) -> Option<(&'static str, Option<&'static str>)> {
    const LOOK: &str =
        "look for a quote or bracket that is not closed, or a line that is indented differently";
    let meanings = [
        (
            "mapping values are not allowed",
            "a text that is not in quotes holds a colon and a blank",
            "put a text that holds `: ` in quotes",
        ),
        (
            "could not find expected ':'",
            "a line is no key with a colon behind it",
            "write `key: value`; a text of several lines begins with `key: |`, and is indented below that",
        ),
        (
            "did not find expected '-' indicator",
            "a line among the items of a list does not begin with `-`",
            LOOK,
        ),
        ("did not find expected key", "a line stands here that is no key with a value", LOOK),
        ("did not find expected ',' or", "a bracket is not closed, or a comma is missing in it", LOOK),
        ("did not find expected", "something else was to stand here", LOOK),
        (
            "found character that cannot start any token",
            "no value begins with this sign",
            "put the text in quotes",
        ),
        (
            "block sequence entries are not allowed",
            "an item of a list stands where none can",
            "begin each item on a line of its own, below the key",
        ),
    ];
    let meant = meanings.into_iter().find(|(said, ..)| message.contains(said));
    meant.map(|(_, meaning, hint)| (meaning, Some(hint)))
}

fn line_around(text: &str, at: usize) -> &str {
    let start = slice(text, ..at).rfind('\n').map_or(0, |end| end + 1);
    slice(text, start..).split('\n').next().unwrap_or_default()
}

fn character_at(text: &str, at: usize) -> Span {
    let at = text.floor_char_boundary(at);
    let length = slice(text, at..).chars().next().map_or(0, char::len_utf8);
    Span::new(at..at + length)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn maps_keep_repeated_keys_and_tagged_values() {
        let read = tree("a: 1\nb: !ours x\na: [yes, 2.5, null]\n").expect("YAML");
        let Value::Map(map) = read.value else { panic!("a map") };
        assert_eq!(map.len(), 3);
        assert_eq!(map[1].node.value, Value::Text("x".into()));
        let Value::List(items) = &map[2].node.value else { panic!("a list") };
        let values: Vec<&Value> = items.iter().map(|item| &item.value).collect();
        assert_eq!(values, [&Value::Text("yes".into()), &Value::Fraction(2.5), &Value::Null]);
    }

    #[test]
    fn what_would_take_for_ever_is_refused() {
        assert!(tree(&"[".repeat(5_000)).is_err());
        for hidden in ["{#}\n", "[ # ]\n", "[\"]\",", "{']': "] {
            let error = tree(&hidden.repeat(100)).expect_err("too deep");
            assert_eq!(error.why, YamlErrorKind::Limit, "{hidden:?}");
        }
        assert!(tree(&"- [\"a # [\", don't] # [\n- \"{\"\n".repeat(100)).is_ok());
        assert!(tree(&format!("a: {}", "x".repeat(LARGEST))).is_err());
        assert!(tree(&format!("a: {}", "x".repeat(100_000))).is_ok());
        let aliases = format!("a: &a [x]\nb: {}\nc: [1,*a]\n", "x".repeat(20_000));
        let error = tree(&aliases).expect_err("too long for aliases");
        assert_eq!(error.message, "front matter with aliases is 19 KB long; at most 16 KB are read");
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let line = vec![format!("*a{}", level - 1); 9].join(",");
            writeln!(bomb, "a{level}: &a{level} [{line}]").expect("room");
        }
        let error = tree(&bomb).expect_err("a bomb");
        assert!(error.message.contains("repetition limit"), "{}", error.message);
    }

    #[test]
    fn errors_say_where_and_what_to_do() {
        let error = tree("title: a: b\n").expect_err("no YAML");
        assert_eq!(error.hint, Some("put a text that holds `: ` in quotes"));
        assert!(error.span.is_some());
        let error = tree("tags:\n\t- a\n").expect_err("no YAML");
        assert_eq!(error.hint, Some("indent with spaces; YAML does not take tabs"));
    }
}
