//! Which text of one page is in force.

use std::sync::Arc;

use super::ground::Ground;
use super::old_texts::OldTexts;
use super::{Told, states};
use crate::diagnostic::Checked;
use crate::governance::{ByPage, Judges, Subject, in_force, unheard};
use crate::list::List;
use crate::model::{InForce, Page};
use crate::path::FilePath;
use crate::world::{Mark, Named, Rows, Same};

/// Everything that decides which text of each page is in force, beside what all are judged by.
pub(super) struct Cases {
    /// All pages, among them folders that nobody wrote a page for.
    pages: List<Page>,
    uncommitted: List<bool>,
    /// By the number of the page.
    marks: List<Marks>,
    /// The numbers of the pages that somebody wrote.
    written: Arc<[usize]>,
}

/// Marks of the files that a working text shows, where records speak of it.
#[derive(Default)]
struct Marks(Vec<Option<Mark>>);

impl PartialEq for Marks {
    /// Where nobody tells when the bytes of a file change, it may always be another.
    fn eq(&self, other: &Marks) -> bool {
        self.0 == other.0 && self.0.iter().all(Option::is_some)
    }
}

impl Rows for Cases {
    fn count(&self) -> usize {
        self.written.len()
    }

    fn name(&self, row: usize) -> &FilePath {
        &self.pages[self.written[row]].path
    }

    fn is_same(&self, row: usize, before: &Cases, there: usize) -> bool {
        let (now, then) = (self.written[row], before.written[there]);
        now == then
            && Arc::ptr_eq(&self.pages[now], &before.pages[then])
            && Arc::ptr_eq(&self.marks[now], &before.marks[then])
            && match (self.uncommitted.get(now), before.uncommitted.get(then)) {
                (Some(now), Some(then)) => Arc::ptr_eq(now, then),
                (now, then) => now == then,
            }
    }
}

impl Cases {
    pub(super) fn of(told: &Told<'_>, ground: &Arc<Ground>) -> Cases {
        Cases {
            pages: told.pages.clone(),
            uncommitted: told.past.uncommitted.clone(),
            marks: marks(told, ground),
            written: ground.written.clone(),
        }
    }

    /// The number of a page among all pages.
    pub(super) fn number(&self, row: usize) -> usize {
        self.written[row]
    }
}

fn marks(told: &Told<'_>, ground: &Arc<Ground>) -> List<Marks> {
    let of = (Same::of(ground), told.shows.clone());
    let showing = told.store.last("controlled pages that show files", of, |(Same(ground), shows)| {
        let is_asked = |number: &usize| ground.speaks_of[*number] && !shows[*number].is_empty();
        (0..shows.len()).filter(is_asked).collect::<Vec<usize>>()
    });
    let of_page = |number: &usize| {
        Arc::new(Marks(told.shows[*number].iter().map(|file| told.world.mark(file)).collect()))
    };
    let marks: Vec<Arc<Marks>> = showing.iter().map(of_page).collect();
    let marks = told.store.list_alike("marks of what pages show", &marks);
    let none = told.store.last("no marks", told.pages.len(), |count| {
        std::iter::repeat_n(Arc::default(), *count).collect::<List<Marks>>()
    });
    none.with(&showing.iter().copied().zip(marks.iter().cloned()).collect::<Vec<_>>())
}

/// A page with its states, and which of them is in force.
pub(super) struct Judged {
    pub(super) subject: Arc<Subject>,
    pub(super) in_force: Arc<InForce>,
}

impl Judged {
    pub(super) fn new(subject: Subject, in_force: InForce) -> Arc<Judged> {
        Arc::new(Judged { subject: Arc::new(subject), in_force: Arc::new(in_force) })
    }
}

impl Named for Judged {
    fn name(&self) -> &FilePath {
        &self.subject.file
    }
}

/// Judges the page of a number.
pub(super) fn judged(
    number: usize,
    told: &Told<'_>,
    ground: &Ground,
    texts: Option<&OldTexts<'_>>,
) -> Checked<Arc<Judged>> {
    let page = &*told.pages[number];
    let document = page.document.as_deref().unwrap_or_default();
    let records = ground.about.get(document).map_or(&[][..], Vec::as_slice);
    let by_page = ByPage::of_page(document, records);
    let mut subject = states::subject(told, number, page);
    if let Some(texts) = texts {
        if ground.speaks_of.get(number) == Some(&true) {
            states::completed(&mut subject, told, (number, page), texts);
        }
        ground.models.put_in(&mut subject);
        states::facts_before_control(&mut subject, &by_page, &ground.basis.timeline, told, (number, texts));
    }
    let basis = &ground.basis;
    let judges = match &basis.model {
        Some(model) if *model == subject.file => Judges::predecessor(&basis.timeline, &basis.adoption),
        _ => Judges::in_force(&basis.timeline),
    };
    let case = by_page.case(&subject, &basis.zone);
    let in_force = in_force(&case, &judges, told.today);
    let findings = unheard(&case, &judges, told.today);
    drop(case);
    Checked::new(Judged::new(subject, in_force), findings)
}
