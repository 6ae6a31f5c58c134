//! What pages say, and how people change it.

use std::fmt::Write as _;

use super::Changing;
use super::files::NAMES;

const WORDS: &[&str] = &[
    "tone", "gifts", "customer", "never", "always", "ask", "first", "the", "council", "reply", "within",
    "two",
];

/// Lines of front matter, some of them mistaken.
const FIELDS: &[&str] = &[
    "tags: [words, Pictures]",
    "tags: [words]",
    "tags: [wörter, ../x]",
    "aliases: [/old/tone/]",
    "aliases: [/rules/tone/, /old/gifts.html]",
    "order: 1",
    "order: 2",
    "order: first",
    "draft: true",
    "draft: false",
    "kind: guideline",
    "kind: objective",
    "kind: guidelin",
    "kind: course",
    "page_kind: guideline",
    "summary: In one sentence.",
    "summary: In another.",
    "owner: legal",
    "owner: nobody-known",
    "serves: OB-1",
    "serves: [OB-1, GL-1]",
    "uses: [GL-2]",
    "requires: GL-1",
    "review_every: 90d",
    "review_every: often",
    "audience: staff",
    "sumary: Misspelt.",
    "revisions: [{date: 2026-01-02, note: First}]",
    "risk: high",
    "kind: play",
    "kind: channel",
    "level: share",
    "level: monitor",
    "level: high",
    "state: planned",
    "state: running",
    "block: technology",
    "starts: 2026-03-01",
    "before_posting: editor",
];

/// Data blocks, some of them mistaken, which draw what other pages say.
const BLOCKS: &[&str] = &[
    "```view ladder\n```",
    "```view ladder\npages: {tag: words}\n```",
    "```view lader\n```",
    "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: x}]}]\noutcomes: [{id: x, say: X, first: [legal], rule: [GL-1, GL-2#first]}]\n```",
    "```decision\nquestions: [{id: a, ask: A?, answers: [{say: B, outcome: y}]}]\n```",
    "```posting\nstandings: [{say: A}]\nkinds: [{kind: B, review: [prior-approval], rule: GL-1}]\n```",
    "```chart\nrows: [{label: A, values: 4}, {label: B, values: many}]\n```",
];

/// Raw HTML that is shown, cleaned or refused; some of it shows pictures, or has ids that links lead to.
const HTML: &[&str] = &[
    "<p id=\"first\">Here.</p>",
    "<a name=\"tone\"></a>Words.",
    "<img src=\"../images/a.svg\" alt=\"a\" onerror=\"x()\">",
    "<picture><source srcset=\"../images/b.svg 2x\"><img src=\"../images/a.svg\" alt=\"\"></picture>",
    "<iframe src=\"../images/a.svg\" title=\"a\"></iframe>",
    "<script>first()</script>",
    "<style>p { color: red }</style>",
    "<!-- <img src=\"../images/b.svg\"> -->",
    "<a href=\"../rules/tone.md#first\" onclick=\"x()\">there</a> and <a href=\"javascript:x()\">not</a>",
    "<details><summary>More</summary>\n\n![a](../images/b.svg)\n\n</details>",
];

impl Changing {
    pub(super) fn write_first_files(&mut self) {
        self.save("site.toml", super::theme::SITE);
        self.save(
            "content/index.md",
            "---\ntitle: Handbook\n---\nWhat we agreed -- \"all\" of <b id=\"it\">it</b>.\n",
        );
        for (name, title, id) in [
            ("tone", "Tone", "GL-1"),
            ("gifts", "Gifts", "GL-2"),
            ("travel", "Travel", "GL-3"),
            ("a.b", "Ab", "GL-4"),
        ] {
            let body = self.paragraphs();
            let page = format!("---\ntitle: {title}\nkind: guideline\nid: {id}\nsummary: How.\n---\n{body}");
            self.save(&format!("content/rules/{name}.md"), page);
        }
        self.save("content/plays/index.md", "---\ntitle: Plays\npage_kind: play\n---\nThem.\n");
        self.save("content/plays/aim.md", "---\ntitle: Aim\nkind: objective\nid: OB-1\n---\nAim high.\n");
        for name in ["tone", "gifts"] {
            let body = self.paragraphs();
            self.save(&format!("content/plays/{name}.md"), format!("# Play {name}\n\n{body}"));
        }
        self.save(
            "content/images/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>",
        );
        self.write_governance();
    }

    fn words(&mut self) -> String {
        let many = 3 + self.random.below(9);
        let words: Vec<&str> = (0..many).map(|_| self.random.of(WORDS)).collect();
        words.join(" ")
    }

    fn paragraphs(&mut self) -> String {
        let many = 1 + self.random.below(5);
        (0..many).map(|_| self.paragraph() + "\n").collect()
    }

    /// A block of text; links in it may lead nowhere.
    fn paragraph(&mut self) -> String {
        let words = self.words();
        let name = self.random.of(NAMES);
        let place = self.random.of(&["", "../rules/", "../plays/", "deep/", "/rules/", "../"]);
        match self.random.below(18) {
            0 => format!("[{words}]({place}{name}.md)\n"),
            1 => format!("See [there](<{place}{name}.md#{}>).\n", self.random.of(&["tone", "first", "fn-1"])),
            2 => format!(
                "[[{}]] and [[{}]]\n",
                self.random.of(&["Tone", "GL-1", "GL-2", "Gifts", "Play tone"]),
                name
            ),
            3 => format!(
                "![{words}](../images/{})\n",
                self.random.of(&["a.svg", "b.svg", "c%20d.svg", "e.png", ".f.svg"])
            ),
            4 => format!("## {words}\n"),
            5 => format!("- {words}\n- {words}\n\n  more\n"),
            6 => format!("```rust\nfn {}() {{}}\n```\n", self.random.of(WORDS)),
            7 => format!("| {words} | b |\n| --- | --- |\n| c | {name} |\n"),
            8 => format!("{words}[^1].\n\n[^1]: {words}\n"),
            9 => format!("> {words}\n"),
            10 => format!("<div class=\"x\">{words}</div>\n"),
            11 => format!("{words} https://elsewhere.example/{name}?a=1&b=2\n"),
            12 => format!("[form](/form.pdf) {words}\n"),
            13 => {
                format!("<p id=\"first\">{words} <img src=\"../images/a.svg\" alt=\"a\"> -- \"{name}\"</p>\n")
            }
            14 => format!("<details><b>{words}\n"),
            15 | 16 => format!("{}\n", self.random.of(BLOCKS)),
            _ => format!("{words} -- it's \"{name}\".\n"),
        }
    }

    pub(super) fn body(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let text = self.read(&page);
        let paragraph = self.paragraph();
        let mut blocks: Vec<&str> = text.split_inclusive("\n\n").collect();
        let at = 1 + self.random.below(blocks.len().max(1));
        let paragraph = format!("\n{paragraph}\n");
        match self.random.below(3) {
            0 if blocks.len() > 2 => drop(blocks.remove(blocks.len() - 1)),
            1 if blocks.len() > at => blocks[at] = &paragraph,
            _ => blocks.push(&paragraph),
        }
        let text = blocks.concat();
        self.save(&page, text);
        format!("edit {page}")
    }

    /// Writes raw HTML at the end of some page.
    pub(super) fn html(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let (text, html) = (self.read(&page), self.random.of(HTML));
        self.save(&page, format!("{text}\n{html}\n"));
        format!("{page}: {html}")
    }

    pub(super) fn title(&mut self) -> String {
        let title = format!(
            "title: {}",
            self.random.of(&["Tone", "Gifts", "How we speak", "Travel", "A & <b>", "Ü"])
        );
        self.set_line("title:", &title)
    }

    pub(super) fn number(&mut self) -> String {
        let id = format!("id: {}", self.random.of(&["GL-1", "GL-2", "GL-3", "GL-9", "OB-1", "gl 1"]));
        self.set_line("id:", &id)
    }

    pub(super) fn field(&mut self) -> String {
        let line = self.random.of(FIELDS);
        let key = &line[..=line.find(':').expect("a key")];
        self.set_line(key, line)
    }

    /// Sets a line of some page's front matter, or takes it out.
    fn set_line(&mut self, key: &str, line: &str) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let text = self.read(&page);
        let drops = self.random.chance(25);
        let rest = text.strip_prefix("---\n").unwrap_or("---\n");
        let (front, body) = rest.split_once("---\n").unwrap_or(("", &text));
        let mut now = String::from("---\n");
        for known in front.lines().filter(|known| !known.starts_with(key)) {
            let _ = writeln!(now, "{known}");
        }
        if !drops {
            let _ = writeln!(now, "{line}");
        }
        now.push_str("---\n");
        now.push_str(body);
        self.save(&page, now);
        format!("{page}: {} {line}", if drops { "drop" } else { "set" })
    }

    pub(super) fn broken_front_matter(&mut self) -> String {
        let Some(page) = self.any_page() else { return String::new() };
        let broken =
            self.random.of(&["---\ntitle: [a\n---\n", "---\n: : :\n---\n", "---\ntitle: a\ntitle: b\n---\n"]);
        let body = self.paragraphs();
        self.save(&page, format!("{broken}{body}"));
        format!("{page}: broken front matter")
    }

    pub(super) fn new_page(&mut self) -> String {
        let (name, body) = (self.new_name(), self.paragraphs());
        let head = match self.random.below(3) {
            0 => format!("# {}\n\n", self.words()),
            1 => format!(
                "---\ntitle: {}\nkind: guideline\nid: GL-{}\nsummary: S.\n---\n",
                self.words(),
                self.random.below(12)
            ),
            _ => String::new(),
        };
        self.save(&name, head + &body);
        format!("write {name}")
    }

    pub(super) fn section_index(&mut self) -> String {
        let folder = self.random.of(&["rules", "plays", "rules/deep"]);
        let index = format!("content/{folder}/index.md");
        let kind = self.random.of(&["", "page_kind: guideline\n", "page_kind: play\n", "order: 3\n"]);
        let title = self.words();
        self.save(&index, format!("---\ntitle: {title}\n{kind}---\nAll.\n"));
        format!("{index}: {kind}")
    }
}
