//! `guidepost diff`: what changed between two texts of a page, word by word.

use std::path::Path;
use std::sync::Arc;

use anstyle::{AnsiColor, Style};

use super::history::{is_failed, or_draft, page};
use super::load::Compiling;
use super::outcome::{Failure, Outcome};
use super::printing::{print_defects, styled_to_stdout};
use crate::config::Config;
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::model::{Page, PageHistory, Revision};
use crate::parse;
use crate::redline::{self, RedlineStyles};
use crate::route::Site;
use crate::shell;
use crate::world::{Versions, World as _, as_text};

/// Tell what changed between two texts of a page, word by word.
///
/// A text is named by the number of its revision (`r3`), by the first digits of its commit or of its own object id,
/// by a day (the text of that evening), or `working` for the text as it stands. Without names: the text as it stands
/// against the newest revision; where they are the same, the newest revision against what it came from.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost diff guidelines/tone
  guidepost diff guidelines/tone r2 r5
  guidepost diff guidelines/tone 2026-03-01

Exit status: 0 nothing changed, 1 something did, 2 not told.")]
pub(super) struct Diff {
    /// The page: its file or its address.
    page: String,
    /// The older text.
    old: Option<String>,
    /// The newer text; without it the text as it stands.
    new: Option<String>,
    #[command(flatten)]
    compiling: Compiling,
}

impl Diff {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let world = self.compiling.world_with_versions(root)?;
        let Checked { value: site, findings } = self.compiling.compile_latest(&world)?;
        let defects = print_defects(findings, &site, &world, world.root())?;
        if is_failed(&self.page, &defects, &site) {
            return Err(Failure::new(format!("nothing is compared: guidepost fails on `{}`", self.page)));
        }
        let written: Vec<&Page> =
            site.content.pages.iter().map(|page| &**page).filter(|page| page.is_written()).collect();
        let page =
            page(&self.page, &written).map_err(|failure| or_draft(failure, &self.page, &site, &world))?;
        let versions = world.versions().map_err(|_| no_history(page))?;
        let texts = Texts::find(&site, page, &*versions)?;
        let (old, new) = self.sides(&texts)?;
        let compared = compared(&texts.read(old)?, &texts.read(new)?, &site.config);
        let heading = format!("{}: {} against {}", page.file, texts.name(new), texts.name(old));
        styled_to_stdout(&format!("{heading}\n{}\n\n{}\n", compared.summary, compared.redline))?;
        Ok(if compared.is_empty { Outcome::Clean } else { Outcome::Findings })
    }

    fn sides(&self, texts: &Texts<'_>) -> Result<(Side, Side), Failure> {
        let old = self.old.as_deref().map(|name| texts.named(name)).transpose()?;
        let new = self.new.as_deref().map(|name| texts.named(name)).transpose()?;
        if let Some(old) = old {
            return Ok((old, new.unwrap_or(Side::Working)));
        }
        if texts.is_uncommitted {
            return Ok((Side::Revision(0), Side::Working));
        }
        let nothing = || {
            let file = &texts.page.file;
            Failure::new(format!(
                "the newest text of `{file}` came from no other: nothing to compare it with"
            ))
        };
        let older = texts.past.came_from(0).ok_or_else(nothing)?;
        Ok((Side::Revision(older), Side::Revision(0)))
    }
}

/// Two texts compared, for a terminal.
pub(super) struct TerminalDiff {
    /// In a sentence.
    pub(super) summary: String,
    /// What changed, word by word.
    pub(super) redline: String,
    /// Whether nothing did.
    pub(super) is_empty: bool,
}

/// Compares two texts.
pub(super) fn compared(before: &str, after: &str, config: &Config) -> TerminalDiff {
    let (before, after) = (parse::as_read(before), parse::as_read(after));
    let redline = redline::between(
        redline::RedlineText { fields: &before.fields, body: before.body },
        redline::RedlineText { fields: &after.fields, body: after.body },
        &config.markdown,
    );
    TerminalDiff {
        summary: redline.summary(&config.words),
        redline: redline.terminal(&styles(), &config.words).trim_end().to_owned(),
        is_empty: redline.is_empty(),
    }
}

/// A text of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Working,
    /// That of a revision, counted from the newest.
    Revision(usize),
}

struct Texts<'a> {
    site: &'a Site,
    page: &'a Page,
    past: &'a PageHistory,
    is_uncommitted: bool,
    versions: &'a dyn Versions,
}

impl<'a> Texts<'a> {
    fn find(site: &'a Site, page: &'a Page, versions: &'a dyn Versions) -> Result<Texts<'a>, Failure> {
        let id = site.content.ids().find(|id| site.content.page(*id).file == page.file);
        let id = id.ok_or_else(|| no_history(page))?;
        let past = site
            .past
            .history_of(id)
            .filter(|past| !past.revisions.is_empty())
            .ok_or_else(|| no_history(page))?;
        Ok(Texts { site, page, past, is_uncommitted: site.past.is_uncommitted(id), versions })
    }

    fn name(&self, side: Side) -> String {
        match side {
            Side::Working => "the text as it stands".to_owned(),
            Side::Revision(nth) => {
                let Some(Revision { commit, .. }) = self.past.revisions.get(nth) else {
                    return String::new();
                };
                let day = commit.day(&self.site.config.zone).map(Day::in_english).unwrap_or_default();
                let label = self.past.label(nth);
                match self.past.number(nth) {
                    Some(_) => format!("{label} of {day} ({})", commit.id.short()),
                    None => format!("{label} of {day}"),
                }
            }
        }
    }

    fn read(&self, side: Side) -> Result<Arc<str>, Failure> {
        match side {
            Side::Working => {
                Ok(self.page.source.as_ref().map(|source| source.text.clone()).unwrap_or_default())
            }
            Side::Revision(nth) => {
                let revision = self.past.revisions.get(nth).ok_or_else(|| no_history(self.page))?;
                let bytes = self.versions.blob(revision.text).map_err(Failure::new)?;
                Ok(as_text(&bytes).into())
            }
        }
    }

    /// The text that a name on the command line means.
    fn named(&self, name: &str) -> Result<Side, Failure> {
        if name == "working" {
            return Ok(Side::Working);
        }
        let revisions = &self.past.revisions;
        if let Ok(day) = name.parse::<Day>() {
            let by_then = |revision: &Revision| {
                revision.commit.day(&self.site.config.zone).is_some_and(|came| came <= day)
            };
            let nth = revisions.iter().position(by_then);
            return nth
                .map(Side::Revision)
                .ok_or_else(|| self.unknown(&format!("there was no text yet on {day}")));
        }
        let is_meant = |(nth, revision): &(usize, &Revision)| {
            let digits = name.len() >= 4
                && (revision.commit.id.to_string().starts_with(name)
                    || revision.text.to_string().starts_with(name));
            digits || self.past.label(*nth) == name
        };
        let mut meant = revisions.iter().enumerate().filter(is_meant).map(|(nth, _)| nth);
        meant
            .next()
            .map(Side::Revision)
            .ok_or_else(|| self.unknown(&format!("there is no revision `{name}`")))
    }

    fn unknown(&self, what: &str) -> Failure {
        let failure = Failure::new(format!("{what} of `{}`", self.page.file));
        let table = format!("`guidepost history {}`", shell::word(self.page.file.as_str()));
        failure.hint(match self.past.number(0) {
            Some(count) => format!("it has r1 to r{count}: {table}"),
            None => format!("{table} lists those that are known"),
        })
    }
}

/// Colour and line, for terminals; the signs around the words say the same.
fn styles() -> RedlineStyles {
    let coloured = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    RedlineStyles {
        inserted: coloured(AnsiColor::Green).underline(),
        deleted: coloured(AnsiColor::Red).strikethrough(),
        remark: Style::new().dimmed(),
    }
}

fn no_history(page: &Page) -> Failure {
    Failure::new(format!("there is no version history of `{}`", page.file))
        .hint("commit the page with git; `guidepost history` says what is known")
}
