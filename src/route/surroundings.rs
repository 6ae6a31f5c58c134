//! What stands around the text of any page: the way to it, ways to answer back, feeds.

use super::feed;
use super::links::{link_to, page_link, path};
use super::site::Site;
use crate::config::Feedback;
use crate::model::PageId;
use crate::path::{Address, encode_all};
use crate::theme::view::{FeedbackView, LinkView, PageView};

/// A link to the home page.
pub(super) fn home(site: &Site) -> LinkView {
    link_to(&site.config.name, &Address::folder(""))
}

/// The way to a page from the home page, the page itself not included.
pub(super) fn trail(site: &Site, id: PageId) -> Vec<LinkView> {
    let content = &site.content;
    if content.page(id).address.as_str().is_empty() {
        return Vec::new();
    }
    let folders = content.way_to(content.folder_of[id.index()]);
    let above =
        folders.into_iter().skip(1).map(|folder| content.folder(folder).page).filter(|page| *page != id);
    std::iter::once(home(site)).chain(above.map(|page| page_link(content, page))).collect()
}

/// The ways to answer back about a page.
pub(super) fn feedback(site: &Site, title: &str, address: &Address) -> Vec<FeedbackView> {
    let filled = |feedback: &Feedback| FeedbackView {
        label: feedback.label.clone(),
        href: feedback
            .href
            .replace("{title}", &encode_all(title))
            .replace("{path}", &encode_all(address.as_str()))
            // No address holds a blank.
            .replace(' ', "%20"),
    };
    site.config.feedback.iter().map(filled).collect()
}

impl Site {
    /// What the template of a page takes that nobody wrote.
    pub(super) fn generated_view(&self, title: &str, address: &Address) -> PageView {
        PageView {
            path: path(address),
            title: title.to_owned(),
            window_title: format!("{title} · {}", self.config.name),
            trail: vec![home(self)],
            feedback: feedback(self, title, address),
            feeds: feed::of_the_whole(self),
            ..PageView::default()
        }
    }
}
