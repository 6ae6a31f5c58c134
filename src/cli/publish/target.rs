//! The target that a name means.

use std::path::Path;

use crate::cli::build::SourceFolders;
use crate::cli::load::Opened;
use crate::cli::outcome::Failure;
use crate::compile::{Memos, site_config_of};
use crate::config::{Destination, Edition, PublishTarget};
use crate::diagnostic::near_miss;
use crate::publish::{
    InPlaceTarget, LinkProbe, OtherLock, PublishError, ReleaseTarget, folder_target, overlap,
};
use crate::world::World as _;

/// What becomes of the lock of somebody else.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct LockArguments {
    /// Take over the lock of somebody who was killed while publishing: of a target whose files are replaced in place.
    #[arg(long)]
    break_lock: bool,
}

impl LockArguments {
    pub(in crate::cli) fn other(&self) -> OtherLock {
        if self.break_lock { OtherLock::Broken } else { OtherLock::Respected }
    }
}

/// A target of `site.toml`, and what is published there.
pub(in crate::cli) struct NamedTarget {
    pub(in crate::cli) settings: PublishTarget,
    pub(in crate::cli) releases: Box<dyn ReleaseTarget>,
}

impl NamedTarget {
    /// Finds the target of this name among those of a site.
    pub(in crate::cli) fn find(opened: &Opened, name: &str) -> Result<NamedTarget, Failure> {
        let targets = site_config_of(&opened.world, &Memos::new()).publish.clone();
        let settings = match targets.iter().find(|target| target.name == name) {
            Some(settings) => settings.clone(),
            None => return Err(no_target(&targets, name)),
        };
        let root = opened.world.root();
        let releases = releases(&settings, root, LinkProbe::Assumed)?;
        for other in targets.iter().filter(|other| other.name != settings.name) {
            refuse_overlap(&*releases, other, root)?;
        }
        Ok(NamedTarget { settings, releases })
    }

    /// Whether what is published there descends from what was published before. Whoever asks for the latest texts of a
    /// branch to be shown may show another tomorrow.
    pub(in crate::cli) fn holds_line(&self) -> bool {
        self.settings.edition != Some(Edition::Latest)
    }

    /// Refuses a target that the repository of the site keeps: whoever pushes would write what is to be held against it.
    pub(in crate::cli) fn refuse_tracked(&self, opened: &Opened) -> Result<(), Failure> {
        if !self.releases.areas().iter().any(|area| opened.tracks(area)) {
            return Ok(());
        }
        let place = self.releases.place();
        let place = place.display();
        Err(Failure::new(format!(
            "`{place}` is kept in the repository of the site, and its log proves nothing about it"
        ))
        .hint("name a folder in `to` that is under no version control"))
    }

    /// The target of this name, to which something is about to be written: where nothing is there yet, it is tried whether
    /// links can be made.
    pub(in crate::cli) fn find_to_write(opened: &Opened, name: &str) -> Result<NamedTarget, Failure> {
        let target = NamedTarget::find(opened, name)?;
        let releases = releases(&target.settings, opened.world.root(), LinkProbe::Tried)?;
        Ok(NamedTarget { releases, ..target })
    }

    /// Refuses a target among what the site is made from.
    pub(super) fn refuse_sources(&self, opened: &Opened) -> Result<(), Failure> {
        let world = &opened.world;
        let config = site_config_of(world, &Memos::new());
        let content = config.content_folder(&mut |folder| !world.list(folder).files.is_empty());
        let sources = SourceFolders::of(world, &config, &content);
        self.releases.keeps_out_of(&sources.protected()).map_err(failure)?;
        if sources.has_among_pages(&self.releases.place()) {
            return Err(Failure::new(format!(
                "`{}` lies among the pages, and would become part of the site",
                self.releases.place().display()
            ))
            .hint("name a folder outside of the site in `to`"));
        }
        self.refuse_tracked(opened)
    }
}

/// Refuses a target that lies in another, or is another.
fn refuse_overlap(here: &dyn ReleaseTarget, other: &PublishTarget, root: &Path) -> Result<(), Failure> {
    let Ok(there) = releases(other, root, LinkProbe::Assumed) else { return Ok(()) };
    if !overlap(here, &*there) {
        return Ok(());
    }
    let (here, name) = (here.place(), &other.name);
    let here = here.display();
    Err(Failure::new(format!("`{here}` lies where `[publish.{name}]` has its releases"))
        .hint("name a folder in `to` that is of this target alone"))
}

fn releases(
    settings: &PublishTarget,
    root: &Path,
    probe: LinkProbe,
) -> Result<Box<dyn ReleaseTarget>, Failure> {
    match &settings.to.value {
        Destination::Folder(path) => folder_target(&root.join(path), probe).map_err(failure),
        Destination::Store(address) => Ok(Box::new(InPlaceTarget::of_store(address).map_err(failure)?)),
    }
}

fn no_target(targets: &[PublishTarget], name: &str) -> Failure {
    let failure = Failure::new(format!("site.toml names no target `{name}`"));
    let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
    if let Some(near) = near_miss(name, names.iter().copied()) {
        return failure.hint(format!("did you mean `{near}`?"));
    }
    if names.is_empty() {
        return failure
            .hint(format!("say there where it is: `[publish.{name}]` with `to = \"/srv/www/playbook\"`"));
    }
    failure.hint(format!("there are {}", names.join(", ")))
}

/// Why a target cannot be dealt with at all.
pub(in crate::cli) fn failure(error: PublishError) -> Failure {
    match error {
        PublishError::Refused { why, hint }
        | PublishError::NotWhole { why, hint }
        | PublishError::OfPlace { why, hint } => Failure::new(why).hint(hint),
        PublishError::Failed(error) => Failure::new(error),
    }
}
