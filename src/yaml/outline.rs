//! Where the keys and values of a YAML text stand.
//!
//! The YAML parser reports places only in errors. This reads the outline of the text by its lines: keys, list
//! items and flow brackets. It judges nothing: where the two disagree, a place falls back to the value around it.

use std::collections::HashMap;
use std::ops::Range;

use crate::source::{Span, slice};

/// A node of the outline, mirroring the YAML value at the same position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct YamlOutline<'t> {
    /// The key with its place, where the node is an entry of a map.
    pub(super) key: Option<(&'t str, Span)>,
    /// The value.
    pub(super) value: Span,
    /// Entries of a map, or items of a list.
    pub(super) children: Vec<YamlOutline<'t>>,
}

impl<'t> YamlOutline<'t> {
    /// The outline of a whole text.
    pub(super) fn new(text: &'t str) -> YamlOutline<'t> {
        let mut reader = LineReader { text, lines: lines(text), at: 0 };
        let mut children = reader.block(0);
        // A map in braces is all there is: its entries are those of the whole.
        let is_in_braces =
            |only: &YamlOutline<'_>| only.key.is_none() && slice(text, only.value.range()).starts_with('{');
        if let [only] = &mut children[..]
            && is_in_braces(only)
        {
            children = std::mem::take(&mut only.children);
        }
        YamlOutline { key: None, value: Span::new(0..text.len()), children }
    }

    /// What stands there and holds nothing.
    pub(super) fn leaf(value: Span) -> YamlOutline<'t> {
        YamlOutline { key: None, value, children: Vec::new() }
    }

    /// The entries of a map by their keys, those with the same key in their order.
    pub(super) fn by_key(&self) -> HashMap<&'t str, Vec<&YamlOutline<'t>>> {
        let mut by_key: HashMap<&str, Vec<&YamlOutline<'_>>> = HashMap::new();
        for child in &self.children {
            if let Some((name, _)) = child.key {
                by_key.entry(name).or_default().push(child);
            }
        }
        by_key
    }
}

#[derive(Clone, Copy)]
struct Line {
    /// Where the first character that is no blank stands.
    start: usize,
    /// Where the line ends, without blanks and comment.
    end: usize,
    indent: usize,
}

impl Line {
    fn words(self, text: &str) -> &str {
        slice(text, self.start..self.end)
    }
}

/// Goes over a text line by line.
struct LineReader<'t> {
    text: &'t str,
    lines: Vec<Line>,
    at: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let trimmed = without_comment(line.trim_end());
        if trimmed.len() > indent {
            lines.push(Line { start: start + indent, end: start + trimmed.len(), indent });
        }
        start += line.len();
    }
    lines
}

/// Cuts ` # comment` off, unless the sign stands in quotes.
fn without_comment(line: &str) -> &str {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in line.bytes().enumerate() {
        match (quote, byte) {
            (None, b'#') if before == b' ' => return slice(line, ..at).trim_end(),
            (None, b'"' | b'\'') if matches!(before, b' ' | b'[' | b',' | b'{' | b':') => quote = Some(byte),
            (Some(open), _) if open == byte && before != b'\\' => quote = None,
            _ => {}
        }
        before = byte;
    }
    line
}

impl<'t> LineReader<'t> {
    /// The entries of a block at this indent or deeper, until a line that is indented less.
    fn block(&mut self, at_least: usize) -> Vec<YamlOutline<'t>> {
        let mut children = Vec::new();
        let Some(indent) =
            self.lines.get(self.at).map(|line| line.indent).filter(|indent| *indent >= at_least)
        else {
            return children;
        };
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent >= indent) {
            let line = *line;
            if line.indent > indent {
                self.at += 1;
                continue;
            }
            children.push(if is_item(line.words(self.text)) {
                self.list_item(line, indent)
            } else {
                self.entry(line, indent)
            });
        }
        children
    }

    /// The item that begins with a dash on the line that is next.
    fn list_item(&mut self, line: Line, indent: usize) -> YamlOutline<'t> {
        let rest = slice(self.text, line.start + 1..line.end);
        let blanks = 1 + rest.len() - rest.trim_start().len();
        let (start, end) = (line.start + blanks, line.end);
        if start >= end {
            self.at += 1;
            let children = self.block(indent + 1);
            return YamlOutline { key: None, value: whole(&children, start.min(end)..end), children };
        }
        // What follows the dash is a line of its own, indented to where it begins.
        let inner = line.indent + blanks;
        if let Some(line) = self.lines.get_mut(self.at) {
            (line.start, line.indent) = (start, inner);
        }
        let item = slice(self.text, start..end);
        if key_length(item).is_some() || is_item(item) {
            let children = self.block(inner);
            return YamlOutline { key: None, value: whole(&children, start..end), children };
        }
        self.at += 1;
        self.scalar(start, end, indent, None)
    }

    /// The entry on the line that is next.
    fn entry(&mut self, line: Line, indent: usize) -> YamlOutline<'t> {
        let Line { start, end, .. } = line;
        self.at += 1;
        let Some(length) = key_length(line.words(self.text)) else {
            return self.scalar(start, end, indent, None);
        };
        let name = slice(self.text, start..start + length).trim().trim_matches(['"', '\'']);
        let key = Some((name, Span::new(start..start + length)));
        let rest = slice(self.text, start + length + 1..end);
        let value = end - rest.trim_start().len();
        if value < end {
            return self.scalar(value, end, indent, key);
        }
        // A list may stand under its key at the same indent; a map may not.
        let mut children = self.list_at(indent);
        if children.is_empty() {
            children = self.block(indent + 1);
        }
        YamlOutline { key, value: whole(&children, start..start + length), children }
    }

    fn list_at(&mut self, indent: usize) -> Vec<YamlOutline<'t>> {
        let mut items = Vec::new();
        while let Some(line) = self.lines.get(self.at).copied()
            && line.indent == indent
            && is_item(line.words(self.text))
        {
            items.push(self.list_item(line, indent));
        }
        items
    }

    /// A value that begins on the line of its key, with the lines indented deeper that belong to it.
    fn scalar(
        &mut self,
        start: usize,
        end: usize,
        indent: usize,
        key: Option<(&'t str, Span)>,
    ) -> YamlOutline<'t> {
        if slice(self.text, start..end).starts_with(['[', '{']) {
            let (children, close) = flow(self.text, start);
            while self.lines.get(self.at).is_some_and(|line| line.start < close) {
                self.at += 1;
            }
            return YamlOutline { key, value: Span::new(start..close), children };
        }
        let mut last = end;
        while let Some(line) = self.lines.get(self.at).filter(|line| line.indent > indent) {
            last = line.end;
            self.at += 1;
        }
        YamlOutline { key, value: Span::new(start..last), children: Vec::new() }
    }
}

fn whole(children: &[YamlOutline<'_>], otherwise: std::ops::Range<usize>) -> Span {
    match (children.first(), children.last()) {
        (Some(first), Some(last)) => {
            let start = first.key.map_or(first.value.start, |(_, key)| key.start);
            Span { start, end: last.value.end }
        }
        _ => Span::new(otherwise),
    }
}

fn is_item(line: &str) -> bool {
    line == "-" || line.starts_with("- ")
}

/// How long the key is that a line begins with, where it begins with one.
pub fn key_length(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = 0;
    if let Some(quote) = bytes.first().filter(|byte| matches!(byte, b'"' | b'\'')) {
        at = 1 + bytes.iter().skip(1).position(|byte| byte == quote)? + 1;
    } else if matches!(bytes.first(), Some(b'[' | b'{')) {
        return None;
    }
    let ends_key =
        |at: usize| bytes.get(at) == Some(&b':') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t'));
    (at..bytes.len()).find(|at| ends_key(*at))
}

/// The items of a flow list or map that opens at a byte, and the byte after its end.
fn flow(text: &str, open: usize) -> (Vec<YamlOutline<'_>>, usize) {
    let bytes = text.as_bytes();
    let mut items = Vec::new();
    let mut start = open + 1;
    let mut at = start;
    let mut within: Option<FlowWithin<'_>> = None;
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b'"' | b'\'' if slice(text, start..at).trim().is_empty() => {
                at += 1;
                while let Some(within) = bytes.get(at).filter(|within| **within != byte) {
                    at += if *within == b'\\' && byte == b'"' { 2 } else { 1 };
                }
            }
            // The caller has bounded the depth.
            b'[' | b'{' => {
                let (children, end) = flow(text, at);
                within.get_or_insert(FlowWithin { start: at, children });
                at = end.saturating_sub(1);
            }
            b',' | b']' | b'}' => {
                items.extend(flow_item(text, start..at, within.take()));
                start = at + 1;
                if byte != b',' {
                    return (items, at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    (items, text.len())
}

/// The first list or map within an item. It is read once: read once more for each level, a few brackets would take for ever.
struct FlowWithin<'t> {
    start: usize,
    children: Vec<YamlOutline<'t>>,
}

fn flow_item<'t>(
    text: &'t str,
    Range { start, end }: Range<usize>,
    within: Option<FlowWithin<'t>>,
) -> Option<YamlOutline<'t>> {
    let piece = text.get(start..end.min(text.len()))?;
    let trimmed = piece.trim();
    if trimmed.is_empty() {
        return None;
    }
    let first = start + piece.len() - piece.trim_start().len();
    let key = key_length(trimmed)
        .map(|length| (slice(trimmed, ..length).trim_matches(['"', '\'']), Span::new(first..first + length)));
    let value = key.map_or(first, |(_, span)| {
        let after = span.end as usize + 1;
        first + trimmed.len() - slice(text, after..first + trimmed.len()).trim_start().len()
    });
    let children = within.filter(|within| within.start == value).map_or(Vec::new(), |within| within.children);
    Some(YamlOutline { key, value: Span::new(value..first + trimmed.len()), children })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'a>(text: &'a str, places: &YamlOutline<'_>) -> &'a str {
        &text[places.value.range()]
    }

    #[test]
    fn keys_values_and_items_are_found() {
        let text = "title: \"A: b\" # why\nserves: [OB-01, \"OB-02\"]\nuses:\n- CH-01\n- CH-02\nholders:\n  - name: x\n    from: 2026-01-01\n  - name: y\nsummary: >\n  long\n  text\nlast: 1\n";
        let root = YamlOutline::new(text);
        let keys: Vec<_> = root.children.iter().filter_map(|child| child.key.map(|(key, _)| key)).collect();
        assert_eq!(keys, ["title", "serves", "uses", "holders", "summary", "last"]);
        assert_eq!(shown(text, &root.children[0]), "\"A: b\"");
        assert_eq!(shown(text, &root.children[1].children[1]), "\"OB-02\"");
        assert_eq!(shown(text, &root.children[2].children[1]), "CH-02");
        let holder = &root.children[3].children[0];
        assert_eq!(shown(text, &holder.children[1]), "2026-01-01");
        assert_eq!(shown(text, &root.children[4]), ">\n  long\n  text");
    }

    #[test]
    fn a_map_in_braces_has_its_entries_at_the_top() {
        let text = "{title: T, kind: page,\n kind: {a: 1}} # why\n";
        let root = YamlOutline::new(text);
        let entries: Vec<_> = root.children.iter().map(|child| (child.key, shown(text, child))).collect();
        let key = |name: &'static str, at: usize| Some((name, Span::new(at..at + name.len())));
        assert_eq!(entries, [(key("title", 1), "T"), (key("kind", 11), "page"), (key("kind", 24), "{a: 1}")]);
    }

    #[test]
    fn flow_maps_and_lists_over_lines() {
        let text = "a: [\n  x,\n  {name: y, from: 2026-01-01}\n]\nb: 2\n";
        let root = YamlOutline::new(text);
        assert_eq!(root.children.len(), 2);
        let map = &root.children[0].children[1];
        assert_eq!(shown(text, &map.children[1]), "2026-01-01");
    }

    #[test]
    fn brackets_are_read_once_however_deep_they_are() {
        let text = format!("a: {}x{}\n", "[".repeat(60), "]".repeat(60));
        let mut places = YamlOutline::new(&text).children.remove(0);
        let mut depth = 0;
        while let Some(inner) = places.children.pop() {
            places = inner;
            depth += 1;
        }
        assert_eq!((depth, shown(&text, &places)), (60, "x"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[ \\-\\[\\]{}:,\"'#|>a\u{e9}\n\t]{0,80}") {
            let root = YamlOutline::new(&text);
            let mut open = vec![root];
            while let Some(places) = open.pop() {
                proptest::prop_assert!(text.get(places.value.range()).is_some());
                open.extend(places.children);
            }
        }
    }
}
