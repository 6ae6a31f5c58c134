//! YAML as a tree with places. The only module that knows `serde_yaml`, so that it can be replaced here alone.

mod node;
mod places;
mod scalar;

pub use node::{MapEntry, Value, YamlNode, tree};
pub use places::{YamlPlaces, key_length};
pub use scalar::scalar;

use std::fmt;

use serde::de::{Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::source::Span;

/// A YAML value. Maps keep their order and every key, a repeated one too.
#[derive(Clone, PartialEq, Debug)]
pub enum Yaml {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number that is not whole.
    Fraction(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Yaml>),
    /// Keys and values, in order.
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    /// What it is, in a message.
    pub fn describe(&self) -> &'static str {
        match self {
            Yaml::Null => "nothing",
            Yaml::Flag(_) => "true or false",
            Yaml::Whole(_) => "a whole number",
            Yaml::Fraction(_) => "a number",
            Yaml::Text(_) => "a text",
            Yaml::List(_) => "a list",
            Yaml::Map(_) => "a map of keys and values",
        }
    }
}

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
pub const LARGEST: usize = 16 * 1024;

/// Brackets nested deeper than this make the parser take time in line with the square of the depth.
const DEEPEST_FLOW: usize = 64;

/// Reads a text as one YAML document.
pub fn read(text: &str) -> Result<Yaml, YamlError> {
    if text.len() > LARGEST {
        let message =
            format!("front matter is {} KB long; at most {} KB are read", text.len() / 1024, LARGEST / 1024);
        return Err(YamlError {
            why: YamlErrorKind::Limit,
            span: None,
            message,
            hint: Some("move the text below the front matter"),
        });
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
    serde_yaml::from_str::<Yaml>(text).map_err(|error| explain(text, &error))
}

fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST_FLOW {
            return Some(at);
        }
    }
    None
}

fn explain(text: &str, error: &serde_yaml::Error) -> YamlError {
    let full = error.to_string();
    // The span gives the place; in the sentence it would be wrong, as it counts from the front matter.
    let message = full.split(" at line ").next().unwrap_or(&full).to_owned();
    let at = error.location().map(|location| location.index().min(text.len()));
    let line = at.map(|at| line_around(text, at));
    let tab = line.is_some_and(|(start, end)| text[start..end].trim_start_matches(' ').starts_with('\t'));
    let hint = if tab {
        Some("indent with spaces; YAML does not take tabs")
    } else if message.contains("mapping values are not allowed") {
        Some("put a text that holds `: ` in quotes")
    } else if message.contains("did not find expected") {
        Some("look for a quote or bracket that is not closed, or a line that is indented differently")
    } else {
        None
    };
    YamlError { why: YamlErrorKind::Syntax, span: at.map(|at| character_at(text, at)), message, hint }
}

fn line_around(text: &str, at: usize) -> (usize, usize) {
    let start = text[..floor(text, at)].rfind('\n').map_or(0, |end| end + 1);
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    (start, end)
}

fn character_at(text: &str, at: usize) -> Span {
    let at = floor(text, at);
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    Span::new(at..at + length)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Yaml, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Yaml, E> {
        Ok(Yaml::Flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Yaml, E> {
        Ok(Yaml::Whole(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Yaml, E> {
        Ok(i64::try_from(value).map_or_else(|_| Yaml::Text(value.to_string()), Yaml::Whole))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Yaml, E> {
        Ok(Yaml::Fraction(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_none<E>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Yaml, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = access.next_element()? {
            list.push(item);
        }
        Ok(Yaml::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Yaml, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = access.next_entry::<Yaml, Yaml>()? {
            map.push((key_text(key), value));
        }
        Ok(Yaml::Map(map))
    }

    /// A value with a tag of its own (`!ours x`) counts as the value.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Yaml, A::Error> {
        let (_, variant) = access.variant::<String>()?;
        variant.newtype_variant()
    }
}

fn key_text(key: Yaml) -> String {
    match key {
        Yaml::Text(text) => text,
        Yaml::Whole(number) => number.to_string(),
        Yaml::Fraction(number) => number.to_string(),
        Yaml::Flag(flag) => flag.to_string(),
        Yaml::Null => "null".to_owned(),
        Yaml::List(_) | Yaml::Map(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn maps_keep_repeated_keys_and_tagged_values() {
        let read = read("a: 1\nb: !ours x\na: [yes, 2.5, null]\n").expect("YAML");
        let Yaml::Map(map) = read else { panic!("a map") };
        assert_eq!(map.len(), 3);
        assert_eq!(map[1].1, Yaml::Text("x".into()));
        assert_eq!(map[2].1, Yaml::List(vec![Yaml::Text("yes".into()), Yaml::Fraction(2.5), Yaml::Null]));
    }

    #[test]
    fn what_would_take_for_ever_is_refused() {
        assert!(read(&"[".repeat(5_000)).is_err());
        assert!(read(&format!("a: {}", "x".repeat(20_000))).is_err());
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for level in 1..12 {
            let line = vec![format!("*a{}", level - 1); 9].join(",");
            writeln!(bomb, "a{level}: &a{level} [{line}]").expect("room");
        }
        let error = read(&bomb).expect_err("a bomb");
        assert!(error.message.contains("repetition limit"), "{}", error.message);
    }

    #[test]
    fn errors_say_where_and_what_to_do() {
        let error = read("title: a: b\n").expect_err("no YAML");
        assert_eq!(error.hint, Some("put a text that holds `: ` in quotes"));
        assert!(error.span.is_some());
        let error = read("tags:\n\t- a\n").expect_err("no YAML");
        assert_eq!(error.hint, Some("indent with spaces; YAML does not take tabs"));
    }
}
