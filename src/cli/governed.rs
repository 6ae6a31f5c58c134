//! What commands about governance share.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::load::unknown;
use super::outcome::Failure;
use super::printing::{FindingReport, ReportArguments, print_findings};
use crate::config::site_file;
use crate::diagnostic::{self, Code, Finding};
use crate::disk::DiskWorld;
use crate::governance::Governance;
use crate::model::Checklist;
use crate::path::is_markdown;
use crate::route::Site;
use crate::world::World;
use crate::write::why_kept;

/// How the site is governed and how every control stands.
pub(super) fn governed(site: &Site) -> Result<(&Governance, &Checklist), Failure> {
    if let Some(refusal) = &site.unknown {
        return Err(unknown(refusal));
    }
    let governed = site.governed.as_ref().map(|(governance, checklist)| (governance, checklist));
    governed.ok_or_else(|| {
        let models: Vec<&str> = site
            .content
            .pages
            .iter()
            .filter(|page| page.kind.name == "governance-model")
            .map(|page| page.document.as_deref().unwrap_or(page.path.as_str()))
            .collect();
        let hint = match models.as_slice() {
            [] => "write a page of kind `governance-model` (`guidepost new governance-model governance/model.md`), and name it in site.toml: `[governance]`, `model = \"ITS-ID\"`, `adopted_by = \"ROLE\"`".to_owned(),
            [model, ..] => format!(
                "write in site.toml: `[governance]`, `model = \"{model}\"`, `adopted_by = \"ROLE\"` with the role that adopts it"
            ),
        };
        Failure::new("the site does not say by which model it is governed").hint(hint)
    })
}

/// Reports what is wrong with models and records, since what they say does not count; returns that. How controls stand
/// is not reported again.
pub(super) fn tell_of_governance(
    findings: Vec<Finding>,
    site: &Site,
    world: &dyn World,
    root: &Path,
) -> io::Result<Vec<Finding>> {
    let mut reported: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            matches!(
                finding.code,
                Code::BadModel
                    | Code::BadRecord
                    | Code::DayBeforeHead
                    | Code::DuplicateRecord
                    | Code::InternalError
                    | Code::NoModelInForce
                    | Code::RecordChanged
                    | Code::RecordDoesNotHold
            )
        })
        .collect();
    diagnostic::sort(&mut reported);
    let how = &ReportArguments::default();
    print_findings(&FindingReport { findings: &reported, site, world, root, how })?;
    Ok(reported)
}

/// Refuses to write a list over a file that the site is made from.
pub(super) fn refuse_source(file: &Path, site: &Site, disk: &DiskWorld) -> Result<(), Failure> {
    // What is not there yet is nobody's work; a link is what it leads to.
    let Ok(real) = fs::canonicalize(file) else { return Ok(()) };
    let content = disk.on_disk(&site.content_folder);
    let content = fs::canonicalize(&content).unwrap_or(content);
    let is_page =
        real.starts_with(&content) && (content != disk.root() || real.to_str().is_some_and(is_markdown));
    let records = site.config.governing.as_ref().map(|governing| governing.records_of(&site.content_folder));
    let is_record = records.is_some_and(|records| real.starts_with(disk.on_disk(&records)));
    let is_of_theme = real.starts_with(disk.root().join(&site.config.theme));
    let is_source = is_page || is_record || is_of_theme || real == disk.on_disk(&site_file());
    if !is_source {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` is a file of the site, and would be lost", file.display()))
        .hint("name another file with `--out`; to have the list take its place, remove the file first"))
}

/// Refuses to write where version control or the program keeps something.
pub(super) fn refuse_kept(file: &Path) -> Result<(), Failure> {
    let refused = |why: String| {
        Err(Failure::new(format!("`{}` cannot be written: {why}", file.display()))
            .hint("name another place: what is kept there would be lost"))
    };
    match why_kept(file) {
        Ok(Some(why)) => refused(why),
        // What the system refuses, writing tells.
        Ok(None) | Err(_) => Ok(()),
    }
}

/// Writes a file that was asked for: beside its place first, so that nobody ever reads half of it. What is there and is no
/// file, such as a pipe or a device, is written into.
pub(super) fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    refuse_kept(file)?;
    let is_replaced = fs::symlink_metadata(file).map_or(true, |known| known.is_file());
    let name = file.file_name().filter(|_| is_replaced);
    let written = match name {
        Some(name) => replace(file, name, bytes),
        None => fs::write(file, bytes),
    };
    written.map_err(|error| Failure::of_path(file, &error))?;
    writeln!(anstream::stderr(), "Wrote {}", file.display())?;
    Ok(())
}

fn replace(file: &Path, name: &OsStr, bytes: &[u8]) -> io::Result<()> {
    let mut beside = OsStr::new(".").to_owned();
    beside.push(name);
    beside.push(".new");
    let beside = file.with_file_name(beside);
    fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, file)).inspect_err(|_| {
        // What is half written is of no use; where it is not there, nothing need be done.
        let _ = fs::remove_file(&beside);
    })
}
