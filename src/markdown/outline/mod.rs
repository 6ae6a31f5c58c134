//! What a text holds, without its HTML: headings, anchors, references, words.

mod block_files;
mod fences;
mod gather;
mod other_names;

pub use block_files::may_name_block_files;
pub(super) use gather::gather;
pub(super) use other_names::other_names;

use serde::{Deserialize, Serialize};

use crate::source::Span;

/// The facts of one text. Spans are in bytes of the Markdown text (front matter not counted).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// Every heading, in order.
    pub headings: Vec<Heading>,
    /// Whether the text begins with a first-level heading, which is then the first of `headings`.
    pub opens_with_title: bool,
    /// Ids beside those of the headings that a link can name: ids and names in raw HTML, footnotes.
    pub anchors: Vec<Box<str>>,
    /// Names of places that other programs know.
    pub other_names: Vec<OtherName>,
    /// Everything that points elsewhere, in order; behind that what fenced blocks name ([`ReferenceKind::BlockFile`]).
    pub references: Vec<Reference>,
    /// Stretches that a merge has left unsettled. They are reported as that, and nothing in them as anything else.
    pub conflicts: Vec<Span>,
    /// Stretches of code in blocks of other programs. The block is reported, and nothing that is written in them.
    pub foreign_code: Vec<Span>,
    /// Fenced blocks whose first word names no language of code: they may hold data.
    pub fences: Vec<Fence>,
    /// How many words a reader reads.
    pub words: u32,
    /// The first paragraph as plain text, cut at about 200 characters at a word's end; empty where there is none.
    pub lead: Box<str>,
}

impl Outline {
    /// Whether a stretch of the text lies in the code of another program.
    pub fn is_in_foreign_code(&self, span: Span) -> bool {
        span.is_within_one_of(&self.foreign_code)
    }
}

/// A name of a place that another program knows: a line `(name)=` above a heading, or `^name` behind a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherName {
    /// As links have it; that of a paragraph with its `^`.
    pub name: Box<str>,
    /// The id of the heading that has it; `None` for a paragraph.
    pub heading: Option<Box<str>>,
}

/// A fenced block that names no language of code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fence {
    /// The first word behind the fence: `view`.
    pub word: Box<str>,
    /// What follows it on that line, without blanks around it; may be empty.
    pub argument: Box<str>,
    /// Where the block stands, its fences included.
    pub span: Span,
    /// Where its lines stand; empty where it has none.
    pub body: Span,
    /// Whether it stands in a list, a quotation or a note, where its lines do not follow one another.
    pub is_nested: bool,
}

/// One heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id, unique in the text.
    pub id: Box<str>,
    /// Its words, without markup.
    pub text: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// Something that points elsewhere: a link, a picture, an attribute in raw HTML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// How it is written.
    pub kind: ReferenceKind,
    /// What it names, as written (escapes and entities undone, percent-encoding not).
    pub target: Box<str>,
    /// Where the target stands; for reference links, in their definition.
    pub span: Span,
    /// The words of a link, the alternative text of a picture.
    pub words: Box<str>,
    /// The sentence it stands in, as plain text, cut at about 240 characters around the link;
    /// empty for pictures and raw HTML.
    pub sentence: Box<str>,
}

/// How a reference is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum ReferenceKind {
    /// A Markdown link, inline or by reference.
    Link,
    /// `<https://…>`, or a bare address in the text.
    Bare,
    /// `[[target]]` or `[[target|words]]`.
    Wiki,
    /// A Markdown image, which may be a video or sound by its ending.
    Picture,
    /// `href` of an `a` or `area` in raw HTML.
    HtmlLink,
    /// `src` or `poster` of a picture, video, sound or source in raw HTML.
    HtmlPicture,
    /// A frame, script, style or object in raw HTML, which loads something into the page.
    HtmlEmbed,
    /// A line `name: file.ending` of a fenced block that names no language. Where it is data, it may be made from that file.
    BlockFile,
}

impl ReferenceKind {
    /// Whether a browser loads what is referred to so into the page.
    pub fn loads(self) -> bool {
        match self {
            ReferenceKind::Picture
            | ReferenceKind::HtmlPicture
            | ReferenceKind::HtmlEmbed
            | ReferenceKind::BlockFile => true,
            ReferenceKind::Link | ReferenceKind::Bare | ReferenceKind::Wiki | ReferenceKind::HtmlLink => {
                false
            }
        }
    }
}
