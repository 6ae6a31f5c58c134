//! What is said of changes that no mark on words can show.

use super::Way;
use crate::markdown::tree::{Block, Content, Link, Mark, Picture, Piece, Run, Shape};

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
    if let (Piece::Picture(before), Piece::Picture(after)) = (&before.piece, &after.piece) {
        said.extend(pictured(before, after));
    }
    // Only the order of the marks differs.
    said.join("; ")
}

fn named(mark: &Mark<'_>) -> Option<&'static str> {
    Some(match mark {
        Mark::Emphasis | Mark::Element("em" | "i") => "in italics",
        Mark::Strong | Mark::Element("strong" | "b") => "bold",
        Mark::Struck => "struck out",
        Mark::Raised | Mark::Element("sup") => "raised",
        Mark::Lowered | Mark::Element("sub") => "lowered",
        Mark::Code => "set as code",
        Mark::Element("kbd") => "set as a key",
        Mark::Element("mark") => "highlighted",
        Mark::Element("u") => "underlined",
        Mark::Element("small") => "in small print",
        Mark::Element(_) => "set in another way",
        Mark::Link(_) => return None,
    })
}

fn link<'r, 'a>(run: &'r Run<'a>) -> Option<&'r Link<'a>> {
    run.marks.iter().find_map(|mark| match mark {
        Mark::Link(link) => Some(&**link),
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
pub(super) fn reshaped(before: &Shape<'_>, after: &Shape<'_>) -> Option<String> {
    if before.says_the_same(after) {
        return None;
    }
    Some(match (before, after) {
        (Shape::Heading { level: a, id: x }, Shape::Heading { level: b, id: y }) => {
            let levels = (a != b).then(|| format!("level was {a}, now {b}"));
            let ids = (x != y).then(|| format!("anchor was {}, now {}", or_none(x), or_none(y)));
            levels.into_iter().chain(ids).collect::<Vec<_>>().join("; ")
        }
        (Shape::List(None), Shape::List(Some(_))) => "now numbered".into(),
        (Shape::List(Some(_)), Shape::List(None)) => "no longer numbered".into(),
        (Shape::List(Some(a)), Shape::List(Some(b))) => format!("numbers began at {a}, now at {b}"),
        (Shape::Item(a), Shape::Item(b)) => format!("was {}, now {}", task(*a), task(*b)),
        (Shape::Code(a), Shape::Code(b)) => format!("language was {}, now {}", or_none(a), or_none(b)),
        (Shape::Alert(a), Shape::Alert(b)) => format!("was “{}”, now “{}”", a.label, b.label),
        (Shape::Alert(a), Shape::Quote) => format!("was “{}”, now a quotation", a.label),
        (Shape::Quote, Shape::Alert(b)) => format!("was a quotation, now “{}”", b.label),
        (Shape::Table(_), Shape::Table(_)) => "columns are aligned in another way".into(),
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
        Content::Blocks(blocks) => {
            for block in blocks {
                if enough(words) {
                    return;
                }
                gather(block, words);
                words.push(' ');
            }
        }
        Content::Runs(runs) => {
            for run in runs {
                match &run.piece {
                    _ if enough(words) => return,
                    Piece::Words(run) => words.push_str(run),
                    Piece::Picture(picture) => words.push_str(&picture.words),
                    Piece::Break => words.push(' '),
                    Piece::NoteMark(_) | Piece::Html(_) => {}
                }
            }
        }
        Content::Text(text) => words.extend(text.split_whitespace().take(NAME).flat_map(|word| [word, " "])),
    }
}
