//! What a text shows, letter by letter, with the places that the letters come from.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::document::Document;
use crate::markdown::read::NumberedEvent;

/// The letters and digits that a text shows, in its order, without raw HTML and what stands for pictures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Letters {
    /// Each letter with its place, in bytes of the text; what is not shown as typed has the place where it begins.
    pub all: Vec<(char, usize)>,
    /// The numbers of those that a stretch of text begins with.
    pub starts: Vec<usize>,
    /// What they stand in, in the order of the text; together they hold every letter.
    pub passages: Vec<TextUnit>,
}

/// The smallest part of a text that stands on its own: a paragraph, a heading, an item, a cell, a line of code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextUnit {
    /// What it is.
    pub kind: PassageKind,
    /// What it says.
    pub words: String,
    /// The numbers of its letters.
    pub letters: Range<usize>,
}

/// What a passage is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PassageKind {
    /// A paragraph, an item, a cell.
    Words,
    /// A heading.
    Heading,
    /// A line of code.
    Code,
}

/// Whether it counts as a letter here.
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

impl Document<'_> {
    /// The letters that it shows.
    pub fn letters(&self) -> Letters {
        let mut walk = Walk { text: self.text, kind: PassageKind::Words, is_open: false, pictures: 0 };
        let mut letters = Letters::default();
        for part in &self.read.parts {
            walk.take(part, &mut letters);
        }
        letters
    }
}

/// Where a walk over a text is.
struct Walk<'t> {
    text: &'t str,
    /// What the passage is that comes next.
    kind: PassageKind,
    /// Whether words go on in the last passage.
    is_open: bool,
    pictures: u32,
}

impl Walk<'_> {
    fn take(&mut self, part: &NumberedEvent<'_>, letters: &mut Letters) {
        match &part.event {
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(tag) if !is_inline(tag.to_end()) => {
                self.is_open = false;
                self.kind = match tag {
                    Tag::Heading { .. } => PassageKind::Heading,
                    Tag::CodeBlock(_) => PassageKind::Code,
                    _ => PassageKind::Words,
                };
            }
            Event::End(tag) if !is_inline(*tag) => {
                (self.is_open, self.kind) = (false, PassageKind::Words);
            }
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) if self.pictures == 0 => {
                self.add(part, words, letters);
            }
            Event::SoftBreak | Event::HardBreak if self.is_open => {
                letters.say(" ");
            }
            _ => {}
        }
    }

    fn add(&mut self, part: &NumberedEvent<'_>, words: &str, letters: &mut Letters) {
        let at = part.span.range();
        letters.starts.push(letters.all.len());
        // Code between backticks begins behind them.
        let typed = self.text.get(at.clone()).and_then(|typed| typed.find(words));
        let mut start = typed.map(|offset| at.start + offset);
        let is_code = self.kind == PassageKind::Code;
        let lines: &mut dyn Iterator<Item = &str> =
            if is_code { &mut words.split_inclusive('\n') } else { &mut std::iter::once(words) };
        for line in lines {
            let shown = line.char_indices().filter(|(_, c)| is_letter(*c));
            letters.begin(self.kind, self.is_open);
            letters.all.extend(shown.map(|(offset, c)| (c, start.map_or(at.start, |start| start + offset))));
            letters.say(line);
            self.is_open = !(is_code && line.ends_with('\n'));
            start = start.map(|start| start + line.len());
        }
    }
}

impl Letters {
    /// Begins a passage, unless one is open that goes on.
    fn begin(&mut self, kind: PassageKind, is_open: bool) {
        if !is_open || self.passages.is_empty() {
            let next = self.all.len();
            self.passages.push(TextUnit { kind, words: String::new(), letters: next..next });
        }
    }

    /// What the last passage says besides.
    fn say(&mut self, words: &str) {
        if let Some(passage) = self.passages.last_mut() {
            passage.words.push_str(words);
            passage.letters.end = self.all.len();
        }
    }
}

fn is_inline(tag: TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    matches!(tag, Emphasis | Strong | Strikethrough | Superscript | Subscript | Link | Image)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Options, parse};

    #[test]
    fn letters_know_where_they_stand() {
        let text = "# A b\n\nSome *words*, `co de` &amp; ![alt](x.png)\n\n- it\n- is\n";
        let letters = parse(text, &Options::default()).letters();
        let shown: String = letters.all.iter().map(|(c, _)| c).collect();
        assert_eq!(shown, "AbSomewordscodeitis");
        for (c, place) in &letters.all {
            assert!(text[*place..].starts_with(*c), "{c} at {place}");
        }
        assert!(letters.starts.contains(&2), "a block begins with a start: {:?}", letters.starts);
    }

    #[test]
    fn every_letter_stands_in_a_passage() {
        let text = "# A *b*\n\nSome\nwords\n\n- it\n\n  > is\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nls\n\nrm x\n```\n\nend\n";
        let letters = parse(text, &Options::default()).letters();
        let said: Vec<&str> = letters.passages.iter().map(|passage| passage.words.trim()).collect();
        assert_eq!(said, ["A b", "Some words", "it", "is", "a", "b", "1", "2", "ls", "", "rm x", "end"]);
        let held: Vec<usize> = letters.passages.iter().flat_map(|passage| passage.letters.clone()).collect();
        assert_eq!(held, (0..letters.all.len()).collect::<Vec<_>>());
        let line = letters.passages.iter().find(|passage| passage.words == "rm x\n").expect("the line");
        assert_eq!(line.kind, PassageKind::Code);
        assert!(text[letters.all[line.letters.start].1..].starts_with("rm x"));
    }
}
