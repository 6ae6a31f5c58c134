//! Names that must be unique or lead somewhere: document numbers, old addresses, tags.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::index::LinkIndex;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::{Content, FieldValue, FolderId, NamedValue, Page, PageId, Redirect, Tag};
use crate::path::{Address, encode_all, is_old_address, slug};
use crate::shared::SharedList;
use crate::shared::steps::count_steps;
use crate::source::{Span, slice};

/// Names documents that share a number. Of a number that a page in force has, governance tells.
pub(super) fn duplicate_documents(index: &LinkIndex, findings: &mut Vec<Finding>) {
    for (id, page) in numbered(&index.pages) {
        let Some(document) = &page.document else { continue };
        if index.files.held_ids.contains_key(document) {
            continue;
        }
        let Some(first) = index.known.with_document(document).filter(|first| *first != id) else { continue };
        let first = &index.pages[first.index()];
        let finding =
            Finding::new(Code::DuplicateId, id_place(page), format!("two pages have the id `{document}`"))
                .label("this page")
                .related(id_place(first), "and this one")
                .hint("a document number is unique and never used again; give the newer of them another");
        findings.push(finding);
    }
}

/// Where a page's id stands in its front matter.
pub fn id_place(page: &Page) -> Place {
    let found = page.source.as_deref().and_then(|source| {
        let front = slice(&source.text, ..source.body);
        let start = front.find("\nid:").map(|at| at + 1)?;
        let line = slice(front, start..).lines().next()?;
        Some(Span::new(start..start + line.trim_end().len()))
    });
    Place { file: page.file.clone(), span: found }
}

/// What servers answer wrong addresses with.
const NOT_FOUND: &str = "404.html";

/// Whether a page says that it is the one for wrong addresses: it leads on from nowhere.
fn is_of_not_found(address: &str) -> bool {
    let name = address.trim_matches('/');
    name.eq_ignore_ascii_case(NOT_FOUND) || name == "404"
}

/// Whether a sign, written as it is in an address, ends it, or means something to the servers that it is written for.
fn means_something_else(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || r#"~;{}"'`\$*|<>^"#.contains(sign)
}

/// That an alias holds such a sign: it stands for itself alone, which whoever wrote a pattern did not mean.
fn unusual(alias: &NamedValue, address: &Address, place: Place) -> Option<Finding> {
    // A list that was written as one text is reported as that.
    if !alias.name.trim().contains(means_something_else) || alias.name.contains(", ") {
        return None;
    }
    let encoded = |sign: char| {
        let sign_as_text = sign.to_string();
        if means_something_else(sign) { encode_all(&sign_as_text) } else { sign_as_text }
    };
    let plain: String = alias.name.trim().chars().map(encoded).collect();
    let message = format!("`{}` is taken as the address `{}`", alias.name, address.from_root());
    Some(
        Finding::new(Code::BadValue, place, message)
            .with_severity(Severity::Warning)
            .label("with signs that mean something to web servers")
            .hint(format!("write `{plain}` if that is meant; another name of a page has no slash")),
    )
}

/// The pages in the order in which they are asked for their old addresses: one in force first, one that is deleted last.
fn as_asked(index: &LinkIndex) -> Vec<(PageId, &Page)> {
    let mut pages: Vec<(PageId, &Page)> = numbered(&index.pages).collect();
    pages.sort_by_key(|(_, page)| {
        let is_deleted = page.stood.as_ref().is_some_and(|stood| stood.deleted);
        (!index.files.in_force.contains(&page.file), is_deleted)
    });
    pages
}

/// Old addresses and where they lead. Other aliases are names: see [`is_old_address`].
pub(super) fn redirects(index: &LinkIndex, findings: &mut Vec<Finding>) -> Vec<Redirect> {
    let mut taken: BTreeMap<Address, (PageId, Span)> = BTreeMap::new();
    for (id, page) in as_asked(index) {
        let aliases = page.fields.named("aliases").iter().filter(|alias| is_old_address(&alias.name));
        let aliases = aliases.map(|alias| (alias, Severity::Error));
        // Elsewhere it is found there and nowhere else: that it is found here as well is told no louder than that.
        let permalink = page.permalink.iter().filter(|address| !is_of_not_found(&address.name));
        for (alias, severity) in aliases.chain(permalink.map(|address| (address, Severity::Warning))) {
            let place = Place::span(&page.file, alias.span);
            let written = Some(&alias.name).filter(|name| !name.contains(['#', '?']));
            let Some(address) = written.and_then(|name| Address::written(name)) else {
                let message = format!("`{}` is no address of this site", alias.name);
                findings.push(
                    Finding::new(Code::BadValue, place, message)
                        .hint("write it from the site's root: `/old/place/`"),
                );
                continue;
            };
            if address.as_str().eq_ignore_ascii_case(NOT_FOUND) {
                let message = format!("the page for wrong addresses is found at `{address}`");
                findings.push(Finding::new(Code::AddressCollision, place, message).label("not redirected"));
            } else if address == page.address {
                // It is found there: nothing has to lead on.
            } else if let Some(there) = index.known.at_address(&address) {
                let there = &index.pages[there.index()];
                let finding = Finding::new(
                    Code::AddressCollision,
                    place,
                    format!("a page is found at `{address}` today"),
                );
                let finding = finding.with_severity(severity);
                findings.push(finding.label("not redirected").related(Place::file(&there.file), "this page"));
            } else if let Some((first, span)) = taken.get(&address).filter(|(first, _)| *first != id) {
                let first = &index.pages[first.index()];
                let finding = Finding::new(
                    Code::DuplicateAlias,
                    place,
                    format!("two pages claim the old address `{address}`"),
                );
                let cause = format!("`{}` and `{}` claim the same old addresses", first.file, page.file);
                findings.push(
                    finding
                        .cause(cause)
                        .with_severity(severity)
                        .label("not redirected here")
                        .related(Place::span(&first.file, *span), "redirected to this page"),
                );
            } else {
                findings.extend(unusual(alias, &address, place));
                taken.insert(address, (id, alias.span));
            }
        }
    }
    taken.into_iter().map(|(from, (to, span))| Redirect { from, to, named: Some(span) }).collect()
}

/// The folder of the pages that list tags.
pub(super) const TAGS: &str = "tags";

/// Tags in alphabetical order, each with its pages in reading order.
pub(super) fn tags(content: &Content) -> Vec<Tag> {
    let mut by_name: BTreeMap<String, (Arc<str>, Vec<PageId>)> = BTreeMap::new();
    for id in content.reading_order(FolderId::ROOT) {
        for tag in content.page(id).fields.named("tags").iter().filter(|tag| !tag.name.is_empty()) {
            let entry =
                by_name.entry(tag.name.to_lowercase()).or_insert_with(|| (tag.name.clone(), Vec::new()));
            if entry.1.last() != Some(&id) {
                entry.1.push(id);
            }
        }
    }
    let mut slugs = TagSlugs::default();
    let tag = |(name, pages): (Arc<str>, Vec<PageId>)| {
        let address = Address::folder(&format!("{TAGS}/{}", slugs.free(&name)));
        Tag { name, address, pages }
    };
    by_name.into_values().map(tag).collect()
}

/// “C++” and “C#” make the same slug; the second becomes `c-2`, unless a tag is called that.
#[derive(Default)]
struct TagSlugs {
    used: HashSet<String>,
    /// Of slugs that are made more than once, the number that is tried next: of a thousand such tags none tries a thousand.
    next: HashMap<String, usize>,
}

impl TagSlugs {
    fn free(&mut self, name: &str) -> String {
        let slug = slug(name);
        if self.used.insert(slug.clone()) {
            return slug;
        }
        let next = self.next.entry(slug.clone()).or_insert(2);
        loop {
            count_steps(1);
            let numbered = format!("{slug}-{next}");
            *next += 1;
            if self.used.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

fn numbered(pages: &SharedList<Page>) -> impl Iterator<Item = (PageId, &Page)> {
    (0_u32..).map(PageId).zip(pages.iter().map(|page| &**page))
}

/// Whether a page carries any tag.
pub(super) fn has_tags(page: &Page) -> bool {
    matches!(page.fields.get("tags"), Some(FieldValue::Texts(tags)) if !tags.is_empty())
}
