//! A finding as data: what is wrong, where, and what to do about it.
//!
//! Nothing here words a finding for a reader; `report` draws them.
//!
//! A `Finding` has a code, a weight, a place, a message, labels and hints. It is worded where it is found and drawn
//! only in `report`. Stages return `Checked<T>`, a value with findings, rather than `Result`: nobody's mistake hides
//! another's. `Result` is for what the program itself cannot do.

pub mod defect;
mod near;

pub use near::{Candidates, most_alike, named, near_miss};

use crate::path::FilePath;
use crate::source::Span;

/// How much a finding weighs. Only errors make `check` fail.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something that must be mended before publishing.
    Error,
    /// Something that a reader would trip over.
    Warning,
    /// Something worth knowing.
    Note,
}

impl Severity {
    /// The word in messages.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $severity:ident $name:literal $meaning:literal)*) => {
        /// What kind of finding it is. The names are stable: CI systems and people filter by them.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code, in alphabetical order of their names.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name in messages: `broken-link`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// One sentence that says what it means.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }

            /// How much it weighs unless the site says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    AddressCollision Error "address-collision" "Two pages, or a page and a redirect, would be found at one address."
    AlikeNames Warning "alike-names" "Two names in roles may be those of one person; they count as one."
    AmbiguousLink Error "ambiguous-link" "A wikilink names more than one page."
    AppointableSignatory Warning "appointable-signatory" "A role that does not sign the governance model decides who holds one that does."
    BadAccent Warning "bad-accent" "The accent colour cannot be read well enough on one of the two backgrounds."
    BadBlock Error "bad-block" "A data block says something that cannot be read or makes no sense: a path of a decision without an end, a number that is none."
    BadConfig Error "bad-config" "A value in site.toml is not what its key takes."
    BadFrontMatter Error "bad-front-matter" "The front matter is not YAML, or not a list of keys and values."
    BadIgnoreList Warning "bad-ignore-list" "A line of the list of commits to fold away is no full commit id."
    BadModel Error "bad-model" "The front matter of a governance model asks for what there is not."
    BadRecord Error "bad-record" "A record is not written as records are."
    BadValue Error "bad-value" "A value in the front matter is not what its field takes."
    BlockForm Warning "block-form" "A heading, table or alert is written in a form that is shown as text."
    BrokenAnchor Error "broken-anchor" "A link names a heading or id that its target does not have."
    BrokenImage Error "broken-image" "A picture, video or other embedded file does not exist."
    BrokenLink Error "broken-link" "A link leads to nothing on this site."
    BrokenStyle Warning "broken-style" "A stylesheet of the theme names a file that is not there, or is not closed."
    ControlOverdue Warning "control-overdue" "A control of the governance model is overdue."
    ControlUnmet Warning "control-unmet" "A control of the governance model does not hold."
    DatedBack Note "dated-back" "A commit of the main line is dated before the day of the one before it; it counts from that day."
    DayBeforeHead Note "day-before-head" "The day that counts as today lies before the last commit: what is in force is told as of that commit."
    DeepNesting Warning "deep-nesting" "Lists or quotes are nested so deep that nobody can read them; the depth is cut."
    DuplicateAlias Error "duplicate-alias" "Two pages claim the same old address."
    DuplicateAnchor Warning "duplicate-anchor" "Two places of one page carry the same id."
    DuplicateId Error "duplicate-id" "Two pages carry the same document id."
    DuplicateKey Error "duplicate-key" "A key stands twice in the front matter."
    DuplicateRecord Warning "duplicate-record" "Two records say the same."
    EmptyAlternative Warning "empty-alternative" "A picture says nothing to somebody who cannot see it."
    EmptyPage Note "empty-page" "A page has no text."
    ForeignContent Warning "foreign-content" "A page loads a picture, frame or script from another host."
    ForeignForm Warning "foreign-form" "A text is written in a form of another program, which is shown as it is written."
    FrameOverlap Warning "frame-overlap" "Two pages of kind `frame` speak for one file or key; the one that was in force first has it."
    FrontMatterPlace Warning "front-matter-place" "Front matter begins after blank lines and is read as text elsewhere."
    GapInRole Warning "gap-in-role" "Nobody holds a role without which governance cannot be changed, or soon nobody will."
    IdleChoice Warning "idle-choice" "A control of a governance model chooses its pages by what no page has."
    InternalError Error "internal-error" "The program failed on a page, text or file: a defect of its own. What it worked on is left out; please report it."
    LeftOut Note "left-out" "A folder holds Markdown files and is not read as a folder of pages, or pages are kept back because of how they are called."
    LinkCase Warning "link-case" "A link spells its target in another case; it breaks on most web servers."
    LinkForm Warning "link-form" "A link is written in a form that only works by chance, or that is shown as text."
    LinkToOutput Warning "link-to-output" "A link names a former address of a page."
    LostWords Warning "lost-words" "Words of a page stand nowhere on it: a placeholder in angle brackets, a footnote that nothing refers to, braces in a heading, a line that is read as the target of a link."
    MergeConflict Error "merge-conflict" "A file holds the marks of a merge that nobody has settled."
    MissingField Error "missing-field" "A field that the page's kind requires is not there."
    MissingObjects Warning "missing-objects" "The clone is partial or damaged: older revisions are not known."
    MissingTitle Warning "missing-title" "A page has neither a title nor a heading of the first level that comes first; it is called after its file."
    NoModelInForce Warning "no-model-in-force" "The site names a governance model of which no text was approved: nothing is asked of any page."
    NoPages Error "no-pages" "The folder holds no Markdown page."
    NoVersionControl Note "no-version-control" "The site is in a git repository in which nothing is committed: pages have no dates. A folder that is in none has no such finding."
    NotPrinted Error "not-printed" "A book that is to be published as a PDF cannot be printed."
    NotUtf8 Error "not-utf-8" "A file is not UTF-8 text."
    OtherRepository Warning "other-repository" "A folder of the site is a git repository of its own (a submodule, a worktree): its history is not read."
    OutsideLink Error "outside-link" "A link leads out of the folder of pages."
    RawHtml Error "raw-html" "A page holds raw HTML, which the site does not take."
    RecordChanged Error "record-changed" "A record was changed or deleted after it had arrived; it counts as it arrived."
    RecordDoesNotHold Error "record-does-not-hold" "A record says what is not so, and does not count."
    ScriptLink Error "script-link" "A link would run a script; it is taken out."
    SecretFile Error "secret-file" "A file that holds passwords or keys, or may hold them, lies where files are published, or a page links to it; it is left out."
    ShallowHistory Warning "shallow-history" "The clone is shallow: older revisions are not here."
    ShiftingAddress Error "shifting-address" "Raw HTML changes by itself what it loads or where it leads, or names that in disguise; it is taken out."
    SymlinkLeftOut Warning "symlink-left-out" "A symbolic link is not followed in the approved edition."
    SymlinkLoop Warning "symlink-loop" "A symbolic link leads back into its own folder."
    SymlinkOutside Warning "symlink-outside" "A symbolic link leads out of the site; it is not followed."
    TemplateWords Warning "template-words" "A page still says what a new page begins with, for somebody to replace, or its `summary` is empty."
    TemplateError Error "template-error" "A template of the theme cannot be read or fails while a page is rendered."
    TooLarge Warning "too-large" "A file or block is larger than what is processed; it is taken as plain text or cut."
    UncheckedSignatures Warning "unchecked-signatures" "What is in force is not known: a signature that decides cannot be checked here."
    UnclosedBlock Warning "unclosed-block" "A comment or code is opened and never closed, and takes the rest of the page along."
    UncommittedPages Note "uncommitted-pages" "Pages are shown as they stand, and no commit has them so."
    UnframedFiles Note "unframed-files" "Files that all pages share are in the approved edition, and nobody is asked to approve them."
    UnnumberedPage Warning "unnumbered-page" "A page under control has no number (`id`), by which records name pages: nobody can approve it."
    UnknownBlock Warning "unknown-block" "A fenced block is named almost like a data block, and is shown as code."
    UnknownFrontMatterKey Warning "unknown-key" "The front matter has a key that the page's kind does not know."
    UnknownConfigKey Error "unknown-config-key" "site.toml has a key that is not known."
    UnknownKind Error "unknown-kind" "A page names a kind that is not declared."
    UnknownRelation Error "unknown-relation" "A relation names a page that does not exist."
    UnknownRole Error "unknown-role" "A field names a role that no role page describes."
    UnknownWriters Warning "unknown-writers" "A control asks for somebody who did not write the text, and of nobody who signs is it known what they wrote."
    UnreadableFile Error "unreadable-file" "A file or folder cannot be read."
    UnreadableHistory Error "unreadable-history" "The git repository, or a part of it, cannot be read."
    UntrackedPage Note "untracked-page" "A page is not committed and has no date."
    VacantRole Warning "vacant-role" "Nobody may sign for a role that a control asks, or soon nobody may: what needs its signature does not come into force."
    WaitsForApproval Warning "waits-for-approval" "The page of a role, or a governance model, is committed otherwise than it was approved: what was approved counts."
    WithheldFile Error "withheld-file" "A file that is not published: it says that it is a draft, or lies in `_drafts`; or, in the approved edition, it was not approved, is run by browsers, or is the source of a page or a record."
    WrongRelation Error "wrong-relation" "A relation leads to a page of a kind that it does not take."
}

impl Code {
    /// The code with this name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

/// A place in a file, or the file as a whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The file, from the site's root.
    pub file: FilePath,
    /// The stretch of its text that is meant; `None` for the file as a whole.
    pub span: Option<Span>,
}

impl Place {
    /// A stretch of a file.
    pub fn span(file: &FilePath, span: Span) -> Place {
        Place { file: file.clone(), span: Some(span) }
    }

    /// A file as a whole.
    pub fn file(file: &FilePath) -> Place {
        Place { file: file.clone(), span: None }
    }
}

/// Something to tell the people who write the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What kind of finding.
    pub code: Code,
    /// How much it weighs here.
    pub severity: Severity,
    /// Where; `None` for the site as a whole.
    pub place: Option<Place>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// A few words under the place that is marked; empty for none.
    pub label: String,
    /// Other places that matter, each with a few words.
    pub related: Vec<(Place, String)>,
    /// What to do about it, one suggestion each.
    pub hints: Vec<String>,
    /// What it has in common with others of its code whose messages differ; empty where that is the message.
    pub cause: String,
}

impl Finding {
    /// A finding with the severity of its code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Finding {
        Finding { place: Some(place), ..Finding::of_site(code, message) }
    }

    /// A finding about the site as a whole.
    pub fn of_site(code: Code, message: impl Into<String>) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            place: None,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            hints: Vec::new(),
            cause: String::new(),
        }
    }

    /// With another weight than its code's own.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// With a few words under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Finding {
        self.label = label.into();
        self
    }

    /// With something to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Finding {
        self.hints.push(hint.into());
        self
    }

    /// With something to do about it, where there is something.
    #[must_use]
    pub fn hint_if(self, hint: Option<String>) -> Finding {
        match hint {
            Some(hint) => self.hint(hint),
            None => self,
        }
    }

    /// With what it has in common with others.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Finding {
        self.cause = cause.into();
        self
    }

    /// What findings share that are of one kind and cause: whoever mends one knows how to mend them all.
    pub fn group(&self) -> (Code, Severity, &str) {
        let cause = if self.cause.is_empty() { &self.message } else { &self.cause };
        (self.code, self.severity, cause)
    }

    /// With a second place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Finding {
        self.related.push((place, label.into()));
        self
    }
}

/// A value, and what was found on the way to it. Nobody's mistake hides another's.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// The value, as good as could be made.
    pub value: T,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// A value with nothing found.
    pub fn clean(value: T) -> Checked<T> {
        Checked { value, findings: Vec::new() }
    }

    /// A value with findings.
    pub fn new(value: T, findings: Vec<Finding>) -> Checked<T> {
        Checked { value, findings }
    }

    /// Hands the findings over and yields the value.
    pub fn into_value(mut self, findings: &mut Vec<Finding>) -> T {
        findings.append(&mut self.findings);
        self.value
    }
}

/// Sorts findings as they are reported: by file and place, the heaviest first, each once.
pub fn sort(findings: &mut Vec<Finding>) {
    let key = |f: &Finding| (f.place.clone(), f.severity, f.code);
    findings.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message)));
    findings.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_named_once() {
        let names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(names.len(), once.len());
    }
}
