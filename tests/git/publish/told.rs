//! What is told of a release that is about to come, and of one that is gone back to.

use std::fs;

use super::Published;
use crate::support::{finish, guidepost_at};

/// Puts other bytes in the place of a page, and a file of somebody else beside it.
fn deface(site: &Published) {
    fs::write(site.link().join("tone/index.html"), "Defaced.").expect("written");
    fs::create_dir(site.link().join("evil")).expect("a folder");
    fs::write(site.link().join("evil/index.html"), "Evil.").expect("written");
}

#[test]
fn nobody_goes_back_by_themselves_to_what_was_defaced() {
    let site = Published::once();
    let first = site.served();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    let defaced = site.served();
    // A file that both releases have is one file under two names.
    let own = site.link().join("plays/play-1/index.html");
    fs::remove_file(&own).expect("removed");
    fs::write(&own, "Defaced.").expect("written");
    let mended = site.publish(&["--repair"]);
    assert!(mended.stderr.contains("1 mended"), "{}", mended.stderr);
    let back = site.run(&["rollback", "intranet", "--yes"]).well();
    assert!(back.stderr.contains(&format!("{defaced} is passed over")), "{}", back.stderr);
    assert_eq!(site.served(), first);
    // Whoever names it goes there.
    site.run(&["rollback", "intranet", &defaced, "--yes"]).well();
    assert_eq!(site.served(), defaced);
}

#[test]
fn where_all_are_damaged_nobody_goes_back_by_themselves() {
    let site = Published::once();
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    deface(&site);
    let mended = site.publish(&["--repair"]);
    let mended_release = site.served();
    assert!(
        mended.stderr.contains("1 mended") && mended.stderr.contains("evil/index.html"),
        "{}",
        mended.stderr
    );
    let back = site.run(&["rollback", "intranet", "--yes"]);
    assert!(back.status == 2 && back.stderr.contains("rollback intranet RELEASE"), "{}", back.all());
    assert_eq!(site.served(), mended_release);
    assert!(site.read("tone/index.html").contains("as we speak"));
}

#[test]
fn the_plan_of_a_repair_says_what_is_mended() {
    let site = Published::once();
    deface(&site);
    let plan = site.run(&["publish", "intranet", "--plan", "--repair"]).well();
    assert!(
        plan.stdout.contains(" 1 mended, ") && !plan.stdout.contains("0 bytes to write"),
        "{}",
        plan.stdout
    );
    assert!(plan.stdout.contains("foreign     evil/index.html: nobody published that"), "{}", plan.stdout);
}

#[test]
fn who_goes_back_is_told_what_readers_are_served_otherwise() {
    let site = Published::once();
    site.publish_edit("content/plays/new.md", "# New play\n\nPlay it.\n", "Add a play");
    site.publish_edit("content/plays/play-1.md", "# Play 1\n\nOtherwise.\n", "Edit");
    let back = site.run(&["rollback", "intranet", "--yes"]).well();
    assert!(back.stderr.contains("as it was   plays/play-1/  Play 1"), "{}", back.stderr);
    let back = site.run(&["rollback", "intranet", "--yes"]).well();
    assert!(back.stderr.contains("goes        plays/new/  New play"), "{}", back.stderr);
}

#[test]
fn a_page_that_moved_is_neither_new_nor_gone() {
    let site = Published::new();
    site.publish_edit("content/a/one.md", "---\ntitle: One\nid: OPS-1\n---\nWords.\n", "Add");
    fs::create_dir_all(site.repo.path().join("content/b")).expect("a folder");
    site.repo.git(&["mv", "content/a/one.md", "content/b/one.md"]);
    site.commit("Move");
    let plan = site.run(&["publish", "intranet", "--plan"]).well();
    plan.says("moved       1 page\n              a/one/ -> b/one/  One");
    plan.says("added       0 pages");
    plan.says("removed     0 pages");
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_publishes_without_an_environment_has_the_name_of_the_system() {
    let site = Published::new();
    let mut command = guidepost_at(site.repo.path(), &["publish", "intranet", "--yes"]);
    for name in ["USER", "LOGNAME", "USERNAME"] {
        command.env_remove(name);
    }
    finish(&mut command).well();
    let me = crate::support::printed(std::process::Command::new("id").arg("-un"));
    let list = site.run(&["releases", "intranet"]).well();
    list.says(&format!(" by {}", me.trim()));
}

/// The clock of the site, and not that of the store.
#[test]
fn the_times_of_the_log_are_those_of_the_zone() {
    let site = Published::new();
    let settings = site.repo.read("site.toml");
    site.repo.write("site.toml", format!("timezone = \"Asia/Kolkata\"\n{settings}"));
    site.commit("Say where");
    site.publish(&[]);
    site.run(&["releases", "intranet"]).well().says("+05:30  ");
}
