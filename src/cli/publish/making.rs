//! Making a release: once to know it, and then at its target.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cli::outcome::Failure;
use crate::cli::progress::Progress;
use crate::cli::putting::Putting;
use crate::cli::rendering::Rendering;
use crate::cli::sources::BuildSources;
use crate::diagnostic::Finding;
use crate::output::{MediaType, NewContent, NewFile, Outputs, Plan};
use crate::path::OutputPath;
use crate::publish::{
    Damage, PublishError, PublishedFile, Rehearsal, RehearsedFile, Release, ReleaseStage, at_once,
    is_named_by_content,
};
use crate::route::{BuildContext, Site};

/// A release that was made and not sent.
pub(super) struct Rehearsed<'a> {
    outputs: Outputs<'a>,
    sources: &'a BuildSources<'a>,
    site: &'a Site,
    files: BTreeMap<OutputPath, RehearsedFile>,
    /// What was found while it was made.
    pub(super) findings: Vec<Finding>,
}

impl<'a> Rehearsed<'a> {
    /// Makes all files of a site that the release in place does not have, and sends nothing.
    ///
    /// # Errors
    /// What proves what is approved cannot be made.
    pub(super) fn make(
        site: &'a Site,
        sources: &'a BuildSources<'a>,
        before: Option<&Release>,
    ) -> Result<Rehearsed<'a>, Failure> {
        let cache = sources.world.cache();
        let context = sources.program.map(|program| BuildContext { program, cache });
        let outputs = Outputs::for_site(site, context);
        let rehearsal = Rehearsal::new(before);
        let plan = Plan::new(&outputs, &rehearsal);
        let putting = Putting { plan: &plan, target: &rehearsal, sources, site };
        let findings = putting.put_all(&outputs, HashMap::new())?;
        Ok(Rehearsed { outputs, sources, site, files: rehearsal.files(), findings })
    }

    /// Its files, by path.
    pub(super) fn published_files(&self) -> BTreeMap<String, PublishedFile> {
        self.files.iter().map(|(path, file)| (path.to_string(), published(file))).collect()
    }

    /// Puts it onto a stage: what the release in place has is linked, the rest is written. Files whose names change with
    /// their content come before those that name them.
    ///
    /// # Errors
    /// Something cannot be written, or is not what it was when the plan was made.
    pub(super) fn send(
        &self,
        stage: &dyn ReleaseStage,
        before: Option<(&Release, &Damage)>,
    ) -> Result<(), PublishError> {
        let (named, others): (Vec<_>, Vec<_>) =
            self.files.iter().partition(|(path, _)| is_named_by_content(path.as_str()));
        // What is made once more is counted by itself.
        let is_sent = |(path, file): &(&OutputPath, &RehearsedFile)| {
            file.bytes.is_some() && !is_in_place(before, path, file)
        };
        let bytes = self.files.iter().filter(is_sent).map(|(_, file)| file.size).sum();
        let progress = Progress::of_bytes("Sending", bytes);
        self.send_files(stage, &named, (before, &progress))?;
        stage.begin_pages()?;
        self.send_files(stage, &others, (before, &progress))?;
        self.holds(stage)
    }

    fn send_files(
        &self,
        stage: &dyn ReleaseStage,
        files: &[(&OutputPath, &RehearsedFile)],
        (before, progress): (Option<(&Release, &Damage)>, &Progress),
    ) -> Result<(), PublishError> {
        let left: Vec<Option<OutputPath>> =
            at_once::each(stage.at_once(), files, |(path, file)| match &file.bytes {
                _ if is_in_place(before, path, file) => {
                    stage.link(path.as_str(), &published(file)).map(|()| None)
                }
                Some(bytes) => {
                    let (media_type, input_hash) = (MediaType::of(path.as_str()), file.input_hash);
                    let content = NewContent::Bytes(bytes);
                    stage.put(&NewFile { path, media_type, input_hash, content })?;
                    progress.add(file.size);
                    Ok(None)
                }
                None => Ok(Some((*path).clone())),
            })?;
        self.send_missing(stage, &left.into_iter().flatten().collect())
    }

    /// Makes once more what there was no room to keep.
    fn send_missing(
        &self,
        stage: &dyn ReleaseStage,
        missing: &BTreeSet<OutputPath>,
    ) -> Result<(), PublishError> {
        if missing.is_empty() {
            return Ok(());
        }
        let plan = Plan { changes: BTreeMap::new(), obsolete: Vec::new() };
        let putting = Putting { plan: &plan, target: stage, sources: self.sources, site: self.site };
        let cache = self.sources.world.cache();
        let rendering = Rendering { outputs: &self.outputs, verb: "Sending", cache };
        rendering.each(
            |output| missing.contains(&output.path()),
            |output, made| putting.put(&output.path(), made),
        )?;
        Ok(())
    }

    /// Whether the stage has what the plan was made of.
    fn holds(&self, stage: &dyn ReleaseStage) -> Result<(), PublishError> {
        let staged = stage.files();
        let differs = |(path, file): &(&OutputPath, &RehearsedFile)| {
            staged.get(path.as_str()).is_none_or(|staged| *staged.hash != *file.hash.to_hex())
        };
        match self.files.iter().find(differs) {
            None => Ok(()),
            Some((path, _)) => Err(PublishError::changed_meanwhile(path)),
        }
    }
}

/// Whether a file stands there as it was published, and is to be so again.
fn is_in_place(before: Option<(&Release, &Damage)>, path: &OutputPath, file: &RehearsedFile) -> bool {
    let known = before.and_then(|(release, damage)| {
        release.files.get(path.as_str()).filter(|_| damage.spares(path.as_str()))
    });
    known.is_some_and(|known| *known.hash == *file.hash.to_hex())
}

fn published(file: &RehearsedFile) -> PublishedFile {
    PublishedFile {
        hash: file.hash.to_hex().to_string(),
        size: file.size,
        media_type: file.media_type.clone(),
        made_from: file.input_hash.map(|hash| hash.to_hex().to_string()),
    }
}
