//! Who may publish: one at a time, by the clock of the place, and never where nobody can be kept out.

use std::sync::{Arc, Barrier};
use std::time::Duration;

use super::memory::{Manners, MemoryPlace};
use super::*;
use crate::publish::damage::Damage;

/// A target in memory whose locks are not renewed while a test lasts.
fn in_memory(manners: Manners) -> (Arc<MemoryPlace>, InPlaceTarget) {
    let place = Arc::new(MemoryPlace::new(manners));
    (place.clone(), InPlaceTarget::new(place, LockTimes::default()))
}

#[track_caller]
fn refusal(error: PublishError) -> (String, String) {
    match error {
        PublishError::Refused { why, hint } => (why, hint),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_place_that_ignores_conditions_is_refused_and_left_as_it_was() {
    for manners in [Manners::IgnoringAll, Manners::IgnoringState] {
        let (place, target) = in_memory(manners);
        let (why, hint) = refusal(publish(&target, 0, OtherLock::Respected).expect_err("refused"));
        assert!(why.contains("overwrites what it was asked to leave"), "{why}");
        assert!(hint.contains("If-None-Match"), "{hint}");
        assert_eq!(place.list("").expect("a list"), [], "{manners:?}");
    }
}

#[test]
fn the_second_is_told_who_is_first_and_how_to_go_on() {
    let (place, target) = in_memory(Manners::Keeping);
    let held = target.hold(ACT, OtherLock::Respected).expect("held");
    let second = Act { by: "Second editor", at: NOW };
    let (why, hint) = refusal(target.hold(second, OtherLock::Respected).expect_err("held by the first"));
    assert_eq!(why, format!("Editor, since {NOW}, is publishing there"));
    assert!(hint.contains("wait") && hint.contains("--break-lock"), "{hint}");
    drop(held);
    assert!(!place.has(LOCK));
    target.hold(second, OtherLock::Respected).expect("free again");
}

/// The clock of whoever publishes has no say: it is not asked.
#[test]
fn a_lock_that_nobody_renews_is_taken_over_by_the_clock_of_the_place() {
    for start in [0, 4_000_000_000] {
        let (place, target) = in_memory(Manners::Keeping);
        place.set_clock(start);
        let lost = target.hold(ACT, OtherLock::Respected).expect("held");
        place.set_clock(start + 119);
        target.hold(ACT, OtherLock::Respected).expect_err("two minutes have not passed");
        place.set_clock(start + 121);
        let held = target.hold(ACT, OtherLock::Respected).expect("taken over");
        // The first leaves the lock of the second.
        drop(lost);
        assert!(place.has(LOCK));
        drop(held);
        assert!(!place.has(LOCK));
    }
}

#[test]
fn whoever_lost_the_lock_neither_puts_pages_nor_switches() {
    let (place, target) = in_memory(Manners::Keeping);
    publish(&target, 0, OtherLock::Respected).expect("published");
    let first = target.hold(ACT, OtherLock::Respected).expect("held");
    let (before, _) = target.manifest(&release(0).id).expect("a manifest");
    let damage = Damage::default();
    let new = release(1);
    let upcoming =
        UpcomingRelease { release: &new, served: Some(&before), damage: Some(&damage), act: ACT, keep: 2 };
    let stage = first.stage(upcoming).expect("begun");
    let second = target.hold(ACT, OtherLock::Broken).expect("broken");
    let (why, _) = refusal(stage.begin_pages().expect_err("lost"));
    assert!(why.contains("taken the lock"), "{why}");
    let (why, _) = refusal(stage.publish().expect_err("lost"));
    assert!(why.contains("taken the lock"), "{why}");
    assert_eq!(target.state().expect("a state").served, Some(before.id));
    drop(second);
    assert!(!place.has(LOCK));
}

/// What a publisher was killed at who was trying the place out is removed, and what another is trying is left.
#[test]
fn what_is_left_of_trying_a_place_out_goes() {
    let (place, target) = in_memory(Manners::Keeping);
    let write = |path: &str| {
        let file = super::super::lock::own(path, b"x", WriteCondition::None);
        place.write(&file).expect("written");
    };
    write(".guidepost/lock-probe-1");
    place.set_clock(200);
    write(".guidepost/lock-probe-2");
    drop(target.hold(ACT, OtherLock::Respected).expect("held"));
    assert!(!place.has(".guidepost/lock-probe-1") && place.has(".guidepost/lock-probe-2"));
}

#[test]
fn a_lock_is_renewed_as_long_as_it_is_held() {
    let place = Arc::new(MemoryPlace::new(Manners::Keeping));
    let times = LockTimes { renewed_every: Duration::from_millis(1), stale_after: Duration::from_mins(2) };
    let target = InPlaceTarget::new(place.clone(), times);
    let held = target.hold(ACT, OtherLock::Respected).expect("held");
    let lock = || place.read(LOCK).expect("read").expect("a lock").mark;
    let first = lock();
    wait_until(|| lock() != first);
    drop(held);
    assert!(!place.has(LOCK));
}

/// Whoever gets no answer may have lost the lock by now, whatever becomes of the question.
#[test]
fn whoever_cannot_renew_the_lock_does_not_go_on() {
    let place = Arc::new(MemoryPlace::new(Manners::Keeping));
    let times =
        LockTimes { renewed_every: Duration::from_millis(1), stale_after: Duration::from_millis(200) };
    let target = InPlaceTarget::new(place.clone(), times);
    let held = super::super::held::HeldInPlace::new(target, ACT, OtherLock::Respected).expect("held");
    held.goes_on().expect("held");
    place.be_silent_about(Some(LOCK));
    wait_until(|| held.goes_on().is_err());
    let (why, _) = refusal(held.goes_on().expect_err("lost"));
    assert!(why.contains("renewed"), "{why}");
    // Nobody waits for the answer any longer than that.
    drop(held);
    place.be_silent_about(None);
}

#[track_caller]
fn wait_until(is_so: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(20), "it never comes");
        std::thread::yield_now();
    }
}

/// Of two who publish at the same moment exactly one wins, and the other says so: on a folder and in memory, 50 times each.
#[test]
fn of_two_at_once_one_wins() {
    for number in 0..100 {
        let root = folder_in_memory();
        let target =
            if number % 2 == 0 { at(&root.path().join("playbook")) } else { in_memory(Manners::Keeping).1 };
        let (begin, tried) = (Barrier::new(2), Barrier::new(2));
        let hold = |by: &'static str| {
            begin.wait();
            let held = target.hold(Act { by, at: NOW }, OtherLock::Respected);
            // Neither lets go before both have tried.
            tried.wait();
            held.map(drop).map_err(|error| refusal(error).0)
        };
        let (first, second) = std::thread::scope(|scope| {
            let first = scope.spawn(|| hold("First editor"));
            let second = hold("Second editor");
            (first.join().expect("an end"), second)
        });
        let lost = match (first, second) {
            (Ok(()), Err(why)) => (why, "First editor"),
            (Err(why), Ok(())) => (why, "Second editor"),
            both => panic!("{both:?}"),
        };
        // Whoever reads a lock that is being written is told of somebody.
        assert!(lost.0.starts_with(lost.1) || lost.0.starts_with("somebody"), "{lost:?}");
        publish(&target, 0, OtherLock::Respected).expect("free again");
    }
}
