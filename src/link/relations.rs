//! What front matter names: relations to other pages, which show on both ends, and roles.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::circles::{self, Statement};
use super::index::{LeftOut, LinkIndex};
use super::known::PathTarget;
use super::roles;
use crate::config::{Field, FieldType};
use crate::diagnostic::defect::{Stage, Work, marked};
use crate::diagnostic::{Candidates, Code, Finding, Place};
use crate::model::{End, FieldValue, Fields, NamedValue, Page, PageId, Related};

/// Relations of every page from either end.
pub(super) fn relations(index: &LinkIndex, findings: &mut Vec<Finding>) -> Vec<Vec<Related>> {
    let mut reader = Reader { index, statements: Vec::new(), candidates: HashMap::new(), findings };
    for (id, page) in (0_u32..).map(PageId).zip(&index.pages) {
        marked(Work::on(Stage::Relating, &page.file), || reader.read(id, page, &page.fields));
    }
    let statements = reader.statements;
    findings.extend(circles::circles(index, &statements));
    both_ends(index.pages.len(), &statements)
}

struct Reader<'a, 'f> {
    index: &'a LinkIndex,
    statements: Vec<Statement<'a>>,
    /// What relations to pages of some kinds may name, by those kinds.
    candidates: HashMap<Vec<String>, Candidates>,
    findings: &'f mut Vec<Finding>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self, id: PageId, page: &'a Page, fields: &'a Fields) {
        for (field, value) in fields.iter() {
            match (&field.shape, value) {
                (FieldType::Pages { to, .. }, FieldValue::Pages(named)) => {
                    for name in named {
                        self.relation(id, page, field, to, name);
                    }
                }
                (FieldType::Roles, FieldValue::Roles(named)) => {
                    let wrong =
                        named.iter().filter_map(|name| roles::wrong(self.index, page, &field.name, name));
                    self.findings.extend(wrong);
                }
                (_, FieldValue::Items(items)) => items.iter().for_each(|item| self.read(id, page, item)),
                _ => {}
            }
        }
    }

    fn relation(
        &mut self,
        from: PageId,
        page: &'a Page,
        field: &'a Field,
        kinds: &[String],
        name: &NamedValue,
    ) {
        let Some(to) = self.page_named(page, &name.name) else {
            let unknown = self.unknown(page, field, kinds, name);
            self.findings.extend(unknown);
            return;
        };
        let target = &self.index.pages[to.index()];
        if to == from {
            let message = format!("`{}` leads back to this very page", field.name);
            self.findings.push(Finding::new(
                Code::WrongRelation,
                Place::span(&page.file, name.span),
                message,
            ));
            return;
        }
        if !kinds.is_empty() && !kinds.contains(&target.kind.name) {
            let message = format!(
                "`{}` leads to a page of kind {}; this is of kind {}",
                field.name,
                kinds.join(" or "),
                target.kind.name
            );
            let finding = Finding::new(Code::WrongRelation, Place::span(&page.file, name.span), message);
            self.findings.push(
                finding
                    .label(format!("“{}”", target.title))
                    .related(Place::file(&target.file), "the page it names"),
            );
        }
        let known = self.statements.iter().rev().take_while(|statement| statement.from == from);
        if !known.into_iter().any(|statement| statement.to == to && statement.field.name == field.name) {
            self.statements.push(Statement { from, to, field });
        }
    }

    /// By document number, else by path, else by a title or name that one page alone has.
    fn page_named(&self, page: &Page, name: &str) -> Option<PageId> {
        let by_path = || match self.index.known.at_path(page.path.parent().join(name)?.as_str())? {
            PathTarget::Page(id) => Some(id),
            PathTarget::File(_) => None,
        };
        let by_name = || match self.index.known.named(name).pages {
            [id] => Some(*id),
            _ => None,
        };
        self.index.known.with_document(name).or_else(by_path).or_else(by_name)
    }

    fn unknown(
        &mut self,
        page: &Page,
        field: &Field,
        kinds: &[String],
        name: &NamedValue,
    ) -> Option<Finding> {
        let draft = match self.index.left_out(&name.name) {
            Some(LeftOut::Reported | LeftOut::Unapproved(_)) => return None,
            Some(LeftOut::Draft(hint)) => Some(hint),
            None => None,
        };
        let pages = &self.index.pages;
        let candidates = self.candidates.entry(kinds.to_vec()).or_insert_with(|| {
            let fits = |page: &&Arc<Page>| kinds.is_empty() || kinds.contains(&page.kind.name);
            let names = |page: &'a Arc<Page>| page.document.as_deref().into_iter().chain([&*page.title]);
            Candidates::new(pages.iter().filter(fits).flat_map(names))
        });
        let near =
            || candidates.nearest(&name.name, usize::MAX).map(|near| format!("did you mean `{near}`?"));
        let near = draft.or_else(near);
        let what = if kinds.is_empty() { "page".to_owned() } else { kinds.join(" or ") };
        let finding = Finding::new(
            Code::UnknownRelation,
            Place::span(&page.file, name.span),
            format!("`{}` names no {what} of this site", name.name),
        );
        let list = name.name.contains(", ").then(|| format!("write a list: `[{}]`", name.name));
        Some(finding.label(format!("named in `{}`", field.name)).hint_if(list.or(near)))
    }
}

/// Groups statements by page, end and field, in the order of the statements.
fn both_ends(pages: usize, statements: &[Statement<'_>]) -> Vec<Vec<Related>> {
    let mut grouped: BTreeMap<(PageId, End, &str), (&Field, Vec<PageId>)> = BTreeMap::new();
    for Statement { from, to, field } in statements {
        for (page, end, other) in [(*from, End::States, *to), (*to, End::IsNamed, *from)] {
            grouped.entry((page, end, &field.name)).or_insert_with(|| (field, Vec::new())).1.push(other);
        }
    }
    let mut relations = vec![Vec::new(); pages];
    for ((page, end, name), (field, others)) in grouped {
        let label: Arc<str> = match (&field.shape, end) {
            (FieldType::Pages { inverse, .. }, End::IsNamed) => inverse.as_str().into(),
            _ => field.label.as_str().into(),
        };
        if let Some(relations) = relations.get_mut(page.index()) {
            relations.push(Related { field: name.into(), end, label, pages: others });
        }
    }
    relations
}
