//! Whether it is proven who made a record, as strongly as the model asks; and who may be whom.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use crate::governance::Rulebook;
use crate::model::{Person, Proof, Record, Roles, Seal, may_be_one, same_handle};

/// The record with what the signature of its commit is worth, where the model asks for that.
pub(super) fn with_seal(
    record: &Arc<Record>,
    rulebook: &Rulebook,
    evidence: &dyn EvidenceSource,
) -> Result<Arc<Record>, Refusal> {
    let Some(arrival) = record.arrival.clone().filter(|_| rulebook.model.proof == Proof::Signed) else {
        return Ok(record.clone());
    };
    let mut arrival = arrival;
    let seal = evidence.seal(arrival.commit, rulebook.signers)?;
    // A kind of signature that nothing can check is a no wherever it is asked.
    if let Seal::Unchecked { kind, why } = &seal
        && kind.can_be_checked()
    {
        return Err(Refusal::Unchecked(arrival.commit, why.clone()));
    }
    arrival.seals.add(rulebook.signers, seal);
    Ok(Arc::new(Record { arrival: Some(arrival), ..record.as_ref().clone() }))
}

/// Whether it is proven who made a record, as strongly as the model in force asks.
pub(super) fn proven(record: &Record, rulebook: &Rulebook, roles: &Roles) -> Result<(), String> {
    let Some(arrival) = &record.arrival else { return Err("it is not committed".to_owned()) };
    match rulebook.model.proof {
        Proof::None => Ok(()),
        Proof::Committer => {
            let known = roles.identities(&record.person);
            if is_person(&arrival.by, &record.person, &known) {
                return Ok(());
            }
            Err(format!(
                "it is not proven that `{}` made this record: commit {} was made by somebody else, and the model asks that people commit their own records",
                record.person,
                arrival.commit.short()
            ))
        }
        Proof::Signed => match arrival.seals.by(rulebook.signers) {
            Some(Seal::Good { address, .. }) if is_address_of(address, &record.person, roles) => Ok(()),
            seal => {
                let seal = seal.map_or_else(|| Seal::Unsigned.words(), Seal::words);
                Err(format!(
                    "it is not proven that `{}` made this record: of commit {}, which brought it, {seal}",
                    record.person,
                    arrival.commit.short()
                ))
            }
        },
    }
}

/// What to do where it is not proven who made a record.
pub(super) fn how_to_prove(record: &Record, proof: Proof) -> String {
    let how = if proof == Proof::Signed { ", with `git commit -S`" } else { "" };
    format!("`{}` puts it on record once more and commits that as themselves{how}", record.person)
}

/// Whether two names, or identities, may be those of one person.
pub(super) fn are_one(a: &str, b: &str) -> bool {
    let known = |name: &str| Person { name: name.into(), address: name.into() };
    may_be_person(&known(a), b, &[]) || may_be_person(&known(b), a, &[])
}

/// Whether somebody in the version history is a person for certain: by one of their identities, or by the name of the
/// record; where nobody says how they commit, by what stands before the `@` as well.
fn is_person(known: &Person, named: &str, identities: &[Arc<str>]) -> bool {
    let is = |name: &str| same_handle(&known.name, name) || same_handle(&known.address, name);
    let local = known.address.split('@').next().unwrap_or_default();
    let is_local = identities.is_empty() && !local.is_empty() && same_handle(local, named);
    is(named) || is_local || identities.iter().any(|identity| is(identity))
}

/// Whether somebody in the version history may be a person, where it must be known that they are another: what follows a
/// `+` in an address leads to the same one.
pub(super) fn may_be_person(known: &Person, named: &str, identities: &[Arc<str>]) -> bool {
    let (local, host) = known.address.split_once('@').unwrap_or((&known.address, ""));
    let local = local.split('+').next().unwrap_or_default();
    let plain = format!("{local}@{host}");
    let all = [&*known.name, &*known.address, &plain, local];
    let is = |name: &str| all.into_iter().any(|known| !known.is_empty() && may_be_one(known, name));
    is(named) || identities.iter().any(|identity| is(identity))
}

/// Whether a mail address is that of a person: one of their identities, the address itself, or what stands before its
/// `@`, in which dots, hyphens and low lines may stand for spaces. The name beside an address in a commit is anybody's
/// to choose, and proves nothing.
fn is_address_of(address: &str, named: &str, roles: &Roles) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let plain = |name: &str| name.replace(['.', '-', '_'], " ");
    roles.identities(named).iter().any(|identity| same_handle(identity, address))
        || same_handle(address, named)
        || !local.is_empty() && same_handle(&plain(local), &plain(named))
}
