//! What commands share: the world of a folder, and compiling its site.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::Failure;
use crate::compile::{Request, compile, site_config_of};
use crate::config::Edition;
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::disk::DiskWorld;
use crate::git::{CommitWorld, Repository};
use crate::model::{Drafts, Selection};
use crate::route::{Moment, Site};
use crate::store::DiskCache;
use crate::world::{NoVersions, Store, Versions, World};

/// Arguments of every command that compiles a site.
#[derive(clap::Args, Debug)]
pub(super) struct Compiling {
    /// Include pages marked `draft: true`.
    #[arg(long)]
    drafts: bool,
    /// Where the site will be published, instead of what site.toml says.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Which texts, instead of what site.toml says: `latest` or `approved`.
    #[arg(long, value_name = "EDITION")]
    edition: Option<Edition>,
    /// The day that counts as today, instead of the clock's: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Day>,
}

impl Compiling {
    /// The world of a folder without the versions of its files.
    pub(super) fn world(&self, root: &Path) -> Result<DiskWorld, Failure> {
        DiskWorld::new(root, self.date).map_err(|error| no_root(root, &error))
    }

    /// The world of a folder with the versions of its files.
    pub(super) fn world_with_versions(&self, root: &Path) -> Result<DiskWorld, Failure> {
        world_with_versions(root, self.date)
    }

    /// What is asked for.
    pub(super) fn request(&self) -> Result<Request, Failure> {
        let clean = |url: &String| {
            crate::config::clean_base_url(url)
                .map_err(|why| Failure::new(why).hint("write it like https://intranet.example/playbook"))
        };
        let drafts = if self.drafts { Drafts::Shown } else { Drafts::Hidden };
        Ok(Request {
            selection: Selection { drafts },
            base_url: self.base_url.as_ref().map(clean).transpose()?,
            edition: self.edition,
            moment: Moment::Now,
            exact_of: Vec::new(),
        })
    }

    /// Compiles the site of a folder.
    pub(super) fn compile(&self, world: &dyn World) -> Result<Checked<Site>, Failure> {
        Ok(compile(world, &self.request()?, &Store::new()))
    }
}

/// The world of a folder with the versions of its files, on a day instead of the clock's.
pub(super) fn world_with_versions(root: &Path, date: Option<Day>) -> Result<DiskWorld, Failure> {
    let world = DiskWorld::new(root, date).map_err(|error| no_root(root, &error))?;
    let cache = DiskCache::of_site(world.root());
    let world = world.with_cache(Box::new(cache));
    let repository = Repository::open(world.root());
    world.see_versions(repository.map(|repository| Arc::new(repository) as Arc<dyn Versions>));
    Ok(world)
}

/// The world of a commit, and what is asked of it.
pub(super) struct Then {
    pub(super) world: CommitWorld,
    pub(super) moment: Moment,
}

/// The site's files as a commit has them.
pub(super) fn then(disk: &DiskWorld, at: &str, today: Option<Day>) -> Result<Then, Failure> {
    let repository = Repository::open(disk.root()).map_err(|why| match why {
        NoVersions::NoRepository => {
            Failure::new("the site is in no git repository: there is no earlier state of it")
        }
        NoVersions::NoCommit => {
            Failure::new("nothing is committed yet: there is no earlier state of the site")
        }
        NoVersions::BeingRead => Failure::new("the git repository is still being read"),
        NoVersions::Unreadable(why) => Failure::new(format!("the git repository cannot be read: {why}")),
    })?;
    let zone = &site_config_of(disk, &Store::new()).zone;
    let commit = repository.find(at, zone).map_err(Failure::new)?;
    let repository = Arc::new(repository.seen_from(commit));
    let day = repository.commit(commit).map_err(Failure::new)?.committer.at.day(zone);
    let cache = DiskCache::of_site(disk.root());
    let world = CommitWorld::new(repository, today).map_err(Failure::new)?.with_cache(Box::new(cache));
    let day = day.unwrap_or_else(|| world.today(zone));
    Ok(Then { world, moment: Moment::Then { day, commit: commit.short() } })
}

/// Says why a folder cannot be a site's root.
pub(super) fn no_root(root: &Path, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be opened: {error}", root.display()));
    failure.hint("name the site's folder with --root")
}
