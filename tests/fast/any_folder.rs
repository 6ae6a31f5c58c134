//! A folder that was never written for this program: every dead link and anchor is named at its place, and none is
//! invented.

use crate::support;

use std::fmt::Write as _;

use guidepost::diagnostic::Code;
use support::build;

/// Pages below the two roots, apart from the one at the top.
const PAGES: usize = 899;
/// How deep the folders of each root go.
const DEPTH: usize = 8;
const DEAD_LINKS: [usize; 5] = [11, 207, 444, 700, 898];

/// Numbers that look like chance and are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        // Xorshift: any mixing will do.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).expect("a bound")).expect("below it")
    }
}

/// A page as planned: where it is, and the headings that others may link to.
struct Plan {
    path: String,
    headings: Vec<String>,
}

/// A page as written, and what is wrong with it.
#[derive(Default)]
struct Page {
    text: String,
    planted: Vec<(Code, usize, usize)>,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line with something wrong at `target`, which stands once in it.
    fn wrong(&mut self, code: Code, line: &str, target: &str) {
        let at = self.text.matches('\n').count() + 1;
        let column = line.find(target).expect("the target") + 1;
        self.planted.push((code, at, column));
        self.line(line);
    }
}

/// Two roots; in each a chain of folders with an index, and other pages in them.
fn plans(dice: &mut Dice) -> Vec<Plan> {
    let mut folders = Vec::new();
    for root in ["handbook", "Old Wiki"] {
        let mut folder = root.to_owned();
        for depth in 1..=DEPTH {
            folders.push(folder.clone());
            write!(folder, "/level {depth}").expect("room");
        }
    }
    let path = |nth: usize, dice: &mut Dice| match folders.get(nth) {
        Some(folder) => format!("{folder}/README.md"),
        None => format!("{}/Page {nth}.md", folders[dice.below(folders.len())]),
    };
    let headings =
        |nth: usize| vec![format!("What {nth} is"), "Größe & Zweck".to_owned(), format!("Step {}", nth % 7)];
    (0..PAGES).map(|nth| Plan { path: path(nth, dice), headings: headings(nth) }).collect()
}

/// How one page links to another: up to the top and down again.
fn link(from: &str, to: &str) -> String {
    format!("{}{}", "../".repeat(from.matches('/').count()), to.replace(' ', "%20"))
}

fn slug(heading: &str) -> String {
    heading.to_lowercase().replace(" & ", "--").replace(' ', "-")
}

fn page(nth: usize, plans: &[Plan], dice: &mut Dice) -> Page {
    let plan = &plans[nth];
    let mut page = Page::default();
    front_matter(nth, &mut page);
    page.line(&format!("# {}\n", plan.headings[0]));
    for _ in 0..3 {
        let other = &plans[dice.below(plans.len())];
        let heading = &other.headings[dice.below(3)];
        page.line(&format!("See [there]({}#{}), and *more*.", link(&plan.path, &other.path), slug(heading)));
    }
    foreign_html(nth, &mut page);
    page.line(&format!("\n## {}\n\n### {}\n", plan.headings[1], plan.headings[2]));
    if nth.is_multiple_of(3) {
        let other = &plans[dice.below(plans.len())];
        let target = format!("{}#gone-{nth}", link(&plan.path, &other.path));
        page.wrong(Code::BrokenAnchor, &format!("And [here]({target})."), &target);
    }
    if DEAD_LINKS.contains(&nth) {
        let target = format!("no-such-page-{nth}.md");
        page.wrong(
            Code::BrokenLink,
            &format!("* [a page]({target} \"Its title\") that was dropped"),
            &target,
        );
    }
    page.line("\n```\n[not a link](nowhere.md) <a href=\"nowhere.md\">\n```\n\n`[nor](this.md)` \\[nor\\](that.md)\n");
    page
}

/// Keys of other generators, or none at all.
fn front_matter(nth: usize, page: &mut Page) {
    match nth % 4 {
        0 => page.line("---\nlayout: post\nsidebar_position: 3\nparent: Wiki\n---\n"),
        1 => page.line(
            "---\ntitle: \"A title: with a colon\"\ndate: 2019-03-04 10:00:00 +0100\ncategories: [a, b]\n---",
        ),
        _ => {}
    }
}

fn foreign_html(nth: usize, page: &mut Page) {
    match nth % 5 {
        0 => page.line("\n<div align=\"center\">\n<a name=\"by-hand\"></a><b>Bold</b><br>\n<a href=\"#by-hand\">up</a>\n</div>\n"),
        1 => page.line("\n<iframe src=\"https://video.example/embed\" width=\"560\"></iframe>\n"),
        2 => page.line("\n<details><summary>More</summary>\n\nText with <kbd>Ctrl</kbd> <font color=red>red</font> <p> unclosed\n\n</details>\n"),
        3 => page.line("\n| a | b |\n|---|---|\n| [x](#größe--zweck) | https://elsewhere.example/a?b=c#d |\n"),
        _ => page.line("\n{% include note.html %} {{ site.name }} :smile: [[_TOC_\n"),
    }
}

#[test]
fn exactly_what_is_dead_is_named() {
    let mut dice = Dice(0x005E_ED0F_600D);
    let plans = plans(&mut dice);
    let pages: Vec<Page> = (0..plans.len()).map(|nth| page(nth, &plans, &mut dice)).collect();
    let readme = "# Two wikis\n\n- [Handbook](handbook/README.md)\n- [Old wiki](Old%20Wiki/)\n".to_owned();
    let files = plans.iter().zip(&pages).map(|(plan, page)| (plan.path.as_str(), &page.text));
    let built = build(files.chain([("README.md", &readme)]));

    let mut planted: Vec<String> = Vec::new();
    for (plan, page) in plans.iter().zip(&pages) {
        let shown = |(code, line, column): &(Code, usize, usize)| {
            format!("{}:{line}:{column} {}", plan.path, code.name())
        };
        planted.extend(page.planted.iter().map(shown));
    }
    planted.sort();
    let expected = [Code::UnknownFrontMatterKey, Code::ForeignContent, Code::ForeignForm];
    let others = built.findings.iter().filter(|finding| !expected.contains(&finding.code));
    let mut found: Vec<String> =
        others.map(|finding| format!("{} {}", built.place(finding), finding.code.name())).collect();
    found.sort();
    assert_eq!(planted.len(), DEAD_LINKS.len() + PAGES.div_ceil(3));
    assert_eq!(found, planted);
    assert_eq!(built.of(Code::ForeignContent).len(), (0..PAGES).filter(|nth| nth % 5 == 1).count());
    assert_eq!(built.of(Code::ForeignForm).len(), 2 * (0..PAGES).filter(|nth| nth % 5 == 4).count());
    assert_eq!(built.paths().len(), 1 + PAGES + 2, "each page once, the list of all, and the 404 page");
}
