//! The recipe: a world in, a site out, with everything that was found on the way.
//!
//! `compile` puts the stages in order. A stage hands the plain functions of a wing to the memo layer (`memo`), so that a
//! compile makes only what differs from the one before; it knows the stages whose values it takes, and no others. There is one recipe for everybody: a build, a check, an audit and a
//! site as it once stood begin with empty [`Memos`], the preview keeps its own. A test holds that both make the same bytes.

#![expect(
    clippy::indexing_slicing,
    reason = "the rows of memos are numbers that the program gave, never what people wrote"
)]

mod active;
mod as_is;
mod by_name;
mod cascades_then;
mod checking;
mod edition;
mod excluded;
mod failed;
mod framed;
mod govern;
#[cfg(test)]
mod growth;
mod held_back;
mod layout;
mod lifetime;
mod linked_pages;
mod linked_then;
mod linking;
mod memo;
mod memos;
mod other_settings;
mod owners;
mod pages;
mod past;
mod past_without_drafts;
mod request;
mod routes;
mod select;
mod settings;
mod settings_then;
mod texts_of_others;
mod themed;
mod unclear;
mod unpublished;
mod unreadable;
mod watched;

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

pub use crate::config::site_file;
use crate::config::{Config, Edition};
use crate::diagnostic::{self, Checked};
use crate::governance::fold::{FoldState, FramesInForce, Refusal};
use crate::model::TextId;
use crate::route::{Parts, Site};
use crate::world::{Versions, VersionsError, World};
use failed::Failed;
pub use layout::has_pages;
pub use memos::Memos;
pub use request::{Held, Request, WantedBy};
use select::Working;
pub use unreadable::unreadable;

/// Compiles a site. Whatever is wrong is a finding; the rest of the site is there all the same.
pub fn compile(world: &dyn World, request: &Request, stages: &Memos) -> Checked<Site> {
    failed::contained(|failed| recipe(world, request, stages, failed))
}

fn recipe(world: &dyn World, request: &Request, stages: &Memos, failed: &Failed) -> Checked<Site> {
    let mut findings = Vec::new();
    let config = stages.settings.read(world, request).into_value(&mut findings);
    let line = failed.of_line(stages.govern.main_line(world, &config, &request.held));
    findings.extend(failed.findings(&line));
    let config = stages.govern.settled(config, request.edition, &line);
    let layout = stages.layout.read(world, &config, request.selection).into_value(&mut findings);

    let files = stages.reading.parsed(world, (&layout, failed), &config).into_value(&mut findings);
    let pages = stages.pages.made_of(world, &files, &config, request.selection).into_value(&mut findings);
    let (all, signatures) = stages.reading.with_drafts(&pages, &config);
    let past = stages.past.read(world, (&all, &signatures), &config, &line).into_value(&mut findings);

    let known = stages.govern.inputs(world, (&config, &layout), (&all, signatures, &past), &line);
    let governance = stages.govern.governance(&known, &line).into_value(&mut findings);
    findings.extend(framed::findings(world, (&layout, &config), governance.as_ref()));
    let working = Working { files, pages, excluded: layout.excluded.clone(), selection: request.selection };
    let chosen = stages.edition.selected(&known, working, (&line, governance.as_ref()));
    let selected = chosen.into_value(&mut findings);

    let config = stages.settings.named(&config, &selected.pages);
    let active = stages.active.unapproved(world, (&layout, &config), (&selected, governance.as_ref()));
    let content = stages.linking.linked(&selected, (&layout, active), &config).into_value(&mut findings);
    let content = stages.linking.with_former_addresses(content, &selected.past, &layout.content);
    let content = stages.reading.measured(world, content).into_value(&mut findings);
    let (content, governed) = stages.checking.checked(content, governance).into_value(&mut findings);
    let theme = stages.theme.load(world, &config).into_value(&mut findings);

    let governed = governed.filter(|_| request.wanted_by == WantedBy::Signatories || !line.has_open_move());
    let parts = Parts {
        content,
        unknown: line.unknown(&config),
        config,
        theme,
        today: known.today,
        past: selected.past,
        texts: line.versions(world),
        moment: request.moment.clone(),
        governed,
        content_folder: layout.content,
        as_is: layout.as_is,
    };
    let site = stages.routes.site(parts).into_value(&mut findings);
    diagnostic::sort(&mut findings);
    Checked::new(site, findings)
}

/// What the site says of itself, without a look at its pages.
pub fn site_config_of(world: &dyn World, memos: &Memos) -> Arc<Config> {
    memos.settings.read(world, &Request::default()).value
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
    let stages = Memos::new();
    let config = stages.settings.read(world, &Request::default()).value;
    let line = stages.govern.main_line(world, &config, held);
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
    stages: &Memos,
) -> Result<Option<FramesInForce>, VersionsError> {
    let config = stages.settings.read(world, request).value;
    let line = stages.govern.main_line(world, &config, &request.held);
    if stages.govern.settled(config, request.edition, &line).edition != Edition::Approved {
        return Ok(None);
    }
    // Where nothing is known of what is in force, nothing is published either.
    let Ok(state) = line.into_state() else { return Ok(Some(FramesInForce::default())) };
    if let Ok(versions) = world.versions() {
        let files: HashSet<TextId> = state.files_in_force().collect();
        files.into_par_iter().try_for_each(|id| versions.file_bytes(id).map(|_| ()))?;
    }
    Ok(Some(state.frame()))
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
