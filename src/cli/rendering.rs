//! The loop that makes the files of a site, for whoever takes them: `build` and `check`.

use rayon::prelude::*;

use super::progress::Progress;
use crate::diagnostic::Finding;
use crate::diagnostic::defect::Defect;
use crate::output::{MadeOutput, Output, OutputBatch, Outputs};
use crate::world::Cache;

/// The files of a site that are to be made.
pub(super) struct Rendering<'a> {
    pub(super) outputs: &'a Outputs<'a>,
    /// What the line says that tells how far it has come: "Checking".
    pub(super) verb: &'static str,
    /// Where is kept what is known once something is made.
    pub(super) cache: &'a dyn Cache,
}

/// What became of making files.
#[derive(Default)]
pub(super) struct Rendered {
    /// What was found of those that were made, and that others could not be.
    pub(super) findings: Vec<Finding>,
    /// Why evidence among the others could not be made.
    pub(super) unproven: Vec<Defect>,
}

impl Rendering<'_> {
    /// Makes the files that are wanted, on as many threads as there are, and hands each on to somebody who returns what was
    /// found of it.
    ///
    /// # Errors
    /// The first that is returned for one of them; the rest need not be made then.
    pub(super) fn each<E: Send>(
        &self,
        is_wanted: impl Fn(&Output<'_>) -> bool + Sync,
        take: impl Fn(&Output<'_>, MadeOutput) -> Result<Vec<Finding>, E> + Sync,
    ) -> Result<Rendered, E> {
        let progress = Progress::new(self.verb, self.outputs.count());
        self.outputs.read_ahead(&is_wanted);
        let make = |batch: &OutputBatch<'_>| {
            let mut rendered = Rendered::default();
            let is_wanted = |output: &Output<'_>| {
                progress.tick();
                is_wanted(output)
            };
            let unmade = batch.make_each(is_wanted, |output, made| {
                rendered.findings.extend(take(output, made)?);
                Ok(())
            })?;
            rendered.findings.extend(unmade.iter().map(|unmade| unmade.defect.finding()));
            let unproven = unmade.into_iter().filter(|unmade| unmade.is_evidence);
            rendered.unproven = unproven.map(|unmade| unmade.defect).collect();
            Ok(rendered)
        };
        let rendered: Result<Vec<Rendered>, E> = self.outputs.batches().par_iter().map(make).collect();
        // What cannot be kept is found out again the next time.
        let _ = self.cache.flush();
        let mut all = Rendered::default();
        for rendered in rendered? {
            all.findings.extend(rendered.findings);
            all.unproven.extend(rendered.unproven);
        }
        Ok(all)
    }
}
