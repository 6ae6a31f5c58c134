//! What was drawn of one state of the site: a page is drawn once for all that ask for it and about it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::diagnostic::{Checked, Code};
use crate::route::{Answer, Route, Site};

/// So many pages are kept; more are looked at by nobody at a time.
const MOST_KEPT: usize = 16;

/// The pages of a site that were drawn last.
#[derive(Debug, Default)]
pub(super) struct RenderCache {
    kept: Mutex<HashMap<Route, Place>>,
}

/// Where what is drawn lies, for those too who come while it is being drawn.
type Place = Arc<OnceLock<Arc<Checked<Answer>>>>;

/// What a route shows, or in its place that the program failed on it.
fn rendered(site: &Site, route: Route) -> Checked<Answer> {
    site.contained(route, || site.render(route)).unwrap_or_else(|defect| {
        let says = site.config.words.say("preview_failed");
        let page = format!(
            "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>{says}</title></head><body><h1>{says}</h1></body></html>\n"
        );
        Checked::new(Answer::Bytes(page.into_bytes()), vec![defect.finding()])
    })
}

/// Whether the program failed on what was to be drawn.
pub(super) fn is_failed(drawn: &Checked<Answer>) -> bool {
    drawn.findings.iter().any(|finding| finding.code == Code::InternalError)
}

impl RenderCache {
    /// What a route shows. Whoever asks for the same at the same time waits for the one who draws it.
    pub(super) fn rendered(&self, site: &Site, route: Route) -> Arc<Checked<Answer>> {
        self.place(route).get_or_init(|| Arc::new(rendered(site, route))).clone()
    }

    fn place(&self, route: Route) -> Place {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_KEPT && !kept.contains_key(&route) {
            kept.clear();
        }
        kept.entry(route).or_default().clone()
    }
}
