//! `guidepost history`, as people and programs read it.

use std::path::Path;

use guidepost::config;
use guidepost::date::Day;
use guidepost::history::{self, HistoryOptions, HistorySubject};
use guidepost::model::{Completeness, StatedRevision};
use guidepost::path::FilePath;
use guidepost::world::{MemoryVersions, MemoryWorld, NoVersions};

use crate::history::histories::text;
use crate::support::{CommandRun, Repo, beside, finish, guidepost_at};

/// What the command prints and says, and how it ends.
fn run(root: &Path, arguments: &[&str]) -> (String, String, i32) {
    let CommandRun { stdout, stderr, status } = finish(guidepost_at(root, &["history"]).args(arguments));
    (stdout, stderr, status)
}

fn repo() -> Repo {
    let repo = Repo::new();
    repo.save("content/tone.md", &text("a"));
    repo.git(&["mv", "content/tone.md", "content/voice.md"]);
    repo.commit("Call it voice");
    repo.write(
        "content/voice.md",
        "---\nrevisions:\n  - { date: 2023-11-15, note: Agreed by the board }\n---\nShort.\n",
    );
    repo.commit("Say it shorter\n\nChange: minor\nCo-authored-by: Desk <desk@example.org>");
    repo
}

#[test]
fn days_are_those_on_which_texts_came_to_be() {
    let repo = Repo::new();
    repo.save("content/tone.md", &text("a"));
    repo.git(&["commit", "--quiet", "--amend", "--no-edit", "--date", "2020-01-01T12:00:00Z"]);
    let (table, _, _) = run(repo.path(), &["content/tone.md"]);
    assert!(table.contains("r1  14 Nov 2023  Hub"), "{table}");
    let (json, _, _) = run(repo.path(), &["--format", "json"]);
    assert!(json.contains("\"date\":\"2023-11-1") && json.contains("\"authored\":\"2020-01-01T"), "{json}");
}

#[test]
fn no_name_of_a_file_and_no_words_of_a_commit_steer_the_terminal() {
    let repo = Repo::new();
    repo.save("content/a\u{1b}[31m\u{7}\r.md", &text("a"));
    repo.git(&["mv", "content/a\u{1b}[31m\u{7}\r.md", "content/b\u{1b}]0;x\u{9b}.md"]);
    repo.commit("Move it");
    let (table, _, _) = run(repo.path(), &["content/b\u{1b}]0;x\u{9b}.md"]);
    assert!(table.contains("was content/a") && table.lines().count() > 2, "{table:?}");
    assert!(!table.contains(|sign: char| sign.is_control() && sign != '\n'), "{table:?}");
}

#[test]
fn a_page_has_a_table() {
    let repo = repo();
    let ids = repo.log("content/voice.md");
    let first = repo.git(&["rev-parse", "HEAD~2"]);
    let (stdout, stderr, status) = run(repo.path(), &["content/voice.md"]);
    let expected = format!(
        "content/voice.md: 3 revisions, all that there are\n\
         was content/tone.md\n\
         r3  15 Nov 2023  Hub, Desk  {}  Say it shorter (minor)\n\
         {:38}Agreed by the board\n\
         r2  15 Nov 2023  Hub        {}  Call it voice\n\
         {:38}moved from content/tone.md to content/voice.md\n\
         r1  14 Nov 2023  Hub        {}  Write content/tone.md\n",
        &ids[0][..8],
        "",
        &ids[1][..8],
        "",
        &first[..8],
    );
    assert_eq!((stdout.as_str(), stderr.as_str(), status), (expected.as_str(), "", 0));
    for name in ["voice", "voice.md", "/voice/", "./content/voice.md"] {
        assert_eq!(run(repo.path(), &[name]).0, expected, "{name}");
    }
    let (_, stderr, status) = run(repo.path(), &["content/voce.md"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("did you mean `content/voice.md`?"), "{stderr}");
}

#[test]
fn all_pages_are_told_line_by_line() {
    let repo = repo();
    repo.write("content/new.md", "New.\n");
    let (stdout, stderr, status) = run(repo.path(), &["--format", "json"]);
    let lines: Vec<serde_json::Value> =
        stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(
        lines.iter().map(|line| &line["path"]).collect::<Vec<_>>(),
        ["content/new.md", "content/voice.md"]
    );
    assert_eq!(lines[0]["history"], "untracked");
    let newest = &lines[1]["revisions"][0];
    assert_eq!(newest["commit"], repo.git(&["rev-parse", "HEAD"]));
    assert_eq!(newest["parents"][0], repo.git(&["rev-parse", "HEAD~1"]));
    assert_eq!(newest["object"], repo.git(&["rev-parse", "HEAD:content/voice.md"]));
    assert_eq!(newest["date"], repo.git(&["log", "-1", "--format=%cI"]));
    assert_eq!((&newest["author"], &newest["summary"]), (&"Hub".into(), &"Say it shorter".into()));
    assert_eq!(lines[1]["revisions"][2]["path"], "content/tone.md");
    assert!(!stdout.contains("example.org"), "addresses are withheld");
    assert!(stderr.contains("note[untracked-page]"), "{stderr}");
    assert_eq!(status, 0);
    let again = run(repo.path(), &["--format", "json"]);
    assert_eq!(again.0, stdout, "what is kept says the same");
    assert_eq!(repo.git(&["status", "--porcelain"]), "?? content/new.md", "what is kept is no change");
}

#[test]
fn programs_are_told_no_addresses() {
    let repo = repo();
    let author = "--author=desk@example.org <desk@example.org>";
    let message = "Ask law@example.org\n\nOr me.\nSigned-off-by: Desk <desk@example.org>";
    repo.git(&["commit", "--quiet", "--amend", author, "--message", message]);
    for arguments in [&["--format", "json"][..], &["content/voice.md"]] {
        let (stdout, _, status) = run(repo.path(), arguments);
        assert_eq!(status, 0);
        assert!(stdout.contains("Ask law…") && stdout.contains("desk…"), "{stdout}");
        assert!(!stdout.contains("@example.org"), "{stdout}");
    }
}

/// What `guidepost diff` prints and says, and how it ends.
fn diff(root: &Path, arguments: &[&str]) -> (String, String, i32) {
    let CommandRun { stdout, stderr, status } = finish(guidepost_at(root, &["diff"]).args(arguments));
    (stdout, stderr, status)
}

#[test]
fn a_diff_is_against_the_text_that_the_newest_came_from() {
    let repo = Repo::new();
    let tone = |first: &str, last: &str| format!("# Tone\n\n{first} sentences.\n\nWe {last} shout.\n");
    repo.save("content/tone.md", &tone("Short", "never"));
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.save("content/tone.md", &tone("Brief", "never"));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.pass(1);
    repo.save("content/tone.md", &tone("Short", "rarely"));
    repo.git(&["checkout", "--quiet", "side"]);
    repo.pass(1);
    repo.save("content/tone.md", &tone("Curt", "never"));
    repo.git(&["checkout", "--quiet", "main"]);
    repo.begin_merge(&["side"]);
    repo.write("content/tone.md", tone("Curt", "rarely"));
    repo.pass(1);
    repo.commit("Join");
    let history = repo.history("content/tone.md");
    let newest = history.revisions[0].before.as_ref().expect("an older text").text;
    assert_ne!(history.revisions[1].text, newest, "the revision below is of the other line");
    let (stdout, stderr, status) = diff(repo.path(), &["tone"]);
    assert_eq!((stderr.as_str(), status), ("", 1));
    assert!(stdout.contains("r5 of") && stdout.contains("against r3 of"), "{stdout}");
    assert!(stdout.contains("Short") && stdout.contains("Curt") && !stdout.contains("never"), "{stdout}");
}

#[test]
fn of_a_draft_it_is_said_that_it_is_one() {
    let repo = Repo::new();
    repo.save("content/index.md", &text("a"));
    repo.save("content/later.md", "---\ndraft: true\n---\n# Later\n\nText.\n");
    for name in ["content/later.md", "later.md", "later", "/later/"] {
        for (_, said, status) in [diff(repo.path(), &[name]), run(repo.path(), &[name])] {
            assert!(said.contains("`content/later.md` is a draft") && said.contains("--drafts"), "{said}");
            assert_eq!(status, 2);
        }
    }
    let (_, said, _) = diff(repo.path(), &["x"]);
    assert!(said.contains("there is no page `x`") && !said.contains("``"), "{said}");
}

#[test]
fn in_a_shallow_clone_revisions_have_no_numbers() {
    let repo = Repo::new();
    for words in ["One.\n", "Two.\n", "Three.\n"] {
        repo.save("content/tone.md", words);
    }
    let (_folder, clone) = beside();
    let url = format!("file://{}", repo.path().display());
    repo.git(&["clone", "--quiet", "--depth=2", &url, clone.to_str().expect("a path")]);
    let newest = &repo.git(&["rev-parse", "HEAD"])[..8];
    let (stdout, _, _) = run(&clone, &["tone"]);
    assert!(stdout.contains(newest), "{stdout}");
    let numbered = |text: &str| (1..4).any(|number| text.contains(&format!("r{number} ")));
    assert!(!numbered(&stdout) && numbered(&run(repo.path(), &["tone"]).0), "{stdout}");
    std::fs::write(clone.join("content/tone.md"), "Four.\n").expect("a file");
    let (stdout, stderr, status) = diff(&clone, &["tone"]);
    assert_eq!(status, 1, "{stderr}");
    assert!(stdout.contains(&format!("against {newest} of")) && !numbered(&stdout), "{stdout}");
    let (_, stderr, status) = diff(&clone, &["tone", "r1"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("lists those that are known") && !stderr.contains("r1 to"), "{stderr}");
}

fn subject(stated: Vec<StatedRevision>) -> Vec<HistorySubject> {
    vec![HistorySubject { file: FilePath::new("a.md").expect("a path"), stated }]
}

fn stated(day: &str, commit: Option<&str>, note: &str) -> StatedRevision {
    StatedRevision { day: day.parse().ok(), commit: commit.map(Into::into), note: note.into(), who: None }
}

#[test]
fn what_pages_state_joins_the_commits_that_it_means() {
    let mut versions = MemoryVersions::new();
    let first = versions.commit(&[], "First", &[("a.md", "one")]);
    versions.commit(&[0], "Second", &[("a.md", "two")]);
    let world = MemoryWorld::new(Day::new(2026, 11, 16).expect("a day"), []).with_versions(Ok(versions));
    let options = HistoryOptions::of(&config::Config::default());
    let entries = vec![
        stated("2025-12-31", None, "before"),
        stated("2026-01-02", None, "by day"),
        stated("", Some(&first.short()), "by id"),
    ];
    let told = history::histories_of(&world, &subject(entries.clone()), &options).value.remove(0);
    let notes: Vec<_> = told.revisions.iter().map(|revision| revision.notes.concat()).collect();
    assert_eq!(notes, ["by day", "by id"]);
    assert_eq!(told.stated, [entries[0].clone()]);
    assert_eq!(told.completeness, Completeness::Whole);

    let world = world.with_versions(Err(NoVersions::NoRepository));
    let told = history::histories_of(&world, &subject(entries), &options).value.remove(0);
    assert_eq!((told.stated.len(), told.completeness), (3, Completeness::Stated));
    let told = history::histories_of(&world, &subject(Vec::new()), &options).value.remove(0);
    assert_eq!(told.completeness, Completeness::NoVersions);
}

#[test]
fn a_site_names_its_own_list_of_commits() {
    let mut versions = MemoryVersions::new();
    let first = versions.commit(&[], "First", &[("a.md", "one")]);
    let list = format!("{first}\n");
    let files = [("tidied.txt", list.as_bytes())];
    let world = MemoryWorld::new(Day::new(2026, 11, 16).expect("a day"), files).with_versions(Ok(versions));
    let file = FilePath::new("site.toml").expect("a path");
    for (text, folded, findings) in [
        ("", false, 0),
        ("[history]\nignore = \"tidied.txt\"", true, 0),
        ("[history]\nignore = \"nowhere.txt\"", false, 1),
    ] {
        let config = config::read(&file, text);
        assert!(config.findings.is_empty(), "{text}");
        let told = history::histories_of(&world, &subject(Vec::new()), &HistoryOptions::of(&config.value));
        assert_eq!(told.value[0].revisions[0].folded.is_some(), folded, "{text}");
        assert_eq!(told.findings.len(), findings, "{text}");
    }
    let outside = config::read(&file, "[history]\nignore = \"../x\"\nignored = 1");
    let codes: Vec<_> = outside.findings.iter().map(|finding| finding.code.name()).collect();
    assert_eq!(codes.len(), 2, "{codes:?}");
}

#[test]
fn changes_of_one_second_are_told_the_latest_first() {
    let repo = Repo::new();
    for number in 0..6 {
        repo.write("content/index.md", format!("# Home\n\nThe text has number {number}.\n"));
        repo.commit(&format!("Change number {number}"));
        repo.pass(-1);
    }
    finish(&mut guidepost_at(repo.path(), &["build"])).well();
    let changes = std::fs::read_to_string(repo.path().join("public/changes/index.html")).expect("a page");
    let told: Vec<&str> = changes.split("Change number ").skip(1).map(|rest| &rest[..1]).collect();
    assert_eq!(told, ["5", "4", "3", "2", "1", "0"]);
}

/// A symbolic link is committed as it leads: what it shows is as the last commit has it.
#[cfg(unix)]
#[test]
fn a_committed_link_to_a_page_is_committed() {
    let repo = Repo::new();
    repo.write("site.toml", "name = \"Handbook\"\n");
    repo.write("content/index.md", "# Handbook\n\nAll of it.\n");
    repo.write("content/plays/tone.md", "# Tone\n\nWe write as we speak.\n");
    std::os::unix::fs::symlink("plays/tone.md", repo.path().join("content/tone.md")).expect("a link");
    repo.commit("Write, and link");
    let check = || finish(&mut guidepost_at(repo.path(), &["check"]));
    assert!(!check().all().contains("uncommitted-pages"), "{}", check().all());
    repo.write("content/plays/tone.md", "# Tone\n\nWe shout.\n");
    assert!(check().all().contains("2 pages are shown as they stand"), "{}", check().all());
}

#[test]
fn that_nothing_is_committed_is_told_in_a_repository_alone() {
    let repo = Repo::new();
    repo.write("content/index.md", "# Handbook\n\nAll of it.\n");
    let check = |root: &Path| finish(&mut guidepost_at(root, &["check"])).all();
    assert!(check(repo.path()).contains("no-version-control"), "{}", check(repo.path()));
    let folder = tempfile::tempdir().expect("a folder");
    crate::support::write_files(folder.path(), [("content/index.md", "# Handbook\n\nAll of it.\n")]);
    assert!(!check(folder.path()).contains("no-version-control"), "{}", check(folder.path()));
}
