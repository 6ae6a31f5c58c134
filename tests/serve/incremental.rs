//! Whatever is changed in whatever order: what the preview shows is what who never saw the site before compiles.
//!
//! `INCREMENTAL_EDITS=5000` goes on for longer, `INCREMENTAL_SEED=7` goes through the changes of one failure again.

use std::env;

use guidepost::serve::Follower;

use crate::changing::{Changing, Shown};
use crate::support::today;

/// How many changes one site sees before another takes its place.
const EDITS_OF_A_SITE: usize = 40;
const USUAL_EDITS: usize = 200;

fn number(variable: &str) -> Option<usize> {
    env::var(variable).ok().map(|value| value.parse().expect("a number"))
}

#[test]
fn what_is_followed_is_what_is_compiled_anew() {
    if let Some(seed) = number("INCREMENTAL_SEED") {
        return follow(seed as u64, number("INCREMENTAL_EDITS").unwrap_or(EDITS_OF_A_SITE));
    }
    let sites = number("INCREMENTAL_EDITS").unwrap_or(USUAL_EDITS).div_ceil(EDITS_OF_A_SITE);
    // Half of them on another thread: most of the time one waits for git, the disk or the other.
    std::thread::scope(|scope| {
        let half = |which: usize| {
            move || (which..sites).step_by(2).for_each(|seed| follow(seed as u64, EDITS_OF_A_SITE))
        };
        let other = scope.spawn(half(1));
        half(0)();
        other.join().expect("the other half held");
    });
}

/// Changes a site step by step, and compares after each.
fn follow(seed: u64, edits: usize) {
    let mut changing = Changing::new(seed);
    let mut follower = Follower::start(changing.path(), Some(today()), Box::new(|_| {})).expect("followed");
    let mut done = Vec::new();
    for _ in 0..=edits {
        let clean = changing.clean();
        if shown(&follower) != clean {
            let why = told(&mut follower, &clean);
            panic!(
                "INCREMENTAL_SEED={seed} fails after {} changes:\n  {}\n{why}",
                done.len(),
                done.join("\n  ")
            );
        }
        done.push(changing.change());
        follower.follow_until(&changing.mark());
    }
}

fn shown(follower: &Follower) -> Shown {
    let snapshot = follower.current();
    Shown::of(&snapshot.site, &snapshot.findings)
}

/// What differs, and which part of the preview is to blame.
fn told(follower: &mut Follower, clean: &Shown) -> String {
    let difference = shown(follower).first_difference(clean);
    follower.look_again();
    let blame = if shown(follower) == *clean {
        "a change went unnoticed: reading every file again mends it"
    } else {
        "a memo is not as what it is made of: reading every file again does not mend it"
    };
    format!("{blame}\n{difference}")
}
