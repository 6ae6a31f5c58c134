//! Class 16, gone on: files by the way of which a draft, or what nobody approved, is published after all.

use crate::support::GovernedSite;
use crate::trust::attacked::{APPROVED, CANARY, GIFTS, before_draft, with_draft};
use crate::trust::judge::{Ended, never_shows, shows};
use crate::trust::recipe::Recipe;

/// Every way to show, load or offer a file, from the folder of pages.
fn ways(file: &str) -> String {
    format!(
        "![x]({file})\n\n[x]({file})\n\n![[{file}]]\n\n[[{file}]]\n\n<img src=\"{file}\" srcset=\"{file} 2x\" alt=\"x\">\n<iframe src=\"{file}\" title=\"x\"></iframe>\n<object data=\"{file}\"></object>\n<embed src=\"{file}\">\n<video controls poster=\"{file}\"><source src=\"{file}\"><track src=\"{file}\" kind=\"captions\"></video>\n<script src=\"{file}\"></script>\n<link rel=\"stylesheet\" href=\"{file}\">\n<a href=\"{file}\" download>x</a>\n"
    )
}

#[test]
fn no_page_shows_the_source_of_another() {
    for file in [
        "guidelines/gifts.md",
        "/guidelines/gifts.md",
        "guidelines/../guidelines/Gifts.md",
        "guidelines/gifts%2emd",
    ] {
        let mini = with_draft();
        mini.write("content/other.md", format!("# Other\n\n{}", ways(file)));
        mini.commit_by("intruder");
        mini.keeps_the_words();
    }
}

#[test]
fn an_approved_page_does_not_show_the_source_of_another() {
    let mut recipe = Recipe::default();
    recipe.files.push((
        "content/guidelines/travel.md",
        b"---\ntitle: Travel\nkind: guideline\nid: GL-2\nowner: lead\n---\nWe travel.\n".to_vec(),
    ));
    recipe.guideline.push_str(&ways("travel.md"));
    let mini = recipe.approved();
    mini.replace("content/guidelines/travel.md", "We travel", "We zebracanary travel");
    mini.commit_by("editor");
    mini.keeps_the_words();
}

/// A guideline that is approved with this in it, and with these files beside it.
fn approved_with(words: &str, files: &[(&'static str, &str)]) -> GovernedSite {
    let mut recipe = Recipe::default();
    recipe.guideline.push_str(words);
    recipe.files.extend(files.iter().map(|(file, text)| (*file, text.as_bytes().to_vec())));
    recipe.approved()
}

#[test]
fn a_file_is_covered_however_the_text_names_it() {
    for (written, file) in [
        ("[x](UP.pdf)", "content/guidelines/Up.pdf"),
        ("[x](up)", "content/guidelines/up"),
        ("[x](cafe\u{301}.pdf)", "content/guidelines/caf\u{e9}.pdf"),
        ("[x](caf\u{e9}.pdf)", "content/guidelines/cafe\u{301}.pdf"),
        ("[[w.pdf]]", "content/guidelines/w.pdf"),
        ("[[w.pdf|the form]]", "content/guidelines/w.pdf"),
        ("![[W.PDF]]", "content/guidelines/W.PDF"),
        ("![[w.pdf]]", "content/guidelines/W.pdf"),
        ("[[/w.pdf]]", "content/w.pdf"),
        ("[x](/w.pdf?page=2#top)", "content/w.pdf"),
        ("[x](/f/rules.pdf)", "static/f/rules.pdf"),
        ("![x](/pic.svg)", "static/pic.svg"),
        ("<a href=\"/f/Rules.pdf\">x</a>", "static/f/Rules.pdf"),
    ] {
        let mini = approved_with(&format!("\n{written}\n"), &[(file, "first words\n")]);
        mini.write(file, format!("{CANARY}\n"));
        mini.commit_by("intruder");
        let ended = mini.builds(&[], &|output| {
            let page = String::from_utf8_lossy(&output[crate::trust::judge::ADDRESS]).into_owned();
            for (path, _) in
                output.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(CANARY))
            {
                assert!(
                    !page.contains(path.rsplit('/').next().expect("a name")),
                    "{written}: the page leads to {path}"
                );
            }
        });
        assert_eq!(ended, [Ended::Written; 2], "{written}");
    }
}

#[test]
fn a_file_that_is_published_as_it_is_takes_no_approved_place() {
    let files = [
        (
            "content/guidelines/p.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>first</title></svg>\n",
        ),
        ("content/guidelines/rules.txt", "first words\n"),
    ];
    for gone in [false, true] {
        let mini = approved_with("\n![x](p.svg)\n\n[y](rules.txt)\n", &files);
        for (file, _) in files {
            let name = file.trim_start_matches("content/");
            mini.write(&format!("static/{name}"), format!("{CANARY}\n"));
            if gone { mini.remove(file) } else { mini.write(file, "second words\n") }
        }
        mini.commit_by("intruder");
        mini.builds(&[], &|output| {
            let page = String::from_utf8_lossy(&output[crate::trust::judge::ADDRESS]).into_owned();
            assert!(
                page.contains("guidelines/p.") || page.contains("\"p.") || page.contains("/p."),
                "{page}"
            );
            assert!(
                !page.contains("p.svg\"") && !page.contains("rules.txt\""),
                "the page leads to what nobody approved"
            );
        });
    }
}

#[test]
fn a_file_that_was_not_there_when_the_page_was_approved_is_not_shown_by_it() {
    let mini = approved_with("\n[y](rules.txt)\n", &[]);
    mini.write("content/guidelines/rules.txt", format!("{CANARY}\n"));
    mini.write("content/other.md", "# Other\n\n[y](guidelines/rules.txt)\n");
    mini.commit_by("intruder");
    mini.builds(&[], &|output| {
        let page = String::from_utf8_lossy(&output[crate::trust::judge::ADDRESS]).into_owned();
        assert!(!page.contains("rules."), "the page leads to what nobody approved");
    });
}

#[test]
fn a_link_between_files_leads_to_no_draft() {
    use std::os::unix::fs::symlink;
    for (link, to) in [
        ("static/x.txt", "../content/guidelines/gifts.md"),
        ("static/all", "../content/guidelines"),
        ("theme/static/x.css", "../../content/guidelines/gifts.md"),
        ("theme/parts/page.html", "../../content/guidelines/gifts.md"),
        ("content/copy.md", "guidelines/gifts.md"),
        ("content/copy.txt", "guidelines/gifts.md"),
        ("content/folder", "guidelines"),
    ] {
        let mini = with_draft();
        let path = mini.path().join(link);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        symlink(to, &path).expect("a link");
        mini.write("content/other.md", "# Other\n\n[x](copy.txt) ![y](copy.txt) [z](folder/gifts.md)\n");
        mini.commit_by("intruder");
        mini.keeps_the_words();
    }
}

#[test]
fn a_page_that_links_a_link_between_files_can_be_approved() {
    let mini = before_draft();
    std::os::unix::fs::symlink("gifts.md", mini.path().join("content/guidelines/form.pdf")).expect("a link");
    mini.write(GIFTS, mini.read(GIFTS) + "\nSee [the form](form.pdf). Gifts are zebracanary welcome.\n");
    mini.commit_by("editor");
    mini.approve("GL-1", "lead", "team-lead");
    mini.approve("GL-1", "legal", "head-of-legal");
    mini.brings_the_draft_into_force();
}

#[test]
fn what_configures_a_server_is_no_part_of_the_approved_edition() {
    let mini = with_draft();
    for name in [".htaccess", "_redirects", "_headers", "web.config", "redirects.map"] {
        mini.write(&format!("static/{name}"), format!("/guidelines/gifts/ /{CANARY}/\n"));
    }
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn no_file_stands_beside_the_address_of_a_page() {
    let mini = with_draft();
    for name in
        ["static/guidelines/gifts.html", "static/guidelines/Gifts.HTML", "static/guidelines/gifts.htm"]
    {
        mini.write(name, CANARY);
    }
    mini.commit_by("intruder");
    mini.keeps_the_words();
}

#[test]
fn a_file_with_the_name_of_the_list_of_what_was_written_is_left_out() {
    let mini = with_draft();
    mini.write("static/.guidepost-output.json", format!("{{\"files\": {{\"{CANARY}\": \"x\"}}}}"));
    mini.commit_by("intruder");
    mini.keeps_the_words();
    let output = mini.output().expect("written");
    never_shows(&output, CANARY);
    assert!(shows(&output, crate::trust::judge::ADDRESS, APPROVED));
}
