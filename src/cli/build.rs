//! `guidepost build`: writes the finished site.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

use super::load::{Compiling, Counts, many, pages, since, tell};
use super::progress::Progress;
use super::{Failure, Outcome};
use crate::diagnostic::{self, Finding};
use crate::disk::DiskWorld;
use crate::route::{Answer, Route, Site};
use crate::write::{Output, Protected, Summary, WriteError};

/// Write the finished site.
///
/// Only files that differ are written, and only files that an earlier build wrote are removed.
/// What is wrong is told, and the rest of the site is built all the same.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost build
  guidepost build --out /srv/www/playbook --base-url https://intranet.example/playbook
  guidepost build --root handbook --drafts

Exit status: 0 built and clean, 1 built with errors, 2 not built.")]
pub(super) struct Build {
    /// The folder to write to [default: public, in the site's folder].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    compiling: Compiling,
}

impl Build {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let world = self.compiling.world(root)?;
        let mut findings = Vec::new();
        let site = self.compiling.compile(&world)?.into_value(&mut findings);
        let dir = self.out.clone().unwrap_or_else(|| world.root().join("public"));
        let output = open(&dir, &site, &world)?;
        findings.extend(write_all(&site, &world, &output)?);
        let summary = output.finish().map_err(|error| not_written(&error))?;
        diagnostic::sort(&mut findings);
        tell(&findings, &site, &world)?;
        say(&site, &findings, &summary, &dir, start)?;
        Ok(Counts::of(&findings).outcome())
    }
}

/// Opens the output folder, away from the sources.
fn open(dir: &Path, site: &Site, world: &DiskWorld) -> Result<Output, Failure> {
    let content = world.on_disk(&site.content_folder);
    let theme = world.root().join(&site.config.theme);
    let files = world.root().join(&site.config.files);
    let mut protected = vec![Protected::Root(world.root())];
    for sources in [&content, &theme, &files] {
        // Where the pages are in the root itself, the output may lie among them.
        if *sources != world.root() && sources.exists() {
            protected.push(Protected::Sources(sources));
        }
    }
    Output::open(dir, &protected).map_err(|error| not_written(&error))
}

/// What writing a route needs.
struct Writing<'a> {
    site: &'a Site,
    world: &'a DiskWorld,
    output: &'a Output,
    program: Option<blake3::Hash>,
}

fn write_all(site: &Site, world: &DiskWorld, output: &Output) -> Result<Vec<Finding>, Failure> {
    let routes = site.routes();
    let progress = Progress::new("Rendering", routes.len());
    let writing = Writing { site, world, output, program: program() };
    let written: Result<Vec<Vec<Finding>>, WriteError> = routes
        .par_iter()
        .map(|route| {
            let findings = write_one(&writing, *route)?;
            progress.tick();
            Ok(findings)
        })
        .collect();
    Ok(written.map_err(|error| not_written(&error))?.into_iter().flatten().collect())
}

/// Writes one route. A page that the output holds already, made of the same, is not rendered again.
fn write_one(writing: &Writing<'_>, route: Route) -> Result<Vec<Finding>, WriteError> {
    let Writing { site, world, output, program } = writing;
    let path = site.output(route);
    let prepared = site.prepare(route);
    let made_of = program.and_then(|program| prepared.made_of(program));
    if let Some(made_of) = made_of
        && output.stands(&path, made_of)?
    {
        return Ok(Vec::new());
    }
    let answer = prepared.render();
    match (&answer.value, made_of) {
        // What was told of a page must be told again: it is made anew the next time.
        (Answer::Bytes(bytes), Some(made_of)) if answer.findings.is_empty() => {
            output.put_made_of(&path, bytes, made_of)?
        }
        (Answer::Bytes(bytes), _) => output.put(&path, bytes)?,
        (Answer::File(file), _) => output.copy(&path, &world.on_disk(file))?,
    };
    Ok(answer.findings)
}

/// The hash of this very program; another version may make other bytes of the same.
fn program() -> Option<blake3::Hash> {
    let bytes = std::fs::read(std::env::current_exe().ok()?).ok()?;
    Some(blake3::hash(&bytes))
}

fn not_written(error: &WriteError) -> Failure {
    Failure::new(error)
}

fn say(
    site: &Site,
    findings: &[Finding],
    summary: &Summary,
    dir: &Path,
    start: Instant,
) -> Result<(), Failure> {
    let Summary { new, changed, same, removed, kept } = summary;
    let mut stderr = anstream::stderr().lock();
    for path in kept {
        writeln!(stderr, "kept {path}: it is no longer part of the site, but somebody has edited it")?;
    }
    let pages = pages(site);
    let files =
        format!("{} written, {same} unchanged, {} removed", many(new + changed, "file"), removed.len());
    writeln!(
        stderr,
        "Built {pages} into {} in {}: {files}; {}",
        dir.display(),
        since(start),
        Counts::of(findings).words()
    )?;
    Ok(())
}
