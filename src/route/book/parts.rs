//! Which pages and views a book is made of.

use std::collections::HashSet;

use crate::config::{BookPart, ConfigValue, site_file};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::selector_of;
use crate::model::{Book, BookEntry, PageId, Selector};
use crate::route::site::Site;
use crate::route::strategy::{Scope, StrategyView, unmeant, view_named};
use crate::yaml::{YamlNode, YamlReader};

/// What a part shows.
pub(super) enum PartContent {
    /// A page.
    Page(PageId),
    /// A view of the strategy.
    View {
        view: &'static dyn StrategyView,
        /// Which pages it is drawn of; `None` for all.
        selector: Option<Selector>,
    },
}

/// The parts of a book, each page once: where it is named first.
pub(super) fn of(site: &Site, book: &Book) -> Checked<Vec<PartContent>> {
    let mut findings = Vec::new();
    let (mut parts, mut seen) = (Vec::new(), HashSet::new());
    let mut add = |pages: Vec<PageId>, parts: &mut Vec<PartContent>| {
        let scope = Scope::whole(site);
        let new = pages.into_iter().filter(|id| scope.shows(*id) && seen.insert(*id));
        parts.extend(new.map(PartContent::Page));
    };
    for entry in &book.parts {
        match entry {
            BookEntry::Page(id) => add(vec![*id], &mut parts),
            BookEntry::Chosen(ConfigValue { value: BookPart::Pages(pages), .. }) => {
                if let Some(selector) = selector(pages, &mut findings) {
                    let place = Place::span(&site_file(), pages.span);
                    findings.extend(unmeant(site, &selector, Code::BadConfig, &place));
                    add(Scope::chosen(site, Some(&selector)).pages(), &mut parts);
                }
            }
            BookEntry::Chosen(ConfigValue { value: BookPart::View { name, pages }, span }) => {
                let view = match view_named(name, Code::BadConfig, Place::span(&site_file(), *span)) {
                    Ok(view) => view,
                    Err(unknown) => {
                        findings.push(*unknown);
                        continue;
                    }
                };
                let chosen = pages.as_ref().map(|pages| selector(pages, &mut findings));
                // Half a choice would choose too much.
                if let Some(selector) = chosen.map_or(Some(None), |chosen| chosen.map(Some)) {
                    parts.push(PartContent::View { view, selector });
                }
            }
            // Its page was found before, or it was said that there is none.
            BookEntry::Chosen(ConfigValue { value: BookPart::Page(_), .. }) => {}
        }
    }
    Checked::new(parts, findings)
}

/// Whether nothing that a book names is there. What is written wrongly counts as there: its drawing says so. Asked for every
/// compile, it looks no further than to the first part.
pub(super) fn are_none(site: &Site, book: &Book) -> bool {
    let is_there = |entry: &BookEntry| match entry {
        BookEntry::Page(id) => Scope::whole(site).shows(*id),
        BookEntry::Chosen(ConfigValue { value: BookPart::Pages(pages), .. }) => {
            let selector = selector(pages, &mut Vec::new());
            let scope = Scope::chosen(site, selector.as_ref());
            site.content.ids().any(|id| scope.holds(id))
        }
        BookEntry::Chosen(ConfigValue { value: BookPart::View { .. }, .. }) => true,
        // Its page was not found, which was said.
        BookEntry::Chosen(ConfigValue { value: BookPart::Page(_), .. }) => false,
    };
    !book.parts.iter().any(is_there)
}

fn selector(pages: &YamlNode, findings: &mut Vec<Finding>) -> Option<Selector> {
    let file = site_file();
    let reader = YamlReader::new(&file, Code::BadConfig);
    let selector = selector_of(pages, &reader);
    let wrong = reader.into_findings();
    let is_clear = wrong.is_empty();
    findings.extend(wrong);
    selector.filter(|_| is_clear)
}
