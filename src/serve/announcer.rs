//! Announces what happens, one thing at a time: the preview compiles on one thread and draws on others.

use std::sync::{Mutex, PoisonError};

use super::news::{Drawn, News, Report};
use crate::diagnostic::Finding;
use crate::route::Site;
use crate::world::World;

/// Announces what happens.
pub(super) struct Announcer {
    inner: Mutex<Inner>,
}

struct Inner {
    report: Report,
    /// The templates that pages were drawn with last, by their stamp.
    templates: u64,
    /// What was reported of them.
    announced: Vec<Finding>,
}

impl Announcer {
    pub(super) fn new(report: Report) -> Announcer {
        Announcer { inner: Mutex::new(Inner { report, templates: 0, announced: Vec::new() }) }
    }

    pub(super) fn announce(&self, news: &News<'_>) {
        self.with(|inner| (inner.report)(news));
    }

    /// Announces what was found while a page was drawn; each finding once, until the templates are others.
    pub(super) fn drawn(&self, findings: Vec<Finding>, site: &Site, world: &dyn World) {
        if findings.is_empty() {
            return;
        }
        self.with(|inner| {
            if inner.templates != site.templates() {
                inner.templates = site.templates();
                inner.announced.clear();
            }
            let new: Vec<Finding> =
                findings.into_iter().filter(|finding| !inner.announced.contains(finding)).collect();
            if !new.is_empty() {
                (inner.report)(&News::Drawn(Drawn { findings: &new, site, world }));
            }
            inner.announced.extend(new);
        });
    }

    /// A report that panicked has left nothing half done.
    fn with(&self, act: impl FnOnce(&mut Inner)) {
        act(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner));
    }
}
