//! The loop that renders every route of a site, for whoever takes what comes of it: `build` and `check`.

use rayon::prelude::*;

use super::progress::Progress;
use crate::diagnostic::{Checked, Finding};
use crate::route::{Answer, BuildContext, Route, Site};
use crate::world::Cache;

/// Takes what is rendered.
pub(super) trait Receiver: Sync {
    /// Why something cannot be taken, and why the rest need not be rendered.
    type Error: Send;

    /// What the hashes of inputs are made with; `None` where they are not asked for.
    fn context(&self) -> Option<BuildContext<'_>> {
        None
    }

    /// Whether what a route renders to is there already, made of the same.
    ///
    /// # Errors
    /// Where that cannot be found out.
    fn holds(&self, _route: Route, _inputs: blake3::Hash) -> Result<bool, Self::Error> {
        Ok(false)
    }

    /// Takes what a route rendered to, with the hash of all that it was made of, where that is known. What is wrong with
    /// taking it is a finding.
    ///
    /// # Errors
    /// Where nothing more can be taken.
    fn take(
        &self,
        route: Route,
        answer: &Checked<Answer>,
        inputs: Option<blake3::Hash>,
    ) -> Result<Option<Finding>, Self::Error>;
}

/// Renders all routes that a receiver does not hold, those of one page's past together, and returns what was found.
///
/// # Errors
/// The first error of the receiver.
pub(super) fn render_all<R: Receiver>(
    site: &Site,
    receiver: &R,
    (verb, cache): (&'static str, &dyn Cache),
) -> Result<Vec<Finding>, R::Error> {
    let progress = Progress::new(verb, site.routes().len());
    let render_batch = |batch: &Vec<Route>| {
        let texts = site.old_texts(batch);
        let mut desk = texts.desk();
        let mut findings = Vec::new();
        for route in batch {
            let context = receiver.context();
            let prepared = site.prepare(*route);
            let known = context.as_ref().and_then(|context| prepared.input_hash(context));
            let is_held = known.map_or(Ok(false), |inputs| receiver.holds(*route, inputs))?;
            if !is_held {
                let (answer, inputs) = match &context {
                    Some(context) => prepared.render_with_hash(context, &mut desk),
                    None => (prepared.render(&mut desk), None),
                };
                findings.extend(receiver.take(*route, &answer, inputs)?);
                findings.extend(answer.findings);
            }
            progress.tick();
        }
        Ok(findings)
    };
    let rendered: Result<Vec<Vec<Finding>>, R::Error> = site.batches().par_iter().map(render_batch).collect();
    // What cannot be kept is found out again the next time.
    let _ = cache.flush();
    Ok(rendered?.into_iter().flatten().collect())
}
