//! The recipe: a world in, a site out, with everything that was found on the way.
//!
//! `compile` puts the stages in order. A stage hands the plain functions of a wing to the memo layer (`memo`), so that a
//! compile makes only what differs from the one before. There is one recipe for everybody: a build, a check, an audit and a
//! site as it once stood begin with empty [`Memos`], the preview keeps its own. A test holds that both make the same bytes.

mod as_is;
mod checking;
mod edition;
mod framed;
mod govern;
mod held_back;
mod layout;
mod linking;
mod memo;
mod owners;
mod pages;
mod past;
mod routes;
mod select;
mod settings;
mod stages;
mod themed;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use crate::config::site_file;
use crate::config::{Config, Edition};
use crate::diagnostic::{self, Checked, Code, Finding, Place};
use crate::governance::fold::{FoldState, FramesInForce, Refusal};
use crate::model::{CommitId, Selection, TextId};
use crate::path::FilePath;
use crate::route::{Parts, Site, ViewedAt};
use crate::world::{ReadError, Versions, VersionsError, World};
use layout::Layout;
pub use layout::has_pages;
use select::Working;
pub use stages::Memos;
use stages::Stages;

/// What is asked for beyond the files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Request {
    /// Which pages.
    pub selection: Selection,
    /// Where the site will be published, instead of what `site.toml` says.
    pub base_url: Option<String>,
    /// Which texts, instead of what `site.toml` says.
    pub edition: Option<Edition>,
    /// Whether the site is shown as it stands, or as it once stood.
    pub moment: ViewedAt,
    /// What is held against the main line from outside of the repository.
    pub held: Held,
    /// Who wants to see how it is governed.
    pub wanted_by: WantedBy,
}

/// Who wants to see how a site is governed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WantedBy {
    /// Its readers, who are told nothing of that where it is not known what is in force.
    #[default]
    Readers,
    /// Those who put on record what makes it known.
    Signatories,
}

/// What somebody outside of the repository knows of the main line: what was shown to others before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Held {
    /// Commits that must be on it.
    pub anchors: Vec<CommitId>,
    /// The commit at which the first model was adopted.
    pub root: Option<CommitId>,
}

/// Compiles a site. Whatever is wrong is a finding; the rest of the site is there all the same.
pub fn compile(world: &dyn World, request: &Request, memos: &Memos) -> Checked<Site> {
    let mut findings = Vec::new();
    let stages = Stages { world, request, memos };
    let config = stages.settings().into_value(&mut findings);
    let line = stages.main_line(&config);
    let config = stages.settled(config, &line);
    let layout = stages.layout(&config).into_value(&mut findings);

    let files = stages.parsed(&layout, &config).into_value(&mut findings);
    let pages = stages.working_pages(&files, &config).into_value(&mut findings);
    let all = stages.pages_with_history(&pages, &config);
    let past = stages.past(&all, &config, &line).into_value(&mut findings);

    let known = stages.governance_inputs((&config, &layout), (&all, &past), &line);
    let governance = govern::govern(&known, &line).into_value(&mut findings);
    findings.extend(framed::findings(world, (&layout, &config), governance.as_ref()));
    let chosen = stages.selected(&known, Working { files, pages }, (&line, governance.as_ref()));
    let selected = chosen.into_value(&mut findings);

    let config = stages.named(&config, &selected.pages);
    let content = stages.linked(&selected, &layout, &config).into_value(&mut findings);
    let content = stages.with_former_addresses(content, &selected.past, &layout.content);
    let content = stages.measured(content).into_value(&mut findings);
    let (content, governed) = stages.checked(content, governance, &line).into_value(&mut findings);
    let theme = stages.theme(&config).into_value(&mut findings);

    let (texts, unknown) = (line.versions(world), line.unknown(&config));
    let (moment, today, past) = (request.moment.clone(), known.today, selected.past);
    let Layout { content: content_folder, as_is, .. } = layout;
    let parts = Parts {
        content,
        config,
        theme,
        today,
        past,
        texts,
        moment,
        governed,
        unknown,
        content_folder,
        as_is,
    };
    let site = stages.site(parts).into_value(&mut findings);
    diagnostic::sort(&mut findings);
    Checked::new(site, findings)
}

/// What the site says of itself, without a look at its pages.
pub fn site_config_of(world: &dyn World, memos: &Memos) -> Arc<Config> {
    Stages { world, request: &Request::default(), memos }.settings().value
}

/// What is in force up to today, by the main line.
///
/// # Errors
/// Why nothing is known of that.
pub fn in_force(world: &dyn World, held: &Held) -> Result<Arc<FoldState>, Refusal> {
    in_force_with_versions(world, held).map(|(state, _)| state)
}

/// The same, with the versions that know where the site stood in each commit.
///
/// # Errors
/// Why nothing is known of what is in force.
pub fn in_force_with_versions(
    world: &dyn World,
    held: &Held,
) -> Result<(Arc<FoldState>, Arc<dyn Versions>), Refusal> {
    let request = Request { held: held.clone(), ..Request::default() };
    let stages = Stages { world, request: &request, memos: &Memos::new() };
    let line = stages.main_line(&stages.settings().value);
    let versions = line.versions(world);
    let state = line.into_state()?;
    Ok((state, versions.ok_or(Refusal::NoModel)?))
}

/// The files of the frames in force, where the approved edition is published: as is asked, else as the settings in force
/// say, else as `site.toml` says. `None` where it is the latest.
///
/// # Errors
/// Where a file that is in force is not to be had.
pub fn approved_frame(
    world: &dyn World,
    request: &Request,
    memos: &Memos,
) -> Result<Option<FramesInForce>, VersionsError> {
    let stages = Stages { world, request, memos };
    let config = stages.settings().value;
    let line = stages.main_line(&config);
    if stages.settled(config, &line).edition != Edition::Approved {
        return Ok(None);
    }
    // Where nothing is known of what is in force, nothing is published either.
    let Ok(state) = line.into_state() else { return Ok(Some(FramesInForce::default())) };
    if let Ok(versions) = world.versions() {
        let files: HashSet<TextId> = state.files_in_force().collect();
        files.into_par_iter().try_for_each(|id| versions.blob(id).map(|_| ()))?;
    }
    Ok(Some(state.frame()))
}

/// That a file of the site cannot be read.
pub fn unreadable(file: &FilePath, error: &ReadError) -> Finding {
    let why = match error {
        ReadError::Missing => "it is not there".to_owned(),
        ReadError::Refused(why) => why.clone(),
        ReadError::NotUtf8 { .. } => {
            return Finding::new(Code::NotUtf8, Place::file(file), "the file is not UTF-8 text");
        }
    };
    Finding::new(Code::UnreadableFile, Place::file(file), format!("`{file}` cannot be read: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_save_of_words_works_out_no_route_anew() {
        let compiled = |words: &str, memos: &Memos| {
            let page = format!("# Tone\n\n{words}\n");
            let files = [("content/index.md", b"# Home\n".as_slice()), ("content/tone.md", page.as_bytes())];
            let world = MemoryWorld::new(crate::date::Day::new(2026, 11, 16).expect("a day"), files);
            compile(&world, &Request::default(), memos).value
        };
        let memos = Memos::new();
        let (first, second) = (compiled("We write.", &memos), compiled("We whisper.", &memos));
        assert!(first.shares_routes_with(&second));
    }
}
