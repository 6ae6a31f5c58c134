//! Data blocks, declared in data: built in (`blocks.toml`), added to under `[blocks]` of `site.toml`.

use std::cell::RefCell;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::kinds::{Called, Field, fields};
use super::table::ConfigTable;
use crate::diagnostic::Finding;
use crate::path::FilePath;
use crate::source::Span;

/// Every data block that pages of a site can hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataBlockKinds(Vec<Arc<DataBlockKind>>);

/// One kind of data block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DataBlockKind {
    /// Its name behind the fence: `decision`.
    pub name: String,
    /// The field that the words behind that give; `None` where they give none.
    pub argument: Option<String>,
    /// Names of the fields that must be there.
    pub required: Vec<String>,
    /// Names of fields of the page, which a block without lines draws where the page has all of them; empty where none does.
    pub of_page: Vec<String>,
    /// Every field it may have.
    pub fields: Vec<Arc<Field>>,
}

impl DataBlockKind {
    /// The name of the template that draws it.
    pub fn template(&self) -> String {
        format!("blocks/{}.html", self.name)
    }
}

impl DataBlockKinds {
    /// The kind with this name.
    pub fn named(&self, name: &str) -> Option<&Arc<DataBlockKind>> {
        self.0.iter().find(|kind| kind.name == name)
    }

    /// All kinds, in the order of their declaration.
    pub fn all(&self) -> &[Arc<DataBlockKind>] {
        &self.0
    }

    /// The kinds that every site knows.
    ///
    /// # Panics
    /// Where the embedded table is broken, which a test excludes.
    #[expect(clippy::expect_used, reason = "the table is part of the program")]
    pub fn built_in() -> DataBlockKinds {
        let root = DeTable::parse(include_str!("blocks.toml")).expect("blocks.toml is TOML");
        let (file, findings) = (FilePath::root(), RefCell::default());
        let table = ConfigTable::new(&file, root.get_ref(), &findings);
        let declared = table.entries();
        let kinds = declared.into_iter().filter_map(|(name, value)| kind(&table, name, value));
        let kinds = DataBlockKinds(kinds.collect());
        let findings: Vec<Finding> = findings.into_inner();
        assert!(findings.is_empty(), "blocks.toml: {findings:?}");
        kinds
    }

    /// Adds what `[blocks]` of a site declares. None takes the place of a built-in one: whoever writes settings would otherwise
    /// say what approved pages show.
    pub(super) fn extend(&mut self, declared: &ConfigTable<'_, '_>) {
        for (name, value) in declared.entries() {
            if self.named(name).is_some() {
                let span = Span::new(value.span());
                let message = format!("`{name}` is a block that every site knows");
                declared.report(declared.finding(span, message).hint("give yours another name"));
                continue;
            }
            self.0.extend(kind(declared, name, value));
        }
    }
}

fn kind<'i>(
    parent: &ConfigTable<'_, 'i>,
    name: &str,
    value: &Spanned<DeValue<'i>>,
) -> Option<Arc<DataBlockKind>> {
    let table = parent.entry_table(name, value)?;
    let argument = table.text("argument").map(|written| written.value);
    let names = |key| -> Vec<String> {
        table.texts(key).unwrap_or_default().into_iter().map(|written| written.value).collect()
    };
    let (required, of_page) = (names("required"), names("of_page"));
    let fields =
        table.table("fields").map(|declared| fields(&declared, &Called::OfBlock)).unwrap_or_default();
    table.finish();
    Some(Arc::new(DataBlockKind { name: name.to_owned(), argument, required, of_page, fields }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_blocks_are_read() {
        for kind in DataBlockKinds::built_in().all() {
            let is_field = |name: &String| kind.fields.iter().any(|field| field.name == *name);
            assert!(kind.required.iter().chain(&kind.argument).all(is_field), "{kind:?}");
        }
    }
}
