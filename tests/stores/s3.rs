//! What travels to a bucket, what is found there, and what is put back.

use std::collections::BTreeSet;

use crate::bucket::Bucket;
use crate::proxy::{Fate, Proxy};
use crate::server;

#[test]
fn only_the_pages_that_differ_and_what_names_them_travel() {
    let mut bucket = Bucket::new();
    let proxy = Proxy::new(server::s3().address, |_| Fate::Passed);
    bucket.endpoint = proxy.address;
    bucket.publish(&[]);
    let first = bucket.served().expect("served");
    for number in [1, 2, 3] {
        // Of the same length: neither size nor time tells.
        let text = format!("# Play {number}\n\nPlay me, version 0.\n");
        bucket.repo.write(&format!("content/plays/play-{number}.md"), text);
    }
    bucket.commit("Say whom");
    proxy.forget();
    bucket.publish(&[]);
    let seen = proxy.seen();
    let sent = seen.iter().filter(|request| request.method() == "PUT");
    // What the store copies by itself does not travel.
    let sent = sent.filter(|request| request.header("x-amz-copy-source").is_none());
    let sent: BTreeSet<&str> =
        sent.filter_map(|request| request.path().split_once("/play/book/")).map(|(_, path)| path).collect();
    let (own, pages): (BTreeSet<&str>, BTreeSet<&str>) =
        sent.iter().partition(|path| path.starts_with(".guidepost/"));
    let is_of_plays =
        |path: &&&str| ["1", "2", "3"].iter().any(|number| path.contains(&format!("play-{number}")));
    let others: Vec<&&str> = pages.iter().filter(|path| !is_of_plays(path)).collect();
    assert_eq!(others, [&"changes/index.html", &"index.html"], "{pages:?}");
    assert!((3..=9).contains(&pages.iter().filter(is_of_plays).count()), "{pages:?}");
    for path in [".guidepost/log.jsonl", ".guidepost/ahead.json", ".guidepost/lock"] {
        assert!(own.contains(path), "{own:?}");
    }
    assert!(bucket.read("plays/play-1/index.html").contains("Play me"));
    bucket.run(&["verify", "intranet"]).well();
    bucket.run(&["verify", "intranet", &first]).well();
    // Nothing else differs: nothing is sent.
    let again = bucket.publish(&[]);
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.stderr);
}

#[test]
fn files_come_with_their_types_and_how_long_they_may_be_kept() {
    let bucket = Bucket::new();
    bucket.publish(&[]);
    let page = bucket.ask("GET", "play/book/tone/index.html", b"");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let home = bucket.read("index.html");
    let style = home
        .split('"')
        .find_map(|part| part.strip_prefix("./").filter(|path| path.starts_with("_theme/style.")))
        .expect("a style");
    let style = bucket.ask("GET", &format!("play/book/{style}"), b"");
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert_eq!(style.header("cache-control"), Some("public, max-age=31536000, immutable"));
    // What is put back is served as it was.
    bucket.write_version(1);
    bucket.publish(&[]);
    bucket.run(&["rollback", "intranet", "--yes"]).well();
    let page = bucket.ask("GET", "play/book/tone/index.html", b"");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
}

#[test]
fn what_was_served_is_served_again_and_publishing_goes_on_from_there() {
    let bucket = Bucket::new();
    bucket.publish(&[]);
    let first = bucket.served().expect("served");
    bucket.write_version(1);
    bucket.publish(&[]);
    let second = bucket.served().expect("served");
    bucket.run(&["rollback", "intranet", "--yes", "--by", "Editor"]).well();
    assert_eq!(bucket.served().as_ref(), Some(&first));
    assert!(bucket.read("plays/play-1/index.html").contains("version 0"));
    bucket.run(&["verify", "intranet"]).well();
    bucket.run(&["verify", "intranet", &second]).well();
    let listed = bucket.run(&["releases", "intranet"]).well();
    listed.says(&format!("back to {first} by Editor"));
    bucket.publish(&[]);
    assert!(bucket.read("plays/play-1/index.html").contains("version 1"));
    bucket.run(&["verify", "intranet"]).well();
}

#[test]
fn what_somebody_changed_in_the_bucket_is_not_lost_unseen() {
    let bucket = Bucket::new();
    bucket.publish(&[]);
    let page = bucket.read("tone/index.html");
    bucket.put("tone/index.html", &page.replace("speak", "shout"));
    bucket.put("extra.html", "by hand");
    let verified = bucket.run(&["verify", "intranet"]);
    assert_eq!(
        (verified.status, verified.stdout.as_str()),
        (1, "changed   tone/index.html\nforeign   extra.html\n")
    );
    let refused = bucket.run(&["publish", "intranet", "--yes"]);
    assert!(refused.status == 1 && refused.stderr.contains("2 files"), "{}", refused.all());
    assert!(bucket.read("tone/index.html").contains("shout"), "nothing was written");
    bucket.publish(&["--repair"]);
    assert!(bucket.read("tone/index.html").contains("speak"));
    assert_eq!(bucket.ask("GET", "play/book/extra.html", b"").status, 404);
    bucket.run(&["verify", "intranet"]).well();
}

#[test]
fn a_bucket_with_files_of_others_is_left_alone() {
    let bucket = Bucket::new();
    bucket.put("index.html", "by hand");
    let refused = bucket.run(&["publish", "intranet", "--yes"]);
    assert!(refused.status == 1 && refused.stderr.contains("did not put it there"), "{}", refused.all());
    assert_eq!(bucket.read("index.html"), "by hand");
}

/// A plan asks, and writes nothing.
#[test]
fn a_plan_writes_nothing() {
    let mut bucket = Bucket::new();
    let proxy = Proxy::new(server::s3().address, |_| Fate::Passed);
    bucket.endpoint = proxy.address;
    bucket.run(&["publish", "intranet", "--plan"]).well();
    let seen = proxy.seen();
    assert!(!seen.is_empty() && seen.iter().all(|request| request.method() == "GET"), "{seen:?}");
}

#[test]
fn no_target_lies_in_another() {
    let bucket = Bucket::new();
    let settings = bucket.repo.read("site.toml");
    let more = format!("[publish.inner]\nto = \"s3://{}/play/book/inner\"\n", bucket.name);
    bucket.repo.write("site.toml", format!("{settings}{more}"));
    bucket.commit("Add a target");
    let run = bucket.run(&["publish", "inner", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("`[publish.intranet]` has its releases"), "{}", run.all());
}
