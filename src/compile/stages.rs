//! What the stages of a compile share: the world, what is asked for, and what is remembered of the compile before.

use std::sync::Arc;

use super::Request;
use super::checking::CheckMemos;
use super::edition::EditionMemos;
use super::govern::{self, GovernMemos, LineOutcome};
use super::layout::{Layout, LayoutMemos};
use super::linking::LinkMemos;
use super::memo::RowsMemo;
use super::pages::{PageMemos, ReadingMemos};
use super::past::PastMemos;
use super::routes::RouteMemos;
use super::settings::SettingsMemos;
use super::themed::{self, ThemeMemos};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::model::{Page, PageSignature};
use crate::shared::SharedList;
use crate::theme::Theme;
use crate::world::World;

/// A compile under way.
#[derive(Clone, Copy)]
pub(super) struct Stages<'a> {
    pub(super) world: &'a dyn World,
    pub(super) request: &'a Request,
    pub(super) memos: &'a Memos,
}

/// What one compile leaves to the next, by stage: what it made, with what it was made of.
#[derive(Default)]
pub struct Memos {
    pub(super) settings: SettingsMemos,
    pub(super) layout: LayoutMemos,
    pub(super) reading: ReadingMemos,
    pub(super) pages: PageMemos,
    pub(super) past: PastMemos,
    pub(super) govern: GovernMemos,
    pub(super) edition: EditionMemos,
    pub(super) linking: LinkMemos,
    pub(super) checking: CheckMemos,
    pub(super) theme: ThemeMemos,
    pub(super) routes: RouteMemos,
}

impl Memos {
    /// Nothing remembered.
    pub fn new() -> Memos {
        Memos::default()
    }
}

impl std::fmt::Debug for Memos {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memos")
    }
}

impl Stages<'_> {
    /// Goes over the main line, up to today.
    pub(super) fn main_line(&self, config: &Config) -> LineOutcome {
        govern::folded(self.world, config, &self.request.held, &self.memos.govern)
    }

    /// The settings with the keys that are in force: they are controlled text.
    pub(super) fn settled(&self, config: Arc<Config>, line: &LineOutcome) -> Arc<Config> {
        line.settle(config, self.request.edition, &self.memos.govern)
    }

    /// Which files of the root are what.
    pub(super) fn layout(&self, config: &Arc<Config>) -> Checked<Layout> {
        Layout::of(self.world, config, &self.memos.layout)
    }

    /// The theme: the built-in one with what the site has of its own.
    pub(super) fn theme(&self, config: &Config) -> Checked<Arc<Theme>> {
        let mut theme = themed::theme(self.world, config, &self.memos.theme);
        theme.findings.extend(themed::missing_templates(config, &theme.value));
        theme
    }
}

/// Pages without their words.
pub(super) type SignatureMemo = RowsMemo<(), (SharedList<Page>,), PageSignature>;

impl SignatureMemo {
    /// The signatures of pages, each the very one of before while nothing but words has changed.
    pub(super) fn of(&self, pages: &SharedList<Page>) -> SharedList<PageSignature> {
        self.map_interned((), (pages.clone(),), |(), (pages,), row| {
            Arc::new(PageSignature(pages[row].clone()))
        })
    }
}
