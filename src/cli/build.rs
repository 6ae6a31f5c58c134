//! `guidepost build`: writes the finished site.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::ahead::{made_ahead, refuse_defects};
use super::load::{Compiling, Opened, opened, refuse_unknown, then};
use super::outcome::{Failure, Outcome};
use super::printing::{FindingCounts, FindingReport, ReportArguments, many, pages, print_findings, since};
use super::putting::Putting;
use super::rendering::Rendering;
use super::sources::BuildSources;
use crate::compile::{Memos, Request, compile};
use crate::config::Config;
use crate::diagnostic::{self, Finding};
use crate::disk::DiskWorld;
use crate::output::{OutputTarget, Outputs, Plan, Summary};
use crate::path::FilePath;
use crate::route::{BuildContext, Site};
use crate::world::{Cache, NoCache};
use crate::write::{OutputFolder, Protected, WriteError};

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
        self.compiling.tell_day_to_come()?;
        let opened = opened(root, self.compiling.date)?;
        let disk = &opened.world;
        let request = opened.request(&self.compiling)?;
        let memos = Memos::new();
        let Some(at) = &self.at else {
            let committed = opened.committed(&request, self.compiling.date, &memos)?;
            let sources = BuildSources::new(disk, committed.as_ref());
            return self.write((&opened, &sources), &request, (start, &memos));
        };
        if self.out.is_none() {
            return Err(Failure::new(
                "where to? A site as it once stood does not belong where the present one is",
            )
            .hint("name another folder with --out"));
        }
        let then = then(disk, (at, self.compiling.date), &request)?;
        let sources = BuildSources::new(disk, Some(&then.world));
        self.write((&opened, &sources), &then.request(&request), (start, &memos))
    }

    fn write(
        &self,
        (opened, sources): (&Opened, &BuildSources<'_>),
        request: &Request,
        (start, memos): (Instant, &Memos),
    ) -> Result<Outcome, Failure> {
        let BuildSources { disk, world, .. } = sources;
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

fn open<'a>(
    dir: &Path,
    site: &Site,
    (world, vouching): (&DiskWorld, &'a dyn Cache),
) -> Result<OutputFolder<'a>, Failure> {
    let folders = SourceFolders::of(world, &site.config, &site.content_folder);
    OutputFolder::open(dir, &folders.protected(), vouching).map_err(|error| not_written(&error))
}

/// The folders that a site is made from.
pub(super) struct SourceFolders {
    root: PathBuf,
    sources: Vec<PathBuf>,
}

impl SourceFolders {
    /// Those of a site, where they are on disk.
    pub(super) fn of(world: &DiskWorld, config: &Config, content: &FilePath) -> SourceFolders {
        let (theme, files) = (world.root().join(&config.theme), world.root().join(&config.files));
        let governing = config.governing.as_ref();
        let records = governing.map(|governing| world.on_disk(&governing.records_of(content)));
        let content = world.on_disk(content);
        let sources = [content, theme, files].into_iter().chain(records).collect();
        SourceFolders { root: world.root().to_owned(), sources }
    }

    /// Where no output may lie. Where the pages are in the root itself, the output may lie among them. What is not there
    /// yet would be read by the next build.
    pub(super) fn protected(&self) -> Vec<Protected<'_>> {
        let others = self.sources.iter().filter(|sources| **sources != self.root);
        std::iter::once(Protected::Root(&self.root))
            .chain(others.map(|sources| Protected::Sources(sources)))
            .collect()
    }

    /// Whether a path lies among the pages, where these are in the root itself.
    pub(super) fn has_among_pages(&self, path: &Path) -> bool {
        self.sources.contains(&self.root) && path.starts_with(&self.root)
    }
}

fn write_all(
    site: &Site,
    sources: &BuildSources<'_>,
    folder: OutputFolder<'_>,
) -> Result<(Vec<Finding>, Summary), Failure> {
    let cache = sources.world.cache();
    let context = sources.program.map(|program| BuildContext { program, cache });
    let outputs = Outputs::for_site(site, context);
    let plan = Plan::new(&outputs, &folder);
    let ahead = made_ahead(&Rendering { outputs: &outputs, verb: "Proving", cache }, &plan)?;
    let putting = Putting { plan: &plan, target: &folder, sources, site };
    let findings = putting.put_all(&outputs, ahead)?;
    Ok((findings, folder.finish().map_err(|error| not_written(&error))?))
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
    use crate::output::{NewContent, NewFile};
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
        let sources = BuildSources::of_test(&disk, &world);
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
