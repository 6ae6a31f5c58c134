//! What an audit tells of a page on a day.

use std::sync::Arc;

use crate::date::Day;
use crate::governance::Account;
use crate::model::{Arrival, Capacity, CommitId, PageState, Proof, Record, RepoPath, Seal, SealKind, TextId};

/// A page on a day, with what proves it.
pub(super) struct Audited {
    pub(super) name: String,
    pub(super) title: Arc<str>,
    pub(super) file: String,
    pub(super) on: Day,
    /// What was in force, in words.
    pub(super) stands: String,
    /// Which other texts were in force earlier that day, a sentence each.
    pub(super) earlier: Vec<String>,
    /// The text that was in force.
    pub(super) text: Option<TextThen>,
    /// What put it in force, or out of it.
    pub(super) records: Vec<AuditedRecord>,
    /// What changed since, a sentence each.
    pub(super) since: Vec<String>,
    pub(super) checks: Vec<ProofCommand>,
    /// The day of the last commit, where the day that is asked about is not over by it: what comes later may change what is
    /// told.
    pub(super) open_since: Option<Day>,
    /// By whose word it is known where the main line begins.
    pub(super) account: Option<Account>,
    /// Something to know about all that.
    pub(super) remark: Option<&'static str>,
}

/// A text as a commit has it.
pub(super) struct TextThen {
    pub(super) issue: Option<u32>,
    /// The first day on which it was in force.
    pub(super) from: Day,
    /// The day from which it was in force again, after another text was for a while.
    pub(super) again: Option<Day>,
    pub(super) until: Option<Day>,
    pub(super) state: PageState,
    /// Who wrote it.
    pub(super) author: String,
    /// What the message of its commit says first.
    pub(super) reason: String,
    /// Where the commit that wrote it has it.
    pub(super) written: RepoPath,
    /// The first commit of the main line that had the words and all files together; where the page was moved since, one that
    /// had them there.
    pub(super) stood: CommitId,
    /// Where that commit has it.
    pub(super) path: RepoPath,
    /// The day of the commit.
    pub(super) committed: Option<Day>,
}

impl TextThen {
    /// The object id of the text.
    pub(super) fn id(&self) -> TextId {
        self.state.exact.text
    }
}

/// A record, and how it came.
pub(super) struct AuditedRecord {
    pub(super) record: Arc<Record>,
    pub(super) file: RepoPath,
    pub(super) capacity: Option<Capacity>,
    /// The role that appointed the person in need.
    pub(super) appointed_by: Option<Arc<str>>,
    /// How strongly the model of that day wanted the person proven.
    pub(super) proof: Proof,
    pub(super) brought: Option<RecordCommit>,
}

/// The commit that brought a record.
pub(super) struct RecordCommit {
    pub(super) arrival: Arrival,
    /// What kind of signature it carries.
    pub(super) kind: Option<SealKind>,
    /// What that is worth; `None` where the site does not say who signs.
    pub(super) seal: Option<Seal>,
    /// The list of signers by which that was judged.
    pub(super) signers: Option<TextId>,
    /// The commit that brought it to the main line, where that is another.
    pub(super) merged: Option<CommitId>,
    /// The commits that changed or deleted its file later, each with its day.
    pub(super) changed: Vec<(CommitId, Day)>,
    /// Where its file was from then on: at more than one path where the site moved.
    pub(super) paths: Vec<RepoPath>,
}

/// A command of git, and what it shows.
pub(super) struct ProofCommand {
    pub(super) command: String,
    pub(super) shows: String,
}
