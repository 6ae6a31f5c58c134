//! Compares two lines of words, pictures and marks.

use std::borrow::Cow;

use super::change::Inline;
use super::hunks::{self, Hunk, Sides};
use super::tokens::{Token, cut};
use crate::markdown::tree::{InlinePiece, Run};

/// What became of a line.
pub(super) fn compare<'a>(old_runs: &[Run<'a>], new_runs: &[Run<'a>]) -> Vec<Inline<'a>> {
    let (old, new) = (cut(old_runs), cut(new_runs));
    let sides = Sides { old_runs, old: &old, new_runs, new: &new };
    let hunks = hunks::find(&sides);
    let mut writer = Writer { sides: &sides, inlines: Vec::new() };
    let mut at = (0, 0);
    for Hunk { old, new } in hunks {
        writer.kept(at.0..old.start, at.1);
        writer.deleted(&sides.old[old.clone()]);
        writer.inserted(&sides.new[new.clone()]);
        at = (old.end, new.end);
    }
    writer.kept(at.0..old.len(), at.1);
    writer.inlines
}

struct Writer<'w, 'a> {
    sides: &'w Sides<'w, 'a>,
    inlines: Vec<Inline<'a>>,
}

impl Writer<'_, '_> {
    fn deleted(&mut self, tokens: &[Token]) {
        let runs = self.sides.old_runs;
        for stretch in tokens.chunk_by(|a, b| a.run == b.run) {
            self.inlines.extend(joined(stretch).map(|token| Inline::Deleted(slice(&runs[token.run], token))));
        }
    }

    fn inserted(&mut self, tokens: &[Token]) {
        let runs = self.sides.new_runs;
        for stretch in tokens.chunk_by(|a, b| a.run == b.run) {
            self.inlines
                .extend(joined(stretch).map(|token| Inline::Inserted(slice(&runs[token.run], token))));
        }
    }

    /// Tokens that say the same; those in one pair of runs become one piece.
    fn kept(&mut self, old: std::ops::Range<usize>, new_start: usize) {
        let sides = self.sides;
        let mut start = old.start;
        while start < old.end {
            let pair = |at: usize| (sides.old[at].run, sides.new[new_start + at - old.start].run);
            let end = (start..old.end).find(|at| pair(*at) != pair(start)).unwrap_or(old.end);
            let new = new_start + start - old.start..new_start + end - old.start;
            self.kept_piece(&sides.old[start..end], &sides.new[new]);
            start = end;
        }
    }

    fn kept_piece(&mut self, old: &[Token], new: &[Token]) {
        let (Some(old), Some(new)) = (joined(old), joined(new)) else { return };
        let before = &self.sides.old_runs[old.run];
        let after = &self.sides.new_runs[new.run];
        let same = before.marks == after.marks && same_but_for_words(&before.piece, &after.piece);
        let after = slice(after, new);
        self.inlines.push(if same {
            Inline::Kept(after)
        } else {
            Inline::Restyled { before: slice(before, old), after }
        });
    }
}

fn same_but_for_words(before: &InlinePiece<'_>, after: &InlinePiece<'_>) -> bool {
    matches!((before, after), (InlinePiece::Words(_), InlinePiece::Words(_))) || before == after
}

/// Tokens of one run as one.
fn joined(tokens: &[Token]) -> Option<Token> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    Some(Token { run: first.run, start: first.start, end: last.end })
}

/// The part of a run that a token covers.
fn slice<'a>(run: &Run<'a>, token: Token) -> Run<'a> {
    let piece = match &run.piece {
        InlinePiece::Words(Cow::Borrowed(words)) => {
            InlinePiece::Words(Cow::Borrowed(&words[token.start..token.end]))
        }
        InlinePiece::Words(words) => InlinePiece::Words(Cow::Owned(words[token.start..token.end].to_owned())),
        other => other.clone(),
    };
    Run { marks: run.marks.clone(), piece }
}
