//! `guidepost schema`: JSON Schemas, so that editors complete and check front matter and site.toml.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::load::no_root;
use super::outcome::{Failure, Outcome};
use super::printing::to_stdout;
use crate::compile::site_file;
use crate::config::{
    self, Config, DataBlockKind, Field, FieldType, KEYS, PageKind, Takes, unknown_kind_hint,
};
use crate::disk::DiskWorld;
use crate::world::World;

/// Print the JSON Schema of front matter, of data blocks, or of site.toml.
///
/// Kinds and blocks of the site's own are in it.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost schema > front-matter.schema.json
  guidepost schema guideline
  guidepost schema blocks > blocks.schema.json
  guidepost schema site.toml > site.schema.json")]
pub(super) struct Schema {
    /// A kind of page or a data block by its name, `blocks` for all of these, or `site.toml`; without it all kinds.
    of: Option<String>,
}

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Schema {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let world = DiskWorld::new(root, None).map_err(|error| no_root(root, &error))?;
        let config = world
            .text(&site_file())
            .map_or_else(|_| Config::default(), |text| config::read(&site_file(), &text).value);
        let schema = match self.of.as_deref() {
            Some("site.toml") => site(),
            Some("blocks") => {
                let blocks = config.blocks.all().iter().map(|block| (block.name.clone(), of_block(block)));
                all("Data blocks", blocks)
            }
            Some(name) => with_dialect(named(&config, name)?),
            None => {
                let kinds = config.kinds.all().iter().map(|kind| (kind.name.clone(), of_kind(kind)));
                all("Front matter", kinds)
            }
        };
        let text = serde_json::to_string_pretty(&schema).map_err(Failure::new)?;
        to_stdout(format!("{text}\n").as_bytes())?;
        Ok(Outcome::Clean)
    }
}

fn all(title: &str, named: impl Iterator<Item = (String, Value)>) -> Value {
    let named: Map<String, Value> = named.collect();
    let any: Vec<Value> = named.keys().map(|name| json!({ "$ref": format!("#/$defs/{name}") })).collect();
    json!({ "$schema": DIALECT, "title": title, "anyOf": any, "$defs": named })
}

/// A kind of page; where there is none of that name, a data block.
fn named(config: &Config, name: &str) -> Result<Value, Failure> {
    let kind = config.kinds.named(name).map(|kind| of_kind(kind));
    let known = kind.or_else(|| config.blocks.named(name).map(|block| of_block(block)));
    known.ok_or_else(|| {
        Failure::new(format!("there is no kind and no data block `{name}`"))
            .hint(unknown_kind_hint(&config.kinds, name))
    })
}

fn with_dialect(mut schema: Value) -> Value {
    put(&mut schema, "$schema", DIALECT);
    schema
}

/// Says something more in a schema.
fn put(schema: &mut Value, key: &str, value: impl Into<Value>) {
    if let Value::Object(entries) = schema {
        entries.insert(key.to_owned(), value.into());
    }
}

fn of_kind(kind: &PageKind) -> Value {
    let mut properties: Map<String, Value> =
        kind.fields.iter().map(|field| (field.name.clone(), of_field(field))).collect();
    properties.insert("kind".into(), json!({ "const": kind.name }));
    json!({ "title": kind.label, "type": "object", "properties": properties, "required": kind.required })
}

/// What stands between the fences; the words behind the name of the block give one field.
fn of_block(block: &DataBlockKind) -> Value {
    let properties: Map<String, Value> =
        block.fields.iter().map(|field| (field.name.clone(), of_field(field))).collect();
    let required: Vec<&String> =
        block.required.iter().filter(|field| Some(*field) != block.argument.as_ref()).collect();
    json!({ "title": block.name, "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn of_field(field: &Field) -> Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let one_or_more = json!({ "anyOf": [{ "type": "string" }, texts] });
    let mut schema = match &field.shape {
        FieldType::Text => json!({ "type": ["string", "number", "boolean"] }),
        FieldType::Texts | FieldType::Roles | FieldType::Pages { .. } => one_or_more,
        FieldType::Number => json!({ "type": "integer" }),
        FieldType::Decimal => json!({ "type": ["number", "string"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$" }),
        FieldType::Flag => json!({ "type": "boolean" }),
        FieldType::Day => json!({ "type": "string", "format": "date" }),
        FieldType::Period => {
            json!({ "type": "string", "pattern": "^[0-9]+ *(d|days?|w|weeks?|m|months?|y|years?)$" })
        }
        FieldType::Minutes => json!({ "type": ["string", "integer"] }),
        FieldType::File => json!({ "type": "string" }),
        FieldType::Data => json!({ "type": ["array", "object"] }),
        FieldType::Choice(words) => json!({ "enum": words }),
        FieldType::Items(fields) => {
            let properties: Map<String, Value> =
                fields.iter().map(|field| (field.name.clone(), of_field(field))).collect();
            json!({ "type": "array", "items": { "type": "object", "properties": properties, "additionalProperties": false } })
        }
    };
    put(&mut schema, "description", describe(field));
    schema
}

fn describe(field: &Field) -> String {
    match &field.shape {
        FieldType::Pages { to, .. } if !to.is_empty() => {
            format!("{}: ids of pages of kind {}", field.label, to.join(" or "))
        }
        FieldType::Pages { .. } => format!("{}: ids of pages", field.label),
        FieldType::Roles => format!("{}: ids of role pages", field.label),
        _ => field.label.clone(),
    }
}

fn of_setting(takes: Takes) -> Value {
    match takes {
        Takes::Text => json!({ "type": "string" }),
        Takes::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Takes::TextsOrTables => json!({ "type": "array", "items": { "type": ["string", "object"] } }),
        Takes::Choice(words) => json!({ "enum": words }),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::Table => json!({ "type": "object" }),
        Takes::Tables(keys) => {
            let properties: Map<String, Value> =
                keys.iter().map(|(key, takes)| ((*key).to_owned(), of_setting(*takes))).collect();
            json!({ "type": "array", "items": { "type": "object", "properties": properties, "additionalProperties": false } })
        }
    }
}

fn site() -> Value {
    let entry = |key: &config::Key| {
        let mut schema = of_setting(key.takes);
        put(&mut schema, "description", key.means);
        (key.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = KEYS.iter().map(entry).collect();
    json!({ "$schema": DIALECT, "title": "site.toml", "type": "object", "properties": properties, "additionalProperties": false })
}
