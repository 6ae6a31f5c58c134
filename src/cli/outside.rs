//! What is known of the main line from outside of the repository, which cannot prove that it is the one of yesterday.

use super::Failure;
use super::load::Opened;
use crate::compile::Held;

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
    /// The commits that these names mean.
    pub(super) fn held(&self, opened: &Opened) -> Result<Held, Failure> {
        let find = |name: &String| opened.find(name);
        let anchors = self.after.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(Held { anchors, root: self.adopted_at.as_ref().map(find).transpose()? })
    }
}
