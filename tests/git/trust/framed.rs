//! The frame: what all pages share, and what a control asks of it.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::support::GovernedSite;
use crate::trust::attacked::{CANARY, shared};
use crate::trust::judge::{Output, never_shows, where_shown};
use crate::trust::recipe::Recipe;

const FRAME: &str = "---
title: What all pages share
kind: frame
id: FR-1
covers: [\"theme/**\", \"static/**\"]
keys: [name, tagline, errands, feedback]
---
The looks of the site.
";
pub(crate) const PAGE: &str = "content/governance/frame.md";
const ASKED: &str = "  - id: C-9
    statement: The frame is signed by legal.
    for: frame
    require: {approved_by: {roles: [legal]}}
    accountable: legal
---
Who";

/// A governed site with a theme, files that are published as they are, and words in its settings, all of it approved.
pub(crate) fn framed() -> GovernedSite {
    static FRAMED: OnceLock<PathBuf> = OnceLock::new();
    shared(&FRAMED, "framed", || {
        let mut recipe = Recipe::default();
        recipe.model = recipe.model.replace("---\nWho", ASKED);
        recipe.site = format!("tagline = \"The good tagline\"\n{}", recipe.site);
        recipe.files.push((PAGE, FRAME.into()));
        recipe.files.push(("theme/style.css", "/* good style */ body { color: black }\n".into()));
        recipe.files.push(("static/form.txt", "the good form\n".into()));
        let mini = recipe.approved();
        mini.approve("FR-1", "legal", "head-of-legal");
        mini.build_good();
        mini
    })
}

/// What was approved is there, and nothing of a draft.
fn is_as_approved(mini: &GovernedSite, what: &str) {
    let output = mini.output().unwrap_or_else(|| panic!("{what}: refused"));
    never_shows(&output, CANARY);
    for good in ["good style", "the good form", "The good tagline"] {
        assert!(!where_shown(&output, good).is_empty(), "{what}: `{good}` is gone");
    }
}

fn shows_canary(output: &Output) -> bool {
    !where_shown(output, CANARY).is_empty()
}

type Attack<'a> = (&'a str, &'a dyn Fn(&GovernedSite));

#[test]
fn a_changed_frame_waits_for_its_approval() {
    let attacks: [Attack<'_>; 8] = [
        ("a style", &|mini| {
            mini.write("theme/style.css", format!("body::after {{ content: '{CANARY}' }}\n"));
        }),
        ("a template", &|mini| mini.write("theme/page.html", format!("<p>{CANARY}</p>"))),
        ("a script", &|mini| mini.write("theme/site.js", format!("document.title = '{CANARY}'"))),
        ("a file", &|mini| mini.write("static/form.txt", CANARY)),
        ("a new file", &|mini| mini.write("static/deep/new.txt", CANARY)),
        ("a tagline", &|mini| mini.replace("site.toml", "The good tagline", CANARY)),
        ("an errand", &|mini| {
            let errand = format!("\n[[errands]]\ntitle = \"{CANARY}\"\npage = \"guidelines/gifts.md\"\n");
            mini.write("site.toml", mini.read("site.toml") + &errand);
        }),
        ("a frame that speaks for less", &|mini| {
            mini.replace(PAGE, "\"theme/**\", \"static/**\"", "\"looks/**\"");
            mini.write("static/form.txt", CANARY);
        }),
    ];
    for (what, attack) in attacks {
        let mini = framed();
        attack(&mini);
        mini.commit_by("intruder");
        is_as_approved(&mini, what);
    }
}

#[test]
fn a_deleted_frame_goes_on() {
    let mini = framed();
    for file in [PAGE, "theme/style.css", "static/form.txt"] {
        mini.remove(file);
    }
    mini.write("static/form.txt", CANARY);
    mini.commit_by("intruder");
    is_as_approved(&mini, "deleted");
}

#[test]
fn a_frame_that_all_have_signed_is_in_force() {
    let mini = framed();
    mini.write("static/form.txt", CANARY);
    mini.write("static/new.txt", "and another");
    mini.commit_by("editor");
    is_as_approved(&mini, "draft");
    mini.approve("FR-1", "legal", "head-of-legal");
    let output = mini.output().expect("a build");
    assert!(shows_canary(&output) && !where_shown(&output, "and another").is_empty());
}

/// Two files that change places have equal bytes under other names.
#[test]
fn files_that_change_places_are_another_frame() {
    let mini = framed();
    mini.write("static/a.txt", "first");
    mini.write("static/b.txt", "second");
    mini.commit_by("editor");
    mini.approve("FR-1", "legal", "head-of-legal");
    mini.write("static/a.txt", "second");
    mini.write("static/b.txt", "first");
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert_eq!((&*output["a.txt"], &*output["b.txt"]), (&b"first"[..], &b"second"[..]));
}

#[test]
fn what_was_signed_is_in_force_and_nothing_that_came_with_the_signature() {
    let mini = framed();
    mini.write("static/new.txt", "and another");
    mini.commit_by("editor");
    // What was signed is on the line, and no longer the newest when the record comes.
    assert_eq!(mini.tries(&["approve", "FR-1"], "legal", "head-of-legal").status, 0);
    mini.write("static/more.txt", CANARY);
    mini.commit_by("head-of-legal");
    let output = mini.output().expect("a build");
    never_shows(&output, CANARY);
    assert!(!where_shown(&output, "and another").is_empty(), "what was signed was on the line once");
}

#[test]
fn files_that_nobody_is_asked_about_are_told() {
    let mut recipe = Recipe::default();
    recipe.files.push(("static/form.txt", "the good form\n".into()));
    let mini = recipe.approved();
    let said = mini.run(&["check"]);
    assert!(said.stderr.contains("note[unframed-files]"), "{}{}", said.stdout, said.stderr);
    assert!(!framed().run(&["check"]).stderr.contains("unframed-files"));
}

#[test]
fn a_key_that_decides_belongs_to_no_frame() {
    let mini = framed();
    mini.replace(PAGE, "keys: [name", "keys: [edition, nam");
    let said = mini.run(&["check"]).stderr;
    assert!(said.contains("a frame does not speak for the key `edition`"), "{said}");
    assert!(said.contains("did you mean `name`?"), "{said}");
}

/// What an editor may put beside covered files: none of it was approved with the frame.
#[test]
fn nothing_that_came_later_is_in_a_covered_folder() {
    let attacks: [(&str, &[&str]); 5] = [
        (
            "a site within the site",
            &["theme/site.toml", "theme/page.html", "static/dl/site.toml", "static/dl/new.txt"],
        ),
        ("Markdown", &["static/evil.md", "static/evil.markdown"]),
        ("YAML", &["static/evil.yaml", "static/evil.yml"]),
        ("hidden files", &["static/.well-known/security.txt"]),
        ("odd names", &["static/a b.txt", "static/deep/er/c.html"]),
    ];
    for (what, files) in attacks {
        let mini = framed();
        for file in files {
            mini.write(file, if file.ends_with("site.toml") { "" } else { CANARY });
        }
        mini.commit_by("intruder");
        is_as_approved(&mini, what);
    }
}

#[test]
fn hidden_files_and_markdown_can_be_approved_with_a_frame() {
    let mini = framed();
    for file in ["static/.well-known/security.txt", "static/notes.md"] {
        mini.write(file, "an approved line\n");
    }
    mini.commit_by("editor");
    mini.approve("FR-1", "legal", "head-of-legal");
    let output = mini.output().expect("a build");
    assert!(output.contains_key(".well-known/security.txt") && output.contains_key("notes.md"));
    assert!(!mini.run(&["check"]).stderr.contains("unframed-files"));
}

#[test]
fn a_covered_file_is_in_no_past_of_an_uncontrolled_page() {
    let mini = framed();
    mini.replace(PAGE, "\"static/**\"", "\"static/**\", \"content/brand/**\"");
    mini.commit_by("editor");
    mini.approve("FR-1", "legal", "head-of-legal");
    mini.write("content/notes.md", "# Notes\n\n![a](../static/n.svg) ![b](../lib.svg) ![c](brand/n.svg)\n");
    for file in ["static/n.svg", "lib.svg", "content/brand/n.svg"] {
        mini.write(file, format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{CANARY}</title></svg>"));
    }
    mini.commit_by("intruder");
    mini.write("content/notes.md", "# Notes\n\nNone.\n");
    mini.commit_by("intruder");
    is_as_approved(&mini, "shown once");
}

#[test]
fn of_two_frames_the_one_that_was_in_force_first_has_its_files() {
    let mini = framed();
    let other = FRAME.replace("FR-1", "AA-1").replace("[name, tagline, errands, feedback]", "[tagline]");
    mini.write("content/governance/other.md", other);
    mini.write("static/form.txt", CANARY);
    mini.write("static/new.txt", CANARY);
    mini.replace("site.toml", "The good tagline", CANARY);
    mini.commit_by("editor");
    mini.approve("AA-1", "legal", "head-of-legal");
    is_as_approved(&mini, "a later frame");
    assert!(
        mini.run(&["check"]).stderr.contains("warning[frame-overlap]"),
        "{}",
        mini.run(&["check"]).stderr
    );
}

#[test]
fn the_address_of_the_site_can_belong_to_a_frame() {
    let mini = framed();
    mini.replace(PAGE, "keys: [name", "keys: [base_url, history, name");
    mini.commit_by("editor");
    mini.approve("FR-1", "legal", "head-of-legal");
    mini.replace("site.toml", "https://intranet.example/handbook", &format!("https://{CANARY}.example/"));
    mini.write(
        "site.toml",
        mini.read("site.toml") + &format!("\n[history]\nauthority = \"{CANARY}.example\"\n"),
    );
    mini.commit_by("intruder");
    is_as_approved(&mini, "base_url");
}

#[test]
fn the_message_of_a_commit_that_changes_framed_keys_is_not_told() {
    let mini = framed();
    mini.replace("site.toml", "The good tagline", "Another");
    mini.write("content/notes.md", "# Notes\n\nNone.\n");
    mini.commit_saying("intruder", &format!("Say {CANARY}"));
    is_as_approved(&mini, "a message");
}

#[test]
fn whoever_takes_a_file_out_of_a_frame_writes_in_it() {
    let mut recipe = Recipe::default();
    let asked = ASKED.replace("{roles: [legal]}", "{roles: [legal], not_by_author_alone: true}");
    recipe.model = recipe.model.replace("---\nWho", &asked);
    recipe.roles.retain(|(role, _)| *role != "legal");
    let tied = "---\ntitle: Legal\nkind: role\nid: legal\nholders:\n  - name: head-of-legal\n    from: 2025-01-01\n    identities: [head-of-legal@example.org]\n---\nA role.\n";
    recipe.files.push(("content/roles/legal.md", tied.into()));
    recipe.files.push((PAGE, FRAME.into()));
    recipe.files.push(("static/form.txt", "the good form\n".into()));
    recipe.files.push(("static/other.txt", "another\n".into()));
    let mini = recipe.approved();
    mini.approve("FR-1", "legal", "head-of-legal");
    mini.remove("static/other.txt");
    mini.commit_by("head-of-legal");
    mini.on("2025-03-05");
    let _said = mini.tries(&["approve", "FR-1"], "legal", "head-of-legal");
    mini.commit_by("head-of-legal");
    assert_eq!(mini.registered("FR-1").expect("a row")["issue"], 1);
}

/// What the approved edition shows in the place of a draft is no working text.
#[test]
fn a_changed_frame_is_told_as_one_that_waits() {
    let attacks: [Attack<'_>; 4] = [
        ("a style", &|mini| mini.write("theme/style.css", "/* another */")),
        ("a file", &|mini| mini.write("static/form.txt", "another form\n")),
        ("a new file", &|mini| mini.write("static/new.txt", "another\n")),
        ("a tagline", &|mini| mini.replace("site.toml", "The good tagline", "Another")),
    ];
    for (what, change) in attacks {
        let mini = framed();
        change(&mini);
        mini.commit_by("editor");
        for command in ["check", "checklist"] {
            let said = mini.run(&[command]);
            let said = said.stdout + &said.stderr;
            assert!(said.contains("a newer text waits for The legal"), "{what}: {command}: {said}");
            assert!(!said.contains("not committed"), "{what}: {command}: {said}");
        }
        let output = mini.output().expect("a build");
        assert!(where_shown(&output, "is not committed").is_empty(), "{what}");
    }
}

#[test]
fn a_file_may_have_any_name() {
    for name in ["tr.txt ", " lead.txt", "nbsp\u{a0}", "#h", "a: b"] {
        let mini = framed();
        mini.write(&format!("static/{name}"), "of an odd name");
        mini.commit_by("editor");
        mini.approve("FR-1", "legal", "head-of-legal");
        let said = mini.run(&["check"]);
        assert!(!said.stderr.contains("C-9"), "{name}: {}", said.stderr);
    }
}
