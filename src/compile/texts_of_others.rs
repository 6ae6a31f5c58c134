//! Texts of other programs that lie among the pages and are none here: one note for each kind.

use std::collections::{BTreeMap, HashSet};

use super::layout::Layout;
use crate::diagnostic::{Code, Finding};
use crate::model::Asset;
use crate::path::FilePath;

/// Their endings, and what they are.
const KINDS: [(&str, &str); 11] = [
    ("mdx", "MDX"),
    ("mkd", "Markdown"),
    ("mkdn", "Markdown"),
    ("mdown", "Markdown"),
    ("qmd", "Quarto"),
    ("rmd", "R Markdown"),
    ("rst", "reStructuredText"),
    ("adoc", "AsciiDoc"),
    ("asciidoc", "AsciiDoc"),
    ("org", "Org"),
    ("ipynb", "notebooks"),
];

/// Which of the files beside the pages are such texts. What a page leads to is published, as it was meant to be.
pub(super) fn texts_of_others(layout: &Layout, linked: &[Asset]) -> Vec<Finding> {
    if layout.pages.is_empty() {
        // That there is no page is told.
        return Vec::new();
    }
    let linked: HashSet<&FilePath> = linked.iter().map(|asset| &asset.file).collect();
    let mut found: BTreeMap<&str, (&str, &FilePath, usize)> = BTreeMap::new();
    let is_told = |file: &&FilePath| linked.contains(file) || layout.unpublished.contains_key(*file);
    for file in layout.beside_pages.iter().filter(|file| !file.is_hidden() && !is_told(file)) {
        let ending = file.extension();
        let Some((ending, kind)) = KINDS.iter().find(|(known, _)| *known == ending) else { continue };
        found.entry(ending).or_insert((kind, file, 0)).2 += 1;
    }
    found.into_iter().map(|(ending, (kind, first, count))| finding(ending, kind, (first, count))).collect()
}

fn finding(ending: &str, kind: &str, (first, count): (&FilePath, usize)) -> Finding {
    let message = match count {
        1 => format!("`{first}` ({kind}) is no page: pages are files `.md`"),
        _ => format!(
            "{count} files `.{ending}` ({kind}) are no pages, `{first}` among them: pages are files `.md`"
        ),
    };
    Finding::of_site(Code::LeftOut, message)
        .hint(
            "write in Markdown what is to be read, and call it `.md`; a link publishes such a file as it is",
        )
        .hint(format!("or say that it is meant: `exclude = [\"**/*.{ending}\"]` in site.toml"))
}
