//! A publisher that is killed before and after each of its requests, with a reader who never stops reading.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::bucket::Bucket;
use crate::proxy::{Fate, Proxy};
use crate::server;

/// Where a publisher is killed: its process, and the request.
#[derive(Default)]
struct Killing {
    process: Mutex<Option<u32>>,
    at: AtomicUsize,
    begun: AtomicUsize,
}

impl Killing {
    /// Ends the publisher at once, if it is one: as a power cut does.
    fn kill(&self) {
        let Some(process) = self.process.lock().expect("a process").take() else { return };
        let killed = std::process::Command::new("kill").args(["-9", &process.to_string()]).status();
        assert!(killed.is_ok_and(|status| status.success()));
    }
}

/// Kills publishers at every seventh point from one on, and returns how many were killed.
fn kill_everywhere(from: usize) -> usize {
    let mut bucket = Bucket::new();
    bucket.publish(&[]);
    let direct = bucket.endpoint;
    let killing = Arc::new(Killing::default());
    let asked = killing.clone();
    let proxy = Proxy::new(server::s3().address, move |_| {
        let number = asked.begun.fetch_add(1, Ordering::SeqCst);
        let at = asked.at.load(Ordering::SeqCst);
        if number != at / 2 {
            return Fate::Passed;
        }
        // Before the store has it; or after, when nobody hears of it.
        if at.is_multiple_of(2) {
            asked.kill();
            return Fate::Unanswered;
        }
        Fate::KilledAfter(Box::new({
            let asked = asked.clone();
            move || asked.kill()
        }))
    });
    for (killed, point) in (from..).step_by(7).enumerate() {
        bucket.write_version(point + 1);
        killing.at.store(point, Ordering::SeqCst);
        killing.begun.store(0, Ordering::SeqCst);
        bucket.endpoint = proxy.address;
        let ended_well = killed_while_read(&bucket, &killing);
        bucket.endpoint = direct;
        if ended_well {
            return killed;
        }
        if killed.is_multiple_of(8) {
            // Going back is a way to end as well.
            let served = bucket.served().expect("served");
            let verified = bucket.run(&["verify", "intranet"]);
            assert!(!verified.stdout.contains("changed "), "point {point}: {}", verified.all());
            bucket.run(&["rollback", "intranet", &served, "--yes", "--break-lock"]).well();
            bucket.run(&["verify", "intranet"]).well();
        }
        // The next publish compares everything by its marks, and says so where anything is not as it should be.
        bucket.publish(&["--break-lock"]);
        assert!(bucket.read("plays/play-1/index.html").contains(&format!("version {}", point + 1)));
        if killed.is_multiple_of(8) {
            bucket.run(&["verify", "intranet"]).well();
        }
    }
    unreachable!("every publisher ends")
}

/// Has a publisher go on until it is killed, and reads all the while. Whether it came to its end.
fn killed_while_read(bucket: &Bucket, killing: &Killing) -> bool {
    let mut child = bucket.command(&["publish", "intranet", "--yes", "--by", "Editor"]);
    child.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut process = killing.process.lock().expect("a process");
    let mut child = child.spawn().expect("run");
    *process = Some(child.id());
    drop(process);
    let (ended, reading) = (AtomicBool::new(false), &bucket.reader);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !ended.load(Ordering::SeqCst) {
                assert_eq!(reading.read_as_browsers_do(), Ok(()));
                reads += 1;
            }
            reads
        });
        let status = child.wait().expect("an end");
        killing.process.lock().expect("a process").take();
        ended.store(true, Ordering::SeqCst);
        assert!(reader.join().expect("a reader") > 0);
        status.success()
    })
}

/// Ctrl-C: the lock is let go, what is served is said, and the next goes on without being told to break anything.
#[test]
fn whoever_is_interrupted_lets_the_lock_go() {
    let mut bucket = Bucket::new();
    bucket.publish(&[]);
    let first = bucket.served().expect("served");
    bucket.write_version(1);
    let process: Arc<Mutex<Option<u32>>> = Arc::default();
    let asked = process.clone();
    let proxy = Proxy::new(server::s3().address, move |request| {
        if request.puts("/play/book/plays/") {
            let process = asked.lock().expect("a process").take();
            if let Some(process) = process {
                let sent = std::process::Command::new("kill").args(["-INT", &process.to_string()]).status();
                assert!(sent.is_ok_and(|status| status.success()));
            }
        }
        Fate::Passed
    });
    let direct = std::mem::replace(&mut bucket.endpoint, proxy.address);
    let mut held = process.lock().expect("a process");
    let mut child = bucket.command(&["publish", "intranet", "--yes"]);
    let child = child.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn();
    let child = child.expect("run");
    *held = Some(child.id());
    drop(held);
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.code() == Some(2) && said.contains("interrupted"), "{said}");
    assert!(said.contains(&first) && said.contains("guidepost rollback"), "{said}");
    bucket.endpoint = direct;
    assert_eq!(bucket.ask("GET", "play/book/.guidepost/lock", b"").status, 404);
    assert_eq!(bucket.served(), Some(first));
    bucket.publish(&[]);
    bucket.run(&["verify", "intranet"]).well();
}

#[test]
#[ignore = "hundreds of publishes against a server that takes its time, more than ten minutes: `-- --ignored`"]
fn whoever_is_killed_leaves_pages_with_their_styles_and_the_next_goes_on() {
    let killed: usize = std::thread::scope(|scope| {
        let both = [0, 3].map(|from| scope.spawn(move || kill_everywhere(from)));
        both.into_iter().map(|one| one.join().expect("an end")).sum()
    });
    assert!(killed >= 100, "{killed} points");
}
