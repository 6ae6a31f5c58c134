//! People named in roles whose names nothing tells apart for certain: they count as one, and that is reported.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Finding, Place};
use crate::model::{Roles, may_be_one};
use crate::path::FilePath;

/// A name, and the first page of a role that has it.
struct RoleName<'a> {
    name: &'a str,
    file: &'a FilePath,
}

/// Tells of two names in roles that differ and may be those of one person.
pub fn alike(roles: &[&Roles]) -> Vec<Finding> {
    let mut known: BTreeMap<&str, &FilePath> = BTreeMap::new();
    for role in roles.iter().flat_map(|roles| roles.iter()) {
        for person in role.people() {
            known.entry(person).or_insert(&role.file);
        }
    }
    let known: Vec<RoleName<'_>> = known.into_iter().map(|(name, file)| RoleName { name, file }).collect();
    let mut findings = Vec::new();
    for (nth, own) in known.iter().enumerate() {
        let is_like =
            |other: &&RoleName<'_>| plain(other.name) != plain(own.name) && may_be_one(other.name, own.name);
        findings.extend(known.iter().take(nth).filter(is_like).map(|other| finding(own, other)));
    }
    findings
}

/// A name without what people write carelessly: case and blanks.
fn plain(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn finding(own: &RoleName<'_>, other: &RoleName<'_>) -> Finding {
    let odd = |name: &str, other: &str| {
        let odd = name.chars().find(|letter| !letter.is_ascii() && !other.contains(*letter));
        odd.map_or(String::new(), |odd| format!(" (its `{odd}` is U+{:04X})", u32::from(odd)))
    };
    let (RoleName { name, file }, RoleName { name: known, file: there }) = (own, other);
    let (own_odd, its_odd) = (odd(name, known), odd(known, name));
    let message = format!("`{name}`{own_odd} may be `{known}`{its_odd}: they count as one person");
    let finding = Finding::new(Code::AlikeNames, Place::file(file), message);
    let finding = finding.hint("where one person is meant, write the name in one way everywhere");
    let finding =
        finding.hint("where two are meant, write what tells them apart: a second name, or what they do");
    if file == there {
        finding
    } else {
        finding.related(Place::file(there), format!("`{known}` is named here"))
    }
}
