//! How an organisation divides the say: the machine's part of a governance model.

use std::sync::Arc;

use super::control::Control;
use crate::date::Period;

/// A governance model as its page's front matter states it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    /// The id of its page.
    pub id: Arc<str>,
    /// The roles that it needs, by id.
    pub roles: Vec<Arc<str>>,
    /// How strongly it wants to be shown that a person is who they say.
    pub proof: Proof,
    /// The role that signs appointments; `None` where it names none.
    pub appointed_by: Option<Arc<str>>,
    /// The role that signs alone what says nothing else than the text in force; `None` where it names none.
    pub mechanical: Option<Arc<str>>,
    /// How long before a day something is due soon.
    pub due_soon: Period,
    /// What must hold.
    pub controls: Vec<Arc<Control>>,
}

/// How strongly a person named in a record is proven.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Proof {
    /// The record says so.
    #[default]
    None,
    /// They committed the record themselves.
    Committer,
    /// They signed the commit that brought the record.
    Signed,
}
