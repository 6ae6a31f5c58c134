//! Compares two lines of words, pictures and marks.

use std::borrow::Cow;

use super::change::Inline;
use super::hunks::{self, Hunk, Sides};
use super::tokens::{Token, cut};
use crate::markdown::tree::{InlinePiece, Run};
use crate::source::slice;

/// What became of a line.
pub(super) fn compare<'a>(old_runs: &[Run<'a>], new_runs: &[Run<'a>]) -> Vec<Inline<'a>> {
    let (old, new) = (cut(old_runs), cut(new_runs));
    let sides = Sides { old_runs, old: &old, new_runs, new: &new };
    let hunks = hunks::find(&sides);
    let mut writer = Writer { sides: &sides, inlines: Vec::new() };
    let mut at = (0, 0);
    for Hunk { old, new } in hunks {
        writer.kept(at.0..old.start, at.1);
        writer.deleted(sides.old.get(old.clone()).unwrap_or_default());
        writer.inserted(sides.new.get(new.clone()).unwrap_or_default());
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
            self.inlines.extend(joined(stretch).and_then(|token| covered(runs, token)).map(Inline::Deleted));
        }
    }

    fn inserted(&mut self, tokens: &[Token]) {
        let runs = self.sides.new_runs;
        for stretch in tokens.chunk_by(|a, b| a.run == b.run) {
            self.inlines.extend(joined(stretch).and_then(|token| covered(runs, token)).map(Inline::Inserted));
        }
    }

    /// Tokens that say the same; those in one pair of runs become one piece.
    fn kept(&mut self, old: std::ops::Range<usize>, new_start: usize) {
        let sides = self.sides;
        let new = new_start..new_start + old.len();
        let mut old = sides.old.get(old).unwrap_or_default();
        let mut new = sides.new.get(new).unwrap_or_default();
        while let (Some(first), Some(other)) = (old.first(), new.first()) {
            let pairs = old.iter().zip(new);
            let alike = pairs.take_while(|(old, new)| old.run == first.run && new.run == other.run).count();
            let cuts = old.split_at_checked(alike).zip(new.split_at_checked(alike));
            let Some(((before, old_rest), (after, new_rest))) = cuts else { return };
            self.kept_piece(before, after);
            (old, new) = (old_rest, new_rest);
        }
    }

    fn kept_piece(&mut self, old: &[Token], new: &[Token]) {
        let (Some(old), Some(new)) = (joined(old), joined(new)) else { return };
        let before = covered(self.sides.old_runs, old);
        let Some((before, after)) = before.zip(covered(self.sides.new_runs, new)) else { return };
        let same = before.marks == after.marks && same_but_for_words(&before.piece, &after.piece);
        self.inlines.push(if same { Inline::Kept(after) } else { Inline::Restyled { before, after } });
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

/// The part of its run that a token covers.
fn covered<'a>(runs: &[Run<'a>], token: Token) -> Option<Run<'a>> {
    let run = runs.get(token.run)?;
    let piece = match &run.piece {
        InlinePiece::Words(Cow::Borrowed(words)) => {
            InlinePiece::Words(Cow::Borrowed(slice(words, token.start..token.end)))
        }
        InlinePiece::Words(words) => {
            InlinePiece::Words(Cow::Owned(slice(words, token.start..token.end).to_owned()))
        }
        other => other.clone(),
    };
    Some(Run { marks: run.marks.clone(), piece })
}
