//! What pages may be called where something names them, and when two names are one.

use super::Page;
use crate::path::{is_markdown, nfc, strip_markdown_ending};

impl Page {
    /// What it may be called: its title, path, file name, number and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let stem = strip_markdown_ending(self.path.as_str());
        let file_name = stem.rsplit('/').next().unwrap_or(stem);
        let aliases = self.fields.named("aliases").iter().map(|alias| &*alias.name);
        [&*self.title, stem, file_name].into_iter().chain(self.document.as_deref()).chain(aliases)
    }
}

/// A name as it is compared: without case, doubled blanks, the ending of a page, and slashes around it.
pub fn fold_name(name: &str) -> String {
    let name = if is_markdown(name) { strip_markdown_ending(name) } else { name };
    let words: Vec<&str> = name.trim_matches('/').split_whitespace().collect();
    let typed: String = nfc(&words.join(" ")).to_lowercase().chars().map(as_typed).collect();
    typed.replace("---", "-").replace("--", "-")
}

/// Quotes and dashes as keyboards have them, which is how wikilinks are typed.
fn as_typed(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2013}' | '\u{2014}' => '-',
        _ => c,
    }
}
