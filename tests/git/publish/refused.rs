//! What speaks against a release: nothing is sent, and what was served is served still.

use std::fs;

use super::Published;
use crate::support::CommandRun;

impl Published {
    /// Publishing is refused with these words, and what is served stays as it was.
    #[track_caller]
    fn refuses(&self, status: i32, words: &[&str]) -> CommandRun {
        let before = fs::read_link(self.link()).ok();
        let run = self.run(&["publish", "intranet", "--yes"]);
        assert_eq!(run.status, status, "{}", run.all());
        for word in words {
            assert!(run.stderr.contains(word), "no `{word}` in {}", run.stderr);
        }
        assert_eq!(fs::read_link(self.link()).ok(), before);
        let left = fs::read_dir(self.releases()).into_iter().flatten();
        let left: Vec<_> = left.map(|entry| entry.expect("an entry").file_name()).collect();
        assert!(!left.iter().any(|name| name.to_string_lossy().starts_with('.')), "{left:?}");
        run
    }
}

#[test]
fn findings_block_by_their_severity() {
    let site = Published::new();
    site.repo.write("content/plays/play-1.md", "# Play 1\n\n[Gone](nowhere.md).\n");
    site.commit("Break");
    site.refuses(
        1,
        &["broken-link", "1 finding of severity error or more", "`block` of `[publish.intranet]`"],
    );
    assert!(!site.link().exists());
}

#[test]
fn an_address_that_readers_know_does_not_vanish() {
    let site = Published::once();
    fs::remove_file(site.repo.path().join("content/plays/play-5.md")).expect("removed");
    site.commit("Remove");
    site.refuses(
        1,
        &["`plays/play-5/` (\u{201c}Play 5\u{201d}) is published", "`aliases`", "--accept plays/play-5/"],
    );
    site.publish_edit(
        "content/plays/play-4.md",
        "---\naliases: [/plays/play-5/]\n---\n# Play 4\n\nPlay it.\n",
        "Lead on",
    );
    assert!(site.read("plays/play-5/index.html").contains("play-4/"));
}

#[test]
fn an_address_goes_where_somebody_says_so() {
    let site = Published::once();
    fs::remove_file(site.repo.path().join("content/plays/play-5.md")).expect("removed");
    site.commit("Remove");
    site.publish(&["--accept", "plays/play-5/"]);
    assert!(!site.link().join("plays/play-5/index.html").exists());
}

#[test]
fn a_heading_that_is_linked_to_does_not_vanish() {
    let site = Published::once();
    site.repo
        .write("content/tone.md", "---\ntitle: Tone\n---\nWe write as we speak.\n\n## Fun\n\nSparingly.\n");
    site.repo.write("content/index.md", "# Handbook\n\nAll of it. See [the tone](tone.md#fun).\n");
    site.commit("Rename a heading");
    site.refuses(1, &["`tone/#humour` is linked to", "{#humour}"]);
    site.repo.write(
        "content/tone.md",
        "---\ntitle: Tone\n---\nWe write as we speak.\n\n## Fun {#humour}\n\nSparingly.\n",
    );
    site.publish_edit(
        "content/index.md",
        "# Handbook\n\nAll of it. See [the tone](tone.md#humour).\n",
        "Keep its name",
    );
}

#[test]
fn what_somebody_edited_at_the_target_is_not_lost_unseen() {
    let site = Published::once();
    let page = site.link().join("tone/index.html");
    let text = fs::read_to_string(&page).expect("a page");
    fs::remove_file(&page).expect("removed");
    fs::write(&page, text.replace("speak", "shout")).expect("written");
    fs::write(site.link().join("extra.html"), "by hand").expect("written");
    let verified = site.run(&["verify", "intranet"]);
    assert_eq!(
        (verified.status, verified.stdout.as_str()),
        (1, "changed   tone/index.html\nforeign   extra.html\n")
    );
    site.refuses(
        1,
        &["somebody has changed what is served: 2 files", "guidepost verify intranet", "--repair"],
    );
    site.publish(&["--repair"]);
    assert!(site.read("tone/index.html").contains("speak"));
    assert!(!site.link().join("extra.html").exists());
}

#[test]
fn a_place_that_is_not_ours_is_left_alone() {
    let site = Published::new();
    fs::create_dir(site.link()).expect("a folder");
    fs::write(site.link().join("index.html"), "by hand").expect("written");
    site.refuses(1, &["guidepost did not make it", "mv "]);
    assert!(!site.releases().exists());
    assert_eq!(site.read("index.html"), "by hand");
}

#[test]
fn no_target_lies_among_the_sources() {
    for to in ["content/public", "static/public", "content"] {
        let site = Published::new();
        let settings = site.repo.read("site.toml").replace("../www/handbook", to);
        site.repo.write("site.toml", settings);
        site.commit("Publish into the sources");
        let run = site.run(&["publish", "intranet", "--yes"]);
        assert!(run.status == 2 && run.stderr.contains("source"), "{to}: {}", run.all());
        assert!(run.stderr.contains("in `to`") && !run.stderr.contains("--out"), "{to}: {}", run.all());
        let left = site
            .repo
            .path()
            .join(to)
            .with_file_name(format!(".{}.releases", to.rsplit('/').next().expect("a name")));
        assert!(!left.exists(), "{to}");
    }
}

#[test]
fn readers_do_not_lose_the_address_of_the_site() {
    let site = Published::once();
    let settings =
        site.repo.read("site.toml").replace("https://intranet.example/handbook", "https://other.example");
    site.repo.write("site.toml", settings);
    site.commit("Move");
    site.refuses(1, &["https://intranet.example/handbook", "https://other.example", "--accept base_url"]);
    site.publish(&["--accept", "base_url"]);
}

#[test]
fn a_target_that_nobody_names_is_told_from_one_that_is_nearly_named() {
    let site = Published::new();
    let run = site.run(&["publish", "intranett", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("did you mean `intranet`?"), "{}", run.stderr);
}

#[test]
fn nothing_is_published_unasked() {
    let site = Published::new();
    let run = site.run(&["publish", "intranet"]);
    assert!(run.status == 2 && run.stderr.contains("`--yes`"), "{}", run.stderr);
    assert!(!site.releases().exists() && !site.link().exists());
    site.run(&["publish", "intranet", "--plan"]).well();
    assert!(!site.releases().exists(), "a plan writes nothing");
}

#[test]
fn what_the_system_refuses_is_said_with_its_path() {
    let site = Published::new();
    let blocked = site.repo.folder.path().join("www/file");
    fs::write(&blocked, "x").expect("written");
    let settings = site.repo.read("site.toml").replace("../www/handbook", "../www/file/handbook");
    site.repo.write("site.toml", settings);
    site.commit("Publish below a file");
    let run = site.run(&["publish", "intranet", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("www/file"), "{}", run.all());
}

#[test]
fn without_its_log_nothing_is_published_and_no_release_is_lost() {
    let site = Published::once();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    let log = site.releases().join("log.jsonl");
    let text = fs::read_to_string(&log).expect("a log");
    fs::remove_file(&log).expect("removed");
    site.refuses(2, &["log.jsonl` lacks releases", "backup"]);
    let older = text.lines().next().expect("a line");
    fs::write(&log, format!("{older}\n")).expect("written");
    site.repo.write("content/plays/play-2.md", "# Play 2\n\nOtherwise.\n");
    site.commit("Edit again");
    fs::write(&log, &text).expect("written");
    site.publish(&[]);
    let text = fs::read_to_string(&log).expect("a log");
    // A log of two releases ago, as from a backup.
    fs::write(&log, format!("{older}\n")).expect("written");
    site.refuses(2, &["log.jsonl` lacks releases"]);
    fs::write(&log, text.replace("Editor", "Nobody")).expect("written");
    site.refuses(2, &["of the publish log does not follow"]);
    fs::write(&log, text).expect("written");
    site.publish(&[]);
    site.run(&["rollback", "intranet", "--yes"]).well();
}

#[test]
fn a_manifest_that_somebody_changed_is_found() {
    let site = Published::once();
    let manifest = site.releases().join(format!("{}.json", site.served()));
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, text.replace("\"by\": \"Editor\"", "\"by\": \"Nobody\"")).expect("written");
    site.refuses(1, &["is not the one that the log names"]);
    let verified = site.run(&["verify", "intranet"]);
    assert!(verified.status == 1 && verified.stdout.contains("the manifest"), "{}", verified.all());
}

/// A file system that takes no more, as a full disk does.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_what_is_served() {
    let site = Published::once();
    let before = site.served();
    site.repo
        .write("content/plays/play-1.md", format!("# Play 1\n\n{}\n", "Much is said here. ".repeat(20_000)));
    site.commit("Say much");
    let words =
        ["-c", "trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_guidepost"), "--root"];
    let root = site.repo.path().display().to_string();
    let mut command = std::process::Command::new("sh");
    command.args(words).args([&root, "publish", "intranet", "--yes"]);
    let run = crate::support::finish(&mut command);
    assert!(run.status == 2 && run.stderr.contains("larger than the system allows"), "{}", run.all());
    assert_eq!(site.served(), before);
    site.run(&["verify", "intranet"]).well();
    site.publish(&[]);
    assert_ne!(site.served(), before);
}

#[test]
fn a_link_that_is_gone_is_no_fresh_start() {
    let site = Published::once();
    let first = site.served();
    fs::remove_file(site.link()).expect("removed");
    let refused = site.refuses(2, &["is gone", "guidepost rollback intranet"]);
    assert!(refused.stderr.contains(&first), "{}", refused.stderr);
    site.run(&["rollback", "intranet", &first, "--yes"]).well();
    assert_eq!(site.served(), first);
}

#[test]
fn a_link_that_somebody_led_elsewhere_is_found() {
    let site = Published::once();
    let first = site.served();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    fs::remove_file(site.link()).expect("removed");
    std::os::unix::fs::symlink(format!(".handbook.releases/{first}"), site.link()).expect("a link");
    let verified = site.run(&["verify", "intranet"]);
    assert!(verified.status == 1 && verified.stdout.contains("changed   the link"), "{}", verified.all());
}

#[test]
fn what_others_keep_beside_the_releases_stays() {
    let site = Published::once();
    for name in [".htaccess", "2026-backup", "20261130T080000Z-backup01", "notes.json"] {
        fs::write(site.releases().join(name), "theirs").expect("written");
    }
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    for name in [".htaccess", "2026-backup", "20261130T080000Z-backup01", "notes.json"] {
        assert!(site.releases().join(name).is_file(), "{name}");
    }
}

/// A file that is public to nobody is as good as gone, whoever published it.
#[cfg(unix)]
#[test]
fn what_the_web_server_cannot_read_is_damage() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Published::new();
    let words = ["-c", "umask 077; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_guidepost"), "--root"];
    let root = site.repo.path().display().to_string();
    let mut command = std::process::Command::new("sh");
    crate::support::finish(command.args(words).args([&root, "publish", "intranet", "--yes"])).well();
    let mode = |path: &str| fs::metadata(site.link().join(path)).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("plays"), mode("tone/index.html")), (0o755, 0o755, 0o644));
    let page = site.link().join("tone/index.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o600)).expect("set");
    let verified = site.run(&["verify", "intranet"]);
    assert_eq!((verified.status, verified.stdout.as_str()), (1, "changed   tone/index.html\n"));
    site.publish(&["--repair"]);
    assert_eq!(mode("tone/index.html"), 0o644);
}

#[test]
fn a_heading_of_a_page_that_became_a_folder_does_not_vanish() {
    let site = Published::once();
    fs::create_dir(site.repo.path().join("content/tone")).expect("a folder");
    site.repo.git(&["mv", "content/tone.md", "content/tone/more.md"]);
    site.repo.write("content/index.md", "# Handbook\n\nAll of it. See [the tone](tone/more.md#humour).\n");
    site.commit("Make a folder of it");
    site.refuses(1, &["`tone/#humour` is linked to"]);
}

#[test]
fn no_target_lies_in_another() {
    let site = Published::new();
    let settings = site.repo.read("site.toml");
    site.repo.write("site.toml", format!("{settings}[publish.inner]\nto = \"../www/handbook/inner\"\n"));
    site.commit("Add a target");
    let run = site.run(&["publish", "inner", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("`[publish.intranet]` has its releases"), "{}", run.all());
}

#[test]
fn a_file_that_readers_know_does_not_vanish() {
    let site = Published::new();
    site.publish_edit("static/forms/claim.pdf", "%PDF-1.4 claim", "Add a form");
    fs::remove_file(site.repo.path().join("static/forms/claim.pdf")).expect("removed");
    site.commit("Remove the form");
    site.refuses(1, &["the file `forms/claim.pdf` is published", "--accept forms/claim.pdf"]);
    let words = ["publish", "intranet", "--yes", "--accept", "forms/clam.pdf"];
    let slip = site.run(&words);
    assert!(
        slip.status == 2 && slip.stderr.contains("did you mean `--accept forms/claim.pdf`?"),
        "{}",
        slip.all()
    );
    site.publish(&["--accept", "forms/claim.pdf"]);
    // A job that says it once more does no harm.
    site.publish(&["--accept", "forms/claim.pdf"]);
}

#[test]
fn an_address_without_its_slash_is_told_from_one_that_nobody_knows() {
    let site = Published::once();
    let accept = |what: &str| site.run(&["publish", "intranet", "--yes", "--accept", what]);
    let run = accept("plays/play-5");
    assert!(
        run.status == 2 && run.stderr.contains("did you mean `--accept plays/play-5/`?"),
        "{}",
        run.all()
    );
    let run = accept("nonsense/");
    assert!(run.status == 2 && run.stderr.contains("names nothing that is published"), "{}", run.all());
}
