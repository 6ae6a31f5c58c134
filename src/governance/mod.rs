//! Who must do what, which text is in force, and the checklist that says how we stand. Pure: texts and history in,
//! model out.
//!
//! In layers, each of which knows those before it: records as they are written; [`Rulebook`]s, what a model asks;
//! the [`fold`] over the main line, which says what is in force; rules, what else a model may ask; the checklist;
//! the [`register`].
//!
//! In layers, each of which knows those before it: `records` as they are written; `Rulebook`, what a model asks; the
//! *fold*, which says what is in force; `rules`, what else a model may ask; the checklist; the register. A rule sees a
//! `RuleView`, and says beforehand which parts of it (`Facet`) it looks at; in debug builds that is held to.
//!
//! Choices that stand nowhere else. The first model names the pages of roles that come into force with it; later ones
//! are approved one by one. A page of a role that no control chooses is asked what the model asks of itself, so that
//! nobody appoints themselves.
//!
//! An approval for a while that could put nothing in force when it came never does. Records that come with the
//! adoption, in one commit, are judged after it: by the moment at which their files were committed, then by their
//! dates, then by the names of their bytes.
//!
//! A withdrawal takes one role that has a say; letting a page leave control takes the approval of all whom its text in
//! force asks. What of a page is withdrawn is asked of nobody any more, but that it was withdrawn properly.

mod account;
mod alike;
mod appointable;
mod checklist;
pub mod fold;
mod idle;
mod judged;
mod known_writers;
mod ledger;
mod questions;
mod records;
pub mod register;
mod roles;
mod rulebook;
mod rules;
mod selector;
mod standing;
mod subject;
mod succession;
mod suppose;
#[cfg(test)]
mod testing;
mod timeline;
mod unlisted_drafts;
mod vacancies;
mod whole;

pub use account::Account;
pub use alike::alike;
pub use appointable::appointable;
pub use checklist::Judge;
pub use idle::{Choosable, idle};
pub use ledger::Ledger;
pub use questions::Needed;
pub use records::{Version, read as read_record, record_file_name, record_text};
pub use roles::{ROLE, described_twice, how_to_name_identities, roles};
pub use rulebook::Rulebook;
pub use rules::{Approval, ControlRoles, OWNER, Provisional, UpstreamStatus, rule_names};
pub use selector::read as selector_of;
pub use standing::standing;
pub use subject::Subject;
pub use suppose::ItemChange;
pub use timeline::{Term, Timeline};
pub use whole::{Governance, GovernanceContext, HeldIds};
