//! How a governed site would stand: with more records, and with the model adopted that waits.
//!
//! `State::suppose` judges records as if they were committed now, on a copy of the state, by the code that judges for
//! good; `governance/suppose.rs` tells the difference, and commands show it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fold::{FoldState, TextAt, covers};
use super::standing::standing;
use super::{Governance, Subject, Timeline};
use crate::model::{Content, Item, PageState, Record, Status, SubjectName};

/// An item of the checklist that would stand otherwise.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemChange {
    /// As it would stand; as it stands where nothing would be asked any more.
    pub item: Item,
    /// How it stands; `None` where nothing is asked yet.
    pub before: Option<Status>,
    /// How it would stand; `None` where nothing would be asked any more.
    pub after: Option<Status>,
}

impl Subject {
    /// The same page with the texts that another fold has put in force.
    fn as_of(&self, state: &FoldState) -> Subject {
        let Some(life) = self.life(state) else { return self.clone() };
        let newest = self.states.last().cloned();
        let known = |text: &TextAt| {
            let known = self.states.iter().find(|known| covers(&known.exact, &text.exact));
            known.map(|known| PageState { file: text.file.clone(), ..known.clone() })
        };
        let mut states: Vec<PageState> = life.texts.iter().filter_map(known).collect();
        // A text that nobody has looked at so far: the numbers of the issues would be those of others.
        if states.len() < life.texts.len() {
            return self.clone();
        }
        let is_last =
            |newest: &PageState| states.last().is_some_and(|last| covers(&last.exact, &newest.exact));
        states.extend(newest.filter(|newest| !is_last(newest)));
        Subject { states, ..self.clone() }
    }
}

impl Governance {
    /// How things would stand once these records, and those that are not committed yet, have arrived today, each
    /// committed and signed by whom it names.
    #[must_use]
    pub fn with(&self, more: &[Arc<Record>]) -> Governance {
        let records = [self.pending_records().as_slice(), more].concat();
        match self.fold.suppose(&records, &*self.evidence) {
            Ok(then) => self.as_of(then),
            // What cannot be read was reported when it was.
            Err(_) => self.clone(),
        }
    }

    /// How things would stand if the newest committed text of the model were in force today, whoever has to approve it.
    /// `None` where it is.
    pub fn with_newest_model(&self) -> Option<Governance> {
        let then = self.fold.with_newest_model(&*self.evidence).ok()??;
        Some(self.as_of(then))
    }

    /// The same pages, as another fold has them stand.
    fn as_of(&self, state: FoldState) -> Governance {
        let mut then = self.clone();
        let state = Arc::new(state);
        let stands = |subject: &Arc<Subject>| Arc::new(standing(&state, &subject.as_of(&state)));
        let subjects: Vec<Arc<Subject>> =
            self.subjects.iter().map(|subject| Arc::new(subject.as_of(&state))).collect();
        then.in_force = self.subjects.iter().map(stands).collect();
        then.subjects = subjects.into_iter().collect();
        let basis = Arc::make_mut(&mut then.basis);
        basis.records.clone_from(&state.records);
        basis.roles = state.roles.clone();
        basis.timeline = Timeline::of(&state);
        basis.fold = state;
        then.look_again();
        then
    }

    /// What would stand otherwise on the checklist if things stood as they would `then`: in the order of the controls
    /// as they are then, those that ask no more last.
    pub fn changes(&self, then: &Governance, content: &Content) -> Vec<ItemChange> {
        let check = |governance: &Governance| governance.check(content).value;
        let (now, then) = (check(self), check(then));
        let key = |item: &Item| (item.control.id.clone(), item.subject);
        let mut before: BTreeMap<(Arc<str>, SubjectName), Item> =
            now.items().into_iter().map(|item| (key(item), item.clone())).collect();
        let mut changes: Vec<ItemChange> = Vec::new();
        for after in then.items().into_iter().cloned() {
            let before = before.remove(&key(&after));
            let is_same = before
                .as_ref()
                .is_some_and(|before| before.status == after.status && before.due == after.due);
            if !is_same {
                let before = before.map(|before| before.status);
                changes.push(ItemChange { before, after: Some(after.status), item: after });
            }
        }
        let no_more = |item: Item| ItemChange { before: Some(item.status), after: None, item };
        changes.extend(before.into_values().map(no_more));
        changes
    }
}
