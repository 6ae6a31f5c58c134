//! A folder whose files are replaced in place, as on a file share without links.

use std::fs;

use super::{Published, texts};

/// A site whose target has its files replaced in place.
fn site() -> Published {
    let site = Published::with("keep = 2\n");
    fs::create_dir_all(site.link().join(".guidepost")).expect("a folder");
    site
}

impl Published {
    fn release_in_place(&self) -> String {
        let listed = self.run(&["releases", "intranet", "--format", "json"]).well();
        let listed: serde_json::Value = serde_json::from_str(&listed.stdout).expect("JSON");
        listed["served"].as_str().expect("a release").to_owned()
    }

    /// When each file that readers are served was written, by path.
    fn written(&self) -> std::collections::BTreeMap<String, std::time::SystemTime> {
        let files = crate::support::tree(&self.link()).into_keys();
        let files = files.filter(|path| !path.starts_with(".guidepost/"));
        files
            .map(|path| {
                let there = fs::metadata(self.link().join(&path)).expect("a file");
                (path, there.modified().expect("a time"))
            })
            .collect()
    }
}

#[test]
fn only_the_pages_that_differ_and_what_names_them_are_written_in_place() {
    let site = site();
    site.publish(&[]);
    let (first, before) = (site.release_in_place(), site.written());
    for number in [1, 2, 3] {
        site.repo.write(&format!("content/plays/play-{number}.md"), format!("# Play {number}\n\nPlay me.\n"));
    }
    site.commit("Say whom");
    let plan = site.plan();
    let files = [texts(&plan["files"]["new"]), texts(&plan["files"]["changed"])].concat();
    site.publish(&[]);
    let after = site.written();
    let mut written: Vec<&String> =
        after.iter().filter(|(path, time)| before.get(*path) != Some(time)).map(|(path, _)| path).collect();
    let mut expected: Vec<&String> = files.iter().collect();
    written.sort();
    expected.sort();
    assert_eq!(written, expected);
    let others: Vec<_> = written.iter().filter(|path| !path.contains("play-")).collect();
    assert_eq!(others, ["changes/index.html", "feed.xml", "index.html", "plays/feed.xml"].each_ref());
    assert!(site.read("plays/play-1/index.html").contains("Play me."));
    site.run(&["verify", "intranet"]).well();
    site.run(&["verify", "intranet", &first]).well();
    let again = site.publish(&[]);
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.stderr);
}

#[test]
fn what_was_served_in_place_is_served_again() {
    let site = site();
    site.publish(&[]);
    let first = site.release_in_place();
    site.publish_edit(
        "content/tone.md",
        "---\ntitle: Tone\n---\nWe shout.\n\n## Humour\n\nNever.\n",
        "Shout",
    );
    let second = site.release_in_place();
    site.run(&["rollback", "intranet", "--yes", "--by", "Editor"]).well();
    assert_eq!(site.release_in_place(), first);
    assert!(site.read("tone/index.html").contains("We write as we speak"));
    site.run(&["verify", "intranet"]).well();
    site.run(&["rollback", "intranet", &second, "--yes"]).well();
    assert!(site.read("tone/index.html").contains("We shout"));
    site.run(&["verify", "intranet"]).well();
}

#[test]
fn what_somebody_edited_in_place_is_not_lost_unseen() {
    let site = site();
    site.publish(&[]);
    let page = site.link().join("tone/index.html");
    let text = fs::read_to_string(&page).expect("a page");
    fs::write(&page, text.replace("speak", "shout")).expect("written");
    fs::write(site.link().join("extra.html"), "by hand").expect("written");
    let verified = site.run(&["verify", "intranet"]);
    assert_eq!(
        (verified.status, verified.stdout.as_str()),
        (1, "changed   tone/index.html\nforeign   extra.html\n")
    );
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert!(refused.status == 1 && refused.stderr.contains("2 files"), "{}", refused.all());
    assert!(fs::read_to_string(&page).expect("a page").contains("shout"), "nothing was written");
    site.publish(&["--repair"]);
    assert!(site.read("tone/index.html").contains("speak"));
    assert!(!site.link().join("extra.html").exists());
    site.run(&["verify", "intranet"]).well();
}

/// Somebody was killed: the lock is left, and what a person can do about it is said.
#[test]
fn a_lock_that_somebody_left_is_broken_where_a_person_says_so() {
    let site = site();
    site.publish(&[]);
    let lock = site.link().join(".guidepost/lock");
    let text = r#"{"by":"Other editor","since":"2026-11-30T08:00:00+00:00","nonce":"0","renewed":0}"#;
    fs::write(&lock, text).expect("written");
    site.repo.write("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n");
    site.commit("Edit");
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert!(refused.status == 1 && refused.stderr.contains("Other editor, since 2026"), "{}", refused.all());
    assert!(refused.stderr.contains("--break-lock"), "{}", refused.stderr);
    assert!(!site.read("plays/play-1/index.html").contains("Otherwise."));
    site.publish(&["--break-lock"]);
    assert!(site.read("plays/play-1/index.html").contains("Otherwise.") && !lock.exists());
}

/// A manifest and a log that somebody changed are found, as with folders that are linked.
#[test]
fn a_log_or_a_manifest_that_somebody_changed_in_place_is_found() {
    let site = site();
    site.publish(&[]);
    let manifest = site.link().join(format!(".guidepost/releases/{}.json", site.release_in_place()));
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, text.replace("\"by\": \"Editor\"", "\"by\": \"Nobody\"")).expect("written");
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert!(refused.stderr.contains("is not the one that the log names"), "{}", refused.all());
    assert_eq!(site.run(&["verify", "intranet"]).status, 1);
    fs::write(&manifest, text).expect("written");
    let log = site.link().join(".guidepost/log.jsonl");
    let text = fs::read_to_string(&log).expect("a log");
    fs::write(&log, format!("{text}{text}")).expect("written");
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert!(refused.stderr.contains("does not follow from the one before"), "{}", refused.all());
    fs::remove_file(&log).expect("removed");
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert!(refused.status != 0 && refused.stderr.contains("did not put it there"), "{}", refused.all());
}

/// What publishing adds to the files of the site is part of the release like any other.
#[test]
fn what_a_host_reads_is_written_kept_and_brought_back_in_place() {
    let site = Published::with("keep = 2\nserver_files = [\"redirects\"]\n");
    fs::create_dir_all(site.link().join(".guidepost")).expect("a folder");
    site.publish(&[]);
    let (first, before) = (site.release_in_place(), site.read("_redirects"));
    site.run(&["verify", "intranet"]).well();
    site.publish_edit(
        "content/tone.md",
        "---\naliases: [/voice/]\n---\n# Tone\n\n## Humour\n\nYes.\n",
        "Lead on",
    );
    let after = site.read("_redirects");
    assert!(after.contains("/voice") && after != before, "{after}");
    site.run(&["verify", "intranet"]).well();
    site.run(&["verify", "intranet", &first]).well();
    site.run(&["rollback", "intranet", "--yes"]).well();
    assert_eq!(site.read("_redirects"), before);
    site.run(&["verify", "intranet"]).well();
}

/// Somebody was killed before anything was written: what is published next is the end of it, though nothing is new.
#[test]
fn what_somebody_was_about_to_do_is_done_with_by_the_next_publish() {
    let site = site();
    site.publish(&[]);
    let id = site.release_in_place();
    let manifest = site.link().join(format!(".guidepost/releases/{id}.json"));
    let mut release: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(manifest).expect("a manifest")).expect("JSON");
    release.as_object_mut().expect("an object").remove("marks");
    let note = serde_json::json!({ "by": "Editor", "at": "2026-11-30T08:00:00+00:00", "from": id, "release": release });
    fs::write(site.link().join(".guidepost/ahead.json"), note.to_string()).expect("written");
    let verified = site.run(&["verify", "intranet"]);
    assert!(verified.stdout.contains("between"), "{}", verified.all());
    site.publish(&[]);
    site.run(&["verify", "intranet"]).well();
}

/// What is not served is written anew by no publish.
#[test]
fn of_a_release_that_is_not_served_nobody_is_told_to_repair_it() {
    let site = site();
    site.publish(&[]);
    let first = site.release_in_place();
    site.publish_edit(
        "content/tone.md",
        "---\ntitle: Tone\n---\nWe shout.\n\n## Humour\n\nNever.\n",
        "Shout",
    );
    for kept in fs::read_dir(site.link().join(".guidepost/kept")).expect("a folder").flatten() {
        fs::remove_file(kept.path()).expect("removed");
    }
    let verified = site.run(&["verify", "intranet", &first]);
    assert_eq!(verified.status, 1, "{}", verified.all());
    assert!(!verified.stderr.contains("--repair"), "{}", verified.stderr);
    assert!(verified.stderr.contains("guidepost releases intranet"), "{}", verified.stderr);
}

/// The line of a release is gone, its manifest is there, and nobody was killed: the log was cut, and with it what the next
/// release is held against.
#[test]
fn a_log_that_was_cut_is_missed_whatever_is_repaired() {
    let site = site();
    site.publish(&[]);
    site.repo.write("content/plays/play-1.md", "# Play 1\n\nPlay me.\n");
    site.commit("Say whom");
    site.publish(&[]);
    let log = site.link().join(".guidepost/log.jsonl");
    let whole = fs::read_to_string(&log).expect("a log");
    let first = whole.lines().next().expect("a line");
    fs::write(&log, format!("{first}\n")).expect("written");
    for command in [
        &["publish", "intranet", "--yes"][..],
        &["publish", "intranet", "--yes", "--repair"],
        &["rollback", "intranet", "--yes"],
    ] {
        let run = site.run(command);
        assert!(run.status == 2 && run.stderr.contains("lacks releases"), "{command:?}: {}", run.all());
    }
    fs::write(&log, whole).expect("written");
    let again = site.publish(&[]);
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.stderr);
}

/// Somebody has changed bytes that are kept to go back to: before the first file is changed that is seen, and nothing is.
#[test]
fn kept_bytes_that_somebody_changed_are_brought_back_to_nobody() {
    let site = site();
    site.publish(&[]);
    let first = site.release_in_place();
    let page = site.read("tone/index.html");
    site.publish_edit("content/tone.md", "# Tone\n\nOtherwise.\n\n## Humour\n\nSparingly.\n", "Edit");
    let second = site.release_in_place();
    let hash = blake3::hash(page.as_bytes()).to_hex().to_string();
    let kept = site.link().join(".guidepost/kept").join(hash);
    assert!(kept.is_file());
    fs::write(&kept, "defaced").expect("written");
    let before = site.written();
    let run = site.run(&["rollback", "intranet", &first, "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("tone/index.html"), "{}", run.all());
    assert!(run.stderr.contains("from a backup"), "{}", run.stderr);
    assert_eq!((site.written(), site.release_in_place()), (before, second));
    site.run(&["verify", "intranet"]).well();
    // Each way that it names leads there.
    fs::remove_file(&kept).expect("removed");
    site.run(&["rollback", "intranet", &first, "--yes"]).well();
    assert_eq!(site.release_in_place(), first);
}
