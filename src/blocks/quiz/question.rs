//! The questions of a quiz.

use crate::model::{Decimal, NamedValue};

/// A question.
#[derive(Debug)]
pub struct QuizQuestion<'f> {
    /// By what an answer to it is kept: as it is written, else made of its words. Empty for the steps of a case.
    pub id: String,
    /// What happened, before anything is asked; may be empty.
    pub case: &'f str,
    /// Its words; may be empty where its steps ask.
    pub ask: &'f str,
    /// What it asks for.
    pub asks: Asks<'f>,
    /// What helps to find the answer; may be empty.
    pub hint: &'f str,
    /// Why the right answer is right; may be empty.
    pub why: &'f str,
    /// The pages and headings that say so.
    pub rests_on: &'f [NamedValue],
}

/// What a question asks for.
#[derive(Debug)]
pub enum Asks<'f> {
    /// One or several of these answers.
    Choice {
        /// How many are to be chosen.
        many: HowMany,
        /// Whether they stand in the order in which they are written.
        keeps_order: bool,
        /// What can be chosen.
        answers: Vec<QuizAnswer<'f>>,
    },
    /// These, in the right order.
    Order(&'f [NamedValue]),
    /// What belongs to what.
    Match(Vec<MatchPair<'f>>),
    /// A number.
    Number {
        /// The right one.
        value: Decimal,
        /// How far off it may be.
        within: Decimal,
        /// What it counts; may be empty.
        unit: &'f str,
    },
    /// A few words: any of these.
    Text(&'f [NamedValue]),
    /// A text that everybody compares with this one.
    Model(&'f str),
    /// Several questions on one case.
    Steps(Vec<QuizQuestion<'f>>),
    /// Nothing that makes sense.
    Nothing,
}

/// How many answers are to be chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HowMany {
    /// One.
    One,
    /// All that are right.
    Several,
}

/// An answer to be chosen.
#[derive(Debug)]
pub struct QuizAnswer<'f> {
    /// Its words.
    pub say: &'f str,
    /// Whether it is right.
    pub is_right: bool,
    /// What whoever chose it reads then; may be empty.
    pub why: &'f str,
}

/// Two things that belong together.
#[derive(Debug)]
pub struct MatchPair<'f> {
    /// The one.
    pub this: &'f str,
    /// The other, which is to be found.
    pub with: &'f str,
}

impl QuizQuestion<'_> {
    /// Whether its answer can be compared with what is right.
    pub fn is_counted(&self) -> bool {
        match &self.asks {
            Asks::Model(_) | Asks::Nothing => false,
            Asks::Steps(steps) => steps.iter().any(QuizQuestion::is_counted),
            _ => true,
        }
    }
}
