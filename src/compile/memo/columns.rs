//! What tables are made of: columns of equal length, whose values at one place are a row.

use std::sync::Arc;

use crate::governance::Subject;
use crate::model::{Asset, Page, PageId};
use crate::parse::ParsedFile;
use crate::path::FilePath;
use crate::shared::SharedList;

/// Something about a file.
pub(in crate::compile) trait Keyed {
    /// The file that it is about.
    fn key(&self) -> &FilePath;
}

impl Keyed for Page {
    fn key(&self) -> &FilePath {
        &self.path
    }
}

impl Keyed for ParsedFile {
    fn key(&self) -> &FilePath {
        &self.path
    }
}

impl Keyed for Asset {
    fn key(&self) -> &FilePath {
        &self.file
    }
}

impl Keyed for Subject {
    fn key(&self) -> &FilePath {
        &self.file
    }
}

/// A value for each row.
pub(in crate::compile) trait Column: Send + Sync + 'static {
    /// Whether a row holds the same as one of this column as it was before.
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool;
}

/// The first column of a table: it says which file each row is about. Rows in the order of their files find their like at
/// once; the order is no part of what is made otherwise.
pub(in crate::compile) trait KeyColumn: Column {
    /// How many rows there are.
    fn count(&self) -> usize;

    /// The file that a row is about.
    fn key(&self, row: usize) -> &FilePath;
}

/// Columns of a table, as a tuple of which the first is the key.
pub(in crate::compile) trait Columns: Send + Sync + 'static {
    /// How many rows there are.
    fn count(&self) -> usize;

    /// The file that a row is about.
    fn key(&self, row: usize) -> &FilePath;

    /// Whether a row holds the same as one of these columns as they were before.
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool;
}

macro_rules! columns {
    ($($other:ident $at:tt),*) => {
        impl<K: KeyColumn, $($other: Column),*> Columns for (K, $($other),*) {
            fn count(&self) -> usize {
                self.0.count()
            }

            fn key(&self, row: usize) -> &FilePath {
                self.0.key(row)
            }

            fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
                self.0.is_same(row, &before.0, there) $(&& self.$at.is_same(row, &before.$at, there))*
            }
        }
    };
}

columns!();
columns!(A 1);
columns!(A 1, B 2);
columns!(A 1, B 2, C 3);
columns!(A 1, B 2, C 3, D 4);

/// Values that are shared, compared by pointer.
impl<T: Send + Sync + ?Sized + 'static> Column for SharedList<T> {
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        Arc::ptr_eq(&self[row], &before[there])
    }
}

impl<T: Keyed + Send + Sync + ?Sized + 'static> KeyColumn for SharedList<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn key(&self, row: usize) -> &FilePath {
        self[row].key()
    }
}

/// Plain values, compared as such.
impl<T: PartialEq + Send + Sync + 'static> Column for Arc<[T]> {
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        Arc::ptr_eq(self, before) && row == there || self[row] == before[there]
    }
}

/// Plain values about files.
impl<T: PartialEq + Send + Sync + 'static> Column for Arc<Vec<T>> {
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        Arc::ptr_eq(self, before) && row == there || self[row] == before[there]
    }
}

impl<T: Keyed + PartialEq + Send + Sync + 'static> KeyColumn for Arc<Vec<T>> {
    fn count(&self) -> usize {
        self.len()
    }

    fn key(&self, row: usize) -> &FilePath {
        self[row].key()
    }
}

impl KeyColumn for Arc<[FilePath]> {
    fn count(&self) -> usize {
        self.len()
    }

    fn key(&self, row: usize) -> &FilePath {
        &self[row]
    }
}

/// Shared values of which an equal one serves as well.
pub(in crate::compile) struct Equal<T: ?Sized>(pub(in crate::compile) SharedList<T>);

impl<T: PartialEq + Send + Sync + ?Sized + 'static> Column for Equal<T> {
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        Arc::ptr_eq(&self.0[row], &before.0[there]) || self.0[row] == before.0[there]
    }
}

/// Of each row the value at its place in another list, where it has a place there.
pub(in crate::compile) struct Picked<P, T: ?Sized> {
    /// The list.
    pub(in crate::compile) values: SharedList<T>,
    /// The place of each row in it.
    pub(in crate::compile) places: Arc<[P]>,
}

/// A place in a list.
pub(in crate::compile) trait RowPlace: Copy + PartialEq + Send + Sync + 'static {
    /// Its number; `None` where it is none.
    fn number(self) -> Option<usize>;
}

impl RowPlace for usize {
    fn number(self) -> Option<usize> {
        Some(self)
    }
}

impl RowPlace for Option<PageId> {
    fn number(self) -> Option<usize> {
        self.map(PageId::index)
    }
}

impl<P: RowPlace, T: ?Sized> Picked<P, T> {
    /// The value of a row.
    pub(in crate::compile) fn get(&self, row: usize) -> Option<&Arc<T>> {
        self.values.get(self.places[row].number()?)
    }
}

impl<P: RowPlace, T: Send + Sync + ?Sized + 'static> Column for Picked<P, T> {
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        self.places[row] == before.places[there]
            && match (self.get(row), before.get(there)) {
                (Some(now), Some(then)) => Arc::ptr_eq(now, then),
                (now, then) => now.is_none() && then.is_none(),
            }
    }
}

impl<P: RowPlace, T: Keyed + Send + Sync + 'static> KeyColumn for Picked<P, T> {
    fn count(&self) -> usize {
        self.places.len()
    }

    #[expect(clippy::expect_used, reason = "whoever picks rows by a key has one for each")]
    fn key(&self, row: usize) -> &FilePath {
        self.get(row).expect("a value for each row").key()
    }
}

/// For what is made with the number of its row in it: a row at another place is another.
pub(in crate::compile) struct InPlace;

impl Column for InPlace {
    fn is_same(&self, row: usize, _before: &Self, there: usize) -> bool {
        row == there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(values: &[&Arc<str>]) -> SharedList<str> {
        values.iter().map(|value| (*value).clone()).collect()
    }

    #[test]
    fn each_column_compares_in_its_own_way() {
        let (one, equal, other): (Arc<str>, Arc<str>, Arc<str>) = ("a".into(), "a".into(), "b".into());
        let lists = [list(&[&one]), list(&[&equal]), list(&[&other])];
        let is_same = |now: &SharedList<str>, then: usize| now.is_same(0, &lists[then], 0);
        assert_eq!([0, 1, 2].map(|then| is_same(&list(&[&one]), then)), [true, false, false], "by pointer");
        let [a, b, c] = lists.each_ref().map(|list| Equal(list.clone()));
        assert_eq!([&a, &b, &c].map(|then| a.is_same(0, then, 0)), [true, true, false], "by value");
        let [first, second]: [Arc<[u8]>; 2] = [[1, 2].into(), [2, 1].into()];
        assert_eq!([0, 1].map(|there| first.is_same(0, &second, there)), [false, true], "plain values");
        assert_eq!([0, 1].map(|there| InPlace.is_same(0, &InPlace, there)), [true, false]);
    }

    #[test]
    fn a_picked_row_is_the_same_where_place_and_value_are() {
        let (one, other): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        let picked = |values: &[&Arc<str>], place| Picked { values: list(values), places: [place].into() };
        let now = picked(&[&one, &other], Some(PageId(1)));
        for (then, expected) in [
            (picked(&[&other, &other], Some(PageId(1))), true),
            (picked(&[&one, &one], Some(PageId(1))), false),
            (picked(&[&other], Some(PageId(0))), false),
            (picked(&[&other], Some(PageId(1))), false),
            (picked(&[&other], None), false),
        ] {
            assert_eq!(now.is_same(0, &then, 0), expected);
        }
        assert!(picked(&[], None).is_same(0, &picked(&[&one], None), 0), "nothing is nothing");
    }
}
