//! What commands share: the world of a folder, and compiling its site.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::outcome::Failure;
use super::outside::Outside;
use super::printing::warn;
use super::root::governed_around;
use crate::compile::{
    Held, Memos, Request, WantedBy, approved_frame, compile, in_force_with_versions, site_config_of,
};
use crate::config::Edition;
use crate::date::{Day, Period, Zone};
use crate::diagnostic::Checked;
use crate::disk::DiskWorld;
use crate::git::{CommitWorld, Repository};
use crate::governance::fold::{FramesInForce, Refusal};
use crate::model::{CommitId, Drafts, Selection};
use crate::route::{Site, ViewedAt};
use crate::shell;
use crate::store::DiskCache;
use crate::world::{NoVersions, Versions, VersionsError, World};

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
    #[command(flatten)]
    outside: Outside,
    /// The day that counts as today, instead of the clock's: 2026-11-16.
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Day>,
}

impl Compiling {
    /// The world of a folder without the versions of its files.
    pub(super) fn world(&self, root: &Path) -> Result<DiskWorld, Failure> {
        disk(root, self.date)
    }

    /// The world of a folder with the versions of its files.
    pub(super) fn world_with_versions(&self, root: &Path) -> Result<DiskWorld, Failure> {
        world_with_versions(root, self.date)
    }

    /// Says so where the day that counts as today is still to come, wherever on earth it is asked.
    pub(super) fn tell_day_to_come(&self) -> Result<(), Failure> {
        let furthest = Day::now(&Zone::utc()).plus(Period::Days(1));
        let Some(date) = self.date.filter(|date| *date > furthest) else { return Ok(()) };
        warn(&format!(
            "`--date {date}` is still to come: what is shown as in force is so then, where nothing else is committed until that day, and may not be today"
        ))
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
            moment: ViewedAt::Now,
            held: Held::default(),
            wanted_by: WantedBy::Readers,
        })
    }

    /// Compiles the site of a folder with its working texts, whatever it publishes.
    pub(super) fn compile_latest(&self, world: &dyn World) -> Result<Checked<Site>, Failure> {
        let request = Request { edition: Some(Edition::Latest), ..self.request()? };
        Ok(compile(world, &request, &Memos::new()))
    }
}

/// The world of a folder with the versions of its files, on a day instead of the clock's.
pub(super) fn world_with_versions(root: &Path, date: Option<Day>) -> Result<DiskWorld, Failure> {
    Ok(opened(root, date)?.world)
}

/// The folder of a site, and the repository that it is in.
pub(super) struct Opened {
    pub(super) world: DiskWorld,
    repository: Result<Arc<Repository>, NoVersions>,
}

/// Opens the folder of a site with the versions of its files.
pub(super) fn opened(root: &Path, date: Option<Day>) -> Result<Opened, Failure> {
    let world = disk(root, date)?;
    let cache = DiskCache::of_site(world.root());
    let world = world.with_cache(Box::new(cache));
    let repository = Repository::open(world.root()).map(Arc::new);
    world.see_versions(repository.clone().map(|repository| repository as Arc<dyn Versions>));
    Ok(Opened { world, repository })
}

impl Opened {
    /// What is asked for, with what is held against the main line from outside.
    pub(super) fn request(&self, compiling: &Compiling) -> Result<Request, Failure> {
        let held = compiling.outside.held(|name| self.find(name))?;
        Ok(Request { held, ..compiling.request()? })
    }

    /// Whether something in a folder is under version control.
    pub(super) fn tracks(&self, folder: &Path) -> bool {
        self.repository.as_ref().is_ok_and(|repository| repository.tracks(folder))
    }

    /// Whether this is so of the last commit of a clone that is not cut off.
    pub(super) fn is_whole_at(&self, is_so: impl Fn(CommitId) -> bool) -> bool {
        self.repository.as_ref().is_ok_and(|repository| !repository.is_cut() && is_so(repository.head()))
    }

    /// The branch that is checked out; `None` where a commit is.
    pub(super) fn branch(&self) -> Option<String> {
        self.repository.as_ref().ok()?.branch()
    }

    /// The branch that `origin` has first, where this clone knows that and has it.
    pub(super) fn main_of_origin(&self) -> Option<String> {
        let main = self.repository.as_ref().ok()?.main_of_origin()?;
        self.find(&format!("refs/remotes/origin/{main}")).is_ok().then_some(main)
    }

    /// Whether the repository has a commit.
    pub(super) fn has_commit(&self, commit: CommitId) -> bool {
        self.repository.as_ref().is_ok_and(|repository| repository.commit(commit).is_ok())
    }

    /// The commit that a name means.
    pub(super) fn find(&self, name: &str) -> Result<CommitId, Failure> {
        let repository = self.repository.as_ref().map_err(|_| {
            Failure::new(format!(
                "`{name}` names a commit, and the site is in no git repository that can be read"
            ))
            .hint("clone the repository: a download without it proves nothing; `git fsck` tells what is wrong with one")
        })?;
        let zone = &site_config_of(&self.world, &Memos::new()).zone;
        let found = repository.find(name, zone);
        found.map_err(|why| Failure::new(why).hint("fetch it first; in a CI job: `fetch-depth: 0`"))
    }

    /// What the last commit has of the site, where the approved edition is asked for: that never reads the working tree.
    pub(super) fn committed(
        &self,
        request: &Request,
        date: Option<Day>,
        memos: &Memos,
    ) -> Result<Option<CommitWorld>, Failure> {
        let Some(frame) = approved_frame(&self.world, request, memos).map_err(not_whole)? else {
            return Ok(None);
        };
        let Ok(repository) = &self.repository else { return Ok(None) };
        let zone = &site_config_of(&self.world, memos).zone;
        // `--date` changes what is due, never what is in force.
        let today = date.unwrap_or_else(|| self.world.today(zone));
        let cache = DiskCache::of_site(self.world.root());
        let world = CommitWorld::new(repository.clone(), Some(today)).map_err(not_whole)?;
        Ok(Some(as_approved(world, &frame).with_cache(Box::new(cache))))
    }
}

/// What a commit has of the site, as the approved edition has it: links between files are not followed, and what all pages
/// share is as it was approved.
fn as_approved(world: CommitWorld, frame: &FramesInForce) -> CommitWorld {
    world.without_links().with_files(&frame.files, &|file| frame.speaks_for(file))
}

/// Refuses an approved edition of which it is not known what is in force.
pub(super) fn refuse_unknown(site: &Site) -> Result<(), Failure> {
    match &site.unknown {
        Some(refusal) if site.config.edition == Edition::Approved => Err(unknown(refusal)),
        _ => Ok(()),
    }
}

/// That it is not known what is in force, and what to do about it.
pub(super) fn unknown(refusal: &Refusal) -> Failure {
    Failure::new(format!("what is in force is not known: {refusal}")).hint(refusal.hints().join("\n"))
}

/// The site that a command is asked about: as it stands, or as it once stood.
pub(super) struct RequestedSite {
    pub(super) opened: Opened,
    then: Option<Then>,
    request: Request,
}

impl RequestedSite {
    /// Opens the site of a folder, as it stands or at a commit, or at the end of a day.
    pub(super) fn open(
        root: &Path,
        compiling: &Compiling,
        at: Option<&str>,
    ) -> Result<RequestedSite, Failure> {
        let opened = opened(root, compiling.date)?;
        let request = opened.request(compiling)?;
        let then = at.map(|at| then(&opened.world, (at, compiling.date), &request)).transpose()?;
        let request = then.as_ref().map_or(request.clone(), |then| then.request(&request));
        Ok(RequestedSite { opened, then, request })
    }

    /// The world that the site is compiled from.
    pub(super) fn world(&self) -> &dyn World {
        self.then.as_ref().map_or(&self.opened.world as &dyn World, |then| &then.world)
    }

    /// Compiles the site.
    pub(super) fn compile(&self) -> Checked<Site> {
        compile(self.world(), &self.request, &Memos::new())
    }
}

/// The world of a commit, and what is asked of it.
pub(super) struct Then {
    pub(super) world: CommitWorld,
    pub(super) moment: ViewedAt,
    /// What is held against the line as far as that commit.
    held: Held,
}

impl Then {
    /// What is asked of that commit, where this is asked of today.
    pub(super) fn request(&self, now: &Request) -> Request {
        Request { moment: self.moment.clone(), held: self.held.clone(), ..now.clone() }
    }

    /// The same, for what is asked: the approved edition follows no links between files.
    fn for_edition(self, request: &Request) -> Result<Then, Failure> {
        let frame = approved_frame(&self.world, &self.request(request), &Memos::new()).map_err(not_whole)?;
        Ok(match frame {
            Some(frame) => Then { world: as_approved(self.world, &frame), ..self },
            None => self,
        })
    }
}

/// How a moment of the past is named.
const NAMES: &str = "name a day on which there was something (`git log --format=%cs` lists them), or a commit, a branch or a tag; \
                     `git rev-parse REV` tells the commit of whatever else git knows";

/// The site's files as a commit has them: one that is named, or the last of a day. What is held against the main line is
/// held against all of it; whatever it misses, nobody knows which commit was the last of a day.
pub(super) fn then(
    disk: &DiskWorld,
    (at, today): (&str, Option<Day>),
    request: &Request,
) -> Result<Then, Failure> {
    let held = &request.held;
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
    // Days are those of the zone in force, and of the main line, whatever the working tree says.
    let day: Option<Day> = at.parse().ok();
    let in_force = match in_force_with_versions(disk, held) {
        Ok(known) => Some(known),
        Err(Refusal::NoModel) if *held == Held::default() => None,
        Err(_) if day.is_none() && *held == Held::default() => None,
        Err(refusal) => return Err(unknown(&refusal)),
    };
    let (in_force, versions) = in_force.unzip();
    let law = in_force.as_ref().and_then(|state| state.law());
    let zone =
        &law.map_or_else(|| site_config_of(disk, &Memos::new()).zone.clone(), |law| law.config.zone.clone());
    let of_day = day.and_then(|day| Some((in_force.as_ref()?.last_on(day)?, day)));
    let commit = match of_day {
        Some((commit, _)) => commit,
        None => repository.find(at, zone).map_err(|why| Failure::new(why).hint(NAMES))?,
    };
    let asked = of_day.map(|(_, day)| day);
    if let (Some(day), Some(other)) = (asked, today.filter(|today| asked.is_some_and(|day| day != *today))) {
        warn(&format!("`--at {day}` has {} as today: `--date {other}` is not looked at", day.in_english()))?;
    }
    let today = asked.or(today);
    let is_before =
        |anchor: &&CommitId| in_force.as_ref().is_some_and(|state| state.is_up_to(anchor, &commit));
    let anchors = held.anchors.iter().filter(is_before).copied().collect();
    let held = Held { anchors, root: held.root };
    let repository = repository.seen_from(commit);
    // The site may have stood elsewhere then.
    let repository = Arc::new(match versions.map(|versions| versions.folder_in(commit)) {
        Some(folder) => repository.of_site_in(&folder),
        None => repository,
    });
    let day = repository.commit(commit).map_err(Failure::new)?.committer.at.day(zone);
    let cache = DiskCache::of_site(disk.root());
    let world = CommitWorld::new(repository, today).map_err(not_whole)?.with_cache(Box::new(cache));
    let day = day.unwrap_or_else(|| world.today(zone));
    let then = Then { world, moment: ViewedAt::Then { day, commit: commit.short() }, held };
    then.for_edition(request)
}

/// That an object of the repository cannot be had.
pub(super) fn not_whole(error: VersionsError) -> Failure {
    unknown(&Refusal::NotWhole(error))
}

/// The world of a folder. The pages of a governed site are by themselves no site: nobody would ask what of them is approved.
pub(super) fn disk(root: &Path, date: Option<Day>) -> Result<DiskWorld, Failure> {
    let world = DiskWorld::new(root, date).map_err(|error| no_root(root, &error))?;
    match governed_around(world.root()) {
        Some(site) => Err(Failure::new(format!(
            "`{}` has no site.toml: it is of the site around it, which is governed",
            root.display()
        ))
        .hint(format!(
            "name the folder of its site.toml: `--root {}`",
            shell::word(&site.display().to_string())
        ))),
        None => Ok(world),
    }
}

/// Says why a folder cannot be a site's root.
pub(super) fn no_root(root: &Path, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be opened: {error}", root.display()));
    failure.hint("name the site's folder with --root")
}
