//! Texts as they are meant where other programs know a form that CommonMark does not.

use super::lint::hidden;
use super::options::Options;
use super::read::highlight_tags;

/// A text as it is meant where other programs know a form that this one does not: without the comments of Obsidian whose ends are
/// sure, with fences for the tags around code. All that is left is where it was. `None` where nothing of that is in it.
pub fn as_meant(text: &str, options: Options) -> Option<String> {
    let fenced = highlight_tags::with_fences(text);
    hidden::without_comments(fenced.as_deref().unwrap_or(text), options).or(fenced)
}
