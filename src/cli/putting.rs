//! Putting the files of a site where a target lacks them: what `build` and `publish` share.

use std::collections::HashSet;
use std::fmt::Display;

use rayon::prelude::*;

use super::ahead::{MadeAhead, refuse_unproven};
use super::outcome::Failure;
use super::paper::printed;
use super::rendering::Rendering;
use super::sources::{BuildSources, FileContent};
use crate::compile::unreadable;
use crate::diagnostic::Finding;
use crate::output::{MadeOutput, MediaType, NewFile, OutputTarget, Outputs, Plan};
use crate::path::OutputPath;
use crate::route::{Answer, Site};

/// Puts files where a target lacks them.
pub(super) struct Putting<'a, T: ?Sized> {
    pub(super) plan: &'a Plan,
    pub(super) target: &'a T,
    pub(super) sources: &'a BuildSources<'a>,
    pub(super) site: &'a Site,
}

impl<T: OutputTarget<Error: Display> + ?Sized> Putting<'_, T> {
    /// Makes what the target lacks of a site, but for what was made ahead, and puts it there.
    pub(super) fn put_all(&self, outputs: &Outputs<'_>, ahead: MadeAhead) -> Result<Vec<Finding>, Failure> {
        for (path, input_hash) in self.plan.kept() {
            self.target.keep(path, input_hash).map_err(Failure::new)?;
        }
        let known: HashSet<OutputPath> = ahead.keys().cloned().collect();
        let put = ahead.into_par_iter().map(|(path, made)| self.put(&path, made));
        let put: Result<Vec<Vec<Finding>>, T::Error> = put.collect();
        let mut findings = put.map_err(Failure::new)?.concat();
        let rendering = Rendering { outputs, verb: "Rendering", cache: self.sources.world.cache() };
        let rendered = rendering.each(
            |output| !self.plan.keeps(&output.path()) && !known.contains(&output.path()),
            |output, made| self.put(&output.path(), made),
        );
        let rendered = rendered.map_err(Failure::new)?;
        // What found no room ahead is made a second time.
        refuse_unproven(&rendered)?;
        findings.extend(rendered.findings);
        Ok(findings)
    }

    /// Puts a file that was made there, and returns what was found of it.
    pub(super) fn put(&self, path: &OutputPath, made: MadeOutput) -> Result<Vec<Finding>, T::Error> {
        let mut findings = made.answer.findings;
        let content = match &made.answer.value {
            Answer::Bytes(bytes) => FileContent::Made(bytes),
            Answer::PrintedBook(name) => match printed(self.site, self.sources, name) {
                Ok(pdf) => FileContent::Read(pdf.into()),
                Err(why) => {
                    findings.push(*why);
                    return Ok(findings);
                }
            },
            Answer::File(file) => match self.sources.read(file) {
                Ok(content) => content,
                // One file that cannot be read keeps nobody from reading the others.
                Err(error) => {
                    findings.push(unreadable(file, &error));
                    return Ok(findings);
                }
            },
        };
        // What was found of a page must be found again: it is made anew the next time.
        let input_hash = made.input_hash.filter(|_| findings.is_empty());
        let (content, media_type) = (content.borrowed(), MediaType::of(path.as_str()));
        self.target.put(&NewFile { path, media_type, input_hash, content })?;
        Ok(findings)
    }
}
