//! Since when each finding has been there, so that a browser tells what is new to it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use crate::diagnostic::Finding;

/// A finding as it is known from one state of the site to the next, wherever it moves within its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Age {
    /// The same for the same finding, and another for every other.
    pub(super) name: u64,
    /// The generation that it came with.
    pub(super) since: u64,
}

/// The ages of findings, in their order, where these were known before.
pub(super) fn ages_of(findings: &[Finding], generation: u64, before: &[Age]) -> Vec<Age> {
    let known: HashMap<u64, u64> = before.iter().map(|age| (age.name, age.since)).collect();
    let dated = |name| Age { name, since: known.get(&name).copied().unwrap_or(generation) };
    names(findings).into_iter().map(dated).collect()
}

/// By what findings say of which file; those that say the same are counted.
fn names(findings: &[Finding]) -> Vec<u64> {
    let mut times: HashMap<u64, usize> = HashMap::new();
    let mut name = |finding: &Finding| {
        let file = finding.place.as_ref().map(|place| &place.file);
        let said = hash(&(finding.code, finding.severity.word(), file, &finding.message));
        let nth = times.entry(said).or_default();
        *nth += 1;
        hash(&(said, *nth))
    };
    findings.iter().map(&mut name).collect()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::path::FilePath;
    use crate::source::Span;

    fn finding(at: usize, message: &str) -> Finding {
        let file = FilePath::new("content/a.md").expect("a path");
        Finding::new(Code::BrokenLink, Place { file, span: Some(Span::new(at..at + 1)) }, message)
    }

    fn since(ages: &[Age]) -> Vec<u64> {
        ages.iter().map(|age| age.since).collect()
    }

    #[test]
    fn what_only_moves_is_as_old_as_it_was() {
        let first = ages_of(&[finding(3, "one")], 7, &[]);
        let second = ages_of(&[finding(1, "two"), finding(9, "one")], 8, &first);
        assert_eq!(since(&second), [8, 7]);
        assert_eq!(second[1].name, first[0].name);
    }

    #[test]
    fn what_is_said_once_more_and_what_comes_back_is_new() {
        let first = ages_of(&[finding(3, "one")], 7, &[]);
        let twice = ages_of(&[finding(3, "one"), finding(5, "one")], 8, &first);
        assert_eq!(since(&twice), [7, 8]);
        let none = ages_of(&[], 9, &twice);
        assert_eq!(since(&ages_of(&[finding(3, "one")], 10, &none)), [10]);
    }
}
