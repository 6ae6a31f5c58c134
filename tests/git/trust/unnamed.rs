//! Class 25: of a page that nobody ever approved, the approved edition says that there is one, and not which.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, before_draft};
use crate::trust::canaries::Latest::{Hidden, Seen};
use crate::trust::canaries::none_leaks;
use crate::trust::judge::shows;

const NEW: &str = "---\ntitle: Travel zebratitle\nkind: guideline\nid: GL-zebraid\nowner: zebraowner\nrisk: high\nsummary: Of travel.\ntags: [zebratag]\n---\nBy train, zebrabody.\n";

fn with_a_new_page() -> GovernedSite {
    let mini = before_draft();
    mini.write("content/zebrafolder/zebraname.md", NEW);
    mini.commit_by("editor");
    mini
}

#[test]
fn a_page_that_nobody_approved_is_counted_and_not_named() {
    let mini = with_a_new_page();
    let words = [
        ("zebratitle", Seen),
        ("zebraid", Seen),
        ("zebraowner", Seen),
        ("zebratag", Seen),
        ("zebrabody", Seen),
        ("zebrafolder", Seen),
        ("zebraname", Seen),
    ];
    none_leaks(&mini, &words);
    let output = mini.output().expect("a build");
    let register = "checklist/register/index.html";
    assert!(shows(&output, register, "1 page more is under control, of which no text was ever in force"));
    assert!(shows(&output, "checklist/pages/index.html", "1 more is not listed here"));
    assert!(shows(&output, "checklist/index.html", "1 not met"), "it is counted");
}

#[test]
fn records_about_a_page_that_nobody_approved_do_not_name_it() {
    let mini = with_a_new_page();
    mini.puts_on_record(
        &["decline", "GL-zebraid", "--reason", "Too zebrareason vague"],
        "legal",
        "head-of-legal",
    );
    none_leaks(&mini, &[("zebraid", Seen), ("zebrareason", Seen), ("zebratitle", Seen)]);
    let output = mini.output().expect("a build");
    assert!(shows(
        &output,
        "checklist/records/index.html",
        "1 record more is about a page that is not named here"
    ));
}

#[test]
fn an_owner_whom_a_draft_names_is_not_named() {
    let mini = before_draft();
    mini.replace(GIFTS, "owner: lead", "owner: zebraowner");
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebraowner", Seen)]);
    mini.keeps_the_words();
}

#[test]
fn a_model_that_nobody_approved_is_not_compared() {
    let mini = before_draft();
    let model = mini.read("content/model.md");
    let other = model
        .replace("GM-1", "GM-zebraid")
        .replace("How we decide", "How zebratitle else")
        .replace("Guidelines are", "Guidelines zebrastatement are");
    mini.write("content/other.md", other.clone());
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebraid", Seen), ("zebratitle", Seen), ("zebrastatement", Seen)]);
    // As one that no control chooses.
    mini.write(
        "content/other.md",
        other.replace("kind: governance-model", "kind: governance-model\ndraft: true"),
    );
    mini.commit_by("editor");
    none_leaks(&mini, &[("zebraid", Hidden), ("zebratitle", Hidden), ("zebrastatement", Hidden)]);
}

#[test]
fn what_a_draft_leads_to_and_from_is_not_told() {
    let mini = before_draft();
    mini.replace("content/index.md", "All of it.", "All of it, and [a guideline](guidelines/new.md).");
    let new = NEW
        .replace("By train", "See [gifts](gifts.md) zebracontext by train")
        .replace("tags:", "supersedes: [GL-1]\naliases: [/zebraalias/]\ntags:");
    mini.write("content/guidelines/new.md", new);
    mini.write("content/guidelines/index.md", "---\ntitle: Zebrasection\nkind: guideline\nid: GL-8\nowner: lead\nsummary: All.\norder: [new, gifts]\n---\nZebraindex.\n");
    mini.commit_by("editor");
    none_leaks(
        &mini,
        &[
            ("zebracontext", Seen),
            ("zebraalias", Seen),
            ("zebratitle", Seen),
            ("zebrasection", Seen),
            ("zebraindex", Seen),
        ],
    );
    mini.keeps_the_words();
}
