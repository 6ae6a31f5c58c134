//! Shared values, compared by which ones they are: what did not change is known without reading it.

mod list;
pub(crate) mod quick_hash;
pub(crate) mod steps;

pub use list::{SharedList, Values};

use std::sync::Arc;

/// A shared value that equals another only where it is that very one. Whoever keeps it to compare with keeps it alive,
/// so that no other can come to lie in its place.
#[derive(Debug)]
pub struct ByPtr<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> ByPtr<T> {
    /// A shared value.
    pub fn of(value: &Arc<T>) -> ByPtr<T> {
        ByPtr(value.clone())
    }
}

impl<T: ?Sized> Clone for ByPtr<T> {
    fn clone(&self) -> Self {
        ByPtr(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for ByPtr<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A shared value that equals another where it is that very one, or one that holds the same.
#[derive(Debug)]
pub struct ByValue<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> Clone for ByValue<T> {
    fn clone(&self) -> Self {
        ByValue(self.0.clone())
    }
}

impl<T: ?Sized + PartialEq> PartialEq for ByValue<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_the_very_one() {
        let one: Arc<str> = "a".into();
        assert_eq!(ByPtr::of(&one), ByPtr::of(&one));
        assert_ne!(ByPtr::of(&one), ByPtr(Arc::<str>::from("a")));
    }
}
