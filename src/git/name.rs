//! Which commit somebody means: `main`, `v1.2`, `HEAD~2`, `1a2b3c4`, `2026-11-03`.

use std::collections::HashSet;

use gix_object::Kind;

use super::objects::IdBeginning;
use super::repository::Repository;
use super::{commits, refs};
use crate::date::{Day, Zone};
use crate::model::{CommitId, ObjectId};
use crate::world::{Versions, VersionsError};

/// Fewer digits than this name no commit.
const FEWEST_DIGITS: usize = 4;
/// A tag may name a tag; longer chains are nonsense.
const LONGEST_CHAIN: usize = 8;

impl Repository {
    /// The commit that a name means: a branch, tag or other reference, an id or the beginning of one, either with `~2` or
    /// `^2` behind it, or a day: then the main line's state at the end of that day in a zone. The error says what is wrong.
    pub fn find(&self, name: &str, zone: &Zone) -> Result<CommitId, String> {
        if let Ok(day) = name.parse() {
            return self.at_end_of(day, zone);
        }
        let base = name.find(['~', '^']).unwrap_or(name.len());
        let (base, steps) = name.split_at(base);
        let unknown = || format!("there is no branch, tag, commit or day `{name}`");
        let id = self.object_named(base)?.ok_or_else(unknown)?;
        let id = self.commit_of(id).map_err(|error| format!("`{name}` is no commit: {error}"))?;
        self.step(id, steps).ok_or_else(unknown)
    }

    /// The object that a name or an id means. A whole id is that object and nothing else: whoever may push a tag must not
    /// choose what it stands for. What could be either is refused.
    fn object_named(&self, name: &str) -> Result<Option<ObjectId>, String> {
        let named = refs::named(&self.place, name);
        let either = || {
            Err(format!(
                "`{name}` is a branch or tag and the beginning of an id as well: write `refs/heads/{name}`, `refs/tags/{name}` or the whole id"
            ))
        };
        match (named, self.beginning(name)?) {
            (_, IdBeginning::One(id)) if name.parse() == Ok(id) => Ok(Some(id)),
            (Some(named), IdBeginning::One(id)) if named != id => either(),
            (Some(_), IdBeginning::Many) => either(),
            (None, IdBeginning::Many) => {
                Err(format!("several ids begin with `{name}`: write more of the one that is meant"))
            }
            (_, IdBeginning::One(id)) => Ok(Some(id)),
            (named, IdBeginning::None) => Ok(named),
        }
    }

    fn beginning(&self, digits: &str) -> Result<IdBeginning, String> {
        let is_id = digits.len() >= FEWEST_DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_id {
            return Ok(IdBeginning::None);
        }
        digits.parse().map(IdBeginning::One).or_else(|_: String| self.objects.beginning(digits))
    }

    /// The commit that an object is or, as a tag, names.
    fn commit_of(&self, mut id: ObjectId) -> Result<CommitId, VersionsError> {
        self.objects.with(|reader| {
            for _ in 0..LONGEST_CHAIN {
                match reader.object(&id)? {
                    (Kind::Commit, _) => return Ok(CommitId(id)),
                    (Kind::Tag, bytes) => id = commits::tagged(&id, bytes)?,
                    (kind, _) => return Err(super::objects::damaged(&id, format!("it is a {kind}"))),
                }
            }
            Err(VersionsError::Missing(id))
        })
    }

    /// Goes back by `~2`, `^2` and the like.
    fn step(&self, mut id: CommitId, steps: &str) -> Option<CommitId> {
        let mut rest = steps;
        while !rest.is_empty() {
            let tail = rest.strip_prefix(['~', '^'])?;
            let end = tail.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(tail.len());
            let (digits, further) = tail.split_at(end);
            let number: usize = if digits.is_empty() { 1 } else { digits.parse().ok()? };
            id = match number {
                _ if rest.starts_with('~') => self.back(id, number)?,
                0 => id,
                _ => self.commit(id).ok()?.parents.get(number - 1).copied()?,
            };
            rest = further;
        }
        Some(id)
    }

    /// So many commits back along first parents; `None` where there are fewer, or where they go in a circle.
    fn back(&self, mut id: CommitId, steps: usize) -> Option<CommitId> {
        let mut met = HashSet::from([id]);
        for _ in 0..steps {
            id = *self.commit(id).ok()?.parents.first()?;
            if !met.insert(id) {
                return None;
            }
        }
        Some(id)
    }

    /// The last commit of the main line that was there when a day ended.
    fn at_end_of(&self, day: Day, zone: &Zone) -> Result<CommitId, String> {
        let mut id = self.head;
        let mut met = HashSet::new();
        while met.insert(id) {
            if self.is_cut_at(id) {
                return Err(format!(
                    "the clone is shallow and does not reach back to {day}: `git fetch --unshallow`"
                ));
            }
            let record = self.commit(id).map_err(|error| error.to_string())?;
            if record.committer.at.day(zone).is_some_and(|committed| committed <= day) {
                return Ok(id);
            }
            let first = record.parents.first();
            id = *first.ok_or_else(|| format!("there was nothing yet on {day}"))?;
        }
        Err("the commits before HEAD go in a circle".to_owned())
    }
}
