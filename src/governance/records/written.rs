//! One record as it is written.

use super::Version;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::reader::{Map, Reader, Written};
use crate::model::{Deed, Embedded, ExactText, Record, Strength, TextId};
use crate::path::FilePath;
use crate::yaml::{self, Node, Value};

/// The kinds of record.
const KINDS: [&str; 6] = ["approval", "review", "attestation", "waiver", "withdrawal", "revocation"];

/// Reads a record. It is there where nothing is wrong with how it is written.
pub(super) fn read(file: &FilePath, version: &Version) -> Checked<Option<Record>> {
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
    let reader = Reader::new(file, Code::BadRecord);
    let record = reader.map(&tree, "a record").and_then(|map| record(map, file, version));
    let findings = reader.into_findings();
    Checked::new(record.filter(|_| findings.is_empty()), findings)
}

fn record(map: Map<'_, '_>, file: &FilePath, version: &Version) -> Option<Record> {
    let kind = map.need_text("record")?;
    let deed = deed(&map, &kind);
    let page = match &deed {
        Some(Deed::Approval { .. } | Deed::Review { .. } | Deed::Withdrawal { .. }) => map.need_text("page"),
        Some(Deed::Attestation { .. } | Deed::Waiver { .. }) => map.text("page"),
        Some(Deed::Revocation { .. }) => None,
        // Nothing is known of the keys of a kind that is none.
        None => return None,
    };
    let path = map.text("path");
    let role = map.need_text("role");
    let person = map.need_text("person");
    let date = map.need_parsed("date");
    let serial = serial(&map);
    let (note, evidence) = (map.text("note"), map.text("evidence"));
    let reader = map.reader;
    map.finish();
    let text = |written: Option<Written>| written.map(|written| written.text).unwrap_or_default();
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

fn deed(map: &Map<'_, '_>, kind: &Written) -> Option<Deed> {
    match &*kind.text {
        "approval" => {
            let strength = if map.flag("provisional") { Strength::Provisional } else { Strength::Full };
            let effective = map.parsed("effective");
            Some(Deed::Approval { text: exact(map)?, effective, strength })
        }
        "review" => Some(Deed::Review { text: exact(map)? }),
        "attestation" => Some(Deed::Attestation { control: map.need_text("control")?.text }),
        "waiver" => {
            let (control, expires) = (map.need_text("control"), map.need_parsed("expires"));
            let reason = map.need_text("reason");
            Some(Deed::Waiver { control: control?.text, expires: expires?, reason: reason?.text })
        }
        "withdrawal" => Some(Deed::Withdrawal { reason: map.need_text("reason")?.text }),
        "revocation" => {
            let (of, reason) = (map.need_text("revokes"), map.need_text("reason"));
            Some(Deed::Revocation { of: of?.text, reason: reason?.text })
        }
        _ => {
            map.reader.unknown(kind, "kind of record", &KINDS);
            None
        }
    }
}

fn exact(map: &Map<'_, '_>) -> Option<ExactText> {
    let text: Option<TextId> = map.need_parsed("text");
    let embedded = match map.node("embedded") {
        None => Some(Vec::new()),
        Some(node) => embedded(node, map.reader),
    };
    Some(ExactText::new(text?, embedded?))
}

fn embedded(node: &Node, reader: &Reader<'_>) -> Option<Vec<Embedded>> {
    let Value::List(items) = &node.value else {
        return reader.wrong(node, "embedded", "a list of `file` and `id`");
    };
    let one = |item: &Node| {
        let map = reader.map(item, "an embedded file")?;
        let (file, id) = (map.need_text("file"), map.need_parsed("id"));
        map.finish();
        Some(Embedded { id: id?, file: FilePath::new(&file?.text)? })
    };
    items.iter().map(one).collect()
}
