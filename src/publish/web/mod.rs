//! A release as readers are served it: fetched over HTTP and held against its manifest.
//!
//! `questions` says what is asked for; [`WebClient`] asks, within bounds; `judging` holds an answer against what was
//! published. What nobody published and a server has all the same cannot be found this way: nothing lists it.

mod client;
mod faults;
mod headers;
mod judging;
mod question;
mod questions;
mod web_release;

use std::collections::BTreeSet;

pub use client::{WebClient, WebFailure};
pub use faults::{WebFault, fault_lines};
use question::{Asked, Question};
pub use web_release::WebRelease;

use super::at_once::{self, AT_ONCE};

impl WebRelease<'_> {
    /// Asks for everything, and says what is not as it was published. `asked` is called after each question.
    ///
    /// # Errors
    /// The server cannot be reached, or breaks off.
    pub fn faults(&self, client: &WebClient, asked: &(dyn Fn() + Sync)) -> Result<Vec<WebFault>, WebFailure> {
        // Where nobody answers, one question is enough to know it.
        let (first, rest) = self.questions.split_at(self.questions.len().min(1));
        let mut faults = Vec::new();
        for question in first {
            faults.extend(self.answered(client, question)?);
            asked();
        }
        let answers = at_once::each(AT_ONCE, rest, |question| {
            let answered = self.answered(client, question);
            asked();
            answered
        });
        faults.extend(answers?.into_iter().flatten());
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    /// How many questions are asked.
    pub fn count(&self) -> usize {
        self.questions.len()
    }

    /// How many files are asked for.
    pub fn files(&self) -> usize {
        let file = |question: &Question| match &question.asked {
            Asked::File(path) => Some(path.clone()),
            Asked::Nothing | Asked::Slash(_) | Asked::Hidden(_) => None,
        };
        self.questions.iter().filter_map(file).collect::<BTreeSet<String>>().len()
    }

    fn answered(&self, client: &WebClient, question: &Question) -> Result<Vec<WebFault>, WebFailure> {
        let answer = client.ask(question)?;
        Ok(match &question.asked {
            Asked::File(path) => self.judge_file(path, &answer),
            Asked::Nothing => self.judge_lost(&answer),
            Asked::Slash(address) => self.judge_slash(address, &answer),
            Asked::Hidden(path) => judging::judge_hidden(path, &answer),
        })
    }
}
