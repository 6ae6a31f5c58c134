//! What commands share: compiling the site of a folder, and telling what was found.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Failure;
use super::root::way_to;
use crate::compile::{Request, compile, site_config_of};
use crate::config::Edition;
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Severity};
use crate::disk::DiskWorld;
use crate::git::{CommitWorld, Repository};
use crate::model::{Drafts, Selection};
use crate::report::{self, Format, Paper, SiteTexts, Style};
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
    let zone = &site_config_of(disk).zone;
    let commit = repository.find(at, zone).map_err(Failure::new)?;
    let repository = Arc::new(repository.seen_from(commit));
    let day = repository.commit(commit).map_err(Failure::new)?.committer.at.day(zone);
    let cache = DiskCache::of_site(disk.root());
    let world = CommitWorld::new(repository, today).map_err(Failure::new)?.with_cache(Box::new(cache));
    let day = day.unwrap_or_else(|| world.today(&zone));
    Ok(Then { world, moment: Moment::Then { day, commit: commit.short() } })
}

/// Says why a folder cannot be a site's root.
pub(super) fn no_root(root: &Path, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("`{}` cannot be opened: {error}", root.display()));
    failure.hint("name the site's folder with --root")
}

/// Counts of findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Counts {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Counts {
    pub(super) fn of(findings: &[Finding]) -> Counts {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Counts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    pub(super) fn outcome(self) -> super::Outcome {
        if self.errors > 0 { super::Outcome::Findings } else { super::Outcome::Clean }
    }

    /// "no findings", "2 errors, 1 note".
    pub(super) fn words(self) -> String {
        let some = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let words: Vec<String> =
            some.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| many(count, word)).collect();
        if words.is_empty() { "no findings".to_owned() } else { words.join(", ") }
    }
}

/// "1 page", "2 pages".
pub(super) fn many(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The time since a moment, in words.
pub(super) fn since(start: Instant) -> String {
    lasting(start.elapsed())
}

/// How long something took, in words.
pub(super) fn lasting(elapsed: Duration) -> String {
    if elapsed.as_secs() >= 1 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} ms", elapsed.as_millis())
    }
}

/// Writes findings for people to standard error.
pub(super) fn tell(findings: &[Finding], site: &Site, world: &dyn World, root: &Path) -> io::Result<()> {
    let stderr = io::stderr();
    let style = match anstream::AutoStream::choice(&stderr) {
        anstream::ColorChoice::Never => Style::Plain,
        _ => Style::Coloured,
    };
    let paper = Paper { style, width: width() };
    let way = way_to(root);
    let texts = SiteTexts { site, world, way: &way };
    let mut stderr = stderr.lock();
    report::write(Format::Text, paper, &once_a_key(findings), &texts, &mut stderr)?;
    if findings.len() > FLOOD {
        writeln!(stderr, "{}\n", by_code(findings))?;
    }
    Ok(())
}

/// With more findings than this it is said how many there are of each code.
const FLOOD: usize = 20;

/// Findings with each unknown key told once, and with how many other places it stands in.
fn once_a_key(findings: &[Finding]) -> Vec<Finding> {
    let mut shown: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut first: HashMap<&str, (usize, usize)> = HashMap::new();
    for finding in findings {
        let is_key = finding.code == Code::UnknownFrontMatterKey && finding.severity != Severity::Error;
        if !is_key {
            shown.push(finding.clone());
        } else if let Some((_, others)) = first.get_mut(finding.message.as_str()) {
            *others += 1;
        } else {
            first.insert(&finding.message, (shown.len(), 0));
            shown.push(finding.clone());
        }
    }
    for (at, others) in first.into_values().filter(|(_, others)| *others > 0) {
        shown[at]
            .hints
            .push(format!("it stands at {others} more place{}", if others == 1 { "" } else { "s" }));
    }
    shown
}

/// "In all: 3 broken-link, 1 empty-page".
fn by_code(findings: &[Finding]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.code.name()).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let words: Vec<String> = counts.into_iter().map(|(code, count)| format!("{count} {code}")).collect();
    format!("In all: {}", words.join(", "))
}

/// "3 pages": those that somebody wrote.
pub(super) fn pages(site: &Site) -> String {
    many(site.content.pages.iter().filter(|page| page.is_written()).count(), "page")
}

/// How many characters a line of the terminal holds; where there is none, what `COLUMNS` says.
fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    let said = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.or_else(said).filter(|width| *width > 0).unwrap_or(Paper::PLAIN.width)
}

/// Writes findings for machines to standard output.
pub(super) fn print(
    format: Format,
    findings: &[Finding],
    site: &Site,
    world: &dyn World,
    root: &Path,
) -> io::Result<()> {
    let mut lines = Vec::new();
    let way = way_to(root);
    report::write(format, Paper::PLAIN, findings, &SiteTexts { site, world, way: &way }, &mut lines)?;
    to_stdout(&lines)
}

/// Writes a text to standard output, in colours where that is a terminal.
pub(super) fn styled_to_stdout(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes to standard output. That whoever reads has seen enough and gone away is no failure.
pub(super) fn to_stdout(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
