//! What is known of the main line from outside of the repository, which cannot prove that it is the one of yesterday.

use super::outcome::Failure;
use crate::compile::Held;
use crate::model::CommitId;

/// Arguments of every command that says what is in force.
#[derive(clap::Args, Debug, Default)]
pub(super) struct Outside {
    /// A commit that the main line must hold: one that was published or checked before. May be given several times.
    #[arg(long, value_name = "REV")]
    after: Vec<String>,
    /// The commit at which the first governance model was adopted, as you know it from elsewhere.
    #[arg(long = "adopted-at", value_name = "COMMIT")]
    adopted_at: Option<String>,
}

impl Outside {
    /// The commits that these names mean, each found by `find`.
    pub(super) fn held(&self, find: impl Fn(&str) -> Result<CommitId, Failure>) -> Result<Held, Failure> {
        let find = |name: &String| find(name);
        let anchors = self.after.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(Held { anchors, root: self.adopted_at.as_ref().map(find).transpose()? })
    }
}
