//! The fold: goes over the commits of the main line, the oldest first, and works out which texts are in force.
//!
//! What a commit brings is judged by the state that the commits before it have left, and by nothing that comes later:
//! neither the working tree nor a later commit changes what is said of a day that is over. A commit first brings the
//! events of the days that begin with it, then its drafts, which change nothing by themselves, then its records.
//!
//! [`fold`] goes over a line; [`FoldState`] is what it leaves.

mod addresses;
mod approvals;
mod arrivals;
mod control;
mod days;
mod drafts;
mod emergency;
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
mod proof;
mod state;
mod suppose;
mod taken_back;
#[cfg(test)]
pub(super) mod testing;
#[cfg(test)]
mod tests;
mod tree;

pub use addresses::is_kept_for_evidence;
pub use approvals::covers;
pub(super) use arrivals::does_not_hold;
pub use arrivals::is_record;
pub use evidence::{Bringer, EvidenceSource, IsSole, PageText, Refusal, TextStood, TwoTexts};
pub use frame::{FRAME, FramedKey, FramesInForce, framed_by, framed_settings};
pub use gaps::{Gap, Remedy};
pub use holders::Appointment;
pub use law::Law;
pub(super) use needs::{ApprovalNeed, TextNeeds};
pub use pages::{Life, LifeStanding, MovedText, TextAt};
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
