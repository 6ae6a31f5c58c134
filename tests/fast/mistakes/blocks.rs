//! Blocks that swallow the rest of the page, blocks that are none, and merges that nobody settled.

use guidepost::diagnostic::{Code, Severity};

use super::{assert_only, page, with_front};

#[test]
fn what_is_never_closed_is_told_where_it_opens() {
    for (text, place) in [
        ("# Page\n\nText\n\n```js\nlet x = 1\n\n# Lost\n", "5:1 unclosed-block"),
        ("# Page\n\nText\n\n~~~\nlost\n\n```\n", "5:1 unclosed-block"),
        ("# Page\n\nText\n\n<!-- note\n\nlost\n", "5:1 unclosed-block"),
        ("# Page\n\nText\n\n<!-- a --> <!-- note\nlost\n", "5:12 unclosed-block"),
        ("# Page\n\nText <!-- note\n\nlost\n", "3:6 unclosed-block"),
    ] {
        assert_only(text, place, Severity::Warning, &["close it"]);
    }
}

#[test]
fn a_comment_in_a_paragraph_ends_with_it() {
    let text = "# Page\n\nText <!-- note\n\nnot lost -->\n";
    assert_only(text, "3:6 unclosed-block", Severity::Warning, &["a line of its own"]);
}

#[test]
fn what_is_closed_is_not_told() {
    for text in [
        "# Page\n\n```js\nlet x = 1\n```\n",
        "# Page\n\n````\n```\nx\n````\n\nText\n",
        "# Page\n\n> ```\n> x\n> ```\n",
        "# Page\n\n- ```\n  x\n  ```\n",
        "# Page\n\n- ```\n  x\n\nText\n",
        "# Page\n\n<!-- a -->\n\nText <!-- b --> `<!--` \\<!-- c\n",
        "# Page\n\n    <!-- code\n",
    ] {
        assert_eq!(page(text).of(Code::UnclosedBlock).len(), 0, "{text}");
    }
}

#[test]
fn a_merge_that_nobody_settled_is_one_finding() {
    let conflict = "<<<<<<< HEAD\nOne [a](nope.md) [b](b c.md)\n=======\nTwo\n>>>>>>> branch\n";
    assert_only(
        &format!("# Page\n\n{conflict}\nText.\n"),
        "3:1 merge-conflict",
        Severity::Error,
        &["keep one"],
    );
    assert_only(
        &format!("# Page\n\nText.\n{conflict}"),
        "4:1 merge-conflict",
        Severity::Error,
        &["keep one"],
    );
    let front = with_front("title: A\n<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> branch\n");
    assert_only(&front, "3:1 merge-conflict", Severity::Error, &["counts as a draft"]);
    let front = with_front("title: A\n");
    let above = format!("<<<<<<< HEAD\n{front}=======\n{front}>>>>>>> x\n");
    assert_only(&above, "1:1 merge-conflict", Severity::Error, &["counts as a draft"]);
}

#[test]
fn marks_that_are_no_conflict() {
    for text in [
        "# Page\n\n```\n<<<<<<< HEAD\nOne\n=======\nTwo\n>>>>>>> branch\n```\n",
        "# Page\n\nTitle\n=======\n\nText\n",
        "# Page\n\n>>>>>>> deep\n",
        "# Page\n\nThe mark `<<<<<<< HEAD` and\n=======\n\n>>>>>>> x\n",
    ] {
        assert_eq!(page(text).of(Code::MergeConflict).len(), 0, "{text}");
    }
}

#[test]
fn blocks_that_are_shown_as_text() {
    for (block, place, words) in [
        ("> [!NOTICE]\n> Words.", "3:3", "`[!NOTE]`"),
        ("> [!hint]\n> Words.", "3:3", "NOTE, TIP, IMPORTANT, WARNING, CAUTION"),
        ("> [!tip] Title\n> Words.", "3:3", "line of its own"),
        ("##Rules of posting", "3:1", "write `## Rules of posting`"),
        ("#Rules of posting", "3:1", "write `# Rules of posting`"),
        ("| A | B\n|---|\n| 1 | 2 |", "4:1", "2 columns"),
        ("A | B | C\n--- | ---\n1 | 2 | 3", "4:1", "3 columns"),
    ] {
        let text = format!("# Page\n\n{block}\n");
        assert_only(&text, &format!("{place} block-form"), Severity::Warning, &[words]);
    }
    for prose in [
        "> [!NOTE]\n> Words.",
        "#OpenDay is our word for it. Use it.",
        "#1 of all rules",
        "Some | words\n\n---\n",
        "| A | B |\n|---|---|\n| 1 | 2 |",
        "`#Rules of posting`",
        "A | B\nand so on",
    ] {
        assert_eq!(page(&format!("# Page\n\n{prose}\n")).found(), [""; 0], "{prose}");
    }
}
