//! What the program fails on while it compiles a site: pages are left out of it, and evidence is as good as not there.
//!
//! A page on which any stage panics is compiled anew as a stand-in (`parse::stand_in`): it has the page's names as far as they
//! can be read, and is withheld, so that what leads to it is no mistake. Whatever else panics may be evidence: then nothing
//! is known of what is in force. Nothing is known of that either where a page of a governed site fails, since its text may
//! be what was approved.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::govern::LineOutcome;
use crate::diagnostic::Finding;
use crate::diagnostic::defect::{Defect, Defects, caught};
use crate::governance::fold::Refusal;
use crate::parse::Legible;
use crate::path::FilePath;

/// What the program has failed on.
#[derive(Clone, Default)]
pub(super) struct Failed {
    /// Pages, each with why, and how much of it is read all the same.
    pages: BTreeMap<FilePath, (Defect, Legible)>,
    /// What may be evidence.
    evidence: Option<Defect>,
}

/// Compiles, leaving out what it fails on. What fails once it is left out is a panic again: there is no site then.
pub(super) fn contained<T>(compile: impl Fn(&Failed) -> T) -> T {
    let mut failed = Failed::default();
    loop {
        match caught(|| compile(&failed)) {
            Ok(compiled) => return compiled,
            Err(defects) => failed = failed.with(defects),
        }
    }
}

impl Failed {
    fn with(mut self, defects: Defects) -> Failed {
        let mut leaves_out = |defect: &Defect| match &defect.file {
            Some(file) => self.fails_on(file, defect),
            None => self.evidence.replace(defect.clone()).is_none(),
        };
        if defects.list().iter().all(&mut leaves_out) { self } else { defects.go_on() }
    }

    /// Reads less of a page. Whether there is less to be read of it.
    fn fails_on(&mut self, file: &FilePath, defect: &Defect) -> bool {
        let known = self.pages.get(file).map(|(_, legible)| *legible);
        let less = match known {
            None => Legible::Headings,
            Some(Legible::Headings) => Legible::Name,
            Some(Legible::Name) => return false,
        };
        self.pages.entry(file.clone()).or_insert_with(|| (defect.clone(), less)).1 = less;
        true
    }

    /// How much is read of each of some files, of which others are not to be read; `None` where that is all.
    pub(super) fn legible(&self, files: &[FilePath], unread: &[FilePath]) -> Arc<[Option<Legible>]> {
        let by_failure = |file: &FilePath| self.pages.get(file).map(|(_, legible)| *legible);
        let legible =
            |file: &FilePath| if unread.contains(file) { Some(Legible::Name) } else { by_failure(file) };
        files.iter().map(legible).collect()
    }

    /// What is known of the main line after all.
    pub(super) fn of_line(&self, line: LineOutcome) -> LineOutcome {
        let failed = self.evidence.as_ref().or_else(|| self.pages.values().map(|(defect, _)| defect).next());
        match (failed, line) {
            (Some(defect), LineOutcome::InForce(_)) => LineOutcome::Refused(Refusal::Defect(defect.clone())),
            (_, line) => line,
        }
    }

    /// That pages are left out; and what else failed, unless it is why nothing is known of the line.
    pub(super) fn findings(&self, line: &LineOutcome) -> impl Iterator<Item = Finding> {
        let of_line = match line.refusal() {
            Some(Refusal::Defect(defect)) => Some(defect),
            _ => None,
        };
        let evidence = self.evidence.iter().filter(move |defect| of_line.as_ref() != Some(*defect));
        self.pages.values().map(|(defect, _)| defect).chain(evidence).map(Defect::finding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::defect::{Stage, Work, marked};

    #[test]
    fn what_may_be_evidence_fails_once_and_is_not_known_then() {
        let seen = contained(|failed| {
            assert!(failed.evidence.is_some(), "for the test");
            let line = failed.of_line(LineOutcome::Never);
            assert!(matches!(line, LineOutcome::Never), "who never spoke of governance is asked nothing");
            let said = |line: &LineOutcome| failed.findings(line).count();
            let refused = failed.of_line(LineOutcome::Refused(Refusal::NoModel));
            assert_eq!((said(&line), said(&refused)), (1, 1), "it is said all the same");
            failed.evidence.clone().map(|defect| said(&LineOutcome::Refused(Refusal::Defect(defect))))
        });
        assert_eq!(seen, Some(0), "the line says it");
        let again = caught(|| contained(|_| -> () { panic!("for the test") }));
        assert_eq!(again.expect_err("there is no site").list().len(), 1);
    }

    #[test]
    fn of_every_page_that_fails_less_is_read_until_it_does_not() {
        let files = ["a.md", "b.md", "c.md"].map(|path| FilePath::new(path).expect("a path"));
        let legible = contained(|failed| {
            let legible = failed.legible(&files, &[]);
            let read = |nth: usize, least: Legible| {
                caught(|| {
                    marked(Work::on(Stage::Reading, &files[nth]), || assert!(legible[nth] >= Some(least)));
                })
            };
            crate::diagnostic::defect::all(vec![read(0, Legible::Headings), read(2, Legible::Name)]);
            (legible.to_vec(), failed.findings(&LineOutcome::Never).count())
        });
        assert_eq!(legible, (vec![Some(Legible::Headings), None, Some(Legible::Name)], 2));
    }
}
