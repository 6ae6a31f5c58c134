//! Settings of other programs in the root of a site that say what is not published: nobody reads them here, and whoever moves a
//! site over may not know.

use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::path::FilePath;
use crate::source::Span;
use crate::world::World;

/// Their files, each with the keys by which it keeps texts back; where there is none, all of it is about that.
const SETTINGS: [(&str, &[&str]); 9] = [
    ("mkdocs.yml", &["draft_docs", "exclude_docs"]),
    ("_config.yml", &["exclude", "defaults", "unpublished"]),
    ("hugo.toml", &["ignoreFiles"]),
    ("hugo.yaml", &["ignoreFiles"]),
    ("config.toml", &["ignoreFiles", "ignored_content"]),
    ("_quarto.yml", &["draft-mode", "drafts"]),
    ("conf.py", &["exclude_patterns"]),
    (".eleventyignore", &[]),
    (".bookignore", &[]),
];

/// One finding for each file that says so.
pub(super) fn other_settings(world: &dyn World) -> Vec<Finding> {
    SETTINGS.iter().filter_map(|(file, keys)| finding(world, &FilePath::new(file)?, keys)).collect()
}

fn finding(world: &dyn World, file: &FilePath, keys: &[&str]) -> Option<Finding> {
    let text = world.text(file).ok()?;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let key = words.split([':', '=', ' ']).next().unwrap_or_default();
        let is_meant =
            if keys.is_empty() { !words.is_empty() && !words.starts_with('#') } else { keys.contains(&key) };
        if is_meant {
            let message = format!("`{file}` says here what is not published, and is not read");
            let at = start + line.len() - line.trim_start().len();
            let finding =
                Finding::new(Code::ForeignForm, Place::span(file, Span::new(at..at + words.len())), message);
            return Some(
                finding
                    .with_severity(Severity::Warning)
                    .hint("name it under `exclude` in site.toml, or write `draft: true` into the pages")
                    .hint("where nothing of it concerns this site, take the file away"),
            );
        }
        start += line.len();
    }
    None
}
