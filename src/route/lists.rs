//! What pages show beyond their text: sections, the home page, courses, tags.

use super::links::{link_to, path};
use super::site::Site;
use super::view::{entry, minutes, pages_in};
use super::{changes, governed, taught};
use crate::model::{Content, Folder, FolderEntry, FolderId, Page, PageId};
use crate::theme::Value;
use crate::theme::view::{CourseView, EntryView, ErrandView, GroupView, LessonView};

/// What a template takes beyond the page, by name.
type Extra = Vec<(&'static str, Value)>;

/// Pages of a folder in a section's list; the folder's own page lists the rest.
const MOST_IN_GROUP: usize = 30;
/// Pages of an area on the home page.
const MOST_ON_HOME: usize = 6;

/// The template of a page and what it takes.
pub(super) fn template(site: &Site, id: PageId) -> (String, Extra) {
    let content = &site.content;
    let page = content.page(id);
    let folder = content.folder_of[id.index()];
    if let Some(course) = course(site, id) {
        let own_template = page.kind.template.value.clone();
        return (own_template, vec![("course", Value::from_serializable(&course))]);
    }
    if !content.is_folder_page(id) {
        let model = governed::model_of_page(site, id);
        let extra = model.map(|model| ("model", Value::from_serializable(&model)));
        return (page.kind.template.value.clone(), extra.into_iter().collect());
    }
    if folder == FolderId::ROOT {
        let extra = vec![
            ("groups", Value::from_serializable(&home_groups(site))),
            ("errands", Value::from_serializable(&errands(site))),
            ("lately", Value::from_serializable(&changes::lately(site))),
            ("waits", Value::from_serializable(&governed::waits(site))),
        ];
        return ("home.html".to_owned(), extra);
    }
    (
        "section.html".to_owned(),
        vec![("groups", Value::from_serializable(&groups(site, content.folder(folder))))],
    )
}

/// Pages grouped by their area, in the order given.
pub(super) fn by_area(site: &Site, pages: &[PageId]) -> Vec<GroupView> {
    let content = &site.content;
    let mut groups: Vec<(Option<FolderId>, GroupView)> = Vec::new();
    for id in pages {
        let area = content.area_of(*id);
        let at = groups.iter().position(|(known, _)| *known == area).unwrap_or_else(|| {
            let group = area.map(|area| group(content, content.folder(area), Vec::new()));
            // Areas only say where the pages are; what they are for stands on their own pages.
            let group = GroupView { summary: String::new(), ..group.unwrap_or_default() };
            groups.push((area, group));
            groups.len() - 1
        });
        groups[at].1.entries.push(entry(site, *id));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn groups(site: &Site, folder: &Folder) -> Vec<GroupView> {
    let content = &site.content;
    let mut groups = Vec::new();
    let own: Vec<EntryView> = pages_of(folder).map(|page| entry(site, page)).collect();
    if !own.is_empty() {
        groups.push(GroupView { entries: own, ..GroupView::default() });
    }
    groups.extend(folders_of(folder).map(|inner| {
        let inner = content.folder(inner);
        let pages = pages_in(content, &inner.entries);
        let listed = pages.iter().take(MOST_IN_GROUP).map(|page| entry(site, *page)).collect();
        GroupView { more: pages.len().saturating_sub(MOST_IN_GROUP), ..group(content, inner, listed) }
    }));
    groups
}

fn home_groups(site: &Site) -> Vec<GroupView> {
    let content = &site.content;
    let Some(root) = content.folders.first() else { return Vec::new() };
    let mut groups: Vec<GroupView> = folders_of(root)
        .map(|area| {
            let area = content.folder(area);
            let pages = pages_in(content, &area.entries);
            let listed = pages.iter().take(MOST_ON_HOME).map(|page| entry(site, *page)).collect();
            GroupView { more: pages.len().saturating_sub(MOST_ON_HOME), ..group(content, area, listed) }
        })
        .collect();
    let own: Vec<EntryView> = pages_of(root).map(|page| entry(site, page)).collect();
    if !own.is_empty() {
        groups.push(GroupView { entries: own, ..GroupView::default() });
    }
    groups
}

fn group(content: &Content, folder: &Folder, entries: Vec<EntryView>) -> GroupView {
    let page = content.page(folder.page);
    GroupView {
        title: page.title.to_string(),
        path: path(&page.address),
        summary: page.summary().to_owned(),
        entries,
        more: 0,
    }
}

fn pages_of(folder: &Folder) -> impl Iterator<Item = PageId> {
    folder.entries.iter().filter_map(|entry| match entry {
        FolderEntry::Page(page) => Some(*page),
        FolderEntry::Folder(_) => None,
    })
}

fn folders_of(folder: &Folder) -> impl Iterator<Item = FolderId> {
    folder.entries.iter().filter_map(|entry| match entry {
        FolderEntry::Folder(folder) => Some(*folder),
        FolderEntry::Page(_) => None,
    })
}

fn errands(site: &Site) -> Vec<ErrandView> {
    let view = |errand: &crate::model::QuickLink| ErrandView {
        title: errand.title.clone(),
        summary: errand.summary.clone(),
        path: path(&site.content.page(errand.page).address),
    };
    site.content.errands.iter().map(view).collect()
}

/// The course a page is, or is a lesson of.
fn course(site: &Site, id: PageId) -> Option<CourseView> {
    let content = &site.content;
    let course =
        if content.stated(id, "lessons").is_empty() { *content.stating(id, "lessons").first()? } else { id };
    let page = content.page(course);
    let lessons = content.stated(course, "lessons");
    Some(CourseView {
        key: taught::key(site, course),
        title: page.title.to_string(),
        path: path(&page.address),
        stage: page.fields.text("stage").unwrap_or_default().to_owned(),
        minutes: lessons.iter().map(|lesson| minutes(content.page(*lesson))).fold(0, u32::saturating_add),
        lessons: lessons.iter().map(|lesson| lesson_view(site, *lesson)).collect(),
        number: lessons.iter().position(|lesson| *lesson == id).map_or(0, |nth| nth + 1),
    })
}

fn lesson_view(site: &Site, id: PageId) -> LessonView {
    let content = &site.content;
    let lesson: &Page = content.page(id);
    let pages = content.stated(id, "teaches").iter().map(|page| content.page(*page));
    LessonView {
        title: lesson.title.to_string(),
        path: path(&lesson.address),
        summary: lesson.summary().to_owned(),
        minutes: minutes(lesson),
        mark: governed::mark_free(site, id),
        teaches: pages.map(|page| link_to(&page.title, &page.address)).collect(),
        key: taught::key(site, id),
        texts: taught::taught(site, id),
    }
}
