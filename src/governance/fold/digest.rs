//! What the main line says of closed days, as one hash: whatever descends from a commit says the same of all days before
//! the day of that commit (FOLD step 7).

use std::fmt::Write as _;

use blake3::{Hash, Hasher};

use super::pages::{Life, LifeStanding};
use super::state::FoldState;
use crate::date::Day;
use crate::model::Record;

impl FoldState {
    /// The day of the last commit.
    pub fn day_of_head(&self) -> Option<Day> {
        self.commits.last().map(|(_, day)| *day)
    }

    /// The next day after another on which something happens by itself: a text comes into force, a waiver ends.
    pub fn next_event(&self, after: Day) -> Option<Day> {
        self.events.iter().find(|day| **day > after).copied()
    }

    /// The hash of all texts that were in force before a day, and of the records that counted by then. Commits of that day and of
    /// later ones leave it as it is.
    pub fn digest_before(&self, day: Day) -> Hash {
        let mut said = String::new();
        // Writing to a text cannot fail.
        let _ = writeln!(said, "v1\nroot {}", or_none(self.root()));
        for law in self.laws.iter().filter(|law| law.since < day) {
            let _ = writeln!(said, "model {} {} since {}", quoted(&law.page), law.text.exact.text, law.since);
        }
        let is_earlier = |record: &&std::sync::Arc<Record>| {
            record.arrival.as_ref().is_some_and(|arrival| arrival.day < day)
        };
        for record in self.records.iter().filter(is_earlier) {
            let _ = writeln!(said, "record {}", or_none(record.file_id));
        }
        for (id, life) in &self.lives {
            say_life(&mut said, id, life, day);
        }
        let mut hasher = Hasher::new();
        hasher.update(said.as_bytes());
        hasher.finalize()
    }
}

fn say_life(said: &mut String, id: &str, life: &Life, day: Day) {
    for issue in life.issues.iter().filter(|issue| issue.since < day) {
        let text = life.texts.get(issue.state).map(|text| text.exact.text);
        let until = issue.until.filter(|until| *until < day);
        let (number, text, until) = (or_none(issue.number), or_none(text), or_none(until));
        let _ = writeln!(said, "page {} {number} {text} {} to {until}", quoted(id), issue.since);
    }
    for (left, standing) in life.left.iter().filter(|(left, _)| *left < day) {
        let by = match standing {
            LifeStanding::Withdrawn { by, .. } | LifeStanding::Released { by, .. } => by.file_id,
            LifeStanding::Nothing | LifeStanding::InForce(_) => None,
        };
        let _ = writeln!(said, "page {} left {left} by {}", quoted(id), or_none(by));
    }
}

/// Logs keep these hashes for years: nothing in them depends on how a program shows its values.
fn or_none(value: Option<impl std::fmt::Display>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Logs of targets keep digests for years: another form takes another version, and leaves the old one readable.
    #[test]
    fn the_form_is_fixed() {
        assert_eq!(FoldState::default().digest_before(Day::FIRST), blake3::hash(b"v1\nroot -\n"));
    }
}
