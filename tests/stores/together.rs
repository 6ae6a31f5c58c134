//! Two publishers at one moment: exactly one wins, and the other says who.

use std::process::Command;
use std::sync::{Arc, Barrier, Condvar, Mutex};

use crate::bucket::Bucket;
use crate::proxy::{Fate, Proxy, Request};
use crate::server;
use crate::support::finish;

/// How far both have come in a round.
#[derive(Default)]
struct Round {
    lost: Mutex<bool>,
    changed: Condvar,
}

fn is_lock(request: &Request) -> bool {
    request.puts("/.guidepost/lock") && !request.path().contains("lock-probe")
}

fn lets_go(request: &Request) -> bool {
    request.method() == "POST" && String::from_utf8_lossy(&request.body).contains(".guidepost/lock</Key>")
}

#[test]
fn of_two_at_once_exactly_one_wins_50_times() {
    let mut bucket = Bucket::new();
    bucket.publish(&[]);
    let (round, both) = (Arc::new(Round::default()), Arc::new(Barrier::new(2)));
    let (asked, meeting) = (round.clone(), both.clone());
    let proxy = Proxy::new(server::s3().address, move |request| {
        if is_lock(request) {
            // Both ask for the lock at one moment.
            meeting.wait();
        } else if lets_go(request) {
            // Who has it does not let go before the other has ended.
            let lost = asked.lost.lock().expect("a state");
            drop(asked.changed.wait_while(lost, |lost| !*lost).expect("a state"));
        }
        Fate::Passed
    });
    bucket.endpoint = proxy.address;
    for number in 0..50 {
        *round.lost.lock().expect("a state") = false;
        let publish = |mut command: Command| {
            let run = finish(&mut command);
            if run.status != 0 {
                *round.lost.lock().expect("a state") = true;
                round.changed.notify_all();
            }
            run
        };
        let command = |by| bucket.command(&["publish", "intranet", "--yes", "--by", by]);
        let (one, other) = (command("First editor"), command("Second editor"));
        let (first, second) = std::thread::scope(|scope| {
            let first = scope.spawn(|| publish(one));
            let second = publish(other);
            (first.join().expect("an end"), second)
        });
        let (lost, winner) = match (first.status, second.status) {
            (0, 1) => (second, "First editor, since 20"),
            (1, 0) => (first, "Second editor, since 20"),
            _ => panic!("round {number}: {} and {}", first.all(), second.all()),
        };
        assert!(lost.stderr.contains(winner), "round {number}: {}", lost.all());
        assert!(lost.stderr.contains("is publishing there"), "{}", lost.all());
    }
}
