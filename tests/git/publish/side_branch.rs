//! What is published from a side branch, and what becomes of the main line then.

use super::anchored::{publishes, refuses, site, with_target};
use crate::support::{GovernedSite, finish, guidepost_at};
use crate::trust::recipe::Recipe;

/// Publishes from a side branch that goes on from the main one, and goes back to that.
fn published_from_side_branch(site: &GovernedSite) {
    site.git(&["checkout", "--quiet", "-b", "hotfix"]);
    site.write("content/other.md", "# Other\n\nIn a hurry.\n");
    site.commit_by("editor");
    publishes(site);
    site.git(&["checkout", "--quiet", "main"]);
}

#[test]
fn main_is_told_who_published_from_elsewhere_and_what_to_do() {
    let site = site();
    let plan = site.run(&["publish", "intranet", "--plan"]).well();
    plan.says("main line   `main`, whichever branch that is");
    plan.says("`main = \"main\"` under `[governance]`");
    published_from_side_branch(&site);
    let hotfix = site.git(&["rev-parse", "hotfix"]);
    refuses(&site, "was published to `intranet` at");
    refuses(&site, "by Editor from `hotfix`, and is not on this line");
    refuses(&site, &format!("merge it, `git merge {hotfix}`"));
    refuses(&site, "guidepost publish intranet --rewritten");
    let audit = site.run(&["audit", "GL-1", "--on", "2025-01-15", "--target", "intranet"]);
    assert!(audit.status == 2 && audit.stderr.contains("from `hotfix`"), "{}", audit.all());
    site.git(&["merge", "--quiet", "--no-edit", &hotfix]);
    publishes(&site);
}

#[test]
fn a_side_branch_can_be_left_out_on_purpose() {
    let site = site();
    published_from_side_branch(&site);
    site.run(&["publish", "intranet", "--yes", "--rewritten", "--accept", "other/"]).well();
    publishes(&site);
}

/// Where nobody wrote which branch is the main line, the first of `origin` is.
#[test]
fn what_origin_has_first_is_the_main_line_where_nobody_names_one() {
    let site = site();
    site.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    site.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
    let plan = site.run(&["publish", "intranet", "--plan"]).well();
    assert!(!plan.stdout.contains("main line"), "{}", plan.stdout);
    site.git(&["checkout", "--quiet", "-b", "hotfix"]);
    site.write("content/other.md", "# Other\n\nIn a hurry.\n");
    site.commit_by("editor");
    refuses(&site, "is not on the line of `main`");
    refuses(&site, "merge it into `main`");
    refuses(&site, "git remote set-head origin --auto");
    site.git(&["checkout", "--quiet", "main"]);
    publishes(&site);
    site.write("content/other.md", "# Other\n\nNot pushed.\n");
    site.commit_by("editor");
    refuses(&site, "git push origin HEAD:main");
}

/// That the log names the first adoption is known of the very commit that it was written for.
#[test]
fn the_first_release_is_not_followed_by_another_of_the_same_commit() {
    let site = site();
    publishes(&site);
    let again = site.run(&["publish", "intranet", "--yes"]).well();
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.all());
    // From the next commit on the log is what is known from outside.
    site.write("content/other.md", "# Other\n\nMore.\n");
    site.commit_by("editor");
    publishes(&site);
    let again = site.run(&["publish", "intranet", "--yes"]).well();
    assert!(again.stderr.contains("Nothing to publish"), "{}", again.all());
}

/// A page that nobody approved yet is not in the approved edition: it keeps nobody from publishing.
#[test]
fn a_new_page_that_waits_keeps_no_release_back() {
    let recipe = Recipe::default();
    let model =
        recipe.model.replace("    accountable: legal\n", "    accountable: legal\n    severity: error\n");
    let site = with_target(Recipe { model, ..recipe }.make());
    site.write("content/guidelines/new.md", "---\ntitle: New\nkind: guideline\nid: GL-9\n---\nUNHEARD\n");
    site.commit_by("editor");
    let run = site.run(&["publish", "intranet", "--yes"]).well();
    assert!(run.stderr.contains("warning[control-unmet]"), "{}", run.all());
    let page = site.folder.path().join("www/handbook/guidelines/new/index.html");
    assert!(!page.exists());
    // Of the latest texts it is shown, and the control weighs as it says.
    let latest = finish(&mut guidepost_at(site.path(), &["check", "--edition", "latest"]));
    assert!(
        latest.stderr.contains("error[control-unmet]") || latest.stdout.contains("error[control-unmet]"),
        "{}",
        latest.all()
    );
}

#[test]
fn the_plan_names_what_is_withdrawn_and_an_edition_that_changes() {
    let site = site();
    let settings = site.read("site.toml");
    site.write("site.toml", format!("{settings}edition = \"latest\"\n"));
    site.commit_by("editor");
    publishes(&site);
    site.write("site.toml", &settings);
    site.commit_by("editor");
    let plan = site.run(&["publish", "intranet", "--plan"]).well();
    plan.says("approved instead of latest");
    publishes(&site);
    site.tries(&["withdraw", "GL-1", "--reason", "Not needed any more"], "lead", "team-lead").well();
    site.commit_by("team-lead");
    let plan = site.run(&["publish", "intranet", "--plan"]).well();
    plan.says("withdrawn   1 page\n              guidelines/gifts/");
}
