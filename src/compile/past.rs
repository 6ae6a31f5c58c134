//! The pasts of all pages, of the version history or as pages state them.

use std::sync::Arc;

use super::govern::LineOutcome;
use super::memo::{Memo, RowsMemo};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::diagnostic::defect::{self, Stage, Work};
use crate::history::{self, DraftReader, HistoryQuery};
use crate::model::{Histories, Page, PageSignature, Past};
use crate::parse::{DRAFT_RULES, DraftTexts};
use crate::shared::{ByPtr, SharedList};
use crate::world::{NoVersions, ReadError, Versions, World};

/// What is remembered of the pasts of pages.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct PastMemos {
    /// By the very repository, which is another whenever anything in it moves.
    known: Memo<(ByPtr<dyn Versions>, PastInputs), Checked<Arc<Histories>>>,
    /// By all of the repository that the answer depends on: where that is the same, nothing is walked.
    walked: Memo<blake3::Hash, Checked<Arc<Histories>>>,
    uncommitted: RowsMemo<(ByPtr<dyn Versions>, ByPtr<Histories>), (SharedList<Page>,), bool>,
    stated: Memo<(NoVersions, PastInputs), Checked<Arc<Histories>>>,
}

/// What the pasts of pages are made from beside a repository: the pages, the settings, and the site's list of commits
/// to fold away.
type PastInputs = (SharedList<PageSignature>, ByPtr<Config>, Option<Result<Arc<str>, ReadError>>);

impl PastMemos {
    /// What the version history says of every page that somebody wrote.
    pub(super) fn read(
        &self,
        world: &dyn World,
        (pages, signatures): (&SharedList<Page>, &SharedList<PageSignature>),
        config: &Arc<Config>,
        line: &LineOutcome,
    ) -> Checked<Past> {
        let texts = DraftTexts::default();
        let draft_reader = DraftReader { rules: DRAFT_RULES, marks: &|text| texts.marks(text) };
        let query = HistoryQuery { world, pages, config, draft_reader };
        let inputs = (signatures.clone(), ByPtr::of(config), query.ignored());
        let known = line.moved_versions().cloned();
        let versions = match known.map_or_else(|| world.versions(), Ok) {
            Ok(versions) => versions,
            Err(why) => {
                let stated = self.stated.get((why.clone(), inputs), |(why, _)| query.stated(why));
                let (histories, known) = (stated.value, history::state_without(&why));
                let past = Past { histories, uncommitted: SharedList::default(), known };
                return Checked::new(past, stated.findings);
            }
        };
        let walked = self.known.get((ByPtr::of(&versions), inputs), |(ByPtr(versions), _)| {
            self.walked.get(query.key(&**versions), |_| query.histories(&**versions))
        });
        let Checked { value: histories, mut findings } = walked;
        let common = (ByPtr(versions), ByPtr::of(&histories));
        let uncommitted = self.uncommitted.map_interned(common, (pages.clone(),), |common, (pages,), row| {
            let (ByPtr(versions), ByPtr(histories)) = common;
            let (page, past) = (&pages[row], histories.pages.get(row));
            Arc::new(defect::marked(Work::on(Stage::Past, &page.file), || {
                past.is_some_and(|past| history::is_uncommitted(&**versions, page, past))
            }))
        });
        findings.extend(history::uncommitted_finding(pages, &uncommitted));
        Checked::new(Past { histories, uncommitted, known: crate::model::HistoryState::Read }, findings)
    }
}
