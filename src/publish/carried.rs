//! Files that a release keeps of those before it: a page that is open in somebody's tab may still ask for them.

use std::collections::{BTreeMap, BTreeSet};

use super::release::{CarriedFile, Release, ReleaseId};
use crate::date::Day;
use crate::theme;

/// So many hexadecimal digits in a name say that it changes with the content.
const FEWEST_DIGITS: usize = 8;

/// The files that the next release carries on: of the release in place, and of those that it carries itself, as long as the
/// release that they were part of is kept. Only files of the theme, and of these those whose names change with their content, so
/// that none stands where another is meant. What pages show and offer goes with its release: it may be what was withdrawn.
pub fn carried(
    before: &Release,
    files: &BTreeSet<String>,
    kept: &BTreeSet<ReleaseId>,
) -> BTreeMap<String, CarriedFile> {
    let own = before
        .files
        .iter()
        .map(|(path, file)| (path, CarriedFile { file: file.clone(), of: before.id.clone() }));
    let others = before.carried.iter().map(|(path, carried)| (path, carried.clone()));
    let is_wanted = |(path, carried): &(&String, CarriedFile)| {
        theme::is_of_theme(path)
            && is_named_by_content(path)
            && !files.contains(*path)
            && kept.contains(&carried.of)
    };
    own.chain(others).filter(is_wanted).map(|(path, carried)| (path.clone(), carried)).collect()
}

/// Whether a file's name changes with its content: `style.5d53e638.css`. Such a file may be kept by browsers for ever.
pub fn is_named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_hash = |part: &str| {
        let is_hex = part.len() >= FEWEST_DIGITS && part.chars().all(|digit| digit.is_ascii_hexdigit());
        is_hex && !is_date(part)
    };
    let mut parts = name.split('.');
    // Neither the first part nor the ending is a hash.
    parts.next();
    parts.next_back();
    parts.any(is_hash)
}

/// Whether digits are a day: `20261130`.
fn is_date(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let day = year
        .zip(month)
        .zip(day)
        .and_then(|((year, month), day)| Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?));
    digits.len() == 8 && day.is_some_and(|day| (1900..2200).contains(&day.year()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_known() {
        for (path, is_so) in [
            ("_theme/style.5d53e638.css", true),
            ("images/life.329b5e8cec192c9e2465e4d10f8533fa.svg", true),
            ("index.html", false),
            ("a/deadbeef.html", false),
            ("a.deadbeef", false),
            ("v1.20261130.pdf/index.html", false),
            ("salaries.20261130.pdf", false),
            ("_theme/site.12345678.js", true),
        ] {
            assert_eq!(is_named_by_content(path), is_so, "{path}");
        }
    }
}
