//! What was meant as a link and is shown as text.

use guidepost::diagnostic::{Code, Severity};

use super::{assert_only, page};

#[test]
fn what_looks_like_a_link_is_told_with_the_form_to_write() {
    for (line, column, hint) in [
        ("See [report](files/Report 2026.pdf).", 5, "write `[report](<files/Report 2026.pdf>)`"),
        ("See [report](my file.md \"The file\").", 5, "write `[report](<my file.md> \"The file\")`"),
        ("![Photo](Photo 1.jpg)", 1, "write `![Photo](<Photo 1.jpg>)`"),
        ("See [u](obj.md #x).", 5, "write `[u](obj.md#x)`"),
        ("See [u](#What - if I?).", 5, "write `[u](#what---if-i)`"),
        ("See [u](my obj.md#The part).", 5, "write `[u](<my obj.md#the-part>)`"),
        ("See [u](https:/ /a.example).", 5, "write `[u](https://a.example)`"),
        ("See [u][#part] there.", 5, "write `[u](#part)`"),
        ("Call [us](tel:+43 1 234).", 6, "write `[us](tel:+431234)`"),
        ("See [z] (obj.md) there.", 5, "write `[z](obj.md)`"),
        ("![Alt] (x.png)", 1, "write `![Alt](x.png)`"),
        ("See (z)[obj.md] there.", 5, "write `[z](obj.md)`"),
        ("See [y][nope] there.", 5, "`[nope]: page.md`"),
        ("See [y][] there.", 5, "`[y]: page.md`"),
        ("A claim[^1] of mine.", 8, "`[^1]: …`"),
        (
            "See [u](https://a.example/my file (1).png).",
            5,
            "write `[u](https://a.example/my%20file%20(1).png)`",
        ),
        ("![A b](a.png =440x)", 1, "write `![A b](a.png)`"),
        ("See [a]([b c](https://a.example/)).", 5, "a link stands within the target"),
        ("See [x]((#part) there.", 5, "write `[x](#part)`"),
        ("See [x](obj.md there.", 5, "close it"),
        ("See [[page|]] there.", 5, "write `[[page]]`"),
        ("See [[]] there.", 5, "name a page"),
        ("| a | b |\n| --- | --- |\n| [[OB-1|x]] | y |", 3, "write `[[OB-1\\|x]]`"),
    ] {
        let row = 3 + line.matches('\n').count();
        let place = format!("{row}:{column} link-form");
        assert_only(&format!("# Page\n\n{line}\n"), &place, Severity::Warning, &[hint]);
    }
}

#[test]
fn links_that_templates_make_are_a_form_of_another_program() {
    for (line, column, hint) in [
        ("See [x]({% link a.md %}) there.", 5, "name the file: `[x](a.md)`"),
        ("See [x]({{< ref \"/a/b\" >}}) there.", 5, "name the file of the page that was found at `/a/b`"),
        ("See [x]({{ page.url | url }}) there.", 5, "name the file that is meant"),
        ("See [x]({{page.url}}) there.", 9, "name the file that is meant"),
        ("See <a href=\"{{ '/x/' | url }}\">x</a>.", 14, "name the file that is meant"),
    ] {
        let place = format!("3:{column} foreign-form");
        assert_only(&format!("# Page\n\n{line}\n"), &place, Severity::Warning, &[hint]);
    }
}

#[test]
fn prose_is_left_alone() {
    for line in [
        "He said [sic] (see below) so.",
        "The [sic](see below) mark.",
        "In [1] (2020) and [2] (v1.2, p. 3) and [and/or] (either/or).",
        "An array a[0][1] and f(x)[i] of things.",
        "[ ] (none) and [x] done [1][2].",
        "Escaped \\[x](a b.md) and [x]\\(a b.md).",
        "Code `[x](a b.md)` and `[y][nope]` and `[^1]`.",
        "```\n[x](a b.md) [z] (obj.md) [^1]\n```",
        "    [x](a b.md) [z] (obj.md)",
        "<p title=\"[x](a b.md)\">x</p>",
        "A class [^a-z] of letters.",
        "- [ ] (open)\n- [x] done",
        "A note[^1].\n\n[^1]: It is there.",
        "See [issue] (#12) and [note] (e.g. that) at [time] (5 p.m.).",
    ] {
        let built = page(&format!("# Page\n\n{line}\n"));
        assert_eq!(built.of(Code::LinkForm).len(), 0, "{line}: {:#?}", built.findings);
    }
}

#[test]
fn brackets_without_end_take_no_time() {
    for piece in ["[x] (", "[a](b c", "[[", "[^", "(a)[", "[a][b", "![x](y z"] {
        page(&format!("# Page\n\n{}\n", piece.repeat(5_000)));
    }
}
