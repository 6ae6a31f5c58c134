//! Lists of shared values that share their parts with the lists that they came from.

use std::ops::{Index, Range};
use std::sync::Arc;

/// How many values lie together. A list of ten thousand in which one value differs shares some hundred and fifty runs
/// with the one before, and has one to itself.
const RUN: usize = 64;

/// A list of shared values, in runs that are shared themselves. Lists are equal where the very same values lie in them.
#[derive(Debug)]
pub struct SharedList<T: ?Sized> {
    runs: Arc<[Run<T>]>,
    length: usize,
}

type Run<T> = Arc<[Arc<T>]>;

impl<T: ?Sized> SharedList<T> {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The value at a place.
    pub fn get(&self, at: usize) -> Option<&Arc<T>> {
        self.runs.get(at / RUN)?.get(at % RUN)
    }

    /// The first value.
    pub fn first(&self) -> Option<&Arc<T>> {
        self.get(0)
    }

    /// The values, in order.
    pub fn iter(&self) -> Values<'_, T> {
        self.into_iter()
    }

    /// The list of these values, which shares with this one what they have in common at the same places. A value that
    /// stays where it was is not even looked at: only where it lies.
    #[must_use]
    pub fn changed_to<'v>(&self, values: impl IntoIterator<Item = &'v Arc<T>>) -> SharedList<T>
    where
        T: 'v,
    {
        let mut values = values.into_iter();
        let mut runs = Vec::with_capacity(self.runs.len());
        let mut length = 0;
        let mut next: Vec<&Arc<T>> = Vec::with_capacity(RUN);
        loop {
            next.clear();
            next.extend(values.by_ref().take(RUN));
            if next.is_empty() {
                break;
            }
            length += next.len();
            runs.push(self.run_of(runs.len(), &next));
        }
        let is_same = runs.len() == self.runs.len() && self.length == length && same_runs(&runs, &self.runs);
        if is_same { self.clone() } else { SharedList { runs: runs.into(), length } }
    }

    /// The list with other values at some places, which are in order.
    #[must_use]
    pub fn with(&self, others: &[(usize, Arc<T>)]) -> SharedList<T> {
        if others.is_empty() {
            return self.clone();
        }
        let mut runs: Vec<Run<T>> = self.runs.to_vec();
        for others in others.chunk_by(|(one, _), (other, _)| one / RUN == other / RUN) {
            let run = others.first().and_then(|(at, _)| runs.get_mut(at / RUN));
            let Some(run) = run else { continue };
            let mut values = run.to_vec();
            for (at, value) in others {
                if let Some(there) = values.get_mut(at % RUN) {
                    *there = value.clone();
                }
            }
            *run = values.into();
        }
        SharedList { runs: runs.into(), length: self.length }
    }

    /// These values as a run: the one of this number, where it holds them.
    fn run_of(&self, number: usize, values: &[&Arc<T>]) -> Run<T> {
        let holds = |run: &&Run<T>| {
            run.len() == values.len() && run.iter().zip(values).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        match self.runs.get(number).filter(holds) {
            Some(run) => run.clone(),
            None => values.iter().map(|value| (*value).clone()).collect(),
        }
    }
}

fn same_runs<T: ?Sized>(one: &[Run<T>], other: &[Run<T>]) -> bool {
    one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
}

impl<T: ?Sized> Default for SharedList<T> {
    fn default() -> Self {
        SharedList { runs: Arc::from(Vec::new()), length: 0 }
    }
}

impl<T: ?Sized> Clone for SharedList<T> {
    fn clone(&self) -> Self {
        SharedList { runs: self.runs.clone(), length: self.length }
    }
}

impl<T: ?Sized> PartialEq for SharedList<T> {
    fn eq(&self, other: &Self) -> bool {
        let is_same = |(one, other): (&Run<T>, &Run<T>)| {
            Arc::ptr_eq(one, other) || one.iter().zip(&**other).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        self.length == other.length
            && (Arc::ptr_eq(&self.runs, &other.runs) || self.runs.iter().zip(&*other.runs).all(is_same))
    }
}

impl<T: ?Sized> Index<usize> for SharedList<T> {
    type Output = Arc<T>;

    #[expect(clippy::indexing_slicing, reason = "for numbers that the program gave itself; others ask `get`")]
    fn index(&self, at: usize) -> &Arc<T> {
        &self.runs[at / RUN][at % RUN]
    }
}

impl<T: ?Sized> FromIterator<Arc<T>> for SharedList<T> {
    fn from_iter<I: IntoIterator<Item = Arc<T>>>(values: I) -> Self {
        let values: Vec<Arc<T>> = values.into_iter().collect();
        SharedList { length: values.len(), runs: values.chunks(RUN).map(Arc::from).collect() }
    }
}

impl<'l, T: ?Sized> IntoIterator for &'l SharedList<T> {
    type Item = &'l Arc<T>;
    type IntoIter = Values<'l, T>;

    fn into_iter(self) -> Values<'l, T> {
        Values { list: self, rest: 0..self.length }
    }
}

/// The values of a list, in order.
#[derive(Debug)]
pub struct Values<'l, T: ?Sized> {
    list: &'l SharedList<T>,
    rest: Range<usize>,
}

impl<T: ?Sized> Clone for Values<'_, T> {
    fn clone(&self) -> Self {
        Values { list: self.list, rest: self.rest.clone() }
    }
}

impl<'l, T: ?Sized> Iterator for Values<'l, T> {
    type Item = &'l Arc<T>;

    fn next(&mut self) -> Option<&'l Arc<T>> {
        self.rest.next().map(|at| &self.list[at])
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }
}

impl<T: ?Sized> DoubleEndedIterator for Values<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.rest.next_back().map(|at| &self.list[at])
    }
}

impl<T: ?Sized> ExactSizeIterator for Values<'_, T> {}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: impl IntoIterator<Item = usize>) -> SharedList<usize> {
        numbers.into_iter().map(Arc::new).collect()
    }

    #[test]
    fn what_stays_where_it_was_is_shared() {
        let before = numbers(0..3 * RUN + 5);
        let new = Arc::new(7);
        let values = before.iter().enumerate().map(|(at, value)| if at == RUN + 1 { &new } else { value });
        let after = before.changed_to(values);
        assert_eq!(after.len(), before.len());
        assert!(Arc::ptr_eq(&after[RUN + 1], &new));
        let shared: Vec<bool> =
            after.runs.iter().zip(&*before.runs).map(|(one, other)| Arc::ptr_eq(one, other)).collect();
        assert_eq!(shared, [true, false, true, true]);
        assert_ne!(after, before);
        assert!(Arc::ptr_eq(&before.changed_to(&before).runs, &before.runs), "nothing differs");
    }

    #[test]
    fn a_list_holds_what_it_is_made_of() {
        for length in [0, 1, RUN - 1, RUN, RUN + 1, 4 * RUN] {
            let before = numbers(0..length);
            for other in [0, 1, RUN, length, length + 1] {
                let values = numbers(0..other);
                let changed = before.changed_to(&values);
                assert!(changed == values && changed.iter().eq(&values), "{length} -> {other}");
                assert_eq!(changed.get(other), None);
            }
            assert!(before.iter().rev().map(|value| **value).eq((0..length).rev()));
        }
    }

    #[test]
    fn some_values_give_way_to_others() {
        let before = numbers(0..3 * RUN);
        let others = [0, RUN - 1, 2 * RUN].map(|at| (at, Arc::new(at + 1_000)));
        let after = before.with(&others);
        for (at, value) in after.iter().enumerate() {
            let other = others.iter().find(|(place, _)| *place == at).map(|(_, value)| value);
            assert!(Arc::ptr_eq(value, other.unwrap_or(&before[at])), "{at}");
        }
        assert!(
            Arc::ptr_eq(&after.runs[1], &before.runs[1]) && !Arc::ptr_eq(&after.runs[2], &before.runs[2])
        );
        assert_eq!(before.with(&[]), before);
    }

    #[test]
    fn equal_values_elsewhere_make_another_list() {
        assert_ne!(numbers(0..3), numbers(0..3));
        assert_eq!(numbers([]), SharedList::default());
        let one = numbers(0..3);
        assert_eq!(one, one.iter().cloned().collect());
    }
}
