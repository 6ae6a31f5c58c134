//! What somebody says may be lost with a release.

use super::served_target::ServedTarget;
use crate::cli::outcome::Failure;
use crate::diagnostic::near_miss;
use crate::publish::Release;

/// Words that stand for no address.
const WORDS: [&str; 2] = ["base_url", "edition"];

/// Refuses what no release has: a word that is not spelled right lets nothing go. What a kept release has is gone already,
/// and a job that says it once more does no harm.
pub(super) fn refuse_unknown(accepted: &[String], to: &ServedTarget<'_>) -> Result<(), Failure> {
    let Some(served) = to.served() else { return Ok(()) };
    let is_unknown = |what: &&String| !names(served).any(|name| name == what.as_str());
    let mut unknown = accepted.iter().filter(is_unknown).peekable();
    if unknown.peek().is_none() {
        return Ok(());
    }
    let kept: Vec<Release> =
        to.state.releases.iter().filter_map(|id| Some(to.target.releases.manifest(id).ok()?.0)).collect();
    let is_of_none = |what: &&String| !kept.iter().flat_map(names).any(|name| name == what.as_str());
    let Some(what) = unknown.find(is_of_none) else { return Ok(()) };
    let failure = Failure::new(format!("`--accept {what}` names nothing that is published"));
    let with_slash = format!("{what}/");
    let near = names(served).find(|name| *name == with_slash).or_else(|| near_miss(what, names(served)));
    Err(match near {
        Some(near) => failure.hint(format!("did you mean `--accept {near}`?")),
        None => failure.hint("name it as the plan does: an address (`guidelines/old/`), a file (`forms/claim.pdf`), a heading (`guidelines/tone/#humour`), `base_url` or `edition`"),
    })
}

/// Everything of a release that can be let go.
fn names(release: &Release) -> impl Iterator<Item = &str> {
    let addresses = release.pages.keys().chain(release.redirects.keys());
    let others = release.files.keys().chain(&release.linked_places);
    WORDS.into_iter().chain(addresses.chain(others).map(String::as_str))
}
