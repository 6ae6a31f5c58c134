//! A site as a value.

use std::sync::{Arc, OnceLock};

use super::generated::addresses::GeneratedAddresses;
use super::governed::index::GovernanceIndex;
use super::issued::IssueNames;
use super::navigation::Sidebars;
use super::older::OlderFiles;
use super::parts::{AsIs, Kept, MovedEvidence, OnDemand, Parts, PublishedRoutes, WrittenAddresses};
use super::reading_order::Neighbours;
use super::site_view;
use super::words::day_view;
use crate::config::Config;
use crate::date::Day;
use crate::governance::Governance;
use crate::governance::fold::Refusal;
use crate::link;
use crate::model::{Checklist, Content, PageId, Past};
use crate::path::{Address, FilePath};
use crate::source::SourceText;
use crate::theme::view::{DayView, SiteView};
use crate::theme::{Shared, Theme};
use crate::words::WordValue;
use crate::world::Versions;

/// Everything that rendering needs.
pub struct Site {
    /// The linked pages.
    pub content: Content,
    /// What the site says of itself.
    pub config: Arc<Config>,
    /// The folder of pages, from the site's root.
    pub content_folder: FilePath,
    /// Which day the site is made for.
    pub today: Day,
    /// What is known of the pages' pasts.
    pub past: Past,
    /// How it is governed, and how every control stands; `None` where it says that of nothing.
    pub governed: Option<(Governance, Checklist)>,
    /// Why it is not known what is in force; `None` where it is, and where the site never said how it is governed.
    pub unknown: Option<Refusal>,
    /// Where the texts of revisions are read.
    pub texts: Option<Arc<dyn Versions>>,
    pub(super) governed_index: Arc<GovernanceIndex>,
    pub(super) places: OnDemand<link::HistoricalLinks>,
    pub(super) older: Arc<OlderFiles>,
    pub(super) issue_names: Arc<IssueNames>,
    pub(super) written: OnDemand<WrittenAddresses>,
    pub(super) theme: Arc<Theme>,
    pub(super) view: SiteView,
    pub(super) shared: Shared,
    pub(super) input_hash: OnceLock<Option<blake3::Hash>>,
    pub(super) as_is: Vec<AsIs>,
    /// Where evidence was found once.
    pub(super) moved_evidence: Arc<Vec<MovedEvidence>>,
    /// Where what the program makes of the whole site is found.
    pub(super) generated: Arc<GeneratedAddresses>,
    pub(super) published: Arc<PublishedRoutes>,
    pub(super) sidebars: Arc<Sidebars>,
    pub(super) neighbours: Arc<Vec<Neighbours>>,
}

impl Site {
    /// Puts a site together from its parts. It is not known yet what it publishes: see [`Site::with_routes`].
    pub fn new(parts: Parts, kept: Kept) -> Site {
        let Parts {
            content,
            config,
            theme,
            today,
            past,
            texts,
            moment,
            governed,
            unknown,
            content_folder,
            as_is,
        } = parts;
        let view = SiteView {
            approval_unknown: unknown.as_ref().map(Refusal::to_string).unwrap_or_default(),
            ..site_view::site(&content, &config, &theme, &moment)
        };
        let shared = Shared::new(&view, &config.words);
        Site {
            content,
            config,
            content_folder,
            today,
            past,
            governed,
            unknown,
            texts,
            governed_index: kept.index,
            places: kept.places,
            older: kept.older,
            issue_names: kept.issue_names,
            written: kept.written,
            theme,
            shared,
            view,
            input_hash: OnceLock::new(),
            as_is,
            moved_evidence: Arc::default(),
            generated: Arc::default(),
            published: Arc::default(),
            sidebars: Arc::default(),
            neighbours: kept.neighbours,
        }
    }

    /// A word of the interface.
    pub(super) fn say(&self, name: &str) -> String {
        self.config.words.say(name).to_owned()
    }

    /// A day in words.
    pub(super) fn day(&self, day: Day) -> String {
        self.config.words.day(day)
    }

    /// A day for people and machines.
    pub(super) fn day_view(&self, day: Day) -> DayView {
        day_view(&self.config.words, day)
    }

    /// A sentence of the interface with what is put into it.
    pub(super) fn fill<const N: usize>(
        &self,
        name: &str,
        values: [(&'static str, WordValue<'_>); N],
    ) -> String {
        self.config.words.fill(name, values)
    }

    /// Whether addresses are kept for evidence: where nobody governs, nothing is proven, and what people write goes first.
    pub(super) fn keeps_evidence(&self) -> bool {
        self.governed.is_some() || self.unknown.is_some()
    }

    /// Whether it is the approved edition.
    pub(super) fn is_approved(&self) -> bool {
        self.config.edition == crate::config::Edition::Approved
    }

    /// The first of these addresses at which nobody wrote a page of his own, else the last.
    pub(super) fn free(&self, addresses: [Address; 2]) -> Address {
        let written = self.written.get_or_init(|| {
            let pages = self.content.pages.iter().map(|page| page.address.folded());
            pages.chain(self.as_is.iter().map(|file| file.address.folded())).collect()
        });
        let [first, other] = addresses;
        if written.contains(&first.folded()) { other } else { first }
    }

    /// What references in older texts lead to now.
    pub(super) fn places(&self) -> &link::HistoricalLinks {
        self.places.get_or_init(|| {
            let as_is = self.as_is.iter().filter_map(|file| FilePath::new(file.address.as_str()));
            let as_is: Vec<FilePath> = as_is.collect();
            let others = (self.config.base_url.as_deref(), &self.config.elsewhere);
            let in_force =
                self.governed.as_ref().map(|(known, _)| known.files_in_force()).unwrap_or_default();
            let files = (&as_is[..], in_force);
            link::HistoricalLinks::new(&self.content, &self.past, &self.content_folder, files, others)
        })
    }

    /// Where things are found among what governance knows.
    pub(super) fn governed_index(&self) -> &GovernanceIndex {
        &self.governed_index
    }

    /// The files that are published as they are.
    pub fn files_as_is(&self) -> &[AsIs] {
        &self.as_is
    }

    /// A number that differs where the templates differ.
    pub fn templates(&self) -> u64 {
        self.theme.stamp()
    }

    /// The text of a template, for drawing a finding in it.
    pub fn template(&self, file: &FilePath) -> Option<&SourceText> {
        self.theme.source(file)
    }

    /// Whether another site's routes are the very same: then nothing was worked out anew to know them.
    #[cfg(test)]
    pub(crate) fn shares_routes_with(&self, other: &Site) -> bool {
        Arc::ptr_eq(&self.published, &other.published) && Arc::ptr_eq(&self.sidebars, &other.sidebars)
    }

    /// The path of the address that the site is published at: `/playbook`, empty at a host's root.
    pub(super) fn base_path(&self) -> &str {
        let url = self.config.base_url.as_deref().and_then(|url| url.split_once("://"));
        let rest = url.map_or("", |(_, rest)| rest);
        rest.trim_start_matches(|sign| sign != '/')
    }

    /// What governance knows, where the site is governed.
    pub(super) fn governance(&self) -> Option<&Governance> {
        self.governed.as_ref().map(|(governance, _)| governance)
    }

    /// Whether somebody approves what a page says: it has addresses of its own that no file takes.
    pub(super) fn is_controlled(&self, page: PageId) -> bool {
        let subject = self.governed_index().subject(page);
        let in_force = self.governance().zip(subject).map(|(known, subject)| &known.in_force[subject]);
        in_force.is_some_and(|in_force| in_force.is_controlled())
    }

    /// Whether nobody approves what somebody wrote on a page, in an edition of approved texts.
    pub(super) fn is_free(&self, page: PageId) -> bool {
        let is_governed = self.is_approved() && self.governed.is_some();
        is_governed && self.content.page(page).is_written() && !self.is_controlled(page)
    }

    /// Whether a page is withdrawn: it keeps its address, and nothing leads to it by itself.
    pub fn is_withdrawn(&self, page: PageId) -> bool {
        let subject = self.governed_index().subject(page);
        let in_force = self.governance().zip(subject).map(|(known, subject)| &known.in_force[subject]);
        in_force.is_some_and(|in_force| in_force.is_withdrawn())
    }

    /// The title by which a text of a page names another where it has no words of its own for that; `None` for one that may
    /// be another tomorrow, since nobody approves it, where the text itself is approved.
    pub(super) fn title_for(&self, from: PageId, to: PageId) -> Option<&str> {
        let is_kept = self.is_approved() && self.is_controlled(from);
        (!is_kept || self.is_controlled(to)).then(|| &*self.content.page(to).title)
    }

    /// The words of a wikilink that has none of its own: those of the heading that it names, else the title of its page. See
    /// [`Site::title_for`].
    pub(super) fn words_for(&self, from: PageId, (to, anchor): (PageId, Option<&str>)) -> Option<&str> {
        let title = self.title_for(from, to)?;
        let headings = self.content.page(to).outline().map_or(&[][..], |outline| &outline.headings);
        let heading = anchor.and_then(|anchor| headings.iter().find(|heading| *heading.id == *anchor));
        Some(heading.map_or(title, |heading| &heading.text)).filter(|words| !words.is_empty()).or(Some(title))
    }

    /// What governance knows of a page: all of it, and the number of the subject that the page is.
    pub(super) fn subject_of(&self, page: PageId) -> Option<(&Governance, usize)> {
        Some((self.governance()?, self.governed_index().subject(page)?))
    }
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("pages", &self.content.pages.len()).finish_non_exhaustive()
    }
}
