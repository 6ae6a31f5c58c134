//! What an edition withholds of what references lead to. What holds passwords or keys, and what says that it is a draft, is in
//! none; the approved one withholds more. The source of a page and a record are published as
//! files by nobody, and a controlled page shows no file but those that were approved with its text: a file that was found
//! by other rules than the approval goes by was not seen by who approved. What browsers run is published only where it was
//! approved with a text in force: anything else could answer in the place of that.

use super::resolve::{Lead, Resolver};
use super::site_files::Unpublished;
use crate::config::{Config, Edition};
use crate::diagnostic::{Code, Finding};
use crate::markdown::Reference;
use crate::model::Page;
use crate::path::{DRAFTS, FilePath, WrittenTarget, decode, is_markdown, leads_elsewhere};

/// Takes away what references of a page may not lead to, and says so.
pub(super) fn withhold(
    (page, leads): (&Page, &mut [Lead]),
    resolver: &Resolver<'_>,
    config: &Config,
    findings: &mut Vec<Finding>,
) {
    for (reference, lead) in page.references().zip(leads) {
        let unpublished = || unpublished(page, lead, resolver);
        let not_approved = || why(page, reference, lead, (resolver, config));
        let why = if config.edition == Edition::Approved { not_approved() } else { None };
        let Some(why) = why.or_else(unpublished) else { continue };
        *lead = Lead::Nothing;
        findings.push(finding(reference, resolver, why));
    }
}

/// Why a reference leads to nothing.
enum Why {
    /// It loads the source of a page.
    Source,
    /// It is a file by which the site is governed.
    Evidence,
    /// It is none of the files that were approved with the text.
    NotCovered(FilePath),
    /// Browsers run it, and it was approved with no text.
    Active(FilePath),
    /// It is published in no edition.
    Unpublished(FilePath, Unpublished),
}

fn unpublished(page: &Page, lead: &Lead, resolver: &Resolver<'_>) -> Option<Why> {
    let Lead::File(file, _) = lead else { return None };
    let files = &resolver.index.files;
    let is_covered = || files.covered.get(&page.file).is_some_and(|covered| covered.contains(file));
    let is_open = |why: &Unpublished| *why == Unpublished::Excluded && is_covered();
    let why = files.unpublished.get(file).filter(|why| !is_open(why))?;
    Some(Why::Unpublished(file.clone(), *why))
}

fn why(
    page: &Page,
    reference: &Reference,
    lead: &Lead,
    (resolver, config): (&Resolver<'_>, &Config),
) -> Option<Why> {
    let files = &resolver.index.files;
    let covered = files.covered.get(&page.file);
    let covers = |file: &FilePath| covered.is_none_or(|covered| covered.contains(file));
    match lead {
        Lead::Nothing | Lead::Elsewhere => None,
        Lead::File(file, _) if is_markdown(file.name()) => Some(Why::Source),
        Lead::File(file, _) if config.withholds(file, &files.content) => Some(Why::Evidence),
        Lead::File(file, _) if !covers(file) => Some(Why::NotCovered(file.clone())),
        Lead::File(file, _) => files.active.contains(file).then(|| Why::Active(file.clone())),
        Lead::Static(address, _) => {
            let file = config.as_is_folder()?.join(address.as_str())?;
            (!covers(&file)).then_some(Why::NotCovered(file))
        }
        Lead::Page(..) | Lead::Unapproved => {
            (reference.kind.loads() && names_source(&reference.target)).then_some(Why::Source)
        }
    }
}

/// Whether a target is written as the file of a page.
fn names_source(target: &str) -> bool {
    !leads_elsewhere(target) && is_markdown(&decode(WrittenTarget::new(target.trim()).path))
}

fn finding(reference: &Reference, resolver: &Resolver<'_>, why: Why) -> Finding {
    let target = reference.target.trim();
    let (message, hint) = match why {
        Why::Source => (
            format!("`{target}` is the source of a page, which is not published as a file"),
            "link to the page: `[words](page.md)`; what a page is to load is kept in a file of another kind"
                .to_owned(),
        ),
        Why::Evidence => (
            format!("`{target}` is a file by which the site is governed, which is not published as a file"),
            "link to the page of records, `/checklist/`, or say in words what it says".to_owned(),
        ),
        Why::Active(file) => (
            format!("`{target}` leads to `{file}`, which browsers run or render as a page of its own, and nobody approved it"),
            "link it from a page under control, and have it approved with that; or have a page of kind `frame` cover it, or write what it says into the page"
                .to_owned(),
        ),
        Why::Unpublished(file, Unpublished::Secret(by)) => {
            let message = format!("`{target}` leads to `{file}`, which {}", by.words());
            let finding = resolver.finding(reference, Code::SecretFile, message).label("leads nowhere");
            return finding
                .hint("take the file out of the folder of pages; if it holds none, give it another name")
                .hint("if it was published before, change what it holds");
        }
        Why::Unpublished(file, Unpublished::Draft) => (
            format!("`{target}` leads to `{file}`, which says that it is a draft"),
            "take that out of the file to publish it, or take the link out".to_owned(),
        ),
        Why::Unpublished(file, Unpublished::AmongDrafts) => (
            format!("`{target}` leads to `{file}`, which lies in `{DRAFTS}`"),
            "move the file out of that folder to publish it, or take the link out".to_owned(),
        ),
        Why::Unpublished(file, Unpublished::HiddenPage) => (
            format!("`{target}` leads to `{file}`, which is no page, since a name in its path begins with a dot"),
            "call it otherwise to publish it, or take the link out".to_owned(),
        ),
        Why::Unpublished(file, Unpublished::OfVersionControl) => (
            format!("`{target}` leads to `{file}`, which is there for version control"),
            "take the link out, or copy what it says".to_owned(),
        ),
        Why::Unpublished(file, Unpublished::Excluded) => (
            format!("`{target}` leads to `{file}`, which `exclude` in site.toml takes out"),
            "take the link out, or what takes the file out".to_owned(),
        ),
        Why::NotCovered(file) => (
            format!("`{target}` leads to `{file}`, which was not approved with this text"),
            "write its path exactly as the file is called, from this page, and have that approved".to_owned(),
        ),
    };
    resolver.finding(reference, Code::WithheldFile, message).label("leads nowhere").hint(hint)
}
