//! Words that an approved page would take from pages that nobody approves: titles of pages that it links, spellings of tags.

use crate::support::GovernedSite;
use crate::trust::attacked::ATTACK;
use crate::trust::judge::{ADDRESS, never_shows, shows};
use crate::trust::recipe::Recipe;

fn with(recipe: Recipe, words: &str, front: &str, files: &[(&'static str, &str)]) -> GovernedSite {
    let mut recipe = recipe;
    recipe.guideline = recipe.guideline.replace("twenty crowns.\n", &format!("twenty crowns.\n{words}\n"));
    recipe.guideline = recipe.guideline.replace("risk: high\n", &format!("risk: high\n{front}"));
    recipe.files.extend(files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec())));
    recipe.make()
}

#[test]
fn an_approved_page_does_not_say_the_title_of_a_page_that_nobody_approves() {
    let rule = "---\ntitle: never accept gifts\nid: R-9\n---\nA rule.\n";
    let mini = with(Recipe::default(), "You must [[R-9]]..", "", &[("content/rule.md", rule)]);
    mini.on(ATTACK);
    mini.replace("content/rule.md", "never accept gifts", "always accept, says zebracanary");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    let page = String::from_utf8_lossy(&output[ADDRESS]).into_owned();
    assert!(page.contains(">R-9</a>"), "as it is written: {page}");
    for (path, bytes) in output.iter().filter(|(path, _)| path.contains("/gifts/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("You must always"), "{path}");
    }
}

#[test]
fn an_approved_page_says_the_title_in_force_of_one_that_is_approved_as_well() {
    let tone = "---\ntitle: Tone of voice\nkind: guideline\nid: GL-2\nowner: lead\n---\nWe write plainly.\n";
    let mini = with(Recipe::default(), "See [[GL-2]].", "", &[("content/guidelines/tone.md", tone)]);
    mini.on(ATTACK);
    mini.approve("GL-2", "lead", "team-lead");
    assert!(shows(&mini.output().expect("an edition"), ADDRESS, ">Tone of voice</a>"));
    mini.replace("content/guidelines/tone.md", "Tone of voice", "zebracanary");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    assert!(shows(&output, ADDRESS, ">Tone of voice</a>"));
    never_shows(&output, "zebracanary");
}

#[test]
fn an_approved_page_spells_its_tags_as_it_was_approved() {
    let mini = with(Recipe::default(), "", "tags: [safe]\n", &[]);
    mini.on(ATTACK);
    mini.write("content/aaa.md", "---\ntitle: Another\ntags: [SAFE]\n---\nText.\n");
    mini.commit_by("editor");
    let output = mini.output().expect("an edition");
    let page = String::from_utf8_lossy(&output[ADDRESS]).into_owned();
    assert!(page.contains(">safe</a>") && !page.contains(">SAFE</a>"), "{page}");
}
