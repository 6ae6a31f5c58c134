//! Relations that lead back to where they began, where that cannot be meant: no page can be read before itself.

use std::collections::{HashMap, HashSet};

use super::index::LinkIndex;
use crate::config::Field;
use crate::diagnostic::{Code, Finding, Place, Severity};
use crate::model::PageId;

/// One statement of a relation.
pub(super) struct Statement<'a> {
    pub(super) from: PageId,
    pub(super) to: PageId,
    pub(super) field: &'a Field,
}

/// Relations that order pages.
const ORDERING: [&str; 2] = ["requires", "supersedes"];

/// A finding for each circle, at the first of its pages.
pub(super) fn circles(index: &LinkIndex, statements: &[Statement<'_>]) -> Vec<Finding> {
    ORDERING.iter().flat_map(|field| of_field(index, statements, field)).collect()
}

fn of_field(index: &LinkIndex, statements: &[Statement<'_>], field: &str) -> Vec<Finding> {
    let mut leads: HashMap<PageId, Vec<PageId>> = HashMap::new();
    for statement in statements.iter().filter(|statement| statement.field.name == field) {
        leads.entry(statement.from).or_default().push(statement.to);
    }
    let mut pages: Vec<PageId> = leads.keys().copied().collect();
    pages.sort_unstable();
    let mut walk = Walk { leads: &leads, way: Vec::new(), done: HashSet::new(), circles: Vec::new() };
    for page in pages {
        walk.from(page);
    }
    walk.circles.iter().filter_map(|circle| finding(index, circle, field)).collect()
}

/// A walk along all relations, each page once.
struct Walk<'a> {
    leads: &'a HashMap<PageId, Vec<PageId>>,
    /// The pages on the way, each with how many of its relations have been followed.
    way: Vec<(PageId, usize)>,
    /// Pages that have been left, or are on the way.
    done: HashSet<PageId>,
    circles: Vec<Vec<PageId>>,
}

impl Walk<'_> {
    fn from(&mut self, start: PageId) {
        if self.done.insert(start) {
            self.way.push((start, 0));
        }
        while let Some((page, followed)) = self.way.last_mut() {
            let next = self.leads.get(page).and_then(|leads| leads.get(*followed)).copied();
            *followed += 1;
            match next {
                None => {
                    self.way.pop();
                }
                Some(next) => self.step(next),
            }
        }
    }

    fn step(&mut self, next: PageId) {
        if let Some(at) = self.way.iter().position(|(page, _)| *page == next) {
            self.circles.push(self.way.iter().skip(at).map(|(page, _)| *page).collect());
        } else if self.done.insert(next) {
            self.way.push((next, 0));
        }
    }
}

fn finding(index: &LinkIndex, circle: &[PageId], field: &str) -> Option<Finding> {
    let (at, first) = circle.iter().enumerate().min_by_key(|(_, page)| **page)?;
    let round = circle.iter().cycle().skip(at).take(circle.len() + 1);
    let titles: Vec<String> = round.map(|page| format!("“{}”", index.pages[page.index()].title)).collect();
    let page = &index.pages[first.index()];
    let span = page.fields.named(field).first().map(|named| named.span);
    let place = Place { file: page.file.clone(), span };
    let message = format!("`{field}` leads in a circle: {}", titles.join(", "));
    // Nobody can ever begin such a course; of other pages it is a slip.
    let is_learned = |page: &PageId| matches!(&*index.pages[page.index()].kind.name, "lesson" | "course");
    let severity = if circle.iter().any(is_learned) { Severity::Error } else { Severity::Warning };
    let finding = Finding::new(Code::WrongRelation, place, message).with_severity(severity);
    Some(finding.hint("take one of these relations out"))
}
