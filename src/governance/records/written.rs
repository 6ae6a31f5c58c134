//! One record as it is written.

use super::Version;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::reader::{Map, ModelReader, WrittenText};
use crate::model::{
    ExactText, FileRelation, Leaves, Record, RecordKind, ReferencedFile, Strength, Tenure, TextId,
};
use crate::path::FilePath;
use crate::yaml::{self, Value, YamlNode};

/// The kinds of record.
const KINDS: [&str; 8] =
    ["approval", "decline", "review", "attestation", "waiver", "withdrawal", "revocation", "appointment"];

/// Reads a record. It is there where nothing is wrong with how it is written.
pub fn read(file: &FilePath, version: &Version) -> Checked<Option<Record>> {
    let tree = match yaml::tree(&version.text) {
        Ok(tree) => tree,
        Err(error) => {
            let place = error.span.map_or(Place::file(file), |span| Place::span(file, span));
            let message = format!("the record is not YAML: {}", error.message);
            let finding =
                Finding::new(Code::BadRecord, place, message).hint_if(error.hint.map(str::to_owned));
            return Checked::new(None, vec![finding]);
        }
    };
    let reader = ModelReader::new(file, Code::BadRecord);
    let record = reader.map(&tree, "a record").and_then(|map| record(map, file, version));
    let findings = reader.into_findings();
    Checked::new(record.filter(|_| findings.is_empty()), findings)
}

fn record(map: Map<'_, '_>, file: &FilePath, version: &Version) -> Option<Record> {
    let kind = map.need_text("record")?;
    let deed = deed(&map, &kind);
    let page = match &deed {
        Some(
            RecordKind::Approval { .. }
            | RecordKind::Decline { .. }
            | RecordKind::Review { .. }
            | RecordKind::Withdrawal { .. },
        ) => map.need_text("page"),
        Some(RecordKind::Attestation { .. } | RecordKind::Waiver { .. }) => map.text("page"),
        Some(RecordKind::Revocation { .. } | RecordKind::Appointment { .. }) => None,
        // Nothing is known of the keys of a kind that is none.
        None => return None,
    };
    let path = map.exact("path");
    let role = map.need_text("role");
    let person = map.need_text("person");
    let date = map.need_parsed("date");
    let serial = serial(&map);
    let (note, evidence) = (map.text("note"), map.text("evidence"));
    let reader = map.reader;
    map.finish();
    let text = |written: Option<WrittenText>| written.map(|written| written.text).unwrap_or_default();
    let role = role?;
    Some(Record {
        id: file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem).into(),
        deed: deed?,
        page: page.map(|page| page.text),
        path: path.and_then(|path| FilePath::new(&path.text)),
        place: reader.place(role.span),
        role: role.text,
        person: person?.text,
        date: date?,
        serial,
        file_id: None,
        note: text(note),
        evidence: text(evidence),
        arrival: version.arrival.clone(),
    })
}

/// One of several records of a day that say the same; the first need not say so.
fn serial(map: &Map<'_, '_>) -> usize {
    match map.number("serial") {
        None => 1,
        Some(0) => {
            let node = map.node("serial");
            let _: Option<()> = node.and_then(|node| map.reader.wrong(node, "serial", "a number from 1 on"));
            1
        }
        Some(serial) => serial,
    }
}

fn deed(map: &Map<'_, '_>, kind: &WrittenText) -> Option<RecordKind> {
    match &*kind.text {
        "approval" => {
            let strength = if map.flag("provisional") { Strength::Provisional } else { Strength::Full };
            let effective = map.parsed("effective");
            let against = map.parsed("against");
            Some(RecordKind::Approval { text: exact(map)?, against, effective, strength })
        }
        "decline" => {
            let (text, reason) = (exact(map), map.need_text("reason"));
            Some(RecordKind::Decline { text: text?, reason: reason?.text })
        }
        "review" => Some(RecordKind::Review { text: exact(map)? }),
        "attestation" => Some(RecordKind::Attestation { control: map.need_text("control")?.text }),
        "waiver" => {
            let (control, expires) = (map.need_text("control"), map.need_parsed("expires"));
            let reason = map.need_text("reason");
            Some(RecordKind::Waiver { control: control?.text, expires: expires?, reason: reason?.text })
        }
        "withdrawal" => {
            let leaves = if map.flag("release") { Leaves::Control } else { Leaves::Force };
            let against = map.parsed("against");
            Some(RecordKind::Withdrawal { against, reason: map.need_text("reason")?.text, leaves })
        }
        "revocation" => {
            let (of, reason) = (map.need_parsed("revokes"), map.need_text("reason"));
            Some(RecordKind::Revocation { of: of?, reason: reason?.text })
        }
        "appointment" => {
            let reason = map.need_text("reason");
            let appoints = map.need("appoints").and_then(|node| map.reader.map(node, "an appointment"))?;
            let (role, person) = (appoints.need_text("role"), appoints.need_text("person"));
            let (from, to) = (appoints.parsed("from"), appoints.parsed("to"));
            let identities = appoints.texts("identities").into_iter().map(|name| name.text).collect();
            appoints.finish();
            let tenure = Tenure { person: person?.text, from, to, identities, by: None };
            Some(RecordKind::Appointment { role: role?.text, tenure, reason: reason?.text })
        }
        _ => {
            map.reader.unknown(kind, "kind of record", &KINDS);
            None
        }
    }
}

fn exact(map: &Map<'_, '_>) -> Option<ExactText> {
    let text: Option<TextId> = map.need_parsed("text");
    let files = match map.node("files") {
        None => Some(Vec::new()),
        Some(node) => files(node, map.reader),
    };
    Some(ExactText::new(text?, files?))
}

fn files(node: &YamlNode, reader: &ModelReader<'_>) -> Option<Vec<ReferencedFile>> {
    let Value::List(items) = &node.value else {
        return reader.wrong(node, "files", "a list of `reference`, `file` and `id`");
    };
    let one = |item: &YamlNode| {
        let map = reader.map(item, "a file that the text names")?;
        let (reference, file) = (map.need_exact("reference"), map.need_exact("file"));
        let id = map.need_parsed("id");
        map.finish();
        Some(ReferencedFile {
            reference: FileRelation::recorded(reference?.text),
            file: FilePath::new(&file?.text)?,
            id: id?,
        })
    };
    items.iter().map(one).collect()
}
