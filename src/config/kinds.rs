//! Kinds of page, declared in data: built in (`kinds.toml`), added to under `[kinds]` of `site.toml`.

use std::cell::RefCell;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::table::{ConfigTable, ConfigValue};
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::path::FilePath;
use crate::source::Span;
use crate::words::Words;

/// Every kind that pages of a site can be of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kinds {
    kinds: Vec<Arc<PageKind>>,
}

/// One kind of page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageKind {
    /// Its name in front matter: `guideline`.
    pub name: String,
    /// What people call one: "Guideline".
    pub label: String,
    /// What people call many: "Guidelines".
    pub plural: String,
    /// The theme's template for it, and where site.toml names it.
    pub template: ConfigValue<String>,
    /// Names of the fields that must be there.
    pub required: Vec<String>,
    /// Names of the fields that stand in a strip under the title, in their order.
    pub strip: Vec<String>,
    /// Every field it may have, its own before the common ones.
    pub fields: Vec<Arc<Field>>,
}

/// One field of the front matter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// What it is called on the page.
    pub label: String,
    /// What it takes.
    pub shape: FieldType,
}

/// What a field takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldType {
    /// A text.
    Text,
    /// A list of texts; one alone is a list of one.
    Texts,
    /// A whole number.
    Number,
    /// A decimal number: `5600`, `1.8`.
    Decimal,
    /// `true` or `false`.
    Flag,
    /// A day: `2026-11-03`.
    Day,
    /// A period: `180d`, `12 months`.
    Period,
    /// A duration of work: `15 min`, `1 h 30 min`.
    Minutes,
    /// One of these words.
    Choice(Vec<String>),
    /// Pages, named by id, path or title: a relation that shows on both ends.
    Pages {
        /// Kinds that it may lead to; empty for any.
        to: Vec<String>,
        /// Its name from the other end.
        inverse: String,
    },
    /// Roles, named by the id of their page.
    Roles,
    /// A file that is shown or read, named by its path from the page. Of data blocks alone.
    File,
    /// A list of maps with these fields.
    Items(Vec<Arc<Field>>),
    /// Whatever the room that knows it makes of it; read with places and judged there.
    Data,
}

/// The name of the kind of a page that names none.
const PLAIN: &str = "page";
/// The template of a kind that names none.
const TEMPLATE: &str = "page.html";

impl PageKind {
    /// Whether it is the kind of a page that names none, which is shown to nobody.
    pub fn is_plain(&self) -> bool {
        self.name == PLAIN
    }
}

impl Kinds {
    /// The kind with this name.
    pub fn named(&self, name: &str) -> Option<&Arc<PageKind>> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// The kind of a page that names none.
    #[expect(
        clippy::indexing_slicing,
        reason = "`built_in` declares kinds, this one first, and no site can take one away"
    )]
    pub fn plain(&self) -> &Arc<PageKind> {
        self.named(PLAIN).unwrap_or(&self.kinds[0])
    }

    /// All kinds, in the order of their declaration.
    pub fn all(&self) -> &[Arc<PageKind>] {
        &self.kinds
    }

    /// The kinds that every site knows.
    ///
    /// # Panics
    /// Where the embedded table is broken, which a test excludes.
    #[expect(clippy::expect_used, reason = "the table is part of the program")]
    pub fn built_in(words: &Words) -> Kinds {
        let text = include_str!("kinds.toml");
        let file = FilePath::root();
        let root = DeTable::parse(text).expect("kinds.toml is TOML");
        let findings = RefCell::default();
        let root = ConfigTable::new(&file, root.get_ref(), &findings);
        let common = root.table("common").expect("kinds.toml has common fields");
        let called = Called::ByWords { words, name: "field".to_owned() };
        let common = fields(&common, &called);
        let declared = root.table("kind").expect("kinds.toml has kinds");
        let kinds = declared
            .entries()
            .into_iter()
            .filter_map(|(name, value)| {
                kind(&declared, (name, value), &Known { kind: None, common: &common, words: Some(words) })
            })
            .collect();
        root.finish();
        let findings: Vec<Finding> = findings.into_inner();
        assert!(findings.is_empty(), "kinds.toml: {findings:?}");
        Kinds { kinds }
    }

    /// Adds what `[kinds]` of a site declares: new kinds, and further fields of known ones.
    pub(super) fn extend(&mut self, declared: &ConfigTable<'_, '_>) {
        let common: Vec<Arc<Field>> = self.plain().fields.clone();
        for (name, value) in declared.entries() {
            let there = self.kinds.iter_mut().find(|kind| kind.name == name);
            let known = Known { kind: there.as_deref().map(|kind| &**kind), common: &common, words: None };
            let Some(new) = kind(declared, (name, value), &known) else { continue };
            match there {
                Some(there) => *there = merged(there, &new),
                None => self.kinds.push(new),
            }
        }
    }
}

/// A known kind with a site's additions: its words win, its fields come first.
fn merged(known: &PageKind, new: &PageKind) -> Arc<PageKind> {
    let mut kind = PageKind { fields: Vec::new(), ..new.clone() };
    kind.required = [known.required.clone(), new.required.clone()].concat();
    for field in new.fields.iter().chain(&known.fields) {
        if kind.fields.iter().all(|there| there.name != field.name) {
            kind.fields.push(field.clone());
        }
    }
    Arc::new(kind)
}

/// What is known where a kind is declared.
struct Known<'a> {
    /// The kind of its name.
    kind: Option<&'a PageKind>,
    /// The fields that every kind has.
    common: &'a [Arc<Field>],
    /// What kinds and fields are called; `None` where a site declares them, and says so itself.
    words: Option<&'a Words>,
}

/// What fields are called where their declaration does not say it.
pub(super) enum Called<'a> {
    /// As the words of the interface say under this name and their own.
    ByWords { words: &'a Words, name: String },
    /// By their names.
    ByName,
    /// By their names, as fields of a data block.
    OfBlock,
}

impl Called<'_> {
    fn word(&self, field: &str, end: &str) -> Option<String> {
        let Called::ByWords { words, name } = self else { return None };
        words.find(&format!("{name}_{field}{end}")).map(str::to_owned)
    }

    /// The same for the fields within a field.
    fn within(&self, field: &str) -> Called<'_> {
        match self {
            Called::ByWords { words, name } => Called::ByWords { words, name: format!("{name}_{field}") },
            Called::ByName => Called::ByName,
            Called::OfBlock => Called::OfBlock,
        }
    }
}

/// A kind as it is declared. Where the declaration does not say how it is shown, it is shown as the known one of its
/// name.
fn kind<'i>(
    parent: &ConfigTable<'_, 'i>,
    (name, value): (&str, &Spanned<DeValue<'i>>),
    Known { kind: known, common, words }: &Known<'_>,
) -> Option<Arc<PageKind>> {
    let table = parent.entry_table(name, value)?;
    let called =
        |end: &str| Some(words.as_ref()?.find(&format!("kind_{}{end}", name.replace('-', "_")))?.to_owned());
    let written = |key: &'static str| table.text(key).map(|written| written.value);
    let label = written("label").or_else(|| called("")).unwrap_or_else(|| capital(name));
    let plural = written("plural").or_else(|| called("_many")).unwrap_or_else(|| format!("{label}s"));
    let template = table.text("template").or_else(|| Some(known.as_ref()?.template.clone()));
    let names = |key| {
        let names = table.texts(key)?;
        Some(names.into_iter().map(|written| written.value).collect::<Vec<String>>())
    };
    let strip = names("strip").or_else(|| Some(known.as_ref()?.strip.clone()));
    let required = names("required");
    let called = words.map_or(Called::ByName, |words| Called::ByWords { words, name: "field".to_owned() });
    let mut own = table.table("fields").map(|declared| fields(&declared, &called)).unwrap_or_default();
    for field in *common {
        if own.iter().all(|there| there.name != field.name) {
            own.push(field.clone());
        }
    }
    table.finish();
    Some(Arc::new(PageKind {
        name: name.to_owned(),
        label,
        plural,
        template: template
            .unwrap_or_else(|| ConfigValue { value: TEMPLATE.to_owned(), span: Span::default() }),
        required: required.unwrap_or_default(),
        strip: strip.unwrap_or_default(),
        fields: own,
    }))
}

pub(super) fn fields(declared: &ConfigTable<'_, '_>, called: &Called<'_>) -> Vec<Arc<Field>> {
    let entries = declared.entries().into_iter();
    entries.filter_map(|(name, value)| field(declared, (name, value), called)).collect()
}

fn field<'i>(
    parent: &ConfigTable<'_, 'i>,
    (name, value): (&str, &Spanned<DeValue<'i>>),
    called: &Called<'_>,
) -> Option<Arc<Field>> {
    let table = parent.entry_table(name, value)?;
    let written = table.text("label").map(|written| written.value);
    let label = written.or_else(|| called.word(name, "")).unwrap_or_else(|| capital(name));
    let shape = shape(&table, name, called);
    table.finish();
    Some(Arc::new(Field { name: name.to_owned(), label, shape: shape? }))
}

fn shape(table: &ConfigTable<'_, '_>, name: &str, called: &Called<'_>) -> Option<FieldType> {
    let words = |key| {
        table.texts(key).unwrap_or_default().into_iter().map(|written| written.value).collect::<Vec<_>>()
    };
    let Some(written) = table.text("type") else { return Some(FieldType::Text) };
    Some(match written.value.as_str() {
        "text" => FieldType::Text,
        "texts" => FieldType::Texts,
        "number" => FieldType::Number,
        "decimal" => FieldType::Decimal,
        "flag" => FieldType::Flag,
        "day" => FieldType::Day,
        "period" => FieldType::Period,
        "minutes" => FieldType::Minutes,
        "choice" => FieldType::Choice(words("of")),
        "pages" => {
            let written = table.text("inverse").map(|written| written.value);
            let inverse = written
                .or_else(|| called.word(name, "_inverse"))
                .unwrap_or_else(|| format!("{} of", capital(name)));
            FieldType::Pages { to: words("to"), inverse }
        }
        "roles" => FieldType::Roles,
        "file" if matches!(called, Called::OfBlock) => FieldType::File,
        "data" => FieldType::Data,
        "items" => {
            let inner = table.table("fields").map(|inner| fields(&inner, &called.within(name)));
            FieldType::Items(inner.unwrap_or_default())
        }
        other => {
            table.report(table.finding(written.span, format!("there is no type of field `{other}`")).hint(
                "types: text, texts, number, decimal, flag, day, period, minutes, choice, pages, roles, items, data; \
                 in a block also file",
            ));
            return None;
        }
    })
}

/// A name as a label: `review_every` -> "Review every".
fn capital(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A finding that a kind is not declared, for whoever reads its name.
pub fn unknown_kind(kinds: &Kinds, name: &str, file: &FilePath, span: Span) -> Finding {
    Finding::new(Code::UnknownKind, Place::span(file, span), format!("there is no kind of page `{name}`"))
        .label("not declared")
        .hint(unknown_kind_hint(kinds, name))
        .hint("a site declares kinds of its own under `[kinds]` in site.toml")
}

/// What was probably meant by the name of a kind that is not declared.
pub fn unknown_kind_hint(kinds: &Kinds, name: &str) -> String {
    let names: Vec<&str> = kinds.all().iter().map(|kind| kind.name.as_str()).collect();
    match near_miss(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known kinds: {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_kinds_are_read() {
        let kinds = Kinds::built_in(Words::english());
        let goal = kinds.named("goal").expect("goals are built in");
        assert_eq!(goal.required, ["serves"]);
        assert!(goal.fields.iter().any(|field| field.name == "title"), "common fields belong to every kind");
        assert_eq!(kinds.plain().name, PLAIN);
        for kind in kinds.all() {
            let is_field = |name: &String| kind.fields.iter().any(|field| field.name == *name);
            assert!(kind.required.iter().chain(&kind.strip).all(is_field), "{kind:?}");
        }
    }
}
