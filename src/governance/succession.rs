//! `supersedes` counts for a controlled page only from an approved text.

use std::sync::Arc;

use super::Governance;
use super::roles::ROLE;
use crate::config::Edition;
use crate::diagnostic::{Checked, Code, Finding, Place, Severity};
use crate::model::{Content, End, InForce, InForceReason, Page, PageFacts, PageId, Related, fold_name};

/// The relation by which a page takes the place of another.
const SUPERSEDES: &str = "supersedes";

impl Governance {
    /// The relations of pages, in which no page under control is superseded by a text that nobody approved. Who wrote such
    /// a thing on a page that nobody approves is reported.
    pub fn approved_relations(&self, content: &Content) -> Checked<Arc<Vec<Vec<Related>>>> {
        let mut relations = content.relations.clone();
        let mut findings = Vec::new();
        for old in content.ids().filter(|id| !content.stating(*id, SUPERSEDES).is_empty()) {
            let Some(controlled) = self.standing_of(old).filter(|in_force| in_force.is_controlled()) else {
                continue;
            };
            let successors = content.stating(old, SUPERSEDES).iter().copied();
            let (kept, not): (Vec<PageId>, Vec<PageId>) =
                successors.partition(|new| self.has_succeeded(content, *new, old, controlled));
            if not.is_empty() {
                continue;
            }
            let of_nobody = |new: &&PageId| self.standing_of(**new).is_none_or(|new| !new.is_controlled());
            findings.extend(
                not.iter().filter(of_nobody).map(|new| finding(content.page(*new), content.page(old))),
            );
            if let Some(relations) = Arc::make_mut(&mut relations).get_mut(old.index()) {
                set(relations, kept);
            }
        }
        Checked::new(relations, findings)
    }

    /// How a page of the selected edition stands.
    fn standing_of(&self, page: PageId) -> Option<&InForce> {
        let number = self.pages.iter().position(|known| *known == Some(page))?;
        self.in_force.get(number).map(|in_force| &**in_force)
    }

    /// Whether a page says of a controlled one that it supersedes it, in a text that somebody approved.
    fn has_succeeded(&self, content: &Content, new: PageId, old: PageId, controlled: &InForce) -> bool {
        // Who reads drafts may see what is to take the place of a page that applies no more in any case.
        if self.edition == Edition::Latest && controlled.is_withdrawn() {
            return true;
        }
        let Some(number) = self.pages.iter().position(|known| *known == Some(new)) else { return false };
        let (subject, in_force) = (&self.subjects[number], &self.in_force[number]);
        // What took the place of a withdrawn page did so although it was withdrawn itself since.
        let last = || in_force.issues.last().filter(|_| in_force.is_withdrawn() && controlled.is_withdrawn());
        let Some(issue) =
            in_force.issue().or_else(last).filter(|issue| issue.basis != InForceReason::StoodBefore)
        else {
            return false;
        };
        let signed: Vec<Arc<str>> = issue.basis.records().iter().map(|record| record.role.clone()).collect();
        if !self.might_withdraw(&signed, old) {
            return false;
        }
        // What the edition shows is that text, or a draft of which it is asked whether the text says so too.
        let is_shown = self.edition == Edition::Approved || in_force.waiting.is_none();
        let facts = subject.states.get(issue.state).and_then(|state| state.facts.as_ref());
        is_shown || facts.is_some_and(|facts| names(facts, content.page(old)))
    }

    /// Whether these roles might withdraw a page today: who might not does not say that it is superseded either. The page of
    /// a role takes all who sign it. The model in force, and the page of a role that it names, are withdrawn by nobody.
    fn might_withdraw(&self, signed: &[Arc<str>], page: PageId) -> bool {
        let number = self.pages.iter().position(|known| *known == Some(page));
        let is_in_use = |number: usize| {
            let (id, law) = (self.subjects[number].id.as_ref(), self.fold.law());
            id.zip(law).is_some_and(|(id, law)| law.page == *id || law.names_role(id))
        };
        let last = number.filter(|number| !is_in_use(*number)).and_then(|number| {
            let in_force = &self.in_force[number];
            let issue = in_force.issue().or(in_force.issues.last())?;
            self.subjects[number].states.get(issue.state)?.facts.as_deref()
        });
        last.is_some_and(|facts| match &*facts.kind {
            ROLE => self.asked_of(facts).iter().all(|asked| signed.contains(asked)),
            _ => self.may_withdraw(&[facts]).iter().any(|may| signed.contains(may)),
        })
    }
}

/// Whether a text says that it supersedes a page.
fn names(facts: &PageFacts, old: &Page) -> bool {
    let folder = facts.path.parent();
    facts
        .fields
        .named(SUPERSEDES)
        .iter()
        .any(|named| means(&named.name, old) || folder.join(&named.name).as_ref() == Some(&old.path))
}

/// Whether a relation may name a page so: as everywhere, its case is no matter, and any name of it will do.
fn means(name: &str, page: &Page) -> bool {
    let name_of_it = fold_name(name);
    page.is_called(name) || page.names().any(|own| fold_name(own) == name_of_it)
}

/// Puts those in the place of all that say that they supersede a page.
fn set(relations: &mut Vec<Related>, kept: Vec<PageId>) {
    let is_it = |related: &Related| related.end == End::IsNamed && &*related.field == SUPERSEDES;
    if kept.is_empty() {
        relations.retain(|related| !is_it(related));
    } else if let Some(related) = relations.iter_mut().find(|related| is_it(related)) {
        related.pages = kept;
    }
}

/// That a page which nobody approves says that it takes the place of one under control.
fn finding(new: &Page, old: &Page) -> Finding {
    let named = new.fields.named(SUPERSEDES).iter();
    let mut named = named.filter(|named| {
        means(&named.name, old) || new.path.parent().join(&named.name).as_ref() == Some(&old.path)
    });
    let place =
        named.next().map_or_else(|| Place::file(&new.file), |named| Place::span(&new.file, named.span));
    let message =
        format!("nobody approves this page, and “{}” is under control: it is not superseded", old.title);
    Finding::new(Code::WrongRelation, place, message)
        .with_severity(Severity::Warning)
        .label("counts for nothing")
        .hint("have what takes its place approved, or withdraw it: `guidepost withdraw`")
}
