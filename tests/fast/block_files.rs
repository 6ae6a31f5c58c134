//! Data blocks that are made from files beside their page, or from what the page says of itself.

use guidepost::diagnostic::Finding;

use crate::support::{self, Built};

const MEASURE: &str = "title: Answered in time\nkind: measure\nid: ME-1\nunit: \"%\"\ntarget: 90 %";
const READINGS: &str = "on;value;note\r\n2026-10-31;84;\r\n2026-09-30;1400.5;began\r\n";

/// A site of one page with this front matter and text, and files beside it.
fn built(front: &str, text: &str, files: &[(&str, &str)]) -> Built {
    let page = format!("---\n{front}\n---\nWords.\n\n{text}\n");
    let own =
        [("site.toml", "name = \"A\"\n"), ("content/index.md", "# Home\n"), ("content/a/page.md", &page)];
    support::build(own.into_iter().chain(files.iter().copied()))
}

/// A row of the table of a chart.
fn row(cells: &[&str]) -> String {
    let [label, rest @ ..] = cells else { return String::new() };
    format!("<tr><th scope=\"row\">{label}</th><td>{}</td>", rest.join("</td><td>"))
}

#[test]
fn readings_of_a_file_stand_on_the_page_and_in_the_view() {
    let built =
        built(MEASURE, "```readings\nfile: readings.csv\n```", &[("content/a/readings.csv", READINGS)]);
    assert_eq!(built.found(), [""; 0]);
    let page = built.text("a/page/index.html");
    let (first, last) = (row(&["30 Sep 2026", "1,400.5"]), row(&["31 Oct 2026", "84"]));
    let places = (page.find(&first), page.find(&last));
    assert!(places.0.is_some() && places.0 < places.1, "{page}");
    assert!(page.contains("<td class=\"note\">began</td>") && page.contains("Target: 90 %"), "{page}");
    let view = built.text("views/measures/index.html");
    assert!(view.contains("31 Oct 2026") && view.contains("1,316.5"), "down by 1,316.5: {view}");
}

#[test]
fn a_page_draws_what_it_says_itself() {
    let readings = format!("{MEASURE}\nreadings:\n  - {{value: 70, on: 2026-09-30}}");
    let measure = built(&readings, "```readings\n```", &[]);
    assert_eq!(measure.found(), [""; 0]);
    assert!(measure.text("a/page/index.html").contains(&row(&["30 Sep 2026", "70"])));

    let play =
        "title: Listen\nkind: play\nserves: [OB-1]\nstarts: 2026-01-01\nends: 2026-12-31\nstate: running";
    let objective = ("content/ob.md", "---\ntitle: Trust\nkind: objective\nid: OB-1\n---\nWords.\n");
    let other =
        ("content/b.md", "---\ntitle: Films\nkind: play\nserves: [OB-1]\nends: 2026-12-31\n---\nWords.\n");
    let play = built(play, "```roadmap\n```", &[objective, other]);
    assert_eq!(play.found(), [""; 0]);
    let html = play.text("a/page/index.html");
    let (_, roadmap) = html.split_once("class=\"roadmap-drawing\"").expect("the roadmap");
    let (roadmap, _) = roadmap.split_once("</table>").expect("its end");
    assert!(roadmap.contains("31 Dec 2026") && !roadmap.contains("Films"), "{roadmap}");
}

const WORLDS: &str = "axes:\n  - {name: Trust, low: Low, high: High}\n  - {name: Reach, low: Small, high: Large}\nworlds:\n  - {name: Quiet, holds: [PL-1]}\n  - {name: Village, holds: [PL-1]}\n  - {name: Noise, holds: [PL-1, PL-2]}\n  - {name: Square, holds: [PL-1]}";
const PLAYS: [(&str, &str); 3] = [
    ("content/ob.md", "---\ntitle: Trust\nkind: objective\nid: OB-1\n---\nWords.\n"),
    ("content/p1.md", "---\ntitle: Listen\nkind: play\nid: PL-1\nserves: [OB-1]\n---\nWords.\n"),
    ("content/p2.md", "---\ntitle: Films\nkind: play\nid: PL-2\nserves: [OB-1]\n---\nWords.\n"),
];

#[test]
fn scenarios_in_a_block_are_drawn_as_those_of_a_page() {
    let of_page =
        built(&format!("title: Trust or reach\nkind: scenario\n{WORLDS}"), "```scenarios\n```", &PLAYS);
    let of_block = built("title: Trust or reach", &format!("```scenarios\n{WORLDS}\n```"), &PLAYS);
    for built in [&of_page, &of_block] {
        assert_eq!(built.found(), [""; 0]);
    }
    let drawn = |built: &Built| {
        let html = built.text("a/page/index.html");
        let (_, drawn) = html.split_once("<section class=\"scenario\"").expect("the scenarios");
        drawn
            .split_once("<div class=\"worlds-result\">")
            .map(|(drawn, rest)| (drawn.to_owned(), rest.to_owned()))
    };
    let ((page, all), (block, all_of_block)) = drawn(&of_page).zip(drawn(&of_block)).expect("the worlds");
    assert_eq!(page, block);
    let in_all = |rest: &str| {
        rest.split("</ul>").next().is_some_and(|all| all.contains("Listen") && !all.contains("Films"))
    };
    assert!(in_all(&all) && in_all(&all_of_block), "{all}");
}

#[test]
fn a_chart_of_a_file_has_a_line_for_each_column() {
    let table = ("content/a/visits.csv", "month,web,app\nOctober,350,160\nNovember,420,210\n");
    let built = built("title: Visits", "```chart\nform: line\nfile: visits.csv\ntarget: 500\n```", &[table]);
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("a/page/index.html");
    assert!(html.contains(&row(&["November", "420", "210"])), "{html}");
    assert!(html.contains("column-1") && html.contains("<th scope=\"col\">app</th>"), "{html}");
}

#[test]
fn a_row_that_cannot_be_read_moves_no_figure_into_another_column() {
    let table = "month,web,app\nOctober,many,160\nNovember,420,210\n";
    let of_file = built("title: Visits", "```chart\nfile: t.csv\n```", &[("content/a/t.csv", table)]);
    let rows = "rows:\n  - {label: October, values: [many, 160]}\n  - {label: November, values: [420, 210]}";
    let of_rows = built("title: Visits", &format!("```chart\nseries: [web, app]\n{rows}\n```"), &[]);
    for built in [of_file, of_rows] {
        assert!(
            built.findings.iter().any(|finding| says(finding, "`many` is no number")),
            "{:?}",
            built.found()
        );
        let html = built.text("a/page/index.html");
        assert!(html.contains(&row(&["November", "420", "210"])), "{html}");
        assert!(!html.contains("<th scope=\"row\">October</th>"), "{html}");
    }
}

#[test]
fn a_film_has_its_captions_and_its_transcript() {
    let text = "```video How it is mended\nsrc: film.webm\ntranscript: |\n  First the cable.\n\n  Then the plug.\n```";
    let files =
        [("content/a/film.webm", "film"), ("content/a/film.vtt", "WEBVTT\n"), ("content/a/film.png", "x")];
    let built = built("title: Films", text, &files);
    assert_eq!(built.found(), [""; 0]);
    let html = built.text("a/page/index.html");
    for said in [
        "aria-label=\"How it is mended\"",
        "<track kind=\"captions\" src=\"../../a/film.",
        "<p>First the cable.</p>\n<p>Then the plug.</p>",
        "poster=\"../../a/film.",
    ] {
        assert!(html.contains(said), "{said} is not in {html}");
    }
}

fn says(finding: &Finding, said: &str) -> bool {
    finding.message.contains(said) || finding.hints.iter().any(|hint| hint.contains(said))
}

#[test]
fn a_mistake_in_a_table_is_found_at_its_line() {
    for (block, table, line, said) in [
        ("readings", "on,value\n2026-09-30,70\nsoon,80\n", 3, "soon"),
        ("readings", "on,value\n2026-09-30,many\n", 2, "many"),
        ("readings", "day,value\n2026-09-30,70\n", 1, "`on` and `value`"),
        ("chart", "month,web\nMay,4\nJune,\n", 3, "lacks a figure"),
        ("chart", "month,web\nMay,\"1,8\"\n", 2, "`1,8` is no number"),
        ("chart", "month\nMay\n", 1, "a label and a figure"),
        ("chart\nform: progress", "month,web\nMay,4\n", 1, "add a column `target`"),
    ] {
        let built = built(MEASURE, &format!("```{block}\nfile: t.csv\n```"), &[("content/a/t.csv", table)]);
        let place = format!("content/a/t.csv:{line}:");
        let is_it = built
            .findings
            .iter()
            .any(|finding| built.place(finding).starts_with(&place) && says(finding, said));
        assert!(is_it, "{block} {table}: {:#?}", built.found());
    }
    for (name, bytes, said) in [("t.csv", "", "it is empty"), ("t.txt", "on,value\n", "is no table")] {
        let block = format!("```readings\nfile: {name}\n```");
        let built = built(MEASURE, &block, &[(&*format!("content/a/{name}"), bytes)]);
        assert!(built.findings.iter().any(|finding| says(finding, said)), "{:#?}", built.findings);
    }
}

#[test]
fn a_line_of_code_that_looks_like_a_file_is_none() {
    let built = built("title: Code", "```nginxlike\nfile: a.csv\n```", &[]);
    assert_eq!(built.found(), [""; 0]);
    assert!(built.text("a/page/index.html").contains("a.csv"));
}
