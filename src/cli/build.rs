//! `guidepost build`: writes the finished site.

use std::collections::HashSet;
use std::fmt::Display;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::load::{Compiling, Opened, not_whole, opened, refuse_unknown, then};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, FindingReport, ReportArguments, many, pages, print_findings, since};
use super::rendering::Rendering;
use crate::compile::{Memos, Request, compile, unreadable};
use crate::config::Edition;
use crate::diagnostic::{self, Finding};
use crate::disk::DiskWorld;
use crate::git::CommitWorld;
use crate::output::{MadeOutput, MediaType, NewContent, NewFile, OutputTarget, Outputs, Plan, Summary};
use crate::path::{FilePath, OutputPath};
use crate::route::{Answer, BuildContext, Site};
use crate::world::{Cache, NoCache, ReadError, World};
use crate::write::{OutputFolder, Protected, WriteError};
use ahead::{MadeAhead, made_ahead, refuse_defects, refuse_unproven};

mod ahead;

/// Write the finished site.
///
/// Only files that differ are written, and only files that an earlier build wrote are removed.
/// What is wrong is told, and the rest of the site is built all the same.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost build
  guidepost build --out /srv/www/playbook --base-url https://intranet.example/playbook
  guidepost build --root handbook --drafts
  guidepost build --at 2026-03-01 --out /tmp/in-march

Exit status: 0 built and clean, 1 built with errors (or warnings, by `--deny warnings`), 2 not built.")]
pub(super) struct Build {
    /// The folder to write to [default: public, in the site's folder].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Build the site as it once stood: at a commit, branch or tag, or at the end of a day.
    #[arg(long, value_name = "REV|DATE")]
    at: Option<String>,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    compiling: Compiling,
}

impl Build {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let opened = opened(root, self.compiling.date)?;
        let disk = &opened.world;
        let request = opened.request(&self.compiling)?;
        let (memos, program) = (Memos::new(), program());
        let Some(at) = &self.at else {
            let committed = opened.committed(&request, self.compiling.date, &memos)?;
            let sources = match &committed {
                Some(world) => Sources { disk, world, files: Files::OfCommit(world), program },
                None => Sources { disk, world: disk, files: Files::OnDisk, program },
            };
            return self.write((&opened, &sources), &request, (start, &memos));
        };
        if self.out.is_none() {
            return Err(Failure::new(
                "where to? A site as it once stood does not belong where the present one is",
            )
            .hint("name another folder with --out"));
        }
        let then = then(disk, (at, self.compiling.date), &request)?;
        let sources = Sources { disk, world: &then.world, files: Files::OfCommit(&then.world), program };
        self.write((&opened, &sources), &then.request(&request), (start, &memos))
    }

    fn write(
        &self,
        (opened, sources): (&Opened, &Sources<'_>),
        request: &Request,
        (start, memos): (Instant, &Memos),
    ) -> Result<Outcome, Failure> {
        let Sources { disk, world, .. } = sources;
        let mut findings = Vec::new();
        let site = compile(*world, request, memos).into_value(&mut findings);
        refuse_unknown(&site)?;
        refuse_defects(&site, &findings)?;
        sources.refuse_unread(&site)?;
        let dir = self.out.clone().unwrap_or_else(|| disk.root().join("public"));
        // Whoever may push may have written what is under version control, its manifest included.
        let vouching = if opened.tracks(&dir) { &NoCache } else { world.cache() };
        let folder = open(&dir, &site, (disk, vouching))?;
        let (found, summary) = write_all(&site, sources, folder)?;
        findings.extend(found);
        diagnostic::sort(&mut findings);
        let how = &self.report;
        print_findings(&FindingReport {
            findings: &findings,
            site: &site,
            world: *world,
            root: disk.root(),
            how,
        })?;
        say(&site, &findings, &summary, &dir, start)?;
        Ok(self.report.outcome(FindingCounts::of(&findings)))
    }
}

/// Where a site is built from.
struct Sources<'a> {
    /// The working tree.
    disk: &'a DiskWorld,
    /// What the site is compiled from: the working tree, or a commit.
    world: &'a dyn World,
    files: Files<'a>,
    /// The hash of what builds it.
    program: Option<blake3::Hash>,
}

/// Where files are copied from.
#[derive(Clone, Copy, Debug)]
enum Files<'a> {
    OnDisk,
    OfCommit(&'a CommitWorld),
}

fn open<'a>(
    dir: &Path,
    site: &Site,
    (world, vouching): (&DiskWorld, &'a dyn Cache),
) -> Result<OutputFolder<'a>, Failure> {
    let content = world.on_disk(&site.content_folder);
    let theme = world.root().join(&site.config.theme);
    let files = world.root().join(&site.config.files);
    let records = site.config.governing.as_ref().map(|governing| governing.records_of(&site.content_folder));
    let records = records.map(|folder| world.on_disk(&folder));
    let mut protected = vec![Protected::Root(world.root())];
    for sources in [&content, &theme, &files].into_iter().chain(&records) {
        // Where the pages are in the root itself, the output may lie among them. What is not there yet would be read by
        // the next build.
        if *sources != world.root() {
            protected.push(Protected::Sources(sources));
        }
    }
    OutputFolder::open(dir, &protected, vouching).map_err(|error| not_written(&error))
}

fn write_all(
    site: &Site,
    sources: &Sources<'_>,
    folder: OutputFolder<'_>,
) -> Result<(Vec<Finding>, Summary), Failure> {
    let cache = sources.world.cache();
    let context = sources.program.map(|program| BuildContext { program, cache });
    let outputs = Outputs::for_site(site, context);
    let plan = Plan::new(&outputs, &folder);
    let ahead = made_ahead(&Rendering { outputs: &outputs, verb: "Proving", cache }, &plan)?;
    let putting = Putting { plan: &plan, target: &folder, sources };
    let findings = putting.put_all(&outputs, ahead)?;
    Ok((findings, folder.finish().map_err(|error| not_written(&error))?))
}

/// Puts files where a target lacks them.
struct Putting<'a, T> {
    plan: &'a Plan,
    target: &'a T,
    sources: &'a Sources<'a>,
}

impl<T: OutputTarget<Error: Display>> Putting<'_, T> {
    /// Makes what the target lacks of a site, but for what was made ahead, and puts it there.
    fn put_all(&self, outputs: &Outputs<'_>, ahead: MadeAhead) -> Result<Vec<Finding>, Failure> {
        for (path, input_hash) in self.plan.kept() {
            self.target.keep(path, input_hash).map_err(Failure::new)?;
        }
        let known: HashSet<OutputPath> = ahead.keys().cloned().collect();
        let put = ahead.into_par_iter().map(|(path, made)| self.put(&path, made));
        let put: Result<Vec<Vec<Finding>>, T::Error> = put.collect();
        let mut findings = put.map_err(Failure::new)?.concat();
        let rendering = Rendering { outputs, verb: "Rendering", cache: self.sources.world.cache() };
        let rendered = rendering.each(
            |output| !self.plan.keeps(&output.path()) && !known.contains(&output.path()),
            |output, made| self.put(&output.path(), made),
        );
        let rendered = rendered.map_err(Failure::new)?;
        // What found no room ahead is made a second time.
        refuse_unproven(&rendered)?;
        findings.extend(rendered.findings);
        Ok(findings)
    }

    /// Puts a file that was made there, and returns what was found of it.
    fn put(&self, path: &OutputPath, made: MadeOutput) -> Result<Vec<Finding>, T::Error> {
        let mut findings = made.answer.findings;
        let content = match &made.answer.value {
            Answer::Bytes(bytes) => Content::Made(bytes),
            Answer::File(file) => match self.sources.read(file) {
                Ok(content) => content,
                // One file that cannot be read keeps nobody from reading the others.
                Err(error) => {
                    findings.push(unreadable(file, &error));
                    return Ok(findings);
                }
            },
        };
        // What was found of a page must be found again: it is made anew the next time.
        let input_hash = made.input_hash.filter(|_| findings.is_empty());
        let (content, media_type) = (content.borrowed(), MediaType::of(path.as_str()));
        self.target.put(&NewFile { path, media_type, input_hash, content })?;
        Ok(findings)
    }
}

/// What is in a file of the output, as it is at hand.
enum Content<'a> {
    Made(&'a [u8]),
    Read(Arc<[u8]>),
    OnDisk(PathBuf),
}

impl Content<'_> {
    fn borrowed(&self) -> NewContent<'_> {
        match self {
            Content::Made(bytes) => NewContent::Bytes(bytes),
            Content::Read(bytes) => NewContent::Bytes(bytes),
            Content::OnDisk(path) => NewContent::CopyOf(path),
        }
    }
}

impl Sources<'_> {
    fn read(&self, file: &FilePath) -> Result<Content<'static>, ReadError> {
        match self.files {
            Files::OnDisk => self.disk.readable(file).map(Content::OnDisk),
            Files::OfCommit(world) => world.bytes(file).map(Content::Read),
        }
    }

    /// Refuses an approved edition where a file that it publishes cannot be had (step 5): before anything is written.
    fn refuse_unread(&self, site: &Site) -> Result<(), Failure> {
        let Files::OfCommit(world) = self.files else { return Ok(()) };
        if site.config.edition != Edition::Approved {
            return Ok(());
        }
        let of_theme = site.config.theme_folder().map(|folder| world.list(&folder).files);
        let as_is = site.files_as_is().iter().map(|file| &file.file);
        let shown = site.content.assets.iter().map(|asset| &asset.file);
        let files: Vec<&FilePath> =
            as_is.chain(shown).chain(of_theme.iter().flat_map(|files| &**files)).collect();
        world.has_bytes_of(&files).map_err(not_whole)
    }
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
        FindingCounts::of(findings).words()
    )?;
    Ok(())
}

#[cfg(test)]
mod containment;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::world::MemoryWorld;

    #[test]
    fn a_file_that_cannot_be_read_is_a_finding_and_the_rest_is_built() {
        let (root, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        // They were files when the site was compiled, and cannot be read when they are copied.
        for folder in ["content/pic.png", "static/terms.pdf"] {
            std::fs::create_dir_all(root.path().join(folder)).expect("a folder");
        }
        let files = [
            ("content/index.md", &b"# Home\n\n![A picture](pic.png)\n"[..]),
            ("content/pic.png", b"A"),
            ("static/terms.pdf", b"B"),
            ("static/gone.pdf", b"C"),
        ];
        let disk = DiskWorld::new(root.path(), None).expect("a world");
        let world = MemoryWorld::new(crate::date::Day::new(2026, 11, 16).expect("a day"), files);
        let site = compile(&world, &Request::default(), &Memos::new()).value;
        let sources = Sources { disk: &disk, world: &world, files: Files::OnDisk, program: None };
        let folder = OutputFolder::open(out.path(), &[], &NoCache).expect("a folder");
        let path = crate::path::OutputPath::new("terms.pdf");
        let (path, media_type, input_hash) = (&path, crate::output::MediaType::of("terms.pdf"), None);
        let content = NewContent::Bytes(b"of an earlier build");
        folder.put(&NewFile { path, media_type, input_hash, content }).expect("written");
        folder.finish().expect("finished");
        let folder = OutputFolder::open(out.path(), &[], &NoCache).expect("a folder");
        let (findings, summary) = write_all(&site, &sources, folder).expect("written");
        assert_eq!(
            summary.removed,
            [crate::path::OutputPath::new("terms.pdf")],
            "nobody knows what it says by now"
        );
        let mut files: Vec<&FilePath> = findings
            .iter()
            .filter(|finding| finding.code == Code::UnreadableFile)
            .filter_map(|finding| Some(&finding.place.as_ref()?.file))
            .collect();
        files.sort();
        let files: Vec<&str> = files.into_iter().map(FilePath::as_str).collect();
        assert_eq!(files, ["content/pic.png", "static/gone.pdf", "static/terms.pdf"]);
        assert!(out.path().join("index.html").is_file() && !out.path().join("terms.pdf").exists());
    }
}
