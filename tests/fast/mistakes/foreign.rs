//! Forms of other programs: each is told, what it hides is not shown, and no words get lost.

use guidepost::diagnostic::{Code, Severity};

use super::{HOME, assert_only, page};
use crate::support::build;

#[test]
fn mathematics_is_one_finding_and_shown_as_it_is_written() {
    let text = "# A\n\nOf $a[i](j)$ and $R[[x]]$ the $[u^k](\\sigma_f)$ and `$x`.\n\n$$\n\\sum_{i=1}^m {{(T-\\lambda)}^{r_i}} a_i *b* c_i\n$$\n";
    assert_only(text, "3:4 foreign-form", Severity::Warning, &["mathematics is not drawn"]);
    let built = page(text);
    let shown = built.text("page/index.html");
    assert!(shown.contains("$R[[x]]$") && shown.contains("$[u^k](\\sigma_f)$"), "{shown}");
    assert!(shown.contains("\\sum_{i=1}^m {{(T-\\lambda)}^{r_i}} a_i *b* c_i"), "{shown}");
    for prose in [
        "From $5 to [ten](index.md), or $10.",
        "It costs $5 and [the list](index.md) is in US$.",
        "Of `$a_b` and [it](index.md) and `$c`.",
        "$HOME_A and [it](index.md) and $PATH_B.",
    ] {
        let built = page(&format!("# A\n\n{prose}\n"));
        assert_eq!(built.found(), [""; 0], "{prose}");
        assert!(built.text("page/index.html").contains("<a href=\"../\""), "{prose}");
    }
    let secret = "# A\n\nOf $a_1%%secret%%b$.\n";
    assert_eq!(page(secret).paths(), ["404.html", "index.html"]);
}

#[test]
fn what_is_handed_to_a_component_loads_nothing() {
    let text = "# A\n\n<Foo href=\"a/b.txt\">x</Foo> and <Box href=\"https://a.example/x\">y</Box>\n";
    assert_eq!(page(text).of(Code::BrokenImage).len() + page(text).of(Code::ForeignContent).len(), 0);
    let drawing = "# A\n\n<svg><use href=\"https://a.example/x.svg\"/></svg>\n";
    assert_eq!(page(drawing).of(Code::ForeignContent).len(), 1);
}

#[test]
fn code_of_other_programs_leads_nowhere() {
    let text = "# A\n\n{{< code-toggle >}}\n[[menus.main]]\nname = '{{ .Date }}'\n{{< /code-toggle >}}\n\n=== \"C\"\n    ```c\n    f[i](&n);\n\n    ```\n\n[a](no.md)\n";
    let built = page(text);
    let found = [
        "content/page.md:3:1 foreign-form",
        "content/page.md:6:1 foreign-form",
        "content/page.md:8:1 foreign-form",
        "content/page.md:14:5 broken-link",
    ];
    assert_eq!(built.found(), found, "{:?}", built.findings);
}

#[test]
fn a_comment_of_obsidian_is_no_code_that_is_handed_to_a_component() {
    let text = "# A\n\n<Row code=\"template(`const %%name%% = require(%%source%%);`)\" />\n";
    assert!(page(text).paths().contains(&"page/index.html"));
}

#[test]
fn words_behind_the_name_of_an_element_stay() {
    let text = "# A\n\n<Note>\nRender a `<script>` component, and the rest.\n</Note>\n\nMore.\n";
    let built = page(text);
    assert!(built.text("page/index.html").contains("`&lt;script&gt;` component, and the rest."));
    assert_eq!(built.of(Code::UnclosedBlock).len(), 0, "{:?}", built.findings);
    let built = page("# A\n\n<div>\nRender a <script> component, and the rest.\n</div>\n");
    assert!(built.found().contains(&"content/page.md:4:10 unclosed-block".to_owned()), "{:?}", built.found());
}

#[test]
fn an_anchor_of_attributes_is_one_finding() {
    assert_only("# A\n\n[](){: #id }\n\nText.\n", "3:5 foreign-form", Severity::Warning, &["<a id="]);
}

#[test]
fn a_comment_behind_a_heading_is_its_id() {
    let text =
        "# A\n\n## Words {/*id-of-it*/}\n\n## Others {/* of-them */}\n\n[a](#id-of-it) [b](#of-them)\n";
    assert_eq!(page(text).found(), [""; 0]);
}

#[test]
fn keys_of_another_program_are_one_finding() {
    let text = |nth: usize| format!("---\ntitle: A\nslug: a{nth}\nsidebar: b\nordr: 1\n---\n\nText.\n");
    let files: Vec<(String, String)> = (0..5)
        .map(|nth| (format!("content/p{nth}.md"), text(nth)))
        .chain([(HOME.0.into(), HOME.1.into())])
        .collect();
    let built = build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let about = |words: &str| built.findings.iter().filter(|finding| finding.message.contains(words)).count();
    assert_eq!(
        (about("2 keys are not known: `sidebar` (5 pages), `slug` (5 pages)"), about("`ordr`")),
        (1, 5)
    );
    assert_eq!(built.findings.len(), 6, "{:?}", built.findings);
}

#[test]
fn keys_that_are_acted_upon_are_known() {
    for key in
        ["expiryDate: 2099-01-01", "date: 2020/12/21", "publish: true", "published: yes", "unlisted: false"]
    {
        assert_eq!(page(&format!("---\ntitle: A\n{key}\n---\n\nText.\n")).found(), [""; 0], "{key}");
    }
    let text = "---\ntitle: A\nurl: https://a.example/\n---\n\nText.\n";
    assert_only(text, "3:1 unknown-key", Severity::Warning, &["not known"]);
}

#[test]
fn comments_of_obsidian_are_cut_out() {
    for text in [
        "# A\n\nWords %%secret%% here.\n",
        "# A\n\n%%\nsecret [a](b.md)\n\nmore\n%%\n",
        "# A\n\n- one\n- %% secret %%\n",
        "# A\n\n> %%secret%%\n",
        "# A\n\n<div>\n%%secret%%\n</div>\n",
        "# A\n\nText.\n\n%%\n\n# secret\n\n%%\n\nMore %%secret%%\nand %%secret ![a](b.png)%%.\n",
    ] {
        let built = page(text);
        assert_eq!(built.found(), [""; 0], "{text}");
        let shown = built.text("page/index.html");
        assert!(!shown.contains("secret") && !shown.contains("%%"), "{text}: {shown}");
    }
}

#[test]
fn comments_of_obsidian_whose_ends_are_unsure_keep_their_page_back() {
    for text in [
        "# A\n\nText.\n\n%%\n\nsecret\n",
        "# A\n\nWords%%secret%% here.\n",
        "# A\n\nSome %%secret%%word.\n",
        "# A\n\nSome 100%%secret%% words.\n",
        "# A\n\n- %%secret%% words.\n",
    ] {
        let built = page(text);
        let [finding] = &built.findings[..] else { panic!("one finding: {text}: {:?}", built.findings) };
        assert_eq!((finding.code, finding.severity), (Code::ForeignForm, Severity::Error), "{text}");
        assert!(finding.hints.iter().any(|hint| hint.contains("counts as a draft")), "{text}");
        assert_eq!(built.paths(), ["404.html", "index.html"], "{text}");
    }
    let text = "# A\n\nSome 100%% and a %% b, `%%c%%`.\n";
    assert!(page(text).paths().contains(&"page/index.html"));
}

#[test]
fn marks_of_other_programs_are_told_and_shown() {
    let text = "# A\n\nSome ==words==, ++ctrl+c++, :material-home:, [a](index.md){ .button } ^ab12cd\n\n--8<-- \"b.md\"\n";
    let built = page(text);
    assert_eq!(built.of(Code::ForeignForm).len(), 6, "{:?}", built.found());
    assert!(built.findings.iter().all(|finding| finding.severity == Severity::Warning));
    let shown = built.text("page/index.html");
    assert!(shown.contains("==words==") && shown.contains("^ab12cd"), "{shown}");
}

#[test]
fn one_kind_has_one_cause() {
    let built = page("# A\n\nSome ==words== and ==others==.\n");
    let [first, second] = &built.findings[..] else { panic!("two: {:?}", built.findings) };
    assert_eq!(first.group(), second.group());
}

#[test]
fn an_end_that_lies_in_a_list_is_named() {
    let text = "# A\n\n<div>\n\n- one\n\n  </div>\n\nText.\n";
    assert_only(text, "3:1 unclosed-block", Severity::Warning, &["write `</div>` at the edge"]);
    let built = page(text);
    assert_eq!(built.findings[0].related.len(), 1, "{:?}", built.findings);
    assert_only("# A\n\n<div>\n\n- one\n", "3:1 unclosed-block", Severity::Warning, &["close it with"]);
}

#[test]
fn the_width_of_a_picture_is_none_of_its_words() {
    let built = page("# A\n\n![[gone.jpg|100]]\n");
    assert_eq!(built.found(), ["content/page.md:3:1 broken-image", "content/page.md:3:1 empty-alternative"]);
}

#[test]
fn settings_of_other_programs_that_keep_texts_back_are_told() {
    for (file, text, is_told) in [
        ("mkdocs.yml", "site_name: A\nexclude_docs: |\n  private/\n", true),
        ("mkdocs.yml", "site_name: A\nnav: []\n", false),
        ("_config.yml", "title: A\nexclude: [private]\n", true),
        ("hugo.toml", "ignoreFiles = ['private']\n", true),
        (".eleventyignore", "# Words\nprivate\n", true),
    ] {
        let built = build([HOME, (file, text)]);
        let told: Vec<_> = built.of(Code::ForeignForm);
        assert_eq!(told.len(), usize::from(is_told), "{file}: {text}");
        assert!(told.iter().all(|finding| finding.hints[0].contains("`exclude` in site.toml")), "{told:?}");
    }
}

#[test]
fn texts_of_other_programs_are_a_note_for_each_kind() {
    let built = build([
        ("content/index.md", "# Home\n\n[a](c.ipynb)\n"),
        ("content/a.mdx", "# A\n"),
        ("content/b.mdx", "# B\n"),
        ("content/c.ipynb", "{}"),
        ("content/d.rst", "D\n"),
    ]);
    let told: Vec<&str> = built.of(Code::LeftOut).iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "2 files `.mdx` (MDX) are no pages, `content/a.mdx` among them: pages are files `.md`",
            "`content/d.rst` (reStructuredText) is no page: pages are files `.md`",
        ]
    );
}

/// Where a page of that address lies here nobody knows by the text alone: a link to the address may lead nowhere.
#[test]
fn a_tag_that_names_an_address_is_no_link_to_it() {
    let hint = |text: &str| {
        let built = page(text);
        let hints: Vec<String> = built.findings.iter().flat_map(|finding| finding.hints.clone()).collect();
        hints.concat()
    };
    let said = hint("# A\n\n[Adobe]({% page \"/adobe/\" %})\n");
    assert!(said.contains("the page that was found at `/adobe/`") && !said.contains("](/adobe/)"), "{said}");
    assert!(hint("# A\n\n[x]({{< ref \"b.md\" >}})\n").contains("[x](b.md)"));
}
