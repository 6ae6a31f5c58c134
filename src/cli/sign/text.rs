//! The committed text of a page, which is what approvals and reviews name.

use std::sync::Arc;

use crate::cli::governed_site::GovernedSite;
use crate::cli::numbers;
use crate::cli::outcome::Failure;
use crate::cli::root::way_to;
use crate::governance::{Governance, Subject};
use crate::model::{Embedded, ExactText, FileRelation, ReferencedFile};
use crate::path::strip_markdown_ending;
use crate::shell;

/// The document number of a page. Records name pages by it, so that they hold wherever the page is moved.
pub(in crate::cli) fn document(governance: &Governance, subject: &Subject) -> Result<Arc<str>, Failure> {
    let next_number = || {
        let alike = governance.subjects.iter().filter(|other| other.working.kind == subject.working.kind);
        numbers::next(alike.filter_map(|other| other.working.document.as_deref()))
    };
    subject.working.document.clone().ok_or_else(|| {
        let name = strip_markdown_ending(subject.file.name());
        let free = next_number().unwrap_or_else(|| name.to_owned());
        Failure::new(format!("`{}` has no document number, by which records name pages", subject.file))
            .hint(format!("give it one in its front matter, `id: {free}`, and commit that"))
    })
}

/// The text that the head commit has of a page, with what it shows; there is no other in the working tree.
pub(in crate::cli) fn committed(governed: &GovernedSite, subject: &Subject) -> Result<ExactText, Failure> {
    if subject.deleted.is_some() {
        let id = subject.working.document.as_deref().map(shell::argument).unwrap_or_default();
        return Err(Failure::new(format!("`{}` is deleted: there is no text of it to name", subject.file))
            .hint(format!("restore the file and commit it, and then once more; or `guidepost withdraw {id}` takes it out of force")));
    }
    let way = way_to(governed.world.root());
    let last = subject.states.last();
    if let Some(working) = &subject.uncommitted {
        return Err(uncommitted(subject, last.map(|state| &state.exact), working, &way));
    }
    let exact = last.map(|state| state.exact.clone()).ok_or_else(|| never_committed(subject, &way))?;
    let head = governed.versions.head();
    let entry =
        governed.versions.entry(head, &governed.versions.repo_path(&subject.file)).map_err(Failure::new)?;
    match entry {
        Some(entry) if entry.text == exact.text => Ok(exact),
        Some(_) => Err(Failure::new(format!(
            "the history of `{}` does not end with what HEAD has of it",
            subject.file
        ))
        .hint("a shallow or damaged clone may be the cause: `git fetch --unshallow`, `git fsck`")),
        None => Err(never_committed(subject, &way)),
    }
}

/// `way` leads to the files of the site from where the command is run.
fn never_committed(subject: &Subject, way: &str) -> Failure {
    let file = shell::word(&format!("{way}{}", subject.file));
    Failure::new(format!("`{}` is not committed, and records name committed texts", subject.file))
        .hint(format!("`git add -- {file} && git commit -- {file}`, then once more"))
}

fn uncommitted(subject: &Subject, last: Option<&ExactText>, working: &ExactText, way: &str) -> Failure {
    let Some(last) = last else { return never_committed(subject, way) };
    let other = |shown: &&Embedded| !last.approved_with().contains(shown);
    let mut files: Vec<&str> =
        working.approved_with().iter().filter(other).map(|shown| shown.file.as_str()).collect();
    let is_gone = |shown: &&Embedded| !working.approved_with().iter().any(|there| there.file == shown.file);
    files.extend(last.approved_with().iter().filter(is_gone).map(|shown| shown.file.as_str()));
    if working.text != last.text || files.is_empty() {
        files.insert(0, subject.file.as_str());
    }
    let is_of_keys = |named: &&ReferencedFile| files.contains(&named.file.as_str());
    let keys = working.files().iter().filter(is_of_keys).find_map(|named| match named.reference {
        FileRelation::Settings => Some(" (its controlled keys)"),
        FileRelation::Keys => Some(" (the keys that the frame speaks for)"),
        _ => None,
    });
    let keys = keys.unwrap_or_default();
    let named: Vec<String> = files.iter().map(|file| format!("`{file}`")).collect();
    let verb = if files.len() == 1 { "has" } else { "have" };
    let words: Vec<String> = files.iter().map(|file| shell::word(&format!("{way}{file}"))).collect();
    let words = words.join(" ");
    Failure::new(format!("{}{keys} {verb} changes that are not committed", named.join(", "))).hint(format!(
        "records name committed texts: `git commit -- {words}` and then once more, or `git restore -- {words}` drops the changes"
    ))
}
