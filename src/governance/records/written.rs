//! One record as it is written.

use std::sync::Arc;

use super::Version;
use crate::date::Day;
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::model::{
    ExactText, FileRelation, NamesPage, RECORD_KINDS, Record, RecordEntry, RecordFields, RecordKind,
    ReferencedFile, Tenure, TextId,
};
use crate::path::FilePath;
use crate::yaml::{self, Value, WrittenText, YamlMap, YamlNode, YamlReader};

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
    let reader = YamlReader::new(file, Code::BadRecord);
    let record = reader.map(&tree, "a record").and_then(|map| record(map, file, version));
    let findings = reader.into_findings();
    Checked::new(record.filter(|_| findings.is_empty()), findings)
}

fn record(map: YamlMap<'_, '_>, file: &FilePath, version: &Version) -> Option<Record> {
    let kind = kind(&map)?;
    let deed = RecordKind::read(kind, &map)?;
    let page = match kind.page {
        NamesPage::Always => map.need_text("page"),
        NamesPage::Perhaps => map.text("page"),
        NamesPage::Never => None,
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
        deed,
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
fn serial(map: &YamlMap<'_, '_>) -> usize {
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

/// The kind that a record names. Nothing is known of the keys of a kind that is none.
fn kind(map: &YamlMap<'_, '_>) -> Option<&'static RecordEntry> {
    let written = map.need_text("record")?;
    let kind = RECORD_KINDS.iter().find(|kind| *kind.name == *written.text).copied();
    if kind.is_none() {
        let names: Vec<&str> = RECORD_KINDS.iter().map(|kind| kind.name).collect();
        map.reader.unknown(&written, "kind of record", &names);
    }
    kind
}

impl RecordFields for YamlMap<'_, '_> {
    fn need_text(&self, key: &'static str) -> Option<Arc<str>> {
        Some(YamlMap::need_text(self, key)?.text)
    }

    fn day(&self, key: &'static str) -> Option<Day> {
        self.parsed(key)
    }

    fn need_day(&self, key: &'static str) -> Option<Day> {
        self.need_parsed(key)
    }

    fn id(&self, key: &'static str) -> Option<TextId> {
        self.parsed(key)
    }

    fn need_id(&self, key: &'static str) -> Option<TextId> {
        self.need_parsed(key)
    }

    fn flag(&self, key: &'static str) -> bool {
        YamlMap::flag(self, key)
    }

    fn exact_text(&self) -> Option<ExactText> {
        exact(self)
    }

    fn need_tenure(&self, key: &'static str) -> Option<(Arc<str>, Tenure)> {
        let map = self.need(key).and_then(|node| self.reader.map(node, "an appointment"))?;
        let (role, person) = (map.need_text("role"), map.need_text("person"));
        let (from, to) = (map.parsed("from"), map.parsed("to"));
        let identities = map.texts("identities").into_iter().map(|name| name.text).collect();
        map.finish();
        Some((role?.text, Tenure { person: person?.text, from, to, identities, by: None }))
    }
}

fn exact(map: &YamlMap<'_, '_>) -> Option<ExactText> {
    let text: Option<TextId> = map.need_parsed("text");
    let files = match map.node("files") {
        None => Some(Vec::new()),
        Some(node) => files(node, map.reader),
    };
    Some(ExactText::new(text?, files?))
}

fn files(node: &YamlNode, reader: &YamlReader<'_>) -> Option<Vec<ReferencedFile>> {
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
