//! What a text shows, letter by letter, with the places that the letters come from.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::Document;
use super::events::Part;

/// The letters and digits that a text shows, in its order, without raw HTML and what stands for pictures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Letters {
    /// Each letter with its place, in bytes of the text; what is not shown as typed has the place where it begins.
    pub all: Vec<(char, usize)>,
    /// The numbers of those that a stretch of text begins with.
    pub starts: Vec<usize>,
}

/// Whether it counts as a letter here.
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

impl Document<'_> {
    /// The letters that it shows.
    pub fn letters(&self) -> Letters {
        let mut letters = Letters::default();
        let mut pictures = 0_u32;
        for part in &self.read.parts {
            match &part.event {
                Event::Start(Tag::Image { .. }) => pictures += 1,
                Event::End(TagEnd::Image) => pictures = pictures.saturating_sub(1),
                Event::Text(words) | Event::Code(words) if pictures == 0 => {
                    letters.add(self.text, part, words);
                }
                _ => {}
            }
        }
        letters
    }
}

impl Letters {
    fn add(&mut self, text: &str, part: &Part<'_>, words: &CowStr<'_>) {
        let at = part.span.range();
        self.starts.push(self.all.len());
        // Code between backticks begins behind them.
        let typed = text.get(at.clone()).and_then(|typed| typed.find(&**words));
        let start = typed.map(|offset| at.start + offset);
        let shown = words.char_indices().filter(|(_, c)| is_letter(*c));
        self.all.extend(shown.map(|(offset, c)| (c, start.map_or(at.start, |start| start + offset))));
    }
}

#[cfg(test)]
mod tests {
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
}
