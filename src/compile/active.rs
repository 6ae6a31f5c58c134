//! Which files beside the pages of the approved edition browsers run, or render as documents, and no text in force was approved
//! with: they are not published.

use std::collections::HashSet;
use std::sync::Arc;

use super::layout::Layout;
use super::memo::{Memo, RowsMemo};
use super::select::Selected;
use super::watched::Watched;
use crate::config::{Config, Edition};
use crate::diagnostic::Checked;
use crate::governance::Governance;
use crate::link::{Activity, is_active_drawing};
use crate::path::FilePath;
use crate::shared::ByPtr;
use crate::world::World;

/// What is remembered of such files.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "the type of a memo lists what it is made from")]
pub(super) struct ActiveMemos {
    /// By what they are called: those that are active, and those that are drawings.
    named: Memo<ByPtr<[FilePath]>, (Arc<[FilePath]>, Arc<[FilePath]>)>,
    drawings: RowsMemo<(), (Arc<[FilePath]>, Arc<[Watched]>), bool>,
    active: Memo<HashSet<FilePath>, Arc<HashSet<FilePath>>>,
}

impl ActiveMemos {
    /// The files of a governed site that its approved edition does not publish for that.
    pub(super) fn unapproved(
        &self,
        world: &dyn World,
        (layout, config): (&Layout, &Config),
        (selected, governance): (&Selected, Option<&Governance>),
    ) -> Arc<HashSet<FilePath>> {
        let Some(governance) = governance.filter(|_| config.edition == Edition::Approved) else {
            return Arc::default();
        };
        let (named, drawings) = self.named.get(ByPtr(layout.beside_pages.clone()), |files| {
            let of = |activity| files.0.iter().filter(move |file| Activity::of(file) == activity).cloned();
            (of(Activity::Active).collect(), of(Activity::OfDrawing).collect())
        });
        let marks = drawings.iter().map(|file| Watched(world.mark(file))).collect();
        let columns = (drawings.clone(), marks);
        // What cannot be read may be anything.
        let are_active = self.drawings.map((), columns, |(), (drawings, _), row| {
            let bytes = world.bytes(&drawings[row]);
            Checked::clean(Arc::new(bytes.map_or(true, |bytes| is_active_drawing(&bytes))))
        });
        let drawings = drawings.iter().zip(&are_active.value).filter(|(_, is_active)| ***is_active);
        let frame = governance.fold.frame();
        let approved = selected.approved_files();
        let all = named.iter().chain(drawings.map(|(file, _)| file));
        let unapproved = all.filter(|file| !approved.contains(file) && !frame.files.contains_key(file));
        self.active.get(unapproved.cloned().collect(), |files| Arc::new(files.clone()))
    }
}
