//! Which passages of a text are worth showing beside what changed.

use super::BlockChange;

/// How passages are shown that did not change and are not beside one that did.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Unchanged {
    /// Folded away under their number, one click away.
    #[default]
    Folded,
    /// By their number alone, for pages with many redlines.
    Counted,
    /// As they are.
    Shown,
}

/// Fewer blocks of a text than this are not worth folding.
const FEWEST_BLOCKS: usize = 2;
/// Fewer items of a list or rows of a table than this are not worth folding: they are lines, not paragraphs.
const FEWEST_ENTRIES: usize = 4;

/// Blocks that are shown in one way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RedlinePassage<'c, 'a> {
    Shown(&'c [BlockChange<'a>]),
    Folded(&'c [BlockChange<'a>]),
}

/// Cuts a text into what is shown and what is folded. One block on either side of a change is shown.
pub(super) fn passages<'c, 'a>(
    changes: &'c [BlockChange<'a>],
    unchanged: Unchanged,
) -> Vec<RedlinePassage<'c, 'a>> {
    cut(changes, unchanged, FEWEST_BLOCKS)
}

/// The same for the items of a list, and for the rows of a table below its head.
pub(super) fn entries<'c, 'a>(
    changes: &'c [BlockChange<'a>],
    unchanged: Unchanged,
) -> Vec<RedlinePassage<'c, 'a>> {
    cut(changes, unchanged, FEWEST_ENTRIES)
}

fn cut<'c, 'a>(
    changes: &'c [BlockChange<'a>],
    unchanged: Unchanged,
    fewest: usize,
) -> Vec<RedlinePassage<'c, 'a>> {
    if unchanged == Unchanged::Shown {
        return vec![RedlinePassage::Shown(changes)];
    }
    let is_kept = |change: &BlockChange<'_>| matches!(change, BlockChange::Kept(_));
    let mut passages = Vec::new();
    // What is in no passage yet, and how much is.
    let (mut rest, mut done, mut at) = (changes, 0, 0);
    for stretch in changes.chunk_by(|a, b| is_kept(a) == is_kept(b)) {
        let end = at + stretch.len();
        let folded = at + usize::from(at > 0)..end.saturating_sub(usize::from(end < changes.len()));
        if stretch.first().is_some_and(is_kept)
            && folded.len() >= fewest
            && let Some((before, here)) = rest.split_at_checked(folded.start - done)
            && let Some((kept, after)) = here.split_at_checked(folded.len())
        {
            passages.extend([RedlinePassage::Shown(before), RedlinePassage::Folded(kept)]);
            (rest, done) = (after, folded.end);
        }
        at = end;
    }
    passages.push(RedlinePassage::Shown(rest));
    passages.retain(|passage| *passage != RedlinePassage::Shown(&[]));
    passages
}

/// Cuts blocks into single ones and such as moved together.
pub(super) fn together<'c, 'a>(
    changes: &'c [BlockChange<'a>],
) -> impl Iterator<Item = &'c [BlockChange<'a>]> {
    changes.chunk_by(|a, b| match (a, b) {
        (BlockChange::Left(_, a), BlockChange::Left(_, b))
        | (BlockChange::Arrived(_, a), BlockChange::Arrived(_, b)) => a == b,
        _ => false,
    })
}
