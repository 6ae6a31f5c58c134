//! A record -> the text and the name of its file.

use std::fmt::Write as _;

use crate::date::Day;
use crate::model::{ExactText, Record, RecordLines, Tenure, TextId};
use crate::path::{FilePath, slug};
use crate::source::slice;
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
    record.deed.details().write(&mut lines);
    lines.add("role", &record.role);
    lines.add("person", &record.person);
    lines.day("date", Some(record.date));
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
}

impl RecordLines for Lines {
    fn text(&mut self, key: &str, value: &str) {
        self.add(key, value);
    }

    fn day(&mut self, key: &str, day: Option<Day>) {
        if let Some(day) = day {
            self.plain(key, &day.to_string());
        }
    }

    /// In quotes: one of digits alone is a number to other readers.
    fn id(&mut self, key: &str, id: Option<TextId>) {
        if let Some(id) = id {
            self.plain(key, &format!("\"{id}\""));
        }
    }

    fn yes(&mut self, key: &str) {
        self.plain(key, "true");
    }

    fn exact_text(&mut self, exact: &ExactText) {
        self.id("text", Some(exact.text));
        if !exact.files().is_empty() {
            self.0.push_str("files:\n");
        }
        for named in exact.files() {
            let (reference, file) = (scalar(&named.reference.to_string()), scalar(named.file.as_str()));
            let _ =
                writeln!(self.0, "  - reference: {reference}\n    file: {file}\n    id: \"{}\"", named.id);
        }
    }

    fn tenure(&mut self, key: &str, role: &str, tenure: &Tenure) {
        let _ = writeln!(self.0, "{key}:\n  role: {}\n  person: {}", scalar(role), scalar(&tenure.person));
        for (key, day) in [("from", tenure.from), ("to", tenure.to)] {
            if let Some(day) = day {
                let _ = writeln!(self.0, "  {key}: {day}");
            }
        }
        if !tenure.identities.is_empty() {
            let names: Vec<String> = tenure.identities.iter().map(|name| scalar(name)).collect();
            let _ = writeln!(self.0, "  identities: [{}]", names.join(", "));
        }
    }
}

/// The name of a record's file: `2026-11-16-approval-gl-003-legal-counsel-1a2b3c4d.yaml`. Equal records have the same
/// name, and others do not, so that two branches never write different records to one file.
pub fn record_file_name(record: &Record, text: &str) -> String {
    let about = record.deed.details().called_by();
    let words = [about.as_deref(), record.page.as_deref(), Some(&record.role)].map(|word| word.map(slug));
    let words: Vec<String> = words.into_iter().flatten().collect();
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("{}-{}-{}-{}.yaml", record.date, record.deed.name(), words.join("-"), slice(&hash, ..DIGITS))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Version, written};
    use super::*;
    use crate::diagnostic::Place;
    use crate::model::{
        AppointmentDetails, ApprovalDetails, AttestationDetails, DeclineDetails, FileRelation, Leaves,
        NamesPage, RecordKind, ReferencedFile, ReviewDetails, RevocationDetails, Strength, WaiverDetails,
        WithdrawalDetails,
    };

    fn record(deed: RecordKind) -> Record {
        let file = FilePath::new("r/x.yaml").expect("a path");
        Record {
            id: "x".into(),
            deed,
            page: Some("GL: 1".into()),
            path: FilePath::new("content/a b.md"),
            role: "on".into(),
            person: "o\u{2019}neil \"x\"".into(),
            date: Day::new(2026, 2, 28).expect("a day"),
            file_id: None,
            serial: 2,
            note: "Two\nlines: # and\u{2028}more".into(),
            evidence: "https://intranet.example/minutes?a=1#b".into(),
            place: Place::file(&file),
            arrival: None,
        }
    }

    fn deeds() -> Vec<RecordKind> {
        let id: TextId = "0".repeat(40).parse().expect("an id");
        let file = FilePath::new("content/true").expect("a path");
        let text = ExactText::new(
            id,
            vec![ReferencedFile { reference: FileRelation::written("../a b.png"), file, id }],
        );
        let day = Day::new(2027, 1, 1).expect("a day");
        let (control, reason): (Arc<str>, Arc<str>) = ("1e3".into(), "- no".into());
        let (against, strength) = (Some(id), Strength::Provisional);
        let tenure = Tenure {
            person: "yes".into(),
            from: Some(day),
            to: None,
            identities: vec!["a: b".into(), "law@example.org".into()],
            by: None,
        };
        let approval = ApprovalDetails { text: text.clone(), against, effective: Some(day), strength };
        let plain =
            ApprovalDetails { against: None, effective: None, strength: Strength::Full, ..approval.clone() };
        let withdrawal = WithdrawalDetails { against, reason: reason.clone(), leaves: Leaves::Control };
        let plainly = WithdrawalDetails { against: None, leaves: Leaves::Force, ..withdrawal.clone() };
        let waiver = WaiverDetails { control: control.clone(), expires: day, reason: reason.clone() };
        vec![
            RecordKind::Approval(approval),
            RecordKind::Approval(plain),
            RecordKind::Decline(DeclineDetails { text: text.clone(), reason: reason.clone() }),
            RecordKind::Review(ReviewDetails { text }),
            RecordKind::Attestation(AttestationDetails { control }),
            RecordKind::Waiver(waiver),
            RecordKind::Withdrawal(withdrawal),
            RecordKind::Withdrawal(plainly),
            RecordKind::Revocation(RevocationDetails { of: id, reason: reason.clone() }),
            RecordKind::Appointment(AppointmentDetails { role: "null".into(), tenure, reason }),
        ]
    }

    #[test]
    fn what_is_written_is_read_again() {
        let file = FilePath::new("r/x.yaml").expect("a path");
        for deed in deeds() {
            let names_page = deed.details().entry().page != NamesPage::Never;
            let whole = record(deed);
            let page = whole.page.clone().filter(|_| names_page);
            let record = Record { page, ..whole };
            let text = record_text(&record);
            let read = written::read(&file, &Version { text: text.as_str().into(), arrival: None });
            assert!(read.findings.is_empty(), "{text}\n{:?}", read.findings);
            let read = read.value.expect("a record");
            assert_eq!(Record { place: read.place.clone(), ..record }, read, "{text}");
        }
    }

    #[test]
    fn files_have_whatever_names_they_have() {
        let id: TextId = "0".repeat(40).parse().expect("an id");
        let names = [
            "tr.txt ",
            " lead",
            "\u{a0}x\u{a0}",
            "a\nb\n",
            "\ttab\t",
            "x\r",
            "\u{85}",
            "\u{feff}bom",
            "x\u{2028}",
            "\u{202e}x",
            "null",
            "~",
            "- d",
            "#h",
            "'q'",
            "\"q\"",
            "back\\",
            "{x}",
            "a: b",
            "&a",
            "*a",
            "!t",
            "%d",
            "@x",
            "`x`",
            "007",
            "\u{1}",
            "\u{7f}",
            "\u{fffe}",
            "\u{fdd0}",
            "\u{1f600} ",
            " ",
            "\u{3000}",
            "|",
            ">",
            "?",
            "=",
            "<<",
        ];
        for name in names {
            let file = FilePath::new(&format!("static/{name}")).expect("a path");
            let references = [FileRelation::Framed, FileRelation::written(name)];
            let files = references.map(|reference| ReferencedFile { reference, file: file.clone(), id });
            let text = ExactText::new(id, files.to_vec());
            let deed = ApprovalDetails { text, against: None, effective: None, strength: Strength::Full };
            let record = Record { path: Some(file), ..record(RecordKind::Approval(deed)) };
            let text = record_text(&record);
            let read =
                written::read(&record.place.file, &Version { text: text.as_str().into(), arrival: None });
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
