//! The target that a name means.

use std::path::Path;

use crate::cli::load::Opened;
use crate::cli::outcome::Failure;
use crate::compile::{Memos, site_config_of};
use crate::config::{Destination, PublishTarget};
use crate::diagnostic::near_miss;
use crate::publish::{PublishError, PublishFolder};

/// A target of `site.toml`, and the folder that it is.
pub(in crate::cli) struct NamedTarget {
    pub(in crate::cli) settings: PublishTarget,
    pub(in crate::cli) folder: PublishFolder,
}

impl NamedTarget {
    /// Finds the target of this name among those of a site.
    pub(in crate::cli) fn find(opened: &Opened, name: &str) -> Result<NamedTarget, Failure> {
        let targets = site_config_of(&opened.world, &Memos::new()).publish.clone();
        let settings = match targets.iter().find(|target| target.name == name) {
            Some(settings) => settings.clone(),
            None => return Err(no_target(&targets, name)),
        };
        let folder = folder(&settings, opened.world.root())?;
        Ok(NamedTarget { settings, folder })
    }
}

fn folder(settings: &PublishTarget, root: &Path) -> Result<PublishFolder, Failure> {
    match &settings.to.value {
        Destination::Folder(path) => PublishFolder::at(&root.join(path)).map_err(failure),
        Destination::Store(address) => Err(Failure::new(format!(
            "`{address}` is in an object store, and this program publishes to folders alone"
        ))
        .hint("name a folder in `to`, and have the store's own tool copy what the link there leads to")),
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
        PublishError::Refused { why, hint } | PublishError::NotWhole { why, hint } => {
            Failure::new(why).hint(hint)
        }
        PublishError::Failed(error) => Failure::new(error),
    }
}
