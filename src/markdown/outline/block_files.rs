//! The files that fenced blocks name: lines `name: file.ending`.
//!
//! What a text shows is found in the text alone, whatever a site declares on the day: so is what an approval of it covers. A
//! line that only looks like one, in a block that is no data, leads nowhere.

use super::{Fence, Reference, ReferenceKind};
use crate::source::{Span, slice};

/// The longest ending of a file that a block is made from: `.ogv`, `.webm`, `.avif`.
const LONGEST_ENDING: usize = 5;

/// Whether a data block of a text may name a file: quickly, and not whether it does.
pub fn may_name_block_files(text: &str) -> bool {
    let has_fence = text.contains("```") || text.contains("~~~");
    has_fence && text.lines().any(|line| named_by(line).is_some())
}

/// The files that a block names, in the order of its lines.
pub(super) fn block_files(text: &str, fence: &Fence) -> Vec<Reference> {
    if fence.is_nested {
        return Vec::new();
    }
    let (body, mut start) = (slice(text, fence.body.range()), fence.body.range().start);
    let mut files = Vec::new();
    for line in body.split_inclusive('\n') {
        files.extend(named_by(line).map(|(at, name)| reference(name, start + at)));
        start += line.len();
    }
    files
}

/// The file that a line names, and where in the line it does.
fn named_by(line: &str) -> Option<(usize, &str)> {
    let (key, rest) = line.split_once(": ")?;
    if key.is_empty() || key.contains(|c: char| !c.is_ascii_lowercase() && c != '_') {
        return None;
    }
    let value = rest.split(" #").next().unwrap_or_default().trim();
    let bare = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    let name = bare('"').or_else(|| bare('\'')).unwrap_or(value);
    let (_, ending) = name.rsplit_once('.')?;
    let is_ending = (2..=LONGEST_ENDING).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
        && ending.contains(|c: char| c.is_ascii_alphabetic());
    let is_file = is_ending && !name.contains("://") && !name.contains(['{', '[', '"', '\'']);
    is_file.then(|| Some((line.find(name)?, name)))?
}

fn reference(name: &str, start: usize) -> Reference {
    Reference {
        kind: ReferenceKind::BlockFile,
        target: name.into(),
        span: Span::new(start..start + name.len()),
        words: "".into(),
        sentence: "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Options, parse};
    use crate::path::FilePath;

    #[test]
    fn a_line_of_a_block_names_a_file() {
        for (line, named) in [
            ("file: readings.csv", Some("readings.csv")),
            ("src: \"films/a b.webm\"", Some("films/a b.webm")),
            ("captions: 'a.vtt'  # ours", Some("a.vtt")),
            ("file: ../x/y.csv", Some("../x/y.csv")),
            ("title: Version 1.10", None),
            ("title: 1.10", None),
            ("- file: a.csv", None),
            ("  file: a.csv", None),
            ("file: https://example.org/a.csv", None),
            ("{file: a.csv}", None),
            ("file:", None),
        ] {
            let text = format!("One [link](b.md).\n\n```chart Sales\n{line}\n```\n\nAnd ![one](c.png)\n");
            let outline = parse(&text, &Options::default()).outline(&FilePath::root(), 0).value;
            let files = outline.references.iter().skip(2);
            let files: Vec<&str> = files.map(|reference| slice(&text, reference.span.range())).collect();
            assert_eq!(files, Vec::from_iter(named), "{line}");
        }
        let code = "```yaml\nfile: a.csv\n```\n\n- ```chart\n  file: a.csv\n  ```\n";
        let outline = parse(code, &Options::default()).outline(&FilePath::root(), 0).value;
        assert!(outline.references.is_empty());
    }
}
