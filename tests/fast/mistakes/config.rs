//! Mistakes in `site.toml`.

use guidepost::diagnostic::{Code, Severity};

use super::{HOME, only};
use crate::support::{Built, build};

const PAGE: (&str, &str) = ("content/page.md", "# Page\n\nText.\n");

fn site(text: &str) -> Built {
    build([HOME, PAGE, ("site.toml", text)])
}

/// That each of these files has this one finding, an error, and that it says these words.
#[track_caller]
fn assert_each(cases: &[(&str, &str, &str)]) {
    for (text, place, words) in cases {
        let built = site(text);
        let (finding, said) = only(&built);
        assert_eq!(built.found(), [format!("site.toml:{place}")], "{text}");
        assert_eq!(finding.severity, Severity::Error, "{text}");
        assert!(said.contains(words), "{text}: {words} is not said: {said}");
    }
}

#[test]
fn addresses_that_readers_are_sent_to() {
    assert_each(&[
        (
            "[[feedback]]\nlabel = \"X\"\nhref = \"javascript:alert(1)\"\n",
            "3:8 bad-config",
            "http, https, mailto or tel",
        ),
        (
            "[[feedback]]\nlabel = \"X\"\nhref = \"java\\nscript:alert(1)\"\n",
            "3:8 bad-config",
            "http, https, mailto or tel",
        ),
        ("[[feedback]]\nlabel = \"X\"\nhref = \"{title}\"\n", "3:8 bad-config", "http, https, mailto or tel"),
        ("edit_url = \"data:text/html,x\"\n", "1:12 bad-config", "http, https, mailto or tel"),
        ("[[feedback]]\nlabel = \"X\"\n", "1:1 bad-config", "`href`"),
        ("[[errands]]\ntitle = \"X\"\n", "1:1 bad-config", "`page`"),
    ]);
    for href in [
        "https://a.example/{path}",
        "mailto:a@b.example?subject={title}",
        "tel:+431",
        "/forms/x",
        "a/b?x=y:z",
    ] {
        let built = site(&format!("edit_url = \"{href}\"\n[[feedback]]\nlabel = \"X\"\nhref = \"{href}\"\n"));
        assert_eq!(built.found(), [""; 0], "{href}");
        assert!(built.text("page/index.html").matches(&href[..4]).count() >= 2, "{href}");
    }
    let built = site("edit_url = \"javascript:alert(1)\"\n");
    assert!(!built.text("page/index.html").contains("alert(1)"));
}

#[test]
fn hosts_are_hosts() {
    let built = site(
        "allowed_hosts = [\"https://x.example/z\", \"a;script-src *\", \"*\", \"ok.example\", \"*.b.example:8080\"]\n",
    );
    let expected = ["site.toml:1:18 bad-config", "site.toml:1:41 bad-config", "site.toml:1:59 bad-config"];
    assert_eq!(built.found(), expected);
    assert!(built.findings[0].hints[0].contains("write `x.example`"), "{:?}", built.findings[0]);
    let html = built.text("page/index.html");
    assert!(html.contains("https://ok.example https://*.b.example:8080") && !html.contains("script-src *"));
}

#[test]
fn hosts_below_a_host() {
    let page = "# Page\n\n![x](https://cdn.b.example/x.png) ![x](https://b.example.evil/x.png)\n";
    let built =
        build([HOME, ("content/page.md", page), ("site.toml", "allowed_hosts = [\"*.b.example\"]\n")]);
    assert_eq!(built.found(), ["content/page.md:3:40 foreign-content"]);
}

#[test]
fn a_wrong_word_for_raw_html_takes_none() {
    let page = "# Page\n\n<b onclick=\"x()\">raw</b>\n";
    let built = build([HOME, ("content/page.md", page), ("site.toml", "raw_html = \"sanitise\"\n")]);
    assert!(built.found().contains(&"site.toml:1:12 bad-config".to_owned()), "{:?}", built.found());
    assert!(!built.text("page/index.html").contains("<b onclick"));
}

#[test]
fn folders_and_words_that_are_none() {
    assert_each(&[
        ("theme = \"bootstrap\"\n", "1:9 bad-config", "the site has `content`"),
        ("files = \"statik\"\n", "1:9 bad-config", "the site has `content`"),
        ("content = \"pages\"\n", "1:11 no-pages", "the site has `content`"),
        ("content = \"site.toml\"\n", "1:11 no-pages", "no folder `site.toml`"),
        ("name = \"\"\n", "1:8 bad-config", "leave it out"),
        ("language = \"english\"\n", "1:12 bad-config", "`en`"),
        ("language = \"de_AT\"\n", "1:12 bad-config", "`de-AT`"),
    ]);
    for language in ["de", "de-AT", "zh-Hant-TW", "gsw", "es-419"] {
        assert_eq!(site(&format!("language = \"{language}\"\n")).found(), [""; 0], "{language}");
    }
}

#[test]
fn kinds_are_checked_where_they_are_declared() {
    assert_each(&[
        (
            "[kinds.decision]\nrequired = [\"decided\"]\nfields.decide = { type = \"day\" }\n",
            "2:13 bad-config",
            "`decide`",
        ),
        ("[kinds.play]\nrequired = [\"stgae\"]\n", "2:13 bad-config", "`stage`"),
        ("[kinds.play]\nstrip = [\"stgae\"]\n", "2:10 bad-config", "`stage`"),
        (
            "[kinds.a]\nfields.b = { type = \"pages\", to = [\"guidline\"] }\n",
            "2:36 bad-config",
            "`guideline`",
        ),
        ("[kinds.\"Bad Kind\"]\n", "1:8 bad-config", "small letters"),
        ("[kinds.a]\nfields.\"x y\" = { type = \"day\" }\n", "2:8 bad-config", "small letters"),
        ("[kinds.a]\nfields.title = { type = \"day\" }\n", "2:8 bad-config", "every page"),
        ("[kinds.a]\nfields.b = { type = \"choice\" }\n", "2:8 bad-config", "`of = "),
    ]);
    let sound = "[kinds.a]\nrequired = [\"b\", \"owner\"]\nfields.b = { type = \"pages\", to = [\"a\", \"play\"] }\n[kinds.play]\nrequired = [\"stage\"]\n";
    assert_eq!(site(sound).found(), [""; 0]);
}

#[test]
fn toml_that_is_none() {
    assert_each(&[
        ("name = Our playbook\n", "1:8 bad-config", "write `name = \"Our playbook\"`"),
        ("name = “Our playbook”\n", "1:8 bad-config", "write `name = \"Our playbook\"`"),
        ("name: Our playbook\n", "1:1 bad-config", "write `name = \"Our playbook\"`"),
        ("name = \"A\ntagline = \"x\"\n", "1:8 bad-config", "closed"),
        ("<<<<<<< HEAD\nname = \"A\"\n=======\nname = \"B\"\n>>>>>>> x\n", "1:1 merge-conflict", "keep one"),
        (
            "[[errands]]\ntitle = \"x\"\npage = \"page.md\"\nname = \"X\"\n",
            "4:1 unknown-config-key",
            "above line 1",
        ),
    ]);
    let built = site("name = Our playbook\ntagline = ‘x’\nlanguage: de\n");
    assert_eq!(built.found().len(), 3, "one a line: {:#?}", built.findings);
}

#[test]
fn folders_that_are_left_out_are_told() {
    let built = build([
        ("index.md", "# Home\n\nText.\n"),
        ("target/a.md", "# A\n"),
        ("theme/b.md", "# B\n"),
        ("static/c.md", "# C\n"),
        ("node_modules/d/e.md", "# D\n"),
        ("a/node_modules/d/e.md", "# D\n"),
    ]);
    assert_eq!(built.found(), ["- left-out", "- left-out", "- left-out"]);
    assert!(built.findings[0].message.contains("`static`"), "{:?}", built.findings);
    assert_eq!(built.findings[0].severity, Severity::Note);
    let built = build([HOME, ("target/a.md", "# A\n"), ("public/a.md", "# A\n")]);
    assert_eq!(built.found(), [""; 0], "they are beside the folder of pages");
}

#[test]
fn files_for_the_web_server_are_published_and_litter_is_not() {
    let built = build([
        HOME,
        ("static/.well-known/security.txt", "x"),
        ("static/.htaccess", "x"),
        ("static/.DS_Store", "x"),
        ("static/a/.DS_Store", "x"),
        ("static/.git/config", "x"),
    ]);
    assert_eq!(built.paths(), [".htaccess", ".well-known/security.txt", "404.html", "index.html"]);
}

#[test]
fn files_that_the_site_takes_out() {
    let page = "# A\n\nText.\n";
    let files = |exclude: &'static str| {
        [
            HOME,
            ("site.toml", exclude),
            ("content/archive/a.md", page),
            ("content/b/old/a.md", page),
            ("content/b/c.md", page),
        ]
    };
    for (exclude, left) in [
        ("exclude = [\"archive/**\"]\n", &["b/c", "b/old/a"][..]),
        ("exclude = [\"archive\", \"**/old/*.md\"]\n", &["b/c"]),
        ("exclude = [\"./archive/\", \"b/c.md\"]\n", &["b/old/a"]),
        ("exclude = [\"/archive\", \"?/c.md\"]\n", &["b/old/a"]),
    ] {
        let built = build(files(exclude));
        assert_eq!(built.found(), [""; 0], "{exclude}");
        for page in ["archive/a", "b/c", "b/old/a"] {
            let there = built.paths().contains(&format!("{page}/index.html").as_str());
            assert_eq!(there, left.contains(&page), "{exclude}: {page}");
        }
    }
    // What cannot be read, or takes out nothing, keeps back all that it may mean.
    for (exclude, place, left) in [
        ("exclude = [\"a[\", \"archive\"]\n", 12, &["b/c", "b/old/a"][..]),
        ("exclude = [\"b/{c,d}*\"]\n", 12, &["archive/a"]),
        ("exclude = [\"b/old/{a,b}.md\"]\n", 12, &["archive/a", "b/c"]),
        ("exclude = ['b\\old']\n", 12, &["archive/a", "b/c"]),
        ("exclude = \"archive/**\"\n", 11, &["b/c", "b/old/a"]),
        ("exclude = [\"content/archive/**\"]\n", 12, &["b/c", "b/old/a"]),
        ("exclude = [\"archiv\"]\n", 12, &["b/c", "b/old/a"]),
        ("exclude = [\"b/olds/**\"]\n", 12, &["archive/a", "b/c"]),
        ("exclude = [\"B/old\"]\n", 12, &["archive/a", "b/c"]),
        ("exclude = [\"nowhere/**\"]\n", 12, &["archive/a", "b/c", "b/old/a"]),
        ("exclude = [\"\"]\n", 12, &["archive/a", "b/c", "b/old/a"]),
        ("exclude = [\"./\"]\n", 12, &["archive/a", "b/c", "b/old/a"]),
    ] {
        let built = build(files(exclude));
        assert_eq!(built.found(), [format!("site.toml:1:{place} bad-config")], "{exclude}");
        for page in ["archive/a", "b/c", "b/old/a"] {
            let there = built.paths().contains(&format!("{page}/index.html").as_str());
            assert_eq!(there, left.contains(&page), "{exclude}: {page}");
        }
    }
    for exclude in ["exclude = [\"{a,b}/**\"]\n", "exclude = [1]\n", "exclude = true\n"] {
        let built = build(files(exclude));
        assert_eq!(built.of(Code::BadConfig).len(), 1, "{exclude}: {:?}", built.found());
        assert_eq!(built.of(Code::NoPages).len(), 1, "{exclude}: {:?}", built.found());
    }
    let built = build([
        ("index.md", "# Home\n\nText.\n"),
        ("target/a.md", page),
        ("site.toml", "exclude = [\"target\"]\n"),
    ]);
    assert_eq!(built.found(), [""; 0], "what is taken out on purpose is not told");
}
