//! What was no part of the site, and who held no role, before the first model.

use crate::support::RECORDS;
use crate::trust::attacked::{ATTACK, with_draft};
use crate::trust::judge::{never_shows, where_shown};
use crate::trust::recipe::Recipe;

/// Before the first model nothing was in force, and nobody held a role.
#[test]
fn a_record_of_a_day_before_the_first_model_counts_for_nothing() {
    let mini = with_draft();
    mini.sign("lead", "team-lead");
    mini.sign_without_commit("legal", "head-of-legal");
    let name = mini.git(&["ls-files", "--others", "--exclude-standard", RECORDS]);
    let day = mini.read(&name).lines().find_map(|line| line.strip_prefix("date: ").map(str::to_owned));
    mini.replace(&name, &day.expect("a date"), "2020-02-02");
    mini.commit_by("head-of-legal");
    mini.on(ATTACK);
    mini.keeps_the_words();
    let said = mini.run(&["check"]).all();
    assert!(said.contains("on 2 Feb 2020 no model was adopted"), "{said}");
}

/// A draft was published nowhere: it does not stand when its page comes under control, and its words are shown by no past.
#[test]
fn a_draft_does_not_stand_from_the_day_on_which_its_page_comes_under_control() {
    let page = "---\ntitle: Later\nkind: guideline\nid: GL-9\nowner: lead\ndraft: true\n---\nNot ready, zebraunready.\n";
    let mut recipe = Recipe::default();
    recipe.files.push(("content/guidelines/later.md", page.as_bytes().to_vec()));
    let mini = recipe.make();
    mini.on(ATTACK);
    never_shows(&mini.output().expect("an edition"), "zebraunready");
    let said = mini.run(&["check", "--edition", "latest"]).all();
    assert!(!said.contains("GL-9"), "a draft is asked nothing: {said}");
    mini.replace("content/guidelines/later.md", "draft: true\n", "");
    mini.replace("content/guidelines/later.md", "Not ready, zebraunready.", "Ready, zebraready.");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    never_shows(&output, "zebraunready");
    never_shows(&output, "zebraready");
    mini.approve("GL-9", "lead", "team-lead");
    let output = mini.output().expect("an edition");
    never_shows(&output, "zebraunready");
    assert!(!where_shown(&output, "zebraready").is_empty());
}
