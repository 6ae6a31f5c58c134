//! Pages that are kept back by what they, or the folders that they lie in, are called: one finding for each folder.

use std::collections::BTreeMap;

use crate::date::Day;
use crate::diagnostic::{Code, Finding, Place};
use crate::parse::day_of_post;
use crate::path::FilePath;

/// What keeps a page back by a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum NameRule {
    /// That of this folder begins with an underscore.
    Folder(FilePath),
    /// Its own does, in this folder.
    File(FilePath),
    /// It is a copy that a program has made, in this folder.
    Copy(FilePath),
    /// Its own begins with a day that is still to come, in this folder of posts.
    Post(FilePath),
}

/// Which pages are kept back by names, and how to publish them.
pub(super) fn kept_back_by_name(pages: &[FilePath], content: &FilePath, today: Day) -> Vec<Finding> {
    let mut kept: BTreeMap<NameRule, Vec<&FilePath>> = BTreeMap::new();
    for page in pages {
        let path = page.within(content).unwrap_or_else(|| page.clone());
        if let Some(rule) = rule(&path, today) {
            kept.entry(rule).or_default().push(page);
        }
    }
    kept.into_iter().filter_map(|(rule, pages)| rule.finding(content, &pages)).collect()
}

fn rule(path: &FilePath, today: Day) -> Option<NameRule> {
    if path.is_among_drafts() {
        // That is what such a folder is for.
        return None;
    }
    match path.underscored() {
        Some(named) if named == *path => Some(NameRule::File(path.parent())),
        Some(folder) => Some(NameRule::Folder(folder)),
        None if path.is_copy() => Some(NameRule::Copy(path.parent())),
        None => day_of_post(path).is_some_and(|day| day > today).then(|| NameRule::Post(path.parent())),
    }
}

impl NameRule {
    fn finding(&self, content: &FilePath, pages: &[&FilePath]) -> Option<Finding> {
        let (first, others) = pages.split_first()?;
        let finding = match self {
            NameRule::Folder(folder) => {
                let count = if others.is_empty() {
                    "a page in it is".to_owned()
                } else {
                    format!("{} pages in it are", pages.len())
                };
                let of_site = content.join(folder.as_str()).unwrap_or_else(|| folder.clone());
                let message = format!("`{of_site}` begins with `_`: {count} kept back");
                Finding::of_site(Code::LeftOut, message)
                    .hint(
                        "other programs make no pages of what is in such a folder; rename it to publish them",
                    )
                    .hint(is_meant(folder))
            }
            NameRule::File(_) => {
                let message = match others.len() {
                    0 => format!("`{first}` begins with `_`, and is kept back"),
                    1 => format!("`{first}` and another page beside it begin with `_`, and are kept back"),
                    more => format!(
                        "`{first}` and {more} other pages beside it begin with `_`, and are kept back"
                    ),
                };
                let path = first.within(content).unwrap_or_else(|| (*first).clone());
                Finding::new(Code::LeftOut, Place::file(first), message)
                    .cause("pages whose own names begin with `_` are kept back")
                    .hint("other programs make no pages of such files; rename them to publish them")
                    .hint(is_meant(&path))
            }
            NameRule::Copy(_) => {
                let message = match others.len() {
                    0 => format!("`{first}` is a copy by its name, and is kept back"),
                    more => format!(
                        "`{first}` and {more} more beside it are copies by their names, and are kept back"
                    ),
                };
                Finding::of_site(Code::LeftOut, message)
                    .hint("a program has made it, where two changed a file at once for instance: remove it, or rename it to publish it")
            }
            NameRule::Post(_) => {
                let message = match others.len() {
                    0 => format!(
                        "`{first}` is called after a day that is still to come, and is kept back until then"
                    ),
                    more => format!(
                        "`{first}` and {more} more beside it are called after days that are still to come, and are kept back until then"
                    ),
                };
                Finding::of_site(Code::LeftOut, message)
                    .hint("take the day out of the name, or move the page out of the folder of posts, to publish it now")
            }
        };
        Some(finding)
    }
}

fn is_meant(path: &FilePath) -> String {
    format!("or say that it is meant: `exclude = [\"{path}\"]` in site.toml")
}
