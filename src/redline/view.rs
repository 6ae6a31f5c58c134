//! The runs of a line as they are shown, in HTML and in a terminal.

use super::Inline;
use crate::markdown::tree::{Link, Mark, Piece, Run};

/// What became of words or of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    Kept,
    Inserted,
    Deleted,
}

/// A run as it is shown.
#[derive(Clone, Copy)]
pub(super) struct View<'v, 'a> {
    pub(super) state: State,
    pub(super) run: &'v Run<'a>,
    /// The run as it was, where it is marked in another way now.
    pub(super) before: Option<&'v Run<'a>>,
}

impl<'v, 'a> View<'v, 'a> {
    pub(super) fn kept(run: &'v Run<'a>) -> View<'v, 'a> {
        View { state: State::Kept, run, before: None }
    }

    pub(super) fn inserted(run: &'v Run<'a>) -> View<'v, 'a> {
        View { state: State::Inserted, run, before: None }
    }

    pub(super) fn deleted(run: &'v Run<'a>) -> View<'v, 'a> {
        View { state: State::Deleted, run, before: None }
    }

    pub(super) fn of(inline: &'v Inline<'a>) -> View<'v, 'a> {
        match inline {
            Inline::Kept(run) => View::kept(run),
            Inline::Inserted(run) => View::inserted(run),
            Inline::Deleted(run) => View::deleted(run),
            // Nobody sees how a blank is marked.
            Inline::Restyled { after, .. } if is_blank(after) => View::kept(after),
            Inline::Restyled { before, after } => {
                View { state: State::Kept, run: after, before: Some(before) }
            }
        }
    }
}

fn is_blank(run: &Run<'_>) -> bool {
    matches!(&run.piece, Piece::Words(words) if words.trim().is_empty())
}

/// The link that a run stands in.
pub(super) fn link_of<'v, 'a>(run: &'v Run<'a>) -> Option<&'v Link<'a>> {
    run.marks.iter().find_map(|mark| match mark {
        Mark::Link(link) => Some(&**link),
        _ => None,
    })
}

/// Whether the view before this one is of the same state, and whether the next one is.
pub(super) fn neighbours(views: &[View<'_, '_>], at: usize) -> (bool, bool) {
    let same = |other: Option<&View<'_, '_>>| other.is_some_and(|other| other.state == views[at].state);
    (same(at.checked_sub(1).and_then(|before| views.get(before))), same(views.get(at + 1)))
}

/// Whether something is to be said of how a view is marked, and where: behind the last of those that are marked alike.
pub(super) fn to_be_told<'v, 'a>(views: &[View<'v, 'a>], at: usize) -> Option<(&'v Run<'a>, &'v Run<'a>)> {
    let (before, after) = (views[at].before?, views[at].run);
    (!goes_on(&views[at + 1..], before, after)).then_some((before, after))
}

/// Whether what is said of a run that is marked in another way can be said later: the next that is kept is marked alike.
fn goes_on(next: &[View<'_, '_>], before: &Run<'_>, after: &Run<'_>) -> bool {
    let next = next.iter().find(|view| view.state == State::Kept);
    next.is_some_and(|view| {
        view.before.is_some_and(|other| other.marks == before.marks)
            && view.run.marks == after.marks
            && matches!((&view.run.piece, &after.piece), (Piece::Words(_), Piece::Words(_)))
    })
}
