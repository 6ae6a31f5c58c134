//! Columns of values about files, and pages as rows of them.

use std::sync::Arc;

use super::Store;
use crate::model::{Page, PageSignature};
use crate::path::FilePath;
use crate::shared::SharedList;

/// Something about a file.
pub trait FileKeyed {
    /// The file that it is about.
    fn name(&self) -> &FilePath;
}

impl FileKeyed for Page {
    fn name(&self) -> &FilePath {
        &self.path
    }
}

/// Columns of equal length: the values at one place of them are a row.
pub trait Rows: Send + Sync + 'static {
    /// How many rows there are.
    fn count(&self) -> usize;

    /// The file that a row is about. Rows in the order of their files find their like at once; the order is no part of
    /// what is made otherwise.
    fn name(&self, row: usize) -> &FilePath;

    /// Whether a row holds the same as one of these columns as they were before.
    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool;
}

impl<T: FileKeyed + Send + Sync + ?Sized + 'static> Rows for SharedList<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn name(&self, row: usize) -> &FilePath {
        self[row].name()
    }

    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        Arc::ptr_eq(&self[row], &before[there])
    }
}

impl<R: Rows, T: Send + Sync + ?Sized + 'static> Rows for (R, SharedList<T>) {
    fn count(&self) -> usize {
        self.0.count()
    }

    fn name(&self, row: usize) -> &FilePath {
        self.0.name(row)
    }

    fn is_same(&self, row: usize, before: &Self, there: usize) -> bool {
        self.0.is_same(row, &before.0, there) && Arc::ptr_eq(&self.1[row], &before.1[there])
    }
}

/// The faces of pages, each as it was while nothing but words has changed.
pub fn page_signatures(
    pages: &SharedList<Page>,
    (store, room): (&Store, &'static str),
) -> SharedList<PageSignature> {
    store.map_rows_interned(room, (), pages.clone(), |(), pages, row| {
        Arc::new(PageSignature(pages[row].clone()))
    })
}
