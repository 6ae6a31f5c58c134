//! From commits to the past of every page. Pure: what it knows of a repository comes through `Versions`.
//!
//! All pages are followed in one walk from the head: read the commits (`graph`), see what each changed
//! (`changes`, `renames`), walk (`walk`), and put it in the words of the model.
//!
//! `git` reads a repository through a few plumbing crates of gitoxide and answers what `world::Versions` asks: commits,
//! what each changed against each parent, texts. `history` walks all pages back from the head at once, carrying along
//! each line of history the pages that are still wanted on it; a page's revision is a commit whose text of it differs
//! from that in every parent, and where a parent has the same text the walk goes on there alone. What each commit
//! changed is kept by its id (`store`, in `.guidepost/cache`), so that a second run reads no trees; the whole past is a
//! memo by head and set of pages, so that a save walks nothing. A site holds the texts' ids and the door to read them;
//! redlines are drawn when a history page is asked for, with links that lead to where their targets stand now:
//! `link::HistoricalLinks` says what a reference in an older text leads to, leniently and for every text that is not
//! today's. Pictures are those of the revision: which files its text shows, by the ids of their bytes, is recorded
//! with it (`history/embedded.rs`), and those that the site no longer has so are routes of their own
//! (`route/older.rs`), known without a look at their bytes. The day of a revision is that of its commit
//! (`Commit::moment`). `--at` compiles the same site through a `World` over a commit (`git/at.rs`).

mod changes;
mod commit_cache;
mod embedded;
mod graph;
mod ignored;
mod kept;
mod mailmap;
mod message;
mod options;
mod past;
mod renames;
mod rules;
mod shown;
mod similarity;
mod stated;
mod walk;

pub use options::HistoryOptions;

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::{Completeness, Page, PageHistory, RepoPath, StatedRevision};
use crate::path::{FilePath, nfc};
use crate::world::{Cache, NoVersions, TreeEntry, Versions, World};
use graph::Graph;
use rules::RulesThen;

pub use commit_cache::{as_committed, as_named, others_who_wrote};
pub use embedded::{DraftReader, ReferenceFolders, files_named, shown_files};
pub use ignored::IGNORE_FILE;
use mailmap::Mailmap;
pub use mailmap::Names;
pub use past::{HistoryQuery, is_uncommitted, state_without, uncommitted_finding};
pub use stated::state_anew;

/// A page whose past is asked for.
#[derive(Clone, Debug)]
pub struct HistorySubject {
    /// Its file.
    pub file: FilePath,
    /// What its front matter states of its past.
    pub stated: Vec<StatedRevision>,
}

impl HistorySubject {
    /// A page as a subject.
    pub fn of(page: &Page) -> HistorySubject {
        HistorySubject { file: page.file.clone(), stated: stated::read(&page.fields) }
    }
}

/// The past of each page, in the order of the pages. Only files that people write for a site have one: Markdown, YAML,
/// TOML, and what such texts are made from. Never a made-up date: what
/// is not known is said in [`PageHistory::completeness`], and once for all pages as a finding.
pub fn histories_of(
    world: &dyn World,
    pages: &[HistorySubject],
    options: &HistoryOptions,
) -> Checked<Vec<PageHistory>> {
    let Checked { value: (pasts, _), findings } = pasts_and_rules(world, pages, options);
    Checked::new(pasts, findings)
}

/// The same with what ruled which texts were published.
fn pasts_and_rules(
    world: &dyn World,
    pages: &[HistorySubject],
    options: &HistoryOptions,
) -> Checked<(Vec<PageHistory>, RulesThen)> {
    let mut findings = Vec::new();
    let (mut histories, rules) = match world.versions() {
        Ok(versions) => in_versions(world, &*versions, pages, options).into_value(&mut findings),
        Err(why) => {
            findings.extend(without_versions(&why));
            (vec![PageHistory::default(); pages.len()], RulesThen::default())
        }
    };
    for (history, page) in histories.iter_mut().zip(pages) {
        stated::join(history, &page.stated, &options.zone);
    }
    findings.extend(incomplete(&histories, pages));
    Checked::new((histories, rules), findings)
}

/// Whether the history that leads to the head was read before, and what was read is kept.
pub fn is_kept(versions: &dyn Versions, cache: &dyn Cache) -> bool {
    kept::get(cache, versions.head()).is_some()
}

fn in_versions(
    world: &dyn World,
    versions: &dyn Versions,
    pages: &[HistorySubject],
    options: &HistoryOptions,
) -> Checked<(Vec<PageHistory>, RulesThen)> {
    let mut findings = Vec::new();
    let graph = Graph::read(versions, world.cache());
    // Folders are read no more, and texts are next.
    versions.rest();
    // What cannot be kept is worked out again the next time.
    let _ = world.cache().flush();
    findings.extend(unreadable(&graph));
    let files: Vec<&FilePath> = pages.iter().map(|page| &page.file).collect();
    let at_head = versions.files(versions.head()).unwrap_or_default();
    let paths = paths_at_head(versions, &at_head, &files);
    let order = walk::order(&graph);
    findings.extend(circular(&order));
    let found = walk::walk(&graph, &order, &paths);
    let ignored = ignored::read(world, versions, options).into_value(&mut findings);
    let names = Mailmap::for_names(versions, options.names);
    let cache = commit_cache::CommitCache::new((versions, &names), (&graph, &order), &ignored, &found);
    let history_of = |(found, path): (walk::WalkResult, &Option<RepoPath>)| match path {
        Some(_) => cache.history(found),
        None => PageHistory { completeness: Completeness::Untracked, ..PageHistory::default() },
    };
    let pasts = found.into_par_iter().zip(&paths).with_min_len(64).map(history_of).collect();
    Checked::new((pasts, RulesThen::of(&graph)), findings)
}

/// Where each page is in the head; `None` where it is not there. A file system that spells names in another Unicode
/// form than the repository has the same file all the same.
fn paths_at_head(
    versions: &dyn Versions,
    files: &[(RepoPath, TreeEntry)],
    wanted: &[&FilePath],
) -> Vec<Option<RepoPath>> {
    let exact: HashSet<&RepoPath> = files.iter().map(|(path, _)| path).collect();
    let other_forms = files.iter().filter(|(path, _)| !path.as_bytes().is_ascii());
    let normal: HashMap<String, &RepoPath> =
        other_forms.filter_map(|(path, _)| Some((nfc(path.as_str()?).into_owned(), path))).collect();
    let at_head = |file: &&FilePath| {
        let path = versions.repo_path(file);
        if exact.contains(&path) {
            return Some(path);
        }
        normal.get(&*nfc(path.as_str()?)).map(|path| (*path).clone())
    };
    wanted.iter().map(at_head).collect()
}

fn without_versions(why: &NoVersions) -> Option<Finding> {
    Some(match why {
        NoVersions::BeingRead => return None,
        NoVersions::NoRepository => Finding::of_site(
            Code::NoVersionControl,
            "the site is in no git repository: its pages have no dates",
        )
        .hint("`git init`, or state `revisions:` in the front matter of the pages"),
        NoVersions::NoCommit => {
            Finding::of_site(Code::NoVersionControl, "nothing is committed yet: the pages have no dates")
                .hint("`git add . && git commit`")
        }
        NoVersions::Unreadable(why) => {
            Finding::of_site(Code::UnreadableHistory, format!("the git repository cannot be read: {why}"))
                .hint(if why.contains("git refs migrate") {
                    "the branches are kept; only how they are written down changes"
                } else {
                    "`git fsck` says what is wrong with it"
                })
        }
    })
}

/// What could not be read of the repository, in one finding.
fn unreadable(graph: &Graph) -> Option<Finding> {
    let first = graph.errors.first()?;
    let more = match graph.errors.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!("a part of the history cannot be read: {first}{more}");
    Some(Finding::of_site(Code::UnreadableHistory, message).hint("`git fsck` says what is wrong; a partial clone fetches what it lacks with `git fetch --refetch --no-filter`"))
}

/// Commits that are their own ancestors.
fn circular(order: &walk::VisitOrder) -> Option<Finding> {
    let message = "a part of the history cannot be read: some commits are their own ancestors";
    let finding = || Finding::of_site(Code::UnreadableHistory, message);
    order.is_circular.then(|| finding().hint("`git fsck` says what is wrong"))
}

/// Pages of which not everything is known.
fn incomplete(histories: &[PageHistory], pages: &[HistorySubject]) -> Vec<Finding> {
    let count = |what| histories.iter().filter(|history| history.completeness == what).count();
    let mut findings = Vec::new();
    let shallow = count(Completeness::Shallow);
    if shallow > 0 {
        let message = format!("the clone is shallow: older revisions of {} are not here", many(shallow));
        findings.push(Finding::of_site(Code::ShallowHistory, message).hint("`git fetch --unshallow`"));
    }
    let missing = count(Completeness::MissingObjects);
    if missing > 0 {
        let message = format!(
            "objects of the repository are missing: older revisions of {} are not known",
            many(missing)
        );
        findings
            .push(Finding::of_site(Code::MissingObjects, message).hint("`git fetch --refetch --no-filter`"));
    }
    let untracked =
        pages.iter().zip(histories).filter(|(_, history)| history.completeness == Completeness::Untracked);
    findings.extend(untracked.map(|(page, _)| {
        let message = "the page is not committed and has no date";
        Finding::new(Code::UntrackedPage, Place::file(&page.file), message)
    }));
    findings
}

fn many(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}
