//! Where a text stands, and what the paths that it writes mean from there.

use crate::model::Page;
use crate::path::{Address, FilePath, is_index, strip_markdown_ending};

/// Where a text stands from which something is written.
#[derive(Clone, Debug)]
pub(super) struct Here {
    /// Its folder, in the content folder.
    pub(super) folder: FilePath,
    /// Its address.
    pub(super) address: Address,
    /// The folder that its address is, in the content folder: `a/b` of `a/b.md`, where browsers look for what it names.
    pub(super) own_folder: FilePath,
}

impl Here {
    pub(super) fn of(page: &Page) -> Here {
        match &page.stood {
            Some(stood) => Here::at(&stood.path, Address::of_page(&stood.path)),
            None => Here::at(&page.path, page.address.clone()),
        }
    }

    /// A text at a path of the content folder, which is found at this address.
    pub(super) fn at(path: &FilePath, address: Address) -> Here {
        let own = FilePath::new(strip_markdown_ending(path.as_str())).unwrap_or_else(FilePath::root);
        let own_folder = if is_index(path.name()) { path.parent() } else { own };
        Here { folder: path.parent(), address, own_folder }
    }
}

/// The path that a written path means in the content folder; `None` where it leads out.
pub(super) fn content_path(here: &Here, written: &str) -> Option<FilePath> {
    match written.strip_prefix('/') {
        Some(from_root) => FilePath::new(from_root),
        None => here.folder.join(written),
    }
}

/// The address that a path means on the finished site.
pub(super) fn on_the_site(here: &Here, written: &str, path: Option<&FilePath>) -> Option<Address> {
    let from_page = || FilePath::new(here.address.as_str())?.join(written);
    let full = if written.starts_with('/') { path.cloned() } else { from_page() }?;
    let text = full.as_str();
    let stem = text.strip_suffix("/index.html").or_else(|| text.strip_suffix(".html")).unwrap_or(text);
    Some(Address::folder(stem))
}
