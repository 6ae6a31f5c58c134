//! What the fold asks of the version history, beside what each commit of the line changed.

use std::fmt;
use std::sync::Arc;

use crate::config::Config;
use crate::date::Moment;
use crate::diagnostic::defect::{Defect, PLEASE_REPORT};
use crate::model::{CommitId, Page, PageFacts, Person, RepoPath, Seal, TextId};
use crate::path::FilePath;
use crate::world::{LineError, NotHeld, VersionsError};

/// Answers the questions of the fold. Every answer follows from object ids alone.
pub trait EvidenceSource: fmt::Debug + Send + Sync {
    /// The id that a page states in its front matter.
    ///
    /// # Errors
    /// Where the text is not to be had.
    fn document(&self, file: &FilePath, text: TextId) -> Result<Option<Arc<str>>, Refusal>;

    /// The page that a text made where it stood, read as a site's settings say.
    ///
    /// # Errors
    /// Where the text, or one that decides about its kind, is not to be had.
    fn page(&self, stood: &TextStood<'_>, config: &Arc<Config>) -> Result<Option<Arc<PageText>>, Refusal>;

    /// What controls go by of the pages that texts made, in the order of the texts. A title that stands among the words alone
    /// is not among it.
    ///
    /// # Errors
    /// Where a text, or one that decides about its kind, is not to be had.
    fn facts(
        &self,
        stood: &[TextStood<'_>],
        config: &Arc<Config>,
    ) -> Result<Vec<Option<Arc<PageFacts>>>, Refusal> {
        let facts = |stood: &TextStood<'_>| Ok(self.page(stood, config)?.map(|page| page.facts.clone()));
        stood.iter().map(facts).collect()
    }

    /// Says that these pages are asked for one after the other. It changes how long that takes and nothing else.
    fn read_ahead(&self, _stood: &[TextStood<'_>], _config: &Arc<Config>) {}

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where they are not to be had.
    fn bytes(&self, text: TextId) -> Result<Arc<[u8]>, Refusal>;

    /// How the repository would name a file with these bytes.
    fn text_id(&self, bytes: &[u8]) -> TextId;

    /// The commit that added a file, on whatever branch, before a commit of the line brought it to the line.
    ///
    /// # Errors
    /// Where a commit is not to be had.
    fn bringer(&self, line: CommitId, file: &FilePath, text: TextId) -> Result<Bringer, Refusal>;

    /// Everybody who wrote in one of these files in a commit of the line or of a branch that it brought: authors,
    /// committers and co-authors, as they are written and as the list of names in that commit has them.
    ///
    /// # Errors
    /// Where a commit is not to be had.
    fn authors(&self, line: CommitId, files: &[FilePath]) -> Result<Vec<Person>, Refusal>;

    /// Whether two texts say the same, wherever they stood and however their links are written: the same words, marked in the
    /// same way, the same front matter, and links that lead to the same pages and files.
    ///
    /// # Errors
    /// Where a text is not to be had.
    fn say_the_same(&self, texts: &TwoTexts<'_>) -> Result<bool, Refusal>;

    /// Whether a commit of the line has anything at the place of a file: a link, say, which is no file of the site.
    ///
    /// # Errors
    /// Where the commit is not to be had.
    fn has_anything_at(&self, line: CommitId, file: &FilePath) -> Result<bool, Refusal>;

    /// What the signature of a commit is worth by a list of signers.
    ///
    /// # Errors
    /// Where the commit, or the list, is not to be had.
    fn seal(&self, commit: CommitId, signers: Option<TextId>) -> Result<Seal, Refusal>;
}

/// A text where it stood.
#[derive(Clone, Copy, Debug)]
pub struct TextStood<'a> {
    /// The commit of the line.
    pub commit: CommitId,
    /// The folder of pages, from the site's root.
    pub content: &'a FilePath,
    /// Its file, from the site's root.
    pub file: &'a FilePath,
    /// Its bytes.
    pub text: TextId,
}

/// Whether a page with this id is in this file, and no other file states the id.
pub type IsSole<'a> = &'a dyn Fn(&str, &FilePath) -> bool;

/// Two texts of which it is asked whether they say the same.
pub struct TwoTexts<'a> {
    /// The one in force.
    pub then: TextStood<'a>,
    /// The one that may take its place.
    pub now: TextStood<'a>,
    /// By which settings both are read.
    pub config: &'a Arc<Config>,
    /// By which ids pages are known wherever they are.
    pub is_sole: IsSole<'a>,
}

/// A page as the fold sees it.
#[derive(Debug)]
pub struct PageText {
    /// What controls go by.
    pub facts: Arc<PageFacts>,
    /// The page itself, for those whose front matter governs.
    pub page: Arc<Page>,
    /// The local files that it shows or links, each as it is written there and where that leads, in the text's order.
    /// Some may not be there.
    pub files: Vec<(Arc<str>, FilePath)>,
}

/// The commit that added a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bringer {
    /// The commit.
    pub commit: CommitId,
    /// When it was committed.
    pub committed: Moment,
    /// Who committed it, as it is written there.
    pub committer: Person,
    /// The others that added it, each with who committed it: after it had been taken out, or on another branch.
    pub again: Vec<(CommitId, Person)>,
}

/// Why nothing is known of what is in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// There is no version history, or none that can be read.
    NoHistory(String),
    /// The clone was cut off at this commit, so that what came before is not known.
    Cut(CommitId),
    /// An object that decides is missing or damaged.
    NotWhole(VersionsError),
    /// No model was ever adopted.
    NoModel,
    /// No model was ever adopted here, and the settings at another place of the repository said how a site is governed.
    NoModelHere(RepoPath),
    /// The signature of this commit decides, and cannot be checked on this machine.
    Unchecked(CommitId, Arc<str>),
    /// A commit is dated more than a day after the clock of the machine.
    FromTheFuture(CommitId),
    /// The main line does not hold a commit that was shown before.
    OffLine {
        /// The last commit.
        head: CommitId,
        /// Why there is no line from it.
        error: LineError,
    },
    /// The first model was adopted elsewhere than is known from outside.
    OtherRoot {
        /// Where it is known to have been adopted.
        pinned: Option<CommitId>,
        /// Where it was, by this repository's own account.
        found: Option<CommitId>,
    },
    /// Before the first model was adopted here, the site was governed at another place of the repository.
    GovernedElsewhere(RepoPath),
    /// The site has moved here from this folder of the repository, and nobody has approved that.
    MoveNotApproved(FilePath),
    /// The site has moved to this folder of the repository, as was approved there.
    MovedAway(FilePath),
    /// A commit that was merged has a model adopted, and does not come from the adoption on the main line.
    AdoptedBeside(CommitId),
    /// The program failed on what decides: that is as good as not there.
    Defect(Defect),
}

impl From<VersionsError> for Refusal {
    fn from(error: VersionsError) -> Refusal {
        Refusal::NotWhole(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoHistory(why) => f.write_str(why),
            Refusal::OffLine { error, .. } => error.fmt(f),
            Refusal::Cut(commit) => {
                write!(f, "the clone is shallow: what came before commit {} is not here", commit.short())
            }
            Refusal::NotWhole(error) => write!(f, "the history is not whole: {error}"),
            Refusal::NoModel => f.write_str("no governance model was ever adopted"),
            Refusal::NoModelHere(path) => {
                write!(
                    f,
                    "no governance model was ever adopted here, and `{path}` in this repository said how a site is governed"
                )
            }
            Refusal::OtherRoot { found: Some(found), .. } => {
                write!(
                    f,
                    "by this repository's account the first model was adopted in commit {}",
                    found.short()
                )
            }
            Refusal::OtherRoot { .. } => f.write_str("this repository never adopted a model"),
            Refusal::GovernedElsewhere(path) => {
                write!(f, "before a model was adopted here, `{path}` in this repository was governed")
            }
            Refusal::MoveNotApproved(from) => {
                write!(f, "the site has moved here from {}, and that is not approved", place(from))
            }
            Refusal::MovedAway(to) => {
                write!(f, "the site has moved to {} of this repository, as was approved there", place(to))
            }
            Refusal::AdoptedBeside(commit) => write!(
                f,
                "commit {} has a model adopted, and does not come from the adoption on the main line",
                commit.short()
            ),
            Refusal::Unchecked(commit, why) => {
                write!(f, "the signature of commit {} cannot be checked here: {why}", commit.short())
            }
            Refusal::Defect(defect) => f.write_str(&defect.sentence()),
            Refusal::FromTheFuture(commit) => {
                write!(f, "commit {} is dated more than a day ahead of this machine's clock", commit.short())
            }
        }
    }
}

impl Refusal {
    /// What to do about it, a line each.
    pub fn hints(&self) -> Vec<String> {
        let hints: &[&str] = match self {
            Refusal::NoHistory(_) => {
                &["`git init`, and commit the site; a download without `.git` proves nothing"]
            }
            Refusal::Cut(_) => &[
                "`git fetch --unshallow` brings the rest",
                "in a CI job: `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab)",
            ],
            Refusal::NotWhole(VersionsError::NotPulled(_)) => &[
                "`git lfs pull` brings the files of the last commit, `git lfs fetch --all` those of earlier ones as well",
                "in a CI job: `lfs: true` (GitHub), `git lfs fetch --all` (others)",
            ],
            Refusal::NotWhole(_) => &[
                "`git fsck --full` tells what is damaged; `git fetch --refetch` brings what is missing",
                "in a CI job: clone without `--filter`, and with `fetch-depth: 0`",
            ],
            Refusal::NoModel => {
                &["`guidepost approve MODEL --role ROLE --by NAME` adopts one; commit the record"]
            }
            Refusal::NoModelHere(_) => &[
                "where this is another site: `guidepost approve MODEL --role ROLE --by NAME` adopts its first model; commit the record",
            ],
            Refusal::OffLine { head, error } => return off_line(*head, error),
            Refusal::OtherRoot { .. } => &[
                "the history was rewritten, or another repository is meant: compare with a clone that you trust",
            ],
            Refusal::MoveNotApproved(_) => &[
                "`guidepost approve MODEL --role ROLE --by NAME` approves the model with the key `moved_from`, by all whom the model in force asks; commit the records",
                "or move it back: `git revert COMMIT`",
            ],
            Refusal::MovedAway(_) => &[
                "name the folder where it is now with `--root`",
                "where it has moved back: `moved_from` under `[governance]` in site.toml names the folder from which it came, and the model is approved with it",
            ],
            Refusal::GovernedElsewhere(_) => &[
                "where this is another site: `--adopted-at COMMIT` says at which commit it adopted its first model",
            ],
            Refusal::AdoptedBeside(_) => &[
                "where a merge was turned, make it again with the main line first: `git checkout -B main ANCHOR && git merge --no-ff OTHER`",
                "where the adoption on the main line is the true one: `--adopted-at COMMIT` says at which commit it was",
            ],
            Refusal::Unchecked(..) => &[
                "`git` checks signatures, with `ssh-keygen` or `gpg`: install them, and have them on the search path",
            ],
            Refusal::Defect(_) => &[PLEASE_REPORT],
            Refusal::FromTheFuture(_) => &[
                "where the machine's clock is wrong, set it; where the commit's is, make it again: `git commit --amend --date=now --no-edit`",
            ],
        };
        let moved = match self {
            Refusal::NoModelHere(settings) | Refusal::GovernedElsewhere(settings) => moved(settings),
            _ => Vec::new(),
        };
        moved.into_iter().chain(hints.iter().map(|hint| (*hint).to_owned())).collect()
    }
}

/// What to do where no line from a head holds what was shown before.
fn off_line(head: CommitId, error: &LineError) -> Vec<String> {
    let LineError::NotHeld { anchor, why } = error else {
        return vec!["`git fsck --full` tells more".to_owned()];
    };
    match why {
        NotHeld::Behind => vec!["bring it up to date: `git pull --ff-only`".to_owned()],
        NotHeld::Beside => vec![
            format!("`git log --oneline --graph {anchor} {head}` shows where they part"),
            REWRITTEN.to_owned(),
        ],
        NotHeld::BehindCut => vec![
            "`git fetch --unshallow` brings the rest".to_owned(),
            "in a CI job: `fetch-depth: 0` (GitHub), `GIT_DEPTH: 0` (GitLab)".to_owned(),
        ],
        NotHeld::Apart => vec![
            "where nobody meant to rewrite it: `git reflog`, and any clone that has the commit, lead back"
                .to_owned(),
            REWRITTEN.to_owned(),
        ],
    }
}

/// What to do where a history is another one on purpose.
const REWRITTEN: &str = "where that is meant, as after secrets were taken out: `guidepost publish NAME --rewritten` says so at a target; what was published before is not proven from then on";

/// What to do where a site has moved, by the settings that it had before.
fn moved(settings: &RepoPath) -> Vec<String> {
    let settings = settings.to_string();
    let folder = settings.rsplit_once('/').map_or(".", |(folder, _)| folder);
    let key = serde_json::Value::from(folder);
    vec![
        format!(
            "where the site has moved: write `moved_from = {key}` under `[governance]` in site.toml, commit it, have the model approved with it (`guidepost approve MODEL --role ROLE --by NAME`) and commit the records; or move it back"
        ),
        format!("a move is one commit that takes `{settings}` away and brings the site.toml that is here"),
    ]
}

/// A folder of the repository in words.
fn place(folder: &FilePath) -> String {
    match folder.as_str() {
        "" => "the top".to_owned(),
        folder => format!("`{folder}`"),
    }
}
