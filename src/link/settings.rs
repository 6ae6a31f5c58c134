//! Pages that `site.toml` names: errands of the home page, parts of books.

use super::index::{LeftOut, LinkIndex};
use super::known::PathTarget;
use crate::config::{BookPart, Config, ConfigValue, site_file};
use crate::diagnostic::{Code, Finding, Place, near_miss};
use crate::model::{Book, BookEntry, PageId, QuickLink};
use crate::source::Span;

/// Errands with the pages that serve them.
pub(super) fn errands(index: &LinkIndex, config: &Config, findings: &mut Vec<Finding>) -> Vec<QuickLink> {
    let mut errands = Vec::new();
    for errand in &config.errands {
        let ConfigValue { value: named, span } = &errand.page;
        if let Some(page) = page_named(index, named, *span, findings) {
            errands.push(QuickLink { title: errand.title.clone(), summary: errand.summary.clone(), page });
        }
    }
    errands
}

/// Books with the pages that they name.
pub(super) fn books(index: &LinkIndex, config: &Config, findings: &mut Vec<Finding>) -> Vec<Book> {
    let mut books = Vec::new();
    for book in &config.books {
        let mut parts = Vec::new();
        for part in &book.parts {
            match &part.value {
                BookPart::Page(named) => {
                    parts.extend(page_named(index, named, part.span, findings).map(BookEntry::Page));
                }
                BookPart::Pages(_) | BookPart::View { .. } => parts.push(BookEntry::Chosen(part.clone())),
            }
        }
        let (name, title, summary) = (book.name.clone(), book.title.clone(), book.summary.clone());
        books.push(Book { name, title, summary, parts, pdf: book.pdf });
    }
    books
}

/// The page with a path or an id. Where there is none that is a finding, but for pages that are left out for a reason that is
/// said already.
fn page_named(index: &LinkIndex, named: &str, span: Span, findings: &mut Vec<Finding>) -> Option<PageId> {
    let by_path = || match index.known.at_path(named)? {
        PathTarget::Page(page) => Some(page),
        PathTarget::File(_) => None,
    };
    if let Some(page) = index.known.with_document(named).or_else(by_path) {
        return Some(page);
    }
    let known =
        index.pages.iter().flat_map(|page| [page.path.as_str()].into_iter().chain(page.document.as_deref()));
    let near = match index.left_out(named) {
        Some(LeftOut::Reported | LeftOut::Unapproved(_)) => return None,
        Some(LeftOut::Draft(hint)) => Some(hint),
        None => near_miss(named, known).map(|near| format!("did you mean `{near}`?")),
    };
    let message = format!("no page has the path or id `{named}`");
    let finding = Finding::new(Code::BadConfig, Place::span(&site_file(), span), message);
    findings.push(finding.hint_if(near));
    None
}
