//! Files that browsers run, or render as documents: the approved edition publishes those alone that were approved with a text in
//! force. Any other could answer in the place of approved pages, as a service worker does.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, with_draft};
use crate::trust::judge::{ADDRESS, Output, never_shows, shows, where_shown};
use crate::trust::recipe::Recipe;

/// Names by which browsers run a file or render it, each with what makes it so.
const FILES: [(&str, &str); 17] = [
    ("sw.js", "zebracanary"),
    ("SW.MJS", "zebracanary"),
    (".js", "zebracanary"),
    ("sw.js.bak", "zebracanary"),
    ("x.html", "zebracanary"),
    ("x.htm", "zebracanary"),
    ("x.xhtml", "zebracanary"),
    ("x.xht", "zebracanary"),
    ("x.xml", "zebracanary"),
    ("x.xsl", "zebracanary"),
    ("x.wasm", "zebracanary"),
    ("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>zebracanary</script></svg>"),
    ("b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"\nonload = \"zebracanary()\"></svg>"),
    ("c.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><a href=\"java&#115;cript:zebracanary\"/></svg>"),
    ("d.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject>zebracanary</foreignObject></svg>"),
    ("e.svg", "<!DOCTYPE svg [<!ENTITY x 'zebracanary'>]><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("f.svg", "<html xmlns=\"http://www.w3.org/1999/&#x78;html\">zebracanary</html>"),
];

/// What runs nothing.
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"><title>Turn it on = off</title></svg>\n";

/// Every way in which a page leads to a file, shows it or has a browser run it.
fn ways(file: &str) -> String {
    format!(
        "[x]({file})\n\n![x]({file})\n\n[[{file}]]\n\n<script src=\"{file}\"></script>\n<iframe src=\"{file}\" title=\"x\"></iframe>\n<a href=\"{file}\">x</a>\n"
    )
}

/// The approved words stand, and nothing of the file.
fn has_none(output: &Output) {
    never_shows(output, CANARY);
    assert!(shows(output, ADDRESS, APPROVED), "the approved words are not at their address");
}

#[test]
fn what_browsers_run_is_not_published_for_a_page_that_nobody_approved() {
    let mini = with_draft();
    for (file, bytes) in FILES {
        mini.write(&format!("content/{file}"), bytes);
    }
    let words: Vec<String> = FILES.iter().map(|(file, _)| ways(file)).collect();
    mini.write("content/news.md", format!("---\ntitle: News\n---\n{}", words.join("\n")));
    mini.commit_by("intruder");
    mini.builds(&[], &has_none);
    // Nor from the past of that page.
    mini.write("content/news.md", "---\ntitle: News\n---\nNo more.\n");
    for (file, _) in FILES {
        mini.write(&format!("content/{file}"), DRAWING);
    }
    mini.commit_by("intruder");
    has_none(&mini.output().expect("a build"));
}

#[test]
fn it_is_said_why_and_what_to_do() {
    let mini = with_draft();
    mini.write("content/sw.js", "");
    mini.write("content/news.md", "---\ntitle: News\n---\n[x](sw.js)\n");
    mini.commit_by("intruder");
    let said = mini.run(&["check"]);
    assert!(said.all().contains("error[withheld-file]"), "{}", said.all());
    assert!(said.all().contains("browsers run"), "{}", said.all());
    assert!(said.all().contains("approved with"), "{}", said.all());
}

#[test]
fn a_drawing_that_runs_nothing_is_published() {
    let mini = with_draft();
    mini.write("content/plain.svg", DRAWING);
    mini.write("content/news.md", "---\ntitle: News\n---\n![x](plain.svg)\n");
    mini.commit_by("intruder");
    let output = mini.output().expect("a build");
    assert!(!where_shown(&output, "Turn it on").is_empty());
}

#[test]
fn a_poster_that_runs_is_not_published_with_its_film() {
    let mini = with_draft();
    mini.write("content/film.mp4", "a film");
    mini.write("content/film.svg", FILES[11].1);
    mini.write("content/news.md", "---\ntitle: News\n---\n![x](film.mp4)\n");
    mini.commit_by("intruder");
    mini.builds(&[], &has_none);
}

/// A site with a script that was approved with a text in force.
fn with_script() -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str("\n<script src=\"sum.js\"></script>\n\n[A sum](sum.html)\n");
    recipe.files.push(("content/guidelines/sum.js", b"firstsum()".to_vec()));
    recipe.files.push(("content/guidelines/sum.html", b"<p>firstpage".to_vec()));
    recipe.make()
}

#[test]
fn what_was_approved_with_a_text_in_force_is_published() {
    let mini = with_script();
    mini.write("content/news.md", format!("---\ntitle: News\n---\n{}", ways("guidelines/sum.js")));
    mini.commit_by("editor");
    let output = mini.output().expect("a build");
    assert!(!where_shown(&output, "firstsum").is_empty() && !where_shown(&output, "firstpage").is_empty());
    let news = String::from_utf8_lossy(&output["news/index.html"]).into_owned();
    assert!(news.contains("guidelines/sum."), "{news}");
}

#[test]
fn other_bytes_than_those_that_were_approved_are_not_published() {
    let mini = with_script();
    mini.write("content/guidelines/sum.js", "zebracanary()");
    mini.write("content/news.md", format!("---\ntitle: News\n---\n{}", ways("guidelines/sum.js")));
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        has_none(output);
        assert!(!where_shown(output, "firstsum").is_empty(), "what was approved is gone");
    });
}

#[test]
fn the_latest_edition_has_them() {
    let mini = with_draft();
    mini.write("content/sum.js", "zebracanary()");
    mini.write("content/news.md", "---\ntitle: News\n---\n[x](sum.js)\n");
    mini.commit_by("intruder");
    let out = tempfile::tempdir_in(mini.folder.path()).expect("a folder");
    mini.run(&["build", "--edition", "latest", "--out", &out.path().display().to_string()]);
    let output = crate::support::tree(out.path());
    assert!(output.keys().any(|path| path.starts_with("sum.")), "{:?}", output.keys());
}
