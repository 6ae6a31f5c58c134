//! Targets of which something is gone or damaged: what is said leads out when it is followed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{CommandRun, Published};
use crate::support::finish;

/// A site that was published twice, with its first release.
fn twice() -> (Published, String) {
    let site = Published::once();
    let first = site.served();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    (site, first)
}

impl Published {
    fn lead_to(&self, id: &str) {
        fs::remove_file(self.link()).expect("removed");
        std::os::unix::fs::symlink(format!(".handbook.releases/{id}"), self.link()).expect("a link");
    }

    fn log(&self) -> PathBuf {
        self.releases().join("log.jsonl")
    }
}

/// The log without its last line.
fn cut(log: &Path) {
    let text = fs::read_to_string(log).expect("a log");
    let lines: Vec<&str> = text.lines().collect();
    let kept = lines.split_last().expect("a line").1;
    fs::write(log, kept.join("\n") + "\n").expect("written");
}

/// The commands of a message.
fn commands(text: &str) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|words| words.starts_with("guidepost ")).map(str::to_owned).collect()
}

/// Runs the first command that a message prints and that begins so.
#[track_caller]
fn follow(site: &Published, run: &CommandRun, start: &str) -> CommandRun {
    let all = commands(&run.stderr);
    let found = all.iter().find(|command| command.starts_with(start));
    let found = found.unwrap_or_else(|| panic!("no `{start}` in {}", run.all()));
    let words: Vec<&str> = found.split_whitespace().skip(1).collect();
    let yes: &[&str] = if found.contains("--yes") || found.contains(" verify ") { &[] } else { &["--yes"] };
    site.run(&[&words, yes].concat())
}

/// The log lost its last line, and the link was led back by hand: what was published last is not forgotten.
#[test]
fn a_release_that_is_whole_and_in_no_line_of_the_log_is_missed() {
    let (site, first) = twice();
    let whole = fs::read_to_string(site.log()).expect("a log");
    let last = site.served();
    for served in [&first, &last] {
        site.lead_to(served);
        cut(&site.log());
        for command in [
            &["publish", "intranet", "--yes"][..],
            &["publish", "intranet", "--yes", "--repair"],
            &["rollback", "intranet", &first, "--yes"],
            &["verify", "intranet"],
            &["releases", "intranet"],
        ] {
            let run = site.run(command);
            assert!(run.status == 2 && run.stderr.contains("lacks releases"), "{command:?}: {}", run.all());
        }
        assert!(site.releases().join(format!("{last}.json")).is_file(), "nothing is removed");
        fs::write(site.log(), &whole).expect("written");
    }
    site.run(&["verify", "intranet"]).well();
}

/// The link is switched, and the log takes no line: whoever publishes is told what is served, and what to do.
#[cfg(unix)]
#[test]
fn a_log_that_cannot_be_written_is_no_success() {
    let site = Published::once();
    let first = site.served();
    site.repo.write("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n");
    site.commit("Edit");
    // A log that takes no further byte, whoever writes it; all other files are smaller.
    let log = fs::read_to_string(site.log()).expect("a log");
    let limit = 2000 * 512;
    let entry: serde_json::Value = serde_json::from_str(log.trim()).expect("an entry");
    let mut entry = entry.as_object().expect("an entry").clone();
    let length = |entry: &serde_json::Map<String, serde_json::Value>| {
        serde_json::to_string(entry).expect("a line").len() + 1
    };
    entry.insert("padding".to_owned(), String::new().into());
    let padding = limit - length(&entry);
    entry.insert("padding".to_owned(), "x".repeat(padding).into());
    fs::write(site.log(), serde_json::to_string(&entry).expect("a line") + "\n").expect("written");
    let words =
        ["-c", "trap '' XFSZ; ulimit -f 2000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_guidepost"), "--root"];
    let root = site.repo.path().display().to_string();
    let limited =
        |arguments: &[&str]| finish(Command::new("sh").args(words).args([root.as_str()]).args(arguments));
    let run = limited(&["publish", "intranet", "--yes", "--by", "Editor"]);
    let second = site.served();
    assert_ne!(second, first);
    assert!(run.status == 2 && run.stderr.contains(&format!("readers are served {second}")), "{}", run.all());
    follow(&site, &run, "guidepost publish intranet").well();
    assert!(fs::read_to_string(site.log()).expect("a log").contains(&second));
    site.run(&["verify", "intranet"]).well();
}

/// Nobody opens what is no file: a pipe keeps whoever reads it for ever.
#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_manifest_keeps_nobody() {
    let (site, first) = twice();
    for id in [site.served(), first] {
        let manifest = site.releases().join(format!("{id}.json"));
        let text = fs::read(&manifest).expect("a manifest");
        fs::remove_file(&manifest).expect("removed");
        assert!(Command::new("mkfifo").arg(&manifest).status().expect("run").success());
        for command in
            [&["verify", "intranet"][..], &["releases", "intranet"], &["publish", "intranet", "--plan"]]
        {
            let mut limited = Command::new("timeout");
            limited.args(["20", env!("CARGO_BIN_EXE_guidepost"), "--root"]);
            let run = finish(limited.arg(site.repo.path()).args(command));
            assert_ne!(run.status, 124, "{command:?} hangs");
        }
        fs::remove_file(&manifest).expect("removed");
        fs::write(&manifest, text).expect("written");
    }
    site.run(&["verify", "intranet"]).well();
}

/// A folder that others cannot read is an answer 403 of the web server for all that is in it.
#[cfg(unix)]
#[test]
fn a_folder_that_the_web_server_cannot_read_is_named_and_mended() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Published::once();
    for folder in ["plays", "plays/play-2", ""] {
        let dir = site.link().join(folder);
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o700)).expect("set");
        let verified = site.run(&["verify", "intranet"]);
        let line =
            format!("closed    {}", if folder.is_empty() { "./".to_owned() } else { format!("{folder}/") });
        assert!(verified.status == 1 && verified.stdout.contains(&line), "{folder}: {}", verified.all());
        follow(&site, &verified, "guidepost publish intranet --repair").well();
        site.run(&["verify", "intranet"]).well();
    }
    fs::set_permissions(site.releases(), fs::Permissions::from_mode(0o700)).expect("set");
    let verified = site.run(&["verify", "intranet"]);
    let name = site.releases().file_name().expect("a name").to_string_lossy().into_owned();
    let line = format!("closed    {name}/");
    assert!(verified.status == 1 && verified.stdout.contains(&line), "{}", verified.all());
    follow(&site, &verified, "guidepost publish intranet --repair").well();
    site.run(&["verify", "intranet"]).well();
}

/// Without its manifest nothing follows what is served: it is said to which release readers can be led, and then all goes on.
#[test]
fn where_the_manifest_of_what_is_served_is_gone_another_release_is_named() {
    let (site, first) = twice();
    fs::remove_file(site.releases().join(format!("{}.json", site.served()))).expect("removed");
    let run = site.run(&["publish", "intranet", "--yes"]);
    assert_eq!(run.status, 2, "{}", run.all());
    assert!(site.read("plays/play-1/index.html").contains("Otherwise"), "readers are served it still");
    follow(&site, &run, "guidepost rollback intranet").well();
    assert_eq!(site.served(), first);
    site.publish(&[]);
    site.run(&["verify", "intranet"]).well();
}

/// The folder of the served release is gone, and its manifest is there: all of it is missing, and written anew.
#[test]
fn a_served_release_without_its_folder_is_written_anew() {
    let (site, _) = twice();
    fs::remove_dir_all(site.releases().join(site.served())).expect("removed");
    let verified = site.run(&["verify", "intranet"]);
    assert!(verified.status == 1 && verified.stdout.contains("missing   index.html"), "{}", verified.all());
    follow(&site, &verified, "guidepost publish intranet --repair").well();
    site.run(&["verify", "intranet"]).well();
    assert!(site.read("plays/play-1/index.html").contains("Otherwise"));
}
