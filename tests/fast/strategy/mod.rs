//! The views of the strategy: each follows from what pages say, and from nothing else.

mod channels;
mod coverage;
mod ladder;
mod lessons;
mod map;
mod measures;
mod one_fact;
mod people;
mod roadmap;
mod scenarios;
mod starter;
mod stretch;
mod training;

use crate::support::{self, Built};

/// A site with these pages, each with its path and its front matter.
fn site(pages: &[(&str, &str)]) -> Built {
    let page =
        |(path, front): &(&str, &str)| (format!("content/{path}"), format!("---\n{front}\n---\nWords.\n"));
    let files: Vec<(String, String)> = pages.iter().map(page).collect();
    support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// What is read of a view, a line each: without markup and blank lines.
fn lines(built: &Built, view: &str) -> Vec<String> {
    let html = built.text(&format!("views/{view}/index.html"));
    let (_, view) = html.split_once("<div class=\"rest\">").expect("the view");
    let (view, _) = view.split_once("</article>").expect("its end");
    let ends =
        ["</li>", "</p>", "</th>", "</td>", "</dt>", "</dd>", "</h2>", "</h3>", "</text>", "</figcaption>"];
    let broken = ends.iter().fold(without_hidden(view), |html, end| html.replace(end, &format!("{end}\n")));
    let mut text = String::new();
    let mut is_tag = false;
    for letter in broken.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// HTML without what is hidden on the day that it was made for.
fn without_hidden(html: &str) -> String {
    let mut html = html.to_owned();
    while let Some(at) = html.find(" hidden>") {
        let start = html[..at].rfind('<').expect("a tag");
        let name: String = html[start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = format!("</{name}>");
        let length = html[start..].find(&end).expect("its end") + end.len();
        html.replace_range(start..start + length, "");
    }
    html
}

/// What stands between one mark and another.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).expect("the start");
    rest.split_once(end).expect("the end").0
}

const OBJECTIVE: (&str, &str) = ("ob-1.md", "title: Fewer calls\nkind: objective\nid: OB-1");

#[test]
fn a_site_without_what_a_view_needs_has_none() {
    let built = site(&[("index.md", "title: Home"), ("tone.md", "title: Tone")]);
    assert!(!built.files.keys().any(|file| file.starts_with("views/")), "{:?}", built.files.keys());
}

#[test]
fn a_page_with_a_view_gives_it_room() {
    let page = |block: &str| {
        let page = format!("```{block}\n");
        let play = "---\ntitle: Listen\nkind: play\nid: PL-1\nserves: [OB-1]\nlevel: monitor\n---\n";
        let objective = "---\ntitle: Fewer calls\nkind: objective\nid: OB-1\n---\n";
        let files = [("content/p.md", &*page), ("content/pl-1.md", play), ("content/ob-1.md", objective)];
        support::build(files).text("p/index.html").to_owned()
    };
    assert!(page("view ladder\n```").contains("<article class=\"page has-views\">"));
    let chart = page("chart Calls\nrows:\n  - {label: July, values: 3}\n```");
    assert!(chart.contains("<figure class=\"block chart\">") && chart.contains("<article class=\"page\">"));
}

#[test]
fn views_give_way_to_pages() {
    let play = "title: Listen\nkind: play\nid: PL-1\nserves: [OB-1]\nlevel: monitor";
    let built = site(&[OBJECTIVE, ("pl-1.md", play), ("views/ladder.md", "title: Our own ladder")]);
    assert!(built.text("views/ladder/index.html").contains("Our own ladder"));
    let listed = site(&[OBJECTIVE, ("pl-1.md", play)]);
    assert!(listed.text("views/index.html").contains("href=\"../views/ladder/\">Ladder of engagement</a>"));
    assert!(listed.text("pl-1/index.html").contains("href=\"../views/\">Strategy at a glance</a>"));
}
