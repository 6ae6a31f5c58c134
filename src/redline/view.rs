//! The runs of a line as they are shown, in HTML and in a terminal.

use super::Inline;
use crate::markdown::tree::{InlineMark, InlinePiece, Link, Run};

/// What became of words or of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ViewState {
    Kept,
    Inserted,
    Deleted,
}

/// A run as it is shown.
#[derive(Clone, Copy)]
pub(super) struct RunView<'v, 'a> {
    pub(super) state: ViewState,
    pub(super) run: &'v Run<'a>,
    /// The run as it was, where it is marked in another way now.
    pub(super) before: Option<&'v Run<'a>>,
}

impl<'v, 'a> RunView<'v, 'a> {
    pub(super) fn kept(run: &'v Run<'a>) -> RunView<'v, 'a> {
        RunView { state: ViewState::Kept, run, before: None }
    }

    pub(super) fn inserted(run: &'v Run<'a>) -> RunView<'v, 'a> {
        RunView { state: ViewState::Inserted, run, before: None }
    }

    pub(super) fn deleted(run: &'v Run<'a>) -> RunView<'v, 'a> {
        RunView { state: ViewState::Deleted, run, before: None }
    }

    pub(super) fn of(inline: &'v Inline<'a>) -> RunView<'v, 'a> {
        match inline {
            Inline::Kept(run) => RunView::kept(run),
            Inline::Inserted(run) => RunView::inserted(run),
            Inline::Deleted(run) => RunView::deleted(run),
            // Nobody sees how a blank is marked.
            Inline::Restyled { after, .. } if is_blank(after) => RunView::kept(after),
            Inline::Restyled { before, after } => {
                RunView { state: ViewState::Kept, run: after, before: Some(before) }
            }
        }
    }
}

fn is_blank(run: &Run<'_>) -> bool {
    matches!(&run.piece, InlinePiece::Words(words) if words.trim().is_empty())
}

/// The link that a run stands in.
pub(super) fn link_of<'v, 'a>(run: &'v Run<'a>) -> Option<&'v Link<'a>> {
    run.marks.iter().find_map(|mark| match mark {
        InlineMark::Link(link) => Some(&**link),
        _ => None,
    })
}

/// Whether the view before this one is of the same state, and whether the next one is.
pub(super) fn neighbours(views: &[RunView<'_, '_>], at: usize) -> (bool, bool) {
    let state = |at: usize| views.get(at).map(|view| view.state);
    (at.checked_sub(1).is_some_and(|before| state(before) == state(at)), state(at + 1) == state(at))
}

/// Whether something is to be said of how a view is marked, and where: behind the last of those that are marked alike.
pub(super) fn to_be_told<'v, 'a>(views: &[RunView<'v, 'a>], at: usize) -> Option<(&'v Run<'a>, &'v Run<'a>)> {
    let view = views.get(at)?;
    let (before, after) = (view.before?, view.run);
    (!goes_on(views.get(at + 1..).unwrap_or_default(), before, after)).then_some((before, after))
}

/// Whether what is said of a run that is marked in another way can be said later: the next that is kept is marked alike.
fn goes_on(next: &[RunView<'_, '_>], before: &Run<'_>, after: &Run<'_>) -> bool {
    let next = next.iter().find(|view| view.state == ViewState::Kept);
    next.is_some_and(|view| {
        view.before.is_some_and(|other| other.marks == before.marks)
            && view.run.marks == after.marks
            && matches!((&view.run.piece, &after.piece), (InlinePiece::Words(_), InlinePiece::Words(_)))
    })
}
