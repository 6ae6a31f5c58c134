//! A site as files: each with its path, its media type, a hash of what it is made from, and a way to make it.

use std::sync::OnceLock;

use blake3::Hash;
use rayon::prelude::*;

use super::MediaType;
use crate::diagnostic::Checked;
use crate::diagnostic::defect::Defect;
use crate::path::OutputPath;
use crate::route::{Answer, BuildContext, ParsedTexts, PastDetail, Route, Site};
use crate::world::Cache;

/// The files of a finished site. None is made before it is asked for.
#[derive(Debug)]
pub struct Outputs<'a> {
    batches: Vec<OutputBatch<'a>>,
    detail: PastDetail,
}

/// Files that are made from the same old texts: one after the other, these are read once.
#[derive(Debug)]
pub struct OutputBatch<'a> {
    site: &'a Site,
    outputs: Vec<Output<'a>>,
    detail: PastDetail,
}

/// One file of a finished site.
#[derive(Clone, Debug)]
pub struct Output<'a> {
    site: &'a Site,
    route: Route,
    context: Option<BuildContext<'a>>,
    /// What is known of what it is made from before it is.
    input_hash: OnceLock<Option<Hash>>,
}

/// The part of the cache where files are kept that show a past.
const DRAWN: &str = "drawn";

/// What became of a file that was made.
#[derive(Debug)]
pub struct MadeOutput {
    /// Its bytes, or the file of the site that it is a copy of, with what was found while it was made.
    pub answer: Checked<Answer>,
    /// See [`Output::input_hash`]. The making of a history knows it where nobody did before.
    pub input_hash: Option<Hash>,
}

/// A file on which the program failed.
#[derive(PartialEq, Eq, Debug)]
pub struct Unmade {
    /// Why there is none.
    pub defect: Defect,
    /// Whether it would have proven what is approved.
    pub is_evidence: bool,
}

impl<'a> Outputs<'a> {
    /// Those of a site. Without a context no hash of what they are made from is known.
    pub fn for_site(site: &'a Site, context: Option<BuildContext<'a>>) -> Outputs<'a> {
        Outputs::in_detail(site, context, PastDetail::Whole)
    }

    /// Those of a site as far as they tell what is wrong with it; pasts are not drawn as a whole.
    pub fn to_check(site: &'a Site) -> Outputs<'a> {
        Outputs::in_detail(site, None, PastDetail::Sample)
    }

    fn in_detail(site: &'a Site, context: Option<BuildContext<'a>>, detail: PastDetail) -> Outputs<'a> {
        let output = |route| Output { site, route, context, input_hash: OnceLock::new() };
        let batch = |routes: Vec<Route>| {
            let outputs = routes.into_iter().map(output).collect();
            OutputBatch { site, outputs, detail }
        };
        Outputs { batches: site.batches().into_iter().map(batch).collect(), detail }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.batches.iter().map(|batch| batch.outputs.len()).sum()
    }

    /// Every file, on as many threads as there are.
    pub fn par_iter(&self) -> impl ParallelIterator<Item = &Output<'a>> {
        self.batches.par_iter().flat_map_iter(|batch| &batch.outputs)
    }

    /// Reads what many of the files are made from, in the order in which that is the fastest.
    pub fn read_ahead(&self, is_wanted: impl Fn(&Output<'_>) -> bool) {
        let first = self.batches.first().filter(|_| self.detail == PastDetail::Whole);
        let Some(first) = first else { return };
        let outputs = self.batches.iter().flat_map(|batch| &batch.outputs);
        let shows_past = |output: &&Output<'_>| output.route.past_of().is_some();
        let wanted: Vec<&Output<'_>> =
            outputs.filter(shows_past).filter(|output| is_wanted(output)).collect();
        let drawn = wanted.into_par_iter().filter(|output| !output.is_kept());
        let routes: Vec<Route> = drawn.map(|output| output.route).collect();
        first.site.read_ahead(routes.into_iter());
    }

    /// The same, those together that are made from the same old texts.
    pub fn batches(&self) -> &[OutputBatch<'a>] {
        &self.batches
    }
}

impl<'a> OutputBatch<'a> {
    /// Makes those of the files that are wanted, one after the other, and hands them on. Where the program fails on one, it
    /// says so, and makes the others.
    ///
    /// # Errors
    /// The first that is returned for one of them.
    pub fn make_each<E>(
        &self,
        mut is_wanted: impl FnMut(&Output<'a>) -> bool,
        mut take: impl FnMut(&Output<'a>, MadeOutput) -> Result<(), E>,
    ) -> Result<Vec<Unmade>, E> {
        let routes: Vec<Route> = self.outputs.iter().map(|output| output.route).collect();
        let texts = self.site.old_texts(&routes, self.detail);
        let mut parsed = texts.parsed();
        let mut unmade = Vec::new();
        for output in self.outputs.iter().filter(|output| is_wanted(output)) {
            match output.site.contained(output.route, || output.make(&mut parsed)) {
                Ok(made) => take(output, made)?,
                Err(defect) => {
                    unmade.push(Unmade { defect, is_evidence: output.is_evidence() });
                    // It may have left them half done.
                    parsed = texts.parsed();
                }
            }
        }
        texts.let_go();
        Ok(unmade)
    }
}

impl Output<'_> {
    /// Where it is found in the output.
    pub fn path(&self) -> OutputPath {
        self.site.output(self.route)
    }

    /// What it is.
    pub fn media_type(&self) -> MediaType {
        MediaType::of(self.path().as_str())
    }

    /// The hash of all that it is made from: where it is the same, so are the bytes. `None` for copies, which are compared
    /// as they are, where it is not known before the file is made, and where the program fails on it: making it does so too.
    pub fn input_hash(&self) -> Option<Hash> {
        *self.input_hash.get_or_init(|| {
            let context = self.context.as_ref()?;
            let hash = self.site.contained(self.route, || self.site.prepare(self.route).input_hash(context));
            hash.ok().flatten()
        })
    }

    /// Whether it proves what is approved.
    pub fn is_evidence(&self) -> bool {
        self.site.proves(self.route)
    }

    fn make(&self, parsed: &mut ParsedTexts<'_>) -> MadeOutput {
        if let Some(made) = self.kept() {
            return made;
        }
        let prepared = self.site.prepare(self.route);
        let (answer, input_hash) = match &self.context {
            Some(context) => prepared.render_with_hash(context, parsed),
            None => (prepared.render(parsed), None),
        };
        let made = MadeOutput { answer, input_hash };
        self.keep(&made);
        made
    }

    /// The cache in which it is kept. What shows a past takes many texts to draw, all else is made as fast as it is read.
    /// What proves is made from the repository each time.
    fn cache(&self) -> Option<&dyn Cache> {
        let context = self.context.as_ref()?;
        (self.route.past_of().is_some() && !self.is_evidence()).then_some(context.cache)
    }

    /// Whether it is kept.
    fn is_kept(&self) -> bool {
        let kept = |cache: &dyn Cache| Some(cache.has_large(DRAWN, self.input_hash()?));
        self.cache().and_then(kept).unwrap_or(false)
    }

    /// It, as an earlier process made it of the same.
    fn kept(&self) -> Option<MadeOutput> {
        let hash = self.cache().and_then(|cache| Some((cache, self.input_hash()?)));
        let bytes = hash.and_then(|(cache, hash)| cache.get_large(DRAWN, hash))?;
        let answer = Checked::clean(Answer::Bytes(bytes));
        Some(MadeOutput { answer, input_hash: self.input_hash() })
    }

    /// Keeps it for the next process. What was found of it must be found again.
    fn keep(&self, made: &MadeOutput) {
        let Some((cache, hash)) = self.cache().zip(made.input_hash) else { return };
        if let (Answer::Bytes(bytes), true) = (&made.answer.value, made.answer.findings.is_empty()) {
            cache.put_large(DRAWN, hash, bytes);
        }
    }
}
