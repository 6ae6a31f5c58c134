//! The revisions of a page: what its version history says of it.

use std::sync::Arc;

use super::exact_text::Embedded;
use super::object_id::{CommitId, TextId};
use super::repo_path::RepoPath;
use crate::date::{Day, Moment, Zone};
use crate::words::Words;

/// Somebody named in the version history.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Person {
    /// Their name, as `.mailmap` has it.
    pub name: Arc<str>,
    /// Their mail address, to tell people of one name apart. It is not for showing.
    pub address: Arc<str>,
}

/// What is recorded of a commit. Shared by the revisions of all pages that it changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// Its id.
    pub id: CommitId,
    /// Its place in the walk over the history, no commit before its children: 0 is the newest.
    pub place: u32,
    /// The commits that it was made from; more than one for a merge.
    pub parents: Vec<CommitId>,
    /// Who wrote it.
    pub author: Person,
    /// Who else wrote it, from `Co-authored-by:` trailers.
    pub co_authors: Vec<Person>,
    /// When its author wrote it first. Rebasing and picking carry it along; it is kept, and shown nowhere.
    pub authored: Moment,
    /// When it was committed: see [`Commit::moment`].
    pub committed: Moment,
    /// The first paragraph of its message, in one line.
    pub subject: Arc<str>,
    /// The rest of its message without the trailers at the end, which hold addresses.
    pub body: Arc<str>,
    /// How much it changes, from its `Change:` trailer.
    pub change: Importance,
    /// How much of what it says of itself is known and may be shown.
    pub shown: CommitShown,
}

/// How much of what a commit says of itself is known and may be shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommitShown {
    /// All of it.
    Whole,
    /// Nothing, since the clone was cut off here. What the commit has was there by then: nothing is known of who wrote it,
    /// when, or why.
    Nothing,
    /// All but its message, which may be about a text that is not in force.
    WithoutMessage,
    /// All but its message: its text cannot be read, and may have been a draft.
    OfUnreadText,
}

impl Commit {
    /// Who wrote it, or what is said where nobody is named.
    pub fn author_name<'a>(&'a self, words: &'a Words) -> &'a str {
        match (self.shown, &*self.author.name) {
            (CommitShown::Nothing, _) => words.say("not_known_shallow"),
            (_, "") => words.say("unnamed"),
            (_, name) => name,
        }
    }

    /// Everybody who wrote it, each once.
    pub fn people<'a>(&'a self, words: &'a Words) -> Vec<&'a str> {
        let mut names = vec![self.author_name(words)];
        for Person { name, .. } in &self.co_authors {
            if !names.contains(&&**name) {
                names.push(name);
            }
        }
        names
    }

    /// The first paragraph of its message, or what is said where there is none to show.
    pub fn reason<'a>(&'a self, words: &'a Words) -> &'a str {
        match (self.shown, &*self.subject) {
            (CommitShown::Nothing, _) => words.say("not_known_shallow"),
            (CommitShown::WithoutMessage, _) => words.say("reason_not_shown"),
            (CommitShown::OfUnreadText, _) => words.say("reason_of_unread_text"),
            (CommitShown::Whole, "") => words.say("no_reason_given"),
            (CommitShown::Whole, subject) => subject,
        }
    }

    /// When a text came to be, wherever a day is shown, sorted by, or asked for: on history pages, at the foot of a
    /// page, in what changed and in feeds, in `guidepost history` and `diff`, with `--at`.
    ///
    /// That is when it was committed, and not when its author first wrote it. History is ordered by it, so that days
    /// read downwards; the site of a day is the one that the commits up to it had made; and a change that was picked or
    /// rebased months after it was written was nobody's text in those months.
    pub fn moment(&self) -> Moment {
        self.committed
    }

    /// The same commit without its message, and why that is not shown. It names its co-authors there.
    #[must_use]
    pub fn without_message(&self, shown: CommitShown) -> Commit {
        let co_authors = Vec::new();
        Commit { subject: "".into(), body: "".into(), co_authors, shown, ..self.clone() }
    }

    /// The day of that moment in a zone; `None` beyond the calendar.
    pub fn day(&self, zone: &Zone) -> Option<Day> {
        self.moment().day(zone)
    }
}

/// How much a change matters, as its author says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Importance {
    /// It changes what is meant, or nothing is said.
    #[default]
    Major,
    /// Nobody needs to read it again: `Change: minor`.
    Minor,
}

/// A commit whose text of the page differs from that in every parent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// The commit.
    pub commit: Arc<Commit>,
    /// The text that it left.
    pub text: TextId,
    /// Where the page was then.
    pub path: RepoPath,
    /// The text that it came from; `None` for a first text, and where that is not known.
    pub before: Option<BaseText>,
    /// Where the page came from, where the commit moved it. Its text may be the same as before.
    pub moved_from: Option<RepoPath>,
    /// Why it is folded away, where it is.
    pub folded: Option<CollapseReason>,
    /// The local files that the text shows, as the commit has them. One that it does not have is left out.
    pub embedded: Vec<Embedded>,
    /// What the page's own `revisions:` say of it.
    pub notes: Vec<Arc<str>>,
}

impl Revision {
    /// Its text as what another one came from.
    pub fn as_base(&self) -> BaseText {
        BaseText { text: self.text, path: self.path.clone(), embedded: self.embedded.clone() }
    }
}

/// The text that a revision came from: what its parent has, for a merge the first parent that has the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseText {
    /// The text.
    pub text: TextId,
    /// Where the page was in that parent.
    pub path: RepoPath,
    /// The local files that the text shows, as that parent has them.
    pub embedded: Vec<Embedded>,
}

/// Why a revision is one click away from view.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CollapseReason {
    /// The site's list of commits to pass over names it.
    Ignored,
    /// Its author calls it minor.
    Minor,
}

/// What a page was where the clone was cut off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boundary {
    /// The commit at which it was cut off.
    pub commit: Arc<Commit>,
    /// Where the page was then.
    pub path: RepoPath,
    /// What it said.
    pub text: TextId,
}

/// Something that happened to a page beside its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    /// The commit in which it happened.
    pub commit: Arc<Commit>,
    /// What.
    pub kind: EventKind,
}

/// What happened to a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventKind {
    /// It was deleted; it came back later, or there would be no page.
    Deleted,
    /// It was written anew after it had been deleted.
    Recreated,
    /// Its permissions changed, and nothing else.
    ModeChanged,
    /// It was moved.
    Moved {
        /// From here.
        from: RepoPath,
        /// To here.
        to: RepoPath,
    },
}

/// A revision that the page's own front matter states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedRevision {
    /// The day.
    pub day: Option<Day>,
    /// A commit, or the first digits of its id.
    pub commit: Option<Arc<str>>,
    /// What changed.
    pub note: Arc<str>,
    /// Who changed it.
    pub who: Option<Arc<str>>,
}

/// The past of one page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PageHistory {
    /// Its revisions, the newest first: as the history is, children before parents, then by date.
    pub revisions: Vec<Revision>,
    /// What else happened to it, the newest first.
    pub events: Vec<Event>,
    /// Where it was before, the latest first.
    pub former_paths: Vec<RepoPath>,
    /// What the clone was cut off with: the oldest text that is known on each line of history, of which nobody can say
    /// when it came to be. Empty where the past is known from its beginning.
    pub boundary: Vec<Boundary>,
    /// What its front matter states and no commit has; the history itself where there is no version control.
    pub stated: Vec<StatedRevision>,
    /// Whether that is all.
    pub completeness: Completeness,
}

impl PageHistory {
    /// The number of a revision, itself counted from the newest; `None` where the first one is not known, since numbers
    /// count from there.
    pub fn number(&self, nth: usize) -> Option<usize> {
        let is_whole = self.completeness == Completeness::Whole;
        self.revisions.len().checked_sub(nth).filter(|number| is_whole && *number > 0)
    }

    /// What a revision is called: by its number, else by its commit.
    pub fn label(&self, nth: usize) -> String {
        match (self.number(nth), self.revisions.get(nth)) {
            (Some(number), _) => format!("r{number}"),
            (None, Some(revision)) => revision.commit.id.short(),
            (None, None) => String::new(),
        }
    }

    /// The revision that left the text that another one came from, both counted from the newest.
    pub fn came_from(&self, nth: usize) -> Option<usize> {
        let before = self.revisions.get(nth)?.before.as_ref()?;
        let older = self.revisions.iter().enumerate().skip(nth + 1);
        let of_its_text = older.filter(|(_, older)| older.text == before.text);
        of_its_text.min_by_key(|(_, older)| older.path != before.path).map(|(older, _)| older)
    }
}

/// Whether a page's past is known as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Completeness {
    /// It is.
    Whole,
    /// The clone is shallow: what is older was not fetched.
    Shallow,
    /// What is older cannot be read: a partial clone, or a damaged repository.
    MissingObjects,
    /// The page is not in the commit that is looked at.
    Untracked,
    /// What is known is what the page itself states.
    Stated,
    /// There is no version control, or no commit.
    #[default]
    NoVersions,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ObjectId;

    /// Revisions from the newest, each by its text and path; the newest came from another one.
    fn past(texts: &[(u8, &str)], came_from: (u8, &str)) -> PageHistory {
        let text = |number: u8| TextId(ObjectId::Sha1([number; 20]));
        let nobody = Person { name: "Hub".into(), address: "hub@example.org".into() };
        let at = Moment { seconds: 0, offset: 0 };
        let commit = Arc::new(Commit {
            id: CommitId(ObjectId::Sha1([7; 20])),
            place: 0,
            parents: Vec::new(),
            author: nobody,
            co_authors: Vec::new(),
            authored: at,
            committed: at,
            subject: "Write".into(),
            body: "".into(),
            change: Importance::Major,
            shown: CommitShown::Whole,
        });
        let revision = |(number, path): &(u8, &str)| Revision {
            commit: commit.clone(),
            text: text(*number),
            path: RepoPath::new(path),
            embedded: Vec::new(),
            before: None,
            moved_from: None,
            folded: None,
            notes: Vec::new(),
        };
        let mut revisions: Vec<Revision> = texts.iter().map(revision).collect();
        let (number, path) = came_from;
        revisions[0].before =
            Some(BaseText { text: text(number), path: RepoPath::new(path), embedded: Vec::new() });
        PageHistory { revisions, completeness: Completeness::Whole, ..PageHistory::default() }
    }

    #[test]
    fn of_several_equal_texts_the_newest_at_the_same_path_is_meant() {
        let texts = [(9, "b"), (1, "b"), (2, "b"), (1, "a"), (2, "a"), (1, "a")];
        assert_eq!(past(&texts, (1, "b")).came_from(0), Some(1));
        assert_eq!(
            past(&texts, (1, "a")).came_from(0),
            Some(3),
            "at its path, though a newer one is the same"
        );
        assert_eq!(past(&texts, (2, "c")).came_from(0), Some(2), "the newest, where none stood there");
        assert_eq!(past(&texts, (5, "b")).came_from(0), None);
        assert_eq!(past(&[(1, "b"), (2, "b")], (1, "b")).came_from(0), None, "itself is not older");
    }

    #[test]
    fn numbers_count_from_the_first_where_it_is_known() {
        let mut past = past(&[(2, "a"), (1, "a")], (1, "a"));
        assert_eq!((past.number(0), past.label(1)), (Some(2), "r1".to_owned()));
        assert_eq!((past.number(2), past.label(2)), (None, String::new()));
        past.completeness = Completeness::Shallow;
        assert_eq!((past.number(0), past.label(1)), (None, "07070707".to_owned()));
    }
}
