//! The plan of a release, for people and for machines.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::cli::printing::many;
use crate::export::plain;
use crate::publish::{LogEntry, PublishedChange, Release, ReleaseChanges};

/// A release before it is published.
pub(super) struct ReleasePlan<'a> {
    /// The name of the target.
    pub(super) target: &'a str,
    /// Where it is.
    pub(super) place: String,
    /// The release that is served.
    pub(super) before: Option<&'a Release>,
    /// Who went back to it, and when, where somebody did.
    pub(super) went_back: Option<&'a LogEntry>,
    pub(super) release: &'a Release,
    pub(super) changes: &'a ReleaseChanges,
    /// What happens on the next day on which the same sources make another site.
    pub(super) changes_why: Option<&'a str>,
    /// Files at the target that nobody published.
    pub(super) foreign: Vec<&'a str>,
    /// That nobody has said which branch is the main line, where that is so and counts.
    pub(super) unnamed_line: Option<&'a str>,
    /// Why it must not be published, each with what to do about it.
    pub(super) blocks: &'a [(String, String)],
}

/// So many pages of a sort are named for people.
const MOST_NAMED: usize = 20;

impl ReleasePlan<'_> {
    /// For people.
    pub(super) fn text(&self) -> String {
        let ReleasePlan { release, changes, .. } = self;
        let mut text = format!("Plan for {}: {}\n", self.target, self.place);
        let mut line = |name: &str, words: &str| {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "  {name:<11} {words}");
        };
        line("edition", &format!("{}, {}", self.edition(), source(release)));
        if let Some(words) = self.unnamed_line {
            line("main line", words);
        }
        line("in place", &self.before.map_or_else(|| "nothing so far".to_owned(), in_place));
        if let Some(entry) = self.went_back {
            line("", &format!("{} went back to it at {}: this release takes its place", entry.by, entry.at));
        }
        for (name, pages) in
            [("added", &changes.added), ("changed", &changes.changed), ("removed", &changes.removed)]
        {
            line(name, &many(pages.len(), "page"));
            for page in pages.iter().take(MOST_NAMED) {
                line("", &page_words(page));
            }
            if pages.len() > MOST_NAMED {
                line("", &format!("and {} more: `--format json` names all", pages.len() - MOST_NAMED));
            }
        }
        if !changes.withdrawn.is_empty() {
            line("withdrawn", &many(changes.withdrawn.len(), "page"));
        }
        for page in &changes.withdrawn {
            line("", &page_words(page));
        }
        if !changes.moved.is_empty() {
            line("moved", &many(changes.moved.len(), "page"));
        }
        for (from, page) in &changes.moved {
            line("", &format!("{} -> {}", address(from), page_words(page)));
        }
        for (from, to) in &changes.redirects {
            line("leads on", &format!("{from} -> {}", address(to)));
        }
        line("files", &files(changes));
        if let Some(words) = foreign(&self.foreign) {
            line("foreign", &words);
        }
        if let Some(governance) = &release.governance {
            let stands: Vec<String> =
                governance.checklist.iter().map(|(status, count)| format!("{count} {status}")).collect();
            line("governance", &format!("{}: {}", governance.model, stands.join(", ")));
        }
        if let Some(day) = &release.changes_on {
            let why = self.changes_why.map_or_else(String::new, |why| format!(", since {why}"));
            line("by itself", &format!("another site on {day}{why}: publish again that day"));
        }
        text
    }

    /// Which texts it has, and that readers were served others.
    fn edition(&self) -> String {
        let edition = &self.release.edition;
        match self.before.map(|before| &before.edition).filter(|before| *before != edition) {
            Some(before) => format!("{edition} instead of {before}"),
            None => edition.clone(),
        }
    }

    /// For machines.
    pub(super) fn json(&self) -> Value {
        let ReleasePlan { release, changes, .. } = self;
        let pages = |pages: &[PublishedChange]| -> Vec<Value> {
            let page = |page: &PublishedChange| json!({ "address": page.address, "title": page.title, "text": page.text, "reason": page.reason });
            pages.iter().map(page).collect()
        };
        let moved: Vec<Value> = changes
            .moved
            .iter()
            .map(|(from, page)| json!({ "from": from, "to": page.address, "title": page.title }))
            .collect();
        let redirects: Vec<Value> =
            changes.redirects.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect();
        let blocks: Vec<Value> =
            self.blocks.iter().map(|(why, hint)| json!({ "why": why, "hint": hint })).collect();
        json!({
            "target": self.target,
            "place": self.place,
            "edition": release.edition,
            "base_url": release.base_url,
            "source": release.source,
            "main_line": self.unnamed_line,
            "in_place": self.before.map(|before| &before.id),
            "pages": {
                "added": pages(&changes.added),
                "changed": pages(&changes.changed),
                "removed": pages(&changes.removed),
                "withdrawn": pages(&changes.withdrawn),
                "moved": moved,
            },
            "redirects": redirects,
            "files": {
                "new": changes.new_files,
                "changed": changes.changed_files,
                "removed": changes.removed_files,
                "same": changes.same_files,
                "mended": changes.mended_files,
                "foreign": self.foreign,
            },
            "bytes": changes.bytes,
            "governance": release.governance,
            "changes_on": release.changes_on,
            "changes_why": self.changes_why,
            "blocks": blocks,
        })
    }
}

/// What a release was made from, in words.
pub(in crate::cli) fn source(release: &Release) -> String {
    let commit = release.source.commit.as_ref().and_then(|commit| commit.get(..8));
    match (commit, release.source.has_uncommitted) {
        (Some(commit), false) => format!("from commit {commit}"),
        (Some(commit), true) => format!("from commit {commit} and changes that are not committed"),
        (None, _) => "from files that are under no version control".to_owned(),
    }
}

fn in_place(release: &Release) -> String {
    format!("{}, published by {}", release.id, release.by)
}

/// A page that differs, in a line.
pub(in crate::cli) fn page_words(page: &PublishedChange) -> String {
    let reason = if page.reason.is_empty() { String::new() } else { format!(" \u{b7} {}", page.reason) };
    let text = page
        .text
        .as_ref()
        .and_then(|text| text.get(..8))
        .map_or_else(String::new, |text| format!(" ({text})"));
    format!("{}  {}{reason}{text}", address(&page.address), page.title)
}

/// The home page has an address as well.
pub(in crate::cli) fn address(address: &str) -> &str {
    if address.is_empty() { "./" } else { address }
}

fn files(changes: &ReleaseChanges) -> String {
    let mended = mended(changes);
    format!(
        "{} new, {} changed, {} removed, {mended}{} the same; {} to write",
        changes.new_files.len(),
        changes.changed_files.len(),
        changes.removed_files.len(),
        changes.same_files,
        bytes(changes.bytes)
    )
}

/// "3 mended, ", where somebody has changed files at the target.
pub(super) fn mended(changes: &ReleaseChanges) -> String {
    match changes.mended_files.len() {
        0 => String::new(),
        count => format!("{count} mended, "),
    }
}

/// Files that nobody published, in words; `None` where there are none.
pub(super) fn foreign(paths: &[&str]) -> Option<String> {
    let (first, rest) = paths.split_first()?;
    let first = plain(first);
    let named = if rest.is_empty() { first.clone() } else { format!("{first} and {} more", rest.len()) };
    Some(format!("{named}: nobody published that, and it is no part of this release"))
}

/// "12 KB", "3.4 MB".
pub(in crate::cli) fn bytes(count: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    match UNITS.iter().find(|(size, _)| count >= *size) {
        None => format!("{count} bytes"),
        Some((size, unit)) if count / size >= 10 => format!("{} {unit}", count / size),
        Some((size, unit)) => format!("{}.{} {unit}", count / size, count % size * 10 / size),
    }
}
