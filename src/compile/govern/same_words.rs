//! Whether two texts say the same, wherever they stand and however their links are written.

use std::borrow::Cow;
use std::sync::Arc;

use super::old_texts::HistoricalPages;
use crate::config::Config;
use crate::governance::fold::{IsSole, TextStood, TwoTexts};
use crate::markdown::tree::{Block, BlockContent, BlockKind, InlineMark, InlinePiece, Link, Run};
use crate::markdown::{self, Reference, ReferenceKind};
use crate::model::{FrontField, TextId};
use crate::parse;
use crate::path::{FilePath, WrittenTarget, decode, is_markdown, leads_elsewhere, local_file};
use crate::world::{VersionsError, as_text};

/// Whether both have the same words, marked in the same way, the same front matter, and links that lead to the same pages
/// and files.
pub(super) fn say_the_same(
    texts: &HistoricalPages,
    TwoTexts { then, now, config, is_sole }: &TwoTexts<'_>,
) -> Result<bool, VersionsError> {
    let (before, after) = (words(texts, then)?, words(texts, now)?);
    let is_untouched = before == after;
    let (before, after) = (ComparedText::of(&before, then, config), ComparedText::of(&after, now, config));
    // What raw HTML may lead to, and what it makes of the ends of lines, is more than anybody has listed.
    let is_moved = then.file.parent() != now.file.parent();
    if (before.has_html || after.has_html) && (is_moved || !is_untouched) {
        return Ok(false);
    }
    let is_same_text = before.fields == after.fields && before.blocks == after.blocks;
    if !is_same_text || before.classes != after.classes {
        return Ok(false);
    }
    let place = |reference: &Reference, stood: &TextStood<'_>| place(texts, reference, stood);
    if before.references.len() != after.references.len() {
        return Ok(false);
    }
    for (a, b) in before.references.iter().zip(&after.references) {
        if !place(a, then)?.is_that_of(&place(b, now)?, is_sole) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn words(texts: &HistoricalPages, stood: &TextStood<'_>) -> Result<String, VersionsError> {
    Ok(as_text(&texts.versions().blob(stood.text)?).into_owned())
}

/// What a text says, without what its references name.
struct ComparedText<'a> {
    fields: Vec<FrontField>,
    blocks: Vec<Block<'a>>,
    references: Vec<Reference>,
    /// The classes of the headings: a style sheet may hide what has one.
    classes: Vec<Vec<String>>,
    has_html: bool,
}

/// What a reference leads to.
struct Place {
    /// Its kind, and what stands behind the path.
    rest: String,
    file: Option<FilePath>,
    what: What,
}

#[derive(PartialEq)]
enum What {
    /// Nothing that is known: as it is written.
    Written(String),
    /// A page, by its id.
    Page(String),
    /// A page without one.
    Unnamed,
    /// A file with these bytes.
    File(TextId),
    Nothing,
}

impl Place {
    /// Whether another one is the same: of a page that is elsewhere, an id that stands twice says nothing.
    fn is_that_of(&self, now: &Place, is_sole: IsSole<'_>) -> bool {
        let is_same_file = self.file == now.file;
        self.rest == now.rest
            && self.what == now.what
            && match (&now.what, &now.file) {
                (What::Page(id), Some(file)) => is_same_file || is_sole(id, file),
                (What::File(_), _) => true,
                _ => is_same_file,
            }
    }
}

impl<'a> ComparedText<'a> {
    fn of(words: &'a str, stood: &TextStood<'_>, config: &Config) -> ComparedText<'a> {
        let read = parse::as_read(words);
        let document = markdown::parse(read.body, &config.markdown);
        let blocks = document.blocks();
        let has_html = blocks.iter().any(has_html);
        let references = document.outline(stood.file, 0).value.references.into_iter().collect();
        let blocks = blocks.into_iter().map(|block| block.with_runs(&forget_targets)).collect();
        ComparedText {
            fields: read.fields,
            blocks,
            references,
            classes: document.heading_classes(),
            has_html,
        }
    }
}

fn forget_targets(run: &mut Run<'_>) {
    for mark in &mut run.marks {
        if let InlineMark::Link(link) = mark {
            *link = Arc::new(Link { target: Cow::Borrowed(""), ..link.as_ref().clone() });
        }
    }
    if let InlinePiece::Picture(picture) = &mut run.piece {
        picture.target = Cow::Borrowed("");
    }
}

fn has_html(block: &Block<'_>) -> bool {
    let in_runs = |run: &Run<'_>| {
        matches!(run.piece, InlinePiece::Html(_))
            || run.marks.iter().any(|mark| matches!(mark, InlineMark::Element(_)))
    };
    block.shape == BlockKind::Html
        || match &block.content {
            BlockContent::Blocks(blocks) => blocks.iter().any(has_html),
            BlockContent::Runs(runs) => runs.iter().any(in_runs),
            BlockContent::Text(_) => false,
        }
}

/// What a reference leads to.
fn place(
    texts: &HistoricalPages,
    reference: &Reference,
    stood: &TextStood<'_>,
) -> Result<Place, VersionsError> {
    let target = reference.target.trim();
    let kind = reference.kind;
    // In one folder a wikilink leads to the same; of a page that moves, the fold asks for more.
    if leads_elsewhere(target) || kind == ReferenceKind::Wiki {
        let what = What::Written(target.to_owned());
        return Ok(Place { rest: format!("{kind:?}"), file: None, what });
    }
    let written = WrittenTarget::new(target);
    let path = decode(written.path).replace('\\', "/");
    let (query, fragment) = (written.query, written.fragment.unwrap_or_default());
    let rest = format!("{kind:?}?{query}#{fragment}");
    let file = if path.is_empty() { None } else { local_file(stood.content, stood.file, &path) };
    let Some(file) = file else { return Ok(Place { rest, file: None, what: What::Written(path) }) };
    let what = match texts.text_at(stood.commit, &file)? {
        Some(text) if is_markdown(file.name()) => {
            let words = texts.versions().blob(text)?;
            let id = parse::document(&file, &as_text(&words));
            id.map_or(What::Unnamed, |id| What::Page(id.to_string()))
        }
        Some(text) => What::File(text),
        None => What::Nothing,
    };
    Ok(Place { rest, file: Some(file), what })
}
