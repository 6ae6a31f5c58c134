//! What would stand otherwise on the checklist, in words.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::governance::{Governance, ItemChange};
use crate::model::{Status, SubjectName};

/// How many pages of one kind of change are named.
const NAMED: usize = 8;

/// A line for each change; what happens alike to many pages is one line.
pub(in crate::cli) fn lines(now: &Governance, changes: &[ItemChange]) -> Vec<String> {
    let mut groups: Vec<(Transition<'_>, Vec<&ItemChange>)> = Vec::new();
    for change in changes {
        let transition = Transition::of(change);
        match groups.iter_mut().find(|(known, _)| *known == transition) {
            Some((_, alike)) => alike.push(change),
            None => groups.push((transition, vec![change])),
        }
    }
    let line = |(transition, alike): (Transition<'_>, Vec<&ItemChange>)| match alike.as_slice() {
        [one] => of_item(now, one),
        many => transition.of_many(now, many),
    };
    groups.into_iter().map(line).collect()
}

/// What happens to a control on a page.
#[derive(PartialEq)]
struct Transition<'c> {
    control: &'c Arc<str>,
    before: Option<Status>,
    after: Option<Status>,
}

impl<'c> Transition<'c> {
    fn of(change: &'c ItemChange) -> Transition<'c> {
        Transition { control: &change.item.control.id, before: change.before, after: change.after }
    }

    /// "C-7 on 12 pages (GL-001, GL-002 and 10 more): asked from then on, unmet".
    fn of_many(&self, now: &Governance, changes: &[&ItemChange]) -> String {
        let names: BTreeSet<&str> = changes.iter().filter_map(|change| name(now, change)).collect();
        let shown: Vec<&str> = names.iter().take(NAMED).copied().collect();
        let more = names.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let words = words(self.before, self.after);
        format!("{} on {} pages ({}{more}): {words}", self.control, names.len(), shown.join(", "))
    }
}

fn words(before: Option<Status>, after: Option<Status>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before != after => format!("{} -> {}", before.words(), after.words()),
        (Some(_), Some(after)) => after.words().to_owned(),
        (None, Some(after)) => format!("asked from then on, {}", after.words()),
        (_, None) => "asked no more".to_owned(),
    }
}

fn name<'g>(now: &'g Governance, change: &'g ItemChange) -> Option<&'g str> {
    match &change.item.subject {
        SubjectName::Site => None,
        SubjectName::Page(number) => Some(now.subjects[*number].name()),
    }
}

/// "C-2 on GL-003: unmet -> met (approved by everybody)".
fn of_item(now: &Governance, change: &ItemChange) -> String {
    let on = name(now, change).map_or_else(String::new, |name| format!(" on {name}"));
    let mut line = format!("{}{on}: {}", change.item.control.id, words(change.before, change.after));
    if change.after.is_some() {
        // Writing to a text cannot fail.
        let _ = write!(line, " ({})", change.item.reason);
    }
    line
}
