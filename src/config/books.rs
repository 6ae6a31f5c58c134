//! `[[books]]`: pages and views of the strategy that are read as one document.

use std::collections::HashSet;

use super::table::{ConfigTable, ConfigValue, ListItem};
use crate::yaml::YamlNode;

/// A book: parts that are read one after the other, on paper as well.
#[derive(Clone, PartialEq, Debug)]
pub struct BookConfig {
    /// Its name in addresses and commands.
    pub name: String,
    /// What its cover says.
    pub title: String,
    /// One sentence below that; may be empty.
    pub summary: String,
    /// What it is made of, in this order.
    pub parts: Vec<ConfigValue<BookPart>>,
    /// Whether it is published as a PDF as well.
    pub pdf: bool,
}

/// One entry of a book.
#[derive(Clone, PartialEq, Debug)]
pub enum BookPart {
    /// A page: its path in the content folder, or its id.
    Page(String),
    /// The pages that a selector chooses, in reading order.
    Pages(YamlNode),
    /// A view of the strategy, by its name.
    View {
        /// Its name.
        name: String,
        /// Which pages it is drawn of; `None` for all.
        pages: Option<YamlNode>,
    },
}

/// How a part is written.
const PART: &str = "a page in quotes, `{ pages = { kind = \"goal\" } }` or `{ view = \"map\" }`";

/// Reads `[[books]]`.
pub(super) fn read(root: &ConfigTable<'_, '_>) -> Vec<BookConfig> {
    let mut names = HashSet::new();
    let book = |table: ConfigTable<'_, '_>| {
        table.needs(&["name", "title", "parts"]);
        let (name, title) = (name(&table), table.text("title"));
        let summary = table.text("summary").map_or(String::new(), |written| written.value);
        let parts = table.items("parts", PART, part);
        let pdf = table.flag("pdf");
        table.finish();
        let (name, title, parts) = (name?, title?, parts?);
        if !names.insert(name.value.clone()) {
            let message = format!("another book is called `{}` already", name.value);
            root.report(root.finding(name.span, message).hint("give each a name of its own"));
            return None;
        }
        Some(BookConfig { name: name.value, title: title.value, summary, parts, pdf })
    };
    root.tables("books").into_iter().filter_map(book).collect()
}

/// The name, which becomes a part of an address.
fn name(table: &ConfigTable<'_, '_>) -> Option<ConfigValue<String>> {
    let name = table.text("name")?;
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if !name.value.is_empty() && name.value.chars().all(fits) {
        return Some(name);
    }
    let message = format!("`{}` is no name of a book", name.value);
    let finding = table.finding(name.span, message);
    table.report(finding.hint("take small letters, digits and hyphens: it becomes a part of an address"));
    None
}

fn part(written: ListItem<'_, '_>) -> Option<BookPart> {
    let table = match written {
        ListItem::Text(page) => return Some(BookPart::Page(page.to_owned())),
        ListItem::Table(table) => table,
    };
    let pages = table.data("pages");
    let part = match (table.text("view"), pages) {
        (Some(view), pages) => Some(BookPart::View { name: view.value, pages }),
        (None, Some(pages)) => Some(BookPart::Pages(pages)),
        (None, None) => None,
    };
    if part.is_none() && !table.has("view") {
        table.needs(&["view"]);
    }
    table.finish();
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{read as read_config, site_file};

    #[test]
    fn parts_are_pages_selectors_and_views() {
        let text = "[[books]]\nname = \"strategy\"\ntitle = \"The strategy\"\nparts = [\"ST-01\", { pages = { kind = \"goal\", any = [{ tag = \"a\" }] } }, { view = \"map\" }]\n";
        let read = read_config(&site_file(), text);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        let [book] = &read.value.books[..] else { panic!("{:?}", read.value.books) };
        let parts: Vec<&BookPart> = book.parts.iter().map(|part| &part.value).collect();
        assert!(
            matches!(parts[..], [
                BookPart::Page(page), BookPart::Pages(_), BookPart::View { name, pages: None }
            ] if page == "ST-01" && name == "map"),
            "{parts:?}"
        );
    }

    #[test]
    fn what_is_wrong_is_said_at_its_place() {
        for (written, message) in [
            ("name = \"A b\"\ntitle = \"T\"\nparts = []\n", "`A b` is no name of a book"),
            ("title = \"T\"\nparts = []\n", "`name` is missing here"),
            ("name = \"a\"\ntitle = \"T\"\nparts = \"x\"\n", "`parts` takes a list"),
            ("name = \"a\"\ntitle = \"T\"\nparts = [1]\n", "`parts` takes"),
            ("name = \"a\"\ntitle = \"T\"\nparts = [{}]\n", "`view` is missing here"),
            ("name = \"a\"\ntitle = \"T\"\nparts = [{ veiw = \"map\" }]\n", "`veiw` is not a key"),
        ] {
            let read = read_config(&site_file(), &format!("[[books]]\n{written}"));
            let said = read.findings.iter().any(|finding| finding.message.contains(message));
            assert!(said, "{written}: {:?}", read.findings);
        }
        let twice = "[[books]]\nname = \"a\"\ntitle = \"T\"\nparts = []\n".repeat(2);
        let read = read_config(&site_file(), &twice);
        assert_eq!((read.value.books.len(), read.findings.len()), (1, 1));
    }
}
