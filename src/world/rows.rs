//! Memos by the very values that they are made of, rather than by a hash of them.
//!
//! A save changes one page of thousands. Hashing all others to find that they are the same would cost more than
//! everything else that a save does; comparing shared values costs a look at where they lie.

use std::any::Any;
use std::sync::Arc;

use rayon::prelude::*;

use super::Store;
use crate::model::Page;
use crate::path::FilePath;

/// A shared value that equals another only where it is that very one. Whoever keeps it to compare with keeps it alive,
/// so that no other can come to lie in its place.
#[derive(Debug)]
pub struct Same<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> Same<T> {
    /// A shared value.
    pub fn of(value: &Arc<T>) -> Same<T> {
        Same(value.clone())
    }
}

impl<T: ?Sized> Clone for Same<T> {
    fn clone(&self) -> Self {
        Same(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A shared value that equals another where it is that very one, or one that holds the same.
#[derive(Debug)]
pub struct Alike<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> Clone for Alike<T> {
    fn clone(&self) -> Self {
        Alike(self.0.clone())
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Alike<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

/// Something about a file.
pub trait Named {
    /// The file that it is about.
    fn name(&self) -> &FilePath;
}

impl Named for Page {
    fn name(&self) -> &FilePath {
        &self.path
    }
}

/// The memos of one room: what each was made of, and what was made.
struct Row<K, T> {
    keys: Vec<K>,
    made: Vec<Arc<T>>,
}

/// One memo, with what it was made of.
struct Last<K, T> {
    of: K,
    made: Arc<T>,
}

impl Store {
    /// What is made of each of these keys: as it was made last time, where its file had an equal key then.
    ///
    /// Keys in the order of their files find their like at once; the order is no part of the result otherwise.
    pub fn each<K: Named + PartialEq + Send + Sync + 'static, T: Send + Sync + 'static>(
        &self,
        room: &'static str,
        keys: Vec<K>,
        make: impl Fn(&K) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let before = self.room::<Row<K, T>>(room);
        let known = match &before {
            Some(before) => before.find(&keys),
            None => vec![None; keys.len()],
        };
        let all: Vec<Arc<T>> = if known.iter().all(Option::is_some) {
            known.into_iter().flatten().collect()
        } else {
            let pairs = known.into_par_iter().zip(&keys).with_min_len(16);
            pairs.map(|(known, key)| known.unwrap_or_else(|| Arc::new(make(key)))).collect()
        };
        self.put(room, Arc::new(Row { keys, made: all.clone() }));
        all
    }

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

impl<K: Named + PartialEq, T> Row<K, T> {
    fn find(&self, keys: &[K]) -> Vec<Option<Arc<T>>> {
        let mut at = 0;
        let mut found = |key: &K| {
            if self.keys.get(at).is_some_and(|known| known != key) {
                at += self.keys[at..].iter().take_while(|known| known.name() < key.name()).count();
            }
            let known = self.keys.get(at).filter(|known| *known == key).map(|_| self.made[at].clone());
            // What was made of another key of this file is passed by.
            let is_past = self.keys.get(at).is_some_and(|known| known.name() == key.name());
            at += usize::from(is_past);
            known
        };
        keys.iter().map(&mut found).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(PartialEq)]
    struct Text(FilePath, &'static str);

    impl Named for Text {
        fn name(&self) -> &FilePath {
            &self.0
        }
    }

    /// What is made of these texts, and how many had to be made.
    fn lengths(store: &Store, texts: &[(&str, &'static str)]) -> (Vec<usize>, usize) {
        let made = AtomicUsize::new(0);
        let keys =
            texts.iter().map(|(file, text)| Text(FilePath::new(file).expect("a path"), text)).collect();
        let lengths = store.each("lengths", keys, |text| {
            made.fetch_add(1, Ordering::Relaxed);
            text.1.len()
        });
        (lengths.into_iter().map(|length| *length).collect(), made.into_inner())
    }

    #[test]
    fn only_what_changed_is_made_again() {
        let store = Store::new();
        for (texts, expected, made) in [
            (&[("a", "1"), ("b", "22"), ("d", "333")][..], &[1, 2, 3][..], 3),
            (&[("a", "1"), ("b", "22"), ("d", "333")], &[1, 2, 3], 0),
            (&[("a", "1"), ("b", "2"), ("d", "333")], &[1, 1, 3], 1),
            (&[("a", "1"), ("b", "2"), ("c", "4444"), ("d", "333")], &[1, 1, 4, 3], 1),
            (&[("b", "2"), ("d", "333")], &[1, 3], 0),
            (&[("d", "333"), ("b", "2")], &[3, 1], 1),
            (&[], &[], 0),
            (&[("b", "2")], &[1], 1),
        ] {
            assert_eq!(lengths(&store, texts), (expected.to_vec(), made), "{texts:?}");
        }
    }

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

    #[test]
    fn the_same_is_the_very_one() {
        let one: Arc<str> = "a".into();
        assert_eq!(Same::of(&one), Same::of(&one));
        assert_ne!(Same::of(&one), Same(Arc::<str>::from("a")));
    }
}
