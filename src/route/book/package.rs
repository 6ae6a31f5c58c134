//! A course as one page that leaves the site: its lessons, and the texts that they teach. It is what learning systems show.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::joined::{self, JoinRequest, OutsideLinks};
use super::parts::PartContent;
use super::sheets::SheetNumbers;
use super::{PartView, drawn, part_view};
use crate::diagnostic::Checked;
use crate::model::PageId;
use crate::path::Address;
use crate::route::blocks;
use crate::route::drawing::PageDrawing;
use crate::route::site::Site;
use crate::route::taught;
use crate::theme::Value;

/// A course that is ready to leave the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CoursePackage {
    /// Its number, else its address.
    pub key: String,
    /// Its title.
    pub title: String,
    /// One sentence; may be empty.
    pub summary: String,
    /// Its HTML, which stands at the root of what leaves the site.
    pub html: Vec<u8>,
    /// The addresses of the files that it shows, encoded, from there.
    pub files: BTreeSet<String>,
    /// How much of what is counted must be right, in per cent: the most that a quiz asks for; `None` where nothing is counted.
    pub pass: Option<u8>,
    /// The texts in it: the key of each page with the name of its text.
    pub texts: Vec<(String, String)>,
}

/// A course, as `course` on `package.html`.
#[derive(Serialize)]
struct PackageView {
    parts: Vec<PackagePartView>,
}

/// A part of it.
#[derive(Serialize)]
struct PackagePartView {
    part: PartView,
    /// By what a learning system keeps it.
    key: String,
    /// `course`, `lesson`, or `taught`.
    role: &'static str,
    minutes: u32,
}

/// A page with what it is in the package.
struct PackagePart {
    id: PageId,
    role: &'static str,
}

/// Draws a course. Links to what is not in it lead to the published site.
pub(in crate::route) fn draw(site: &Site, course: PageId, published: &str) -> (PageDrawing, CoursePackage) {
    let parts = parts(site, course);
    let contents: Vec<PartContent> = parts.iter().map(|part| PartContent::Page(part.id)).collect();
    let drawn = drawn::draw(site, &contents);
    let (at, sheets) = (Address::folder(""), SheetNumbers::default());
    let request = JoinRequest { at: &at, sheets: &sheets, outside: OutsideLinks::Published(published) };
    let joined = joined::join(site, &drawn, &request);
    let mut views = Vec::new();
    for ((PackagePart { id, role }, drawn), body) in parts.iter().zip(&drawn).zip(joined.bodies) {
        views.push(PackagePartView {
            part: part_view(site, drawn, body),
            key: taught::key(site, *id),
            role,
            minutes: site.content.page(*id).fields.minutes("duration").unwrap_or_default(),
        });
    }
    let page = site.content.page(course);
    let sheet = site.generated_view(&page.title, &at);
    let drawing = PageDrawing::new("package.html", sheet)
        .with("course", Value::from_serializable(&PackageView { parts: views }));
    let package = CoursePackage {
        key: taught::key(site, course),
        title: page.title.to_string(),
        summary: page.summary().to_owned(),
        html: Vec::new(),
        files: joined.files,
        pass: parts.iter().filter_map(|part| blocks::pass_of(site, part.id)).max(),
        texts: parts.iter().map(|part| (taught::key(site, part.id), taught::text(site, part.id))).collect(),
    };
    (drawing, package)
}

/// The course, its lessons, and what they teach, each once; what nobody may see is left out.
fn parts(site: &Site, course: PageId) -> Vec<PackagePart> {
    let lessons = site.content.stated(course, "lessons");
    let taught = lessons.iter().flat_map(|lesson| site.content.stated(*lesson, "teaches"));
    let one = std::iter::once((course, "course"));
    let all = one.chain(lessons.iter().map(|id| (*id, "lesson"))).chain(taught.map(|id| (*id, "taught")));
    let mut seen = HashSet::new();
    let is_shown = |id: PageId| site.content.page(id).is_written() && !site.is_withdrawn(id);
    let new = all.filter(|(id, _)| is_shown(*id) && seen.insert(*id));
    new.map(|(id, role)| PackagePart { id, role }).collect()
}

impl Site {
    /// A course as one page that leaves the site, whose links lead back to where that is published.
    pub fn course_package(&self, course: PageId, published: &str) -> Checked<CoursePackage> {
        let (drawing, package) = draw(self, course, published);
        let Checked { value, findings } = self.drawing(&Address::folder(""), &drawing);
        let html = match value {
            crate::route::Answer::Bytes(html) => html,
            _ => Vec::new(),
        };
        Checked::new(CoursePackage { html, ..package }, findings)
    }

    /// The course with a number or at a path; `None` where there is none.
    pub fn course_named(&self, name: &str) -> Option<PageId> {
        let is_course = |id: &PageId| {
            let page = self.content.page(*id);
            page.is_called(name) && !self.content.stated(*id, "lessons").is_empty()
        };
        self.content.ids().find(is_course)
    }

    /// The numbers of all courses, else their paths.
    pub fn courses(&self) -> Vec<String> {
        let courses = self.content.ids().filter(|id| !self.content.stated(*id, "lessons").is_empty());
        courses.map(|id| taught::key(self, id)).collect()
    }
}
