//! What is timed within a process of its own: the fold alone, and saves as the preview compiles them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use guidepost::compile::{Held, Memos, Request, compile, in_force};
use guidepost::config::Edition;
use guidepost::date::Day;
use guidepost::disk::DiskWorld;
use guidepost::git::Repository;
use guidepost::model::{Drafts, Selection};
use guidepost::path::{Address, FilePath};
use guidepost::store::DiskCache;
use guidepost::world::{Versions, World};

use crate::site::file;

/// The first saves make what later ones find.
const WARM_UP: usize = 3;

fn world(root: &Path, today: Day) -> DiskWorld {
    let world = DiskWorld::keeping_texts(root, Some(today)).expect("a folder");
    let world = world.with_cache(Box::new(DiskCache::of_site(root)));
    let repository = Repository::open(root).expect("a repository");
    world.see_versions(Ok(Arc::new(repository) as Arc<dyn Versions>));
    world
}

/// Milliseconds that it takes to know what is in force, and how many pages have had a text in force.
pub fn fold(root: &Path, today: Day) -> (f64, usize) {
    let started = Instant::now();
    let world = world(root, today);
    let state = in_force(&world, &Held::default()).expect("in force");
    let took = started.elapsed().as_secs_f64() * 1_000.0;
    // What was worked out stays for the next process.
    world.cache().flush().expect("kept");
    (took, state.lives.values().filter(|life| life.text_in_force().is_some()).count())
}

/// What is saved how often, and in which edition it is looked at.
pub struct Saves {
    pub page: usize,
    pub count: usize,
    pub edition: Edition,
}

/// Milliseconds from each of so many saves of a page to its bytes, as the preview makes them.
pub fn saves(root: &Path, today: Day, Saves { page: nth, count: saves, edition }: Saves) -> Vec<f64> {
    let world = world(root, today);
    let memos = Memos::new();
    let selection = Selection { drafts: Drafts::Shown };
    let request = Request { selection, edition: Some(edition), ..Request::default() };
    compile(&world, &request, &memos);
    let page = FilePath::new(&file(nth, None)).expect("a path");
    let address = page.as_str().trim_start_matches("content/").trim_end_matches(".md");
    let address = Address::file(&format!("{address}/"));
    let (path, before) = (root.join(page.as_str()), world.text(&page).expect("a page"));
    let mut times = Vec::new();
    for save in 0..saves + WARM_UP {
        fs::write(&path, format!("{before}\nSaved for the {save}th time.\n")).expect("a file");
        let started = Instant::now();
        drop(world.forget(std::slice::from_ref(&page)));
        let site = compile(&world, &request, &memos).value;
        let route = site.at(&address).expect("the page");
        let drawn = site.render(route).value;
        if save >= WARM_UP {
            times.push(started.elapsed().as_secs_f64() * 1_000.0);
        }
        drop(drawn);
    }
    fs::write(&path, &*before).expect("a file");
    times
}
