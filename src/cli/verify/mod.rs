//! `guidepost verify`: reads a release at a target, and names what of it is not as it was published.

mod over_http;

use std::io::Write as _;
use std::path::Path;

use crate::cli::load::opened;
use crate::cli::outcome::{Failure, Outcome};
use crate::cli::printing::{many, plain_to_stdout};
use crate::cli::publish::NamedTarget;
use crate::cli::publish::target::failure;
use crate::publish::ReleaseId;

/// Read everything at a target, and name what is missing, changed or foreign there.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost verify intranet              the release that is served
  guidepost verify intranet 20261128T080000Z-1a2b3c4d
  guidepost verify intranet --url        as readers are served it
  guidepost verify intranet --url http://localhost:8080/playbook

Exit status: 0 all is as it was published, 1 it is not, 2 it could not be read.")]
pub(super) struct Verify {
    /// The target: `intranet` for `[publish.intranet]` in site.toml.
    name: String,
    /// The release, as `guidepost releases` lists it [default: the one that is served].
    release: Option<ReleaseId>,
    /// Fetch everything over HTTP, as readers are served it, and name wrong types, statuses and headers as well. What nobody
    /// published and a server has all the same is not found so [default: the base address of the release].
    #[arg(long, value_name = "URL", num_args = 0..=1, default_missing_value = "", conflicts_with = "release")]
    url: Option<String>,
}

/// Which release is damaged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Damaged {
    /// The one that is served.
    Served,
    /// One that is kept to go back to.
    Kept,
}

impl Verify {
    /// What to do about a release that is damaged.
    fn way_out(&self, damaged: Damaged) -> String {
        let name = &self.name;
        match damaged {
            Damaged::Served => format!("`guidepost publish {name} --repair` writes them anew"),
            Damaged::Kept => format!(
                "it is not served, and no publish writes it anew: `guidepost releases {name}` lists others to go back to"
            ),
        }
    }

    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let target = NamedTarget::find(&opened(root, None)?, &self.name)?;
        let state = target.releases.state().map_err(failure)?;
        let id = match (&self.release, &state.served) {
            (Some(id), _) if !state.releases.contains(id) => {
                return Err(Failure::new(format!("the target keeps no release {id}"))
                    .hint(format!("`guidepost releases {}` lists those that it keeps", self.name)));
            }
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => {
                return Err(Failure::new("nothing is served there")
                    .hint(format!("`guidepost publish {}` has it be", self.name)));
            }
        };
        let (release, manifest) = target.releases.manifest(id).map_err(failure)?;
        if let Some(url) = &self.url {
            return over_http::verify(&target, &release, url);
        }
        let mut lines = target.releases.damage(&release).map_err(failure)?.lines();
        match state.log.first_of(id) {
            Some(entry) if entry.is_of(&release, &manifest) => {}
            Some(_) => lines.insert(0, format!("changed   the manifest of {id} itself: the log has another")),
            None => lines.insert(0, format!("changed   the log: it does not name {id}")),
        }
        let last = state.log.last_served();
        if state.served.as_ref() != last {
            let last = last.map_or("nothing", ReleaseId::as_str);
            lines.insert(0, format!("changed   the link: the log says that {last} is served"));
        }
        if let Some(unfinished) = target.releases.unfinished().map_err(failure)? {
            lines.push(format!("between   two releases: {unfinished}"));
        }
        let mut stderr = anstream::stderr().lock();
        if lines.is_empty() {
            writeln!(
                stderr,
                "{}: {} read, all as they were published",
                release.id,
                many(release.all_files().count(), "file")
            )?;
            return Ok(Outcome::Clean);
        }
        plain_to_stdout(&format!("{}\n", lines.join("\n")))?;
        writeln!(
            stderr,
            "{}: {} not as published\n  help: {}",
            release.id,
            many(lines.len(), "file"),
            self.way_out(if state.served.as_ref() == Some(id) { Damaged::Served } else { Damaged::Kept })
        )?;
        Ok(Outcome::Findings)
    }
}
