//! The past of a whole site.

use rayon::prelude::*;

use super::{Subject, Telling};
use crate::config::Config;
use crate::diagnostic::{Checked, Code};
use crate::model::{Known, Page, PageHistory, Past};
use crate::world::{NoVersions, Versions, World};

/// What the version history says of every page that somebody wrote.
pub fn past(world: &dyn World, pages: &[Page], config: &Config) -> Checked<Past> {
    let written: Vec<usize> = (0..pages.len()).filter(|nth| pages[*nth].is_written()).collect();
    let subjects: Vec<Subject> = written.iter().map(|nth| Subject::of(&pages[*nth])).collect();
    let known = match world.versions() {
        Ok(_) => Known::Read,
        Err(NoVersions::NoRepository) => {
            Known::Nothing("This site is kept without a version history.".to_owned())
        }
        Err(NoVersions::NoCommit) => Known::Nothing("Nothing is committed yet.".to_owned()),
        Err(NoVersions::Unreadable(_)) => Known::Nothing("The version history cannot be read.".to_owned()),
    };
    let Checked { value: told, mut findings } = super::of(world, &subjects, &Telling::of(config));
    let mut histories = vec![PageHistory::default(); pages.len()];
    for (nth, history) in written.into_iter().zip(told) {
        histories[nth] = history;
    }
    let (mut uncommitted, mut former) = (Vec::new(), Vec::new());
    if let Ok(versions) = world.versions() {
        let files = |past: &PageHistory| {
            past.former_paths.iter().filter_map(|path| versions.site_file(path)).collect()
        };
        former = histories.iter().map(files).collect();
        let differs =
            pages.par_iter().zip(&histories).map(|(page, past)| is_uncommitted(&*versions, page, past));
        differs.collect_into_vec(&mut uncommitted);
    }
    // Whoever keeps a folder without version control knows it.
    findings.retain(|finding| finding.code != Code::NoVersionControl);
    Checked::new(Past { pages: histories, former, uncommitted, known }, findings)
}

/// Whether a page's text is another than that of its newest revision, line ends aside.
fn is_uncommitted(versions: &dyn Versions, page: &Page, past: &PageHistory) -> bool {
    let (Some(source), Some(newest)) = (&page.source, past.revisions.first()) else { return false };
    versions.text_id(source.text.as_bytes()) != newest.text
        && versions.text_id(source.text.replace("\r\n", "\n").as_bytes()) != newest.text
}
