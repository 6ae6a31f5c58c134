//! Which older texts of pages were drafts, by the rules of today's.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::draft::draft_marks;
use super::front_matter::front_matter_of;
use super::parsed::{file, front_matter_alone};
use super::unread_index::names_cascade;
use crate::markdown;
use crate::model::DraftMarks;
use crate::path::FilePath;

/// The number of the rules. What was found by others is looked up again: whoever changes what keeps a page back counts on.
pub const DRAFT_RULES: u8 = 5;

/// Reads the front matter of texts, each once: most revisions of a page leave it as it is.
#[derive(Default, Debug)]
pub struct DraftTexts {
    known: Mutex<HashMap<Box<str>, Arc<DraftMarks>>>,
}

impl DraftTexts {
    /// What keeps a text back.
    pub fn marks(&self, text: &str) -> DraftMarks {
        let file = FilePath::root();
        if text.contains("%%") || markdown::may_have_comments(text) {
            // Words that other programs hide may stand anywhere.
            let read = self::file(&file, &text.into(), &markdown::Options::default()).value;
            let marks = draft_marks(&read.front);
            return DraftMarks { is_certain: marks.is_certain || read.has_hidden_words, ..marks };
        }
        let head = front_matter_of(&file, text);
        if head.len() == text.len() {
            // Nothing tells for certain where its words begin, or it has none, or nothing above them.
            let front = front_matter_alone(&file, text);
            let marks = draft_marks(&front);
            let may_be_of_pages_below =
                (front.failed || text.contains(char::REPLACEMENT_CHARACTER)) && names_cascade(text);
            return DraftMarks {
                is_of_pages_below: marks.is_of_pages_below || may_be_of_pages_below,
                may_be_link: !text.contains('\n') && !text.is_empty(),
                ..marks
            };
        }
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(marks) = known().get(head) {
            return marks.as_ref().clone();
        }
        let marks = draft_marks(&front_matter_alone(&file, head));
        known().insert(head.into(), Arc::new(marks.clone()));
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{draft_maps, draft_words, embargo};

    /// Texts, and what keeps them back: `!` for certain, keys, keys with their days, `*` for the pages below.
    const TEXTS: [(&str, &str); 39] = [
        ("---\ncascade: {publishDate: 2027-01-01}\n---\nWords.\n", "cascade:2027-01-01 *:2027-01-01"),
        ("---\ncascade: {expires: 2026-01-01}\n---\nWords.\n", "cascade<2026-01-01 *<2026-01-01"),
        ("---\ncascade: {publishDate: soon}\n---\nWords.\n", "cascade*"),
        ("---\npublishDate: {on: 2027-01-01}\n---\nWords.\n", "publishDate:2027-01-01"),
        ("---\npublishDate:\n---\nWords.\n", "publishDate"),
        ("# A\n\n<!-- Do not publish yet! -->\n\nWords.\n", "!"),
        ("Words.\n", ""),
        ("---\ntitle: A\n---\nWords.\n", ""),
        ("---\ndraft: false\n---\nWords.\n", ""),
        ("---\ndraft: true\n---\nWords.\n", "!"),
        ("---\ndraft: true\n---\nOther words.\n", "!"),
        ("---\ntitle: A\n---\nWords. %%Secret.%%\n", ""),
        ("---\ntitle: A\n---\nWords.%%Secret.%%\n", "!"),
        ("---\ntitle: A\n---\nWords. {/* Secret. */}\n", "!"),
        ("---\nstatus: Completed\n---\nWords.\n", ""),
        ("---\nstatus: Incomplet\n---\nWords.\n", "status"),
        ("---\ntitle: A\n---\nAll of 100%% and of 50%%.\n", ""),
        ("---\nstatus: draft\npublished: no\n---\nWords.\n", "status published"),
        ("---\nstatus: in review\n---\nWords.\n", "status"),
        ("---\nhidden: true\n---\nWords.\n", "hidden"),
        ("---\nstatus: draft\ndraft: true\n---\nWords.\n", "!status"),
        ("---\ntitle: [unclosed\n---\nWords.\n", "!"),
        ("---\npublishDate: 2026-12-01\n---\nWords.\n", "publishDate:2026-12-01"),
        ("---\ndate: 2026-12-01\n---\nWords.\n", "date:2026-12-01"),
        ("---\nexpiryDate: 2026-12-01\n---\nWords.\n", "expiryDate<2026-12-01"),
        ("---\npublished: later\n---\nWords.\n", "published"),
        ("---\nx: {y: {draft: true}}\n---\nWords.\n", "x"),
        ("---\ncascade:\n  draft: true\n---\nWords.\n", "cascade*"),
        ("---\nstatus: {name: draft}\n---\nWords.\n", "status"),
        ("---\ncascde:\n  draft: true\n---\nWords.\n", "cascde*"),
        ("+++\n[cascade]\ndraft = true\n+++\nWords.\n", "!*"),
        ("\0GITCRYPT\0\u{fffd}\n", "*"),
        ("draft = true\n\nWords.\n", "!"),
        ("draft:: true\n\nWords.\n", "!"),
        ("# A\n\n<!-- draft: true -->\n\nWords.\n", "!"),
        ("---\ntitle: A\n---\n<!-- draft: true -->\n\nWords.\n", "!"),
        ("Draft: true\n\nWords.\n", "!Draft"),
        ("+++\ndraft = true\n+++\nWords.\n", "!"),
        ("<<<<<<< ours\n---\ndraft: false\n=======\n---\ndraft: true\n>>>>>>> theirs\n", "!"),
    ];

    fn written(marks: &DraftMarks) -> String {
        let DraftMarks { is_certain, keys, days, ends, is_of_pages_below, .. } = marks;
        let below = marks.days_below.iter().map(|day| format!("*:{day}"));
        let below = below.chain(marks.ends_below.iter().map(|day| format!("*<{day}")));
        let ends = ends.iter().map(|(key, day)| format!("{key}<{day}")).chain(below);
        let days = days.iter().map(|(key, day)| format!("{key}:{day}")).chain(ends);
        let words: Vec<String> = keys.iter().map(ToString::to_string).chain(days).collect();
        let (certain, below) =
            (if *is_certain { "!" } else { "" }, if *is_of_pages_below { "*" } else { "" });
        format!("{certain}{}{below}", words.join(" "))
    }

    #[test]
    fn texts_that_say_so_or_cannot_be_read_are_drafts() {
        let texts = DraftTexts::default();
        for (text, marks) in TEXTS {
            assert_eq!(written(&texts.marks(text)), marks, "{text}");
            assert_eq!(written(&texts.marks(text)), marks, "read once more: {text}");
        }
    }

    /// What was found by other rules is kept from process to process, and must be looked up again.
    #[test]
    fn whoever_changes_the_rules_counts_on() {
        let tables = [draft_words::tables(), draft_maps::tables(), embargo::tables()].concat();
        let mut rules: Vec<String> = tables.into_iter().map(|words| words.join(" ")).collect();
        let texts = DraftTexts::default();
        rules.extend(TEXTS.map(|(text, _)| format!("{text}{}", written(&texts.marks(text)))));
        let digest = blake3::hash(rules.join("\n").as_bytes()).to_hex();
        assert_eq!(
            (DRAFT_RULES, &digest[..16]),
            (5, "441c2bebd958ff3a"),
            "where the rules are others, count `DRAFT_RULES` on, and write both here"
        );
    }
}
