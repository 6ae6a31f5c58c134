//! A memo of one value.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A value, kept with what it was made from.
pub(in crate::compile) struct Memo<I, T>(Mutex<Option<(I, T)>>);

impl<I, T> Default for Memo<I, T> {
    fn default() -> Self {
        Memo(Mutex::new(None))
    }
}

impl<I: PartialEq, T: Clone> Memo<I, T> {
    /// What is made from this: what was made last time, where it was made from something equal.
    pub(in crate::compile) fn get(&self, inputs: I, make: impl FnOnce(&I) -> T) -> T {
        let is_same = |(before, _): &&(I, T)| *before == inputs;
        let known = lock(&self.0).as_ref().filter(is_same).map(|(_, value)| value.clone());
        let value = known.unwrap_or_else(|| make(&inputs));
        // What is compared next time is what is compared fastest: the inputs of now.
        let before = lock(&self.0).replace((inputs, value.clone()));
        drop(before);
        value
    }
}

/// A panic elsewhere leaves whole entries behind, never half ones.
pub(super) fn lock<T>(memo: &Mutex<T>) -> MutexGuard<'_, T> {
    memo.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_again_when_it_is_made_of_something_else() {
        let memo: Memo<&str, String> = Memo::default();
        let mut made = Vec::new();
        for text in ["a", "a", "b", "a"] {
            let long = memo.get(text, |text| {
                made.push(*text);
                text.repeat(2)
            });
            assert_eq!(long, text.repeat(2));
        }
        assert_eq!(made, ["a", "b", "a"]);
    }
}
