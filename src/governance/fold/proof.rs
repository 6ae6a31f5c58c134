//! Whether it is proven who made a record, as strongly as the model asks; and who may be whom.

use std::sync::Arc;

use super::evidence::{EvidenceSource, Refusal};
use crate::governance::Rulebook;
use crate::model::{CommitId, Person, Proof, PutAgain, Record, Roles, Seal, Seals, may_be_one};
use crate::path::nfc;

/// The record with what the signature of its commit is worth, where the model asks for that.
pub(super) fn with_seal(
    record: &Arc<Record>,
    rulebook: &Rulebook,
    evidence: &dyn EvidenceSource,
) -> Result<Arc<Record>, Refusal> {
    let Some(mut arrival) = record.arrival.clone().filter(|_| rulebook.model.proof == Proof::Signed) else {
        return Ok(record.clone());
    };
    let seal = |commit| {
        let seal = evidence.seal(commit, rulebook.signers)?;
        match &seal {
            // A kind of signature that nothing can check is a no wherever it is asked.
            Seal::Unchecked { kind, why } if kind.can_be_checked() => {
                Err(Refusal::Unchecked(commit, why.clone()))
            }
            _ => Ok(seal),
        }
    };
    arrival.seals.add(rulebook.signers, seal(arrival.commit)?);
    for again in &mut arrival.again {
        again.seals.add(rulebook.signers, seal(again.commit)?);
    }
    Ok(Arc::new(Record { arrival: Some(arrival), ..record.as_ref().clone() }))
}

/// Whether it is proven who made a record, as strongly as the model in force asks.
pub(super) fn proven(record: &Record, rulebook: &Rulebook, roles: &Roles) -> Result<(), String> {
    let Some(arrival) = &record.arrival else { return Err("it is not committed".to_owned()) };
    let first = PutThere { commit: arrival.commit, by: &arrival.by, seals: &arrival.seals };
    let again = arrival.again.iter();
    let again = again.map(|PutAgain { commit, by, seals }| PutThere { commit: *commit, by, seals });
    // Who puts back what somebody had taken out says it for them.
    std::iter::once(first).chain(again).try_for_each(|there| there.proves(record, rulebook, roles))
}

/// A commit that put a record in its place.
struct PutThere<'a> {
    commit: CommitId,
    by: &'a Person,
    seals: &'a Seals,
}

impl PutThere<'_> {
    fn proves(&self, record: &Record, rulebook: &Rulebook, roles: &Roles) -> Result<(), String> {
        let (who, commit) = (&record.person, self.commit.short());
        match rulebook.model.proof {
            Proof::None => Ok(()),
            Proof::Committer if is_person(self.by, who, roles) => Ok(()),
            Proof::Committer => Err(format!(
                "it is not proven that `{who}` made this record: commit {commit} was made by somebody else, and the model asks that people commit their own records"
            )),
            Proof::Signed => match self.seals.by(rulebook.signers) {
                Some(Seal::Good { address, .. }) if is_address_of(address, who, roles) => Ok(()),
                seal => {
                    let seal = seal.map_or_else(|| Seal::Unsigned.in_english(), Seal::in_english);
                    Err(format!(
                        "it is not proven that `{who}` made this record: of commit {commit}, which brought it, {seal}"
                    ))
                }
            },
        }
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

/// Whether somebody in the version history is a person for certain: by one of their identities, or by the name that the
/// page of their role has; where nobody says how they commit, by what stands before the `@` as well. A name that only looks
/// like theirs proves nothing.
fn is_person(known: &Person, named: &str, roles: &Roles) -> bool {
    let identities = roles.identities(named);
    let is = |name: &Arc<str>| is_written_so(&known.name, name) || is_written_so(&known.address, name);
    let local = known.address.split('@').next().unwrap_or_default();
    let is_local = |name: &Arc<str>| identities.is_empty() && is_written_so(local, name);
    roles.names(named).iter().any(|name| is(name) || is_local(name)) || identities.iter().any(is)
}

/// Whether two names are written in the same way, case and blanks aside.
fn is_written_so(a: &str, b: &str) -> bool {
    let words = |name: &str| nfc(name).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let (a, b) = (words(a), words(b));
    !a.is_empty() && a == b
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

/// Whether a mail address is that of a person for certain: one of their identities, or the name that the page of their role
/// has. Where no address is among their identities, what stands before the `@` is enough, in which dots, hyphens and low
/// lines may stand for spaces. An address that only looks like theirs proves nothing, and neither does the name beside an
/// address in a commit, which is anybody's to choose.
fn is_address_of(address: &str, named: &str, roles: &Roles) -> bool {
    let (own_names, identities) = (roles.names(named), roles.identities(named));
    let local = address.split('@').next().unwrap_or_default();
    let plain = |name: &str| name.replace(['.', '-', '_'], " ");
    let is_local = |name: &Arc<str>| is_written_so(&plain(local), &plain(name));
    let has_address = identities.iter().any(|identity| identity.contains('@'));
    own_names.iter().chain(&identities).any(|name| is_written_so(name, address))
        || !has_address && own_names.iter().any(is_local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Role, Tenure};
    use crate::path::FilePath;

    fn held_by(name: &str, identities: &[&str]) -> Roles {
        let tenure = Tenure {
            person: name.into(),
            from: None,
            to: None,
            identities: identities.iter().map(|identity| (*identity).into()).collect(),
            by: None,
        };
        Roles::new([Role {
            id: "legal".into(),
            title: "Legal".into(),
            file: FilePath::new("legal.md").expect("a path"),
            others: Vec::new(),
            holders: vec![tenure],
            deputies: Vec::new(),
        }])
    }

    #[test]
    fn an_address_proves_whom_the_page_of_the_role_names_by_it() {
        let plain = held_by("Bob Hill", &[]);
        assert!(is_address_of("bob.hill@x.example", "bob hill", &plain));
        assert!(is_address_of("Bob_Hill@x.example", "Bob Hill", &plain));
        for other in ["b0b.hill@x.example", "bob.hi11@x.example", "b\u{43e}b.hill@x.example", "@x.example"] {
            assert!(!is_address_of(other, "Bob Hill", &plain), "{other}");
        }
        assert!(
            !is_address_of("b0b.hill@x.example", "b0b hill", &plain),
            "the record says who, the page how"
        );

        let tied = held_by("Bob Hill", &["bob@x.example", "Bobby"]);
        assert!(is_address_of("BOB@x.example", "Bob Hill", &tied));
        for other in ["bob@contractor.example", "b0b@x.example", "bob.hill@x.example"] {
            assert!(!is_address_of(other, "Bob Hill", &tied), "{other}");
        }
    }

    #[test]
    fn a_committer_proves_whom_the_page_of_the_role_names() {
        let known = |name: &str, address: &str| Person { name: name.into(), address: address.into() };
        let plain = held_by("Bob Hill", &[]);
        assert!(is_person(&known("Bob  Hill", "b@x.example"), "bob hill", &plain));
        assert!(!is_person(&known("B0b Hill", "b@x.example"), "Bob Hill", &plain));
        assert!(!is_person(&known("B0b Hill", "b@x.example"), "B0b Hill", &plain));
        let tied = held_by("Bob Hill", &["bob@x.example"]);
        assert!(is_person(&known("Robert", "bob@x.example"), "Bob Hill", &tied));
        assert!(!is_person(&known("Robert", "b0b@x.example"), "Bob Hill", &tied));
    }
}
