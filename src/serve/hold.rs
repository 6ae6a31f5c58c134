//! A state of the site that is worse than the one on show waits a little: an editor may be in the midst of writing.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::diagnostic::{Code, Finding, Severity};
use crate::path::FilePath;

/// How long nothing may happen until new errors are shown.
const QUIET: Duration = Duration::from_millis(300);
/// How long they wait at most while something happens all the time.
const LONGEST: Duration = Duration::from_secs(2);

/// How long states that are not on show yet are held back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    /// When the first state that was held since the last on show was compiled.
    since: Instant,
    /// When the last one is shown unless another comes.
    pub(super) until: Instant,
}

impl Wait {
    /// For a state that was compiled now, perhaps instead of one that waited already.
    pub(super) fn new(earlier: Option<Wait>, now: Instant) -> Wait {
        let since = earlier.map_or(now, |earlier| earlier.since);
        Wait { since, until: (now + QUIET).min(since + LONGEST) }
    }
}

/// Whether there are errors that were not there before. One that has only moved within its file was there.
pub(super) fn brings_errors(before: &[Finding], now: &[Finding]) -> bool {
    let mut known: HashMap<Said<'_>, usize> = HashMap::new();
    for said in errors(before) {
        *known.entry(said).or_default() += 1;
    }
    errors(now).any(|said| match known.get_mut(&said) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    })
}

/// What a finding says, wherever in its file.
type Said<'a> = (Code, Option<&'a FilePath>, &'a str);

fn errors(findings: &[Finding]) -> impl Iterator<Item = Said<'_>> {
    let is_error =
        |finding: &&Finding| finding.severity == Severity::Error && !is_of_governance(finding.code);
    findings.iter().filter(is_error).map(move |finding| {
        let (code, file) = (finding.code, finding.place.as_ref().map(|place| &place.file));
        (code, file, &*finding.message)
    })
}

/// That a text is no longer approved is what becomes of every whole sentence, and no sign of half a one.
fn is_of_governance(code: Code) -> bool {
    matches!(code, Code::ControlUnmet | Code::ControlOverdue)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::source::Span;

    fn error(file: &str, at: usize, message: &str) -> Finding {
        let place = Place::span(&FilePath::new(file).expect("a path"), Span::new(at..at + 1));
        Finding::new(Code::BrokenLink, place, message)
    }

    #[test]
    fn errors_that_were_there_are_not_new() {
        let (one, moved) = (error("a.md", 3, "gone"), error("a.md", 7, "gone"));
        let (elsewhere, other) = (error("b.md", 3, "gone"), error("a.md", 3, "lost"));
        assert!(brings_errors(&[], std::slice::from_ref(&one)));
        assert!(!brings_errors(std::slice::from_ref(&one), &[]));
        assert!(!brings_errors(std::slice::from_ref(&one), std::slice::from_ref(&moved)));
        assert!(brings_errors(std::slice::from_ref(&one), std::slice::from_ref(&elsewhere)));
        assert!(brings_errors(std::slice::from_ref(&one), &[other]));
        assert!(brings_errors(std::slice::from_ref(&one), &[one.clone(), moved]), "a second one");
        let warning = Finding { severity: Severity::Warning, ..one };
        assert!(!brings_errors(&[], &[warning]));
    }

    #[test]
    fn what_is_shown_is_never_far_behind() {
        let start = Instant::now();
        let after = |millis: u64| start + Duration::from_millis(millis);
        let mut wait = Wait::new(None, start);
        assert_eq!(wait.until, after(300));
        for (now, until) in [(200, 500), (400, 700), (1900, 2000), (1990, 2000)] {
            wait = Wait::new(Some(wait), after(now));
            assert_eq!(wait.until, after(until));
        }
    }
}
