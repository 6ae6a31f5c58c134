//! A quiz: questions of several forms, each with what is right, and how many must be.

mod question;
mod read;

pub use question::{Asks, HowMany, MatchPair, QuizAnswer, QuizQuestion};

use std::collections::HashMap;

use super::faults::Faults;
use crate::model::{FieldValue, Fields};

/// A quiz, as a `quiz` block states it.
#[derive(Debug)]
pub struct Quiz<'f> {
    /// Its title; may be empty.
    pub title: &'f str,
    /// How much must be right, in per cent; `None` where it does not say.
    pub pass: Option<u8>,
    /// How many of the questions are asked at a time; `None` for all.
    pub draw: Option<usize>,
    /// How often it can be taken in one sitting; `None` for as often as one likes.
    pub attempts: Option<usize>,
    /// The questions, in the order of the block.
    pub questions: Vec<QuizQuestion<'f>>,
}

impl<'f> Quiz<'f> {
    /// Reads the fields of a block.
    pub fn read(fields: &'f Fields, faults: &mut Faults) -> Quiz<'f> {
        let written = fields.items("questions");
        let questions: Vec<QuizQuestion<'f>> =
            written.iter().map(|question| QuizQuestion::read(question, faults)).collect();
        report_repeated(&questions, written, faults);
        let quiz = Quiz {
            title: fields.text("title").unwrap_or_default(),
            pass: per_cent(fields, faults),
            draw: count(fields, "draw", faults),
            attempts: count(fields, "attempts", faults),
            questions,
        };
        quiz.report_counts(fields, faults);
        quiz
    }

    fn report_counts(&self, fields: &Fields, faults: &mut Faults) {
        let number = self.questions.len();
        if let Some(draw) = self.draw.filter(|draw| *draw > number) {
            let message = format!("{draw} questions cannot be drawn of {number}");
            faults.report(fields.place("draw"), message, "write more questions, or draw fewer");
        }
        let is_counted = self.questions.iter().any(QuizQuestion::is_counted);
        if self.pass.is_some() && !is_counted && number > 0 {
            let hint = "add a question whose answer can be compared, or take `pass` away";
            faults.report(fields.place("pass"), "nothing here is counted, so nobody can pass", hint);
        }
    }
}

/// How much must be right, in per cent.
fn per_cent(fields: &Fields, faults: &mut Faults) -> Option<u8> {
    let written = fields.text("pass")?;
    let number = written.trim().trim_end_matches('%').trim_end().parse().ok();
    let per_cent = number.filter(|number| (1..=100).contains(number));
    if per_cent.is_none() {
        let message = format!("`{written}` is no share of what can be right");
        faults.report(fields.place("pass"), message, "write 1 to 100 per cent: `pass: 80 %`");
    }
    per_cent
}

/// A number that counts something.
fn count(fields: &Fields, name: &str, faults: &mut Faults) -> Option<usize> {
    let Some(FieldValue::Number(number)) = fields.get(name) else { return None };
    let count = usize::try_from(*number).ok().filter(|count| (1..=1000).contains(count));
    if count.is_none() {
        let message = format!("`{name}` is never {number}");
        faults.report(fields.place(name), message, format!("write a number of 1 or more: `{name}: 3`"));
    }
    count
}

/// What a reader has answered is kept by the ids of questions: each stands once.
fn report_repeated(questions: &[QuizQuestion<'_>], written: &[Fields], faults: &mut Faults) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (nth, (question, fields)) in questions.iter().zip(written).enumerate() {
        if question.id.is_empty() {
            continue;
        }
        if let Some(first) = seen.insert(&question.id, nth) {
            let place = fields.place("id").or_else(|| fields.place("ask")).or_else(|| fields.place("case"));
            let message = format!("questions {} and {} are one: `{}`", first + 1, nth + 1, question.id);
            faults.report(place, message, "give each an `id` of its own");
        }
    }
}
