//! Publishers that are killed at every point on the way, with a reader who never stops reading.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::output::{MediaType, NewContent, NewFile, OutputTarget as _};
use crate::path::OutputPath;
use crate::publish::kill_point::testing::{KILLED_AT, has_ended_well};
use crate::publish::servers::ServerFile;
use crate::publish::{Act, Damage, LogAction, Release, carried};

/// Says to a process of this very test of which target it is.
const TARGET: &str = "GUIDEPOST_TEST_TARGET";

const NOW: &str = "2026-11-30T08:00:00+00:00";
const ACT: Act<'_> = Act { by: "Editor", at: NOW };

/// A site of some pages, most of which differ from version to version, with a style named by its content.
fn site(version: usize) -> BTreeMap<String, String> {
    let style = format!("body {{ order: {version} }}");
    let name = format!("_theme/style.{}.css", &blake3::hash(style.as_bytes()).to_hex()[..8]);
    let page = |number: usize| {
        let version = if number < 40 { version } else { 0 };
        (format!("page-{number}/index.html"), format!("{version} of page {number}"))
    };
    let mut files: BTreeMap<String, String> = (0..50).map(page).collect();
    files.insert("index.html".to_owned(), format!("version {version} with {name}"));
    files.insert(name, style);
    files
}

fn release(version: usize) -> Release {
    Release::empty(&format!("2026113{version}T080000Z"))
}

/// Holds a target that nobody holds on purpose. A process that another test starts in this very one has its locks too, until
/// it begins to be another program.
fn held_once_free(folder: &PublishFolder, act: Act<'_>) -> Result<HeldFolder, PublishError> {
    for _ in 0..100_000 {
        match folder.clone().hold(act) {
            Err(PublishError::Refused { why, .. }) if why.ends_with("is publishing there") => {
                std::thread::yield_now();
            }
            held => return held,
        }
    }
    folder.clone().hold(act)
}

/// Publishes a version of the site, as the command does.
fn publish(folder: &PublishFolder, version: usize) -> Result<(), PublishError> {
    let held = held_once_free(folder, ACT)?;
    let state = folder.state()?;
    let before = state.served.as_ref().map(|id| folder.manifest(id)).transpose()?;
    let before = before.as_ref().map(|(release, _)| release);
    let mut new = release(version);
    let new_files = held.stage(&new.id, before.map(|before| &before.id))?;
    for (path, text) in site(version) {
        let hash = blake3::hash(text.as_bytes()).to_hex().to_string();
        let known = before.and_then(|before| before.files.get(&path)).filter(|known| known.hash == hash);
        if let Some(known) = known {
            new_files.link(&path, known)?;
            continue;
        }
        let (path, media_type) = (&OutputPath::new(&path), MediaType::of(&path));
        let content = NewContent::Bytes(text.as_bytes());
        new_files.put(&NewFile { path, media_type, input_hash: None, content })?;
    }
    new.files = new_files.files();
    if let Some(before) = before {
        let kept = state.releases.iter().cloned().collect();
        new.carried = carried(before, &new, &new.files.keys().cloned().collect(), &kept);
        for (path, carried) in &new.carried {
            new_files.link(path, &carried.file)?;
        }
    }
    held.write_server_files(&server_files(version))?;
    let published = held.publish(&new, &new_files, (ACT, 2))?;
    assert_eq!(published.warnings, [""; 0]);
    Ok(())
}

/// The files for servers of a version, of which one is the same in each.
fn server_files(version: usize) -> Vec<ServerFile> {
    let file = |path: &str, text: String| ServerFile { path: path.to_owned(), text };
    vec![
        file("nginx/site.conf", "location / {}".to_owned()),
        file("nginx/redirects.map", format!("{version}")),
        file("redirects-1", format!("{version}")),
    ]
}

/// Whether all files for servers are of one version.
fn assert_whole_server_files(folder: &PublishFolder, number: usize) {
    let read = |path: &str| fs::read_to_string(folder.server_files_path().join(path)).expect("a file");
    let (list, marker) = (read("nginx/redirects.map"), read("redirects-1"));
    assert_eq!((list, read("nginx/site.conf").as_str()), (marker, "location / {}"), "point {number}");
}

/// Reads the home page and the style that it names, and says what is wrong with them.
fn read(link: &Path) -> Result<(), String> {
    let page = fs::read_to_string(link.join("index.html")).map_err(|error| format!("the page: {error}"))?;
    let (version, style) =
        page.strip_prefix("version ").and_then(|rest| rest.split_once(" with ")).ok_or(&page)?;
    let text =
        fs::read_to_string(link.join(style)).map_err(|error| format!("the style of {version}: {error}"))?;
    if text == format!("body {{ order: {version} }}") { Ok(()) } else { Err(format!("{page}: {text}")) }
}

/// In memory where that is to be had: most of the time goes into waiting for the disk.
fn folder_in_memory() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

/// The process that is killed; by itself it does nothing.
#[test]
fn one_that_is_killed() {
    let Ok(target) = std::env::var(TARGET) else { return };
    publish(&PublishFolder::at(Path::new(&target)).expect("a target"), 2).expect("published");
}

#[test]
fn whoever_is_killed_leaves_one_release_or_the_other_whole() {
    let mut killed = 0;
    for number in 0..500 {
        let root = folder_in_memory();
        let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
        publish(&folder, 0).expect("published");
        publish(&folder, 1).expect("published");
        let (ended, wrong) = (AtomicBool::new(false), std::sync::Mutex::new(Vec::new()));
        let has_ended = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !ended.load(Ordering::SeqCst) {
                    if let Err(what) = read(folder.link()) {
                        wrong.lock().expect("a list").push(what);
                    }
                }
            });
            let mut child = Command::new(std::env::current_exe().expect("this test"));
            child.args(["--exact", "publish::folder::tests::one_that_is_killed", "--test-threads=1"]);
            child.env(KILLED_AT, number.to_string()).env(TARGET, folder.link());
            let has_ended = has_ended_well(&mut child);
            ended.store(true, Ordering::SeqCst);
            has_ended
        });
        assert_eq!(wrong.into_inner().expect("a list"), [""; 0], "killed at point {number}");
        assert_whole(&folder, number);
        publish(&folder, 3).unwrap_or_else(|error| panic!("after point {number}: {error}"));
        assert_whole(&folder, number);
        assert_eq!(folder.served().expect("served"), Some(release(3).id));
        if has_ended {
            break;
        }
        killed += 1;
    }
    assert!(killed >= 100, "{killed} points");
}

/// What is served is as it was published, and nothing is left over once somebody holds the target.
fn assert_whole(folder: &PublishFolder, number: usize) {
    drop(held_once_free(folder, ACT).expect("held"));
    let TargetState { served, log, releases } = folder.state().expect("a state");
    let (served, _) = folder.manifest(&served.expect("served")).expect("a manifest");
    let damage = Damage::of(&served, &folder.release_path(&served.id)).expect("read");
    assert!(damage.is_none(), "point {number}: {damage:?}");
    assert_whole_server_files(folder, number);
    let last = log.entries().last().expect("an entry");
    assert_eq!(last.release, served.id, "point {number}");
    let mut expected: Vec<String> =
        releases.iter().flat_map(|id| [id.to_string(), format!("{id}.json")]).collect();
    expected.extend([LOCK.to_owned(), LOG.to_owned(), SERVERS.to_owned()]);
    // Those of another version, once they are no longer led to, go with the next publish.
    let kept = fs::read_link(folder.server_files_path()).expect("a link");
    expected.push(kept.to_string_lossy().into_owned());
    expected.sort();
    let mut there = folder.names().expect("names");
    there.retain(|name| expected.contains(name) || !name.starts_with(SERVERS_OF));
    there.sort();
    assert_eq!(there, expected, "point {number}");
    assert!(releases.iter().all(|id| log.names(id)), "point {number}");
}

#[test]
fn of_two_publishers_one_wins_and_the_other_is_told_who() {
    for _ in 0..50 {
        let root = folder_in_memory();
        let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
        let held = folder.clone().hold(Act { by: "First editor", at: NOW }).expect("held");
        let refused =
            folder.clone().hold(Act { by: "Second editor", at: NOW }).expect_err("held by the first");
        let PublishError::Refused { why, hint } = refused else { panic!("{refused}") };
        assert!(why.starts_with("First editor, since 2026-11-30T08:00:00+00:00, by process "), "{why}");
        assert!(hint.contains("wait"), "{hint}");
        drop(held);
        held_once_free(&folder, Act { by: "Second editor", at: NOW }).expect("free again");
    }
}

#[test]
fn what_somebody_changed_is_named() {
    let root = folder_in_memory();
    let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
    publish(&folder, 0).expect("published");
    let dir = folder.release_path(&release(0).id);
    // Of the same length: neither size nor time tells.
    let page = dir.join("page-3/index.html");
    let text = fs::read_to_string(&page).expect("a page");
    fs::remove_file(&page).expect("removed");
    fs::write(&page, text.replace("0 of", "9 of")).expect("written");
    fs::remove_file(dir.join("page-4/index.html")).expect("removed");
    fs::write(dir.join("page-5/extra.html"), "x").expect("written");
    let (served, _) = folder.manifest(&release(0).id).expect("a manifest");
    let damage = Damage::of(&served, &dir).expect("read");
    assert_eq!(
        damage.lines(),
        ["missing   page-4/index.html", "changed   page-3/index.html", "foreign   page-5/extra.html"]
    );
    assert!(!damage.spares("page-3/index.html") && damage.spares("page-6/index.html"));
}

#[test]
fn a_place_that_is_not_ours_is_refused_with_the_way_out() {
    let root = folder_in_memory();
    let at = |name: &str| PublishFolder::at(&root.path().join(name)).expect("a target");
    fs::create_dir(root.path().join("full")).expect("a folder");
    fs::write(root.path().join("full/index.html"), "by hand").expect("written");
    let refused = at("full").served().expect_err("not ours");
    let PublishError::Refused { hint, .. } = &refused else { panic!("{refused}") };
    assert!(hint.contains("mv "), "{hint}");
    fs::create_dir(root.path().join("empty")).expect("a folder");
    assert_eq!(at("empty").served().expect("empty"), None);
    publish(&at("empty"), 0).expect("published in its place");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("elsewhere", root.path().join("link")).expect("a link");
        assert!(at("link").served().expect_err("not ours").to_string().contains("no release of ours"));
    }
}

#[test]
fn a_release_that_nobody_lived_to_note_is_noted_by_the_next() {
    let root = folder_in_memory();
    let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
    publish(&folder, 0).expect("published");
    publish(&folder, 1).expect("published");
    let log = folder.releases.join(LOG);
    let text = fs::read_to_string(&log).expect("a log");
    let first = text.lines().next().expect("a line");
    fs::write(&log, format!("{first}\n{{\"at\":\"20")).expect("written");
    let Err(PublishError::NotWhole { .. }) = folder.state() else { panic!("somebody has cut it") };
    folder.note_ahead(&release(1).id).expect("noted");
    drop(held_once_free(&folder, Act { by: "Next editor", at: NOW }).expect("held"));
    let entries = folder.state().expect("a state").log;
    let last = entries.entries().last().expect("an entry");
    assert_eq!(
        (last.action, &last.release, last.by.as_str()),
        (LogAction::Found, &release(1).id, "Next editor")
    );
    assert!(!folder.releases.join(AHEAD).exists(), "it is done");
}

/// The link leads on, and then the log is not to be written.
#[test]
fn a_release_that_the_log_does_not_take_is_served_and_noted_by_the_next() {
    let root = folder_in_memory();
    let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
    publish(&folder, 0).expect("published");
    let held = held_once_free(&folder, ACT).expect("held");
    let stage = held.stage(&release(1).id, None).expect("a stage");
    let (log, aside) = (folder.releases.join(LOG), folder.releases.join("aside"));
    fs::rename(&log, &aside).expect("moved");
    fs::create_dir(&log).expect("in its way");
    let published = held.publish(&release(1), &stage, (ACT, 1)).expect("served");
    assert!(published.unnoted.is_some() && published.warnings.is_empty(), "{published:?}");
    assert_eq!(folder.served().expect("a link"), Some(release(1).id));
    assert!(folder.release_path(&release(0).id).is_dir(), "nothing goes while the log lacks a line");
    drop((stage, held));
    fs::remove_dir(&log).expect("removed");
    fs::rename(&aside, &log).expect("moved back");
    drop(held_once_free(&folder, ACT).expect("held"));
    let entries = folder.state().expect("a state").log;
    assert_eq!(entries.last_served(), Some(&release(1).id));
}

/// The lock was removed by hand, another publishes, and the release that the first goes back to is gone by then.
#[test]
fn whoever_lost_the_lock_leads_the_link_nowhere() {
    let root = folder_in_memory();
    let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
    publish(&folder, 0).expect("published");
    publish(&folder, 1).expect("published");
    let first = held_once_free(&folder, ACT).expect("held");
    let upcoming = release(4);
    let stage = first.stage(&upcoming.id, None).expect("staged");
    fs::remove_file(folder.releases.join(LOCK)).expect("removed");
    publish(&folder, 2).expect("published by another");
    for done in [first.roll_back(&release(0).id, ACT), first.roll_back(&release(1).id, ACT)] {
        let PublishError::Refused { why, .. } = done.expect_err("no lock") else { panic!("other") };
        assert!(why.contains("the lock"), "{why}");
    }
    let published = first.publish(&upcoming, &stage, (ACT, 2)).expect_err("no lock");
    assert!(published.to_string().contains("the lock"), "{published}");
    assert_eq!(folder.served().expect("served"), Some(release(2).id));
    read(folder.link()).expect("whole");
    assert!(folder.state().expect("a state").log.last_served() == Some(&release(2).id));
}

/// Somebody removes a release while it is gone back to.
#[test]
fn no_link_leads_to_a_release_that_is_gone() {
    let root = folder_in_memory();
    let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
    publish(&folder, 0).expect("published");
    publish(&folder, 1).expect("published");
    let held = held_once_free(&folder, ACT).expect("held");
    fs::remove_dir_all(folder.release_path(&release(0).id)).expect("removed");
    let refused = held.roll_back(&release(0).id, ACT).expect_err("gone");
    assert!(refused.to_string().contains("not whole"), "{refused}");
    assert_eq!(folder.served().expect("served"), Some(release(1).id));
    read(folder.link()).expect("whole");
}

/// Whoever reads it would wait for ever.
#[cfg(unix)]
#[test]
fn a_pipe_is_no_manifest() {
    let root = folder_in_memory();
    let folder = PublishFolder::at(&root.path().join("playbook")).expect("a target");
    publish(&folder, 0).expect("published");
    let manifest = folder.manifest_path(&release(0).id);
    fs::remove_file(&manifest).expect("removed");
    crate::publish::kill_point::testing::has_ended_well(Command::new("mkfifo").arg(&manifest));
    assert!(folder.manifest(&release(0).id).expect_err("no file").to_string().contains("it is no file"));
}
