//! Fenced blocks of a page -> data blocks: what their YAML says, by the fields that their kind declares.

use std::sync::Arc;

use super::fields::{FieldReader, takes};
use crate::blocks;
use crate::config::{Config, DataBlockKind};
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::markdown::{Fence, ReferenceKind};
use crate::model::{BlockSaid, DataBlock, FieldValue, Fields, NamedValue, Source};
use crate::path::FilePath;
use crate::source::{Span, slice};
use crate::yaml::{self, MapEntry, Value, YamlNode, YamlReader};

/// A page whose data blocks are read.
#[derive(Clone, Copy)]
pub(super) struct PageOfBlocks<'a> {
    pub(super) file: &'a FilePath,
    pub(super) source: &'a Source,
    /// What its front matter says.
    pub(super) fields: &'a Fields,
    pub(super) config: &'a Config,
}

impl PageOfBlocks<'_> {
    /// Its data blocks, in their order. One that cannot be read as a whole is none: it stays as it is written.
    pub(super) fn read(self, findings: &mut Vec<Finding>) -> Arc<[DataBlock]> {
        let fences = self.source.outline.fences.iter();
        fences.filter_map(|fence| self.block(fence, findings)).collect()
    }

    fn block(&self, fence: &Fence, findings: &mut Vec<Finding>) -> Option<DataBlock> {
        let span = fence.span.shifted(self.source.body);
        let Some(kind) = self.config.blocks.named(&fence.word) else {
            findings.extend(self.probably_meant(fence));
            return None;
        };
        if fence.is_nested {
            let message = format!(
                "a `{}` block stands in a list, a quotation or a note, and is shown as code",
                kind.name
            );
            findings.push(self.finding(Code::BadBlock, span, message).hint("begin it at the margin"));
            return None;
        }
        let entries = self.entries(fence, kind, findings)?;
        let reader = FieldReader {
            values: YamlReader::new(self.file, Code::BadBlock),
            markdown: &self.config.markdown,
            of_block: Some(&kind.name),
            unknown_keys: None,
            kinds: &self.config.kinds,
            today: None,
            zone: &self.config.zone,
        };
        let fields = reader.fields(&entries, &kind.fields);
        reader.duplicate_keys(&entries);
        let read = reader.values.into_findings();
        let fence_line = Span::new(span.range().start..self.body(fence).range().start.min(span.range().end));
        let said = said(kind, &entries);
        match said {
            BlockSaid::Below => findings.extend(self.missing(kind, &entries, fence_line)),
            BlockSaid::ByPage => findings.extend(self.unsaid_by_page(kind, fence_line)),
        }
        findings.extend(self.unnamed_files(&fields));
        let is_whole = read.is_empty() && said == BlockSaid::Below;
        findings.extend(read);
        if is_whole {
            findings.extend(blocks::faults(&kind.name, &fields, Place::span(self.file, fence_line)));
        }
        let references = DataBlock::references_of(&fields, self.source.body);
        Some(DataBlock {
            kind: kind.clone(),
            said,
            fields,
            span,
            start: fence.span.range().start,
            references,
        })
    }

    /// The files of a block that its text does not name so that whoever reads the text alone knows them: what an approval
    /// covers is told by that. See [`ReferenceKind::BlockFile`].
    fn unnamed_files(&self, fields: &Fields) -> Vec<Finding> {
        let of_blocks = self.source.outline.references.iter();
        let named: Vec<Span> = of_blocks
            .filter(|reference| reference.kind == ReferenceKind::BlockFile)
            .map(|reference| reference.span.shifted(self.source.body))
            .collect();
        let unnamed = files_of(fields).into_iter();
        let unnamed = unnamed.filter(|file| !named.iter().any(|named| file.span.holds(*named)));
        let finding = |file: &NamedValue| {
            let (message, hint) = if file.name.contains("://") {
                let message = format!("`{}` is no file of the site", file.name);
                (message, "put the file beside the page, and name it: nothing is loaded from elsewhere")
            } else {
                let message = format!("`{}` is not named as a file is", file.name);
                (message, "write it on a line of its own at the margin, with its ending: `file: figures.csv`")
            };
            self.finding(Code::BadBlock, file.span, message).hint(hint)
        };
        unnamed.map(finding).collect()
    }

    /// What a block lacks that has lines.
    fn missing(&self, kind: &DataBlockKind, entries: &[MapEntry], fence_line: Span) -> Vec<Finding> {
        let is_said =
            |name: &String| entries.iter().any(|entry| entry.key == *name && !entry.node.is_empty());
        let finding = |name: &String| {
            let field = kind.fields.iter().find(|field| field.name == *name);
            let message = format!("a `{}` block needs `{name}`", kind.name);
            let hint = field.map(|field| format!("add `{name}:` with {}", takes(&field.shape)));
            self.finding(Code::BadBlock, fence_line, message).hint_if(hint)
        };
        kind.required.iter().filter(|name| !is_said(name)).map(finding).collect()
    }

    /// What the page lacks that a block without lines draws.
    fn unsaid_by_page(&self, kind: &DataBlockKind, fence_line: Span) -> Option<Finding> {
        let lacks = |name: &&String| self.fields.get(name).is_none();
        let lacking: Vec<String> =
            kind.of_page.iter().filter(lacks).map(|name| format!("`{name}`")).collect();
        if lacking.is_empty() {
            return None;
        }
        let message = format!(
            "a `{}` block without lines draws what its page says, and this page says no {}",
            kind.name,
            lacking.join(" and no ")
        );
        let needed: Vec<String> = kind.required.iter().map(|name| format!("`{name}:`")).collect();
        let hint = match &*needed {
            [] => "say it in the front matter, or write the block's own lines below the fence".to_owned(),
            needed => {
                format!("say it in the front matter, or write {} below the fence", needed.join(" and "))
            }
        };
        Some(self.finding(Code::BadBlock, fence_line, message).hint(hint))
    }

    fn body(&self, fence: &Fence) -> Span {
        fence.body.shifted(self.source.body)
    }

    /// The entries of a block, with what the words behind its name say.
    fn entries(
        &self,
        fence: &Fence,
        kind: &DataBlockKind,
        findings: &mut Vec<Finding>,
    ) -> Option<Vec<MapEntry>> {
        let body = self.body(fence);
        let text = slice(&self.source.shown, body.range());
        let root = match yaml::tree(text) {
            Ok(root) => root.shifted(body.range().start),
            Err(error) => {
                // What is missing at the end is reported at the last line.
                let last = text.trim_end().len().saturating_sub(1);
                let within =
                    |span: Span| Span::new(span.range().start.min(last)..span.range().end.min(text.len()));
                let place = error.span.map_or(body, |span| within(span).shifted(body.range().start));
                let message = format!("a `{}` block is YAML, and this is none: {}", kind.name, error.message);
                findings.push(
                    self.finding(Code::BadBlock, place, message).hint_if(error.hint.map(str::to_owned)),
                );
                return None;
            }
        };
        let mut entries = match root.value {
            Value::Map(entries) => entries,
            Value::Null => Vec::new(),
            _ => {
                let message = format!(
                    "a `{}` block is a list of keys and values; this is {}",
                    kind.name,
                    root.describe()
                );
                let keys: Vec<&str> = kind.fields.iter().map(|field| field.name.as_str()).collect();
                let hint = format!("its keys: {}", keys.join(", "));
                findings.push(self.finding(Code::BadBlock, root.span, message).hint(hint));
                return None;
            }
        };
        self.with_argument(fence, kind, &mut entries, findings);
        Some(entries)
    }

    fn with_argument(
        &self,
        fence: &Fence,
        kind: &DataBlockKind,
        entries: &mut Vec<MapEntry>,
        findings: &mut Vec<Finding>,
    ) {
        if fence.argument.is_empty() {
            return;
        }
        let fence_span = fence.span.shifted(self.source.body);
        let line = slice(&self.source.shown, fence_span.range()).lines().next().unwrap_or_default();
        let start = fence_span.range().start + line.find(&*fence.argument).unwrap_or_default();
        let span = Span::new(start..start + fence.argument.len());
        let finding = match &kind.argument {
            None => {
                let message = format!("nothing stands behind `{}` on the line of the fence", kind.name);
                Some(self.finding(Code::BadBlock, span, message).hint("say it under a key below"))
            }
            Some(name) => entries.iter().find(|entry| entry.key == *name).map(|entry| {
                let message = format!("`{name}` is said twice: behind `{}` and below", kind.name);
                let finding = self.finding(Code::BadBlock, entry.span, message);
                finding.related(Place::span(self.file, span), "first here").hint("keep one of them")
            }),
        };
        match (finding, &kind.argument) {
            (Some(finding), _) => findings.push(finding),
            (None, Some(name)) => {
                entries.push(MapEntry {
                    key: name.clone(),
                    span,
                    node: YamlNode::text(&fence.argument, span),
                });
            }
            (None, None) => {}
        }
    }

    /// A block that is named almost like one that is known, and holds data.
    fn probably_meant(&self, fence: &Fence) -> Option<Finding> {
        let kinds = self.config.blocks.all();
        let body = slice(&self.source.shown, self.body(fence).range());
        let entries = match yaml::tree(body).map(|root| root.value) {
            Ok(Value::Map(entries)) => entries,
            // A block without lines is data as well, and would vanish.
            Ok(Value::Null) => Vec::new(),
            _ => return None,
        };
        let near = near_miss(&fence.word, kinds.iter().map(|kind| kind.name.as_str())).or_else(|| {
            // By another name its lines give it away: two keys or more that one kind needs.
            let has = |name: &String| entries.iter().any(|entry| entry.key == *name);
            let is_like = |kind: &&Arc<DataBlockKind>| {
                let needed = || kind.required.iter().filter(|name| Some(*name) != kind.argument.as_ref());
                needed().count() > 1 && needed().all(has)
            };
            kinds.iter().find(is_like).map(|kind| kind.name.as_str())
        })?;
        Some({
            let message = format!("there is no data block `{}`; it is shown as code", fence.word);
            self.finding(Code::UnknownBlock, fence.span.shifted(self.source.body), message)
                .hint(format!("did you mean `{near}`?"))
                .hint("a site declares blocks of its own under `[blocks]` in site.toml")
        })
    }

    fn finding(&self, code: Code, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(code, Place::span(self.file, span), message.into())
    }
}

/// Where a block says what it draws: one that has a title at most, and whose kind may, leaves it to its page.
fn said(kind: &DataBlockKind, entries: &[MapEntry]) -> BlockSaid {
    let has_lines = entries.iter().any(|entry| kind.argument.as_ref() != Some(&entry.key));
    if has_lines || kind.of_page.is_empty() { BlockSaid::Below } else { BlockSaid::ByPage }
}

/// The files that fields name, those within items too.
fn files_of(fields: &Fields) -> Vec<&NamedValue> {
    let mut files = Vec::new();
    for (_, value) in fields.iter() {
        match value {
            FieldValue::File(file) => files.push(file),
            FieldValue::Items(items) => files.extend(items.iter().flat_map(files_of)),
            _ => {}
        }
    }
    files
}
