//! Publishing as people do it: with the command, to a folder that a web server would serve.

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test that cannot go on fails")]

mod anchored;
mod in_place;
mod plain;
mod refused;
mod serving;
mod side_branch;
mod told;
mod ways_out;

use std::fs;
use std::path::PathBuf;

use crate::support::{CommandRun, Repo, finish, guidepost_at};

/// A site with a target beside it.
struct Published {
    repo: Repo,
}

const SETTINGS: &str = "name = \"Handbook\"\nbase_url = \"https://intranet.example/handbook\"\n";

impl Published {
    /// A small site, committed; not published yet.
    fn new() -> Published {
        Published::with("")
    }

    /// The same with further keys of its target.
    fn with(keys: &str) -> Published {
        let repo = Repo::new();
        repo.write("site.toml", format!("{SETTINGS}[publish.intranet]\nto = \"../www/handbook\"\n{keys}"));
        repo.write("content/index.md", "# Handbook\n\nAll of it. See [the tone](tone.md#humour).\n");
        repo.write(
            "content/tone.md",
            "---\ntitle: Tone\n---\nWe write as we speak.\n\n## Humour\n\nSparingly.\n",
        );
        for number in 0..6 {
            repo.write(&format!("content/plays/play-{number}.md"), format!("# Play {number}\n\nPlay it.\n"));
        }
        fs::create_dir(repo.folder.path().join("www")).expect("a folder");
        let published = Published { repo };
        published.commit("Write");
        published
    }

    /// A small site, committed and published.
    fn once() -> Published {
        let published = Published::new();
        published.publish(&[]);
        published
    }

    /// Writes a file, commits it with a message, and publishes it.
    #[track_caller]
    fn publish_edit(&self, file: &str, text: impl AsRef<[u8]>, message: &str) -> CommandRun {
        self.repo.write(file, text);
        self.commit(message);
        self.publish(&[])
    }

    fn commit(&self, message: &str) {
        self.repo.git(&["add", "--all"]);
        self.repo.git(&["commit", "--quiet", "--message", message]);
    }

    fn run(&self, arguments: &[&str]) -> CommandRun {
        finish(&mut guidepost_at(self.repo.path(), arguments))
    }

    #[track_caller]
    fn publish(&self, more: &[&str]) -> CommandRun {
        self.run(&[&["publish", "intranet", "--yes", "--by", "Editor"], more].concat()).well()
    }

    /// The plan, as machines read it.
    #[track_caller]
    fn plan(&self) -> serde_json::Value {
        let run = self.run(&["publish", "intranet", "--plan", "--format", "json"]);
        serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.all()))
    }

    /// What the web server is set to.
    fn link(&self) -> PathBuf {
        self.repo.folder.path().join("www/handbook")
    }

    /// The release that is served.
    fn served(&self) -> String {
        let to = fs::read_link(self.link()).expect("a link");
        to.file_name().expect("a name").to_string_lossy().into_owned()
    }

    fn releases(&self) -> PathBuf {
        self.repo.folder.path().join("www/.handbook.releases")
    }

    /// A file as readers are served it.
    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.link().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// The texts of a list.
fn texts(list: &serde_json::Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts.map(|text| text.as_str().expect("a text").to_owned()).collect()
}
