//! Words of drafts, one for each place in which words stand, followed into the approved edition: none may be in any byte of it.
//!
//! Each group is one site, built twice: the approved edition shows none of its words, the latest edition shows those that
//! are marked [`Seen`], or the test would not notice if nothing were written at all. To add a place, put a word of its own
//! that begins with `zebra` into a group's files and into its list.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::{GovernedSite, tree};
use crate::trust::attacked::{GIFTS, before_draft, shared, with_draft};
use crate::trust::judge::{Output, where_shown};
use crate::trust::recipe::Recipe;
use Latest::{Hidden, Seen};

/// Whether the latest edition shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Latest {
    Seen,
    Hidden,
}

pub(crate) type Canaries = [(&'static str, Latest)];

pub(crate) fn latest(mini: &GovernedSite) -> Output {
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    let folder = out.path().display().to_string();
    let said = mini.run(&["build", "--edition", "latest", "--out", &folder]);
    assert_ne!(said.status, 2, "{}", said.stderr);
    tree(out.path())
}

/// No word is in the approved edition.
pub(crate) fn none_leaks(mini: &GovernedSite, canaries: &Canaries) {
    let seen = latest(mini);
    let unseen: Vec<&str> = canaries
        .iter()
        .filter(|(word, shown)| *shown == Seen && where_shown(&seen, word).is_empty())
        .map(|(word, _)| *word)
        .collect();
    assert!(unseen.is_empty(), "the latest edition does not show {unseen:?}");
    let output = mini.output().expect("a build");
    let leaks = canaries.iter().map(|(word, _)| (*word, where_shown(&output, word)));
    let leaks: Vec<(&str, Vec<String>)> = leaks.filter(|(_, files)| !files.is_empty()).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}

const BODY: &str = "
## Heading zebraheading {#zebraanchor}

Words zebrabody of *emphasis zebraemphasis*, `code zebracode` and [link zebralink](https://zebrahost.example/zebraurl \"zebralinktitle\").

See [back to all of it, zebraback](../index.md) and [[index|zebrawiki]] and [reference][zebralabel].

[zebralabel]: https://reference.example/zebrareference

![Alternative zebraalt](zebrapicture.svg \"zebrapicturetitle\")

Fill in [the form](zebradocument.pdf).

<!-- comment zebracomment -->
<p title=\"zebraattribute\" id=\"zebrahtmlid\" data-note=\"zebradata\">Raw zebraraw</p>

Noted[^1].

[^1]: Footnote zebrafootnote.

| Column zebracolumn | Other |
| --- | --- |
| Cell zebracell | x |

- Item zebraitem
- [ ] Task zebratask

> Quote zebraquote

```zebrainfo
block zebrablock
```

```quiz
- ask: Question zebraquestion?
  right: [Answer zebraanswer]
  wrong: [Wrong zebrawrong]
```

$zebramath$ ~~zebrastruck~~ zebra&shy;soft
";

const FRONT: &str = "title: Gifts zebratitle
kind: guideline
id: GL-1
owner: lead
risk: high
zebrakey: zebravalue
summary: What we accept zebrasummary.
tags: [zebratag]
aliases: [/zebraalias/]
order: 3
description: zebradescription
serves: [zebraserves]
";

const WORDS: &Canaries = &[
    ("zebratitle", Seen),
    ("zebrasummary", Seen),
    ("zebrakey", Hidden),
    ("zebravalue", Hidden),
    ("zebratag", Seen),
    ("zebraalias", Seen),
    ("zebradescription", Hidden),
    ("zebraserves", Hidden),
    ("zebraheading", Seen),
    ("zebraanchor", Seen),
    ("zebrabody", Seen),
    ("zebraemphasis", Seen),
    ("zebracode", Seen),
    ("zebralink", Seen),
    ("zebrahost", Seen),
    ("zebraurl", Seen),
    ("zebralinktitle", Seen),
    ("zebraback", Seen),
    ("zebrawiki", Seen),
    ("zebralabel", Hidden),
    ("zebrareference", Seen),
    ("zebraalt", Seen),
    ("zebrapicture", Seen),
    ("zebrapicturetitle", Seen),
    ("zebrasvgbytes", Seen),
    ("zebradocument", Seen),
    ("zebrapdfbytes", Seen),
    ("zebracomment", Hidden),
    ("zebraattribute", Seen),
    ("zebrahtmlid", Seen),
    ("zebradata", Seen),
    ("zebraraw", Seen),
    ("zebrafootnote", Seen),
    ("zebracolumn", Seen),
    ("zebracell", Seen),
    ("zebraitem", Seen),
    ("zebratask", Seen),
    ("zebraquote", Seen),
    ("zebrainfo", Hidden),
    ("zebrablock", Seen),
    ("zebraquestion", Seen),
    ("zebraanswer", Seen),
    ("zebrawrong", Seen),
    ("zebramath", Seen),
    ("zebrastruck", Seen),
    ("zebra&shy;soft", Hidden),
];

fn beside(mini: &GovernedSite, folder: &str) {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><desc>zebrasvgbytes</desc></svg>\n";
    mini.write(&format!("{folder}/zebrapicture.svg"), picture);
    mini.write(&format!("{folder}/zebradocument.pdf"), "%PDF-1.4 zebrapdfbytes\n");
}

/// The site with a draft that says something in every place in which a page says something.
fn full_draft(mini: &GovernedSite) {
    mini.write(GIFTS, format!("---\n{FRONT}---\nWe accept no gift above twenty crowns.\n{BODY}"));
    beside(mini, "content/guidelines");
    mini.commit_by("editor");
}

#[test]
fn no_word_of_a_draft_is_in_the_approved_edition() {
    let mini = before_draft();
    full_draft(&mini);
    none_leaks(&mini, WORDS);
    mini.sign("lead", "team-lead");
    none_leaks(&mini, WORDS);
}

#[test]
fn no_word_of_a_draft_that_was_taken_back_is_in_the_approved_edition() {
    let mini = before_draft();
    let first = mini.read(GIFTS);
    full_draft(&mini);
    mini.write(GIFTS, first);
    mini.remove("content/guidelines/zebrapicture.svg");
    mini.remove("content/guidelines/zebradocument.pdf");
    mini.commit_by("editor");
    let hidden: Vec<(&str, Latest)> = WORDS.iter().map(|(word, _)| (*word, Hidden)).collect();
    none_leaks(&mini, &hidden);
}

#[test]
fn no_word_of_a_page_that_nobody_approved_is_in_the_approved_edition() {
    let mini = before_draft();
    let front = FRONT.replace("GL-1", "GL-7");
    mini.write("content/zebrafolder/zebrapath.md", format!("---\n{front}---\nNew.\n{BODY}"));
    beside(&mini, "content/zebrafolder");
    mini.commit_by("editor");
    none_leaks(&mini, WORDS);
    none_leaks(&mini, &[("zebrafolder", Seen), ("zebrapath", Seen)]);
}

#[test]
fn no_word_of_a_draft_since_withdrawn_is_in_the_approved_edition() {
    let mini = before_draft();
    full_draft(&mini);
    mini.puts_on_record(&["withdraw", "GL-1", "--reason", "Wrong"], "legal", "head-of-legal");
    let hidden: Vec<(&str, Latest)> = WORDS.iter().map(|(word, _)| (*word, Hidden)).collect();
    none_leaks(&mini, &hidden);
}

const MESSAGES: &Canaries = &[
    ("zebrasubject", Seen),
    ("zebrareason", Seen),
    ("zebratrailer", Hidden),
    ("zebrabranch", Hidden),
    ("zebraversion", Hidden),
    ("zebranote", Hidden),
];

#[test]
fn no_reason_of_a_draft_is_in_the_approved_edition() {
    let mini = with_draft();
    mini.git(&["checkout", "--quiet", "-b", "zebrabranch"]);
    mini.replace(GIFTS, "zebracanary", "always");
    mini.commit_saying("editor", "Relax zebrasubject\n\nSince zebrareason.\n\nTicket: zebratrailer");
    mini.git(&["tag", "--annotate", "--message", "zebraversion", "zebraversion"]);
    mini.git(&["notes", "add", "--message", "zebranote"]);
    mini.git(&["checkout", "--quiet", "main"]);
    mini.git(&["merge", "--quiet", "--no-ff", "--message", "Merge zebrabranch", "zebrabranch"]);
    none_leaks(&mini, MESSAGES);
}

const GOVERNING: &Canaries = &[
    ("zebramodeltitle", Seen),
    ("zebramodelbody", Seen),
    ("zebrastatement", Seen),
    ("zebrawhy", Hidden),
    ("zebracontrol", Hidden),
    ("zebraroletitle", Seen),
    ("zebrarolebody", Seen),
    ("zebraholder", Seen),
];

#[test]
fn no_word_of_a_draft_of_the_model_or_of_a_role_is_in_the_approved_edition() {
    let mini = with_draft();
    let model = "content/model.md";
    mini.replace(model, "How we decide", "How we decide zebramodeltitle");
    mini.replace(model, "Who decides what.", "Who decides zebramodelbody.\n\n## Statement zebrastatement");
    let control = "controls:\n  - id: zebracontrol\n    statement: More zebrastatement.\n    why: For zebrawhy.\n    for: site\n    require: {attested_every: {period: 1 year}}\n    accountable: legal\n";
    mini.replace(model, "controls:\n", control);
    let role = "content/roles/safety.md";
    mini.replace(role, "The safety", "The safety zebraroletitle");
    mini.replace(role, "A role.", "A role zebrarolebody.");
    mini.replace(role, "safety-officer", "zebraholder");
    mini.commit_by("intruder");
    none_leaks(&mini, GOVERNING);
}

const UNCOMMITTED: &Canaries =
    &[("zebrahome", Seen), ("zebranew", Seen), ("zebrastatic", Seen), ("zebrabeside", Seen)];

#[test]
fn nothing_that_is_not_committed_is_in_the_approved_edition() {
    let mini = with_draft();
    mini.write("content/index.md", "---\ntitle: Handbook\n---\nAll of it, zebrahome. [A form](form.pdf)\n");
    mini.write("content/notes.md", "---\ntitle: Notes\n---\nWords zebranew.\n");
    mini.write("content/form.pdf", "zebrabeside");
    mini.write("static/robots.txt", "zebrastatic");
    none_leaks(&mini, UNCOMMITTED);
}

/// A site in which the guideline was approved with a link, and what it leads to is a draft.
fn linked() -> GovernedSite {
    static LINKED: OnceLock<PathBuf> = OnceLock::new();
    shared(&LINKED, "linked", || {
        let mut recipe = Recipe::default();
        recipe.guideline.push_str("\nSee [travel](travel.md) and [all of it](../index.md).\n");
        let travel = recipe
            .guideline
            .replace("GL-1", "GL-2")
            .replace("Gifts", "Travel")
            .replace("travel.md", "gifts.md");
        recipe.files.push(("content/guidelines/travel.md", travel.into_bytes()));
        let mini = recipe.make();
        mini.on("2025-01-10");
        mini.approve("GL-2", "lead", "team-lead");
        mini.approve("GL-2", "legal", "head-of-legal");
        mini
    })
}

#[test]
fn no_word_of_a_draft_is_among_what_refers_to_another_page() {
    let mini = linked();
    let travel = "content/guidelines/travel.md";
    mini.on("2025-01-20");
    mini.replace(travel, "title: Travel", "title: Travel zebrareferrer");
    mini.replace(travel, "summary: What", "tags: [zebralisted]\nsummary: zebrapreview What");
    mini.replace(travel, "See [", "Mind zebracontext, and see [zebratext ");
    mini.commit_by("editor");
    let words = ["zebrareferrer", "zebralisted", "zebrapreview", "zebracontext", "zebratext"];
    none_leaks(&mini, &words.map(|word| (word, Seen)));
}

#[test]
fn no_name_of_whoever_wrote_a_draft_is_in_the_approved_edition() {
    let mini = with_draft();
    mini.replace(GIFTS, "zebracanary", "always");
    mini.git(&["add", "--all"]);
    mini.git_of("zebracommitter").run(&[
        "commit",
        "--quiet",
        "--message",
        "Relax",
        "--author=zebraauthor <zebraauthor@example.org>",
    ]);
    none_leaks(&mini, &[("zebraauthor", Seen), ("zebracommitter", Hidden)]);
}
