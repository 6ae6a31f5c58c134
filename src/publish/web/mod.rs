//! A release as readers are served it: fetched over HTTP and held against its manifest.
//!
//! `questions` says what is asked for; [`WebClient`] asks, within bounds; `judging` holds an answer against what was
//! published. What nobody published and a server has all the same cannot be found this way: nothing lists it.

mod client;
mod faults;
mod headers;
mod judging;
mod questions;
mod web_release;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

pub use client::{WebClient, WebFailure};
pub use faults::{WebFault, fault_lines};
use questions::{Asked, Question};
pub use web_release::WebRelease;

/// So many questions are asked at a time.
const AT_A_TIME: usize = 8;

impl WebRelease<'_> {
    /// Asks for everything, and says what is not as it was published. `asked` is called after each question.
    ///
    /// # Errors
    /// The server cannot be reached, or breaks off.
    pub fn faults(&self, client: &WebClient, asked: &(dyn Fn() + Sync)) -> Result<Vec<WebFault>, WebFailure> {
        let questions = self.questions();
        // Where nobody answers, one question is enough to know it.
        let (first, rest) = questions.split_at(questions.len().min(1));
        let mut faults = Vec::new();
        for question in first {
            faults.extend(self.answered(client, question)?);
            asked();
        }
        faults.extend(self.answers_of_many(client, rest, asked)?);
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    /// How many questions are asked.
    pub fn count(&self) -> usize {
        self.questions().len()
    }

    fn answers_of_many(
        &self,
        client: &WebClient,
        questions: &[Question],
        asked: &(dyn Fn() + Sync),
    ) -> Result<Vec<WebFault>, WebFailure> {
        let next = AtomicUsize::new(0);
        let results = Mutex::new((Vec::new(), None));
        std::thread::scope(|scope| {
            for _ in 0..AT_A_TIME.min(questions.len()) {
                scope.spawn(|| {
                    while let Some(question) = questions.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let answered = self.answered(client, question);
                        asked();
                        let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                        match answered {
                            Ok(faults) => results.0.extend(faults),
                            Err(failure) => {
                                results.1.get_or_insert(failure);
                                // The others have nothing left to ask.
                                next.store(questions.len(), Ordering::Relaxed);
                            }
                        }
                    }
                });
            }
        });
        let (faults, failure) = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        failure.map_or(Ok(faults), Err)
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
