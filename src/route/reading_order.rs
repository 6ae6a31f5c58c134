//! The order in which pages are read.

use crate::model::{Content, FolderEntry, PageId};

/// The pages before and after one in reading order.
#[derive(Clone, Copy, Default)]
pub struct Neighbours {
    pub(super) previous: Option<PageId>,
    pub(super) next: Option<PageId>,
}

/// Reading order within each area: written pages only, and lessons in the order of their course.
pub fn neighbours(content: &Content) -> Vec<Neighbours> {
    let mut neighbours = vec![Neighbours::default(); content.pages.len()];
    let mut chain = |pages: &[PageId]| {
        for (one, next) in pages.iter().zip(pages.iter().skip(1)) {
            if let Some(neighbours) = neighbours.get_mut(one.index()) {
                neighbours.next = Some(*next);
            }
            if let Some(neighbours) = neighbours.get_mut(next.index()) {
                neighbours.previous = Some(*one);
            }
        }
    };
    let written = |pages: Vec<PageId>| {
        pages.into_iter().filter(|id| content.page(*id).is_written()).collect::<Vec<_>>()
    };
    let root = content.folders.first().map_or(&[][..], |root| &root.entries);
    let mut in_root = Vec::new();
    for entry in root {
        match entry {
            FolderEntry::Folder(area) => chain(&written(content.reading_order(*area))),
            FolderEntry::Page(page) => in_root.push(*page),
        }
    }
    chain(&in_root);
    for id in content.ids() {
        let lessons = content.stated(id, "lessons");
        if !lessons.is_empty() {
            chain(&[&[id], lessons].concat());
        }
    }
    neighbours
}
