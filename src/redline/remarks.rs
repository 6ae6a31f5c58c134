//! What is said of changes that no mark on words can show.

use super::Way;
use crate::markdown::tree::{Block, BlockContent, BlockKind, InlineMark, InlinePiece, Link, Picture, Run};
use crate::source::slice;
use crate::words::{Words, count};

/// How many letters of a passage name it.
const NAME: usize = 48;

/// What stood here, by its first words, and how many passages beside it: "Moved up: “Say who you are” and 1 passage more".
pub(super) fn left(words: &Words, block: &Block<'_>, way: Way, more: usize) -> String {
    let name = match way {
        Way::Up => "moved_up_named",
        Way::Down => "moved_down_named",
    };
    let left = words.fill(name, [("name", beginning(block).into())]);
    match more {
        0 => left,
        _ => format!("{left} {}", words.fill("and_passages_more", [("count", count(more))])),
    }
}

/// Which way something moved that stands here now.
pub(super) fn arrived(words: &Words, way: Way) -> &str {
    match way {
        Way::Up => words.say("moved_up_here"),
        Way::Down => words.say("moved_down_here"),
    }
}

/// How words, a link or a picture differ, apart from the words.
pub(super) fn restyled(words: &Words, before: &Run<'_>, after: &Run<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    for mark in after.marks.iter().filter(|mark| !before.marks.contains(mark)) {
        said.extend(named(words, mark).map(|how| words.fill("now_set", [("how", how.into())])));
    }
    for mark in before.marks.iter().filter(|mark| !after.marks.contains(mark)) {
        said.extend(named(words, mark).map(|how| words.fill("no_longer_set", [("how", how.into())])));
    }
    said.extend(linked(words, link(before), link(after)));
    if let (InlinePiece::Picture(before), InlinePiece::Picture(after)) = (&before.piece, &after.piece) {
        said.extend(pictured(words, before, after));
    }
    // Only the order of the marks differs.
    said.join("; ")
}

fn named<'w>(words: &'w Words, mark: &InlineMark<'_>) -> Option<&'w str> {
    Some(words.say(match mark {
        InlineMark::Emphasis | InlineMark::Element("em" | "i") => "in_italics",
        InlineMark::Strong | InlineMark::Element("strong" | "b") => "bold",
        InlineMark::Struck => "struck_out",
        InlineMark::Raised | InlineMark::Element("sup") => "raised",
        InlineMark::Lowered | InlineMark::Element("sub") => "lowered",
        InlineMark::Code => "set_as_code",
        InlineMark::Element("kbd") => "set_as_key",
        InlineMark::Element("mark") => "highlighted",
        InlineMark::Element("u") => "underlined",
        InlineMark::Element("small") => "small_print",
        InlineMark::Element(_) => "set_in_another_way",
        InlineMark::Link(_) => return None,
    }))
}

fn link<'r, 'a>(run: &'r Run<'a>) -> Option<&'r Link<'a>> {
    run.marks.iter().find_map(|mark| match mark {
        InlineMark::Link(link) => Some(&**link),
        _ => None,
    })
}

fn linked(words: &Words, before: Option<&Link<'_>>, after: Option<&Link<'_>>) -> Option<String> {
    match (before, after) {
        (None, Some(after)) => Some(words.fill("now_a_link_to", [("target", (*after.target).into())])),
        (Some(before), None) => {
            Some(words.fill("no_longer_a_link_to", [("target", (*before.target).into())]))
        }
        (Some(before), Some(after)) if before.target != after.target => {
            Some(became(words, "link_was", &before.target, &after.target))
        }
        (Some(before), Some(after)) => title(words, &before.title, &after.title),
        (None, None) => None,
    }
}

/// What something was and what it is.
fn became(words: &Words, name: &str, before: &str, after: &str) -> String {
    words.fill(name, [("before", before.into()), ("after", after.into())])
}

fn title(words: &Words, before: &str, after: &str) -> Option<String> {
    match (before, after) {
        _ if before == after => None,
        ("", _) => Some(words.fill("title_is_now", [("after", after.into())])),
        (_, "") => Some(words.fill("title_gone", [("before", before.into())])),
        _ => Some(became(words, "title_was", before, after)),
    }
}

fn pictured(words: &Words, before: &Picture<'_>, after: &Picture<'_>) -> Vec<String> {
    let mut said = Vec::new();
    if before.words != after.words {
        said.push(became(words, "described_was", &before.words, &after.words));
    }
    said.extend(title(words, &before.title, &after.title));
    said
}

/// What a block was and what it is, where that is more than its words.
pub(super) fn reshaped(words: &Words, before: &BlockKind<'_>, after: &BlockKind<'_>) -> Option<String> {
    if before.says_the_same(after) {
        return None;
    }
    Some(match (before, after) {
        (BlockKind::Heading { level: a, id: x }, BlockKind::Heading { level: b, id: y }) => {
            let levels = (a != b).then(|| became(words, "level_was", &a.to_string(), &b.to_string()));
            let ids = (x != y).then(|| became(words, "anchor_was", or_none(words, x), or_none(words, y)));
            levels.into_iter().chain(ids).collect::<Vec<_>>().join("; ")
        }
        (BlockKind::List(None), BlockKind::List(Some(_))) => words.say("now_numbered").to_owned(),
        (BlockKind::List(Some(_)), BlockKind::List(None)) => words.say("no_longer_numbered").to_owned(),
        (BlockKind::List(Some(a)), BlockKind::List(Some(b))) => {
            became(words, "numbers_began", &a.to_string(), &b.to_string())
        }
        (BlockKind::Item(a), BlockKind::Item(b)) => {
            became(words, "was_now", task(words, *a), task(words, *b))
        }
        (BlockKind::Code(a), BlockKind::Code(b)) => {
            became(words, "language_was", or_none(words, a), or_none(words, b))
        }
        (BlockKind::Alert(a), BlockKind::Alert(b)) => {
            became(words, "was_now_quoted", words.say(a.label), words.say(b.label))
        }
        (BlockKind::Alert(a), BlockKind::Quote) => {
            words.fill("was_now_quotation", [("before", words.say(a.label).into())])
        }
        (BlockKind::Quote, BlockKind::Alert(b)) => {
            words.fill("was_quotation", [("after", words.say(b.label).into())])
        }
        (BlockKind::Table(_), BlockKind::Table(_)) => words.say("columns_aligned_anew").to_owned(),
        _ => return None,
    })
}

fn or_none<'w>(words: &'w Words, name: &'w str) -> &'w str {
    if name.is_empty() { words.say("none") } else { name }
}

fn task(words: &Words, done: Option<bool>) -> &str {
    words.say(match done {
        None => "no_task",
        Some(false) => "to_do",
        Some(true) => "done",
    })
}

/// The first words of a block, by which a reader knows it.
fn beginning(block: &Block<'_>) -> String {
    let mut words = String::new();
    gather(block, &mut words);
    let words = words.trim();
    let Some((end, _)) = words.char_indices().nth(NAME) else { return words.to_owned() };
    let beginning = slice(words, ..end);
    let whole = beginning.rsplit_once(char::is_whitespace).map_or(beginning, |(whole, _)| whole);
    format!("{}…", whole.trim_end())
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
