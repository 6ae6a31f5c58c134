//! A release as readers are served it.

use std::io::Write as _;

use crate::cli::outcome::{Failure, Outcome};
use crate::cli::printing::{many, plain_to_stdout};
use crate::cli::progress::Progress;
use crate::cli::publish::NamedTarget;
use crate::cli::publish::target::failure;
use crate::config::clean_base_url;
use crate::publish::Release;
use crate::publish::web::{WebClient, WebRelease, fault_lines};

/// Fetches a release, and names what is not as it was published. An empty address stands for that of the release.
pub(super) fn verify(target: &NamedTarget, release: &Release, url: &str) -> Result<Outcome, Failure> {
    let base = match (url, &release.base_url) {
        ("", Some(base)) => base.clone(),
        ("", None) => {
            return Err(Failure::new("the release does not say at which address readers find it")
                .hint("give the address, `--url http://localhost:8080/playbook`, or set `base_url`"));
        }
        (url, _) => clean_base_url(url).map_err(|message| {
            Failure::new(message).hint("write it like `https://intranet.example/playbook`")
        })?,
    };
    let web = WebRelease::new(release, &base, target.releases.hidden_folder()).map_err(failure)?;
    let progress = Progress::new("Fetching", web.count());
    let found = web.faults(&WebClient::new(), &|| progress.tick());
    drop(progress);
    let faults = found.map_err(|error| Failure::new(error.why).hint(error.hint))?;
    let lines = fault_lines(&faults);
    let mut stderr = anstream::stderr().lock();
    if lines.is_empty() {
        writeln!(
            stderr,
            "{}: {} fetched from {base}, all as they were published; what else the server has is not known",
            release.id,
            many(web.files(), "file")
        )?;
        return Ok(Outcome::Clean);
    }
    plain_to_stdout(&format!("{}\n", lines.join("\n")))?;
    writeln!(
        stderr,
        "{}: {} at {base}\n  help: `server_files` of `[publish.{}]` writes files for web servers that serve it well; \
         `guidepost verify {}` reads what stands at the target itself",
        release.id,
        many(faults.len(), "fault"),
        target.settings.name,
        target.settings.name
    )?;
    Ok(Outcome::Findings)
}
