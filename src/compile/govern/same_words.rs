//! Whether two texts say the same, wherever they stand and however their links are written.

use std::borrow::Cow;
use std::sync::Arc;

use super::old_texts::OldTexts;
use crate::config::Config;
use crate::governance::fold::TextStood;
use crate::markdown::tree::{Block, Content, Link, Mark, Piece, Run, Shape};
use crate::markdown::{self, Reference, ReferenceKind};
use crate::model::FrontField;
use crate::parse;
use crate::path::{Written, decode, is_markdown, leads_elsewhere, local_file};
use crate::world::VersionsError;

/// Whether both have the same words, marked in the same way, the same front matter, and links that lead to the same pages
/// and files.
pub(super) fn say_the_same(
    texts: &OldTexts,
    [then, now]: [&TextStood<'_>; 2],
    config: &Config,
) -> Result<bool, VersionsError> {
    let (before, after) = (words(texts, then)?, words(texts, now)?);
    let (before, after) = (Told::of(&before, then, config), Told::of(&after, now, config));
    // What raw HTML may lead to is more than anybody has listed.
    let is_moved = then.file.parent() != now.file.parent();
    if before.fields != after.fields || before.blocks != after.blocks || is_moved && before.has_html {
        return Ok(false);
    }
    let place = |reference: &Reference, stood: &TextStood<'_>| place(texts, reference, stood);
    if before.references.len() != after.references.len() {
        return Ok(false);
    }
    for (a, b) in before.references.iter().zip(&after.references) {
        if place(a, then)? != place(b, now)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn words(texts: &OldTexts, stood: &TextStood<'_>) -> Result<String, VersionsError> {
    Ok(String::from_utf8_lossy(&texts.versions().blob(stood.text)?).into_owned())
}

/// What a text tells, without what its references name.
struct Told<'a> {
    fields: Vec<FrontField>,
    blocks: Vec<Block<'a>>,
    references: Vec<Reference>,
    has_html: bool,
}

impl<'a> Told<'a> {
    fn of(words: &'a str, stood: &TextStood<'_>, config: &Config) -> Told<'a> {
        let read = parse::as_read(words);
        let document = markdown::parse(read.body, &config.markdown);
        let blocks = document.blocks();
        let has_html = blocks.iter().any(has_html);
        let references = document.outline(stood.file, 0).value.references.into_iter().collect();
        let blocks = blocks.into_iter().map(|block| block.with_runs(&forget_targets)).collect();
        Told { fields: read.fields, blocks, references, has_html }
    }
}

fn forget_targets(run: &mut Run<'_>) {
    for mark in &mut run.marks {
        if let Mark::Link(link) = mark {
            *link = Arc::new(Link { target: Cow::Borrowed(""), ..link.as_ref().clone() });
        }
    }
    if let Piece::Picture(picture) = &mut run.piece {
        picture.target = Cow::Borrowed("");
    }
}

fn has_html(block: &Block<'_>) -> bool {
    let in_runs = |run: &Run<'_>| {
        matches!(run.piece, Piece::Html(_)) || run.marks.iter().any(|mark| matches!(mark, Mark::Element(_)))
    };
    block.shape == Shape::Html
        || match &block.content {
            Content::Blocks(blocks) => blocks.iter().any(has_html),
            Content::Runs(runs) => runs.iter().any(in_runs),
            Content::Text(_) => false,
        }
}

/// What a reference leads to: a page by its id, a file by its bytes, else by where it would be.
fn place(texts: &OldTexts, reference: &Reference, stood: &TextStood<'_>) -> Result<String, VersionsError> {
    let target = reference.target.trim();
    // In one folder a wikilink leads to the same; of a page that moves, the fold asks for more.
    if leads_elsewhere(target) || reference.kind == ReferenceKind::Wiki {
        return Ok(format!("{:?} {target}", reference.kind));
    }
    let written = Written::new(target);
    let path = decode(written.path).replace('\\', "/");
    let (query, fragment) = (written.query, written.fragment.unwrap_or_default());
    let rest = format!("{:?}?{query}#{fragment}", reference.kind);
    if path.is_empty() {
        return Ok(rest);
    }
    let Some(file) = local_file(stood.content, stood.file, &path) else {
        return Ok(format!("{rest} {path}"));
    };
    let there = match texts.text_at(stood.commit, &file)? {
        Some(text) if is_markdown(file.name()) => {
            let words = texts.versions().blob(text)?;
            let id = parse::document(&file, &String::from_utf8_lossy(&words));
            id.map_or_else(|| format!("at {file}"), |id| format!("page {id}"))
        }
        Some(text) => format!("file {text}"),
        None => format!("at {file}"),
    };
    Ok(format!("{rest} {there}"))
}
