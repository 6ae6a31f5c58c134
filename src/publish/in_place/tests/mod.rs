//! Publishing in place: to a folder on which no links are made, and to a place in memory whose clock and manners are set.

mod killed;
mod locked;
mod memory;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::layout::LOCK;
use super::survey::Reading;
use super::*;
use crate::output::{MediaType, NewContent, NewFile};
use crate::path::OutputPath;
use crate::publish::act::Act;
use crate::publish::carried;
use crate::publish::content_names::is_named_by_content;
use crate::publish::error::PublishError;
use crate::publish::release::Release;
use crate::publish::target::UpcomingRelease;
use crate::publish::target::{HeldTarget, OtherLock, ReleaseTarget as _};

const NOW: &str = "2026-11-30T08:00:00+00:00";
const ACT: Act<'_> = Act { by: "Editor", at: NOW };

/// A site of some pages, most of which differ from version to version, with a style named by its content.
fn site(version: usize) -> BTreeMap<String, String> {
    let style = format!("body {{ order: {version} }}");
    let name = format!("_theme/style.{}.css", &blake3::hash(style.as_bytes()).to_hex()[..8]);
    let page = |number: usize| {
        let version = if number < 20 { version } else { 0 };
        (format!("page-{number}/index.html"), format!("{version} of page {number}"))
    };
    let mut files: BTreeMap<String, String> = (0..24).map(page).collect();
    files.insert(format!("only-{version}/index.html"), "a page of this version".to_owned());
    // A file in one version, a folder in the next.
    let turned = if version.is_multiple_of(2) { "turned" } else { "turned/index.html" };
    files.insert(turned.to_owned(), format!("{version} turned"));
    // Somebody keeps a name and changes the bytes, though the name looks like that of a content.
    files.insert("report.12345678.pdf".to_owned(), format!("{version} reported"));
    let pictured = if version.is_multiple_of(2) { "pictured" } else { "pictured/pic.5d53e638.png" };
    files.insert(pictured.to_owned(), format!("{version} pictured"));
    files.insert("index.html".to_owned(), format!("version {version} with {name}"));
    files.insert(name, style);
    files
}

fn release(version: usize) -> Release {
    let file = |(path, text): (String, String)| {
        let file = crate::publish::PublishedFile {
            hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
            size: text.len() as u64,
            media_type: MediaType::of(&path).as_str().to_owned(),
            made_from: None,
        };
        (path, file)
    };
    let files = site(version).into_iter().map(file).collect();
    Release { files, ..Release::empty(&format!("2026113{version}T080000Z")) }
}

/// Publishes a version of the site, as the command does.
fn publish(target: &InPlaceTarget, version: usize, other: OtherLock) -> Result<(), PublishError> {
    assert_eq!(publish_with_warnings(target, version, other)?, [""; 0]);
    Ok(())
}

/// The same, with what could not be done afterwards.
fn publish_with_warnings(
    target: &InPlaceTarget,
    version: usize,
    other: OtherLock,
) -> Result<Vec<String>, PublishError> {
    let at = format!("2026-11-3{version}T08:00:00+00:00");
    let act = Act { by: "Editor", at: &at };
    let held = target.hold(act, other)?;
    send(&*held, target, (version, act)).map_err(|error| held.on_the_way(error))
}

fn send(
    held: &dyn HeldTarget,
    target: &InPlaceTarget,
    (version, act): (usize, Act<'_>),
) -> Result<Vec<String>, PublishError> {
    let state = target.state()?;
    let before = state.served.as_ref().map(|id| target.manifest(id)).transpose()?;
    let before = before.as_ref().map(|(release, _)| release);
    let damage = before.map(|before| target.damage_of_served(before)).transpose()?;
    assert!(damage.as_ref().is_none_or(|damage| damage.by_others().is_none()), "{damage:?}");
    let mut new = release(version);
    if let Some(before) = before {
        let kept = state.releases.iter().cloned().collect();
        new.carried = carried(before, &new, &new.files.keys().cloned().collect(), &kept);
    }
    let damage = damage.as_ref();
    let on_its_way = held.stage(UpcomingRelease { release: &new, served: before, damage, act, keep: 2 })?;
    for (path, carried) in &new.carried {
        on_its_way.link(path, &carried.file)?;
    }
    for named in [true, false] {
        for (path, text) in site(version).iter().filter(|(path, _)| is_named_by_content(path) == named) {
            let file = &new.files[path];
            let is_same = before.and_then(|before| before.files.get(path)).is_some_and(|known| known == file);
            if is_same && damage.is_some_and(|damage| damage.spares(path)) {
                on_its_way.link(path, file)?;
                continue;
            }
            let (path, media_type) = (&OutputPath::new(path), MediaType::of(path));
            let content = NewContent::Bytes(text.as_bytes());
            on_its_way.put(&NewFile { path, media_type, input_hash: None, content })?;
        }
        if named {
            on_its_way.begin_pages()?;
        }
    }
    assert_eq!(on_its_way.files().len(), new.files.len() + new.carried.len());
    Ok(on_its_way.publish()?.warnings)
}

/// In memory where that is to be had: most of the time goes into waiting for the disk.
fn folder_in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

fn at(folder: &Path) -> InPlaceTarget {
    InPlaceTarget::of_folder(folder).expect("a target")
}

/// What is served is as it was published, every byte of it, and so are the releases that are kept.
#[track_caller]
fn assert_whole(target: &InPlaceTarget, about: &str) {
    let state = target.state().expect("a state");
    for id in &state.releases {
        let (release, _) = target.manifest(id).expect("a manifest");
        let damage = target.damage(&release).expect("read");
        assert!(damage.is_none(), "{about}: {id}: {damage:?}");
    }
}

#[test]
fn releases_follow_one_another_and_none_leaves_anything_behind() {
    let root = folder_in_memory();
    let target = at(&root.path().join("playbook"));
    for version in 0..5 {
        publish(&target, version, OtherLock::Respected).expect("published");
        assert_whole(&target, &version.to_string());
        let (known, survey) = target.survey(Reading::Marks).expect("a survey");
        assert!(survey.damage(&known).is_none());
        assert!(target.unfinished().expect("read").is_none());
        assert!(!root.path().join("playbook/.guidepost/lock").exists());
    }
    let state = target.state().expect("a state");
    assert_eq!(state.releases, [release(3).id, release(4).id]);
    assert_eq!(state.log.entries().len(), 5);
    // Kept are the bytes of the release before, and of no other.
    let kept: BTreeSet<String> = target.survey(Reading::Marks).expect("a survey").1.kept;
    let before: BTreeSet<String> = release(3).files.values().map(|file| file.hash.clone()).collect();
    assert!(!kept.is_empty() && kept.is_subset(&before), "{kept:?}");
}

#[test]
fn what_was_served_can_be_served_again_and_again() {
    let root = folder_in_memory();
    let target = at(&root.path().join("playbook"));
    publish(&target, 0, OtherLock::Respected).expect("published");
    publish(&target, 1, OtherLock::Respected).expect("published");
    for version in [0, 1, 0] {
        let id = release(version).id;
        let held = target.hold(ACT, OtherLock::Respected).expect("held");
        held.roll_back(&id, Act { by: "Editor", at: &format!("{version}") }).expect("back");
        drop(held);
        assert_eq!(target.state().expect("a state").served, Some(id));
        assert_whole(&target, &version.to_string());
        let (known, survey) = target.survey(Reading::Marks).expect("a survey");
        assert!(survey.damage(&known).is_none(), "{:?}", survey.damage(&known));
    }
    publish(&target, 2, OtherLock::Respected).expect("published");
    assert_whole(&target, "after the way back");
}

#[test]
fn nobody_goes_back_to_bytes_that_somebody_has_changed() {
    let root = folder_in_memory();
    let folder = root.path().join("playbook");
    let target = at(&folder);
    publish(&target, 0, OtherLock::Respected).expect("published");
    publish(&target, 1, OtherLock::Respected).expect("published");
    let page = release(0).files["index.html"].hash.clone();
    std::fs::write(folder.join(".guidepost/kept").join(page), "by hand").expect("a kept file");
    let held = target.hold(ACT, OtherLock::Respected).expect("held");
    let refused = held.roll_back(&release(0).id, Act { by: "Editor", at: "back" }).expect_err("damaged");
    assert!(refused.to_string().contains("`index.html`"), "{refused}");
    drop(held);
    assert_eq!(target.state().expect("a state").served, Some(release(1).id));
    assert!(target.damage_of_served(&release(1)).expect("read").is_none(), "nothing was written");
    assert!(target.unfinished().expect("read").is_none());
}

#[test]
fn what_could_not_be_removed_is_not_forgotten_and_blamed_on_nobody() {
    let place = std::sync::Arc::new(memory::MemoryPlace::new(memory::Manners::Keeping));
    let target = InPlaceTarget::new(place.clone(), LockTimes::default());
    publish(&target, 0, OtherLock::Respected).expect("published");
    place.stick("only-0/index.html");
    let warnings = publish_with_warnings(&target, 1, OtherLock::Respected).expect("published");
    assert!(warnings.iter().any(|warning| warning.contains("only-0/index.html")), "{warnings:?}");
    for _ in 0..2 {
        let held = target.hold(ACT, OtherLock::Respected).expect("held");
        assert!(held.left().iter().any(|left| left.contains("only-0/index.html")), "{:?}", held.left());
        drop(held);
        let damage = target.damage_of_served(&release(1)).expect("read");
        assert!(damage.by_others().is_none(), "{damage:?}");
    }
    place.let_loose();
    drop(target.hold(ACT, OtherLock::Respected).expect("held"));
    assert!(!place.has("only-0/index.html") && target.unfinished().expect("read").is_none());
}

#[test]
fn an_error_on_the_way_says_what_stands_there_and_how_to_go_on() {
    let place = std::sync::Arc::new(memory::MemoryPlace::new(memory::Manners::Keeping));
    let target = InPlaceTarget::new(place.clone(), LockTimes::default());
    place.stick("index.html");
    let hint = publish(&target, 0, OtherLock::Respected).expect_err("not written").into_hint();
    let hint = hint.expect("a hint");
    assert!(hint.contains("publish again") && !hint.contains("rollback"), "{hint}");
    place.let_loose();
    publish(&target, 0, OtherLock::Respected).expect("published");
    place.stick("index.html");
    let hint = publish(&target, 1, OtherLock::Respected).expect_err("not written").into_hint();
    let way = format!("`guidepost rollback NAME {}`", release(0).id);
    assert!(hint.is_some_and(|hint| hint.contains(&way)));
    // Before anything is written, nothing stands there.
    let held = target.hold(ACT, OtherLock::Respected).expect("held");
    let hint = held.on_the_way(PublishError::refused("no", "wait")).into_hint();
    assert_eq!(hint.as_deref(), Some("wait"));
}

#[test]
fn what_a_release_lacks_is_known_before_it_is_gone_back_to() {
    let root = folder_in_memory();
    let folder = root.path().join("playbook");
    let target = at(&folder);
    publish(&target, 0, OtherLock::Respected).expect("published");
    publish(&target, 1, OtherLock::Respected).expect("published");
    let lacks = || {
        let held = target.hold(ACT, OtherLock::Respected).expect("held");
        held.lacks(&release(0).id).expect("known")
    };
    assert_eq!(lacks(), [""; 0]);
    let hash = blake3::hash(b"0 of page 3").to_hex();
    std::fs::remove_file(folder.join(format!(".guidepost/kept/{hash}"))).expect("removed");
    assert_eq!(lacks(), ["page-3/index.html"]);
}

#[test]
fn a_log_that_is_no_text_is_not_written_back() {
    let root = folder_in_memory();
    let folder = root.path().join("playbook");
    let target = at(&folder);
    publish(&target, 0, OtherLock::Respected).expect("published");
    let log = folder.join(".guidepost/log.jsonl");
    let mut bytes = std::fs::read(&log).expect("a log");
    let place = bytes.windows(6).position(|part| part == b"Editor").expect("a name");
    bytes[place] = 0xff;
    std::fs::write(&log, &bytes).expect("written");
    assert!(matches!(publish(&target, 1, OtherLock::Respected), Err(PublishError::NotWhole { .. })));
    assert_eq!(std::fs::read(&log).expect("a log"), bytes);
}

#[test]
fn a_page_that_somebody_puts_back_is_found_whatever_stands_beside_it() {
    let root = folder_in_memory();
    let folder = root.path().join("playbook");
    let target = at(&folder);
    publish(&target, 0, OtherLock::Respected).expect("published");
    publish(&target, 1, OtherLock::Respected).expect("published");
    let (page, asset) = ("only-0/index.html", "report.5d53e638.pdf");
    std::fs::create_dir(folder.join("only-0")).expect("a folder");
    std::fs::write(folder.join(page), "a page of this version").expect("written");
    let (served, _) = target.manifest(&release(1).id).expect("a manifest");
    assert_eq!(target.damage_of_served(&served).expect("read").lines(), [format!("foreign   {page}")]);
    std::fs::write(folder.join(asset), "x").expect("written");
    let found = target.damage_of_served(&served).expect("read").lines();
    assert_eq!(found, [page, asset].map(|path| format!("foreign   {path}")));
}

#[test]
fn what_somebody_changed_is_found_by_the_listing() {
    let root = folder_in_memory();
    let folder = root.path().join("playbook");
    let target = at(&folder);
    publish(&target, 0, OtherLock::Respected).expect("published");
    // Of the same length, and of the same time: neither tells.
    let page = folder.join("page-3/index.html");
    let time = std::fs::metadata(&page).expect("a page").modified().expect("a time");
    std::fs::write(&page, "9 of page 3").expect("written");
    std::fs::File::options().write(true).open(&page).expect("open").set_modified(time).expect("set");
    std::fs::remove_file(folder.join("page-4/index.html")).expect("removed");
    std::fs::write(folder.join("page-5/extra.html"), "x").expect("written");
    let (served, _) = target.manifest(&release(0).id).expect("a manifest");
    let expected =
        ["missing   page-4/index.html", "changed   page-3/index.html", "foreign   page-5/extra.html"];
    assert_eq!(target.damage_of_served(&served).expect("read").lines(), expected);
    assert_eq!(target.damage(&served).expect("read").lines(), expected);
}

#[test]
fn a_place_with_files_of_others_is_left_alone() {
    let root = folder_in_memory();
    let folder = root.path().join("playbook");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("index.html"), "by hand").expect("written");
    let refused = publish(&at(&folder), 0, OtherLock::Respected).expect_err("not ours");
    assert!(refused.to_string().contains("did not put it there"), "{refused}");
    assert_eq!(std::fs::read_to_string(folder.join("index.html")).expect("a page"), "by hand");
    assert!(!folder.join(".guidepost").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let root = folder_in_memory();
    let (folder, elsewhere) = (root.path().join("playbook"), root.path().join("elsewhere"));
    let target = at(&folder);
    publish(&target, 0, OtherLock::Respected).expect("published");
    std::fs::rename(folder.join("page-1"), &elsewhere).expect("moved");
    std::os::unix::fs::symlink(&elsewhere, folder.join("page-1")).expect("a link");
    let (served, _) = target.manifest(&release(0).id).expect("a manifest");
    let damage = target.damage_of_served(&served).expect("read");
    assert_eq!(damage.lines(), ["missing   page-1/index.html", "foreign   page-1"]);
    let share = FileShare::at(folder);
    let file = WrittenFile {
        path: "page-1/index.html",
        bytes: b"x",
        media_type: "text/html",
        caching: BrowserCaching::Asking,
        condition: WriteCondition::None,
    };
    assert!(share.write(&file).is_err());
    assert_eq!(std::fs::read_to_string(elsewhere.join("index.html")).expect("a page"), "0 of page 1");
}
