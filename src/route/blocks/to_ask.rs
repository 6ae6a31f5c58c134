//! The decisions of a site as questions that can be put elsewhere than on a page.

use super::BlockOfPage;
use super::named::{NamedPageView, NamedPages};
use crate::blocks::Faults;
use crate::blocks::decision::{Decision, DecisionOutcome, DecisionQuestion, LeadsTo};
use crate::blocks::posting::PostingRules;
use crate::model::PageId;
use crate::route::site::Site;

/// A decision that can be put to somebody. It begins with the first question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionToAsk {
    /// What it is called: its title, else that of its page.
    pub title: String,
    /// The page that it stands on.
    pub page: PageId,
    /// The questions.
    pub questions: Vec<QuestionToAsk>,
    /// The outcomes.
    pub outcomes: Vec<OutcomeToTell>,
}

/// A question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionToAsk {
    /// Its words.
    pub ask: String,
    /// What helps to answer it; may be empty.
    pub help: String,
    /// Its answers.
    pub answers: Vec<AnswerToTake>,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnswerToTake {
    /// Its words.
    pub say: String,
    /// Where it leads; `None` where that is nowhere, which is reported.
    pub leads_to: Option<LeadsTo>,
}

/// An outcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomeToTell {
    /// In a few words.
    pub say: String,
    /// What to do then; may be empty.
    pub then: String,
    /// The titles of the roles that must see it first.
    pub first: Vec<String>,
    /// The pages that say so.
    pub rules: Vec<RuleToRead>,
}

/// A page that says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleToRead {
    /// Its title.
    pub title: String,
    /// Its address from the site's root, encoded; empty where it leads nowhere.
    pub path: String,
}

impl Site {
    /// Every decision and all rules for posting that pages of the site hold, in the order of the pages.
    pub fn decisions(&self) -> Vec<DecisionToAsk> {
        self.content.ids().flat_map(|page| self.decisions_of(page)).collect()
    }

    fn decisions_of(&self, page: PageId) -> Vec<DecisionToAsk> {
        let mut named_before = 0;
        let blocks = self.content.page(page).blocks.iter().zip(1..);
        let decisions = blocks.filter_map(|(block, number)| {
            let pages = NamedPages::new(self, page, block, named_before);
            named_before += block.references.len();
            BlockOfPage { site: self, page, block, number, pages }.to_ask()
        });
        decisions.collect()
    }
}

impl BlockOfPage<'_> {
    fn to_ask(&self) -> Option<DecisionToAsk> {
        let page = self.site.content.page(self.page);
        let (fields, mut faults) = (&self.block.fields, Faults::reported_before(&page.file));
        let decision = match self.block.kind.name.as_str() {
            "decision" => Decision::read(fields, &mut faults),
            "posting" => PostingRules::read(fields, &mut faults).decision(&self.site.config.words),
            _ => return None,
        };
        let title = if decision.title.is_empty() { &page.title } else { decision.title };
        Some(DecisionToAsk {
            title: title.to_owned(),
            page: self.page,
            questions: decision.questions.iter().map(question).collect(),
            outcomes: decision.outcomes.iter().map(|outcome| self.outcome(outcome)).collect(),
        })
    }

    fn outcome(&self, outcome: &DecisionOutcome<'_>) -> OutcomeToTell {
        let rule = |page: NamedPageView| RuleToRead { title: page.title, path: page.path };
        OutcomeToTell {
            say: outcome.say.to_string(),
            then: outcome.then.to_string(),
            first: self.pages.roles(outcome.first).into_iter().map(|role| role.title).collect(),
            rules: self.pages.pages(outcome.rule).into_iter().map(rule).collect(),
        }
    }
}

fn question(question: &DecisionQuestion<'_>) -> QuestionToAsk {
    let answers = question.answers.iter();
    let answers =
        answers.map(|answer| AnswerToTake { say: answer.say.to_string(), leads_to: answer.leads_to });
    QuestionToAsk {
        ask: question.ask.to_string(),
        help: question.help.to_string(),
        answers: answers.collect(),
    }
}
