//! Which page a place belongs to, where texts of several that were in force stood there: the one that was in force first.
//! Drafts have no say in that.

use std::collections::HashMap;
use std::sync::Arc;

use super::memo::{Memo, RowsMemo};
use crate::diagnostic::{Checked, Code, Finding, Place};
use crate::governance::fold::{FoldState, Life};
use crate::governance::{Governance, Subject};
use crate::model::{InForce, Standing};
use crate::path::{Address, FilePath};
use crate::shared::{ByPtr, SharedList};

/// The ids of the pages whose texts keep their places, by address.
pub(super) struct Owners {
    by_address: HashMap<String, Arc<str>>,
    content: FilePath,
}

/// What is remembered of who keeps which place.
#[derive(Default)]
pub(super) struct OwnerMemos {
    owners: Memo<(ByPtr<FoldState>, FilePath), Arc<Owners>>,
    findings: RowsMemo<ByPtr<Owners>, (SharedList<Subject>, SharedList<InForce>), ()>,
}

impl Owners {
    /// Works out who keeps which place. What applies goes before what was withdrawn.
    pub(super) fn from_state(state: &Arc<FoldState>, content: &FilePath, memos: &OwnerMemos) -> Arc<Owners> {
        memos.owners.get((ByPtr::of(state), content.clone()), |(ByPtr(state), content)| {
            Arc::new(Owners::known(state, content))
        })
    }

    fn known(state: &FoldState, content: &FilePath) -> Owners {
        let claim = |(id, life): (&Arc<str>, &Life)| {
            let text = life.text().or(life.last_text())?;
            let here = address(&text.file, content)?;
            let since = life.stands_there_since(&|file| address(file, content).as_ref() == Some(&here))?;
            Some((life.issue().is_none(), since, text.stood(), id.clone(), here))
        };
        let mut claims: Vec<_> = state.lives.iter().filter_map(claim).collect();
        claims.sort_unstable();
        let mut by_address = HashMap::new();
        for (_, _, _, id, address) in claims {
            by_address.entry(address).or_insert(id);
        }
        Owners { by_address, content: content.clone() }
    }

    /// The page that keeps a place, where that is another than this.
    pub(super) fn other(&self, subject: &Subject, file: &FilePath) -> Option<&Arc<str>> {
        let owner = self.by_address.get(&address(file, &self.content)?)?;
        Some(owner).filter(|owner| subject.id.as_ref() != Some(owner))
    }

    /// Tells of the pages that are not shown since another keeps their place.
    pub(super) fn findings(self: &Arc<Owners>, governance: &Governance, memos: &OwnerMemos) -> Vec<Finding> {
        let columns = (governance.subjects.clone(), governance.in_force.clone());
        let found =
            memos.findings.map(ByPtr::of(self), columns, |ByPtr(owners), (subjects, in_force), row| {
                let (subject, in_force) = (&subjects[row], &in_force[row]);
                let finding = owners.finding(subject, in_force).filter(|_| subject.deleted.is_none());
                Checked::new(Arc::new(()), finding.into_iter().collect())
            });
        found.findings
    }

    fn finding(&self, subject: &Subject, in_force: &InForce) -> Option<Finding> {
        let file = match &in_force.standing {
            Standing::Uncontrolled => &subject.file,
            Standing::InForce(_) => &subject.states.get(in_force.issue()?.state)?.file,
            Standing::NothingApproved | Standing::Withdrawn { .. } => return None,
        };
        let owner = self.other(subject, file)?;
        let message =
            format!("it is not shown: {owner} keeps its place, with a text that was in force there first");
        let finding = Finding::new(Code::AddressCollision, Place::file(&subject.file), message);
        Some(finding.hint(format!("put it elsewhere; or withdraw {owner}, or have its move approved")))
    }
}

fn address(file: &FilePath, content: &FilePath) -> Option<String> {
    Some(Address::of_page(&file.within(content)?).folded())
}
