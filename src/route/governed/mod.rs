//! What governance shows: how each page stands, the checklist, the records.

mod holders;
pub(super) mod index;
mod issues;
pub(super) mod items;
pub(super) mod links;
mod models;
mod plate;
mod records;
mod register;
mod signatures;
mod stands;
pub(super) mod truth;

pub(super) use holders::{appointed, with_appointed};
pub use index::{GovernanceIndex, IndexInputs, roles_waited_for};
pub(super) use issues::{
    IssuePage, IssueText, of_page as issues_of, page as issue, stood_at, text as issue_text,
    with_text as issue_with, words as issue_words,
};
pub(super) use models::{comparison, of_page as model_of_page};
pub(super) use plate::{mark, mark_beside, mark_free, view as plate};
pub(super) use records::{unnamed as unnamed_records, view as records};
pub(super) use register::{unnamed as unnamed_of_register, view as register};
pub use stands::StandingWords;
pub(super) use truth::of_home as waits;
