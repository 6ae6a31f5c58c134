//! How pages of a kind are shown is data of the kind, in the program as in `site.toml`.

use crate::support::build;

/// What stands in the strip under the title: the names of the fields, in order.
fn strip(html: &str) -> Vec<&str> {
    let Some((_, strip)) = html.split_once("<dl class=\"strip\">") else { return Vec::new() };
    let strip = strip.split("</dl>").next().unwrap_or_default();
    strip.split("class=\"fact-").skip(1).filter_map(|fact| fact.split('"').next()).collect()
}

#[test]
fn a_kind_says_which_fields_stand_in_the_strip() {
    let page = "---\nkind: decision\ndecided: 2026-11-02\nplace: Graz\ncost: none\n---\nWords.\n";
    let declared = "[kinds.decision]\nstrip = [\"place\", \"decided\"]\nfields.decided = { type = \"day\" }\nfields.place = {}\nfields.cost = {}\n";
    let built = build([("site.toml", declared), ("content/index.md", "Home.\n"), ("content/a.md", page)]);
    let html = built.text("a/index.html");
    assert_eq!(strip(html), ["place", "decided"]);
    assert_eq!(
        html.matches("class=\"fact-place\"").count(),
        1,
        "what stands in the strip is not on the plate"
    );
    assert_eq!(html.matches("class=\"fact-cost\"").count(), 1, "all else is on the plate");
}

#[test]
fn a_site_has_the_strip_and_the_template_of_a_built_in_kind_until_it_names_others() {
    let play = "---\nkind: play\nserves: []\nrisk: low\nstage: pilot\nroom: 4\n---\nWords.\n";
    let course = "---\nkind: course\nlessons: [LE-1]\n---\nWords.\n";
    let lesson = "---\nkind: lesson\nid: LE-1\nduration: 5 min\n---\nWords.\n";
    let shown = |declared: &str| {
        let pages = [
            ("site.toml", declared),
            ("content/index.md", "Home.\n"),
            ("content/a.md", play),
            ("content/b.md", course),
            ("content/c.md", lesson),
        ];
        let built = build(pages);
        let names = strip(built.text("a/index.html")).join(" ");
        (names, built.text("b/index.html").contains("class=\"course-facts\""))
    };
    assert_eq!(shown(""), ("stage risk".to_owned(), true));
    let further = "[kinds.play]\nfields.room = {}\n[kinds.course]\nfields.room = {}\n";
    assert_eq!(shown(further), ("stage risk".to_owned(), true));
    let others = "[kinds.play]\nstrip = [\"risk\", \"room\"]\nfields.room = {}\n[kinds.course]\ntemplate = \"page.html\"\n";
    assert_eq!(shown(others), ("risk room".to_owned(), false));
}
