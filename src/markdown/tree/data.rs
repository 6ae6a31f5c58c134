//! Fenced blocks that hold data, as lists: whoever compares two texts sees which value has changed, not which line.
//!
//! Which names a site gives to its data blocks is not known here. So every block counts that names no language of code and
//! whose lines are a map in YAML.

use std::borrow::Cow;

use super::{Block, BlockContent, BlockKind, InlineMark, InlinePiece, Run};
use crate::markdown::highlight::grammar_named;
use crate::yaml::{self, MapEntry, Value, YamlNode};

/// Lists within lists beyond this are one line.
const DEEPEST: usize = 6;

/// A fenced block with these words behind its fence and these lines as a list; `None` where it holds no data.
pub(super) fn list<'a>(info: &str, lines: &str) -> Option<Block<'a>> {
    let word = info.split_whitespace().next()?;
    if grammar_named(word).is_some() {
        return None;
    }
    let Value::Map(entries) = yaml::tree(lines).ok()?.value else { return None };
    let name = line(vec![run(info.trim(), vec![InlineMark::Code])]);
    let mut blocks = vec![name];
    blocks.extend(of_map(entries, DEEPEST));
    Some(of_items(vec![blocks]))
}

fn of_map<'a>(entries: Vec<MapEntry>, depth: usize) -> Option<Block<'a>> {
    let items: Vec<Vec<Block<'a>>> =
        entries.into_iter().map(|entry| of_entry(entry, depth.saturating_sub(1))).collect();
    (!items.is_empty()).then(|| of_items(items))
}

fn of_entry<'a>(MapEntry { key, node, .. }: MapEntry, depth: usize) -> Vec<Block<'a>> {
    let label = run(&format!("{key}:"), vec![InlineMark::Strong]);
    match node.value {
        Value::Map(entries) if depth > 0 => {
            let mut blocks = vec![line(vec![label])];
            blocks.extend(of_map(entries, depth));
            blocks
        }
        Value::List(nodes) if depth > 0 => {
            let items = nodes.into_iter().map(|node| of_item(node, depth.saturating_sub(1))).collect();
            vec![line(vec![label]), of_items(items)]
        }
        _ => vec![line(vec![label, run(&format!(" {}", in_words(&node)), Vec::new())])],
    }
}

fn of_item<'a>(node: YamlNode, depth: usize) -> Vec<Block<'a>> {
    match node.value {
        Value::Map(entries) if depth > 0 => {
            let mut entries = entries.into_iter();
            let mut blocks = entries.next().map_or_else(Vec::new, |first| of_entry(first, depth));
            blocks.extend(of_map(entries.collect(), depth));
            blocks
        }
        _ => vec![line(vec![run(&in_words(&node), Vec::new())])],
    }
}

/// A value in one line.
fn in_words(node: &YamlNode) -> String {
    match &node.value {
        Value::List(nodes) => nodes.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Map(entries) => {
            let entry = |entry: &MapEntry| format!("{}: {}", entry.key, in_words(&entry.node));
            entries.iter().map(entry).collect::<Vec<_>>().join(", ")
        }
        _ => node.written().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn of_items(items: Vec<Vec<Block<'_>>>) -> Block<'_> {
    let item = |blocks| Block::new(BlockKind::Item(None), BlockContent::Blocks(blocks));
    Block::new(BlockKind::List(None), BlockContent::Blocks(items.into_iter().map(item).collect()))
}

fn line(runs: Vec<Run<'_>>) -> Block<'_> {
    Block::new(BlockKind::Line, BlockContent::Runs(runs))
}

fn run<'a>(words: &str, marks: Vec<InlineMark<'a>>) -> Run<'a> {
    Run { marks, piece: InlinePiece::Words(Cow::Owned(words.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_data_is_none() {
        for (info, lines) in
            [("yaml", "a: 1\n"), ("", "a: 1\n"), ("mermaid", "graph TD\n"), ("x", "- a\n"), ("x", "a: [\n")]
        {
            assert!(list(info, lines).is_none(), "{info}: {lines}");
        }
        assert!(list("chart Calls", "rows: [{label: A, values: 1}]\n").is_some());
    }

    #[test]
    fn how_data_is_written_says_nothing() {
        let fingerprint = |lines: &str| list("chart", lines).map(|block| block.fingerprint);
        assert_eq!(
            fingerprint("rows: [{label: A, values: 1}]\n"),
            fingerprint("rows:\n  - label: A\n    values: 1\n")
        );
        assert_ne!(
            fingerprint("rows: [{label: A, values: 1}]\n"),
            fingerprint("rows: [{label: A, values: 2}]\n")
        );
    }
}
