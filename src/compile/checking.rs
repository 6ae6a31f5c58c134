//! How every control stands on the pages of the edition.

use std::collections::HashSet;
use std::sync::Arc;

use super::memo::{InPlace, Memo, Picked, RowsMemo};
use crate::diagnostic::Checked;
use crate::governance::{Governance, GovernanceContext, Judge, Ledger, Subject, UpstreamStatus};
use crate::model::{
    Asset, Checklist, Content, Folder, InForce, Item, MetadataVersion, Page, PageId, QuickLink, Related, Tag,
    Target,
};
use crate::shared::{ByPtr, SharedList};

/// What is remembered of how controls stand.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct CheckMemos {
    pages: Memo<(MetadataVersion, ByPtr<GovernanceContext>), Arc<[Option<PageId>]>>,
    outlook: RowsMemo<ByPtr<GovernanceContext>, (SharedList<Subject>, SharedList<InForce>), UpstreamStatus>,
    seen:
        RowsMemo<ByPtr<GovernanceContext>, (SharedList<Subject>, SharedList<InForce>, OfPage<Page>), Subject>,
    relations: Memo<RelationInputs, Checked<(Arc<Vec<Vec<Related>>>, MetadataVersion)>>,
    withdrawn: Memo<(SharedList<UpstreamStatus>, ByPtr<[Option<PageId>]>), Arc<HashSet<PageId>>>,
    leading: Memo<LeadingInputs, Leading>,
    ledger: Memo<(MetadataVersion, ByPtr<GovernanceContext>), Arc<Ledger>>,
    of_pages: RowsMemo<
        Around,
        (SharedList<Subject>, SharedList<InForce>, OfPage<Page>, OfPage<[Target]>, InPlace),
        [Item],
    >,
    of_others: Memo<Around, Checked<Arc<[Item]>>>,
}

/// Of each subject something of the page that it is.
type OfPage<T> = Picked<Option<PageId>, T>;

/// What every rule may look at beside a page itself: all of pages but their words, how they look from one another, the
/// files that they show.
type Around = (ByPtr<GovernanceContext>, MetadataVersion, SharedList<UpstreamStatus>, ByPtr<Vec<Asset>>);

/// What decides which pages supersede others.
type RelationInputs = (
    (MetadataVersion, ByPtr<GovernanceContext>, ByPtr<[Option<PageId>]>),
    (SharedList<Subject>, SharedList<InForce>),
);

/// What leads to pages by itself.
type Leading = (Arc<Vec<Folder>>, Arc<Vec<Tag>>, Arc<Vec<QuickLink>>);
/// The same, and the pages that nothing must lead to.
type LeadingInputs = (ByPtr<Vec<Folder>>, ByPtr<Vec<Tag>>, ByPtr<Vec<QuickLink>>, ByPtr<HashSet<PageId>>);

impl CheckMemos {
    /// How every control stands on the pages of the edition, of which none leads to those that are withdrawn.
    pub(super) fn checked(
        &self,
        content: Content,
        governance: Option<Governance>,
    ) -> Checked<(Content, Option<(Governance, Checklist)>)> {
        let Some(governance) = governance else { return Checked::clean((content, None)) };
        let mut findings = Vec::new();
        let governance = self.with_edition(governance, &content);
        let content = self.with_approved_successors(&governance, content).into_value(&mut findings);
        let withdrawn = (governance.outlook.clone(), ByPtr::of(governance.pages()));
        let withdrawn = self.withdrawn.get(withdrawn, |_| Arc::new(governance.withdrawn()));
        let content = self.without_leading_to(content, &withdrawn);
        let checklist = self.checklist(&governance, &content).into_value(&mut findings);
        Checked::new((content, Some((governance, checklist))), findings)
    }

    /// Shows governance the pages of the edition.
    fn with_edition(&self, governance: Governance, content: &Content) -> Governance {
        let judged_by = || ByPtr::of(&governance.basis);
        let inputs = (content.metadata.clone(), judged_by());
        let pages = self.pages.get(inputs, |_| governance.pages_of_subjects(content));
        let columns = (governance.subjects.clone(), governance.in_force.clone());
        let outlook =
            self.outlook.map_interned(judged_by(), columns, |judged_by, (subjects, in_force), row| {
                Arc::new(UpstreamStatus::for_subject(&subjects[row], &in_force[row], &judged_by.0.zone))
            });
        let shown = Picked { values: content.pages.clone(), places: pages.clone() };
        let columns = (governance.subjects.clone(), governance.in_force.clone(), shown);
        let seen = self.seen.map(judged_by(), columns, |_, (subjects, _, shown), row| {
            Checked::clean(Arc::new(
                subjects[row].seen(shown.places[row], shown.get(row).map(|page| &**page)),
            ))
        });
        governance.with_edition(pages, outlook, seen.value)
    }

    /// The same content, in which no page under control is superseded by a text that nobody approved.
    fn with_approved_successors(&self, governance: &Governance, content: Content) -> Checked<Content> {
        let inputs = (
            (content.metadata.clone(), ByPtr::of(&governance.basis), ByPtr::of(governance.pages())),
            (governance.subjects.clone(), governance.in_force.clone()),
        );
        let approved = self.relations.get(inputs, |_| {
            let Checked { value: relations, findings } = governance.approved_relations(&content);
            let is_same = Arc::ptr_eq(&relations, &content.relations);
            let metadata = if is_same { content.metadata.clone() } else { MetadataVersion::default() };
            Checked::new((relations, metadata), findings)
        });
        let (relations, metadata) = approved.value;
        Checked::new(Content { metadata, relations, ..content }, approved.findings)
    }

    /// The same without what leads to some pages by itself.
    fn without_leading_to(&self, content: Content, hidden: &Arc<HashSet<PageId>>) -> Content {
        let inputs = (
            ByPtr::of(&content.folders),
            ByPtr::of(&content.tags),
            ByPtr::of(&content.errands),
            ByPtr::of(hidden),
        );
        let (folders, tags, errands) = self.leading.get(inputs, |(_, _, _, ByPtr(hidden))| {
            let Content { folders, tags, errands, .. } = content.clone().without_leading_to(hidden);
            (folders, tags, errands)
        });
        Content { folders, tags, errands, ..content }
    }

    fn checklist(&self, governance: &Governance, content: &Content) -> Checked<Checklist> {
        let Some(judge) = Judge::by_model_in_force(governance, content) else {
            return Checked::clean(Checklist::default());
        };
        let (judged_by, metadata) = (ByPtr::of(&governance.basis), content.metadata.clone());
        let ledger = self.ledger.get((metadata.clone(), judged_by.clone()), |_| Arc::new(judge.ledger()));
        let around = (judged_by, metadata, governance.outlook.clone(), ByPtr::of(&content.assets));
        let columns = (
            governance.subjects.clone(),
            governance.in_force.clone(),
            Picked { values: content.pages.clone(), places: governance.pages().clone() },
            Picked { values: content.targets.clone(), places: governance.pages().clone() },
            // Items carry the number of their page.
            InPlace,
        );
        let of_pages = self.of_pages.map(around.clone(), columns, |_, _, row| judge.of_page(row, &ledger));
        let of_others = self.of_others.get(around, |_| judge.of_others(&ledger));
        let Checked { value: of_pages, mut findings } = of_pages;
        let of_others = of_others.into_value(&mut findings);
        Checked::new(judge.checklist(of_pages, of_others), findings)
    }
}
