//! Markdown: read once, then asked for its outline (what other pages and the checks need)
//! or its HTML (what readers see). Knows nothing of pages.

mod autolink;
mod blanks;
mod block_slips;
mod bracketed;
mod chunk;
mod code;
mod conflicts;
mod elements;
mod escape;
mod events;
mod facts;
mod footnotes;
mod grow;
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
mod outline;
mod paused;
mod problem;
mod raw_elements;
mod raw_html;
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
pub use escape::{address as escape_address, attribute as escape_attribute, text as escape_text};
pub use letters::{Letters, PassageKind, TextUnit, is_letter};
pub use outline::{Heading, Outline, Reference, ReferenceKind};
pub use sentence::{count_words, stands_alone};
pub use srcset::addresses as addresses_in_srcset;
pub use typographic::typographic;

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::Checked;
use crate::path::FilePath;

/// What becomes of raw HTML in a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum RawHtml {
    /// It stands as written; links that would run a script are taken out.
    #[default]
    Pass,
    /// It is cleaned of everything that could run or restyle the page.
    Sanitize,
    /// It is shown as text, and a finding.
    Deny,
}

/// Which language is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Dialect {
    /// CommonMark with GFM, wikilinks, definition lists, heading attributes and figures.
    #[default]
    Full,
    /// CommonMark alone, for the tests of its specification.
    CommonMark,
}

/// Whether straight quotes and `--` become typographic.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Punctuation {
    /// Quotes, dashes and ellipses as a printer sets them.
    #[default]
    Smart,
    /// As typed.
    Plain,
}

/// How a site writes Markdown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Options {
    /// Which language is read.
    pub dialect: Dialect,
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// Quotes and dashes.
    pub punctuation: Punctuation,
}

/// Whether a first-level heading that opens the text is shown.
/// The theme shows a page's title itself; a heading that says the same would say it twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// Shown like every other heading.
    Shown,
    /// Left out: the theme shows the title and carries the heading's id.
    LeftOut,
}

/// What a reference is shown as, once the site knows what it leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReferenceMarkup<'a> {
    /// As written.
    AsWritten,
    /// A link to this address, already encoded.
    Link {
        /// The address.
        href: Cow<'a, str>,
        /// Shown instead of the target, where a wikilink has no words of its own.
        words: Option<Cow<'a, str>>,
    },
    /// A link that leads nowhere: its words stay, marked as dead.
    Dead,
    /// A link to what is not approved yet: its words stay, and that is said.
    Unapproved,
    /// A picture.
    Picture {
        /// Its address, already encoded.
        src: Cow<'a, str>,
        /// Width and height in pixels, so that the page does not jump when it loads.
        size: Option<(u32, u32)>,
    },
    /// A video.
    Video {
        /// Its address, already encoded.
        src: Cow<'a, str>,
        /// The address of its WebVTT captions.
        captions: Option<Cow<'a, str>>,
        /// The address of the picture shown before it plays.
        poster: Option<Cow<'a, str>>,
    },
}

/// Says what the references of a text are shown as.
pub trait Resolve {
    /// The reference with this number, in the order of [`Outline::references`].
    fn resolve(&self, nth: usize) -> ReferenceMarkup<'_>;
}

/// The languages that code is highlighted in, each by one of its names.
pub fn languages() -> impl Iterator<Item = &'static str> {
    languages::all()
}

/// A text, read.
pub struct Document<'a> {
    text: &'a str,
    options: Options,
    read: events::Read<'a>,
    heads: Vec<headings::OpenHeading>,
    notes: footnotes::Notes,
}

/// Reads a text, once.
pub fn parse<'a>(text: &'a str, options: &Options) -> Document<'a> {
    let mut read = events::read(text, *options);
    let mut ids = ids::Ids::default();
    let heads = headings::name(text, &mut read, &mut ids);
    let notes = footnotes::number(&read, &mut ids);
    Document { text, options: *options, read, heads, notes }
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
        let classes = |part: &events::NumberedEvent<'_>| match &part.event {
            Event::Start(Tag::Heading { classes, .. }) => {
                Some(classes.iter().map(ToString::to_string).collect())
            }
            _ => None,
        };
        self.read.parts.iter().filter_map(classes).collect()
    }

    /// The first-level heading that the text begins with. Comments before it do not count.
    fn opening(&self) -> Option<&headings::OpenHeading> {
        self.heads.first().filter(|head| head.level == 1 && head.parts.start == 0)
    }
}
