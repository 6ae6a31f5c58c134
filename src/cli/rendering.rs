//! The loop that makes the files of a site, for whoever takes them: `build` and `check`.

use rayon::prelude::*;

use super::progress::Progress;
use crate::diagnostic::Finding;
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

impl Rendering<'_> {
    /// Makes the files that are wanted, on as many threads as there are, hands each on, and returns what was found.
    /// What is wrong with taking a file may be a finding as well.
    ///
    /// # Errors
    /// The first that is returned for one of them; the rest need not be made then.
    pub(super) fn each<E: Send>(
        &self,
        is_wanted: impl Fn(&Output<'_>) -> bool + Sync,
        take: impl Fn(&Output<'_>, &MadeOutput) -> Result<Option<Finding>, E> + Sync,
    ) -> Result<Vec<Finding>, E> {
        let progress = Progress::new(self.verb, self.outputs.count());
        let make = |batch: &OutputBatch<'_>| {
            let mut findings = Vec::new();
            let is_wanted = |output: &Output<'_>| {
                progress.tick();
                is_wanted(output)
            };
            batch.make_each(is_wanted, |output, made| {
                findings.extend(take(output, &made)?);
                findings.extend(made.answer.findings);
                Ok(())
            })?;
            Ok(findings)
        };
        let found: Result<Vec<Vec<Finding>>, E> = self.outputs.batches().par_iter().map(make).collect();
        // What cannot be kept is found out again the next time.
        let _ = self.cache.flush();
        Ok(found?.into_iter().flatten().collect())
    }
}
