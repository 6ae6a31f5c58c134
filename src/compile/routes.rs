//! Everything together -> a site that knows its routes.

use std::collections::HashSet;
use std::sync::Arc;

use super::memo::{Memo, RowsMemo};
use super::unpublished::OlderGate;
use crate::config::{Config, Elsewhere};
use crate::date::Day;
use crate::diagnostic::Checked;
use crate::governance::fold::FoldState;
use crate::governance::{GovernanceContext, Subject};
use crate::link::HistoricalLinks;
use crate::model::{Asset, Embedded, Folder, Histories, InForce, Item, MetadataVersion, PageId};
use crate::path::FilePath;
use crate::route::{
    self, AsIs, GeneratedAddresses, GovernanceIndex, IndexInputs, IssueNames, IssuedTexts, Kept,
    MovedEvidence, NavigationInputs, Neighbours, OlderFiles, OnDemand, Parts, PublishedRoutes, RouteInputs,
    Sidebars, Site, WrittenAddresses,
};
use crate::shared::{ByPtr, SharedList};

/// What is remembered of routes.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct RouteMemos {
    written: Memo<(MetadataVersion, Vec<AsIs>), OnDemand<WrittenAddresses>>,
    places: Memo<PlacesInputs, OnDemand<HistoricalLinks>>,
    neighbours: Memo<(MetadataVersion, Arc<Vec<Folder>>), Arc<Vec<Neighbours>>>,
    approved_files: Memo<SharedList<Option<IssuedTexts>>, Arc<Vec<Embedded>>>,
    issue_names: Memo<SharedList<Option<IssuedTexts>>, Arc<IssueNames>>,
    older: Memo<OlderInputs, Arc<OlderFiles>>,
    waiting: RowsMemo<
        ByPtr<GovernanceContext>,
        (SharedList<Subject>, SharedList<InForce>, SharedList<[Item]>),
        Vec<Arc<str>>,
    >,
    index: Memo<IndexInputs, Arc<GovernanceIndex>>,
    compared: Memo<(MetadataVersion, ByPtr<Histories>, SharedList<bool>), Arc<Vec<PageId>>>,
    issued: RowsMemo<(), (SharedList<Subject>, SharedList<InForce>), Option<IssuedTexts>>,
    moved_evidence: Memo<RouteInputs, Arc<Vec<MovedEvidence>>>,
    generated: Memo<RouteInputs, Arc<GeneratedAddresses>>,
    sidebars: Memo<NavigationInputs, Arc<Sidebars>>,
    published: Memo<RouteInputs, Arc<PublishedRoutes>>,
}

/// What decides where references in older texts lead.
type PlacesInputs = (
    (MetadataVersion, ByPtr<Histories>, FilePath),
    (Vec<AsIs>, (Option<String>, Elsewhere), Arc<HashSet<FilePath>>),
);

/// What decides which files older texts show.
type OlderInputs = (
    (ByPtr<Vec<Asset>>, ByPtr<Histories>),
    (ByPtr<Vec<Embedded>>, Option<ByPtr<FoldState>>),
    (FilePath, ByPtr<Config>, Day),
);

impl RouteMemos {
    /// Puts a site together: where evidence was found once is known before anything has its address.
    pub(super) fn site(&self, parts: Parts) -> Checked<Site> {
        let issued = self.issued_texts(&parts);
        let kept = self.kept(&parts, &issued);
        let site = Site::new(parts, kept);
        let inputs = RouteInputs::new(&site, self.compared_pages(&site), issued);
        let moved_evidence = self.moved_evidence.get(inputs.clone(), |_| Arc::new(site.moved_evidence()));
        let inputs = inputs.with_moved_evidence(&moved_evidence);
        let site = site.with_moved_evidence(moved_evidence);
        let generated = self.generated.get(inputs.clone(), |_| Arc::new(site.generated_addresses()));
        let site = site.with_generated(generated);
        let sidebars = self
            .sidebars
            .get(site.navigation_inputs(), |(.., free)| Arc::new(Sidebars::new(&site.content, free)));
        let published = self.published.get(inputs, |_| Arc::new(site.published_routes()));
        site.with_routes(sidebars, published)
    }

    /// What of a site may be that of the one before.
    fn kept(&self, parts: &Parts, issued: &SharedList<Option<IssuedTexts>>) -> Kept {
        let (content, histories) = (&parts.content, ByPtr::of(&parts.past.histories));
        let metadata = || content.metadata.clone();
        let in_force = parts.governed.as_ref().map(|(governance, _)| governance.files_in_force());
        let places = (
            (metadata(), histories, parts.content_folder.clone()),
            (
                parts.as_is.clone(),
                (parts.config.base_url.clone(), parts.config.elsewhere.clone()),
                in_force.unwrap_or_default(),
            ),
        );
        Kept {
            written: self.written.get((metadata(), parts.as_is.clone()), |_| OnDemand::default()),
            places: self.places.get(places, |_| OnDemand::default()),
            neighbours: self
                .neighbours
                .get((metadata(), content.folders.clone()), |_| Arc::new(route::neighbours(content))),
            older: self.older_files(parts, issued),
            issue_names: self.issue_names.get(issued.clone(), |issued| Arc::new(IssueNames::of(issued))),
            index: self.governance_index(parts),
        }
    }

    /// The files that older texts show.
    fn older_files(&self, parts: &Parts, issued: &SharedList<Option<IssuedTexts>>) -> Arc<OlderFiles> {
        let Parts { content, past, config, content_folder, today, texts, .. } = parts;
        let approved =
            self.approved_files.get(issued.clone(), |issued| Arc::new(route::approved_files(issued)));
        let fold = parts.governed.as_ref().map(|(governance, _)| &governance.fold);
        let inputs = (
            (ByPtr::of(&content.assets), ByPtr::of(&past.histories)),
            (ByPtr::of(&approved), fold.map(ByPtr::of)),
            (content_folder.clone(), ByPtr::of(config), *today),
        );
        self.older.get(inputs, |_| {
            let approved = (approved.as_slice(), fold.map(|fold| &**fold));
            let gate =
                OlderGate { content: content_folder, config, versions: texts.as_deref(), today: *today };
            let is_open = |embedded: &Embedded| gate.is_open(embedded);
            Arc::new(OlderFiles::collect(content, past, approved, (content_folder, config, &is_open)))
        })
    }

    /// Where things are found among what governance knows.
    fn governance_index(&self, parts: &Parts) -> Arc<GovernanceIndex> {
        let Some(governed) = &parts.governed else { return Arc::default() };
        let (governance, checklist) = governed;
        // Where no model is in force, nothing is asked of any page.
        let items = if checklist.of_pages.is_empty() {
            governance.subjects.iter().map(|_| Arc::default()).collect()
        } else {
            checklist.of_pages.clone()
        };
        let columns = (governance.subjects.clone(), governance.in_force.clone(), items);
        let context = ByPtr::of(&governance.basis);
        let waiting = self.waiting.map_interned(context, columns, |context, (_, in_force, items), row| {
            Arc::new(route::roles_waited_for(&context.0, &in_force[row], &items[row]))
        });
        let inputs = IndexInputs::new(governed, &parts.content, waiting);
        self.index.get(inputs, |inputs| Arc::new(GovernanceIndex::new(inputs)))
    }

    /// The pages that have texts to compare.
    fn compared_pages(&self, site: &Site) -> Arc<Vec<PageId>> {
        let past = &site.past;
        let inputs = (site.content.metadata.clone(), ByPtr::of(&past.histories), past.uncommitted.clone());
        self.compared.get(inputs, |_| Arc::new(site.pages_to_compare()))
    }

    /// What of each subject was approved.
    fn issued_texts(&self, parts: &Parts) -> SharedList<Option<IssuedTexts>> {
        let Some((governance, _)) = &parts.governed else { return SharedList::default() };
        let columns = (governance.subjects.clone(), governance.in_force.clone());
        self.issued.map_interned((), columns, |(), (subjects, in_force), row| {
            Arc::new(IssuedTexts::for_subject(&subjects[row], &in_force[row]))
        })
    }
}
