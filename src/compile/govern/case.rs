//! Which text of one page is in force.

use std::sync::Arc;

use super::ground::Ground;
use super::old_texts::OldTexts;
use super::{Told, states};
use crate::diagnostic::Checked;
use crate::governance::{ByPage, Judges, Subject, in_force, unheard};
use crate::model::{InForce, Page};
use crate::path::FilePath;
use crate::world::{Mark, Named, Same};

/// Everything that decides which text of a page is in force.
pub(super) struct Case {
    ground: Same<Ground>,
    /// Its number among all pages.
    number: usize,
    page: Same<Page>,
    is_uncommitted: bool,
    /// Marks of the files that its working text shows, where records speak of it.
    shown: Vec<Option<Mark>>,
}

impl PartialEq for Case {
    /// Where nobody tells when the bytes of a file change, it may always be another.
    fn eq(&self, other: &Case) -> bool {
        self.ground == other.ground
            && self.number == other.number
            && self.page == other.page
            && self.is_uncommitted == other.is_uncommitted
            && self.shown == other.shown
            && self.shown.iter().all(Option::is_some)
    }
}

impl Named for Case {
    fn name(&self) -> &FilePath {
        &self.page.0.path
    }
}

impl Case {
    pub(super) fn of(told: &Told<'_>, (number, page): (usize, &Arc<Page>), ground: &Arc<Ground>) -> Case {
        let is_spoken_of = ground.speaks_of.get(number) == Some(&true);
        let shown = if is_spoken_of { states::files_shown(page, told) } else { Vec::new() };
        Case {
            ground: Same::of(ground),
            number,
            page: Same::of(page),
            is_uncommitted: told.past.uncommitted.get(number).copied().unwrap_or_default(),
            shown: shown.iter().map(|file| told.world.mark(file)).collect(),
        }
    }

    pub(super) fn judged(
        &self,
        told: &Told<'_>,
        ground: &Ground,
        texts: Option<&OldTexts<'_>>,
    ) -> Checked<(Arc<Subject>, Arc<InForce>)> {
        let (number, page) = (self.number, &*self.page.0);
        let document = page.document.as_deref().unwrap_or_default();
        let records = ground.about.get(document).map_or(&[][..], Vec::as_slice);
        let by_page = ByPage::of_page(document, records);
        let mut subject = states::subject(told, number, page);
        if let Some(texts) = texts {
            if ground.speaks_of.get(number) == Some(&true) {
                states::completed(&mut subject, told, (number, page), texts);
            }
            ground.models.put_in(&mut subject);
            states::facts_before_control(
                &mut subject,
                &by_page,
                &ground.basis.timeline,
                told,
                (number, texts),
            );
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
        Checked::new((Arc::new(subject), Arc::new(in_force)), findings)
    }
}
