//! What leads to pages: the list of all, and what stands beside a page: its section as a whole, or the neighbourhood of a page in a very long one.

#![allow(clippy::expect_used, reason = "a test that meets the unexpected fails")]

use crate::support;

use support::Built;

/// A section of so many pages, each `Page 007`.
fn section_of(pages: usize) -> Built {
    let mut files = vec![("content/many/index.md".to_owned(), "---\ntitle: Many\n---\n".to_owned())];
    files.extend((0..pages).map(|nth| {
        (format!("content/many/page-{nth:03}.md"), format!("---\ntitle: Page {nth:03}\n---\nText.\n"))
    }));
    support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

#[test]
fn the_menu_stands_where_there_is_something_to_open() {
    let flat =
        support::build([("content/index.md", "# Home\n\nText.\n"), ("content/a.md", "# A\n\nText.\n")]);
    let nested = section_of(2);
    for built in [&flat, &nested] {
        for path in built.paths() {
            let html = built.text(path);
            let (link, target) =
                (html.contains("href=\"#siteNavigation\""), html.contains("id=\"siteNavigation\""));
            assert_eq!(link, target, "{path}");
        }
    }
    assert!(nested.text("index.html").contains("href=\"#siteNavigation\""));
}

/// The words of the links beside a page, without those to whole sections.
fn beside(built: &Built, page: &str) -> Vec<String> {
    let html = built.text(page);
    let side = html.split("<nav class=\"side\"").nth(1).and_then(|rest| rest.split("</nav>").next());
    let list = side.and_then(|side| side.split("class=\"side-title\"").nth(1)).expect("a navigation");
    list.split("<li").skip(1).map(words).collect()
}

/// The text of HTML, and a star where it is marked as the page.
fn words(html: &str) -> String {
    let mut words = String::new();
    for part in html.split('<').skip(1) {
        words.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    if html.contains("aria-current=\"page\"") {
        format!("{} *", words.trim())
    } else {
        words.trim().to_owned()
    }
}

#[test]
fn a_section_is_listed_as_a_whole() {
    let lines = beside(&section_of(48), "many/page-040/index.html");
    assert_eq!(lines.len(), 48, "{lines:#?}");
    assert_eq!(lines[40], "Page 040 *");
}

#[test]
fn a_page_of_a_very_long_section_lists_its_neighbours() {
    let built = section_of(300);
    let lines = beside(&built, "many/page-150/index.html");
    assert_eq!(lines.len(), 38, "{lines:#?}");
    assert_eq!(lines.first().map(String::as_str), Some("… 132 before these in Many"));
    assert_eq!(lines[1], "Page 132");
    assert_eq!(lines[19], "Page 150 *");
    assert_eq!(lines.last().map(String::as_str), Some("… 132 after these in Many"));
    assert!(built.text("many/page-150/index.html").contains("href=\"../../many/#inThisSection\""));
}

#[test]
fn the_section_itself_lists_all() {
    let built = section_of(300);
    let html = built.text("many/index.html");
    let (_, list) = html.split_once("id=\"inThisSection\"").expect("a list");
    assert_eq!(list.matches("class=\"entry-title\"").count(), 300);
    assert_eq!(
        beside(&built, "many/index.html").last().map(String::as_str),
        Some("… 276 after these in Many")
    );
}

/// The pages of one letter in the list of all.
fn under(built: &Built, letter: &str) -> Vec<String> {
    let html = built.text("a-to-z/index.html");
    let rest = html.split(&format!("<h2 id=\"letter-{letter}\">")).nth(1).expect("the letter");
    let list = rest.split("</ul>").next().expect("its list");
    list.split("<li>").skip(1).map(words).collect()
}

#[test]
fn all_pages_are_listed_by_their_letters() {
    let mut files = vec![("content/index.md".to_owned(), "# Home\n".to_owned())];
    files.extend((0..12).map(|nth| (format!("content/tone/{nth:02}.md"), format!("# Tone {nth:02}\n"))));
    let owned = "---\ntitle: Émotions\nkind: guideline\nid: GL-001\nowner: crew\n---\n\nText.\n";
    files.push(("content/feelings.md".to_owned(), owned.to_owned()));
    files.push(("content/late.md".to_owned(), "---\ntitle: Late\ndraft: true\n---\n\nText.\n".to_owned()));
    files
        .push(("site.toml".to_owned(), "name = \"A\"\nbase_url = \"https://playbook.example\"\n".to_owned()));
    let built = support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert_eq!(under(&built, "e"), ["GL-001ÉmotionsGuideline · crew"]);
    assert_eq!(under(&built, "t").len(), 12);
    let html = built.text("a-to-z/index.html");
    assert!(
        !html.contains("letter-l") && !html.contains("letter-h"),
        "no draft, and not the home page: {html}"
    );
    assert!(built.text("index.html").contains("href=\"./a-to-z/\">All pages, A to Z</a>"));
    assert!(built.text("sitemap.xml").contains("<loc>https://playbook.example/a-to-z/</loc>"));
    files.retain(|(path, _)| !path.contains("tone"));
    let few = support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(!few.text("index.html").contains("a-to-z"), "few pages are seen at once");
}

#[test]
fn the_list_of_all_gives_way_to_a_page() {
    let mut files: Vec<(String, String)> =
        (0..12).map(|nth| (format!("content/{nth:02}.md"), "Text.\n".to_owned())).collect();
    files.push(("content/a-to-z.md".to_owned(), "# From ants to zebras\n".to_owned()));
    let built = support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    assert!(built.text("a-to-z/index.html").contains("From ants to zebras"));
}

#[test]
fn what_the_theme_leads_to_within_a_page_is_there() {
    let mut files = vec![("content/index.md".to_owned(), "# Home\n\nWelcome.\n".to_owned())];
    files.extend((0..12).map(|nth| {
        (format!("content/area-{nth}/index.md"), format!("# An area with a long name {nth}\n\nText.\n"))
    }));
    let built = support::build(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let home = built.text("index.html");
    assert!(home.contains(">All sections</a>"), "{home}");
    for (path, page) in [("", home), ("../", built.text("area-3/index.html"))] {
        for link in page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let (at, id) = link.split_once('#').unwrap_or((link, ""));
            let target = if at.is_empty() { page } else { home };
            let is_here = at.is_empty() || at == "./" || at == path;
            assert!(!is_here || id.is_empty() || target.contains(&format!("id=\"{id}\"")), "{link}");
        }
    }
}
