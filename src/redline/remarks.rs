//! What is said of changes that no mark on words can show.

use super::Way;
use crate::markdown::tree::{Block, BlockContent, BlockKind, InlineMark, InlinePiece, Link, Picture, Run};

/// How many letters of a passage name it.
const NAME: usize = 48;

/// Which way something moved.
pub(super) fn moved(way: Way) -> &'static str {
    match way {
        Way::Up => "Moved up",
        Way::Down => "Moved down",
    }
}

/// How many passages beside the one that is named.
pub(super) fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        1 => " and 1 passage more".to_owned(),
        _ => format!(" and {more} passages more"),
    }
}

/// How words, a link or a picture differ, apart from the words.
pub(super) fn restyled(before: &Run<'_>, after: &Run<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    for mark in after.marks.iter().filter(|mark| !before.marks.contains(mark)) {
        said.extend(named(mark).map(|name| format!("now {name}")));
    }
    for mark in before.marks.iter().filter(|mark| !after.marks.contains(mark)) {
        said.extend(named(mark).map(|name| format!("no longer {name}")));
    }
    said.extend(linked(link(before), link(after)));
    if let (InlinePiece::Picture(before), InlinePiece::Picture(after)) = (&before.piece, &after.piece) {
        said.extend(pictured(before, after));
    }
    // Only the order of the marks differs.
    said.join("; ")
}

fn named(mark: &InlineMark<'_>) -> Option<&'static str> {
    Some(match mark {
        InlineMark::Emphasis | InlineMark::Element("em" | "i") => "in italics",
        InlineMark::Strong | InlineMark::Element("strong" | "b") => "bold",
        InlineMark::Struck => "struck out",
        InlineMark::Raised | InlineMark::Element("sup") => "raised",
        InlineMark::Lowered | InlineMark::Element("sub") => "lowered",
        InlineMark::Code => "set as code",
        InlineMark::Element("kbd") => "set as a key",
        InlineMark::Element("mark") => "highlighted",
        InlineMark::Element("u") => "underlined",
        InlineMark::Element("small") => "in small print",
        InlineMark::Element(_) => "set in another way",
        InlineMark::Link(_) => return None,
    })
}

fn link<'r, 'a>(run: &'r Run<'a>) -> Option<&'r Link<'a>> {
    run.marks.iter().find_map(|mark| match mark {
        InlineMark::Link(link) => Some(&**link),
        _ => None,
    })
}

fn linked(before: Option<&Link<'_>>, after: Option<&Link<'_>>) -> Option<String> {
    match (before, after) {
        (None, Some(after)) => Some(format!("now a link to {}", after.target)),
        (Some(before), None) => Some(format!("no longer a link to {}", before.target)),
        (Some(before), Some(after)) if before.target != after.target => {
            Some(format!("link was {}, now {}", before.target, after.target))
        }
        (Some(before), Some(after)) => title(&before.title, &after.title),
        (None, None) => None,
    }
}

fn title(before: &str, after: &str) -> Option<String> {
    match (before, after) {
        _ if before == after => None,
        ("", _) => Some(format!("title is now “{after}”")),
        (_, "") => Some(format!("title was “{before}”, now none")),
        _ => Some(format!("title was “{before}”, now “{after}”")),
    }
}

fn pictured(before: &Picture<'_>, after: &Picture<'_>) -> Vec<String> {
    let mut said = Vec::new();
    if before.words != after.words {
        said.push(format!("described before as “{}”, now as “{}”", before.words, after.words));
    }
    said.extend(title(&before.title, &after.title));
    said
}

/// What a block was and what it is, where that is more than its words.
pub(super) fn reshaped(before: &BlockKind<'_>, after: &BlockKind<'_>) -> Option<String> {
    if before.says_the_same(after) {
        return None;
    }
    Some(match (before, after) {
        (BlockKind::Heading { level: a, id: x }, BlockKind::Heading { level: b, id: y }) => {
            let levels = (a != b).then(|| format!("level was {a}, now {b}"));
            let ids = (x != y).then(|| format!("anchor was {}, now {}", or_none(x), or_none(y)));
            levels.into_iter().chain(ids).collect::<Vec<_>>().join("; ")
        }
        (BlockKind::List(None), BlockKind::List(Some(_))) => "now numbered".into(),
        (BlockKind::List(Some(_)), BlockKind::List(None)) => "no longer numbered".into(),
        (BlockKind::List(Some(a)), BlockKind::List(Some(b))) => format!("numbers began at {a}, now at {b}"),
        (BlockKind::Item(a), BlockKind::Item(b)) => format!("was {}, now {}", task(*a), task(*b)),
        (BlockKind::Code(a), BlockKind::Code(b)) => {
            format!("language was {}, now {}", or_none(a), or_none(b))
        }
        (BlockKind::Alert(a), BlockKind::Alert(b)) => format!("was “{}”, now “{}”", a.label, b.label),
        (BlockKind::Alert(a), BlockKind::Quote) => format!("was “{}”, now a quotation", a.label),
        (BlockKind::Quote, BlockKind::Alert(b)) => format!("was a quotation, now “{}”", b.label),
        (BlockKind::Table(_), BlockKind::Table(_)) => "columns are aligned in another way".into(),
        _ => return None,
    })
}

fn or_none(words: &str) -> &str {
    if words.is_empty() { "none" } else { words }
}

fn task(done: Option<bool>) -> &'static str {
    match done {
        None => "no task",
        Some(false) => "to do",
        Some(true) => "done",
    }
}

/// The first words of a block, by which a reader knows it.
pub(super) fn beginning(block: &Block<'_>) -> String {
    let mut words = String::new();
    gather(block, &mut words);
    let words = words.trim();
    let Some((end, _)) = words.char_indices().nth(NAME) else { return words.to_owned() };
    let cut = words[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", words[..cut].trim_end())
}

/// Gathers words until there are enough.
fn gather(block: &Block<'_>, words: &mut String) {
    let enough = |words: &String| words.len() > 4 * NAME;
    match &block.content {
        BlockContent::Blocks(blocks) => {
            for block in blocks {
                if enough(words) {
                    return;
                }
                gather(block, words);
                words.push(' ');
            }
        }
        BlockContent::Runs(runs) => {
            for run in runs {
                match &run.piece {
                    _ if enough(words) => return,
                    InlinePiece::Words(run) => words.push_str(run),
                    InlinePiece::Picture(picture) => words.push_str(&picture.words),
                    InlinePiece::Break => words.push(' '),
                    InlinePiece::NoteMark(_) | InlinePiece::Html(_) => {}
                }
            }
        }
        BlockContent::Text(text) => {
            words.extend(text.split_whitespace().take(NAME).flat_map(|word| [word, " "]));
        }
    }
}
