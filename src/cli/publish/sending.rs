//! Sending a release that was agreed to.

use std::io::Write as _;
use std::time::Instant;

use super::making::Rehearsed;
use super::served_target::{ReleaseComparison, ServedTarget};
use super::serving::{self, ServerFilesSwitch};
use super::words::{foreign, mended};
use crate::cli::outcome::Failure;
use crate::cli::printing::{many, since};
use crate::cli::progress::Progress;
use crate::date::Moment;
use crate::output::{NewContent, NewFile};
use crate::path::OutputPath;
use crate::publish::{
    self, Act, HeldTarget, PublishError, Published, Release, ReleaseStage, SoundRelease, UpcomingRelease,
};

/// Sends a release and has it served.
pub(super) fn send(
    held: &dyn HeldTarget,
    rehearsed: &Rehearsed<'_>,
    comparison: &ReleaseComparison,
    to: &ServedTarget<'_>,
) -> Result<Published, PublishError> {
    send_all(held, rehearsed, comparison, to).map_err(|error| held.on_the_way(error))
}

fn send_all(
    held: &dyn HeldTarget,
    rehearsed: &Rehearsed<'_>,
    comparison: &ReleaseComparison,
    to: &ServedTarget<'_>,
) -> Result<Published, PublishError> {
    let before = to.served();
    let damage = comparison.damage.as_ref();
    let keep = to.target.settings.keep;
    let host_files = serving::host_files(to.target, &comparison.release)?;
    let added = host_files.iter().map(|(name, text)| ((*name).to_owned(), serving::published(text)));
    let mut release = Release { added: added.collect(), ..comparison.release.clone() };
    // What a manifest says that is not the one of the log is carried nowhere.
    let sound = before.zip(damage).filter(|_| !to.has_other_manifest());
    if let Some((before, damage)) = sound {
        let kept = to.state.log.by_last_served(&to.state.releases);
        let kept = kept.into_iter().rev().take(keep.saturating_sub(1).max(1)).collect();
        release.carried = publish::carried(before, &release, &serving::paths(to.target, &release), &kept);
        release.carried.retain(|path, _| damage.spares(path));
    }
    let (by, now) = (release.by.clone(), Moment::now().to_string());
    let act = Act { by: &by, at: &now };
    let stage = held.stage(UpcomingRelease { release: &release, served: before, damage, act, keep })?;
    for (path, carried) in &release.carried {
        stage.link(path, &carried.file)?;
    }
    rehearsed.send(&*stage, before.zip(damage))?;
    for (name, text) in &host_files {
        let (path, media_type) = (&OutputPath::new(name), serving::host_media_type());
        let content = NewContent::Bytes(text.as_bytes());
        stage.put(&NewFile { path, media_type, input_hash: None, content })?;
    }
    let sound = sound.map(|(release, damage)| SoundRelease { release, damage });
    let progress = Progress::new("Packing", stage.files().len());
    stage.pack(&to.target.settings.compress, sound, &|| progress.tick())?;
    drop(progress);
    let files = |release: &Release| serving::server_files(to.target, release);
    switch(stage, ServerFilesSwitch { held, files: &files }, (before, &release))
}

/// Has the next release be served, and servers read where its old addresses lead.
fn switch(
    stage: Box<dyn ReleaseStage + '_>,
    server_files: ServerFilesSwitch<'_>,
    (before, next): (Option<&Release>, &Release),
) -> Result<Published, PublishError> {
    server_files.write_before(before, next)?;
    match stage.publish() {
        Ok(mut published) => {
            if let Err(error) = server_files.write(next) {
                let why = format!("the files for web servers do not name all old addresses yet: {error}");
                published.warnings.push(why);
            }
            Ok(published)
        }
        Err(error) => {
            // Where they cannot be put back, old addresses are pages that lead on.
            let _ = before.map(|before| server_files.write(before));
            Err(error)
        }
    }
}

/// Says what was published, and how long it took.
pub(super) fn say(comparison: &ReleaseComparison, start: Instant) -> Result<(), Failure> {
    let ReleaseComparison { changes, release, damage, .. } = comparison;
    let written = changes.new_files.len() + changes.changed_files.len();
    writeln!(
        anstream::stderr(),
        "Published {} in {}: {} written, {}{} the same, {} gone",
        release.id,
        since(start),
        many(written, "file"),
        mended(changes),
        changes.same_files,
        changes.removed_files.len()
    )?;
    let paths: Vec<&str> = damage.iter().flat_map(|damage| &damage.foreign).map(String::as_str).collect();
    if let Some(words) = foreign(&paths) {
        writeln!(anstream::stderr(), "  foreign: {words}")?;
    }
    Ok(())
}
