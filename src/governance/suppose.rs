//! How a governed site would stand: with more records, and with the model adopted that waits.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{ByPage, Governance, Subject, Term, in_force};
use crate::date::Moment;
use crate::model::{
    Arrival, CommitId, Content, ExactText, InForce, Item, ObjectId, Person, Record, Seal, Seals, Status,
    SubjectName,
};
use crate::world::Store;

/// An item of the checklist that would stand otherwise.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// As it would stand; as it stands where nothing would be asked any more.
    pub item: Item,
    /// How it stands; `None` where nothing is asked yet.
    pub before: Option<Status>,
    /// How it would stand; `None` where nothing would be asked any more.
    pub after: Option<Status>,
}

impl Governance {
    /// How things would stand once these records, and those that are not committed yet, have arrived today, each
    /// committed and signed by whom it names.
    #[must_use]
    pub fn with(&self, more: &[Arc<Record>]) -> Governance {
        let mut then = self.clone();
        let records = self.records.iter().chain(more).map(|record| self.arrived(record)).collect();
        Arc::make_mut(&mut then.basis).records = records;
        let by_page = ByPage::new(&then.records);
        let is_touched = |subject: &Arc<Subject>| {
            let page = subject.working.document.as_deref();
            let about = page.map(|page| by_page.of_any(&HashSet::from([Arc::from(page)])));
            about.unwrap_or_default().iter().any(|now| !self.has_arrived(&now.id))
        };
        let touched: Vec<usize> =
            (0..then.subjects.len()).filter(|number| is_touched(&then.subjects[*number])).collect();
        let standings: HashMap<usize, Arc<InForce>> = touched
            .iter()
            .map(|number| (*number, Arc::new(then.in_force_on(&then.subjects[*number], then.today))))
            .collect();
        let stands = |(number, before)| standings.get(&number).unwrap_or(before);
        then.in_force = then.in_force.changed_to(then.in_force.iter().enumerate().map(stands));
        then.look_again();
        match then.model_number() {
            Some(model) if touched.contains(&model) => then.adopt_what_is_in_force(model),
            _ => then,
        }
    }

    fn has_arrived(&self, id: &str) -> bool {
        self.record(id).is_some_and(|record| record.arrival.is_some())
    }

    /// A record as it will be: it arrives with the newest commit, all in one.
    fn arrived(&self, record: &Arc<Record>) -> Arc<Record> {
        if record.arrival.is_some() {
            return record.clone();
        }
        let seal = Seal::Good { kind: "SSH", address: record.person.clone(), key: "".into() };
        let by = Person { name: record.person.clone(), address: record.person.clone() };
        let arrival = Arrival {
            is_at_the_latest: false,
            commit: CommitId(ObjectId::Sha1([0; 20])),
            place: 0,
            at: Moment { seconds: i64::MAX, offset: 0 },
            day: self.today,
            seals: Seals::same(seal),
            by,
        };
        Arc::new(Record { arrival: Some(arrival), ..(**record).clone() })
    }

    /// The number of the model's page.
    fn model_number(&self) -> Option<usize> {
        let file = self.model.as_ref()?;
        self.subjects.iter().position(|subject| subject.file == *file)
    }

    /// How things would stand if the newest text of the model were in force today, whoever has to approve it. `None`
    /// where it is.
    pub fn with_newest_model(&self) -> Option<Governance> {
        let subject = &self.subjects[self.model_number()?];
        let newest = subject.uncommitted.as_ref().or(subject.states.last().map(|state| &state.exact))?;
        let is_in_force = self.timeline.terms().last().is_some_and(|last| last.text.same_as(newest));
        (!is_in_force).then(|| self.adopting(newest))?
    }

    /// The model follows from the texts in force: where its newest has become one, it judges from today on.
    fn adopt_what_is_in_force(self, model: usize) -> Governance {
        let subject = &self.subjects[model];
        let issue = self.in_force[model].issue().filter(|issue| issue.state + 1 == subject.states.len());
        let text = issue.map(|issue| &subject.states[issue.state].exact);
        let is_judging =
            |text: &&ExactText| self.timeline.terms().last().is_some_and(|last| last.text.same_as(text));
        let text = text.filter(|text| !is_judging(text)).filter(|_| subject.uncommitted.is_none());
        text.and_then(|text| self.adopting(text)).unwrap_or(self)
    }

    /// With a text of the model that says what its page says now.
    fn adopting(&self, text: &ExactText) -> Option<Governance> {
        let file = self.model.as_ref()?;
        let (_, rulebook) = self.models.iter().find(|(model, _)| model == file)?;
        let signers = self.governing.signers.as_ref().and_then(|signers| {
            let listed = text.embedded().iter().find(|shown| shown.file == signers.value)?;
            Some(listed.id)
        });
        let rulebook = Arc::new((**rulebook).clone().with_signers(signers));
        let mut then = self.clone();
        Arc::make_mut(&mut then.basis).timeline.add(Term {
            from: self.today,
            arrived: 0,
            text: text.clone(),
            rulebook,
        });
        let by_page = ByPage::new(&then.records);
        let standing = |subject: &Arc<Subject>| {
            Arc::new(in_force(&by_page.case(subject, &then.zone), &then.judges(subject), then.today))
        };
        let subjects: Vec<&Arc<Subject>> = then.subjects.iter().collect();
        let standings: Vec<Arc<InForce>> = subjects.into_par_iter().with_min_len(64).map(standing).collect();
        then.in_force = standings.into_iter().collect();
        then.look_again();
        Some(then)
    }

    /// What would stand otherwise on the checklist if things stood as they would `then`: in the order of the controls
    /// as they are then, those that ask no more last.
    pub fn changes(&self, then: &Governance, content: &Content) -> Vec<Change> {
        let check = |governance: &Governance| governance.check(content, &Store::new()).value;
        let (now, then) = (check(self), check(then));
        let key = |item: &Item| (item.control.id.clone(), item.subject.clone());
        let mut before: BTreeMap<(Arc<str>, SubjectName), Item> =
            now.items().into_iter().map(|item| (key(item), item.clone())).collect();
        let mut changes: Vec<Change> = Vec::new();
        for after in then.items().into_iter().cloned() {
            let before = before.remove(&key(&after));
            let is_same = before
                .as_ref()
                .is_some_and(|before| before.status == after.status && before.due == after.due);
            if !is_same {
                let before = before.map(|before| before.status);
                changes.push(Change { before, after: Some(after.status), item: after });
            }
        }
        let no_more = |item: Item| Change { before: Some(item.status), after: None, item };
        changes.extend(before.into_values().map(no_more));
        changes
    }
}
