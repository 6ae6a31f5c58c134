//! `guidepost history`: who changed a page, when and why.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::load::Compiling;
use super::outcome::{Failure, Outcome};
use super::printing::{
    FindingCounts, FindingReport, ReportArguments, many, plain_to_stdout, print_defects, print_findings,
    to_stdout,
};
use crate::config::Config;
use crate::date::{Day, Zone};
use crate::diagnostic::defect::{self, Stage, Work};
use crate::diagnostic::{self, Finding, near_miss};
use crate::history::{self, HistoryOptions, HistorySubject, Names};
use crate::model::{
    CollapseReason, Commit, Completeness, Event, EventKind, Page, PageHistory, Revision, StatedRevision,
    is_called, is_path_of,
};
use crate::path::{FilePath, is_markdown};
use crate::route::Site;
use crate::words::Words;
use crate::world::World;

/// Tell who changed a page, when and why.
///
/// A revision is a commit that left a text of the page which no parent of it has. Renames are followed.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost history content/guidelines/tone.md
  guidepost history guidelines/tone
  guidepost history --format json | jq -r '[.path, .revisions[0].date] | @tsv'

Exit status: 0 told, 1 told as far as it can be read, 2 not told.")]
pub(super) struct HistoryCommand {
    /// The page: its file or its address. Without it every page, as JSON.
    page: Option<String>,
    /// How it is told: text, or json (one page a line).
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    compiling: Compiling,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl HistoryCommand {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        // Which pages there are is known without their past, which is read once, below; which texts are in force is not.
        let compiled = self.compiling.compile_latest(&self.compiling.world(root)?)?;
        let world = self.compiling.world_with_versions(root)?;
        let defects = print_defects(compiled.findings, &compiled.value, &world, world.root())?;
        let mut site = compiled.value;
        if self.page.as_deref().is_some_and(|name| is_failed(name, &defects, &site)) {
            return Ok(Outcome::Findings);
        }
        let wanted = self.pages(&site).map_err(|failure| match &self.page {
            Some(name) => or_draft(failure, name, &site, &world),
            None => failure,
        });
        let wanted: HashSet<FilePath> = wanted?.iter().map(|page| page.file.clone()).collect();
        // Their texts are not printed, and of many pages they are much.
        let without_text = |page: &Arc<Page>| Arc::new(Page { source: None, ..page.as_ref().clone() });
        site.content.pages = site.content.pages.iter().map(without_text).collect();
        let pages: Vec<&Page> = site
            .content
            .pages
            .iter()
            .map(|page| &**page)
            .filter(|page| wanted.contains(&page.file))
            .collect();
        let subjects: Vec<HistorySubject> = pages.iter().map(|page| HistorySubject::of(page)).collect();
        let options = HistoryOptions { names: Names::AsWanted, ..HistoryOptions::of(&site.config) };
        let mut findings = Vec::new();
        let histories = history::histories_of(&world, &subjects, &options).into_value(&mut findings);
        let mut printed = String::new();
        for (page, history) in pages.iter().zip(&histories) {
            let written = defect::contained(Work::on(Stage::Printing, &page.file), || {
                let mut text = String::new();
                match self.format {
                    Format::Json => writeln!(text, "{}", as_json(page, history, &site.config.words))?,
                    Format::Text => as_text(page, history, &site.config, &mut text)?,
                }
                Ok(text)
            });
            match written {
                Ok(text) => printed.push_str(&text.map_err(|error: std::fmt::Error| Failure::new(error))?),
                Err(defect) => findings.push(defect.finding()),
            }
        }
        match self.format {
            Format::Json => to_stdout(printed.as_bytes())?,
            Format::Text => plain_to_stdout(&printed)?,
        }
        diagnostic::sort(&mut findings);
        let how = &ReportArguments::default();
        let (findings_here, root) = (&findings, world.root());
        print_findings(&FindingReport { findings: findings_here, site: &site, world: &world, root, how })?;
        findings.extend(defects);
        Ok(FindingCounts::of(&findings).outcome())
    }

    /// The page that is meant, or all that somebody wrote.
    fn pages<'a>(&self, site: &'a Site) -> Result<Vec<&'a Page>, Failure> {
        let written: Vec<&Page> =
            site.content.pages.iter().map(|page| &**page).filter(|page| page.is_written()).collect();
        match &self.page {
            Some(name) => Ok(vec![page(name, &written)?]),
            None if self.format == Format::Json => Ok(written),
            None => {
                Err(Failure::new("which page?").hint("`guidepost history --format json` tells of all pages"))
            }
        }
    }
}

/// Whether a name on the command line means a page on which the program failed.
pub(super) fn is_failed(name: &str, defects: &[Finding], site: &Site) -> bool {
    let mut files = defects.iter().filter_map(|defect| Some(&defect.place.as_ref()?.file));
    files.any(|file| file.within(&site.content_folder).is_some_and(|path| is_called(name, None, file, &path)))
}

/// The page with a file, address or document number.
pub(super) fn page<'a>(name: &str, pages: &[&'a Page]) -> Result<&'a Page, Failure> {
    let is_there = |page: &&&Page| is_path_of(name, &page.file, &page.path);
    let has_number = |page: &&&Page| page.document.as_deref() == Some(name);
    let meant = pages.iter().find(is_there).or_else(|| pages.iter().find(has_number));
    if let Some(page) = meant.or_else(|| pages.iter().find(|page| page.is_called(name))) {
        return Ok(page);
    }
    let failure = Failure::new(format!("there is no page `{name}`"));
    let names = pages.iter().flat_map(|page| {
        let address = page.address.as_str().trim_matches('/');
        [page.file.as_str(), page.path.as_str(), address].into_iter().chain(page.document.as_deref())
    });
    // The page of the site itself has no other name than its file.
    match near_miss(name.trim_matches('/'), names.filter(|name| !name.is_empty())) {
        Some(near) => Err(failure.hint(format!("did you mean `{near}`?"))),
        None => Err(failure.hint("name its file, its address or its document number: `content/guidelines/tone.md`, `/guidelines/tone/`, `GL-003`")),
    }
}

/// What to do about a page that is not there, where a file of that name is: it is a draft.
pub(super) fn or_draft(failure: Failure, name: &str, site: &Site, world: &dyn World) -> Failure {
    let name = name.trim_matches('/');
    let below = |name: &str| site.content_folder.join(name);
    let files = [FilePath::new(name), below(name), below(&format!("{name}.md"))];
    let is_there = |file: &FilePath| is_markdown(file.name()) && world.text(file).is_ok();
    match files.into_iter().flatten().find(is_there) {
        Some(file) => Failure::new(format!("`{file}` is a draft, or left out of the site"))
            .hint("`--drafts` takes drafts in; `guidepost check --drafts` says what else there is to it"),
        None => failure,
    }
}

fn as_json(page: &Page, history: &PageHistory, words: &Words) -> Value {
    let revision = |revision: &Revision| {
        let commit = &revision.commit;
        json!({
            "commit": commit.id.to_string(),
            "parents": commit.parents.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "object": revision.text.to_string(),
            "date": commit.moment().to_string(),
            "authored": commit.authored.to_string(),
            "author": commit.author_name(words),
            "co_authors": commit.co_authors.iter().map(|person| &*person.name).collect::<Vec<_>>(),
            "summary": commit.reason(words),
            "path": revision.path.to_string(),
            "folded": revision.folded.map(folded),
        })
    };
    json!({
        "path": page.file.as_str(),
        "complete": matches!(history.completeness, Completeness::Whole),
        "history": completeness(history.completeness),
        "former_paths": history.former_paths.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "revisions": history.revisions.iter().map(revision).collect::<Vec<_>>(),
    })
}

fn folded(why: CollapseReason) -> &'static str {
    match why {
        CollapseReason::Ignored => "ignored",
        CollapseReason::Minor => "minor",
    }
}

fn completeness(what: Completeness) -> &'static str {
    match what {
        Completeness::Whole => "whole",
        Completeness::Shallow => "shallow",
        Completeness::MissingObjects => "missing-objects",
        Completeness::Untracked => "untracked",
        Completeness::Stated => "stated",
        Completeness::NoVersions => "none",
    }
}

/// A row of the table: number, day, people, commit, what it says.
type Row = [String; 5];

fn as_text(page: &Page, history: &PageHistory, config: &Config, out: &mut String) -> std::fmt::Result {
    let revisions = many(history.revisions.len(), "revision");
    writeln!(out, "{}: {revisions}, {}", page.file, known(history.completeness))?;
    for former in &history.former_paths {
        writeln!(out, "was {former}")?;
    }
    let rows = rows(history, config);
    let mut widths = [0; 4];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    for [cells @ .., last] in &rows {
        let mut line = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            write!(line, "{cell:width$}  ")?;
        }
        writeln!(out, "{line}{last}")?;
    }
    Ok(())
}

fn known(completeness: Completeness) -> &'static str {
    match completeness {
        Completeness::Whole => "all that there are",
        Completeness::Shallow => "older ones are not in this shallow clone",
        Completeness::MissingObjects => "older ones cannot be read",
        Completeness::Untracked => "not committed yet",
        Completeness::Stated => "as the page states",
        Completeness::NoVersions => "no version control",
    }
}

/// Revisions and what else happened, in one order, the newest first.
fn rows(history: &PageHistory, config: &Config) -> Vec<Row> {
    let of_revision =
        |event: &&Event| history.revisions.iter().any(|revision| revision.commit.id == event.commit.id);
    let mut others = history.events.iter().filter(|event| !of_revision(event)).peekable();
    let mut rows = Vec::new();
    for (nth, revision) in history.revisions.iter().enumerate() {
        while let Some(event) = others.next_if(|event| event.commit.moment() > revision.commit.moment()) {
            rows.push(event_row(event, config));
        }
        rows.push(row(history.number(nth), revision, config));
        let events = history.events.iter().filter(|event| event.commit.id == revision.commit.id);
        rows.extend(events.map(|event| beneath(happened(&event.kind))));
        rows.extend(revision.notes.iter().map(|note| beneath(note.to_string())));
    }
    rows.extend(others.map(|event| event_row(event, config)));
    rows.extend(history.stated.iter().map(stated));
    rows
}

fn event_row(event: &Event, config: &Config) -> Row {
    let commit = &event.commit;
    let author = commit.author_name(&config.words).to_owned();
    [String::new(), day(commit, &config.zone), author, commit.id.short(), happened(&event.kind)]
}

fn day(commit: &Commit, zone: &Zone) -> String {
    commit.day(zone).map_or_else(|| commit.moment().to_string(), Day::in_english)
}

fn row(number: Option<usize>, revision: &Revision, config: &Config) -> Row {
    let commit = &revision.commit;
    let folded = revision.folded.map_or(String::new(), |why| format!(" ({})", folded(why)));
    [
        number.map_or(String::new(), |number| format!("r{number}")),
        day(commit, &config.zone),
        commit.people(&config.words).join(", "),
        commit.id.short(),
        format!("{}{folded}", commit.reason(&config.words)),
    ]
}

/// A row that belongs to the one above it.
fn beneath(text: String) -> Row {
    [String::new(), String::new(), String::new(), String::new(), text]
}

fn happened(kind: &EventKind) -> String {
    match kind {
        EventKind::Deleted => "deleted".to_owned(),
        EventKind::Recreated => "written anew".to_owned(),
        EventKind::ModeChanged => "permissions changed".to_owned(),
        EventKind::Moved { from, to } => format!("moved from {from} to {to}"),
    }
}

fn stated(stated: &StatedRevision) -> Row {
    let day = stated.day.map_or(String::new(), Day::in_english);
    let who = stated.who.as_deref().unwrap_or_default().to_owned();
    let commit = stated.commit.as_deref().unwrap_or_default().to_owned();
    [String::new(), day, who, commit, stated.note.to_string()]
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::diagnostic::defect::testing::{WantedPanic, panicking};

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        command: HistoryCommand,
    }

    #[test]
    fn a_page_that_fails_is_a_finding_whoever_asks() {
        let root = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(root.path().join("content")).expect("a folder");
        for (page, text) in [("index", "# Home\n\nText.\n"), ("tone", "# Tone\n\nText.\n")] {
            std::fs::write(root.path().join(format!("content/{page}.md")), text).expect("written");
        }
        let told = |stage, times, arguments: &[&str]| {
            let line = Line::parse_from([&["history", "--date", "2026-11-16"], arguments].concat());
            let wanted = WantedPanic { stage, of: "content/tone.md".into(), times };
            panicking(&wanted, || line.command.run(root.path())).expect("it is told")
        };
        for (stage, times, arguments, outcome) in [
            (Stage::Reading, 0, &["tone"][..], Outcome::Clean),
            (Stage::Reading, 1, &["tone"], Outcome::Findings),
            (Stage::Reading, 1, &["content/tone.md"], Outcome::Findings),
            (Stage::Reading, 1, &["--format", "json"], Outcome::Findings),
            (Stage::Printing, 1, &["content/tone.md"], Outcome::Findings),
            (Stage::Printing, 1, &["--format", "json"], Outcome::Findings),
        ] {
            assert_eq!(told(stage, times, arguments), outcome, "{stage:?} {arguments:?}");
        }
    }
}
