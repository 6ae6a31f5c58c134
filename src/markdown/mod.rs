//! Markdown: read once, then asked for its outline (what other pages and the checks need)
//! or its HTML (what readers see). Knows nothing of pages.

mod document;
#[cfg(test)]
mod growth;
mod highlight;
mod html;
mod lint;
mod meant;
mod options;
mod outline;
mod problem;
mod raw;
mod read;
mod sections;
pub mod tree;
mod words;

pub use document::{Document, parse};
pub use highlight::languages;
pub use html::escape::{address as escape_address, attribute as escape_attribute, text as escape_text};
pub use html::{Opening, ReferenceMarkup, Resolve};
pub use lint::{
    CONFLICT_HELP, CONFLICT_MESSAGE, MADE_BY_TEMPLATE, NAME_THE_FILE, begins_with_conflict, conflict_in_yaml,
    first_conflict, is_contents, is_made_by_template, is_of_hidden_words, is_of_writing, may_have_comments,
};
pub use meant::as_meant;
pub use options::{Dialect, Options, Punctuation, RawHtml};
pub use outline::{Fence, Heading, OtherName, Outline, Reference, ReferenceKind, may_name_block_files};
pub use raw::{HtmlAttribute, HtmlTag, addresses_in_srcset, tags_of};
pub use sections::sections;
pub use words::{Letters, PassageKind, TextUnit, count_words, is_letter, stands_alone, typographic};

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::Checked;
use crate::path::FilePath;
use lint::{conflicts, foreign_code};
use read::NumberedEvent;

impl<'a> Document<'a> {
    /// What other pages and the checks need to know. The text begins `offset` bytes into its file.
    pub fn outline(&self, file: &FilePath, offset: usize) -> Checked<Outline> {
        let (mut outline, mut problems) = outline::gather(self);
        let parts = &self.read.parts;
        outline.other_names = outline::other_names(self.text, &outline.headings);
        problems.extend(self.read.problems.iter().cloned());
        problems.extend(lint::find(self.text, parts));
        problems.extend(lint::unclosed::elements(self.text, &self.read));
        outline.conflicts = conflicts::outside_code(self.text, parts);
        problems.retain(|problem| outline.conflicts.iter().all(|conflict| !conflict.holds(problem.span())));
        outline.foreign_code = foreign_code::stretches(self.text, parts);
        problems.retain(|problem| !foreign_code::is_within(&outline.foreign_code, problem));
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
                let (mut body, blocks) = (String::new(), html::PutAside::new(references));
                html::write(self, opening, &blocks, &mut body);
                out.push_str(&blocks.put_back(html::sanitize::clean(&body)));
            }
            Dialect::Full => html::write(self, opening, references, out),
        }
    }

    /// Its blocks, for comparing.
    pub fn blocks(&self) -> Vec<tree::Block<'a>> {
        tree::blocks(self)
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
