//! Publishers that are killed at every point on the way, with a reader who never stops reading.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::publish::kill_point::testing::{KILLED_AT, has_ended_well};

/// Says to a process of this very test of which target it is.
const TARGET: &str = "GUIDEPOST_TEST_TARGET_IN_PLACE";
/// And to which release it goes back, if it does not publish.
const BACK: &str = "GUIDEPOST_TEST_BACK";

/// What is done when it is killed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Publish,
    RollBack,
}

/// Reads the home page and the style that it names, and says what is wrong with them.
fn read(folder: &Path) -> Result<(), String> {
    let page =
        std::fs::read_to_string(folder.join("index.html")).map_err(|error| format!("the page: {error}"))?;
    let (version, style) =
        page.strip_prefix("version ").and_then(|rest| rest.split_once(" with ")).ok_or(&page)?;
    let text = std::fs::read_to_string(folder.join(style))
        .map_err(|error| format!("the style of {version}: {error}"))?;
    if text == format!("body {{ order: {version} }}") { Ok(()) } else { Err(format!("{page}: {text}")) }
}

/// The process that is killed; by itself it does nothing.
#[test]
fn one_that_is_killed() {
    let Ok(target) = std::env::var(TARGET) else { return };
    let target = at(Path::new(&target));
    if std::env::var(BACK).is_ok() {
        let held = target.hold(ACT, OtherLock::Respected).expect("held");
        held.roll_back(&release(0).id, Act { by: "Editor", at: "back" }).expect("back");
    } else {
        publish(&target, 2, OtherLock::Respected).expect("published");
    }
}

/// Has another process go on until it is killed at a point, and reads all the while. Whether it came to its end.
fn killed_at(folder: &Path, number: usize, deed: Deed) -> bool {
    let (ended, wrong) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let has_ended = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::SeqCst) {
                if let Err(what) = read(folder) {
                    wrong.lock().expect("a list").push(what);
                }
            }
        });
        let mut child = Command::new(std::env::current_exe().expect("this test"));
        child.args(["--exact", "publish::in_place::tests::killed::one_that_is_killed", "--test-threads=1"]);
        child.env(KILLED_AT, number.to_string()).env(TARGET, folder);
        if deed == Deed::RollBack {
            child.env(BACK, "1");
        }
        let has_ended = has_ended_well(&mut child);
        ended.store(true, Ordering::SeqCst);
        has_ended
    });
    assert_eq!(wrong.into_inner().expect("a list"), [""; 0], "killed at point {number}");
    has_ended
}

fn kill_everywhere(deed: Deed) -> usize {
    for number in 0..2000 {
        let root = folder_in_memory();
        let folder = root.path().join("playbook");
        let target = at(&folder);
        publish(&target, 0, OtherLock::Respected).expect("published");
        publish(&target, 1, OtherLock::Respected).expect("published");
        let has_ended = killed_at(&folder, number, deed);
        let state = target.state().expect("a state");
        let served = state.served.clone().expect("something is served");
        // Nobody else has changed anything, and nobody is said to have.
        let (release, _) = target.manifest(&served).expect("a manifest");
        let damage = target.damage_of_served(&release).expect("read");
        assert!(damage.by_others().is_none(), "point {number}: {damage:?}");
        assert!(damage.is_none() || target.unfinished().expect("read").is_some(), "point {number}");
        if number.is_multiple_of(2) {
            publish(&target, 3, OtherLock::Broken).unwrap_or_else(|error| panic!("point {number}: {error}"));
            assert_eq!(target.state().expect("a state").served, Some(super::release(3).id));
        } else {
            let held =
                target.hold(ACT, OtherLock::Broken).unwrap_or_else(|error| panic!("{number}: {error}"));
            held.roll_back(&served, Act { by: "Editor", at: "again" }).expect("back");
        }
        assert_whole(&target, &format!("point {number}"));
        assert!(target.unfinished().expect("read").is_none(), "point {number}");
        read(&folder).expect("a page with its style");
        if has_ended {
            return number;
        }
    }
    panic!("it never ends");
}

#[test]
fn whoever_is_killed_while_publishing_leaves_pages_with_their_styles() {
    let killed = kill_everywhere(Deed::Publish);
    assert!(killed >= 100, "{killed} points");
}

#[test]
fn whoever_is_killed_while_going_back_leaves_pages_with_their_styles() {
    let killed = kill_everywhere(Deed::RollBack);
    assert!(killed >= 100, "{killed} points");
}
