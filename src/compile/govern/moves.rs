//! Where the site stood before. A move is one commit of the main line that takes `site.toml` from one folder to another,
//! where settings at the new place name the old one (`moved_from`). Whether it counts, the fold over both places says.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::beginnings::governing;
use super::evidence::GitEvidence;
use super::line::{LineChanges, SettingsChange, SiteLine, changes_of_moved};
use super::memo::FoldMemo;
use crate::config::{SITE_FILE, site_file};
use crate::governance::fold::{FoldState, Refusal, fold};
use crate::model::{CommitId, RepoPath, TextId};
use crate::path::FilePath;
use crate::world::{MainLine, MovedVersions, Stop, Versions, VersionsError};

/// A site with all places at which it stood, up to a place of the line.
pub(super) struct SiteLocation {
    stops: Vec<Stop>,
    pub(super) state: FoldState,
    pub(super) history: Arc<GitEvidence>,
    /// The folder to which it went on, as was approved there.
    left: Option<FilePath>,
}

impl SiteLocation {
    /// Why nothing is known of what is in force, where that is because the site moved.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let from = self.state.unapproved_move().cloned();
        self.left.clone().map(Refusal::MovedAway).or(from.map(Refusal::MoveNotApproved))
    }

    /// Whether it is a governed site that went nowhere else: one that can move on.
    fn can_move(&self) -> bool {
        self.state.law().is_some() && self.refusal().is_none()
    }

    fn folder_at(&self, place: usize) -> Option<&FilePath> {
        self.stops.iter().rev().find(|stop| stop.place <= place).map(|stop| &stop.folder)
    }
}

/// The main line, and what of it tells where sites stood.
pub(super) struct Moves<'a> {
    memo: FoldMemo<'a>,
    line: &'a MainLine,
    changes: &'a LineChanges,
    /// The commit at which the first model was adopted, where that is known from outside.
    root: Option<CommitId>,
    known: RefCell<HashMap<(FilePath, usize), Rc<SiteLocation>>>,
}

/// A commit that takes `site.toml` from another folder.
struct Coming {
    place: usize,
    from: FilePath,
}

impl<'a> Moves<'a> {
    pub(super) fn new(
        memo: FoldMemo<'a>,
        (line, changes): (&'a MainLine, &'a LineChanges),
        root: Option<CommitId>,
    ) -> Moves<'a> {
        Moves { memo, line, changes, root, known: RefCell::default() }
    }

    /// The site at its place of today.
    pub(super) fn of_site(&self) -> Result<Rc<SiteLocation>, Refusal> {
        self.standing(&self.own(), self.line.commits.len())
    }

    fn own(&self) -> FilePath {
        self.memo.versions.folder_in(self.memo.versions.head())
    }

    /// The site that stands in a folder before a place of the line: the one that moved there, or one that was always there.
    fn standing(&self, folder: &FilePath, until: usize) -> Result<Rc<SiteLocation>, Refusal> {
        let key = (folder.clone(), until);
        if let Some(known) = self.known.borrow().get(&key) {
            return Ok(known.clone());
        }
        let standing = Rc::new(self.find(folder, until)?);
        self.known.borrow_mut().insert(key, standing.clone());
        Ok(standing)
    }

    fn find(&self, folder: &FilePath, until: usize) -> Result<SiteLocation, Refusal> {
        let mut open = None;
        for Coming { place, from } in self.comings(folder, until)? {
            let before = self.standing(&from, place)?;
            if !before.can_move() || self.is_taken(folder, place, &before)? {
                continue;
            }
            let stop = Stop { place, folder: folder.clone() };
            let stops = before.stops.iter().cloned().chain([stop]).collect();
            let standing = self.fold(stops, until)?;
            let is_meant = self.root.is_none() || standing.state.root() == self.root;
            if is_meant && standing.state.unapproved_move().is_none() {
                return self.unless_left(standing, until);
            }
            open = open.or(Some(standing).filter(|_| is_meant));
        }
        if let Some(open) = open {
            return Ok(open);
        }
        let always = self.fold(vec![Stop { place: 0, folder: folder.clone() }], until)?;
        self.unless_left(always, until)
    }

    /// Whether a governed site stood in the folder before another one moved there, which is not that one come back: nobody
    /// takes the place of a site by moving.
    fn is_taken(&self, folder: &FilePath, place: usize, by: &SiteLocation) -> Result<bool, Refusal> {
        let path = settings_in(folder);
        let was_there =
            |known: &&SettingsChange| known.place < place && known.path == path && known.now.is_some();
        let mut there = self.changes.settings.iter().filter(was_there);
        if there.all(|known| by.folder_at(known.place) == Some(folder)) {
            return Ok(false);
        }
        let before = self.standing(folder, place)?;
        Ok(before.state.law().is_some() && before.state.unapproved_move().is_none())
    }

    /// The commits with which a site may have come to a folder, the newest first.
    fn comings(&self, folder: &FilePath, until: usize) -> Result<Vec<Coming>, VersionsError> {
        let path = settings_in(folder);
        let own: Vec<&SettingsChange> =
            self.changes.settings.iter().filter(|known| known.path == path && known.place < until).collect();
        let mut comings = Vec::new();
        for coming in own.iter().filter(|known| known.now.is_some() && !self.was_there(known)) {
            for gone in self.at(coming.place).filter(|other| other.now.is_none()) {
                let Some(from) = folder_of(&gone.path) else { continue };
                let later = own.iter().filter(|known| known.place >= coming.place);
                if self.name(later.filter_map(|known| known.now), &from)? {
                    comings.push(Coming { place: coming.place, from });
                }
            }
        }
        comings.reverse();
        Ok(comings)
    }

    /// Says where a site went on, if it did: what stands in its folder later is not that site.
    fn unless_left(&self, mut standing: SiteLocation, until: usize) -> Result<SiteLocation, Refusal> {
        let Some(last) = standing.stops.last().cloned() else { return Ok(standing) };
        let path = settings_in(&last.folder);
        let is_gone = |known: &&SettingsChange| {
            known.path == path && known.now.is_none() && (last.place + 1..until).contains(&known.place)
        };
        for gone in self.changes.settings.iter().filter(is_gone) {
            let comes = |other: &&SettingsChange| other.now.is_some() && !self.was_there(other);
            for coming in self.at(gone.place).filter(comes) {
                let Some(to) = folder_of(&coming.path) else { continue };
                let end = self.end_of(coming, until);
                let later = self.changes.settings.iter().filter(|known| known.path == coming.path);
                let later = later.filter(|known| (gone.place..end).contains(&known.place));
                if !self.name(later.filter_map(|known| known.now), &last.folder)? {
                    continue;
                }
                let stop = Stop { place: gone.place, folder: to.clone() };
                let stops = standing.stops.iter().cloned().chain([stop]).collect();
                if self.fold(stops, end)?.can_move() {
                    standing.left = Some(to);
                    return Ok(standing);
                }
            }
        }
        Ok(standing)
    }

    /// The place at which settings that came are gone again.
    fn end_of(&self, coming: &SettingsChange, until: usize) -> usize {
        let is_end = |known: &&SettingsChange| {
            known.path == coming.path && known.now.is_none() && known.place > coming.place
        };
        self.changes.settings.iter().find(is_end).map_or(until, |end| end.place.min(until))
    }

    /// The settings that a commit of the line changed.
    fn at(&self, place: usize) -> impl Iterator<Item = &'a SettingsChange> {
        let from = self.changes.settings.partition_point(|known| known.place < place);
        self.changes.settings.iter().skip(from).take_while(move |known| known.place == place)
    }

    /// Whether settings were there before a commit changed them.
    fn was_there(&self, changed: &SettingsChange) -> bool {
        let until = self.changes.settings.partition_point(|known| known.place < changed.place);
        let mut before = self.changes.settings.iter().take(until).rev();
        before.find(|known| known.path == changed.path).is_some_and(|known| known.now.is_some())
    }

    /// Whether one of these settings names a folder as the one in which the site stood before.
    fn name(&self, settings: impl Iterator<Item = TextId>, from: &FilePath) -> Result<bool, VersionsError> {
        for text in settings {
            let governing = governing(&**self.memo.versions, text)?;
            if governing.is_some_and(|governing| governing.moved_from.as_ref() == Some(from)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What stands after a part of the line, of a site that stood at these places. A part that the line does not have is a
    /// defect, which refuses the line: nothing is read of a longer part in its place.
    fn fold(&self, stops: Vec<Stop>, until: usize) -> Result<SiteLocation, Refusal> {
        let line = &self.line.commits[..until];
        let ids: Vec<CommitId> = line.iter().map(|commit| commit.id).collect();
        let is_plain = stops.len() == 1 && stops.first().is_some_and(|stop| stop.folder == self.own());
        let moved: SiteLine;
        let (versions, site) = if is_plain {
            (self.memo.versions.clone(), &self.changes.site)
        } else {
            let versions = Arc::new(MovedVersions::new(self.memo.versions.clone(), stops.clone(), &ids)?);
            moved = changes_of_moved(line, &*versions, &stops)?;
            (versions as Arc<dyn Versions>, &moved)
        };
        let commits = &site.commits[..until];
        let history = Arc::new(GitEvidence::new(versions, ids, site.files.clone()));
        history.read_ids_ahead(commits, self.memo.cache);
        let state = fold(commits, &*history)?;
        Ok(SiteLocation { stops, state, history, left: None })
    }
}

/// Where the settings of a site in a folder are.
fn settings_in(folder: &FilePath) -> RepoPath {
    let path = folder.join(site_file().as_str()).unwrap_or_else(site_file);
    RepoPath::new(path.as_str())
}

/// The folder that settings are in.
fn folder_of(settings: &RepoPath) -> Option<FilePath> {
    let path = FilePath::new(settings.as_str()?)?;
    (path.name() == SITE_FILE).then(|| path.parent())
}
