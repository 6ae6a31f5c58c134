//! Which passage of an old text became which of a new one, for those who look for a place rather than for what changed.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::align::{MOVABLE, Member, Mobility, Step, align};
use super::alike::Bag;
use crate::markdown::{PassageKind, TextUnit};

/// For each passage of an old text the place in the list of the one that it became; `None` where it is gone.
pub fn became(old: &[TextUnit], new: &[TextUnit]) -> Vec<Option<usize>> {
    let mut became = vec![None; old.len()];
    for step in align(old, new, Mobility::Free) {
        if let Step::Keep(from, to) | Step::Change(from, to) | Step::Leave(from, to) = step
            && let Some(became) = became.get_mut(from)
        {
            *became = Some(to);
        }
    }
    find_short(old, new, &mut became);
    became
}

/// What is too short to be called kept where much else changed: the equal one that is nearest to what stood before it.
fn find_short(old: &[TextUnit], new: &[TextUnit], became: &mut [Option<usize>]) {
    let taken: HashSet<usize> = became.iter().flatten().copied().collect();
    let mut left: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, unit) in new.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        left.entry(unit.fingerprint()).or_default().push(at);
    }
    let mut behind = 0;
    for (unit, became) in old.iter().zip(became) {
        if became.is_none()
            && let Some(equal) = left.get_mut(&unit.fingerprint())
            && let Some((nearest, _)) = equal.iter().enumerate().min_by_key(|(_, at)| at.abs_diff(behind))
        {
            *became = Some(equal.remove(nearest));
        }
        behind = became.map_or(behind, |to| to + 1);
    }
}

impl Member for TextUnit {
    fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.kind.hash(&mut hasher);
        self.words.split_whitespace().for_each(|word| word.hash(&mut hasher));
        hasher.finish()
    }

    fn family(&self) -> u8 {
        match self.kind {
            PassageKind::Words => 0,
            PassageKind::Heading => 1,
            PassageKind::Code => 2,
        }
    }

    fn bag(&self) -> Bag {
        Bag::of_text(&self.words)
    }

    fn is_movable(&self, bag: &Bag) -> bool {
        bag.weight() >= MOVABLE || self.kind == PassageKind::Heading
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Options, parse};

    #[test]
    fn passages_are_found_where_they_stand_now() {
        let passages = |text: &str| parse(text, &Options::default()).letters().passages;
        let old = passages(
            "# One\n\nThe first words of all.\n\n- gone for good, this one\n- yes\n\nA sentence that will move.\n",
        );
        let new = passages("A sentence that will move.\n\n# One\n\nThe first words of many.\n\n- yes\n");
        let became = became(&old, &new);
        let pairs: Vec<(&str, Option<&str>)> = old
            .iter()
            .zip(&became)
            .map(|(old, became)| (&*old.words, became.map(|to| &*new[to].words)))
            .collect();
        assert_eq!(
            pairs,
            [
                ("One", Some("One")),
                ("The first words of all.", Some("The first words of many.")),
                ("gone for good, this one", None),
                ("yes", Some("yes")),
                ("A sentence that will move.", Some("A sentence that will move.")),
            ]
        );
    }
}
