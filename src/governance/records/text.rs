//! A record -> the text and the name of its file.

use std::fmt::Write as _;

use crate::model::{Deed, ExactText, Record, Strength};
use crate::path::{FilePath, slug};
use crate::yaml::scalar;

/// What stands above every record that a command writes.
const HEAD: &str = "# Evidence: never edit or delete it. `guidepost revoke` takes it back.\n";

/// How many digits of the hash of its text a record's name has.
const DIGITS: usize = 8;

/// The text of a record's file.
pub fn record_text(record: &Record) -> String {
    let mut lines = Lines(HEAD.to_owned());
    lines.add("record", record.deed.name());
    lines.add_if("page", record.page.as_deref());
    lines.add_if("path", record.path.as_ref().map(FilePath::as_str));
    match &record.deed {
        Deed::Approval { text, effective, strength } => {
            lines.exact(text);
            lines.add_if("effective", effective.map(|day| day.to_string()).as_deref());
            if *strength == Strength::Provisional {
                lines.plain("provisional", "true");
            }
        }
        Deed::Review { text } => lines.exact(text),
        Deed::Attestation { control } => lines.add("control", control),
        Deed::Waiver { control, expires, reason } => {
            lines.add("control", control);
            lines.plain("expires", &expires.to_string());
            lines.add("reason", reason);
        }
        Deed::Withdrawal { reason } => lines.add("reason", reason),
        Deed::Revocation { of, reason } => {
            lines.add("revokes", of);
            lines.add("reason", reason);
        }
    }
    lines.add("role", &record.role);
    lines.add("person", &record.person);
    lines.plain("date", &record.date.to_string());
    if record.serial > 1 {
        lines.plain("serial", &record.serial.to_string());
    }
    lines.add_if("note", Some(&*record.note).filter(|note| !note.is_empty()));
    lines.add_if("evidence", Some(&*record.evidence).filter(|evidence| !evidence.is_empty()));
    lines.0
}

struct Lines(String);

impl Lines {
    fn plain(&mut self, key: &str, value: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "{key}: {value}");
    }

    fn add(&mut self, key: &str, value: &str) {
        self.plain(key, &scalar(value));
    }

    fn add_if(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }

    fn exact(&mut self, exact: &ExactText) {
        // In quotes: an id of digits alone is a number to other readers.
        self.plain("text", &format!("\"{}\"", exact.text));
        if !exact.embedded().is_empty() {
            self.0.push_str("embedded:\n");
        }
        for shown in exact.embedded() {
            let _ = writeln!(self.0, "  - file: {}\n    id: \"{}\"", scalar(shown.file.as_str()), shown.id);
        }
    }
}

/// The name of a record's file: `2026-11-16-approval-gl-003-legal-counsel-1a2b3c4d.yaml`. Equal records have the same
/// name, and others do not, so that two branches never write different records to one file.
pub fn record_file_name(record: &Record, text: &str) -> String {
    let about = match &record.deed {
        Deed::Revocation { of, .. } => Some(of),
        _ => record.control(),
    };
    let words = [about, record.page.as_ref(), Some(&record.role)].map(|word| word.map(|word| slug(word)));
    let words: Vec<String> = words.into_iter().flatten().collect();
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("{}-{}-{}-{}.yaml", record.date, record.deed.name(), words.join("-"), &hash[..DIGITS])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Version, written};
    use super::*;
    use crate::date::Day;
    use crate::diagnostic::Place;
    use crate::model::{Embedded, TextId};

    fn record(deed: Deed) -> Record {
        let file = FilePath::new("r/x.yaml").expect("a path");
        Record {
            id: "x".into(),
            deed,
            page: Some("GL: 1".into()),
            path: FilePath::new("content/a b.md"),
            role: "on".into(),
            person: "o\u{2019}neil \"x\"".into(),
            date: Day::new(2026, 2, 28).expect("a day"),
            serial: 2,
            note: "Two\nlines: # and\u{2028}more".into(),
            evidence: "https://intranet.example/minutes?a=1#b".into(),
            place: Place::file(&file),
            arrival: None,
        }
    }

    fn deeds() -> Vec<Deed> {
        let id: TextId = "0".repeat(40).parse().expect("an id");
        let file = FilePath::new("content/true").expect("a path");
        let text = ExactText::new(id, vec![Embedded { id, file }]);
        let day = Day::new(2027, 1, 1).expect("a day");
        let (control, reason): (Arc<str>, Arc<str>) = ("1e3".into(), "- no".into());
        vec![
            Deed::Approval { text: text.clone(), effective: Some(day), strength: Strength::Provisional },
            Deed::Approval { text: text.clone(), effective: None, strength: Strength::Full },
            Deed::Review { text },
            Deed::Attestation { control: control.clone() },
            Deed::Waiver { control, expires: day, reason: reason.clone() },
            Deed::Withdrawal { reason: reason.clone() },
            Deed::Revocation { of: "null".into(), reason },
        ]
    }

    #[test]
    fn what_is_written_is_read_again() {
        let file = FilePath::new("r/x.yaml").expect("a path");
        for deed in deeds() {
            let is_revocation = matches!(deed, Deed::Revocation { .. });
            let whole = record(deed);
            let page = whole.page.clone().filter(|_| !is_revocation);
            let record = Record { page, ..whole };
            let text = record_text(&record);
            let read = written::read(&file, &Version { text: text.as_str().into(), arrival: None });
            assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
            let read = read.value.expect("a record");
            assert_eq!(Record { place: read.place.clone(), ..record }, read, "{text}");
        }
    }

    #[test]
    fn a_name_says_what_it_is_and_follows_the_text() {
        let record =
            Record { page: Some("GL-003".into()), role: "Legal Counsel".into(), ..record(deeds().remove(1)) };
        let name = |text: &str| record_file_name(&record, text);
        assert!(name("a").starts_with("2026-02-28-approval-gl-003-legal-counsel-"), "{}", name("a"));
        assert_eq!(name("a"), name("a"));
        assert_ne!(name("a"), name("b"));
    }
}
