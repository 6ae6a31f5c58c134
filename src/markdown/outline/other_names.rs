//! Names of places in the forms of other programs: one names a heading in a line above it, another a paragraph at its end.

use std::collections::HashMap;

use super::{Heading, OtherName};

/// Those of a text with these headings.
pub(in crate::markdown) fn other_names(text: &str, headings: &[Heading]) -> Vec<OtherName> {
    if !text.contains(")=") && !text.contains('^') {
        return Vec::new();
    }
    let begins_at: HashMap<usize, &Heading> =
        headings.iter().map(|heading| (heading.span.range().start, heading)).collect();
    let mut names = Vec::new();
    let (mut start, mut label) = (0, None);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if let Some(heading) = begins_at.get(&start)
            && let Some(name) = label.take()
        {
            names.push(OtherName { name, heading: Some(heading.id.clone()) });
        }
        if !words.is_empty() {
            let written = words.strip_prefix('(').and_then(|words| words.strip_suffix(")="));
            label = written.map(Box::<str>::from);
        }
        if let Some((before, name)) = words.rsplit_once('^')
            && (before.is_empty() || before.ends_with(' '))
            && !name.is_empty()
            && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
        {
            names.push(OtherName { name: format!("^{name}").into(), heading: None });
        }
        start += line.len();
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::markdown::{Options, parse};
    use crate::path::FilePath;

    #[test]
    fn headings_and_paragraphs_are_named() {
        let text = "(a:b)=\n\n## A\n\n(c)=\nWords.\n\n## D\n\nWords. ^e1\n\nx^2\n^f-2\n";
        let outline = parse(text, &Options::default()).outline(&FilePath::root(), 0).value;
        let names: Vec<(&str, Option<&str>)> =
            outline.other_names.iter().map(|other| (&*other.name, other.heading.as_deref())).collect();
        assert_eq!(names, [("a:b", Some("a")), ("^e1", None), ("^f-2", None)]);
    }
}
