//! Links as templates take them.

use crate::model::{Content, PageId};
use crate::path::{Address, encode};
use crate::theme::view::LinkView;

/// An address as templates write it: encoded, from the site's root, without a leading slash.
pub(super) fn path(address: &Address) -> String {
    encode(address.as_str())
}

/// A link with these words.
pub(super) fn link_to(title: &str, address: &Address) -> LinkView {
    LinkView { title: title.to_owned(), path: path(address) }
}

/// A link to a page, with its title.
pub(super) fn page_link(content: &Content, page: PageId) -> LinkView {
    let page = content.page(page);
    link_to(&page.title, &page.address)
}
