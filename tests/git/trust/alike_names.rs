//! Addresses carry the first digits of hashes, and whoever wants to finds two files or texts that begin alike. What was in
//! force first keeps its address, and what comes later gets one of its own.

use crate::support::GovernedSite;
use crate::trust::attacked::GIFTS;
use crate::trust::judge::{Output, shows};
use crate::trust::recipe::Recipe;

/// Two files whose object ids have the same first 8 digits.
const FILES: [&str; 2] =
    ["Gifts up to 50 euros are allowed. (70738)\n", "Gifts up to 50000 euros are allowed: LEAK. (14944)\n"];
/// Two of whose object ids the hash has the same first 6 digits.
const FILES_OF_TEXTS: [&str; 2] =
    ["Gifts up to 50 euros are allowed. (5946)\n", "Gifts up to 50000 euros are allowed. (665)\n"];

/// A guideline of which the object ids of two texts have the same first 12 digits.
fn texts() -> [String; 2] {
    let text = |euros: &str, sign: &str| {
        format!(
            "---\ntitle: Gifts\nkind: guideline\nid: GL-1\nowner: lead\nrisk: low\n---\n# Gifts\n\nTake no gifts over {euros} euros.\n\n[//]: # ({sign})\n"
        )
    };
    [text("50", "xxx00004091c0"), text("5000", "x000178314e")]
}

fn issues(output: &Output) -> Vec<String> {
    let is_issue = |path: &&String| path.contains("/issue/") && path.ends_with("/index.html");
    output.keys().filter(is_issue).cloned().collect()
}

fn with_limits(bytes: &str) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str("\n[The limits](limits.txt)\n");
    recipe.files.push(("content/guidelines/limits.txt", bytes.as_bytes().to_vec()));
    recipe.approved()
}

fn sign(mini: &GovernedSite) {
    mini.approve("GL-1", "lead", "team-lead");
    mini.approve("GL-1", "legal", "head-of-legal");
}

/// The address of the file with these bytes that a page leads to.
fn leads_to(output: &Output, page: &str, bytes: &str) -> String {
    let at = |path: &&String| output[*path] == *bytes.as_bytes();
    let found = output.keys().filter(at).find(|path| {
        let name = path.rsplit('/').next().expect("a name");
        shows(output, page, &format!("{name}\""))
    });
    found.unwrap_or_else(|| panic!("{page} leads to {bytes}: {:?}", output.keys())).clone()
}

#[test]
fn two_texts_that_begin_alike_have_each_an_address() {
    let [first, second] = texts();
    let mut recipe = Recipe { guideline: first, ..Recipe::default() };
    recipe.signatures = vec![("lead", "team-lead")];
    let mini = recipe.approved();
    let before = issues(&mini.output().expect("a build"));
    let [short] = &before.iter().filter(|path| path.contains("gifts")).collect::<Vec<_>>()[..] else {
        panic!("{before:?}")
    };
    mini.write(GIFTS, second);
    mini.commit_by("editor");
    assert_eq!(issues(&mini.output().expect("a build")), before, "a draft changes nothing");
    mini.approve("GL-1", "lead", "team-lead");
    let output = mini.output().expect("a build");
    assert!(shows(&output, short, "over 50 euros"), "the first keeps its address");
    let later = issues(&output).into_iter().find(|path| !before.contains(path)).expect("one more");
    assert!(shows(&output, &later, "over 5000 euros"), "{later}");
    assert!(later.len() > short.len(), "{later}");
}

#[test]
fn nor_do_two_that_begin_alike_by_their_files_share_one() {
    let [first, second] = FILES_OF_TEXTS;
    let mini = with_limits(first);
    let before = issues(&mini.output().expect("a build"));
    mini.write("content/guidelines/limits.txt", second);
    mini.commit_by("editor");
    sign(&mini);
    let output = mini.output().expect("a build");
    let of_gifts: Vec<String> = issues(&output).into_iter().filter(|path| path.contains("gifts")).collect();
    let [one, two] = &of_gifts[..] else { panic!("{of_gifts:?}") };
    let (first_page, second_page) = if before.contains(one) { (one, two) } else { (two, one) };
    assert!(before.contains(first_page));
    leads_to(&output, first_page, first);
    leads_to(&output, second_page, second);
}

/// No hash need be found for this: the same files stand the other way round.
#[test]
fn two_texts_with_the_same_files_the_other_way_round_have_each_an_address() {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str("\n[For staff](a.txt) [for guests](b.txt)\n");
    let (a, b) = ("content/guidelines/a.txt", "content/guidelines/b.txt");
    recipe.files.push((a, b"Twenty.\n".to_vec()));
    recipe.files.push((b, b"Thirty.\n".to_vec()));
    let mini = recipe.approved();
    let before = issues(&mini.output().expect("a build"));
    mini.write(a, "Thirty.\n");
    mini.write(b, "Twenty.\n");
    mini.commit_by("editor");
    sign(&mini);
    let after = issues(&mini.output().expect("a build"));
    assert!(before.iter().all(|path| after.contains(path)), "{before:?} {after:?}");
    assert_eq!(after.len(), before.len() + 1, "{after:?}");
}

/// One text shows a file as it was, and another as it was later, and is not today.
#[test]
fn two_files_that_begin_alike_have_each_an_address() {
    let [first, second] = FILES;
    let mini = with_limits(first);
    for later in [second, "As it is today.\n"] {
        mini.write("content/guidelines/limits.txt", later);
        mini.commit_by("editor");
        sign(&mini);
    }
    let output = mini.output().expect("a build");
    let pages: Vec<String> = issues(&output).into_iter().filter(|path| path.contains("gifts")).collect();
    assert_eq!(pages.len(), 3);
    let found = |bytes: &str| {
        let leads = |page: &&String| {
            let names: Vec<&str> = output
                .keys()
                .filter(|path| output[*path] == *bytes.as_bytes())
                .filter_map(|path| path.rsplit('/').next())
                .collect();
            names.iter().any(|name| shows(&output, page, &format!("{name}\"")))
        };
        pages.iter().filter(leads).count()
    };
    assert_eq!((found(first), found(second)), (1, 1), "{:?}", output.keys());
    assert!(shows(&output, "guidelines/limits.2125d176.txt", first), "the first keeps its address");
}

#[test]
fn a_file_that_nobody_approved_takes_no_address() {
    let [first, second] = FILES;
    let mini = with_limits(first);
    mini.write("content/guidelines/limits.txt", second);
    mini.write("content/guidelines/other.md", "# Other\n\n[x](limits.txt)\n");
    mini.commit_by("intruder");
    mini.write("content/guidelines/limits.txt", "As it is today.\n");
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert!(shows(&output, "guidelines/limits.2125d176.txt", first), "{:?}", output.keys());
    leads_to(&output, "guidelines/gifts/index.html", first);
}
