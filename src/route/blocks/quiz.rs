//! A quiz: its questions as a reader takes them, and what is right as a list behind the text of the page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::BlockOfPage;
use super::named::NamedPageView;
use crate::blocks::Faults;
use crate::blocks::quiz::{Asks, HowMany, MatchPair, Quiz, QuizAnswer, QuizQuestion};
use crate::model::{DataBlock, NamedValue, PageId};
use crate::route::site::Site;
use crate::route::taught;

/// A quiz, as `view` on `blocks/quiz.html` and `blocks/quiz-answers.html`.
#[derive(Serialize)]
pub(super) struct QuizView {
    title: String,
    anchor: String,
    /// How much must be right, in per cent; 0 where it does not say.
    pass: u8,
    /// How many questions are asked at a time; 0 for all.
    draw: usize,
    /// How often it can be taken in one sitting; 0 for as often as one likes.
    attempts: usize,
    questions: Vec<QuestionView>,
}

/// A question. What it does not say is empty.
#[derive(Default, Serialize)]
struct QuestionView {
    /// By what an answer to it is kept.
    id: String,
    /// What ids in it begin with.
    anchor: String,
    /// `one`, `several`, `order`, `match`, `number`, `text`, `model`, `steps`, or `none`.
    form: &'static str,
    case: Vec<String>,
    ask: String,
    answers: Vec<AnswerView>,
    keeps_order: bool,
    /// What is to be put in order, or found for others: in an order that says nothing.
    things: Vec<ThingView>,
    pairs: Vec<PairView>,
    number: Option<NumberView>,
    /// The words that are right.
    accepted: Vec<String>,
    model: Vec<String>,
    steps: Vec<QuestionView>,
    hint: String,
    why: String,
    rests_on: Vec<NamedPageView>,
    /// By what a browser keeps the pages on which it or its steps rest.
    rests_on_keys: BTreeSet<String>,
}

#[derive(Serialize)]
struct AnswerView {
    say: String,
    is_right: bool,
    why: String,
}

/// One of several things, with its place among them as they are right, from 1.
#[derive(Clone, Serialize)]
struct ThingView {
    say: String,
    place: usize,
}

/// Something, and the number in `things` of what belongs to it, from 1.
#[derive(Serialize)]
struct PairView {
    this: String,
    with: String,
    place: usize,
}

#[derive(Serialize)]
struct NumberView {
    /// As people write it.
    words: String,
    /// As machines do.
    value: String,
    within: String,
    unit: String,
}

/// How much must be right in the quizzes of a page, in per cent: the most that one of them asks for; 0 where they ask for nothing,
/// `None` where there are none.
pub(in crate::route) fn pass_of(site: &Site, page: PageId) -> Option<u8> {
    let content = site.content.page(page);
    let quizzes = content.blocks.iter().filter(|block| block.kind.name == "quiz");
    let pass = |block: &DataBlock| {
        let quiz = Quiz::read(&block.fields, &mut Faults::reported_before(&content.file));
        quiz.pass.unwrap_or_default()
    };
    quizzes.map(pass).max()
}

impl BlockOfPage<'_> {
    pub(super) fn quiz(&self) -> QuizView {
        let file = &self.site.content.page(self.page).file;
        let quiz = Quiz::read(&self.block.fields, &mut Faults::reported_before(file));
        let questions = quiz.questions.iter().zip(1..);
        QuizView {
            title: quiz.title.to_owned(),
            anchor: self.anchor(),
            pass: quiz.pass.unwrap_or_default(),
            draw: quiz.draw.filter(|draw| *draw < quiz.questions.len()).unwrap_or_default(),
            attempts: quiz.attempts.unwrap_or_default(),
            questions: questions
                .map(|(question, nth)| self.question(question, format!("{}-{nth}", self.anchor())))
                .collect(),
        }
    }

    fn keys(&self, question: &QuizQuestion<'_>) -> BTreeSet<String> {
        let own = question.rests_on.iter().filter_map(|named| self.pages.page_named(named));
        let mut keys: BTreeSet<String> = own.map(|page| taught::key(self.site, page)).collect();
        if let Asks::Steps(steps) = &question.asks {
            keys.extend(steps.iter().flat_map(|step| self.keys(step)));
        }
        keys
    }

    fn question(&self, question: &QuizQuestion<'_>, anchor: String) -> QuestionView {
        let view = QuestionView {
            id: question.id.clone(),
            case: paragraphs(question.case),
            ask: question.ask.to_owned(),
            hint: question.hint.to_owned(),
            why: question.why.to_owned(),
            rests_on: self.pages.pages(question.rests_on),
            rests_on_keys: self.keys(question),
            anchor,
            form: "none",
            ..QuestionView::default()
        };
        match &question.asks {
            Asks::Choice { many, keeps_order, answers } => QuestionView {
                form: if *many == HowMany::One { "one" } else { "several" },
                keeps_order: *keeps_order,
                answers: answers.iter().map(answer).collect(),
                ..view
            },
            Asks::Order(things) => QuestionView { form: "order", things: scattered(texts(things)), ..view },
            Asks::Match(pairs) => matching(pairs, view),
            Asks::Number { value, within, unit } => {
                let number = NumberView {
                    words: self.site.config.words.number(&value.to_string()),
                    value: value.to_string(),
                    within: within.to_string(),
                    unit: (*unit).to_owned(),
                };
                QuestionView { form: "number", number: Some(number), ..view }
            }
            Asks::Text(accepted) => QuestionView { form: "text", accepted: texts(accepted), ..view },
            Asks::Model(model) => QuestionView { form: "model", model: paragraphs(model), ..view },
            Asks::Steps(steps) => {
                let step = |(step, nth): (&QuizQuestion<'_>, usize)| {
                    self.question(step, format!("{}-{nth}", view.anchor))
                };
                let steps = steps.iter().zip(1..).map(step).collect();
                QuestionView { form: "steps", steps, ..view }
            }
            Asks::Nothing => view,
        }
    }
}

fn matching(pairs: &[MatchPair<'_>], view: QuestionView) -> QuestionView {
    let things = scattered(distinct(pairs));
    let place = |pair: &MatchPair<'_>| {
        things.iter().position(|thing| thing.say == pair.with).map_or(0, |place| place + 1)
    };
    let pair = |pair: &MatchPair<'_>| PairView {
        this: pair.this.to_owned(),
        with: pair.with.to_owned(),
        place: place(pair),
    };
    let pairs = pairs.iter().map(pair).collect();
    QuestionView { form: "match", pairs, things, ..view }
}

fn answer(answer: &QuizAnswer<'_>) -> AnswerView {
    AnswerView { say: answer.say.to_owned(), is_right: answer.is_right, why: answer.why.to_owned() }
}

fn texts(named: &[NamedValue]) -> Vec<String> {
    named.iter().map(|text| text.name.to_string()).collect()
}

/// What things are matched with, each once.
fn distinct(pairs: &[MatchPair<'_>]) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for pair in pairs {
        if distinct.iter().all(|there| there != pair.with) {
            distinct.push(pair.with.to_owned());
        }
    }
    distinct
}

/// Things in an order that says nothing of the right one: by the hashes of their words, so that two builds have the same.
fn scattered(things: Vec<String>) -> Vec<ThingView> {
    let things = things.into_iter().zip(1..).map(|(say, place)| ThingView { say, place });
    let mut scattered: Vec<ThingView> = things.collect();
    scattered.sort_by_key(|thing| *blake3::hash(thing.say.as_bytes()).as_bytes());
    if scattered.is_sorted_by_key(|thing| thing.place) {
        scattered.reverse();
    }
    scattered
}

/// A text by its paragraphs.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_ordered_never_stands_in_order() {
        for count in 2..40 {
            let things: Vec<String> = (0..count).map(|nth| format!("thing {nth}")).collect();
            let scattered = scattered(things.clone());
            assert!(!scattered.is_sorted_by_key(|thing| thing.place), "{count}");
            let mut back = scattered;
            back.sort_by_key(|thing| thing.place);
            assert_eq!(back.into_iter().map(|thing| thing.say).collect::<Vec<_>>(), things);
        }
    }
}
