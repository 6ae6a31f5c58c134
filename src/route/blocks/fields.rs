//! The fields of a block as templates take them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::BlockOfPage;
use super::named::NamedPageView;
use crate::config::Field;
use crate::model::{FieldValue, Fields, NamedValue};
use crate::route::block_files::block_file;
use crate::theme::view::DayView;

/// A block of a kind that a site declares, as `view` on `blocks/NAME.html`.
#[derive(Serialize)]
pub(super) struct DataBlockView {
    /// The name of its kind.
    name: String,
    /// What the ids in it begin with, so that two blocks of a page have none in common.
    anchor: String,
    /// Its fields by name.
    fields: BTreeMap<String, BlockValue>,
    /// The same in the order of their declaration, each with what it is called.
    listed: Vec<ListedField>,
}

/// A field in the order of declaration.
#[derive(Serialize)]
struct ListedField {
    label: String,
    value: BlockValue,
}

/// A value: a text, a number, a flag, a day, pages, roles and files with title and path, lists, and maps of values by name.
#[derive(Clone, Serialize)]
#[serde(untagged)]
enum BlockValue {
    Text(String),
    Texts(Vec<String>),
    Number(i64),
    Flag(bool),
    Day(DayView),
    Pages(Vec<NamedPageView>),
    Items(Vec<BTreeMap<String, BlockValue>>),
}

impl BlockOfPage<'_> {
    pub(super) fn fields(&self) -> DataBlockView {
        let listed = self.block.fields.iter().filter_map(|(field, value)| {
            Some(ListedField { label: field.label.clone(), value: self.value(field, value)? })
        });
        DataBlockView {
            name: self.block.kind.name.clone(),
            anchor: self.anchor(),
            fields: self.by_name(&self.block.fields),
            listed: listed.collect(),
        }
    }

    fn by_name(&self, fields: &Fields) -> BTreeMap<String, BlockValue> {
        fields
            .iter()
            .filter_map(|(field, value)| Some((field.name.clone(), self.value(field, value)?)))
            .collect()
    }

    /// A file as a link to where it is published; as it is written where it is not there.
    fn file_link(&self, field: &Field, file: &NamedValue) -> NamedPageView {
        let path = block_file(self.site, self.page, self.block, &field.name).map(|file| file.path);
        NamedPageView {
            title: file.name.to_string(),
            path: path.unwrap_or_default(),
            ..NamedPageView::default()
        }
    }

    fn value(&self, field: &Field, value: &FieldValue) -> Option<BlockValue> {
        Some(match value {
            FieldValue::Text(text) => BlockValue::Text(text.to_string()),
            FieldValue::Texts(texts) => {
                BlockValue::Texts(texts.iter().map(|text| text.name.to_string()).collect())
            }
            FieldValue::Number(number) => BlockValue::Number(*number),
            FieldValue::Decimal(number) => BlockValue::Text(number.to_string()),
            FieldValue::Flag(flag) => BlockValue::Flag(*flag),
            FieldValue::Day(day) => BlockValue::Day(self.site.day_view(*day)),
            FieldValue::Period(period) => BlockValue::Text(self.site.config.words.period(*period)),
            FieldValue::Minutes(minutes) => BlockValue::Number(i64::from(*minutes)),
            FieldValue::Pages(pages) => BlockValue::Pages(self.pages.pages(pages)),
            FieldValue::Roles(roles) => BlockValue::Pages(self.pages.roles(roles)),
            FieldValue::Items(items) => {
                BlockValue::Items(items.iter().map(|item| self.by_name(item)).collect())
            }
            FieldValue::File(file) => BlockValue::Pages(vec![self.file_link(field, file)]),
            FieldValue::Data(_) => return None,
        })
    }
}
