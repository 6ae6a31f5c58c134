//! A decision: every question with its answers, and where each leads.

use serde::Serialize;

use super::BlockOfPage;
use super::named::NamedPageView;
use crate::blocks::Faults;
use crate::blocks::decision::{Decision, DecisionAnswer, DecisionOutcome, DecisionQuestion, LeadsTo};

/// A decision, as `view` on `blocks/decision.html`.
#[derive(Serialize)]
pub(super) struct DecisionView {
    title: String,
    anchor: String,
    questions: Vec<QuestionView>,
    outcomes: Vec<OutcomeView>,
}

/// A question.
#[derive(Serialize)]
struct QuestionView {
    /// The id of its element.
    anchor: String,
    ask: String,
    help: String,
    answers: Vec<AnswerView>,
}

/// An answer.
#[derive(Serialize)]
struct AnswerView {
    say: String,
    /// The id of the element that it leads to; empty where it leads nowhere.
    to: String,
    /// The number of the question that it leads to, from 1; 0 for an outcome.
    question: usize,
    /// The words of the outcome that it leads to; empty for a question.
    outcome: String,
}

/// An outcome.
#[derive(Serialize)]
struct OutcomeView {
    anchor: String,
    say: String,
    then: String,
    /// The roles that must see it first.
    first: Vec<NamedPageView>,
    /// The pages that say so.
    rule: Vec<NamedPageView>,
}

impl BlockOfPage<'_> {
    pub(super) fn decision(&self) -> DecisionView {
        let file = &self.site.content.page(self.page).file;
        self.drawn_decision(&Decision::read(&self.block.fields, &mut Faults::reported_before(file)))
    }

    pub(super) fn drawn_decision(&self, decision: &Decision<'_>) -> DecisionView {
        let question = |(nth, question): (usize, &DecisionQuestion<'_>)| QuestionView {
            anchor: self.question_anchor(nth),
            ask: question.ask.to_string(),
            help: question.help.to_string(),
            answers: question.answers.iter().map(|answer| self.answer(answer, decision)).collect(),
        };
        let outcome = |(nth, outcome): (usize, &DecisionOutcome<'_>)| OutcomeView {
            anchor: self.outcome_anchor(nth),
            say: outcome.say.to_string(),
            then: outcome.then.to_string(),
            first: self.pages.roles(outcome.first),
            rule: self.pages.pages(outcome.rule),
        };
        DecisionView {
            title: decision.title.to_string(),
            anchor: self.anchor(),
            questions: decision.questions.iter().enumerate().map(question).collect(),
            outcomes: decision.outcomes.iter().enumerate().map(outcome).collect(),
        }
    }

    fn answer(&self, answer: &DecisionAnswer<'_>, decision: &Decision<'_>) -> AnswerView {
        let say = answer.say.to_string();
        match answer.leads_to {
            Some(LeadsTo::Question(nth)) => {
                AnswerView { say, to: self.question_anchor(nth), question: nth + 1, outcome: String::new() }
            }
            Some(LeadsTo::Outcome(nth)) => {
                let outcome = decision.outcomes.get(nth).map_or("", |outcome| &*outcome.say);
                AnswerView { say, to: self.outcome_anchor(nth), question: 0, outcome: outcome.to_string() }
            }
            None => AnswerView { say, to: String::new(), question: 0, outcome: String::new() },
        }
    }

    fn question_anchor(&self, nth: usize) -> String {
        format!("{}-question-{}", self.anchor(), nth + 1)
    }

    fn outcome_anchor(&self, nth: usize) -> String {
        format!("{}-outcome-{}", self.anchor(), nth + 1)
    }
}
