//! What the tags of Markdown are in the tree of blocks.

use std::borrow::Cow;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, LinkType, Tag};

use super::blanks::cow;
use super::tree::{Alert, Block, Content, Link, LinkWords, Mark, Piece, Run, Shape};
use super::{ReferenceKind, code};

/// The mark that a tag sets, where it sets one.
pub(super) fn mark<'a>(tag: &Tag<'a>) -> Option<Mark<'a>> {
    Some(match tag {
        Tag::Emphasis => Mark::Emphasis,
        Tag::Strong => Mark::Strong,
        Tag::Strikethrough => Mark::Struck,
        Tag::Superscript => Mark::Raised,
        Tag::Subscript => Mark::Lowered,
        Tag::Link { link_type, dest_url, title, .. } => {
            Mark::Link(Arc::new(link(*link_type, dest_url, title)))
        }
        _ => return None,
    })
}

fn link<'a>(link_type: LinkType, target: &CowStr<'a>, title: &CowStr<'a>) -> Link<'a> {
    let kind = match link_type {
        LinkType::Autolink | LinkType::Email => ReferenceKind::Bare,
        LinkType::WikiLink { .. } => ReferenceKind::Wiki,
        _ => ReferenceKind::Link,
    };
    let target = match link_type {
        LinkType::Email => format!("mailto:{target}").into(),
        // `./tone.md` and `tone.md` lead to the same place.
        _ => match target.strip_prefix("./").filter(|rest| !rest.is_empty()) {
            Some(rest) => Cow::Owned(rest.to_owned()),
            None => cow(target),
        },
    };
    let words = match link_type {
        LinkType::WikiLink { has_pothole: false } => LinkWords::Target,
        _ => LinkWords::Written,
    };
    Link { kind, target, title: cow(title), words }
}

/// The shape of the block that a tag opens.
pub(super) fn shape<'a>(tag: &Tag<'a>) -> Shape<'a> {
    match tag {
        Tag::Heading { level, id, .. } => {
            Shape::Heading { level: *level as u8, id: id.as_ref().map_or(Cow::Borrowed(""), cow) }
        }
        Tag::BlockQuote(None) => Shape::Quote,
        Tag::BlockQuote(Some(kind)) => Shape::Alert(Alert::of(*kind)),
        Tag::List(first) => Shape::List(*first),
        Tag::Item => Shape::Item(None),
        Tag::DefinitionList => Shape::Definitions,
        Tag::DefinitionListTitle => Shape::Term,
        Tag::DefinitionListDefinition => Shape::Definition,
        Tag::Table(alignments) => Shape::Table(alignments.iter().copied().map(class).collect()),
        Tag::TableHead => Shape::Head,
        Tag::TableRow => Shape::Row,
        Tag::TableCell => Shape::Cell,
        _ => Shape::Paragraph,
    }
}

fn class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

/// A paragraph that holds nothing but a picture with a title is shown as a figure with a caption.
pub(super) fn figure(mut block: Block<'_>) -> Block<'_> {
    if block.shape != Shape::Paragraph {
        return block;
    }
    let Content::Runs(runs) = &mut block.content else { return block };
    let [Run { marks, piece: Piece::Picture(picture) }] = &mut runs[..] else { return block };
    if !marks.is_empty() || picture.title.is_empty() {
        return block;
    }
    let title = Piece::Words(std::mem::take(&mut picture.title));
    let caption = Content::Runs(vec![Run { marks: Vec::new(), piece: title }]);
    let caption = Block::new(Shape::Caption, caption);
    let picture = Block::new(Shape::Line, block.content);
    Block::new(Shape::Figure, Content::Blocks(vec![picture, caption]))
}

/// The language of a block of code.
pub(super) fn language<'a>(kind: &CodeBlockKind<'a>) -> Cow<'a, str> {
    match kind {
        CodeBlockKind::Fenced(CowStr::Borrowed(info)) => Cow::Borrowed(code::language(info)),
        CodeBlockKind::Fenced(info) => Cow::Owned(code::language(info).to_owned()),
        CodeBlockKind::Indented => Cow::Borrowed(""),
    }
}
