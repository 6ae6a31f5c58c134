//! `guidepost check`: names everything that is wrong and writes nothing.

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::load::{Compiling, opened};
use super::progress::Progress;
use super::tell::{Counts, pages, print, since, tell};
use super::{Failure, Outcome};
use crate::compile::compile;
use crate::diagnostic;
use crate::report::Format;
use crate::world::Store;

/// Name everything that is wrong, and write nothing.
///
/// Every page is rendered, so that a failing template is found.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  guidepost check
  guidepost check --format json | jq -r .code | sort | uniq -c
  guidepost check --format sarif > findings.sarif

Exit status: 0 no errors, 1 errors, 2 not checked. Warnings and notes leave it at 0.")]
pub(super) struct Check {
    /// How findings are written: text, json (one a line), github, gitlab or sarif.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    compiling: Compiling,
}

impl Check {
    pub(super) fn run(&self, root: &Path) -> Result<Outcome, Failure> {
        let start = Instant::now();
        let opened = opened(root, self.compiling.date)?;
        let world = &opened.world;
        let request = opened.request(&self.compiling)?;
        let mut findings = Vec::new();
        let site = compile(world, &request, &Store::new()).into_value(&mut findings);
        let progress = Progress::new("Checking", site.routes().len());
        let batches = site.batches();
        let rendered = batches.par_iter().map(|batch| {
            let texts = site.old_texts(batch);
            let mut desk = texts.desk();
            let mut findings = Vec::new();
            for route in batch {
                findings.extend(site.prepare(*route).render(&mut desk).findings);
                progress.tick();
            }
            findings
        });
        findings.par_extend(rendered.flatten());
        drop(progress);
        diagnostic::sort(&mut findings);
        let counts = Counts::of(&findings);
        if self.format == Format::Text {
            tell(&findings, &site, world, world.root())?;
            let pages = pages(&site);
            writeln!(anstream::stderr(), "Checked {pages} in {}: {}", since(start), counts.words())?;
        } else {
            print(self.format, &findings, &site, world, world.root())?;
        }
        Ok(counts.outcome())
    }
}
