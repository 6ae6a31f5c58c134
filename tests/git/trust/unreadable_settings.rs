//! The settings say which edition is published. Where they cannot be read, that is not known.

use crate::trust::attacked::{ATTACK, CANARY, with_draft};
use crate::trust::judge::{ADDRESS, never_shows, shows};

#[test]
fn settings_that_cannot_be_read_publish_no_draft() {
    let mini = with_draft();
    mini.on(ATTACK);
    let id = mini.git(&["rev-parse", "HEAD:site.toml"]);
    std::fs::remove_file(mini.path().join(".git/objects").join(&id[..2]).join(&id[2..])).expect("loose");
    mini.is_refused();
}

/// A submodule is no file of the site, whatever it is called.
#[test]
fn a_submodule_in_the_place_of_the_settings_changes_nothing() {
    let mini = with_draft();
    mini.on(ATTACK);
    let head = mini.git(&["rev-parse", "HEAD"]);
    mini.git(&["rm", "--quiet", "site.toml"]);
    mini.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{head},site.toml")]);
    mini.git_of("editor").run(&["commit", "--quiet", "--message", "Change it"]);
    let output = mini.output().expect("an edition");
    never_shows(&output, CANARY);
    assert!(shows(&output, ADDRESS, "twenty crowns"));
}
