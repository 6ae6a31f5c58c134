//! What names mean: HEAD, branches, tags.

use std::path::Path;

use super::place::RepositoryFolders;
use crate::model::ObjectId;

/// How often one name may stand for another; longer chains go in circles.
const LONGEST_CHAIN: usize = 8;

/// What HEAD says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum HeadRef {
    /// This commit.
    At(ObjectId),
    /// A branch that has no commit yet.
    Unborn,
    /// Nothing that makes sense.
    Broken(String),
}

/// The commit that is checked out.
pub(super) fn head(place: &RepositoryFolders) -> HeadRef {
    let Ok(text) = std::fs::read_to_string(place.own.join("HEAD")) else {
        return HeadRef::Broken("its `HEAD` cannot be read".to_owned());
    };
    let text = text.trim();
    if let Ok(id) = text.parse() {
        return HeadRef::At(id);
    }
    match text.strip_prefix("ref:").map(str::trim) {
        Some(name) if is_name(name) => match value(place, name) {
            Ok(id) => id.map_or(HeadRef::Unborn, HeadRef::At),
            Err(broken) => HeadRef::Broken(format!("`{broken}` holds no commit's id")),
        },
        _ => HeadRef::Broken("its `HEAD` names neither a branch nor a commit".to_owned()),
    }
}

/// The branch that is checked out, by its short name; `None` where a commit is.
pub(super) fn branch(place: &RepositoryFolders) -> Option<String> {
    led_on(place, "HEAD", "refs/heads/")
}

/// The branch that the remote `origin` has first, by its short name, as far as this clone knows it.
pub(super) fn main_of_origin(place: &RepositoryFolders) -> Option<String> {
    led_on(place, "refs/remotes/origin/HEAD", "refs/remotes/origin/")
}

/// What a name that leads on to another leads to, below a folder of references.
fn led_on(place: &RepositoryFolders, name: &str, folder: &str) -> Option<String> {
    let text = loose(place, name)?;
    let to = text.trim().strip_prefix("ref:")?.trim();
    to.strip_prefix(folder).filter(|_| is_name(to)).map(str::to_owned)
}

/// What somebody means by the name of a branch or tag, in git's order of trying.
pub(super) fn named(place: &RepositoryFolders, name: &str) -> Option<ObjectId> {
    if name == "HEAD" || name == "@" {
        return match head(place) {
            HeadRef::At(id) => Some(id),
            _ => None,
        };
    }
    let forms = ["{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD"];
    let mut full = forms.iter().map(|form| form.replace("{}", name));
    full.find_map(|full| if is_name(&full) { value(place, &full).ok()? } else { None })
}

/// The names and values of all references below a folder of `refs/`.
pub(super) fn below(place: &RepositoryFolders, prefix: &str) -> Vec<(String, ObjectId)> {
    let mut found: Vec<(String, ObjectId)> =
        packed(&place.shared).into_iter().filter(|(name, _)| name.starts_with(prefix)).collect();
    let folder = std::fs::read_dir(place.shared.join(prefix));
    for entry in folder.into_iter().flatten().flatten() {
        let Some(name) = entry.file_name().to_str().map(|name| format!("{prefix}{name}")) else { continue };
        if let Ok(Some(id)) = value(place, &name) {
            found.retain(|(known, _)| *known != name);
            found.push((name, id));
        }
    }
    found.sort();
    found
}

/// What a reference stands for, if it is there; or the name of one that is there and makes no sense.
fn value(place: &RepositoryFolders, name: &str) -> Result<Option<ObjectId>, String> {
    let mut name = name.to_owned();
    for _ in 0..LONGEST_CHAIN {
        let Some(text) = loose(place, &name) else {
            let found = packed(&place.shared).into_iter().find(|(known, _)| *known == name);
            return Ok(found.map(|(_, id)| id));
        };
        match text.trim().strip_prefix("ref:") {
            Some(next) if is_name(next.trim()) => next.trim().clone_into(&mut name),
            _ => return text.trim().parse().map(Some).map_err(|_| name),
        }
    }
    Err(name)
}

fn loose(place: &RepositoryFolders, name: &str) -> Option<String> {
    let read = |folder: &Path| std::fs::read(folder.join(name)).ok();
    let bytes = read(&place.own).or_else(|| read(&place.shared))?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn packed(shared: &Path) -> Vec<(String, ObjectId)> {
    let text = std::fs::read(shared.join("packed-refs")).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines.filter_map(|(id, name)| Some((name.trim().to_owned(), id.parse().ok()?))).collect()
}

/// Whether a name may be a reference: it stays below the folder of references.
fn is_name(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', ' ']);
    name.starts_with("refs/") && name.split('/').all(part)
}
