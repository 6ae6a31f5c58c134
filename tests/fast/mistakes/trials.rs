//! What texts of other programs hold: read as meant, or told.

use guidepost::diagnostic::{Code, Severity};

use super::{HOME, assert_only, page, with_front};
use crate::support::build;

#[test]
fn a_colon_without_a_blank_begins_no_definition() {
    let built =
        page("# A\n\nTerm\n:::note\nbody\n:::\n\nText\n:warning: bring a coat, **please**\n\nTerm\n: def\n");
    let text = built.text("page/index.html");
    assert!(text.contains("<p>Term\n:::note\nbody\n:::</p>"), "{text}");
    assert!(text.contains("<p>Text\n:warning: bring a coat, <strong>please</strong></p>"), "{text}");
    assert!(text.contains("<dt>Term</dt>\n<dd>def</dd>"), "{text}");
    assert_eq!(text.matches("<dd>").count(), 1);
}

#[test]
fn links_and_code_below_such_a_colon_stay_what_they_are() {
    let built =
        page("# A\n\nSee\n:memo: [home](index.md) and `a:b`\n\n```\n:code\n```\n\n    :more\n\n> :quoted\n");
    let text = built.text("page/index.html");
    assert!(text.contains(":memo: <a href=\"../\">home</a> and <code>a:b</code>"), "{text}");
    assert!(text.contains(":code") && text.contains(":more") && text.contains(":quoted"), "{text}");
    assert!(!text.contains("<dd>"));
    assert_eq!(built.found(), [""; 0]);
}

#[test]
fn long_front_matter_is_read() {
    let aliases = |count: usize| {
        let lines: Vec<String> = (0..count).map(|nth| format!("  - old/place/{nth}/\n")).collect();
        format!("---\ntitle: Long\naliases:\n{}---\n\nText.\n", lines.concat())
    };
    assert_eq!(page(&aliases(3_000)).found(), [""; 0], "60 KB");
    let built = page(&aliases(20_000));
    assert_eq!(built.found(), ["content/page.md:2:1 bad-front-matter"]);
    let message = &built.findings[0].message;
    assert!(message.contains("KB long; at most 256 KB are read") && !message.contains("YAML"), "{message}");
}

#[test]
fn a_bar_in_a_table_is_escaped() {
    let text = "# A\n\n| a | b |\n|---|---|\n| [[b\\|words]] | x |\n\n[[b\\|more]]\n";
    let built = build([HOME, ("content/page.md", text), ("content/b.md", "# B\n\nText.\n")]);
    assert_eq!(built.found(), [""; 0]);
    let shown = built.text("page/index.html");
    assert!(shown.contains("<a href=\"../b/\">words</a>") && shown.contains("<a href=\"../b/\">more</a>"));
}

#[test]
fn a_page_is_called_after_a_heading_of_the_first_level_that_comes_first() {
    for (text, title) in [
        ("# Name\n\n## Usage\n", "Name"),
        ("A badge.\n\n# Name\n\n## Usage\n", "Name"),
        ("Words.\n\n## Usage\n\nText.\n", "Page"),
        ("## Usage\n\n# Late\n\nText.\n", "Page"),
    ] {
        let built = page(text);
        assert!(built.text("page/index.html").contains(&format!("<title>{title} ")), "{text}");
        let is_told = built.found().iter().any(|found| found.ends_with("missing-title"));
        assert_eq!(is_told, title == "Page", "{text}");
    }
}

#[test]
fn a_wikilink_to_a_heading_says_the_heading() {
    let text = "# A\n\n## Second part\n\n[[#Second part]], [[b#First steps]], [[b#first-steps]], [[b]].\n";
    let built =
        build([HOME, ("content/page.md", text), ("content/b.md", "# B\n\n## First steps\n\nText.\n")]);
    assert_eq!(built.found(), [""; 0]);
    let shown = built.text("page/index.html");
    assert!(shown.contains("<a href=\"#second-part\">Second part</a>"), "{shown}");
    assert_eq!(shown.matches("<a href=\"../b/#first-steps\">First steps</a>").count(), 2, "{shown}");
    assert!(shown.contains("<a href=\"../b/\">B</a>"), "{shown}");
}

#[test]
fn no_heading_has_an_id_of_the_theme() {
    let headings = "Content Navigation Top Sections Lately".split(' ').map(|name| format!("## {name}\n\n"));
    let more =
        "## Contents title\n\n## Referrers title\n\n## In this section\n\n## More {#content-1}\n\nText.\n";
    let text = format!("# A\n\n{}{more}", headings.collect::<String>());
    let built = page(&text);
    let shown = built.text("page/index.html");
    let mut ids: Vec<&str> =
        shown.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
    assert!(ids.contains(&"content") && ids.contains(&"contents-title"), "{ids:?}");
}

#[test]
fn html_that_is_never_closed_is_told() {
    for (text, mark) in [
        ("<script>\n\nLost.\n", "<script>"),
        ("<style>\n\nLost.\n", "<style>"),
        ("<textarea>\n\nLost.\n", "<textarea>"),
        ("<![CDATA[\n\nLost.\n", "<![CDATA["),
        ("<b>\n\nBold to the end.\n", "<b>"),
    ] {
        let built = page(&format!("# A\n\nWords.\n\n{text}"));
        assert_eq!(built.found(), ["content/page.md:5:1 unclosed-block"], "{mark}");
    }
}

#[test]
fn what_stands_behind_an_exclamation_mark_and_is_no_picture_is_a_link() {
    let text = "# A\n\n![[b#First steps]] ![[B]] ![Plan](plan.pptx)\n";
    let files = [HOME, ("content/page.md", text), ("content/b.md", "# B\n\n## First steps\n\nText.\n")];
    let built = build(files.into_iter().chain([("content/plan.pptx", "x")]));
    assert_eq!(
        built.found(),
        ["content/page.md:3:1 link-form", "content/page.md:3:20 link-form", "content/page.md:3:35 link-form"]
    );
    let shown = built.text("page/index.html");
    assert!(!shown.contains("<img src=\"../plan") && !shown.contains("<img src=\"../b"), "{shown}");
    assert!(shown.contains("<a href=\"../b/#first-steps\">") && shown.contains(">Plan</a>"), "{shown}");
}

#[test]
fn links_to_other_sites_of_the_host_are_declared() {
    let text = "# A\n\n[VM](/azure/vm) [other](/aws/vm) [img](/azure/)\n";
    let files = |config: &'static str| [HOME, ("site.toml", config), ("content/page.md", text)];
    let built = build(files("elsewhere = [\"/azure/**\"]\n"));
    assert_eq!(built.found(), ["content/page.md:3:25 broken-link"]);
    assert!(built.text("page/index.html").contains("<a href=\"/azure/vm\">VM</a>"));
    assert!(built.findings[0].hints[0].contains("elsewhere = [\"/aws/**\"]"), "{:?}", built.findings);
    let built = build(files("elsewhere = [\"azure\"]\n"));
    assert_eq!(built.of(Code::BadConfig).len(), 1, "{:?}", built.found());
}

#[test]
fn an_alias_that_is_the_address_of_the_page_is_no_mistake() {
    assert_eq!(page(&with_front("title: A\naliases: [/page/]\n")).found(), [""; 0]);
}

#[test]
fn entities_in_a_title_are_told() {
    assert_only(&with_front("title: Q&amp;A\n"), "2:8 bad-value", Severity::Warning, &["`&`"]);
    assert_eq!(page(&with_front("title: Salt & pepper; R&D\n")).found(), [""; 0]);
}

#[test]
fn what_yaml_cannot_read_is_told_in_plain_words() {
    for (front, word) in [
        ("title: A\nsummary: \u{201c}A: b\u{201d}\n", "write `summary: \"A: b\"`"),
        ("title: A\n\u{a0}id: 3\n", "non-breaking space"),
        ("title: A\ntags:\n  - a\n  b\n", "no key with a colon"),
        ("title: A\nkind: role\nid: r\nholders: Dana Ruiz\n", "a line `- name: …`"),
    ] {
        let built = page(&with_front(front));
        let [finding] = &built.findings[..] else { panic!("one finding: {front}: {:?}", built.findings) };
        let said = format!("{} {}", finding.message, finding.hints.join("\n"));
        assert!(said.contains(word) && !said.contains("indicator"), "{front}: {said}");
    }
}

#[test]
fn the_own_computer_is_no_foreign_host() {
    let built = page("# A\n\n![A screen](http://localhost:8080/x.png)\n");
    assert_eq!(built.found(), ["content/page.md:3:13 link-form"]);
}

#[test]
fn a_blank_in_an_address_for_answers_is_encoded() {
    let feedback = "feedback = [{ label = \"Ask\", href = \"mailto:a@b.example?subject=About {title}\" }]\n";
    let built = build([HOME, ("site.toml", feedback)]);
    assert!(built.text("index.html").contains("subject=About%20Home\""), "{}", built.text("index.html"));
}
