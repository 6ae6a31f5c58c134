//! What the approved edition may show of the past: no text that was a draft of a controlled page, and no reason that is
//! about one. Where that is not known, nothing is shown.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::super::govern::{FoldResult, GitEvidence, HistoricalFront};
use crate::config::{self, site_file};
use crate::date::{Day, Period};
use crate::governance::Governance;
use crate::governance::fold::{FoldState, FramesInForce, Law, Life, LifeStanding, TextStood};
use crate::link::{Activity, is_active_drawing};
use crate::model::{CommitId, Embedded, FileRelation, PageFacts, ReferencedFile, TextId};
use crate::path::{FilePath, is_markdown};
use crate::world::{Difference, TreeEntry, VersionsError, as_text};

/// Judges what of the past may be shown.
pub(super) struct Disclosure {
    pub(super) state: Arc<FoldState>,
    pub(super) history: Arc<GitEvidence>,
    /// Every text that was ever in force.
    in_force: HashSet<TextId>,
    /// Every file that such a text showed or linked, with its bytes.
    files_in_force: HashSet<(FilePath, TextId)>,
    /// The files that texts of controlled pages name, in force or not.
    named: HashSet<FilePath>,
    /// The frames in force.
    frame: FramesInForce,
    /// By text and file, the last place on the line at which it was first there and came into force.
    stood: HashMap<(TextId, FilePath), u32>,
    /// The ids of the pages that were in force in a file.
    held: HashMap<FilePath, Vec<Arc<str>>>,
    /// The drawings that were looked into.
    drawings: DrawingsRead,
}

/// Which drawings browsers run, by their bytes: each is read once, however many revisions show it.
#[derive(Default)]
struct DrawingsRead(Mutex<HashMap<TextId, bool>>);

/// A text where a commit has it.
#[derive(Clone, Copy)]
pub(super) struct TextIn<'a> {
    pub(super) commit: CommitId,
    pub(super) file: &'a FilePath,
    pub(super) text: TextId,
}

impl Disclosure {
    pub(super) fn from_fold(folded: &FoldResult, governance: &Governance) -> Disclosure {
        let state = governance.fold.clone();
        let texts = || state.lives.values().flat_map(|life| &life.texts);
        let mut held: HashMap<FilePath, Vec<Arc<str>>> = HashMap::new();
        for (id, life) in &state.lives {
            for text in &life.texts {
                let ids = held.entry(text.file.clone()).or_default();
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
        }
        let file = |file: &ReferencedFile| (file.file.clone(), file.id);
        let files_in_force: HashSet<(FilePath, TextId)> =
            texts().flat_map(|text| text.exact.files()).map(file).collect();
        let drafts = governance.subjects.iter().zip(&governance.in_force);
        let drafts = drafts.filter(|(_, in_force)| in_force.is_controlled());
        let drafts = drafts.flat_map(|(subject, _)| &subject.states).flat_map(|state| state.exact.files());
        let named = files_in_force.iter().map(|(file, _)| file.clone());
        let named = named.chain(drafts.map(|file| file.file.clone())).collect();
        let in_force = texts().map(|text| text.exact.text).collect();
        let mut stood: HashMap<(TextId, FilePath), u32> = HashMap::new();
        for text in texts() {
            let last = stood.entry((text.exact.text, text.file.clone())).or_insert(text.place);
            *last = text.place.max(*last);
        }
        let (frame, history) = (state.frame(), folded.history.clone());
        Disclosure {
            state,
            history,
            in_force,
            files_in_force,
            named,
            frame,
            stood,
            held,
            drawings: DrawingsRead::default(),
        }
    }

    /// Whether a text may be shown that a page had which nobody controls: it was in force, no model ever asked for the
    /// approval of what it said, or its page was released before.
    pub(super) fn may_show_text(&self, text: TextIn<'_>) -> bool {
        if self.in_force.contains(&text.text) {
            return true;
        }
        let Some(arrived) = self.arrived(text.commit) else { return false };
        let laws: Vec<&Arc<Law>> =
            self.state.laws.iter().filter(|law| text.file.within(&law.content).is_some()).collect();
        if laws.is_empty() {
            // What lay beside the pages belonged to nobody but before there was a model.
            return self.is_before_adoption(arrived);
        }
        let Some(read) = laws.iter().map(|law| self.front(text, law)).collect::<Option<Vec<_>>>() else {
            return false;
        };
        let is_released = |facts: &Arc<PageFacts>| {
            let id = facts.document.as_ref();
            id.is_some_and(|id| self.is_free_since(id, arrived) && self.state.file_of(id) == Some(text.file))
        };
        let is_free = |(law, front): (&&Arc<Law>, &Arc<HistoricalFront>)| {
            front.facts.draft.is_none() && (is_released(&front.facts) || !self.may_be_controlled(law, front))
        };
        laws.iter().zip(&read).all(is_free) && !self.is_of_page_in_force(text.file, arrived)
    }

    /// Whether a page was released before a commit came, and nothing of it came into force since.
    fn is_free_since(&self, id: &Arc<str>, arrived: u32) -> bool {
        match self.state.lives.get(id).map(|life| &life.standing) {
            Some(LifeStanding::Released { by, .. }) => {
                by.arrival.as_ref().is_some_and(|arrival| arrived > u32::MAX - arrival.place)
            }
            _ => false,
        }
    }

    /// Whether a model asks for the approval of a page that says this of itself, or nobody can tell, or it goes by the id of
    /// one that was in force.
    fn may_be_controlled(&self, law: &Law, front: &HistoricalFront) -> bool {
        let has_used_id = || {
            let life = front.facts.document.as_ref().and_then(|id| self.state.lives.get(id));
            life.is_some_and(|life| !life.texts.is_empty())
        };
        law.asks(&front.facts, self.today()) || has_used_id() || front.written().is_unclear(law, self.today())
    }

    /// Whether a page was in force in a file when a commit came: whatever stood there then was a draft of it.
    fn is_of_page_in_force(&self, file: &FilePath, arrived: u32) -> bool {
        let Some((_, day)) = self.state.commits.get(arrived as usize) else { return true };
        let ids = self.held.get(file).into_iter().flatten();
        let held = ids.filter(|id| !self.is_free_since(id, arrived));
        let mut lives = held.filter_map(|id| self.state.lives.get(id));
        // On a day both may have been true.
        lives.any(|life| [day.minus(Period::Days(1)), *day].into_iter().any(|day| holds(life, file, day)))
    }

    /// Whether all that a commit changes may be shown, so that its message may.
    pub(super) fn may_show_message(&self, commit: CommitId) -> bool {
        let Some(arrived) = self.arrived(commit) else { return false };
        if self.is_before_adoption(arrived) {
            return true;
        }
        let versions = self.history.texts.versions();
        let changed = || -> Result<(Option<CommitId>, Arc<[Difference]>), VersionsError> {
            let parent = versions.commit(commit)?.parents.first().copied();
            Ok((parent, self.history.texts.line().changed((parent, commit), versions)?))
        };
        let Ok((parent, changed)) = changed() else { return false };
        changed.iter().all(|difference| {
            let file = versions.file_in(commit, &difference.path);
            file.is_none_or(|file| self.may_show_change((commit, parent), &file, difference, &changed))
        })
    }

    /// Whether what a commit made of a file may be shown.
    fn may_show_change(
        &self,
        (commit, parent): (CommitId, Option<CommitId>),
        file: &FilePath,
        difference: &Difference,
        all: &[Difference],
    ) -> bool {
        if *file == site_file() {
            return self.are_keys_in_force((difference.old.as_ref(), difference.new.as_ref()));
        }
        let is_page = self.state.laws.iter().any(|law| file.within(&law.content).is_some());
        if !is_page || !is_markdown(file.name()) {
            let now = difference.new.as_ref().map(|entry| entry.text);
            return !self.named.contains(file)
                || now.is_some_and(|now| self.files_in_force.contains(&(file.clone(), now)));
        }
        match (&difference.new, &difference.old, parent) {
            (Some(new), old, _) => {
                self.may_show_text(TextIn { commit, file, text: new.text })
                    && self.came_into_force(commit, (file, new.text), old.as_ref().map(|old| old.text))
            }
            // A page that is gone: what its text was, another file of the commit may be.
            (None, Some(old), Some(parent)) => {
                let is_moved = all.iter().any(|other| other.new.is_some_and(|new| new.text == old.text));
                is_moved || self.is_free(TextIn { commit: parent, file, text: old.text })
            }
            (None, ..) => false,
        }
    }

    /// Whether a text that was in force, if it is one, was so in its file, and a commit wrote it there: one that puts it back in
    /// the place of a draft is about the draft.
    fn came_into_force(
        &self,
        commit: CommitId,
        (file, text): (&FilePath, TextId),
        before: Option<TextId>,
    ) -> bool {
        if !self.in_force.contains(&text) {
            return true;
        }
        let Some(written) = self.stood.get(&(text, file.clone())) else { return false };
        let is_first = self.arrived(commit).is_some_and(|arrived| arrived <= *written);
        is_first || before.is_some_and(|before| self.in_force.contains(&before))
    }

    /// Whether a file that a page without control showed may be shown: it was approved so, or no frame speaks for it and browsers
    /// do not run it.
    pub(super) fn may_show_file(&self, shown: &Embedded) -> bool {
        self.files_in_force.contains(&(shown.file.clone(), shown.id))
            || !self.frame.refuses(&shown.file, shown.id) && !self.is_active(shown)
    }

    fn is_active(&self, shown: &Embedded) -> bool {
        match Activity::of(&shown.file) {
            Activity::Inert => false,
            Activity::Active => true,
            Activity::OfDrawing => {
                let read = || self.history.texts.versions().file_bytes(shown.id);
                self.drawings.is_active(shown.id, || read().map_or(true, |bytes| is_active_drawing(&bytes)))
            }
        }
    }

    /// Whether a text was of no controlled page, in force or not.
    fn is_free(&self, text: TextIn<'_>) -> bool {
        let laws = || self.state.laws.iter().filter(|law| text.file.within(&law.content).is_some());
        let is_free = |law: &Arc<Law>| {
            let front = self.front(text, law);
            front.is_some_and(|front| front.facts.draft.is_none() && !self.may_be_controlled(law, &front))
        };
        laws().all(is_free) && !self.held.contains_key(text.file)
    }

    /// Whether the keys of `site.toml` that anybody approves are those of before, or came into force: the controlled ones, and
    /// those that frames speak for.
    fn are_keys_in_force(&self, (old, new): (Option<&TreeEntry>, Option<&TreeEntry>)) -> bool {
        let versions = self.history.texts.versions();
        let read = |entry: &TreeEntry| Some(as_text(&versions.blob(entry.text).ok()?).into_owned());
        let Some(new) = new.and_then(read) else { return false };
        let old = old.and_then(read);
        let texts = || self.state.lives.values().flat_map(|life| &life.texts);
        let is_known = |reference: FileRelation, keys: &dyn Fn(&str) -> String| {
            let id = |text: &str| versions.text_id(keys(text).as_bytes());
            let now = id(&new);
            let is_it = |file: &ReferencedFile| file.reference == reference && file.id == now;
            old.as_deref().map(id) == Some(now) || texts().any(|text| text.exact.files().iter().any(is_it))
        };
        let mut framed = texts().map(|text| text.facts.fields.named("keys"));
        is_known(FileRelation::Settings, &config::controlled_keys)
            && framed.all(|keys| {
                let names: Vec<Arc<str>> = keys.iter().map(|key| key.name.clone()).collect();
                names.is_empty() || is_known(FileRelation::Keys, &|text| config::displayed_keys(text, &names))
            })
    }

    /// What a text said of itself that stood among the pages of a model.
    fn front(&self, TextIn { commit, file, text }: TextIn<'_>, law: &Law) -> Option<Arc<HistoricalFront>> {
        // A link is no text.
        self.history.texts.text_at(commit, file).ok()??;
        let stood = TextStood { commit, content: &law.content, file, text };
        self.history.texts.front(&stood, &law.config).ok()?
    }

    /// The place on the line of the commit that brought another one.
    fn arrived(&self, commit: CommitId) -> Option<u32> {
        self.state.place_on_line(&self.history.brought_by(commit)?)
    }

    fn is_before_adoption(&self, place: u32) -> bool {
        self.state.laws.first().is_some_and(|law| place < law.text.place)
    }

    fn today(&self) -> Day {
        self.state.day.unwrap_or(Day::LAST)
    }
}

impl DrawingsRead {
    /// Whether browsers run a drawing; `read` looks into it. Nobody waits while another one is read.
    fn is_active(&self, id: TextId, read: impl FnOnce() -> bool) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied();
        known.unwrap_or_else(|| {
            let is_active = read();
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, is_active);
            is_active
        })
    }
}

/// Whether a page had its place in a file at the end of a day.
fn holds(life: &Life, file: &FilePath, day: Day) -> bool {
    let then = life.on(day);
    let last = then.issues.last().filter(|_| then.issue().is_some() || then.is_withdrawn());
    last.and_then(|issue| life.texts.get(issue.state)).is_some_and(|text| text.file == *file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_read_once() {
        let drawings = DrawingsRead::default();
        let id = |digit: &str| digit.repeat(40).parse().expect("an id");
        assert!(drawings.is_active(id("a"), || true));
        assert!(drawings.is_active(id("a"), || panic!("read again")));
        assert!(!drawings.is_active(id("b"), || false));
        assert!(!drawings.is_active(id("b"), || panic!("read again")));
    }
}
