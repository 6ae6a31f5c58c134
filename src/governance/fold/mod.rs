//! The fold: goes over the commits of the main line, the oldest first, and works out which texts are in force.
//!
//! What a commit brings is judged by the state that the commits before it have left, and by nothing that comes later:
//! neither the working tree nor a later commit changes what is said of a day that is over. A commit first brings the
//! events of the days that begin with it, then its drafts, which change nothing by themselves, then its records.
//!
//! [`fold`] goes over a line; [`FoldState`] is what it leaves.
//!
//! (`governance/fold`) goes over the commits of the main line, the oldest first, and leaves a `FoldState`: the models
//! that were in force (`Law`), the roles, and the life of every page by its id (`Life`: texts, issues, how it stands).
//! What a commit brings is judged by the state that the commits before it have left, and by nothing else: neither the
//! working tree nor a later commit has a say, so that what is said of a day that is over stays as it was. A commit
//! first brings the events of days that begin with it (`days_until`), then its drafts (`Whereabouts`: where each id
//! is), which change nothing by themselves, then its records (`arrivals`, `judge`). A text comes into force when it has
//! what it needs (`needs`, `approvals`): what its own facts ask, and what those of the text in force ask. A page of
//! kind `frame` takes files and keys along that all pages share (`frame`); `CommitWorld::with_files` has the approved
//! edition made from these. What the fold cannot read from the line it asks of `EvidenceSource`, and every answer
//! follows from object ids alone. What commits changed and which ids texts state is kept by object ids for later runs
//! (`govern/memo`), which ask of these objects only whether they are there. Where the site moved within its repository,
//! `compile/govern/moves` finds the commits that may have done that and folds over both places; `world::Moved` then
//! looks for the files of each commit where the site stood in it (`Versions::path_in`, `file_in`), so that nobody else
//! need know. What is missing is a `Refusal`, never a guess: then there is no approved edition, no register and no
//! audit, and the commands end with status 2 and the lines to paste. `THREATS.md` says against whom all that holds.

mod addresses;
mod appointment;
mod approvals;
mod arrivals;
mod control;
mod days;
mod digest;
mod drafts;
mod emergency;
mod enact;
mod evidence;
mod frame;
mod gaps;
mod holders;
mod judge;
mod law;
mod mechanical;
mod moves;
mod needs;
mod pages;
mod placed;
mod proof;
mod state;
mod step;
mod suppose;
mod taken_back;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
mod tree;

pub use super::selector::FRAME;
pub use addresses::is_kept_for_evidence;
pub use appointment::Appointment;
pub use arrivals::is_record;
pub use evidence::{Bringer, EvidenceSource, IsSole, PageText, Refusal, TextStood, TwoTexts};
pub use frame::{CoveredFiles, FramedKey, FramesInForce, framed_by, framed_settings};
pub use gaps::{Gap, Remedy};
pub(super) use judge::does_not_hold;
pub use law::Law;
pub(super) use needs::{ApprovalNeed, TextNeeds};
pub use pages::{Life, LifeStanding, MovedText, TextAt};
pub use placed::covers;
pub(in crate::governance) use placed::is_for;
pub use state::FoldState;
pub use tree::{FileChange, LineCommit, LinePlace, LineTree};

/// Goes over a line.
///
/// # Errors
/// A [`Refusal`] where something that decides cannot be read: then nothing is known.
pub fn fold(line: &[LineCommit], evidence: &dyn EvidenceSource) -> Result<FoldState, Refusal> {
    let mut state = FoldState::default();
    for commit in line {
        state.step(commit, evidence)?;
    }
    Ok(state)
}
