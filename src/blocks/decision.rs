//! A decision: questions, each with answers, each of which leads to another question or to an outcome.

use std::borrow::Cow;
use std::collections::HashMap;

use super::faults::Faults;
use crate::diagnostic::near_miss;
use crate::model::{Fields, NamedValue};

/// A decision, as a `decision` block states it. It begins with the first question.
#[derive(Debug)]
pub struct Decision<'f> {
    /// Its title; may be empty.
    pub title: &'f str,
    /// The questions, in the order of the block.
    pub questions: Vec<DecisionQuestion<'f>>,
    /// The outcomes, in the order of the block.
    pub outcomes: Vec<DecisionOutcome<'f>>,
}

/// A question.
#[derive(Debug)]
pub struct DecisionQuestion<'f> {
    /// By what answers lead to it.
    pub id: Cow<'f, str>,
    /// Its words.
    pub ask: Cow<'f, str>,
    /// A sentence that helps to answer it; may be empty.
    pub help: Cow<'f, str>,
    /// Its answers.
    pub answers: Vec<DecisionAnswer<'f>>,
}

/// An answer.
#[derive(Debug)]
pub struct DecisionAnswer<'f> {
    /// Its words.
    pub say: Cow<'f, str>,
    /// Where it leads; `None` where that is nowhere.
    pub leads_to: Option<LeadsTo>,
}

/// Where an answer leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeadsTo {
    /// To the question with this number.
    Question(usize),
    /// To the outcome with this number.
    Outcome(usize),
}

/// What comes of a decision.
#[derive(Debug)]
pub struct DecisionOutcome<'f> {
    /// By what answers lead to it.
    pub id: Cow<'f, str>,
    /// In a few words: "Post it".
    pub say: Cow<'f, str>,
    /// What to do then; may be empty.
    pub then: Cow<'f, str>,
    /// The roles that must see it first.
    pub first: &'f [NamedValue],
    /// The pages that say so.
    pub rule: &'f [NamedValue],
}

impl<'f> Decision<'f> {
    /// Reads the fields of a block.
    pub fn read(fields: &'f Fields, faults: &mut Faults) -> Decision<'f> {
        let (questions, outcomes) = (fields.items("questions"), fields.items("outcomes"));
        let known = Known { questions: numbered(questions, faults), outcomes: numbered(outcomes, faults) };
        let decision = Decision {
            title: fields.text("title").unwrap_or_default(),
            questions: questions.iter().map(|question| known.question(question, faults)).collect(),
            outcomes: outcomes.iter().map(|outcome| read_outcome(outcome, faults)).collect(),
        };
        decision.report_loops(questions, faults);
        decision.report_unreachable((questions, outcomes), faults);
        decision
    }

    /// The most questions that anybody is asked; `None` where the questions go round in circles.
    pub fn longest(&self) -> Option<usize> {
        let mut lengths = vec![Length::Unknown; self.questions.len()];
        if self.questions.is_empty() { Some(0) } else { self.length(0, &mut lengths) }
    }

    fn length(&self, number: usize, lengths: &mut [Length]) -> Option<usize> {
        match *lengths.get(number)? {
            Length::Known(length) => return Some(length),
            Length::Asked => return None,
            Length::Unknown => {}
        }
        *lengths.get_mut(number)? = Length::Asked;
        let mut longest = 0;
        for answer in &self.questions.get(number)?.answers {
            if let Some(LeadsTo::Question(next)) = answer.leads_to {
                longest = longest.max(self.length(next, lengths)?);
            }
        }
        *lengths.get_mut(number)? = Length::Known(longest + 1);
        Some(longest + 1)
    }

    fn report_loops(&self, written: &[Fields], faults: &mut Faults) {
        for (number, question) in self.questions.iter().enumerate() {
            let mut seen = vec![false; self.questions.len()];
            self.mark_below(number, &mut seen);
            if seen.get(number) == Some(&true) {
                let message = format!(
                    "the question `{}` leads back to itself: whoever answers may never be done",
                    question.id
                );
                let at = written.get(number).and_then(|fields| fields.place("id"));
                return faults.report(
                    at,
                    message,
                    "let one of the answers on the way lead to an outcome, or to a later question",
                );
            }
        }
    }

    /// Marks the questions to which a question leads, over however many others.
    fn mark_below(&self, number: usize, seen: &mut [bool]) {
        let mut open = vec![number];
        while let Some(question) = open.pop().and_then(|number| self.questions.get(number)) {
            for answer in &question.answers {
                let Some(LeadsTo::Question(next)) = answer.leads_to else { continue };
                if let Some(mark) = seen.get_mut(next).filter(|mark| !**mark) {
                    *mark = true;
                    open.push(next);
                }
            }
        }
    }

    fn report_unreachable(&self, (questions, outcomes): (&[Fields], &[Fields]), faults: &mut Faults) {
        let mut seen = vec![false; self.questions.len()];
        if let Some(first) = seen.first_mut() {
            *first = true;
        }
        self.mark_below(0, &mut seen);
        for (question, written) in
            self.questions.iter().zip(questions).zip(&seen).filter(|(_, seen)| !**seen).map(|(pair, _)| pair)
        {
            let message = format!("no answer leads to the question `{}`", question.id);
            faults.report(
                written.place("id"),
                message,
                "lead an answer there by `next`, or take the question out",
            );
        }
        let reached: Vec<&DecisionQuestion<'_>> = self
            .questions
            .iter()
            .zip(&seen)
            .filter(|(_, seen)| **seen)
            .map(|(question, _)| question)
            .collect();
        for (number, (outcome, written)) in self.outcomes.iter().zip(outcomes).enumerate() {
            let leads_there = |answer: &DecisionAnswer<'_>| answer.leads_to == Some(LeadsTo::Outcome(number));
            if !reached.iter().any(|question| question.answers.iter().any(leads_there)) {
                let message = format!("no answer leads to the outcome `{}`", outcome.id);
                faults.report(
                    written.place("id"),
                    message,
                    "lead an answer there by `outcome`, or take the outcome out",
                );
            }
        }
    }
}

/// How many questions are asked from one on.
#[derive(Clone, Copy)]
enum Length {
    Unknown,
    /// It is being worked out.
    Asked,
    Known(usize),
}

/// The questions and outcomes by their ids.
struct Known<'f> {
    questions: HashMap<&'f str, usize>,
    outcomes: HashMap<&'f str, usize>,
}

impl<'f> Known<'f> {
    fn question(&self, fields: &'f Fields, faults: &mut Faults) -> DecisionQuestion<'f> {
        let id = fields.text("id").unwrap_or_default();
        let answers = fields.items("answers");
        if fields.text("ask").is_none() {
            faults.report(
                fields.place("id"),
                format!("the question `{id}` asks nothing"),
                "write its words under `ask`",
            );
        }
        if answers.is_empty() {
            let message = format!("the question `{id}` has no answers");
            faults.report(
                fields.place("id"),
                message,
                "write at least two: `answers: [{say: Yes, outcome: …}, {say: No, next: …}]`",
            );
        }
        DecisionQuestion {
            id: id.into(),
            ask: fields.text("ask").unwrap_or_default().into(),
            help: fields.text("help").unwrap_or_default().into(),
            answers: answers.iter().map(|answer| self.answer(answer, faults)).collect(),
        }
    }

    fn answer(&self, fields: &'f Fields, faults: &mut Faults) -> DecisionAnswer<'f> {
        let say = fields.text("say").unwrap_or_default();
        if say.is_empty() {
            let at = fields.place("next").or_else(|| fields.place("outcome"));
            faults.report(at, "an answer says nothing", "write its words under `say`");
        }
        let leads_to = match (fields.text("next"), fields.text("outcome")) {
            (Some(next), None) => {
                let found = found(fields, ("next", next), &self.questions, faults);
                found.map(LeadsTo::Question)
            }
            (None, Some(outcome)) => {
                let found = found(fields, ("outcome", outcome), &self.outcomes, faults);
                found.map(LeadsTo::Outcome)
            }
            (None, None) => {
                let message = format!("the answer “{say}” leads nowhere");
                faults.report(
                    fields.place("say"),
                    message,
                    "say where it leads: `next: QUESTION` or `outcome: OUTCOME`",
                );
                None
            }
            (Some(_), Some(_)) => {
                let message = format!("the answer “{say}” leads to a question and to an outcome");
                faults.report(fields.place("outcome"), message, "keep one of them");
                None
            }
        };
        DecisionAnswer { say: say.into(), leads_to }
    }
}

fn read_outcome<'f>(fields: &'f Fields, faults: &mut Faults) -> DecisionOutcome<'f> {
    let id = fields.text("id").unwrap_or_default();
    if fields.text("say").is_none() {
        faults.report(
            fields.place("id"),
            format!("the outcome `{id}` says nothing"),
            "say what to do under `say`",
        );
    }
    DecisionOutcome {
        id: id.into(),
        say: fields.text("say").unwrap_or_default().into(),
        then: fields.text("then").unwrap_or_default().into(),
        first: fields.named("first"),
        rule: fields.named("rule"),
    }
}

/// What an answer names, by its id.
fn found(
    fields: &Fields,
    (key, id): (&str, &str),
    known: &HashMap<&str, usize>,
    faults: &mut Faults,
) -> Option<usize> {
    let number = known.get(id).copied();
    if number.is_none() {
        let what = if key == "next" { "question" } else { "outcome" };
        let mut ids: Vec<&str> = known.keys().copied().collect();
        ids.sort_unstable();
        let hint = match near_miss(id, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", ids.join(", ")),
        };
        faults.report(fields.place(key), format!("there is no {what} `{id}` in this block"), hint);
    }
    number
}

/// Items by their ids. One without an id, or with that of another, is reported.
fn numbered<'f>(items: &'f [Fields], faults: &mut Faults) -> HashMap<&'f str, usize> {
    let mut numbers = HashMap::new();
    for (number, item) in items.iter().enumerate() {
        let Some(id) = item.text("id").filter(|id| !id.is_empty()) else {
            let at = item.place("ask").or_else(|| item.place("say"));
            faults.report(
                at,
                "this has no `id`, so that no answer can lead to it",
                "give it a short one: `id: customer`",
            );
            continue;
        };
        if numbers.insert(id, number).is_some() {
            faults.report(item.place("id"), format!("`{id}` is the id of two items"), "give each its own");
        }
    }
    numbers
}
