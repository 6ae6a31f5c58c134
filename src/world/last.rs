//! Memos by the very values that they are made of, rather than by a hash of them.
//!
//! A save changes one page of thousands. Hashing all others to find that they are the same would cost more than
//! everything else that a save does; comparing shared values costs a look at where they lie.

use std::any::Any;
use std::sync::Arc;

use super::Store;

/// One memo, with what it was made of.
struct Last<K, T> {
    of: K,
    made: Arc<T>,
}

impl Store {
    /// What is made of this: what was made last time, where it was made of something equal.
    pub fn last<K: PartialEq + Send + Sync + 'static, T: Send + Sync + 'static>(
        &self,
        room: &'static str,
        of: K,
        make: impl FnOnce(&K) -> T,
    ) -> Arc<T> {
        let known = self.room::<Last<K, T>>(room).filter(|last| last.of == of).map(|last| last.made.clone());
        let value = known.unwrap_or_else(|| Arc::new(make(&of)));
        // What is compared next time is what is compared fastest: the values of now.
        self.put(room, Arc::new(Last { of, made: value.clone() }));
        value
    }

    pub(super) fn room<T: Any + Send + Sync>(&self, room: &'static str) -> Option<Arc<T>> {
        self.rooms().get(room).and_then(|(_, last)| last.clone().downcast::<T>().ok())
    }

    pub(super) fn put(&self, room: &'static str, row: Arc<dyn Any + Send + Sync>) {
        let generation = self.generation();
        // What it takes the place of is dropped without holding up others.
        let _before = self.rooms().insert(room, (generation, row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_made_again_when_it_is_made_of_something_else() {
        let store = Store::new();
        let mut made = Vec::new();
        for text in ["a", "a", "b", "a"] {
            let long = store.last("long", text, |text| {
                made.push(*text);
                text.repeat(2)
            });
            assert_eq!(*long, text.repeat(2));
            store.sweep();
        }
        assert_eq!(made, ["a", "b", "a"]);
        store.sweep();
        let again = store.last("long", "a", |_| String::new());
        assert_eq!(*again, "", "what nobody asked for is swept");
    }
}
