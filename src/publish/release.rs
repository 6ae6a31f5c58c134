//! A release: what it consists of, file by file, and what it says of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::date::Moment;
use crate::model::CommitId;

/// The name of a release at its target: the moment at which it was made, by UTC, and the commit that it was made from.
/// Later ones sort after earlier ones.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReleaseId(String);

impl ReleaseId {
    /// That of a release that is made at a moment.
    pub fn new(made: Moment, commit: Option<CommitId>) -> ReleaseId {
        let utc = Moment { offset: 0, ..made }.to_string();
        let digits: String =
            utc.chars().take_while(|sign| *sign != '+').filter(|sign| !"-:".contains(*sign)).collect();
        ReleaseId(match commit {
            Some(commit) => format!("{digits}Z-{}", commit.short()),
            None => format!("{digits}Z"),
        })
    }

    /// That of a release that is made at a moment, and that sorts after others whatever the clock says.
    pub fn after<'a>(
        known: impl Iterator<Item = &'a ReleaseId>,
        made: Moment,
        commit: Option<CommitId>,
    ) -> ReleaseId {
        let latest = known.filter_map(ReleaseId::made).max();
        let seconds = latest.map_or(made.seconds, |latest| made.seconds.max(latest + 1));
        ReleaseId::new(Moment { seconds, ..made }, commit)
    }

    /// The second that it is named after.
    fn made(&self) -> Option<i64> {
        let part = |range: std::ops::Range<usize>| self.0.get(range);
        let (day, time) = (part(0..8)?, part(9..15)?);
        let (year, month, date) = (day.get(..4)?, day.get(4..6)?, day.get(6..)?);
        let (hour, minute, second) = (time.get(..2)?, time.get(2..4)?, time.get(4..)?);
        let moment: Moment = format!("{year}-{month}-{date}T{hour}:{minute}:{second}+00:00").parse().ok()?;
        Some(moment.seconds)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ReleaseId {
    type Err = String;

    /// What cannot be a name of ours is an error: names become paths.
    fn from_str(text: &str) -> Result<ReleaseId, String> {
        let (time, commit) = text.split_once('-').unwrap_or((text, "00000000"));
        let is_time = time.len() == 16
            && time.bytes().enumerate().all(|(place, sign)| match place {
                8 => sign == b'T',
                15 => sign == b'Z',
                _ => sign.is_ascii_digit(),
            });
        if is_time && commit.len() == 8 && commit.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Ok(ReleaseId(text.to_owned()));
        }
        Err(format!("`{text}` is no name of a release"))
    }
}

impl TryFrom<String> for ReleaseId {
    type Error = String;

    fn try_from(text: String) -> Result<ReleaseId, String> {
        text.parse()
    }
}

impl From<ReleaseId> for String {
    fn from(id: ReleaseId) -> String {
        id.0
    }
}

impl fmt::Display for ReleaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A release, as its manifest has it. Paths and addresses are those of the output, from the root of the site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Release {
    /// Its name.
    pub id: ReleaseId,
    /// When it was made, as RFC 3339 has it, by UTC.
    pub made: String,
    /// Who had it made.
    pub by: String,
    /// The version of the program that made it.
    pub program: String,
    /// What it was made from.
    pub source: ReleaseSource,
    /// Which texts it has: `latest` or `approved`.
    pub edition: String,
    /// The address at which readers find it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Other hosts that its pages may load pictures, media and frames from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media_hosts: Vec<String>,
    /// The day that counted as today.
    pub today: String,
    /// How it is governed, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub governance: Option<GovernanceSummary>,
    /// The next day on which the same sources make another site: a text comes into force, a review falls due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_on: Option<String>,
    /// The pages that people wrote, by address.
    pub pages: BTreeMap<String, PublishedPage>,
    /// Old addresses, and where each leads to.
    pub redirects: BTreeMap<String, String>,
    /// The places in pages that other pages lead to: `guidelines/tone/#humour`.
    pub linked_places: BTreeSet<String>,
    /// Its files, by path.
    pub files: BTreeMap<String, PublishedFile>,
    /// Files that publishing adds to those of the site: copies that are packed, and what a host reads.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub added: BTreeMap<String, PublishedFile>,
    /// The packings in which copies were made where that made them smaller: `gzip`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packings: Vec<String>,
    /// Files of releases before it that pages which are open still may ask for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub carried: BTreeMap<String, CarriedFile>,
}

/// What a release was made from.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ReleaseSource {
    /// The object id of the commit; `None` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The branch that was checked out; `None` where a commit was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// Whether files that no commit has so are among what it was made from.
    #[serde(default)]
    pub has_uncommitted: bool,
    /// Whether the target takes the latest texts of any branch: it holds no line then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_of_any_branch: bool,
    /// Whether it was said that the history was rewritten since the release before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_rewritten: bool,
}

/// How a release is governed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GovernanceSummary {
    /// The page of the model in force.
    pub model: String,
    /// The object id of the commit at which the first model was adopted.
    pub root: String,
    /// The last commit of the main line, of which the digest speaks.
    pub head: String,
    /// The day of that commit.
    pub day: String,
    /// The digest of what the main line says is in force.
    pub digest: String,
    /// How many controls stand how: `met`, `due soon`.
    pub checklist: BTreeMap<String, usize>,
}

/// A page of a release.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PublishedPage {
    /// Its title.
    pub title: String,
    /// Its document number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// A mark of the file that it is made from: another file at its address is another page. `None` in older releases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The object id of its text, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The reason of its newest revision, in a line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The records that put its text in force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<String>,
    /// Whether it is withdrawn: it stays at its address, and says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_withdrawn: bool,
    /// The places in it that can be led to.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub places: BTreeSet<String>,
}

/// A file of a release.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PublishedFile {
    /// The hash of its bytes: BLAKE3, in hexadecimal digits.
    pub hash: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type.
    #[serde(rename = "type")]
    pub media_type: String,
    /// The hash of all that it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_from: Option<String>,
}

/// A file that an earlier release has brought, and this one keeps.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CarriedFile {
    /// The file.
    #[serde(flatten)]
    pub file: PublishedFile,
    /// The last release that it was part of.
    pub of: ReleaseId,
}

impl ReleaseSource {
    /// Whether two releases were made from the same. How the branch is called is no difference.
    pub fn is_as(&self, other: &ReleaseSource) -> bool {
        let unnamed = |source: &ReleaseSource| ReleaseSource { branch: None, ..source.clone() };
        unnamed(self) == unnamed(other)
    }
}

impl Release {
    /// The file that stands at a path; see [`Release::all_files`].
    pub fn file(&self, path: &str) -> Option<&PublishedFile> {
        let own = self.files.get(path).or_else(|| self.added.get(path));
        own.or_else(|| self.carried.get(path).map(|carried| &carried.file))
    }

    /// Its own files, and those that publishing added.
    pub fn own_files(&self) -> impl Iterator<Item = (&String, &PublishedFile)> {
        self.files.iter().chain(&self.added)
    }

    /// All files that stand at its place, its own, those that publishing added, and those of releases before it.
    pub fn all_files(&self) -> impl Iterator<Item = (&String, &PublishedFile)> {
        self.own_files().chain(self.carried.iter().map(|(path, carried)| (path, &carried.file)))
    }
}

#[cfg(test)]
impl Release {
    /// One of which nothing is known but its name.
    pub(crate) fn empty(id: &str) -> Release {
        Release {
            id: id.parse().expect("a name"),
            made: String::new(),
            by: String::new(),
            program: String::new(),
            source: ReleaseSource::default(),
            edition: "latest".to_owned(),
            base_url: None,
            media_hosts: Vec::new(),
            today: String::new(),
            governance: None,
            changes_on: None,
            pages: BTreeMap::new(),
            redirects: BTreeMap::new(),
            linked_places: BTreeSet::new(),
            files: BTreeMap::new(),
            added: BTreeMap::new(),
            packings: Vec::new(),
            carried: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_by_time_and_lead_nowhere_else() {
        let at = |seconds| ReleaseId::new(Moment { seconds, offset: 60 }, None);
        assert_eq!(at(1_796_000_000).as_str(), "20261130T005320Z");
        assert!(at(1_796_000_000) < at(1_796_000_001));
        let later =
            ReleaseId::after([at(1_796_000_000)].iter(), Moment { seconds: 1_795_000_000, offset: 0 }, None);
        assert_eq!(later, at(1_796_000_001), "the clock was set back");
        for text in
            ["", "..", "2026/..", "2026-backup", "20261130T005320Z-backup01", "20261130T005320Z-", ".2026"]
        {
            assert!(text.parse::<ReleaseId>().is_err(), "{text}");
        }
    }
}
