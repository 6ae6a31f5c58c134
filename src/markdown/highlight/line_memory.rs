//! The memory of lines of code that were read before.
//!
//! Grammars cost about a microsecond for every byte, more than all else that is done with a page. Lines of
//! code repeat (`}`, `done`, `apiVersion: v1`). What a line looks like depends on its text and on how the
//! grammar stood before it, and on nothing else, so that is what a line is remembered by.

use std::collections::HashMap;
use std::rc::Rc;

use super::grammars::{CodeRun, State};

/// Lines by their text and by the state before them.
#[derive(Default)]
pub(super) struct LineMemory {
    states: Vec<State>,
    lines: HashMap<StateId, HashMap<Box<str>, Rc<HighlightedLine>>>,
    remembered: usize,
}

/// The place of a state in the list of those that are remembered.
type StateId = usize;

/// A line, read from a known state.
#[derive(Debug)]
pub(super) struct HighlightedLine {
    pub(super) runs: Vec<CodeRun>,
    next: Option<StateId>,
}

/// How a grammar stands: by its number where it is remembered.
pub(super) enum GrammarState {
    Known(StateId),
    Unknown(Box<State>),
}

/// States are compared one by one; code that makes more of them than this is read without memory.
const MOST_STATES: usize = 256;
/// About 20 MB for lines of usual length.
const MOST_LINES: usize = 100_000;

impl LineMemory {
    pub(super) fn standing(&mut self, state: State) -> GrammarState {
        if let Some(id) = self.states.iter().position(|known| *known == state) {
            return GrammarState::Known(id);
        }
        if self.states.len() >= MOST_STATES {
            return GrammarState::Unknown(Box::new(state));
        }
        self.states.push(state);
        GrammarState::Known(self.states.len() - 1)
    }

    /// Reads a line, or remembers it; `None` where the grammar gives up.
    pub(super) fn line(&mut self, standing: &mut GrammarState, line: &str) -> Option<Rc<HighlightedLine>> {
        let id = match standing {
            GrammarState::Unknown(state) => {
                return state.read(line).map(|runs| Rc::new(HighlightedLine { runs, next: None }));
            }
            GrammarState::Known(id) => *id,
        };
        if let Some(known) = self.lines.get(&id).and_then(|lines| lines.get(line)) {
            if let Some(next) = known.next {
                *standing = GrammarState::Known(next);
            }
            return Some(known.clone());
        }
        let mut state = self.states.get(id)?.clone();
        let runs = state.read(line)?;
        *standing = self.standing(state);
        let next = match standing {
            GrammarState::Known(next) => Some(*next),
            GrammarState::Unknown(_) => None,
        };
        let read = Rc::new(HighlightedLine { runs, next });
        // A line whose end is not remembered cannot be gone on from.
        if next.is_some() && self.remembered < MOST_LINES {
            self.remembered += 1;
            self.lines.entry(id).or_default().insert(line.into(), read.clone());
        }
        Some(read)
    }
}
