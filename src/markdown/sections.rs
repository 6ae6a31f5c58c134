//! Cuts a text at its headings and paragraphs into sections that read the same on their own as within the text. The texts
//! of a page's past are alike but for a section or two, so that each section need be read once.

use crate::source::slice;

/// The line that opens or closes a block of code.
#[derive(Clone, Copy)]
struct Fence {
    sign: u8,
    length: usize,
    /// Whether nothing follows the signs; only then it can close one.
    is_bare: bool,
}

impl Fence {
    /// The fence that a line begins with.
    fn of(line: &str) -> Option<Fence> {
        let sign = line.bytes().next().filter(|sign| matches!(sign, b'`' | b'~'))?;
        let length = line.bytes().take_while(|byte| *byte == sign).count();
        let rest = line.trim_start_matches(char::from(sign));
        let is_fence = length >= 3 && !(sign == b'`' && rest.contains('`'));
        is_fence.then(|| Fence {
            sign,
            length,
            is_bare: rest.trim_end_matches(['\r', '\n']).chars().all(|sign| sign == ' '),
        })
    }

    fn closes(self, open: Fence) -> bool {
        self.is_bare && self.sign == open.sign && self.length >= open.length
    }
}

/// The sections of a text, which together are the text. It is one section where it cannot be known at a glance that its
/// parts do not depend on one another: where it defines addresses or footnotes, begins a line with a tag, or indents a
/// fence.
///
/// A section begins with a heading, or with a letter, at the start of a line behind an empty one. Such a line ends all that
/// is open before it but for a block of code with fences (CommonMark 0.31, 4.2, 4.5 and 5.2) and raw HTML. Below terms
/// with definitions a paragraph may be the next term, and belongs to these.
pub fn sections(text: &str) -> Vec<&str> {
    cut(text).unwrap_or_else(|| vec![text])
}

fn cut(text: &str) -> Option<Vec<&str>> {
    // Lines that end with a carriage return alone are lines to readers of Markdown, and are rare.
    let has_bare_return = text.split('\r').skip(1).any(|rest| !rest.starts_with('\n'));
    if has_bare_return || text.contains("]:") {
        return None;
    }
    let mut sections = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut open: Option<Fence> = None;
    let (mut is_behind_blank, mut is_among_definitions) = (true, false);
    for line in text.split_inclusive('\n') {
        match (open, Fence::of(line)) {
            (Some(fence), Some(other)) if other.closes(fence) => open = None,
            (Some(_), _) if is_indented_fence(line) => return None,
            (Some(_), _) => {}
            (None, Some(fence)) => open = Some(fence),
            (None, None) => {
                if may_reach_further(line) {
                    return None;
                }
                is_among_definitions |= line.trim_start().starts_with(':');
                let is_heading = is_heading(line);
                let begins = is_heading || !is_among_definitions && line.starts_with(char::is_alphabetic);
                if is_behind_blank && begins && at > start {
                    sections.push(slice(text, start..at));
                    start = at;
                }
                is_among_definitions &= !is_heading;
            }
        }
        is_behind_blank = line.trim().is_empty();
        at += line.len();
    }
    sections.push(slice(text, start..));
    Some(sections)
}

/// Whether what a line begins may go on behind an empty line, whatever follows.
fn may_reach_further(line: &str) -> bool {
    line.trim_start_matches([' ', '\t', '>']).starts_with('<') || is_indented_fence(line)
}

/// Whether a line is a fence of a block in something else, or one with blanks before it.
fn is_indented_fence(line: &str) -> bool {
    let written = line.trim_start_matches([' ', '\t', '>']);
    written.len() < line.len() && Fence::of(written).is_some()
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=6).contains(&level) && rest.starts_with([' ', '\t', '\n', '\r'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::tree::Block;
    use crate::markdown::{Options, parse};

    fn whole(text: &str) -> Vec<Block<'_>> {
        parse(text, &Options::default()).blocks()
    }

    fn in_sections(text: &str) -> Vec<Block<'_>> {
        sections(text).into_iter().flat_map(whole).collect()
    }

    #[test]
    fn a_heading_behind_an_empty_line_begins_a_section() {
        let text = "Opening.\n\n# One\ntext\n## Not behind one\n\n## Two\r\n\r\n#hashtag\n";
        let cut = ["Opening.\n\n", "# One\ntext\n## Not behind one\n\n", "## Two\r\n\r\n#hashtag\n"];
        assert_eq!(sections(text), cut);
        assert_eq!(sections(""), [""]);
        assert_eq!(sections("# One"), ["# One"]);
    }

    #[test]
    fn a_paragraph_behind_an_empty_line_begins_a_section() {
        let text = "One\ntwo.\n\n- three\n\n  four\n\n\nÉtage\n\n5.\n\n```\n\ncode\n```\n\nsix\n";
        let cut = ["One\ntwo.\n\n- three\n\n  four\n\n\n", "Étage\n\n5.\n\n```\n\ncode\n```\n\n", "six\n"];
        assert_eq!(sections(text), cut);
        let text = "Term\n: Definition\n\nTerm\n\n: Definition\n\n# Part\n\nOne\n\ntwo\n";
        let cut = ["Term\n: Definition\n\nTerm\n\n: Definition\n\n", "# Part\n\n", "One\n\n", "two\n"];
        assert_eq!(sections(text), cut);
    }

    #[test]
    fn what_looks_like_a_heading_within_code_begins_none() {
        for text in ["```sh\n\n# no\n```\n\n# yes\n", "~~~~\n\n# no\n~~~\n\n# no\n~~~~ \n\n# yes\n"] {
            let cut = sections(text);
            assert_eq!(cut.len(), 2, "{text:?}");
            assert_eq!(cut.last(), Some(&"# yes\n"), "{text:?}");
        }
        assert_eq!(sections("```a`b\n\n# yes\n").len(), 2);
    }

    #[test]
    fn what_holds_for_the_whole_text_keeps_it_together() {
        for text in [
            "[a]\n\n# b\n\n[a]: c\n",
            "a[^1]\n\n# b\n\n[^1]: c\n",
            "<pre>\n\n# no\n</pre>\n",
            " <!--\n\n# no\n-->\n",
            "> ```\n\n# b\n",
            "  ```\n\n# no\n  ```\n",
            "a\r\r# b\r",
            "```\nx\n  ```\n\n```\n\n# no\n```\n\n# yes\n",
        ] {
            assert_eq!(sections(text), [text]);
        }
    }

    fn line() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec![
            "",
            "",
            "",
            "# a",
            "## b {#c}",
            "#",
            "#d",
            "```",
            "```sh",
            "~~~",
            "````",
            "- e",
            "  - f",
            "1. g",
            "> h",
            "    i",
            "\tj",
            "k",
            "*l",
            "m*",
            "[n](o.md)",
            "[[p]]",
            "| q | r |",
            "| - | - |",
            ": s",
            "---",
            "===",
            "- ```",
            "`t",
            "\"u",
            "$$",
            "\\",
            "![v](w.png)",
            "- [ ] x",
            "y  ",
        ]);
        (part, prop::sample::select(vec!["\n", "\n", "\n", "\r\n"]))
            .prop_map(|(part, end)| format!("{part}{end}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn sections_read_as_the_text_does(lines in prop::collection::vec(line(), 0..24)) {
            let text = lines.concat();
            prop_assert_eq!(sections(&text).concat(), text.as_str());
            prop_assert_eq!(in_sections(&text), whole(&text), "{:?}", sections(&text));
        }
    }
}
