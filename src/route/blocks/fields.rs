//! The fields of a block as templates take them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::BlockOfPage;
use super::named::NamedPageView;
use crate::model::{FieldValue, Fields};
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

/// A value: a text, a number, a flag, a day, pages and roles with title and path, lists, and maps of values by name.
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
            Some(ListedField { label: field.label.clone(), value: self.value(value)? })
        });
        DataBlockView {
            name: self.block.kind.name.clone(),
            anchor: self.anchor(),
            fields: self.by_name(&self.block.fields),
            listed: listed.collect(),
        }
    }

    fn by_name(&self, fields: &Fields) -> BTreeMap<String, BlockValue> {
        fields.iter().filter_map(|(field, value)| Some((field.name.clone(), self.value(value)?))).collect()
    }

    fn value(&self, value: &FieldValue) -> Option<BlockValue> {
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
            FieldValue::Data(_) => return None,
        })
    }
}
