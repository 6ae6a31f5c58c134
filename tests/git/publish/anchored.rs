//! A governed site: the approved edition is published, and held against what was published before.

use std::fs;
use std::path::PathBuf;

use crate::support::{GovernedSite, finish, guidepost_at};
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, with_draft};

/// The site with its draft, and a target beside it.
pub(super) fn site() -> GovernedSite {
    with_target(with_draft())
}

/// A site with a target beside it.
pub(super) fn with_target(site: GovernedSite) -> GovernedSite {
    let settings = site.read("site.toml");
    fs::create_dir(site.folder.path().join("www")).expect("a folder");
    site.write("site.toml", format!("{settings}\n[publish.intranet]\nto = \"../www/handbook\"\n"));
    site.commit_by("editor");
    site
}

fn served(site: &GovernedSite) -> Option<PathBuf> {
    fs::read_link(site.folder.path().join("www/handbook")).ok()
}

fn log(site: &GovernedSite) -> PathBuf {
    site.folder.path().join("www/.handbook.releases/log.jsonl")
}

#[track_caller]
pub(super) fn publishes(site: &GovernedSite) {
    site.run(&["publish", "intranet", "--yes", "--by", "Editor"]).well();
}

#[track_caller]
pub(super) fn refuses(site: &GovernedSite, words: &str) {
    let before = served(site);
    let run = site.run(&["publish", "intranet", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains(words), "{}: {}", run.status, run.all());
    assert_eq!(served(site), before, "what was served is served still");
}

#[test]
fn the_texts_in_force_are_published_and_the_log_has_the_state_of_the_line() {
    let site = site();
    publishes(&site);
    let dir = site.folder.path().join("www/handbook");
    let page = fs::read_to_string(dir.join("guidelines/gifts/index.html")).expect("a page");
    assert!(page.contains(APPROVED) && !page.contains(CANARY));
    let line = fs::read_to_string(log(&site)).expect("a log");
    let entry: serde_json::Value = serde_json::from_str(line.trim()).expect("an entry");
    assert_eq!(entry["governance"]["head"], site.git(&["rev-parse", "HEAD"]));
    assert_eq!(entry["governance"]["digest"].as_str().map(str::len), Some(64));
    let id = entry["release"].as_str().expect("a name");
    let manifest = fs::read_to_string(log(&site).with_file_name(format!("{id}.json"))).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let page = &manifest["pages"]["guidelines/gifts/"];
    assert_eq!(page["document"], "GL-1");
    assert_eq!(page["records"].as_array().map(Vec::len), Some(2), "{page}");
    assert!(!manifest.to_string().contains(CANARY));
}

#[test]
fn a_line_that_misses_what_was_published_is_refused() {
    let site = site();
    publishes(&site);
    site.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    site.write("content/other.md", "# Other\n\nAnother history.\n");
    let settings = site.read("site.toml");
    site.write("site.toml", format!("{settings}\n[publish.intranet]\nto = \"../www/handbook\"\n"));
    site.commit_by("editor");
    refuses(&site, "what is in force is not known");
}

#[test]
fn closed_days_that_read_otherwise_are_refused_with_the_day() {
    let site = site();
    publishes(&site);
    let text = fs::read_to_string(log(&site)).expect("a log");
    let entry: serde_json::Value = serde_json::from_str(text.trim()).expect("an entry");
    let (digest, day) = (&entry["governance"]["digest"], &entry["governance"]["day"]);
    let digest = digest.as_str().expect("a digest");
    let other: String = digest.chars().rev().collect();
    let manifest = log(&site).with_file_name(format!("{}.json", entry["release"].as_str().expect("a name")));
    for file in [log(&site), manifest] {
        let text = fs::read_to_string(&file).expect("a text");
        fs::write(file, text.replace(digest, &other)).expect("written");
    }
    refuses(&site, &format!("before {}", day.as_str().expect("a day")));
    // Whoever asks what was in force is told so too.
    let run = site.run(&["audit", "GL-1", "--on", "2025-01-15", "--target", "intranet"]);
    assert!(run.status == 2 && run.stderr.contains("reads otherwise"), "{}", run.all());
}

/// What comes later leaves the closed days as they were: the next release follows.
#[test]
fn later_commits_and_records_follow_what_was_published() {
    let site = site();
    publishes(&site);
    site.write(GIFTS, site.read(GIFTS) + "\nAnother word.\n");
    site.commit_by("editor");
    publishes(&site);
    site.sign("lead", "team-lead");
    site.sign("legal", "head-of-legal");
    publishes(&site);
    let page = site.folder.path().join("www/handbook/guidelines/gifts/index.html");
    assert!(fs::read_to_string(page).expect("a page").contains("Another word."));
}

#[test]
fn a_clone_that_is_cut_off_publishes_nothing() {
    let site = site();
    let clone = site.cloned(&["--depth", "1"]);
    fs::create_dir(clone.folder.path().join("www")).expect("a folder");
    refuses(&clone, "fetch-depth: 0");
    assert_eq!(served(&clone), None);
}

#[test]
fn an_audit_says_which_release_served_the_page() {
    let site = site();
    publishes(&site);
    let today: String = crate::support::printed(std::process::Command::new("date").args(["--utc", "+%F"]));
    let release = served(&site).expect("a link");
    let release = release.file_name().expect("a name").to_string_lossy().into_owned();
    // The clock of the log is the machine's: no day of the story is one on which anything was published.
    let audit = |day: &str| {
        let words = [
            "audit",
            "GL-1",
            "--on",
            day,
            "--target",
            "intranet",
            "--format",
            "json",
            "--date",
            today.trim(),
        ];
        let run = finish(&mut guidepost_at(site.path(), &words)).well();
        serde_json::from_str::<serde_json::Value>(&run.stdout).expect("JSON")["served"].clone()
    };
    assert_eq!(audit("2025-01-15"), serde_json::json!([]));
    let served = audit(today.trim());
    assert_eq!(
        (&served[0]["release"], &served[0]["is_in_force"]),
        (&release.into(), &true.into()),
        "{served}"
    );
}

#[test]
fn what_is_not_committed_is_not_thought_to_be_published() {
    let site = site();
    site.write(GIFTS, site.read(GIFTS) + "\nNot committed.\n");
    refuses(&site, "is not as commit");
    site.commit_by("editor");
    // Nothing that git does not know is anybody's mistake.
    site.write("content/notes.txt", "mine");
    publishes(&site);
}

/// To go back takes no anchor away: what was published last still holds the line.
#[test]
fn going_back_does_not_let_another_line_pass() {
    let site = site();
    publishes(&site);
    site.write("content/other.md", "# Other\n\nOne history.\n");
    site.commit_by("editor");
    publishes(&site);
    let words = ["rollback", "intranet", "--yes"];
    finish(&mut guidepost_at(site.path(), &words)).well();
    site.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    site.write("content/other.md", "# Other\n\nAnother history.\n");
    site.commit_by("editor");
    refuses(&site, "what is in force is not known");
}

/// A link that an administrator led back by hand takes no anchor away either.
#[cfg(unix)]
#[test]
fn a_link_led_back_by_hand_does_not_let_another_line_pass() {
    let site = site();
    publishes(&site);
    let first = served(&site).expect("a link");
    site.write("content/other.md", "# Other\n\nOne history.\n");
    site.commit_by("editor");
    publishes(&site);
    let link = site.folder.path().join("www/handbook");
    fs::remove_file(&link).expect("removed");
    std::os::unix::fs::symlink(first, &link).expect("a link");
    site.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    site.write("content/other.md", "# Other\n\nAnother history.\n");
    site.commit_by("editor");
    refuses(&site, "what is in force is not known");
    refuses(&site, "what is in force is not known");
}

/// A target that served the latest texts once does not go back to them unseen.
#[test]
fn nobody_goes_back_from_approved_texts_to_the_latest_unseen() {
    let site = site();
    let settings = site.read("site.toml");
    let latest = format!("{settings}edition = \"latest\"\n");
    site.write("site.toml", latest);
    site.commit_by("editor");
    publishes(&site);
    site.write("site.toml", settings);
    site.commit_by("editor");
    publishes(&site);
    let rollback = |more: &[&str]| {
        let words = [&["rollback", "intranet", "--yes"], more].concat();
        finish(&mut guidepost_at(site.path(), &words))
    };
    let refused = rollback(&[]);
    assert!(refused.status == 1 && refused.stderr.contains("--accept edition"), "{}", refused.all());
    rollback(&["--accept", "edition"]).well();
}

/// Puts something else in the place of a word of the last line of the log.
fn forge(site: &GovernedSite, change: impl Fn(&mut serde_json::Value)) {
    let text = fs::read_to_string(log(site)).expect("a log");
    let (before, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    let mut entry: serde_json::Value = serde_json::from_str(last).expect("an entry");
    change(&mut entry);
    let before = if before.is_empty() { String::new() } else { format!("{before}\n") };
    fs::write(log(site), format!("{before}{entry}\n")).expect("written");
}

/// A line that lost what was published.
fn rewritten(site: &GovernedSite) {
    site.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    site.write("content/other.md", "# Other\n\nAnother history.\n");
    let settings = site.read("site.toml");
    if !settings.contains("[publish.intranet]") {
        site.write("site.toml", format!("{settings}\n[publish.intranet]\nto = \"../www/handbook\"\n"));
    }
    site.commit_by("editor");
}

/// Whoever may push a tag must not choose what the log means.
#[test]
fn a_tag_named_like_a_published_commit_does_not_take_its_place() {
    let site = site();
    publishes(&site);
    let published = site.git(&["rev-parse", "HEAD"]);
    rewritten(&site);
    site.git(&["update-ref", &format!("refs/tags/{published}"), "HEAD"]);
    site.git(&["update-ref", &format!("refs/heads/{published}"), "HEAD"]);
    refuses(&site, "what is in force is not known");
    // The same where it was named by hand, and by a part of it.
    let check = |after: &str| site.run(&["check", "--after", after]);
    assert_ne!(check(&published).status, 0);
    let short = &published[..12];
    site.git(&["update-ref", &format!("refs/tags/{short}"), "HEAD"]);
    let run = check(short);
    assert!(run.status == 2 && run.stderr.contains("as well: write"), "{}", run.all());
}

/// An everyday `git pull` on an old checkout: the release of it is right, and so are closed days from then on.
#[test]
fn after_a_turned_merge_every_state_that_was_published_still_holds() {
    let site = site();
    publishes(&site);
    let first = site.git(&["rev-parse", "HEAD"]);
    site.write("content/other.md", "# Other\n\nOne.\n");
    site.commit_by("editor");
    publishes(&site);
    site.git(&["checkout", "--quiet", "-b", "mine", "HEAD~2"]);
    site.write("content/mine.md", "# Mine\n\nOf an old checkout.\n");
    site.commit_by("editor");
    site.git(&["merge", "--quiet", "--no-ff", "--message", "Pull", "main"]);
    site.git(&["checkout", "--quiet", "-B", "main", "mine"]);
    publishes(&site);
    site.write("content/mine.md", "# Mine\n\nLater.\n");
    site.commit_by("editor");
    publishes(&site);
    // Along first parents alone, the line misses what was published first.
    let line = site.git(&["rev-list", "--first-parent", "HEAD"]);
    assert!(!line.contains(&first));
}

/// Going back would leave the changed line behind, and with it what the next release is held against.
#[test]
fn nobody_goes_back_from_a_release_whose_line_of_the_log_was_changed() {
    let site = site();
    publishes(&site);
    site.write("content/other.md", "# Other\n\nOne.\n");
    site.commit_by("editor");
    publishes(&site);
    let whole = fs::read_to_string(log(&site)).expect("a log");
    forge(&site, |entry| _ = entry.as_object_mut().expect("an entry").remove("governance"));
    let back = finish(&mut guidepost_at(site.path(), &["rollback", "intranet", "--yes"]));
    assert!(back.status == 2 && back.stderr.contains("do not say the same"), "{}", back.all());
    fs::write(log(&site), whole).expect("written");
    finish(&mut guidepost_at(site.path(), &["rollback", "intranet", "--yes"])).well();
}

#[test]
fn an_anchor_that_somebody_took_out_of_the_log_is_missed() {
    let site = site();
    publishes(&site);
    let whole = fs::read_to_string(log(&site)).expect("a log");
    for change in [
        (|entry| _ = entry.as_object_mut().expect("an entry").remove("governance"))
            as fn(&mut serde_json::Value),
        |entry| entry["governance"]["head"] = "1".repeat(40).into(),
        |entry| entry["is_of_any_branch"] = true.into(),
        |entry| entry["is_rewritten"] = true.into(),
    ] {
        forge(&site, change);
        for more in [&[][..], &["--repair"]] {
            let run = site.run(&[&["publish", "intranet", "--yes"], more].concat());
            assert!(run.status == 2 && run.stderr.contains("do not say the same"), "{}", run.all());
        }
        fs::write(log(&site), &whole).expect("written");
    }
    forge(&site, |entry| entry["governance"]["head"] = "main".into());
    refuses(&site, "do not say the same");
}

/// Secrets were taken out: whoever publishes says so once, and the log keeps what was.
#[test]
fn a_history_that_was_rewritten_on_purpose_is_published_once_somebody_says_so() {
    let site = site();
    publishes(&site);
    let needless = site.run(&["publish", "intranet", "--yes", "--rewritten"]);
    assert!(
        needless.status == 2 && needless.stderr.contains("nothing of it was rewritten"),
        "{}",
        needless.all()
    );
    rewritten(&site);
    refuses(&site, "--rewritten");
    site.run(&["publish", "intranet", "--yes", "--rewritten"]).well();
    let lines = fs::read_to_string(log(&site)).expect("a log");
    assert!(lines.lines().count() == 2 && lines.contains("\"is_rewritten\":true"), "{lines}");
    // From then on the new history holds.
    site.write("content/other.md", "# Other\n\nLater.\n");
    site.commit_by("editor");
    publishes(&site);
    rewritten(&site);
    refuses(&site, "what is in force is not known");
}

/// What is published of any branch is no state of the main line.
#[test]
fn a_release_of_a_branch_holds_no_line() {
    let site = site();
    let settings = site.read("site.toml");
    site.git(&["checkout", "--quiet", "-b", "topic"]);
    site.write("site.toml", format!("{settings}edition = \"latest\"\n"));
    site.commit_by("editor");
    publishes(&site);
    site.git(&["checkout", "--quiet", "main"]);
    publishes(&site);
}

#[test]
fn a_log_in_the_repository_proves_nothing_about_it() {
    let site = site();
    site.write("site.toml", site.read("site.toml").replace("../www/handbook", "pub/handbook"));
    fs::create_dir(site.path().join("pub")).expect("a folder");
    site.commit_by("editor");
    publishes(&site);
    site.git(&["add", "--all", "--force"]);
    site.commit_by("editor");
    let run = site.run(&["publish", "intranet", "--yes"]);
    assert!(run.status == 2 && run.stderr.contains("kept in the repository"), "{}", run.all());
    let run = site.run(&["audit", "GL-1", "--on", "2025-01-15", "--target", "intranet"]);
    assert!(run.status == 2 && run.stderr.contains("kept in the repository"), "{}", run.all());
}

#[test]
fn nothing_is_published_within_a_release_of_another_target() {
    let site = site();
    publishes(&site);
    let settings = site.read("site.toml");
    for within in
        ["../www/handbook/new", "../www/handbook/guidelines/gifts/new", "../www/.handbook.releases/new"]
    {
        site.write("site.toml", settings.replace("../www/handbook", within) + "edition = \"latest\"\n");
        site.commit_by("editor");
        let run = site.run(&["publish", "intranet", "--yes"]);
        assert!(
            run.status != 0 && run.stderr.contains("release of another target"),
            "{within}: {}",
            run.all()
        );
    }
}

#[test]
fn a_day_that_is_still_to_come_is_planned_and_not_published() {
    let site = site();
    let publish = |more: &[&str]| {
        let words = [&["publish", "intranet", "--date", "2999-01-01"], more].concat();
        finish(&mut guidepost_at(site.path(), &words))
    };
    let run = publish(&["--yes"]);
    assert!(run.status == 2 && run.stderr.contains("still to come"), "{}", run.all());
    publish(&["--plan"]).well();
}

/// Its last line is gone, and perhaps the link leads back: with the line goes what the next release is held against.
#[test]
fn a_log_that_lacks_the_line_of_a_release_is_missed_wherever_the_link_leads() {
    for leads_back in [false, true] {
        let site = site();
        publishes(&site);
        let first = served(&site).expect("a link");
        site.write("content/more.md", "# More\n\nMore.\n");
        site.commit_by("editor");
        publishes(&site);
        let second = served(&site).expect("a link");
        let log = log(&site);
        let whole = fs::read_to_string(&log).expect("a log");
        let line = whole.lines().next().expect("a line");
        fs::write(&log, format!("{line}\n")).expect("written");
        let entry = site.folder.path().join("www/handbook");
        if leads_back {
            fs::remove_file(&entry).expect("removed");
            std::os::unix::fs::symlink(&first, &entry).expect("a link");
        }
        refuses(&site, "lacks releases that are there");
        let repair = site.run(&["publish", "intranet", "--yes", "--repair"]);
        let rollback = finish(&mut guidepost_at(site.path(), &["rollback", "intranet", "--yes"]));
        for run in [repair, rollback] {
            assert!(run.status == 2 && run.stderr.contains("lacks releases"), "{}", run.all());
        }
        assert!(
            entry.with_file_name(".handbook.releases").join(second.file_name().expect("a name")).is_dir()
        );
        fs::write(&log, whole).expect("put back from a backup");
        publishes(&site);
    }
}

/// All that was served is gone but for the log: there is a way on, and the line is held as before.
#[test]
fn where_releases_are_gone_everything_is_written_anew_and_held_against_the_log() {
    let site = site();
    publishes(&site);
    let releases = site.folder.path().join("www/.handbook.releases");
    for entry in fs::read_dir(&releases).expect("releases") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            fs::remove_dir_all(path).expect("removed");
        } else if path.extension().is_some_and(|ending| ending == "json") {
            fs::remove_file(path).expect("removed");
        }
    }
    refuses(&site, "--repair");
    let head = site.git(&["rev-parse", "HEAD"]);
    let repaired = site.run(&["publish", "intranet", "--yes", "--repair"]);
    assert!(
        repaired.status == 0 && repaired.stderr.contains("nobody can tell which addresses vanish"),
        "{}",
        repaired.all()
    );
    assert!(served(&site).is_some_and(|link| releases.join(link.file_name().expect("a name")).is_dir()));
    assert_eq!(fs::read_to_string(log(&site)).expect("a log").lines().count(), 2);
    // What was published before is held against it still.
    site.git(&["commit", "--quiet", "--amend", "--message", "Another past"]);
    assert_ne!(site.git(&["rev-parse", "HEAD"]), head);
    let run = site.run(&["publish", "intranet", "--yes", "--repair"]);
    assert_eq!(run.status, 2, "{}", run.all());
}
