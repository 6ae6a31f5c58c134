//! Front matter, keys and values that only look like what they are meant for: nobody sees the difference, so nobody can tell
//! what is asked of the page, and it is not shown.

use crate::support::GovernedSite;
use crate::trust::attacked::before_draft;
use crate::trust::canaries::Latest::Hidden;
use crate::trust::canaries::none_leaks;
use crate::trust::judge::shows;
use crate::trust::recipe::Recipe;

const NEW: &str = "content/new.md";

/// Commits a page, which is not shown, and of which `check` tells this.
fn is_held_back(mini: &GovernedSite, text: &str, code: &str) {
    mini.write(NEW, text);
    mini.commit_by("editor");
    none_leaks(mini, &[("zebrabody", Hidden)]);
    let said = mini.run(&["check", "--edition", "approved"]);
    let said = said.stdout + &said.stderr;
    let told = said.split("\n\n").any(|finding| finding.contains(NEW) && finding.contains(code));
    assert!(told, "{text:?}: {said}");
}

#[test]
fn front_matter_between_lines_that_look_like_marks_is_told() {
    let mini = before_draft();
    for mark in [
        "---\u{200b}",
        "---\u{feff}",
        "---\u{ad}",
        "-\u{200b}--",
        "---\u{fe0f}",
        "--- # for readers",
        "--- !!map",
        "--- &front",
        "%YAML 1.2\n---",
        "%TAG ! tag:example.org,2000:\n---",
        "# For readers\n---",
        "<!-- for readers -->\n---",
        "\u{2212}\u{2212}\u{2212}",
        "\u{2013}\u{2013}\u{2013}",
        "\u{2011}\u{2011}\u{2011}",
        "\u{2014}-",
        "- --",
        "---\n---",
        "\u{c}---",
        "\u{b}---",
        "\u{85}---",
        "\u{2028}---",
        "\r---",
        "---\u{200b}\n",
    ] {
        let text = format!("{mark}\ntitle: New\nkind: guideline\n---\nWords zebrabody.\n");
        is_held_back(&mini, &text, "bad-front-matter");
    }
}

#[test]
fn front_matter_in_another_form_is_told() {
    let mini = before_draft();
    for front in [
        "--- {title: New, kind: guideline}\n---\n",
        "--- title: New\nkind: guideline\n---\n",
        " ---\n title: New\n kind: guideline\n ---\n",
        "---\u{200b}\n{title: New, kind: guideline}\n---\n",
        "---\u{200b}\n\u{200b}kind: guideline\n---\n",
        "---\u{200b}\n\"\\x6bind\": guideline\n---\n",
        "{\"title\": \"New\", \"kind\": \"guideline\"}\n\n",
        "{\n  \"title\": \"New\",\n  \"kind\": \"guideline\"\n}\n\n",
        ";;;\n{\"title\": \"New\", \"kind\": \"guideline\"}\n;;;\n",
        "---\u{85}title: New\u{85}kind: guideline\u{85}---\n\n",
        "---\u{2028}title: New\u{2028}kind: guideline\u{2028}---\n\n",
        "---\nkind=guideline\n---\n",
        "---\ntitle: New\n---\nkind: guideline\n---\n",
        "---\ntitle: New\n...\nkind: guideline\n---\n",
    ] {
        is_held_back(&mini, &format!("{front}Words zebrabody.\n"), "bad-front-matter");
    }
}

#[test]
fn a_key_that_looks_like_another_is_taken_for_it() {
    let mini = before_draft();
    for key in [
        "\u{ff4b}\u{ff49}\u{ff4e}\u{ff44}",
        "\u{1d424}\u{1d422}\u{1d427}\u{1d41d}",
        "k\u{456}\u{578}d",
        "\u{200b}k\u{200b}i\u{200b}nd",
    ] {
        let text = format!("---\ntitle: New\n{key}: guideline\n---\nWords zebrabody.\n");
        is_held_back(&mini, &text, "control-unmet");
    }
    let merged = "---\ntitle: New\nbase: &base {kind: guideline}\n<<\u{200b}: *base\n---\nWords zebrabody.\n";
    is_held_back(&mini, merged, "bad-front-matter");
}

/// A model that chooses pages by what they say of themselves as well.
fn by_words() -> GovernedSite {
    let choice = "{any: [{kind: guideline}, {tag: secret}, {field: {audience: board}}, {id: XO-9}]}";
    let mut recipe = Recipe::default();
    recipe.model = recipe.model.replace("{kind: guideline}", choice);
    recipe.make()
}

#[test]
fn a_value_that_looks_like_another_is_taken_for_it() {
    let mini = by_words();
    for said in [
        "tags: [\"se\u{ad}cret\"]",
        "tags: [other, \"secret\u{fe0f}\"]",
        "tags: [\"\u{ff53}ecret\"]",
        "tags: [\"s\u{435}cret\"]",
        "tags: [\"sec\u{200b}ret\"]",
        "audience: b\u{43e}ard",
        "audience: Board",
        "id: \"XO\u{2010}9\"",
        "id: xo-9",
    ] {
        let text = format!("---\ntitle: New\n{said}\n---\nWords zebrabody.\n");
        is_held_back(&mini, &text, "control-unmet");
    }
}

#[test]
fn what_only_begins_like_front_matter_is_shown() {
    let mini = by_words();
    for text in [
        "---\n\nWords zebrabody.\n\n---\n",
        "***\nWords zebrabody.\n",
        "# New\n---\nNote: words zebrabody.\n",
        "\u{2014} said she\n\nkind: of zebrabody.\n",
        "---\ntitle: New\ntags: [secrets, other]\naudience: all\nid: XO-8\n---\nWords zebrabody.\n",
        "<!-- for readers -->\n\nWords zebrabody.\n",
        "---\ntitle: New\n---\n\n---\n\nWords zebrabody.\n",
        "{x} and zebrabody\n",
    ] {
        mini.write(NEW, text);
        mini.commit_by("editor");
        let output = mini.output().expect("it is written");
        assert!(shows(&output, "new/index.html", "zebrabody"), "{text:?}");
    }
}
