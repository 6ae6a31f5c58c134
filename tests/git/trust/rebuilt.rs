//! Approved texts keep their words and follow the pages that they lead to, also in a folder that was built before.

use std::path::Path;

use crate::support::{GovernedSite, tree};
use crate::trust::judge::Output;
use crate::trust::recipe::Recipe;

fn build(mini: &GovernedSite, out: &Path) -> Output {
    let said = mini.run(&["build", "--edition", "approved", "--out", &out.display().to_string()]);
    assert_eq!(said.status, 0, "{}", said.stderr);
    tree(out)
}

/// The page of the text that is in force.
fn issue(output: &Output) -> String {
    let is_issue = |path: &&String| path.starts_with("guidelines/gifts/issue/");
    let paths: Vec<&String> = output.keys().filter(is_issue).collect();
    let [path] = paths[..] else { panic!("{paths:?}") };
    String::from_utf8(output[path].clone()).expect("text")
}

#[test]
fn an_approved_text_leads_to_where_a_page_stands_now() {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str("\nSee [[Price list]].\n");
    recipe.files.push(("content/prices.md", b"---\ntitle: Price list\n---\nPrices.\n".to_vec()));
    let mini = recipe.approved();
    let (over, empty) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let before = issue(&build(&mini, over.path()));
    assert!(before.contains("../prices/\""), "{before}");
    assert_eq!(issue(&build(&mini, over.path())), before);

    mini.git(&["mv", "content/prices.md", "content/costs.md"]);
    mini.commit_by("editor");
    let after = issue(&build(&mini, over.path()));
    assert!(after.contains("../costs/\"") && !after.contains("../prices/\""), "{after}");
    assert_eq!(after, issue(&build(&mini, empty.path())), "it is what an empty folder gets");
}
