//! `guidepost rollback`: has readers be served an earlier release again.

use std::io::Write as _;
use std::path::Path;

use super::load::opened;
use super::outcome::{Failure, Outcome};
use super::printing::many;
use super::publish::target::failure;
use super::publish::{NamedTarget, publisher, refused};
use super::question;
use crate::date::Moment;
use crate::publish::{Damage, ReleaseId, TargetState};

/// Have readers be served an earlier release again.
///
/// One switch first; then it is said what of that release is damaged. Publishing again replaces that.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost rollback intranet            to the release before the one that is served
  guidepost rollback intranet 20261128T080000Z-1a2b3c4d --yes

Exit status: 0 done, 1 somebody else is publishing, 2 it could not be done.")]
pub(super) struct Rollback {
    /// The target: `intranet` for `[publish.intranet]` in site.toml.
    name: String,
    /// The release, as `guidepost releases` lists it [default: the one before the one that is served].
    release: Option<ReleaseId>,
    /// Do it without being asked.
    #[arg(long)]
    yes: bool,
    /// Who does it [default: who is logged in].
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Rollback {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let target = NamedTarget::find(&opened(root, None)?, &self.name)?;
        if !self.yes && !question::is_there_a_terminal() {
            return Err(Failure::new("there is no terminal to ask on, and nothing is rolled back unasked")
                .hint("`--yes` agrees beforehand"));
        }
        let by = publisher(self.by.as_deref());
        let held = match target.folder.clone().hold(&by, &Moment::now().to_string()) {
            Ok(held) => held,
            Err(error) => return refused(error),
        };
        let id = self.meant(&target.folder.state().map_err(failure)?)?;
        let question = format!("Have readers be served {id} again?");
        if !self.yes
            && !question::ask(&question, &mut std::io::stdin().lock(), &mut anstream::stderr().lock())?
        {
            return Ok(Outcome::Findings);
        }
        let release = held.roll_back(&id, &by, &Moment::now().to_string()).map_err(failure)?;
        let mut stderr = anstream::stderr().lock();
        writeln!(stderr, "{id} is served again")?;
        let damage = Damage::of(&release, &target.folder.release_path(&id)).map_err(failure)?;
        if !damage.is_none() {
            let lines = damage.lines();
            writeln!(stderr, "{} of it are not as they were published:", many(lines.len(), "file"))?;
            for line in lines {
                writeln!(stderr, "  {line}")?;
            }
            writeln!(stderr, "  help: `guidepost publish {} --repair` writes them anew", self.name)?;
        }
        Ok(Outcome::Clean)
    }

    /// The release to go back to.
    fn meant(&self, state: &TargetState) -> Result<ReleaseId, Failure> {
        let served = state.served.as_ref().map(|(release, _)| &release.id);
        let known: Vec<&str> = state.releases.iter().map(ReleaseId::as_str).collect();
        let listed =
            format!("there are: {}", if known.is_empty() { "none".to_owned() } else { known.join(", ") });
        match &self.release {
            Some(named) if state.releases.contains(named) => return Ok(named.clone()),
            Some(named) => {
                return Err(Failure::new(format!("the target keeps no release {named}")).hint(listed));
            }
            None => {}
        }
        let before = state.releases.iter().rev().find(|id| served.is_some_and(|served| *id < served));
        before
            .cloned()
            .ok_or_else(|| Failure::new("there is no release before the one that is served").hint(listed))
    }
}
