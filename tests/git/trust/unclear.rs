//! A page of which nobody can say whether it is under control: it is not shown, and whoever wrote it is told why.

use crate::support::GovernedSite;
use crate::trust::attacked::{GIFTS, before_draft, with_draft};
use crate::trust::canaries::Latest::{Hidden, Seen};
use crate::trust::canaries::none_leaks;
use crate::trust::recipe::Recipe;

/// A new guideline whose front matter has something else in the place of some words, and what `check` says of it.
fn new_guideline(mini: &GovernedSite, from: &str, to: &str) -> String {
    let text = mini.read(GIFTS).replace("GL-1", "GL-7").replace("title: Gifts", "title: New");
    assert!(text.contains(from), "{text}");
    mini.write("content/guidelines/new.md", text.replace(from, to) + "\nWords zebrabody.\n");
    mini.commit_by("editor");
    let said = mini.run(&["check", "--edition", "approved"]);
    said.stdout + &said.stderr
}

#[test]
fn a_page_whose_kind_is_written_wrongly_is_not_shown() {
    for kind in [
        "guidline",
        "Guideline",
        "[guideline]",
        "{guideline: }",
        "",
        "guideline, play",
        "\"guideline",
        "'guideline'x",
    ] {
        let mini = before_draft();
        let said = new_guideline(&mini, "kind: guideline", &format!("kind: {kind}"));
        none_leaks(&mini, &[("zebrabody", Hidden)]);
        assert!(said.contains("guidelines/new.md"), "{kind}: {said}");
    }
}

#[test]
fn a_page_whose_kind_is_stated_twice_is_not_shown() {
    for kinds in [
        "kind: guideline\nkind: play",
        "kind: play\nkind: guideline",
        "knd: guideline",
        "kind: play\nKind: guideline",
        "Kind: guideline",
        "kind : guideline",
        "kind:guideline",
        " kind: guideline",
        "\tkind: guideline",
    ] {
        let mini = before_draft();
        let said = new_guideline(&mini, "kind: guideline", kinds);
        none_leaks(&mini, &[("zebrabody", Hidden)]);
        assert!(said.contains("guidelines/new.md"), "{kinds}: {said}");
    }
}

#[test]
fn a_page_whose_front_matter_cannot_be_read_is_not_shown() {
    for (from, to) in [
        ("title: New", "title: [New"),
        ("title: New", "title: \"New"),
        ("title: New", "title: New\n\tother"),
        ("---\n", "--- \n"),
        ("---\ntitle", "----\ntitle"),
        ("---\ntitle", "\n---\ntitle"),
        ("---\ntitle", "\u{feff}---\ntitle"),
        ("summary: What we accept.\n---\n", "summary: What we accept.\n"),
        ("summary: What we accept.\n---\n", "summary: What we accept.\n----\n"),
    ] {
        let mini = before_draft();
        let said = new_guideline(&mini, from, to);
        none_leaks(&mini, &[("zebrabody", Hidden)]);
        assert!(said.contains("guidelines/new.md"), "{from:?} {to:?}: {said}");
    }
}

#[test]
fn a_page_that_takes_in_keys_of_another_map_is_not_shown() {
    for kind in [
        "<<: {kind: guideline}",
        "base: &base {kind: guideline}\n<<: *base",
        "'<<': [{kind: guideline}]",
        "!!merge <<: {kind: guideline}",
        "? {kind: guideline}\n: x",
        "? [kind]\n: guideline",
    ] {
        let mini = before_draft();
        let said = new_guideline(&mini, "kind: guideline", kind);
        none_leaks(&mini, &[("zebrabody", Hidden)]);
        assert!(said.contains("guidelines/new.md") && said.contains("bad-front-matter"), "{kind}: {said}");
    }
}

#[test]
fn no_page_is_shown_of_a_folder_whose_index_is_a_draft_of_an_unknown_kind() {
    for front in [
        "<<: {page_kind: guideline}",
        "title: [Rules\npage_kind: guideline",
        "draft: true\npage_kind: guidline",
    ] {
        let mini = before_draft();
        mini.write("content/rules/index.md", format!("---\n{front}\n---\nAll rules.\n"));
        mini.write("content/rules/one.md", "---\ntitle: One\n---\nWords zebrabody.\n");
        mini.commit_by("intruder");
        none_leaks(&mini, &[("zebrabody", Seen)]);
    }
}

#[test]
fn a_page_of_a_kind_that_only_a_draft_of_the_settings_declares_is_not_shown() {
    let mini = before_draft();
    mini.write("site.toml", mini.read("site.toml") + "\n[kinds.policy]\ntitle = \"Policy\"\n");
    new_guideline(&mini, "kind: guideline", "kind: policy");
    none_leaks(&mini, &[("zebrabody", Seen)]);
}

#[test]
fn a_page_in_force_keeps_its_words_whatever_is_wrong_with_its_draft() {
    for (from, to) in [
        ("kind: guideline", "kind: guidline"),
        ("title: Gifts", "title: [Gifts"),
        ("---\ntitle", "title"),
        ("id: GL-1", "draft: true\nid: GL-1"),
        ("id: GL-1\n", ""),
    ] {
        let mini = with_draft();
        mini.replace(GIFTS, from, to);
        mini.commit_by("editor");
        mini.keeps_the_words();
    }
    let mini = with_draft();
    mini.write(GIFTS, [b"\xff\xfe zebracanary".as_slice(), mini.read(GIFTS).as_bytes()].concat());
    mini.commit_by("editor");
    mini.keeps_the_words();
}

#[test]
fn a_page_of_a_folder_whose_index_names_no_kind_that_there_is_is_not_shown() {
    for kind in ["page_kind: guidline", "page_kind:", "Page_kind: guideline", "pagekind: guideline"] {
        let mini = before_draft();
        mini.write("content/rules/index.md", format!("---\ntitle: Rules\n{kind}\n---\nAll rules.\n"));
        mini.write("content/rules/new.md", "---\ntitle: New\nid: GL-7\n---\nWords zebrabody.\n");
        mini.commit_by("editor");
        none_leaks(&mini, &[("zebrabody", Seen)]);
    }
}

#[test]
fn a_page_whose_kind_is_clear_and_asks_for_nothing_is_shown() {
    let mini = before_draft();
    new_guideline(&mini, "kind: guideline", "kind: play");
    let output = mini.output().expect("it is written");
    assert!(crate::trust::judge::shows(&output, "guidelines/new/index.html", "zebrabody"));
}

/// The site with a model that asks for the approval of pages that say something of themselves, whatever their kind.
fn by(choice: &str) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace("for: {kind: guideline}", &format!("for: {choice}"));
    recipe.make()
}

#[test]
fn a_page_that_writes_wrongly_by_what_it_is_chosen_is_not_shown() {
    for (choice, from, to) in [
        ("{field: {risk: high}}", "risk: high", "risk: hihg"),
        ("{field: {risk: high}}", "risk: high", "Risk: high"),
        ("{field: {risk: high}}", "risk: high", "risk: low\nrisk: high\nrisk: low"),
        (
            "{any: [{kind: course}, {all: [{kind: guideline}, {field: {risk: high}}]}]}",
            "risk: high",
            "rsk: high",
        ),
        ("{not: {field: {risk: low}}}", "risk: high", "risk: low\nrisk: low"),
    ] {
        let mini = by(choice);
        let said = new_guideline(&mini, from, to);
        none_leaks(&mini, &[("zebrabody", Seen)]);
        assert!(said.contains("guidelines/new.md"), "{choice} {to}: {said}");
    }
}

/// Front matter in braces says a key twice as well as front matter in lines.
#[test]
fn a_page_that_says_a_key_twice_in_braces_is_not_shown() {
    let by_tag = "{any: [{kind: guideline}, {tag: sealed}]}";
    for (choice, front) in [
        ("{kind: guideline}", "{title: New, kind: page, kind: guideline}"),
        ("{kind: guideline}", "{title: New, kind: guideline, kind: page}"),
        ("{kind: guideline}", "{title: New, kind: page, \"\\x6bind\": guideline}"),
        ("{kind: guideline}", "title: New\nkind: guideline\n\"\\x6bind\": page"),
        (by_tag, "{title: New, tags: [sealed], tags: []}"),
        (by_tag, "{title: New, tags: [sealed],\n tags: []}"),
    ] {
        let mini = by(choice);
        mini.write("content/new.md", format!("---\n{front}\n---\nWords zebrabody.\n"));
        mini.write(
            "content/rules/index.md",
            "---\n{title: R, page_kind: guideline, page_kind: page}\n---\nAll.\n",
        );
        mini.write("content/rules/one.md", "---\ntitle: One\n---\nWords zebrarule.\n");
        mini.commit_by("editor");
        none_leaks(&mini, &[("zebrabody", Seen), ("zebrarule", Seen)]);
        let said = mini.run(&["check", "--edition", "approved"]);
        let said = said.stdout + &said.stderr;
        assert!(said.contains("content/new.md"), "{front}: {said}");
        assert!(said.contains("duplicate-key"), "at least of the index: {said}");
    }
}

#[test]
fn a_page_that_writes_wrongly_what_nobody_chooses_by_is_shown() {
    for (choice, from, to) in [
        ("{field: {risk: high}}", "risk: high", "risk: low\ntagz: [high]"),
        ("{kind: course, field: {risk: high}}", "risk: high", "risk: hihg"),
    ] {
        let mini = before_draft();
        let model =
            mini.read("content/model.md").replace("for: {kind: guideline}", &format!("for: {choice}"));
        mini.write("content/model.md", model);
        mini.commit_by("editor");
        mini.approve("GM-1", "sponsor", "chair");
        mini.approve("GM-1", "legal", "head-of-legal");
        new_guideline(&mini, from, to);
        let output = mini.output().expect("it is written");
        assert!(
            crate::trust::judge::shows(&output, "guidelines/new/index.html", "zebrabody"),
            "{choice} {to}"
        );
    }
}
