//! What the signatures of the commits are worth that brought records.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::{Told, text_of};
use crate::config::Governing;
use crate::diagnostic::{Code, Finding, Place};
use crate::governance::RecordFile;
use crate::model::{CommitId, Seal, Seals, TextId};
use crate::world::{MemoKey, Store, Versions};

/// The room of the cache. What is kept is a signature by a key that a list of signers has or has not: neither changes.
const ROOM: &str = "signature-1";

/// The room of the memo of what all of them are worth.
const MEMO: &str = "signatures";

/// Fills in what is worth the signature of each commit that brought a record, by each of some lists of signers.
/// That something could not be checked is told.
pub(super) fn check(
    files: &mut [RecordFile],
    lists: &BTreeSet<Option<TextId>>,
    (told, governing): (&Told<'_>, &Governing),
    versions: &dyn Versions,
) -> Vec<Finding> {
    let commits = commits(files);
    if lists.is_empty() || commits.is_empty() {
        return Vec::new();
    }
    let by_commit = told.store.memo(MEMO, key(lists, &commits), || {
        let commits: Vec<CommitId> = commits.iter().copied().collect();
        all(told, lists, &commits, versions)
    });
    let arrivals = files.iter_mut().flat_map(|file| &mut file.versions);
    for arrival in arrivals.filter_map(|version| version.arrival.as_mut()) {
        arrival.seals = by_commit.get(&arrival.commit).cloned().unwrap_or_default();
    }
    unchecked(&by_commit, lists, governing)
}

/// Has the memo outlive a compile that asks for nothing since the basis is that of before.
pub(super) fn keep(key: MemoKey, store: &Store) {
    store.keep(MEMO, key);
}

/// The key of the memo for these files and lists.
pub(super) fn key_of(files: &[RecordFile], lists: &BTreeSet<Option<TextId>>) -> MemoKey {
    key(lists, &commits(files))
}

/// The commits that brought records.
fn commits(files: &[RecordFile]) -> BTreeSet<CommitId> {
    let versions = files.iter().flat_map(|file| &file.versions);
    versions.filter_map(|version| version.arrival.as_ref()).map(|arrival| arrival.commit).collect()
}

fn key(lists: &BTreeSet<Option<TextId>>, commits: &BTreeSet<CommitId>) -> MemoKey {
    let mut hasher = blake3::Hasher::new();
    for list in lists {
        hasher.update(list.as_ref().map_or(&[][..], |list| list.0.as_bytes())).update(b"\n");
    }
    for commit in commits {
        hasher.update(commit.0.as_bytes());
    }
    hasher.finalize().into()
}

fn all(
    told: &Told<'_>,
    lists: &BTreeSet<Option<TextId>>,
    commits: &[CommitId],
    versions: &dyn Versions,
) -> HashMap<CommitId, Seals> {
    let is_sealed = |id: &CommitId| matches!(versions.seal(*id), Ok(Some(_)));
    let (sealed, plain): (Vec<CommitId>, Vec<CommitId>) = commits.iter().copied().partition(is_sealed);
    let mut all: HashMap<CommitId, Seals> =
        plain.into_iter().map(|id| (id, Seals::same(Seal::Unsigned))).collect();
    for list in lists {
        let text = list.and_then(|list| text_of(versions, list));
        let seals = by_list(told, *list, text.as_deref(), (&sealed, versions));
        for (id, seal) in sealed.iter().zip(seals) {
            all.entry(*id).or_default().add(*list, seal);
        }
    }
    all
}

fn by_list(
    told: &Told<'_>,
    list: Option<TextId>,
    text: Option<&str>,
    (commits, versions): (&[CommitId], &dyn Versions),
) -> Vec<Seal> {
    let cache = told.world.cache();
    let key = |id: &CommitId| {
        let list = list.as_ref().map_or(&[][..], |list| list.0.as_bytes());
        [id.0.as_bytes(), list].concat()
    };
    let mut seals: Vec<Option<Seal>> = commits.iter().map(|id| kept(&cache.get(ROOM, &key(id))?)).collect();
    let asked: Vec<CommitId> =
        commits.iter().zip(&seals).filter(|(_, seal)| seal.is_none()).map(|(id, _)| *id).collect();
    let fresh = versions.seals(&asked, text.map(str::as_bytes));
    for (id, seal) in asked.iter().zip(&fresh) {
        if let Some(bytes) = to_keep(seal) {
            cache.put(ROOM, &key(id), bytes);
        }
    }
    let mut fresh = fresh.into_iter();
    let unknown = || Seal::Unchecked { kind: "unknown", why: "nobody could say".into() };
    seals.iter_mut().map(|seal| seal.take().or_else(|| fresh.next()).unwrap_or_else(unknown)).collect()
}

/// What may be kept: what an SSH key and a list say. Key rings change, and so do the programs of a machine.
fn to_keep(seal: &Seal) -> Option<Vec<u8>> {
    let words = match seal {
        Seal::Good { kind: "SSH", address, key } => format!("good\n{address}\n{key}"),
        Seal::Stranger { kind: "SSH", key } => format!("stranger\n\n{key}"),
        Seal::Broken { kind: "SSH" } => "broken\n\n".to_owned(),
        _ => return None,
    };
    Some(words.into_bytes())
}

fn kept(bytes: &[u8]) -> Option<Seal> {
    let words = std::str::from_utf8(bytes).ok()?;
    let mut lines = words.split('\n');
    let (worth, address, key) = (lines.next()?, lines.next()?, lines.next()?);
    Some(match worth {
        "good" => Seal::Good { kind: "SSH", address: address.into(), key: key.into() },
        "stranger" => Seal::Stranger { kind: "SSH", key: key.into() },
        "broken" => Seal::Broken { kind: "SSH" },
        _ => return None,
    })
}

/// Says out loud what could not be checked, each reason once.
fn unchecked(
    by_commit: &HashMap<CommitId, Seals>,
    lists: &BTreeSet<Option<TextId>>,
    governing: &Governing,
) -> Vec<Finding> {
    let all = by_commit.values().flat_map(|seals| lists.iter().filter_map(|list| seals.by(*list)));
    let whys: HashSet<(&'static str, &Arc<str>)> = all
        .filter_map(|seal| match seal {
            Seal::Unchecked { kind, why } => Some((*kind, why)),
            _ => None,
        })
        .collect();
    let place = governing.signers.as_ref().map_or(governing.model.span, |signers| signers.span);
    let finding = |(kind, why): (&'static str, &Arc<str>)| {
        let place = Place::span(&crate::compile::site_file(), place);
        let message = format!("{kind} signatures of commits cannot be checked: {why}");
        Finding::new(Code::UncheckedSignatures, place, message)
            .hint("what they would prove does not count meanwhile")
    };
    whys.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_what_may_change_is_not_kept() {
        let key: Arc<str> = "SHA256:abc".into();
        for seal in [
            Seal::Good { kind: "SSH", address: "law@example.org".into(), key: key.clone() },
            Seal::Stranger { kind: "SSH", key: key.clone() },
            Seal::Broken { kind: "SSH" },
        ] {
            assert_eq!(to_keep(&seal).and_then(|bytes| kept(&bytes)), Some(seal));
        }
        for seal in [
            Seal::Unsigned,
            Seal::Good { kind: "OpenPGP", address: "law@example.org".into(), key },
            Seal::Unchecked { kind: "SSH", why: "no git".into() },
        ] {
            assert_eq!(to_keep(&seal), None, "{seal:?}");
        }
        assert_eq!(kept(b"better\n\n"), None);
    }
}
