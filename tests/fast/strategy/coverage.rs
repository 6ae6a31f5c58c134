//! Coverage of the planning framework.

use super::{lines, site};
use guidepost::config::{FieldType, Kinds};
use guidepost::words::Words;

#[test]
fn blocks_are_shown_with_their_pages() {
    let built = site(&[
        ("a.md", "title: Fewer calls\nkind: objective\nid: OB-1\nblock: vision-and-strategy"),
        ("b.md", "title: Forum\nkind: channel\nblock: technology"),
        ("c.md", "title: Video\nkind: channel\nblock: technology"),
        ("d.md", "title: Tone\nkind: guideline"),
        ("e.md", "title: Unseen\nkind: channel\nblock: processes\ndraft: true"),
    ]);
    let lines = lines(&built, "coverage");
    assert_eq!(
        lines[..9],
        [
            "Block",
            "Pages",
            "Of these kinds",
            "Vision and strategy",
            "1",
            "Objectives 1",
            "Constituents",
            "0",
            "No page yet"
        ]
    );
    assert!(lines.contains(&"Channels 2".to_owned()));
    assert!(lines.contains(&"1 page names no block: Guidelines 1.".to_owned()), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("No page yet. It would need plays")), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("Unseen")));
}

#[test]
fn the_blocks_are_those_that_pages_may_name() {
    let kinds = Kinds::built_in(Words::english());
    let page = kinds.named("page").expect("the kind");
    let block = page.fields.iter().find(|field| field.name == "block").expect("the field");
    let FieldType::Choice(blocks) = &block.shape else { panic!("a choice") };
    let pages: Vec<(String, String)> = blocks
        .iter()
        .map(|block| (format!("{block}.md"), format!("title: In {block}\nkind: channel\nblock: {block}")))
        .collect();
    let pages: Vec<(&str, &str)> =
        pages.iter().map(|(path, front)| (path.as_str(), front.as_str())).collect();
    let lines = lines(&site(&pages), "coverage");
    assert!(!lines.iter().any(|line| line.starts_with("No page yet")), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| *line == "Channels 1").count(), blocks.len());
}
