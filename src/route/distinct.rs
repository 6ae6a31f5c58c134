//! Names that carry the first digits of a hash: as few as tell things apart, and never those of something else.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// More digits than a name has at the least, and no hash has as many.
const MOST: usize = 64;

/// How many digits more than the fewest the name of each thing has. The first keeps the shortest name, and whatever has that
/// name as well gets a longer one: who comes later changes no name that was given. `name` tells the name of a thing with so
/// many digits more.
pub(super) fn more_digits<T: Clone + Eq + Hash>(
    things: impl IntoIterator<Item = T>,
    name: impl Fn(&T, usize) -> String,
) -> HashMap<T, usize> {
    let mut taken = HashSet::new();
    let mut given = HashMap::new();
    for thing in things {
        if given.contains_key(&thing) {
            continue;
        }
        let more = (0..=MOST).find(|more| taken.insert(name(&thing, *more)));
        given.insert(thing, more.unwrap_or(MOST));
    }
    given
}

/// The first digits of a hash: all where there are not so many.
pub(super) fn first_digits(digits: &str, count: usize) -> &str {
    digits.get(..count).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_keeps_the_shortest_name_and_no_two_share_one() {
        let name = |hash: &&str, more: usize| first_digits(hash, 2 + more).to_owned();
        let things = ["abcd", "abce", "abxx", "ffff", "abcd", "ab"];
        let given = more_digits(things, name);
        let names: Vec<String> = things.iter().map(|hash| name(hash, given[hash])).collect();
        assert_eq!(names, ["ab", "abc", "abx", "ff", "ab", "ab"]);
        // Who comes later changes nothing.
        for known in 0..things.len() {
            let before = more_digits(things[..known].iter().copied(), name);
            assert!(before.iter().all(|(thing, more)| given[thing] == *more), "{known}");
        }
    }
}
