//! Markdown: read once, then asked for its outline (what other pages and the checks need)
//! or its HTML (what readers see). Knows nothing of pages.

mod autolink;
mod blanks;
mod block_slips;
mod bracketed;
mod chunk;
mod code;
mod conflicts;
mod document;
mod elements;
mod escape;
mod events;
mod facts;
mod footnotes;
mod grammars;
mod grow;
#[cfg(test)]
mod growth;
mod headings;
mod highlight;
mod html;
mod ids;
mod languages;
mod letters;
mod line_memory;
mod link_slips;
mod media;
mod notes_html;
mod options;
mod outline;
mod parts;
mod paused;
mod pointers;
mod problem;
mod raw_elements;
mod raw_html;
mod resolve;
mod runs;
mod sanitize;
mod script_link;
mod sentence;
mod shapes;
mod srcset;
pub mod tree;
mod typographic;
mod unclosed;

pub use conflicts::{CONFLICT_HELP, CONFLICT_MESSAGE, conflict_in_yaml, first_conflict};
pub use document::{Document, parse};
pub use escape::{address as escape_address, attribute as escape_attribute, text as escape_text};
pub use html::Opening;
pub use letters::{Letters, PassageKind, TextUnit, is_letter};
pub use options::{Dialect, Options, Punctuation, RawHtml};
pub use outline::{Heading, Outline, Reference, ReferenceKind};
pub use resolve::{ReferenceMarkup, Resolve};
pub use sentence::{count_words, stands_alone};
pub use srcset::addresses as addresses_in_srcset;
pub use typographic::typographic;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::Checked;
use crate::path::FilePath;
use parts::NumberedEvent;

/// The languages that code is highlighted in, each by one of its names.
pub fn languages() -> impl Iterator<Item = &'static str> {
    languages::all()
}

impl<'a> Document<'a> {
    /// What other pages and the checks need to know. The text begins `offset` bytes into its file.
    pub fn outline(&self, file: &FilePath, offset: usize) -> Checked<Outline> {
        let (mut outline, mut problems) = facts::gather(self);
        let parts = &self.read.parts;
        problems.extend(self.read.problems.iter().cloned());
        problems.extend(link_slips::find(self.text, parts));
        problems.extend(block_slips::find(self.text, parts));
        problems.extend(unclosed::find(self.text, parts));
        outline.conflicts = conflicts::outside_code(self.text, parts);
        problems.retain(|problem| outline.conflicts.iter().all(|conflict| !conflict.holds(problem.span())));
        problems.extend(outline.conflicts.iter().map(|conflict| conflicts::problem(*conflict)));
        Checked::new(outline, problems.iter().map(|problem| problem.finding(file, offset)).collect())
    }

    /// What readers see, onto the end of `out`.
    pub fn html(&self, opening: Opening, references: &dyn Resolve, out: &mut String) {
        match self.options.dialect {
            Dialect::CommonMark => {
                pulldown_cmark::html::push_html(out, self.read.parts.iter().map(|part| part.event.clone()));
            }
            Dialect::Full if self.options.raw_html == RawHtml::Sanitize => {
                let mut body = String::new();
                html::write(self, opening, references, &mut body);
                out.push_str(&sanitize::clean(&body));
            }
            Dialect::Full => html::write(self, opening, references, out),
        }
    }

    /// Its blocks, for comparing.
    pub fn blocks(&self) -> Vec<tree::Block<'a>> {
        grow::blocks(self)
    }

    /// The classes of each heading, in the order of the text.
    pub fn heading_classes(&self) -> Vec<Vec<String>> {
        let classes = |part: &NumberedEvent<'_>| match &part.event {
            Event::Start(Tag::Heading { classes, .. }) => {
                Some(classes.iter().map(ToString::to_string).collect())
            }
            _ => None,
        };
        self.read.parts.iter().filter_map(classes).collect()
    }
}
