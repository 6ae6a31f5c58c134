//! A site that nobody governs: only what differs is written, and what was served can be served again.

use std::fs;

use super::{Published, texts};

#[test]
fn only_the_pages_that_differ_and_what_names_them_are_written() {
    let site = Published::once();
    let first = site.served();
    for number in [1, 2, 3] {
        site.repo
            .write(&format!("content/plays/play-{number}.md"), format!("# Play {number}\n\nPlay it well.\n"));
    }
    site.commit("Say how");
    let plan = site.plan();
    let changed: Vec<&str> = plan["pages"]["changed"]
        .as_array()
        .expect("pages")
        .iter()
        .filter_map(|page| page["address"].as_str())
        .collect();
    assert_eq!(changed, ["plays/play-1/", "plays/play-2/", "plays/play-3/"]);
    assert_eq!(plan["pages"]["changed"][0]["reason"], "Say how");
    let files = [texts(&plan["files"]["new"]), texts(&plan["files"]["changed"])].concat();
    let is_of_plays =
        |path: &&String| ["1", "2", "3"].iter().any(|number| path.contains(&format!("play-{number}")));
    let others: Vec<&String> = files.iter().filter(|path| !is_of_plays(path)).collect();
    // What changed, as a page and as feeds, and the home page, which names the latest of it.
    assert_eq!(others, ["changes/index.html", "feed.xml", "index.html", "plays/feed.xml"], "{files:?}");
    site.publish(&[]);
    let second = site.served();
    assert!(first < second);
    assert!(site.read("plays/play-1/index.html").contains("Play it well."));
    // What is the same is the very same file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let inode = |release: &str, path: &str| {
            fs::metadata(site.releases().join(release).join(path)).expect("a file").ino()
        };
        assert_eq!(inode(&first, "tone/index.html"), inode(&second, "tone/index.html"));
        assert_ne!(inode(&first, "feed.xml"), inode(&second, "feed.xml"));
    }
    site.run(&["verify", "intranet"]).well();
    site.run(&["verify", "intranet", &first]).well();
}

#[test]
fn what_is_served_already_is_not_published_again() {
    let site = Published::once();
    let first = site.served();
    let again = site.publish(&[]);
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.stderr);
    assert_eq!(site.served(), first);
    // Without memos, as in a CI job: everything is made anew, and is the same.
    fs::remove_dir_all(site.repo.path().join(".guidepost")).expect("memos");
    let plan = site.plan();
    assert!(texts(&plan["files"]["changed"]).is_empty() && texts(&plan["files"]["new"]).is_empty(), "{plan}");
}

/// Neither size nor time tells that a file differs.
#[test]
fn an_edit_of_the_same_length_travels() {
    let site = Published::once();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nPlay us.\n", "Edit");
    assert!(site.read("plays/play-1/index.html").contains("Play us."));
}

#[test]
fn rollback_serves_the_release_before_and_publishing_goes_on_from_there() {
    let site = Published::once();
    let first = site.served();
    site.publish_edit(
        "content/tone.md",
        "---\ntitle: Tone\n---\nWe shout.\n\n## Humour\n\nNever.\n",
        "Shout",
    );
    let second = site.served();
    assert_eq!(site.run(&["rollback", "intranet"]).status, 2, "nobody was asked");
    let back = site.run(&["rollback", "intranet", "--yes", "--by", "Editor"]).well();
    assert!(back.stderr.contains(&format!("{first} is served again")), "{}", back.stderr);
    assert_eq!(site.served(), first);
    assert!(site.read("tone/index.html").contains("We write as we speak"));
    let list = site.run(&["releases", "intranet"]).well();
    assert!(
        list.stdout.contains(&format!("* {first}")) && list.stdout.contains(&format!("  {second}")),
        "{}",
        list.stdout
    );
    assert!(list.stdout.contains(&format!("back to {first} by Editor")), "{}", list.stdout);
    site.publish(&[]);
    assert!(site.read("tone/index.html").contains("We shout"));
    site.run(&["rollback", "intranet", &second, "--yes"]).well();
    assert_eq!(site.served(), second);
    let none = site.run(&["rollback", "intranet", "20200101T000000Z", "--yes"]);
    assert!(none.status == 2 && none.stderr.contains("keeps no release"), "{}", none.stderr);
}

#[test]
fn a_damaged_release_is_served_first_and_then_named() {
    let site = Published::once();
    let first = site.served();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    let page = site.releases().join(&first).join("plays/play-1/index.html");
    fs::remove_file(&page).expect("removed");
    let back = site.run(&["rollback", "intranet", &first, "--yes"]).well();
    assert!(back.stderr.contains("missing   plays/play-1/index.html"), "{}", back.stderr);
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert_eq!(refused.status, 1, "{}", refused.all());
    site.publish(&["--repair"]);
    assert!(site.read("plays/play-1/index.html").contains("Otherwise."));
    site.run(&["verify", "intranet"]).well();
}

#[test]
fn so_many_releases_are_kept_as_the_target_says() {
    let site = Published::with("keep = 2\n");
    for text in ["one", "two", "three", "four"] {
        site.publish_edit("content/plays/play-1.md", format!("# Play 1\n\nPlay {text}.\n"), text);
    }
    let names = fs::read_dir(site.releases()).expect("a folder");
    let is_release = |path: &std::path::PathBuf| path.is_dir();
    let releases = names.map(|entry| entry.expect("an entry").path()).filter(is_release).count();
    assert_eq!(releases, 2);
    let log = site.run(&["releases", "intranet", "--format", "json"]).well();
    let log: serde_json::Value = serde_json::from_str(&log.stdout).expect("JSON");
    assert_eq!(log["log"].as_array().map(Vec::len), Some(4), "the log only grows: {log}");
}

/// A page that is open since before the release asks for the style of that release.
#[test]
fn files_named_by_their_content_stay_for_pages_that_are_open() {
    let site = Published::new();
    let style = |color: &str| site.repo.write("theme/style.css", format!("body {{ color: {color} }}\n"));
    style("#111");
    site.commit("Style");
    site.publish(&[]);
    let named = |page: &str| {
        let at = page.find("_theme/style.").expect("a style");
        page[at..].split('"').next().expect("its end").to_owned()
    };
    let old = named(&site.read("index.html"));
    style("#222");
    site.commit("Restyle");
    site.publish(&[]);
    assert_ne!(named(&site.read("index.html")), old);
    assert!(site.read(&old).contains("#111"));
    site.run(&["verify", "intranet"]).well();
}

/// What was bad yesterday is not what anybody goes back to.
#[test]
fn nobody_goes_back_to_what_was_taken_back() {
    let site = Published::new();
    let publish = |text: &str| {
        site.publish_edit("content/plays/play-1.md", format!("# Play 1\n\n{text}.\n"), text);
        site.served()
    };
    let good = publish("Good");
    publish("Bad");
    site.run(&["rollback", "intranet", "--yes"]).well();
    assert_eq!(site.served(), good);
    let plan = site.run(&["publish", "intranet", "--plan", "--by", "Editor"]);
    assert!(plan.stdout.contains("went back to it"), "{}", plan.stdout);
    publish("Bad again");
    site.run(&["rollback", "intranet", "--yes"]).well();
    assert_eq!(site.served(), good);
}

/// The release that is left is kept longest, whatever its name, and a page of it that is open finds its style.
#[test]
fn after_a_rollback_the_release_that_is_left_is_kept() {
    let site = Published::with("keep = 2\n");
    let publish = |color: &str| {
        site.publish_edit("theme/style.css", format!("body {{ color: {color} }}\n"), color);
        site.served()
    };
    let first = publish("#111");
    publish("#222");
    site.run(&["rollback", "intranet", "--yes"]).well();
    let page = site.read("index.html");
    let style = page.split('"').find(|part| part.contains("_theme/style.")).expect("a style").to_owned();
    publish("#333");
    assert!(site.releases().join(&first).is_dir());
    assert!(site.read(&style).contains("#111"));
}

#[test]
fn a_manifest_that_was_changed_is_found_after_going_back_to_it() {
    let site = Published::once();
    let first = site.served();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    let manifest = site.releases().join(format!("{first}.json"));
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, text.replace("\"by\": \"Editor\"", "\"by\": \"Nobody\"")).expect("written");
    let back = site.run(&["rollback", "intranet", &first, "--yes"]).well();
    assert!(back.stderr.contains("changed   the manifest itself"), "{}", back.stderr);
    assert_eq!(site.run(&["verify", "intranet"]).status, 1);
}

#[test]
fn a_manifest_that_is_gone_keeps_nobody_from_going_back() {
    let site = Published::once();
    let first = site.served();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    fs::remove_file(site.releases().join(format!("{}.json", site.served()))).expect("removed");
    let refused = site.run(&["publish", "intranet", "--yes"]);
    assert!(
        refused.status == 2 && refused.stderr.contains("guidepost rollback intranet"),
        "{}",
        refused.all()
    );
    site.run(&["rollback", "intranet", "--yes"]).well();
    assert_eq!(site.served(), first);
    site.publish(&[]);
}

/// What a page offered goes with the release in which it does: it may be what was withdrawn.
#[test]
fn what_a_page_offered_is_not_carried_on() {
    let site = Published::new();
    let publish = |text: &str| {
        site.publish_edit("content/plays/play-1.md", format!("# Play 1\n\n{text}\n"), text);
    };
    site.repo.write("content/plays/plan.pdf", "Secret.");
    publish("[The plan](plan.pdf)");
    let page = site.read("plays/play-1/index.html");
    let (_, rest) = page.split_once("plays/plan.").or_else(|| page.split_once("../plan.")).expect("a link");
    let name = format!("plays/plan.{}", rest.split('"').next().expect("its end"));
    assert_eq!(site.read(&name), "Secret.");
    publish("There is none.");
    assert!(!site.link().join(&name).exists());
    site.run(&["verify", "intranet"]).well();
    site.run(&["rollback", "intranet", "--yes"]).well();
    assert_eq!(site.read(&name), "Secret.", "whoever goes back serves what was there");
}
