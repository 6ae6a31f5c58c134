//! What the tags of Markdown are in the tree of blocks.

use std::borrow::Cow;
use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, LinkType, Tag};

use super::blanks::cow;
use super::{Alert, Block, BlockContent, BlockKind, InlineMark, InlinePiece, Link, LinkWords, Run};
use crate::markdown::html::code;
use crate::markdown::outline::ReferenceKind;

/// The mark that a tag sets, where it sets one.
pub(super) fn mark<'a>(tag: &Tag<'a>) -> Option<InlineMark<'a>> {
    Some(match tag {
        Tag::Emphasis => InlineMark::Emphasis,
        Tag::Strong => InlineMark::Strong,
        Tag::Strikethrough => InlineMark::Struck,
        Tag::Superscript => InlineMark::Raised,
        Tag::Subscript => InlineMark::Lowered,
        Tag::Link { link_type, dest_url, title, .. } => {
            InlineMark::Link(Arc::new(link(*link_type, dest_url, title)))
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
pub(super) fn shape<'a>(tag: &Tag<'a>) -> BlockKind<'a> {
    match tag {
        Tag::Heading { level, id, .. } => {
            BlockKind::Heading { level: *level as u8, id: id.as_ref().map_or(Cow::Borrowed(""), cow) }
        }
        Tag::BlockQuote(None) => BlockKind::Quote,
        Tag::BlockQuote(Some(kind)) => BlockKind::Alert(Alert::of(*kind)),
        Tag::List(first) => BlockKind::List(*first),
        Tag::Item => BlockKind::Item(None),
        Tag::DefinitionList => BlockKind::Definitions,
        Tag::DefinitionListTitle => BlockKind::Term,
        Tag::DefinitionListDefinition => BlockKind::Definition,
        Tag::Table(alignments) => BlockKind::Table(alignments.iter().copied().map(class).collect()),
        Tag::TableHead => BlockKind::Head,
        Tag::TableRow => BlockKind::Row,
        Tag::TableCell => BlockKind::Cell,
        _ => BlockKind::Paragraph,
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
    if block.shape != BlockKind::Paragraph {
        return block;
    }
    let BlockContent::Runs(runs) = &mut block.content else { return block };
    let [Run { marks, piece: InlinePiece::Picture(picture) }] = &mut runs[..] else { return block };
    if !marks.is_empty() || picture.title.is_empty() {
        return block;
    }
    let title = InlinePiece::Words(std::mem::take(&mut picture.title));
    let caption = BlockContent::Runs(vec![Run { marks: Vec::new(), piece: title }]);
    let caption = Block::new(BlockKind::Caption, caption);
    let picture = Block::new(BlockKind::Line, block.content);
    Block::new(BlockKind::Figure, BlockContent::Blocks(vec![picture, caption]))
}

/// The language of a block of code.
pub(in crate::markdown) fn language<'a>(kind: &CodeBlockKind<'a>) -> Cow<'a, str> {
    match kind {
        CodeBlockKind::Fenced(CowStr::Borrowed(info)) => Cow::Borrowed(code::language(info)),
        CodeBlockKind::Fenced(info) => Cow::Owned(code::language(info).to_owned()),
        CodeBlockKind::Indented => Cow::Borrowed(""),
    }
}
