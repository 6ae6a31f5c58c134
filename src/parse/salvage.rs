//! What still stands in front matter that cannot be read as a whole: a slip in one line must not make a page lose its
//! number, its owner and its kind, or everything that names it would be blamed for that.

use crate::source::slice;
use crate::yaml::{self, MapEntry, Value, key_length};

/// The entries that can be read by themselves, in order, and where they stand. An entry is a line that begins with a
/// key at the edge, and what is indented below it; where these two do not go together, the line alone. Of a text that
/// is too long for front matter the beginning is read.
pub(super) fn entries(yaml: &str) -> Vec<MapEntry> {
    let pieces = pieces(yaml).into_iter().take_while(|(start, _)| *start < yaml::LARGEST);
    let read = |(start, end): (usize, usize)| {
        let entries = entry(slice(yaml, start..end)).unwrap_or_default();
        entries.into_iter().map(move |entry| entry.shifted(start))
    };
    pieces.flat_map(read).collect()
}

/// What can be read of an entry.
fn entry(piece: &str) -> Option<Vec<MapEntry>> {
    map(piece).or_else(|| {
        let entries = map(piece.lines().next()?)?;
        entries.iter().all(|entry| !entry.node.is_empty()).then_some(entries)
    })
}

fn map(text: &str) -> Option<Vec<MapEntry>> {
    match yaml::tree(text).ok()?.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

/// Where each entry begins and ends. Lines above the first belong to none.
fn pieces(yaml: &str) -> Vec<(usize, usize)> {
    let mut starts = Vec::new();
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        if begins_an_entry(line) {
            starts.push(start);
        }
        start += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([yaml.len()]);
    starts.iter().copied().zip(ends).collect()
}

fn begins_an_entry(line: &str) -> bool {
    !line.starts_with(['#', '-', ' ', '\t']) && key_length(line.trim_end()).is_some()
}

/// How much of a text that is not closed off from the Markdown below is front matter: entries, up to the first line
/// that is none and belongs to none.
pub(super) fn above_the_text(text: &str) -> usize {
    let goes_on = |line: &str| line.starts_with(['#', ' ', '\t']) || line.starts_with("- ");
    let belongs = |line: &&str| begins_an_entry(line) || goes_on(line) && !line.trim().is_empty();
    text.split_inclusive('\n').take_while(belongs).map(str::len).sum()
}

/// A text in which a merge was not settled, as its first side has it. The marks and the other side are blanks, so that
/// all else stands where it stood.
pub(super) fn first_side(yaml: &str) -> String {
    let mut sided = String::with_capacity(yaml.len());
    let mut side = Side::Both;
    for line in yaml.split_inclusive('\n') {
        let is_mark = side.passes(line);
        if is_mark || side == Side::Other {
            let words = line.trim_end_matches(['\r', '\n']);
            sided.extend(std::iter::repeat_n(' ', words.len()));
            sided.push_str(line.strip_prefix(words).unwrap_or_default());
        } else {
            sided.push_str(line);
        }
    }
    sided
}

/// Which side of an unsettled merge a line stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    First,
    Other,
}

impl Side {
    /// Goes on to a line; whether that is a mark between the sides.
    fn passes(&mut self, line: &str) -> bool {
        *self = match line.trim_end().split(' ').next() {
            Some("<<<<<<<") => Side::First,
            Some("|||||||" | "=======") if *self != Side::Both => Side::Other,
            Some(">>>>>>>") if *self == Side::Other => Side::Both,
            _ => return false,
        };
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Vec<String> {
        let shown = |entry: &MapEntry| format!("{}: {}", entry.key, &yaml[entry.node.span.range()]);
        entries(yaml).iter().map(shown).collect()
    }

    #[test]
    fn what_can_be_read_by_itself_is_read() {
        for (yaml, expected) in [
            ("id: A-1\nrisk: low\n  bad: [x\nowner: lead\n", &["id: A-1", "risk: low", "owner: lead"][..]),
            ("id: A-1\n  bad: [x\nholders:\n  - {name: x\n", &["id: A-1"]),
            ("title: \"never closed\nid: A-1\n", &["id: A-1"]),
            (
                "tags:\n- a\n- b\n# why\nbad: [\naliases: [\n  x,\n]\n",
                &["tags: a\n- b", "aliases: [\n  x,\n]"],
            ),
            ("  id: A-1\ntitle: B\n", &["title: B"]),
            ("- a\n- b\n", &[]),
            (&format!("id: A-1\nlong: {}\nowner: lead\n", "x".repeat(yaml::LARGEST)), &["id: A-1"]),
            ("", &[]),
        ] {
            assert_eq!(read(yaml), expected, "{yaml:?}");
        }
    }

    #[test]
    fn of_an_unsettled_merge_the_first_side_counts() {
        let yaml = "id: A\n<<<<<<< ours\ntitle: é\n||||||| base\ntitle: b\n=======\ntitle: c\n>>>>>>> theirs\nowner: x\n";
        let sided = first_side(yaml);
        assert_eq!(sided.split_whitespace().collect::<Vec<_>>(), ["id:", "A", "title:", "é", "owner:", "x"]);
        assert_eq!(sided.find("owner"), yaml.find("owner"), "all stands where it stood");
        assert_eq!(first_side("a: 1\n=======\nb: 2\n"), "a: 1\n=======\nb: 2\n", "a line of its own");
    }

    #[test]
    fn front_matter_ends_where_the_text_begins() {
        for (text, front) in [
            ("title: A\ntags:\n  - a\n\n# H: x\n", "title: A\ntags:\n  - a\n"),
            ("title: A\nText\nid: B\n", "title: A\n"),
            ("\ntitle: A\n", ""),
        ] {
            assert_eq!(&text[..above_the_text(text)], front);
        }
    }
}
